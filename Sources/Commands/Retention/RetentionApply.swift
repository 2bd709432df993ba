package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir retention apply`: what is due goes.
package struct RetentionApply: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "apply",
        abstract: "Remove a class of data whose time is over.",
        discussion: """
            It leaves every earlier version too, here and with the next 'rir sync' in the team's other copies, \
            and what each device's vault holds of it goes with it. The logs keep their entries and say which \
            nothing opens any more. What was made of the data stays: findings, drafts and reports with what they \
            quote. What goes is shown first. Only a lead can do it; 'consent' goes last.

            Examples:

              rir retention apply originals --dry-run
              rir retention apply recordings
            """
    )

    @Argument(help: ArgumentHelp("What goes.", valueName: "class"))
    package var kept: RetentionClass

    @Flag(help: "Show what would go, and change nothing.")
    package var dryRun = false

    @Flag(help: "Don't ask.")
    package var yes = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let console = session.console
        let client = try session.studyClient()
        var request = RetentionRequest(kept, dryRun: true)
        let found = try client.applyRetention(request)
        if dryRun {
            try console.result(found) { Self.lines(found) }
            return .done
        }
        for line in Self.lines(found) { console.note(line) }
        let question = Question(session: session)
        guard try question.confirms("Remove it for good?", isSettled: yes) else { return .failed }
        request.dryRun = nil
        let done = try client.applyRetention(request)
        try console.result(done) { done.receipt?.sentences ?? [] }
        return .done
    }

    private static func lines(_ found: RetentionOutcome) -> [String] {
        var lines = [
            "\(found.class.rawValue): \(found.count.grouped) (\(found.class.words)), kept until \(found.until.rawValue). Basis: \(VisibleText.line(found.basis))."
        ]
        if found.files > 0 {
            lines.append("\(found.files.counted("file")) would leave the study with every earlier version.")
        }
        switch found.class {
        case .originals: lines.append("They would leave the vault of every device of the team.")
        case .keyTable:
            lines.append(
                "It would leave the vault of every device of the team; nobody can tell then who stands behind a handle."
            )
        case .consent:
            lines.append("Signed forms and the participants' keys would leave the vault of every device.")
        case .records, .recordings, .surveys: break
        }
        return lines
    }
}
