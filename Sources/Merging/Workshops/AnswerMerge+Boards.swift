package import StudyModel

extension AnswerMerge {
    /// A workshop in which what was asked about is as the other side has it.
    package static func workshop(other: Workshop, fields: [String], now: Workshop) -> Workshop {
        var workshop = now
        if fields.contains("title") { workshop.title = other.title }
        if fields.contains("day") { workshop.day = other.day }
        if fields.contains("votes-each") { workshop.votesEach = other.votesEach }
        if fields.contains("voters") { workshop.voters = other.voters }
        for (index, column) in now.columns.enumerated() where fields.contains("column \(column.id.rawValue)")
        {
            workshop.columns[index].name = other.column(column.id)?.name ?? column.name
        }
        for (index, cluster) in now.clusters.enumerated()
        where fields.contains("cluster \(cluster.id.rawValue)") {
            workshop.clusters[index].name = other.cluster(cluster.id)?.name ?? cluster.name
        }
        return workshop
    }

    /// Cards in which what was asked about is as the other side has it: words, column, whether it hangs.
    package static func cards(
        other: [CardID: Board.Card], fields: [String], now: [CardID: Board.Card]
    ) -> [CardID: Board.Card] {
        var cards = now
        for field in fields {
            let words = field.split(separator: " ").map(String.init)
            guard words.count == 2, let id = CardID(rawValue: words[1]), let theirs = other[id] else {
                continue
            }
            switch words[0] {
            case "column": cards[id]?.column = theirs.column
            case "text":
                cards[id]?.text = theirs.text
                cards[id]?.corrected = theirs.corrected
            case "removed": cards[id]?.removed = theirs.removed
            case "who": cards[id]?.who = theirs.who
            default: continue
            }
        }
        return cards
    }

    /// A recommendation with a version in which what was asked about is as the other side has it.
    package static func recommendation(
        other: Recommendation, fields: [String], now: Recommendation, id: OperationID, _ written: Provenance
    ) -> Recommendation {
        var recommendation = now
        let (mine, theirs) = (now.latest, other.latest)
        recommendation.versions.append(
            Recommendation.Version(
                id: id, number: mine.number + 1,
                statement: fields.contains("statement") ? theirs.statement : mine.statement,
                links: mine.links, shapers: mine.shapers, written: written, cause: .edit,
                reason: theirs.reason))
        return recommendation
    }
}
