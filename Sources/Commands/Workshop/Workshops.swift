package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

extension BoardTemplate: ExpressibleByArgument {}

/// `rir workshop`: co-production workshops.
package struct Workshops: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "workshop",
        abstract: "Co-production workshops: planned, opened, closed, each with a board of cards.",
        discussion: """
            A workshop is planned with a day, those who are invited, and the columns of its board; opened, when \
            cards are voted on; and closed, when its board stays as it is. Cards are written with 'rir card', boards \
            of Miro and EasyRetro brought in with 'rir board', and what follows is written with 'rir recommendation'. \
            A workshop is named by any part of its id that no other has.

            Examples:

              rir workshop plan "What follows for link workers" --day 2021-03-24 --template works --invite SP66
              rir workshop open w-7f3k9
              rir workshop close w-7f3k9
            """,
        subcommands: [
            WorkshopPlanning.self, WorkshopOpen.self, WorkshopClose.self, WorkshopShow.self,
            WorkshopList.self,
        ]
    )

    package init() {}
}

/// The workshop a command is about.
package struct WorkshopArgument: ParsableArguments {
    @Argument(
        help: ArgumentHelp("The workshop: any part of its id that no other has.", valueName: "workshop"))
    package var workshop: String

    package init() {}
}

/// The workshop whose board a command is about.
package struct WorkshopOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The workshop; the only one that is open, or the only one, without it.", valueName: "workshop"))
    package var workshop: String?

    package init() {}

    /// The workshop that is named, the only open one, or the only one.
    func name(_ client: StudyClient) throws(StudyError) -> String {
        if let workshop { return workshop }
        let all = try client.workshops().workshops
        let open = all.filter { $0.stage == .open }
        if open.count == 1 { return open[0].id.rawValue }
        if open.isEmpty, all.count == 1 { return all[0].id.rawValue }
        if all.isEmpty {
            throw StudyError(
                .workshopNotFound, "There is no workshop yet.", hint: "Plan one with 'rir workshop plan'.")
        }
        let meant = open.isEmpty ? all : open
        throw StudyError(
            .workshopAmbiguous,
            "There are \(meant.count) \(open.isEmpty ? "" : "open ")workshops: \(meant.prefix(5).map(\.id.rawValue).joined(separator: ", ")).",
            hint: "Name one with --workshop.")
    }
}

/// `rir workshop plan`: makes a workshop up.
package struct WorkshopPlanning: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Plan a workshop: what it is called, when, with whom, and the columns of its board.",
        discussion: """
            Templates: four-ls (liked, learned, lacked, longed for), works (what works, what does not, ideas, \
            actions), implications (implications, recommendations). Cards can be put on the board at once; votes \
            are taken when it is open.

            Who facilitates takes the ballots; that is you, and whoever you name. There are never more votes than \
            ballots allow: as many ballots as are invited, or --voters.

            Examples:

              rir workshop plan "What follows for link workers" --day 2021-03-24 --template works --invite SP66 --invite M04
              rir workshop plan "Priorities" --day 2021-04-12 --column Keep --column Change --voters 14 --votes 5
            """
    )

    @Argument(help: ArgumentHelp("What it is called.", valueName: "title"))
    package var title: [String]

    @Option(
        help: ArgumentHelp("When it takes place, such as 2021-03-24; today without it.", valueName: "day"))
    package var day: String?

    @Option(
        help: ArgumentHelp(
            "A participant who is asked to it, by handle; may be repeated.", valueName: "handle"))
    package var invite: [String] = []

    @Option(help: ArgumentHelp("A column of its board; may be repeated.", valueName: "name"))
    package var column: [String] = []

    @Option(help: ArgumentHelp("Ready-made columns: four-ls, works or implications.", valueName: "template"))
    package var template: BoardTemplate?

    @Option(
        help: ArgumentHelp("Another member who takes ballots; may be repeated.", valueName: "member"))
    package var facilitator: [String] = []

    @Option(help: ArgumentHelp("How many votes a ballot has.", valueName: "number"))
    package var votes = 3

    @Option(
        help: ArgumentHelp(
            "How many people vote; as many as are invited without it.", valueName: "number"))
    package var voters: Int?

    @Flag(help: "You have looked: what may look like a name in the title and the columns is none.")
    package var cleared = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func validate() throws {
        if template == nil, column.isEmpty { throw ValidationError("Give --template, or --column.") }
        for handle in invite where Handle(rawValue: handle.uppercased()) == nil {
            throw ValidationError("'\(handle)' is no handle, such as SP66.")
        }
        if let day, CalendarDay(rawValue: day) == nil { throw ValidationError("A day is like 2021-03-24.") }
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        guard
            let day = day.flatMap({ CalendarDay(rawValue: $0) })
                ?? Clock.local(session.surroundings.now())?.day
        else { throw StudyError(.usage, "The clock of this computer gives no day.", hint: "Name the day.") }
        var plan = WorkshopPlan(
            title: title.joined(separator: " "), day: day, columns: (template?.columns ?? []) + column)
        plan.invited = invite.compactMap { Handle(rawValue: $0.uppercased()) }
        (plan.facilitators, plan.votesEach, plan.voters) = (facilitator, votes, voters)
        plan.cleared = cleared ? true : nil
        let view = try session.studyClient().planWorkshop(plan)
        try session.console.result(view) { ["Planned \(view.id), on \(view.day.rawValue)."] }
        session.console.note("When it begins: rir workshop open \(view.id)")
        return .done
    }
}

