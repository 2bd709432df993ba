package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir cycle show`: one cycle.
package struct CycleShow: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a cycle: its findings, the answers, what was decided, what it waits for.",
        discussion: """
            Examples:

              rir cycle show c-7f3k9
            """
    )

    @OptionGroup package var name: CycleArgument
    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let view = try session.studyClient().cycle(name.cycle)
        try session.console.result(view) { CycleLines.lines(of: view, session.console) }
        return .done
    }
}

/// `rir cycle list`: all cycles.
package struct CycleList: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the feedback cycles, the newest first.",
        discussion: """
            Examples:

              rir cycle list
              rir cycle list --json
            """
    )

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let reply = try session.studyClient().cycles()
        let console = session.console
        if console.json {
            try console.result(json: reply)
            return .done
        }
        console.result(CycleLines.table(reply.cycles))
        if reply.cycles.isEmpty { console.note("No feedback cycle yet: 'rir cycle open' begins one.") }
        for sentence in reply.unreadable ?? [] {
            console.note("Can't be read: \(VisibleText.line(sentence))")
        }
        return .done
    }
}

/// `rir cycle due`: what waits.
package struct CycleDue: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "due",
        abstract: "List what feedback cycles wait for, what is overdue first.",
        discussion: """
            'rir status' says when there is something here.

            Examples:

              rir cycle due
            """
    )

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        var reply = try session.studyClient().cycles()
        reply.cycles = reply.cycles.filter { !$0.waits.isEmpty }.sorted { ($0.due, $0.id) < ($1.due, $1.id) }
        let console = session.console
        try console.result(reply) {
            reply.cycles.flatMap { cycle in
                cycle.waits.map { wait in
                    "\(cycle.id)  \(VisibleText.line(cycle.title))  waits for \(CycleLines.words(wait, cycle))"
                }
            }
        }
        if reply.cycles.isEmpty { console.note("No feedback cycle waits for anything.") }
        return .done
    }
}
