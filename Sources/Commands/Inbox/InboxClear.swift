package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir clear`: takes waiting sources into the study.
package struct InboxClear: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "clear",
        abstract: "Take what waits in the inbox into the study.",
        discussion: """
            Only what has nothing left to decide goes in; 'rir inbox ID' decides. --as-it-is takes in a \
            source with words that look like names, because you have looked at each and none is one. Where \
            the study holds every text, each is named here.

            Examples:

              rir clear 7f3k
              rir clear --all
              rir clear 7f3k --as-it-is
            """
    )

    @Argument(help: ArgumentHelp("What waits: any part of an id.", valueName: "ids"))
    package var records: [String] = []

    @Flag(help: "All that have nothing left to decide.")
    package var all = false

    @Flag(help: "Even with words left that look like names, because none of them is one.")
    package var asItIs = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func validate() throws {
        if all != records.isEmpty { throw ValidationError("Name what waits, or give --all.") }
        if asItIs, all { throw ValidationError("--as-it-is needs the ids of what you have looked at.") }
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let reply = try session.studyClient().clear(
            ClearRequest(records: all ? nil : records, asItIs: asItIs ? true : nil))
        try Self.show(reply, on: session.console)
        return .done
    }

    static func show(_ reply: ClearReply, on console: Console) throws(StudyError) {
        try console.result(reply) {
            // A survey may have made no record.
            if reply.records.isEmpty, !reply.operations.isEmpty { return ["Taken in."] }
            return reply.records.map { "Saved \($0.id)." }
        }
        if reply.operations.isEmpty { console.note("Nothing was ready to be taken in.") }
        if reply.waiting > 0 {
            console.note(
                "\(reply.waiting.counted("source still waits", plural: "sources still wait")): rir inbox")
        }
    }
}
