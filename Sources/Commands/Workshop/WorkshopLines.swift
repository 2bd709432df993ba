import StudyModel

/// Workshops, boards and cards as lines for a person.
enum WorkshopLines {
    static func table(_ workshops: [WorkshopView]) -> Table {
        var table = Table([
            .init("WORKSHOP"), .init("DAY"), .init("STATE"), .init("INVITED", alignsRight: true),
            .init("CARDS", alignsRight: true), .init("VOTES", alignsRight: true),
            .init("TITLE", shrinks: true),
        ])
        table.rows = workshops.map { workshop in
            [
                workshop.id.rawValue, workshop.day.rawValue, workshop.stage.rawValue,
                "\(workshop.invited.count)", "\(workshop.cards)", "\(workshop.votes)",
                VisibleText.line(workshop.title),
            ]
        }
        return table
    }

    static func lines(of view: WorkshopView, _ console: Console) -> [String] {
        var lines = [
            console.emphasised("\(view.id)", on: console.output) + "  \(VisibleText.line(view.title))",
            "  State       \(view.stage.rawValue)", "  Day         \(view.day.rawValue)",
            "  Invited     \(view.invited.isEmpty ? "nobody by handle" : view.invited.map(\.rawValue).joined(separator: ", "))",
            "  Ballots     \(ballots(view))",
        ]
        for (number, column) in zip(1..., view.columns) {
            lines.append(
                "  Column \(number)    \(VisibleText.line(column.name)): \(counts(column))")
        }
        let clusters = view.clusters.enumerated().sorted {
            ($1.element.votes, $0.offset) < ($0.element.votes, $1.offset)
        }.map(\.element)
        for cluster in clusters {
            let rank = cluster.rank.map { ", rank \($0.text)" } ?? ""
            lines.append("  Cluster     \(VisibleText.line(cluster.name)): \(counts(cluster))\(rank)")
        }
        if let lost = lost(view) { lines.append("  Removed     \(lost)") }
        lines += view.events.map { "  \(event($0))" }
        if !view.recommendations.isEmpty {
            lines.append("  Led to      \(view.recommendations.map(\.rawValue).joined(separator: ", "))")
        }
        return lines
    }

    private static func ballots(_ view: WorkshopView) -> String {
        if view.votesEach == 0 { return "none" }
        let whose = view.facilitators.map(\.rawValue).joined(separator: ", ")
        let most = view.mostVotes.map { ", \($0) in all" } ?? ""
        return "\(view.votesEach.counted("vote")) each\(most); taken by \(whose)"
    }

    private static func counts(_ part: BoardPartView) -> String {
        part.cards.counted("card") + (part.votes > 0 ? ", \(part.votes.counted("vote"))" : "")
    }

    private static func event(_ event: Workshop.Event) -> String {
        let what =
            switch event.act {
            case .planned: "Planned"
            case .opened: "Opened"
            case .closed: "Closed"
            case .reopened: "Opened again"
            case .imported:
                "Brought in \((event.cards ?? 0).counted("card")) from \(event.source.map(name) ?? "a file")"
            }
        let reason = event.reason.map { ": \(VisibleText.line($0))" } ?? ""
        return "\(what) by \(event.by.rawValue), \(Clock.text(event.at))\(reason)"
    }

    static func name(_ source: BoardSource) -> String {
        switch source {
        case .miro: "Miro"
        case .easyretro: "EasyRetro"
        }
    }

    // MARK: Cards

    static func table(_ cards: [CardView]) -> Table {
        var table = Table([
            .init("CARD"), .init("RANK"), .init("VOTES", alignsRight: true), .init("BY"),
            .init("COLUMN", shrinks: true), .init("CLUSTERS", shrinks: true), .init("TEXT", shrinks: true),
        ])
        table.rows = cards.map { card in
            [
                String(card.id.suffix), card.rank?.text ?? "", card.votes == 0 ? "" : "\(card.votes)",
                card.who?.rawValue ?? "", VisibleText.line(card.column),
                card.clusters.map(VisibleText.line).joined(separator: ", "), VisibleText.line(card.text),
            ]
        }
        return table
    }

    /// Cards that were removed, with who did it and why.
    static func removed(_ cards: [CardView]) -> Table {
        var table = Table([
            .init("CARD"), .init("VOTES", alignsRight: true), .init("BY"), .init("REMOVED"),
            .init("COLUMN", shrinks: true), .init("TEXT", shrinks: true), .init("WHY", shrinks: true),
        ])
        table.rows = cards.map { card in
            [
                String(card.id.suffix), card.votes == 0 ? "" : "\(card.votes)", card.who?.rawValue ?? "",
                card.removed.map { "\($0.by.rawValue), \(Clock.text($0.at))" } ?? "",
                VisibleText.line(card.column), VisibleText.line(card.text),
                VisibleText.line(card.removed?.reason ?? ""),
            ]
        }
        return table
    }

    /// What is no more on a board, in a line; `nil` where nothing is.
    static func lost(_ view: WorkshopView) -> String? {
        view.removedCards.map { cards in
            cards.counted("card") + (view.removedVotes.map { " with \($0.counted("vote"))" } ?? "")
        }
    }

    /// A board, column by column.
    static func board(_ view: WorkshopView, _ cards: [CardView], _ console: Console) -> [String] {
        var lines = [
            console.emphasised("\(view.id)", on: console.output)
                + "  \(VisibleText.line(view.title)), \(view.stage.rawValue)"
        ]
        // Copies that were joined may have two columns of one name.
        var seen: Set<String> = []
        for column in view.columns where seen.insert(column.name).inserted {
            lines += ["", console.emphasised(VisibleText.line(column.name), on: console.output)]
            for card in cards where card.column == column.name {
                lines.append("  \(card.id.suffix)  \(VisibleText.line(card.text))\(notes(card))")
            }
        }
        return lines
    }

    private static func notes(_ card: CardView) -> String {
        var notes: [String] = []
        if card.votes > 0 {
            notes.append(card.votes.counted("vote") + (card.rank.map { ", rank \($0.text)" } ?? ""))
        }
        notes += card.clusters.map(VisibleText.line)
        if let who = card.who { notes.append(who.rawValue) }
        if card.corrected != nil { notes.append("corrected") }
        return notes.isEmpty ? "" : "  (\(notes.joined(separator: "; ")))"
    }

    /// One card in a line.
    static func card(_ card: CardView) -> String {
        "\(card.workshop)/\(card.id.suffix)  \(VisibleText.line(card.column)): \(VisibleText.line(card.text))"
    }
}
