package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir remote`: where copies of the study meet.
package struct Remotes: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "remote",
        abstract: "Where copies of the study meet: a bare git repository on a server or a stick.",
        discussion: """
            Any server with git and ssh will do; nothing of ours runs there. Make an empty repository there once \
            ('git init --bare hospital-study.git'), enter it here, and synchronise.

            Examples:

              rir remote add ssh://git@server/hospital-study.git
              rir sync
              rir remote show
            """,
        subcommands: [RemoteAdd.self, RemoteShow.self, RemoteRemove.self],
        defaultSubcommand: RemoteShow.self
    )

    package init() {}
}

/// `rir remote add`: enters a remote.
package struct RemoteAdd: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Enter a remote.",
        discussion: """
            Nothing is sent yet: 'rir sync' does that.

            Examples:

              rir remote add ssh://git@server/hospital-study.git
              rir remote add /media/stick/hospital-study.git --name stick
            """
    )

    @Argument(help: ArgumentHelp("ssh://…, host:path, https://… or a folder.", valueName: "address"))
    package var address: String

    @Option(help: ArgumentHelp("What it is called here.", valueName: "name"))
    package var name = "origin"

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let remote = Remote(name: name, address: try RemoteAddress.settled(address, session))
        try RemoteRows.show(try session.studyClient().addRemote(remote), on: session.console)
        session.console.note("Go on with: rir sync\(name == "origin" ? "" : " \(name)")")
        return .done
    }
}

/// `rir remote show`: all remotes.
package struct RemoteShow: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "List the remotes of this copy.",
        discussion: """
            Examples:

              rir remote show
              rir remote show --json
            """
    )

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let reply = try session.studyClient().remotes()
        try RemoteRows.show(reply, on: session.console)
        if reply.remotes.isEmpty {
            session.console.note("No remote yet: 'rir remote add ADDRESS' enters one.")
        }
        return .done
    }
}

/// `rir remote remove`: forgets a remote.
package struct RemoteRemove: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Forget a remote; what came from it stays, and so does what lies there.",
        discussion: """
            Examples:

              rir remote remove stick
            """
    )

    @Argument(help: ArgumentHelp("The remote's name.", valueName: "name"))
    package var name: String

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        try RemoteRows.show(try session.studyClient().removeRemote(name), on: session.console)
        session.console.note("Forgot \(VisibleText.line(name)).")
        return .done
    }
}

enum RemoteRows {
    static func show(_ reply: RemotesReply, on console: Console) throws(StudyError) {
        if console.json { return try console.result(json: reply) }
        var table = Table([.init("REMOTE"), .init("ADDRESS", shrinks: true)])
        table.rows = reply.remotes.map { [$0.name, VisibleText.line($0.address)] }
        console.result(table)
    }
}
