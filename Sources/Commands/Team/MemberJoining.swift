package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir member requests`: who asks to be taken in.
package struct MemberRequests: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "requests",
        abstract: "List who made a copy of the study and asks to be taken into the team.",
        discussion: """
            Whoever can write to the remote can leave a request. Take in only those whose code was read to you.

            Examples:

              rir member requests
              rir member requests --remote stick
            """
    )

    @Option(
        help: ArgumentHelp("The remote; origin, or the only one, without it.", valueName: "name"))
    package var remote: String?

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let reply = try session.studyClient().joinRequests(on: remote)
        let console = session.console
        if console.json {
            try console.result(json: reply)
            return .done
        }
        var table = Table([.init("CODE"), .init("MEMBER"), .init("DEVICE")])
        table.rows = reply.requests.map { [$0.code, $0.member.rawValue, $0.device.rawValue] }
        console.result(table)
        console.note(
            reply.requests.isEmpty
                ? "Nobody asks to be taken in."
                : "Take in whom you spoke to: rir member add --code CODE")
        return .done
    }
}

/// `rir member code`: the code of one's own request.
package struct MemberCode: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "code",
        abstract: "Print the code to read to the lead, in a copy whose member is not in the team yet.",
        discussion: """
            It is the one that 'rir clone' printed.

            Examples:

              rir member code
            """
    )

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let reply = try session.studyClient().ownRequest()
        try session.console.result(reply) { [reply.code] }
        return .done
    }
}
