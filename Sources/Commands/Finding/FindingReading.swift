package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir finding show`: one finding.
package struct FindingShow: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a finding with what speaks for it and what against.",
        discussion: """
            Examples:

              rir finding show open-door
              rir finding show open-door --version 1
            """
    )

    @OptionGroup package var name: FindingArgument

    @Option(help: ArgumentHelp("An earlier version.", valueName: "number"))
    package var version: Int?

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let view = try session.studyClient().finding(name.finding, version: version)
        try session.console.result(view) { FindingLines.lines(of: view, session.console) }
        return .done
    }
}

/// `rir finding list`: all findings.
package struct FindingList: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the findings, and which of them are one-sided.",
        discussion: """
            A finding is one-sided while it neither has evidence against it nor says where that was looked for. \
            It can't be shared then.

            Examples:

              rir finding list
              rir finding list --json
            """
    )

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let reply = try session.studyClient().findings()
        let console = session.console
        if console.json {
            try console.result(json: reply)
            return .done
        }
        console.result(FindingLines.table(reply.findings))
        if reply.findings.isEmpty { console.note("No finding yet: 'rir finding new' writes one.") }
        for sentence in reply.unreadable ?? [] {
            console.note("Can't be read: \(VisibleText.line(sentence))")
        }
        return .done
    }
}

/// `rir finding history`: every version of a finding.
package struct FindingHistory: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Show how a finding came to say what it says, and what caused each change.",
        discussion: """
            What a version took away is marked with -, what it added with +; below stand the answers of a \
            feedback cycle that caused it.

            Examples:

              rir finding history open-door
            """
    )

    @OptionGroup package var name: FindingArgument
    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let reply = try session.studyClient().findingHistory(name.finding)
        try session.console.result(reply) { FindingLines.lines(of: reply, session.console) }
        return .done
    }
}
