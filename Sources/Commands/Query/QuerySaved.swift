package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir query list`: saved queries.
package struct QueryList: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the saved queries.",
        discussion: """
            Examples:

              rir query list
            """
    )

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let reply = try session.studyClient().savedQueries()
        try session.console.result(reply) { SavedQueryLines.lines(of: reply) }
        if reply.queries.isEmpty { session.console.note("No saved queries: 'rir query save' keeps one.") }
        return .done
    }
}

/// `rir query save`: keeps a query under a name.
package struct QuerySave: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "save",
        abstract: "Keep a query under a name; it is part of the study and its history.",
        discussion: """
            Examples:

              rir query save tired 'workforce AND "tired*"' --note "for the report of May"
              rir query @tired
            """
    )

    @Argument(help: ArgumentHelp("Small letters, digits and dashes.", valueName: "name"))
    package var name: String

    @Argument(help: ArgumentHelp("The query.", valueName: "query"))
    package var query: String

    @Option(help: ArgumentHelp("What it is for.", valueName: "text"))
    package var note: String?

    @Flag(help: "You have looked: what may look like a name in it is none.")
    package var cleared = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let reply = try session.studyClient().save(
            SaveQueryRequest(name: name, query: query, note: note, cleared: cleared ? true : nil))
        try session.console.result(reply) { ["Saved: rir query @\(name)"] }
        return .done
    }
}

/// `rir query remove`: takes a saved query away.
package struct QueryRemove: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Take a saved query away; 'rir undo' brings it back.",
        discussion: """
            Examples:

              rir query remove tired
            """
    )

    @Argument(help: ArgumentHelp("Its name.", valueName: "name"))
    package var name: String

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let reply = try session.studyClient().remove(RemoveQueryRequest(name: name))
        try session.console.result(reply) { SavedQueryLines.lines(of: reply) }
        return .done
    }
}

enum SavedQueryLines {
    static func lines(of reply: QueriesReply) -> [String] {
        reply.queries.flatMap { saved in
            ["@\(saved.name)  \(VisibleText.line(saved.query))"]
                + (saved.note.isEmpty ? [] : ["    \(VisibleText.line(saved.note))"])
        }
    }
}
