package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir member`: the team.
package struct Members: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "member",
        abstract: "The team: who works in this study.",
        discussion: """
            Each works in a copy of their own ('rir clone') and is taken in by the code it printed. Or several \
            people work in one folder on one computer, one after the other, each with an identity file of their \
            own (RIR_IDENTITY): rir knows who is there by it. Stop the other's daemon first ('rir daemon stop').

            Examples:

              rir member add --code 7f3k-9q2m-x4tb
              rir member key
              rir member add r2 age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p
              rir member list
            """,
        subcommands: [
            MemberList.self, MemberAdd.self, MemberRequests.self, MemberCode.self, MemberKey.self,
        ]
    )

    package init() {}
}

/// `rir member list`: the team.
package struct MemberList: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the team.",
        discussion: """
            Examples:

              rir member list
              rir member list --json
            """
    )

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let reply = try session.studyClient().members()
        let console = session.console
        if console.json {
            try console.result(json: reply)
        } else {
            console.result(MemberRows.table(reply))
        }
        return .done
    }
}

enum MemberRows {
    static func table(_ reply: MembersReply) -> Table {
        var table = Table([.init("MEMBER"), .init("ROLE"), .init("HERE"), .init("VAULT"), .init("")])
        table.rows = reply.members.map { member in
            [
                member.id.rawValue, member.role, member.worksHere ? "yes" : "no",
                member.opensVault ? "opens" : "no", member.isSelf ? "you" : "",
            ]
        }
        return table
    }
}

/// `rir member add`: takes somebody in.
package struct MemberAdd: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Take somebody into the team, by the code of their copy or by their recipient.",
        discussion: """
            With --code it is somebody who made a copy of the study: they read you the code that 'rir clone' \
            printed, so that you know the request is theirs; the next 'rir sync' tells them. With a recipient, \
            'age1...', which 'rir member key' prints for them, it is somebody who works in this folder. They get \
            a key to sign with, and can open the vault of this copy: every real name in it.

            Examples:

              rir member add --code 7f3k-9q2m-x4tb
              rir member add --code 7f3k-9q2m-x4tb r4 --role reader
              rir member add r2 age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p
              rir member add r3 age1... --role reader
            """
    )

    @Argument(
        help: ArgumentHelp(
            "The member: r and a number, such as r2. With --code, the one they asked for without it.",
            valueName: "member"))
    package var member: MemberID?

    @Argument(help: ArgumentHelp("Their recipient, which begins with age1.", valueName: "recipient"))
    package var recipient: String?

    @Option(help: ArgumentHelp("The code they read to you.", valueName: "code"))
    package var code: String?

    @Option(help: ArgumentHelp("lead, coder or reader.", valueName: "role"))
    package var role = "coder"

    @Option(
        help: ArgumentHelp(
            "With --code: the remote their request lies on; origin, or the only one, without it.",
            valueName: "name"))
    package var remote: String?

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func validate() throws {
        if code != nil {
            if recipient != nil { throw ValidationError("Give --code or a recipient, not both.") }
            return
        }
        if remote != nil { throw ValidationError("--remote goes with --code.") }
        guard member != nil, let recipient else {
            throw ValidationError("Give the code they read to you with --code, or a member and a recipient.")
        }
        if !recipient.hasPrefix("age1") {
            throw ValidationError("A recipient begins with age1: 'rir member key' prints it for the member.")
        }
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let client = try session.studyClient()
        let console = session.console
        let reply =
            if let code {
                try client.admit(AdmitRequest(code: code, member: member, role: role, remote: remote))
            } else if let member, let recipient {
                try client.addMember(MemberRequest(member: member, role: role, recipient: recipient))
            } else {
                throw StudyError(.usage, "Somebody has to be named.", hint: "See 'rir member add --help'.")
            }
        if console.json {
            try console.result(json: reply)
        } else {
            console.result(MemberRows.table(reply))
        }
        if code != nil { console.note("Tell them with: rir sync\(remote.map { " \($0)" } ?? "")") }
        return .done
    }
}

/// `rir member key`: one's own recipient.
package struct MemberKey: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Print your recipient, which the lead needs to take you in; no secret.",
        discussion: """
            An identity is made where you have none yet. It lies outside every study; keep a copy of it.

            Examples:

              rir member key
            """
    )

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let reply = try session.client(startsDaemon: true).identity()
        try session.console.result(reply) { [reply.recipient] }
        return .done
    }
}
