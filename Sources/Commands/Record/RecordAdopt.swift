package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir adopt`: makes versions of what was changed by hand in the folder.
package struct RecordAdopt: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "adopt",
        abstract: "Save changes made by hand in the study's folder as new versions.",
        discussion: """
            The study notices files that you changed with another program and never overwrites them. 'rir \
            status' lists them and 'rir diff ID N file' shows the change. Without a path all of them are \
            adopted.

            Examples:

              rir adopt
              rir adopt records/2020/04/15/2020-04-15-minutes-7f3k.md --reason "typing errors"
            """
    )

    @Argument(help: "Files of records.", completion: .file())
    package var paths: [String] = []

    @Option(help: ArgumentHelp("Why; kept in the history.", valueName: "reason"))
    package var reason: String?

    @Flag(help: "You have looked: what may look like a name in them is none.")
    package var cleared = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let study = try session.study()
        var inside: [String] = []
        for path in paths { inside.append(try Self.path(path, inside: study, session)) }
        let reply = try session.studyClient().adopt(
            AdoptRequest(
                paths: inside.isEmpty ? nil : inside, reason: reason, cleared: cleared ? true : nil))
        let console = session.console
        if console.json {
            try console.result(json: reply)
        } else {
            console.result(RecordRows.table(reply.records, onScreen: console.output.screen != nil))
            for edit in reply.left { console.note("left: \(edit.path) (\(edit.change.rawValue))") }
            console.result(reply.files)
            if reply.records.isEmpty, reply.files.isEmpty, reply.left.isEmpty {
                console.note("Nothing was changed by hand.")
            } else if reply.files.isEmpty {
                console.note("\(reply.records.count.counted("record")) adopted.")
            } else {
                console.note(
                    "\(reply.records.count.counted("record")) and \(reply.files.count.counted("other file")) adopted."
                )
            }
        }
        if reply.left.isEmpty { return .done }
        return reply.records.isEmpty && reply.files.isEmpty ? .failed : .partly
    }

    /// The path from the study's folder on, for a path from the current folder or from the study's.
    static func path(_ path: String, inside study: String, _ session: Session) throws(StudyError) -> String {
        let absolute = session.absolute(path)
        if let real = Paths.real(absolute), real.hasPrefix(study + "/") {
            return String(real.dropFirst(study.count + 1))
        }
        if absolute.hasPrefix(study + "/") { return String(absolute.dropFirst(study.count + 1)) }
        if path.hasPrefix("records/") { return path }
        throw StudyError(
            .usage, "'\(path)' is not in the study '\(study)'.",
            hint: "Run 'rir status' to see what was changed by hand.")
    }
}
