package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir round list`: all rounds.
package struct RoundList: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the rounds of double-coding.",
        discussion: """
            Examples:

              rir round list
              rir round list --json
            """
    )

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let reply = try session.studyClient().rounds()
        let console = session.console
        if console.json {
            try console.result(json: reply)
            return .done
        }
        var table = Table([
            .init("ROUND"), .init("STATE"), .init("RECORDS", alignsRight: true), .init("HANDED IN"),
            .init("TITLE", shrinks: true),
        ])
        table.rows = reply.rounds.map { view in
            [
                view.round.id.rawValue, view.state.rawValue, "\(view.round.records.count)",
                "\(view.progress.count(where: \.isSubmitted)) of \(view.progress.count)",
                VisibleText.line(view.round.title),
            ]
        }
        console.result(table)
        if reply.rounds.isEmpty { console.note("No round yet: 'rir round plan' begins one.") }
        return .done
    }
}

/// `rir round status`: one round.
package struct RoundStatus: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show a round: how it was drawn, how far each coder is.",
        discussion: """
            What coders coded is not shown while the round is open, to nobody.

            Examples:

              rir round status access-1
            """
    )

    @OptionGroup package var name: RoundArgument
    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let view = try session.studyClient().round(name.round)
        try session.console.result(view) { RoundLines.lines(of: view) }
        return .done
    }
}

/// `rir round open`: opens a planned round.
package struct RoundOpen: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "open",
        abstract: "Open a planned round: from now on everybody codes in it alone.",
        discussion: """
            The round gets a key. What coders do is sealed to it and to themselves; its secret half is sealed to \
            you, who planned the round. A lead who codes too could open the others' work by hand with 'age': \
            where that is too much trust, somebody who does not code plans the round.

            Examples:

              rir round open access-1
            """
    )

    @OptionGroup package var name: RoundArgument
    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let view = try session.studyClient().openRound(name.round)
        try session.console.result(view) {
            [
                "\(view.round.id) is open: \(view.round.records.count.counted("record")), "
                    + "\(view.round.coders.map(\.rawValue).joined(separator: " and "))."
            ]
        }
        session.console.note("Coders begin with: rir round next \(view.round.id)")
        return .done
    }
}

/// `rir round return`: gives work back.
package struct RoundReturn: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "return",
        abstract: "Give a coder's work back to them before the round is closed.",
        discussion: """
            They go on where they were and hand in again. The round's history says that it happened, and why.

            Examples:

              rir round return access-1 r2 --reason "two records were left out"
            """
    )

    @OptionGroup package var name: RoundArgument

    @Argument(help: ArgumentHelp("The coder, such as r2.", valueName: "member"))
    package var coder: CoderID

    @Option(help: ArgumentHelp("Why.", valueName: "text"))
    package var reason: String

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let view = try session.studyClient().returnWork(of: coder, in: name.round, reason: reason)
        try session.console.result(view) { ["\(coder.rawValue) can go on in \(view.round.id)."] }
        return .done
    }
}

/// `rir round close`: closes a round.
package struct RoundClose: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: "Close a round: everybody's work is opened and can be compared.",
        discussion: """
            What each coder handed in is kept for good in the folder 'rounds', as it was, and joins their \
            codings. Where somebody has not handed in, a reason is needed, and what they did so far counts.

            Examples:

              rir round close access-1
              rir round close access-1 --reason "r3 left the team"
            """
    )

    @OptionGroup package var name: RoundArgument

    @Option(help: ArgumentHelp("Why it is closed although somebody has not handed in.", valueName: "text"))
    package var reason: String?

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let view = try session.studyClient().closeRound(name.round, reason: reason)
        try session.console.result(view) { ["\(view.round.id) is closed."] }
        session.console.note(
            "See how far the coders agree: rir round report \(view.round.id)\nDecide what they don't: rir adjudicate \(view.round.id)"
        )
        return .done
    }
}

/// `rir round reopen`: opens a closed round again.
package struct RoundReopen: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "reopen",
        abstract: "Open a closed round again; its history and its report say so.",
        discussion: """
            The coders may have seen each other's work meanwhile, so what comes of it is no longer blind. A new \
            round on fresh records is usually better.

            Examples:

              rir round reopen access-1 --reason "r2 had the wrong codebook"
            """
    )

    @OptionGroup package var name: RoundArgument

    @Option(help: ArgumentHelp("Why.", valueName: "text"))
    package var reason: String

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let view = try session.studyClient().reopenRound(name.round, reason: reason)
        try session.console.result(view) { ["\(view.round.id) is open again."] }
        return .done
    }
}

/// `rir round remove`: takes a planned round away.
package struct RoundRemove: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Take away a round that was planned and never opened.",
        discussion: """
            Examples:

              rir round remove access-1
            """
    )

    @OptionGroup package var name: RoundArgument
    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let reply = try session.studyClient().removeRound(name.round)
        try session.console.result(reply) { ["Removed \(reply.round)."] }
        return .done
    }
}
