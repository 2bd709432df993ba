package import ArgumentParser
import Reports
import StudyAPI
import StudyClient
package import StudyModel

/// `rir codebook map`: codes under their themes, as a picture.
package struct CodebookMap: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "map",
        abstract: "Draw the codes under their themes, and how they came there.",
        discussion: """
            A picture (SVG). With --since an earlier frame stands on the left, and lines lead from where each \
            code stood to where it stands now: moved, merged, split, renamed, new. It is a day, as the frame stood \
            at its end, or a number of 'rir codebook history'.

            Examples:

              rir codebook map > themes.svg
              rir codebook map --since 2020-06-30 > themes.svg
              rir codebook map --since 1 > themes.svg
            """
    )

    @Option(help: ArgumentHelp("The earlier frame: a day, or a number of its history.", valueName: "state"))
    package var since: String?

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let client = try session.studyClient()
        let now = try client.codebook(leaves: true)
        if session.console.json {
            try session.console.result(json: now)
            return .done
        }
        let before = try since.map { text throws(StudyError) in
            let (moment, title) = try moment(of: text, client, session)
            return Self.state(try client.codebook(at: moment, leaves: true), title)
        }
        guard
            let picture = ThemeMap.svg(
                of: Self.state(now, before == nil ? "codes" : "now"), since: before,
                title: "Codes and themes")
        else {
            throw StudyError(
                .requestInvalid, "There are no codes to draw, or more than \(ThemeMap.mostCodes).",
                hint: "'rir codebook show' lists them.")
        }
        session.console.output.write(picture)
        return .done
    }

    /// When a state of the frame stood, and what the picture calls it.
    ///
    /// - Throws: `usage` for what is neither a day nor a number of the frame's history.
    private func moment(
        of text: String, _ client: StudyClient, _ session: Session
    ) throws(StudyError) -> (Timestamp?, String) {
        if let number = Int(text) {
            let version = try client.codebookHistory().versions.first { $0.number == number }
            guard let version else {
                throw StudyError(
                    .usage, "The frame has no state \(number).", hint: "'rir codebook history' numbers them.")
            }
            return (version.operation.at, "state \(number), \(version.operation.at.day.rawValue)")
        }
        guard let period = Period(argument: text) else {
            throw StudyError(
                .usage, "'\(VisibleText.line(text))' is neither a day nor a number.",
                hint: "Give a day such as 2020-06-30, or a number of 'rir codebook history'.")
        }
        var option = MomentOption()
        option.at = period
        let day = try period.days(session).last.rawValue
        return (try option.timestamp(session), "on \(day)")
    }

    private static func state(_ reply: CodebookReply, _ title: String) -> ThemeMap.State {
        ThemeMap.State(title: title, codebook: reply.codebook, codings: reply.codings ?? [:])
    }
}
