package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir code add`: applies codes to words.
package struct CodeAdd: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Apply one code or several to words of a record.",
        discussion: """
            Words that stand in several places are listed, and nothing is coded until you say which.

            Examples:

              rir code add 7f3k access/open --quote "they come by themselves"
              rir code add 7f3k workforce engagement --turn 4
              rir code add 7f3k strength --paragraph 2-3 --weight 4 --comment "said twice"
            """
    )

    @Argument(help: ArgumentHelp("The record: any part of its id that no other has.", valueName: "id"))
    package var record: String

    @Argument(help: ArgumentHelp("The codes: path, end of path, or name.", valueName: "code"))
    package var codes: [String]

    @OptionGroup package var place: PlaceOptions

    @Option(help: ArgumentHelp("A remark on this coding.", valueName: "text"))
    package var comment: String?

    @Option(help: ArgumentHelp("A weight, where the code has a scale.", valueName: "number"))
    package var weight: Int?

    @Flag(help: "You have looked: what may look like a name in the comment is none.")
    package var cleared = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func validate() throws {
        if place.ways == 0 {
            throw ValidationError("Say which words: --quote, --span, --turn, --paragraph, --line or --whole.")
        }
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        var change = CodingChange(.add, codes: codes)
        place.name(&change)
        change.comment = comment
        change.weight = weight
        let reply = try session.studyClient().code(
            record, CodingRequest(changes: [change], cleared: cleared ? true : nil))
        try session.console.result(reply) { CodingLines.report(reply, on: session.console) }
        return .done
    }
}

/// `rir code remove`: takes codings away.
package struct CodeRemove: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Take codings of yours away; 'rir undo' brings them back.",
        discussion: """
            Examples:

              rir code remove 7f3k q2mzz1
            """
    )

    @Argument(help: ArgumentHelp("The record.", valueName: "id"))
    package var record: String

    @Argument(help: ArgumentHelp("The codings, each by the end of its id.", valueName: "coding"))
    package var codings: [String]

    @Option(help: ArgumentHelp("Why; kept in the history.", valueName: "reason"))
    package var reason: String?

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let changes = codings.map { CodingChange(.remove, coding: $0) }
        let reply = try session.studyClient().code(record, CodingRequest(changes: changes, reason: reason))
        try session.console.result(reply) { CodingLines.report(reply, on: session.console) }
        return .done
    }
}

/// `rir code confirm`: says that codings are right as they stand.
package struct CodeConfirm: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "confirm",
        abstract: "Say that codings are right as they stand, after their words or their code were changed.",
        discussion: """
            Examples:

              rir code confirm 7f3k q2mzz1
              rir code confirm 7f3k --all
            """
    )

    @Argument(help: ArgumentHelp("The record.", valueName: "id"))
    package var record: String

    @Argument(help: ArgumentHelp("The codings, each by the end of its id.", valueName: "coding"))
    package var codings: [String] = []

    @Flag(help: "All of yours in this record that wait for a look, but those whose words are gone.")
    package var all = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func validate() throws {
        if codings.isEmpty == !all { throw ValidationError("Name codings, or give --all.") }
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let client = try session.studyClient()
        var names = codings
        if all {
            let member = try client.status().member
            names = try client.codings(of: record).codings.filter {
                $0.coder.member == member && !$0.doubts.isEmpty && $0.coding.state != .lost
                    && !$0.doubts.contains(.orphaned) && !$0.doubts.contains(.split)
            }.map(\.coding.id.rawValue)
            if names.isEmpty {
                session.console.note("Nothing of yours waits for a look in this record.")
                return .done
            }
        }
        let changes = names.map { CodingChange(.confirm, coding: $0) }
        let reply = try client.code(record, CodingRequest(changes: changes))
        try session.console.result(reply) { CodingLines.report(reply, on: session.console) }
        return .done
    }
}
