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
            A picture (SVG). With --since the frame of that day stands on the left, and lines lead from where each \
            code stood to where it stands now: moved, merged, split, renamed, new.

            Examples:

              rir codebook map > themes.svg
              rir codebook map --since 2020-06-30 > themes.svg
            """
    )

    @Option(
        help: ArgumentHelp(
            "The frame as it stood at the end of a day: 2020-06-30, 2020-06, yesterday.", valueName: "date"))
    package var since: Period?

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let client = try session.studyClient()
        let now = try client.codebook(leaves: true)
        if session.console.json {
            try session.console.result(json: now)
            return .done
        }
        var before: ThemeMap.State?
        if since != nil {
            var moment = MomentOption()
            moment.at = since
            let reply = try client.codebook(at: try moment.timestamp(session), leaves: true)
            let day = try since?.days(session).last.rawValue ?? ""
            before = Self.state(reply, "on \(day)")
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

    private static func state(_ reply: CodebookReply, _ title: String) -> ThemeMap.State {
        ThemeMap.State(title: title, codebook: reply.codebook, codings: reply.codings ?? [:])
    }
}
