package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir doctor`: looks for what could be wrong with the installation and the study.
package struct StudyDoctor: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Look for what is wrong, and say how to mend it.",
        discussion: """
            Works outside a study as well. The status is 1 when something is bad.

            Examples:

              rir doctor
              rir doctor --json
            """
    )

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let reply = DoctorReply(items: Self.items(session))
        let console = session.console
        try console.result(reply) {
            reply.items.flatMap { item in
                let line = "\(Self.word(item.verdict))  \(item.name): \(VisibleText.line(item.message))"
                return [line] + (item.hint.map { ["      \(VisibleText.line($0))"] } ?? [])
            }
        }
        return reply.items.contains { $0.verdict == .bad } ? .failed : .done
    }

    private static func word(_ verdict: DoctorItem.Verdict) -> String {
        switch verdict {
        case .good: "good"
        case .warning: "look"
        case .bad: "BAD "
        }
    }

    private static func items(_ session: Session) -> [DoctorItem] {
        let environment = session.surroundings.environment
        var items = [
            item("program") { () throws(StudyError) in
                try DaemonProgram(environment: environment, log: session.log).find()
            },
            item("socket") { () throws(StudyError) in try session.socket() },
            item("daemon") { () throws(StudyError) in
                let reply = try session.client(startsDaemon: true).daemonStatus()
                try VersionCheck.check(String(reply.api))
                return "version \(reply.version), running as process \(reply.pid)"
            },
        ]
        let study = item("study") { () throws(StudyError) in try session.study() }
        // Outside a study there is nothing wrong, unless one was named.
        let isOutside = study.verdict == .bad && session.namedStudy == nil && environment["RIR_STUDY"] == nil
        items.append(isOutside ? DoctorItem(name: "study", verdict: .good, message: "none here") : study)
        guard !items.contains(where: { $0.verdict == .bad }), !isOutside else { return items }
        do throws(StudyError) {
            return items + (try session.studyClient().doctor().items)
        } catch {
            return items + [
                DoctorItem(name: "study", verdict: .bad, message: error.message, hint: error.hint)
            ]
        }
    }

    private static func item(_ name: String, _ look: () throws(StudyError) -> String) -> DoctorItem {
        do throws(StudyError) {
            return DoctorItem(name: name, verdict: .good, message: try look())
        } catch {
            return DoctorItem(name: name, verdict: .bad, message: error.message, hint: error.hint)
        }
    }
}