/// `rir workshop open`: begins a workshop.
package struct WorkshopOpen: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "open",
        abstract: "Open a workshop; one that was closed is opened again for a reason.",
        discussion: """
            Examples:

              rir workshop open w-7f3k9
              rir workshop open w-7f3k9 --reason "two cards were forgotten"
            """
    )

    @OptionGroup package var name: WorkshopArgument

    @Option(help: ArgumentHelp("Why it is opened again.", valueName: "text"))
    package var reason: String?

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let view = try session.studyClient().openWorkshop(name.workshop, reason: reason)
        try session.console.result(view) {
            [view.operation == nil ? "\(view.id) is open already." : "Opened \(view.id)."]
        }
        return .done
    }
}

/// `rir workshop close`: ends a workshop.
package struct WorkshopClose: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: "Close a workshop: its board stays as it is.",
        discussion: """
            Examples:

              rir workshop close w-7f3k9
            """
    )

    @OptionGroup package var name: WorkshopArgument
    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let view = try session.studyClient().closeWorkshop(name.workshop)
        try session.console.result(view) {
            [
                view.operation == nil
                    ? "\(view.id) is closed already."
                    : "Closed \(view.id): \(view.cards.counted("card")), \(view.votes.counted("vote"))."
            ]
        }
        if view.operation != nil {
            session.console.note("Write down what follows: rir recommendation new")
        }
        return .done
    }
}

/// `rir workshop show`: one workshop.
package struct WorkshopShow: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "show",
        abstract:
            "Show a workshop: who was invited, its columns and clusters, what happened, what came of it.",
        discussion: """
            Examples:

              rir workshop show w-7f3k9
            """
    )

    @OptionGroup package var name: WorkshopArgument
    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let view = try session.studyClient().workshop(name.workshop)
        try session.console.result(view) { WorkshopLines.lines(of: view, session.console) }
        return .done
    }
}

/// `rir workshop list`: all workshops.
package struct WorkshopList: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the workshops, the latest first.",
        discussion: """
            Examples:

              rir workshop list
              rir workshop list --json
            """
    )

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let reply = try session.studyClient().workshops()
        let console = session.console
        if console.json {
            try console.result(json: reply)
            return .done
        }
        console.result(WorkshopLines.table(reply.workshops))
        if reply.workshops.isEmpty { console.note("No workshop yet: 'rir workshop plan' plans one.") }
        for sentence in reply.unreadable ?? [] {
            console.note("Can't be read: \(VisibleText.line(sentence))")
        }
        return .done
    }
}
