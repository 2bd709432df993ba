/// Writes and reads the files of a workshop as `boards/` holds them (format.md §20).
///
/// The written form is canonical; the reader takes exactly that form.
package enum WorkshopText {
    /// The whole of `workshop.yaml`.
    package static func text(of workshop: Workshop) -> String {
        var lines = [
            "workshop: \(workshop.id)", "title: \(JSONText.quoted(workshop.title))",
            "day: \(workshop.day.rawValue)",
            "invited: \(FieldValue.yamlList(workshop.invited.map(\.rawValue)))",
            "facilitators: \(FieldValue.yamlList(workshop.facilitators.map(\.rawValue)))",
            "votes-each: \(workshop.votesEach)",
        ]
        if let voters = workshop.voters { lines.append("voters: \(voters)") }
        lines.append("nonce: \(workshop.nonce)")
        lines += ItemLines.lines("columns", workshop.columns.map(\.values))
        lines += ItemLines.lines("clusters", workshop.clusters.map(\.values))
        lines += ItemLines.lines("events", workshop.events.map(\.values))
        return lines.joined(separator: "\n") + "\n"
    }

    package static func bytes(of workshop: Workshop) -> [UInt8] { Array(text(of: workshop).utf8) }

    /// Reads a canonical `workshop.yaml`.
    ///
    /// - Throws: ``PeopleTextFailure`` with the line or the field that is not as the format says.
    package static func workshop(from bytes: [UInt8]) throws(PeopleTextFailure) -> Workshop {
        let (fields, lists) = try ItemLines.parts(of: bytes, lists: ["columns", "clusters", "events"])
        var (columns, clusters, events) = ([Workshop.Part](), [Workshop.Part](), [Workshop.Event]())
        for item in lists["columns"] ?? [] { columns.append(try Workshop.Part(fields: item)) }
        for item in lists["clusters"] ?? [] { clusters.append(try Workshop.Part(fields: item)) }
        for item in lists["events"] ?? [] { events.append(try Workshop.Event(fields: item)) }
        let workshop = Workshop(
            id: try fields.one("workshop") { WorkshopID(rawValue: $0) },
            title: try fields.one("title") { $0 },
            day: try fields.one("day") { CalendarDay(rawValue: $0) },
            invited: try fields.texts("invited") { Handle(rawValue: $0) },
            facilitators: try fields.texts("facilitators") { MemberID(rawValue: $0) },
            votesEach: try fields.one("votes-each") { Int($0) },
            voters: try fields.maybe("voters") { Int($0) }, columns: columns, clusters: clusters,
            events: events, nonce: try fields.one("nonce") { FrontMatter.isNonce($0) ? $0 : nil })
        if let problem = workshop.problem { throw PeopleTextFailure(line: nil, reason: problem) }
        try FieldLines.check(bytes, is: text(of: workshop))
        return workshop
    }

    // MARK: Cards and votes

    /// A file of cards: one a line, by their ids.
    package static func bytes(of cards: some Sequence<Board.Card>) -> [UInt8] {
        lines(cards.sorted { $0.id < $1.id }.map(\.values))
    }

    /// Reads a file of cards.
    ///
    /// - Parameter shard: the last character of the ids of its cards.
    /// - Throws: ``PeopleTextFailure`` with the line that is not as the format says.
    package static func cards(
        from bytes: [UInt8], shard: Character
    ) throws(PeopleTextFailure) -> [CardID: Board.Card] {
        var cards: [CardID: Board.Card] = [:]
        for fields in try items(bytes) {
            let card = try Board.Card(fields: fields)
            if let problem = card.problem ?? (card.id.shard == shard ? nil : "The card is in another file.") {
                throw PeopleTextFailure(line: fields.line, reason: problem)
            }
            cards[card.id] = card
        }
        try check(bytes, is: self.bytes(of: cards.values))
        return cards
    }

    /// A file of votes: one a line, by their ids, so that their order says nothing.
    package static func bytes(ofVotes votes: [VoteID: CardID]) -> [UInt8] {
        lines(
            votes.sorted { $0.key.rawValue < $1.key.rawValue }
                .map { ["card": .text($0.value.rawValue), "id": .text($0.key.rawValue)] })
    }

    /// Reads a file of votes.
    ///
    /// - Throws: ``PeopleTextFailure`` with the line that is not as the format says.
    package static func votes(
        from bytes: [UInt8], shard: Character
    ) throws(PeopleTextFailure) -> [VoteID: CardID] {
        var votes: [VoteID: CardID] = [:]
        for fields in try items(bytes) {
            let card = try fields.one("card") { CardID(rawValue: $0) }
            guard card.shard == shard else {
                throw PeopleTextFailure(line: fields.line, reason: "The vote is in another file.")
            }
            votes[try fields.one("id") { VoteID(rawValue: $0) }] = card
        }
        try check(bytes, is: self.bytes(ofVotes: votes))
        return votes
    }

    private static func lines(_ items: [[String: FieldValue]]) -> [UInt8] {
        Array(items.map { FieldValue.object($0).json + "\n" }.joined().utf8)
    }

    private static func items(_ bytes: [UInt8]) throws(PeopleTextFailure) -> [Fields] {
        var items: [Fields] = []
        for (number, range) in zip(1..., Bytes.lines(bytes)) {
            var index = range.lowerBound
            guard case .object(let values)? = JSONValues.value(in: bytes[range], at: &index),
                index == range.upperBound
            else { throw PeopleTextFailure(line: number, reason: "The line is not JSON as the format says.") }
            items.append(Fields(values: values, line: number))
        }
        return items
    }

    private static func check(_ bytes: [UInt8], is wanted: [UInt8]) throws(PeopleTextFailure) {
        if bytes != wanted { try FieldLines.check(bytes, is: String(decoding: wanted, as: UTF8.self)) }
    }
}

extension Workshop.Part {
    fileprivate var values: [String: FieldValue] { ["id": .text(id.rawValue), "name": .text(name)] }

    fileprivate init(fields: Fields) throws(PeopleTextFailure) {
        self.init(
            id: try fields.one("id") { BoardPartID(rawValue: $0) }, name: try fields.one("name") { $0 })
    }
}

extension Workshop.Event {
    fileprivate var values: [String: FieldValue] {
        let texts: [String: String?] = [
            "act": act.rawValue, "at": at.rawValue, "by": by.rawValue, "from": source?.rawValue,
            "id": id.rawValue, "reason": reason,
        ]
        var values = texts.compactMapValues { $0.map { FieldValue.text($0) } }
        values["cards"] = cards.map { .number($0) }
        return values
    }

    fileprivate init(fields: Fields) throws(PeopleTextFailure) {
        self.init(
            try fields.one("act") { Act(rawValue: $0) },
            id: try fields.one("id") { OperationID(rawValue: $0) },
            by: try fields.one("by") { MemberID(rawValue: $0) },
            at: try fields.one("at") { Timestamp(rawValue: $0) })
        reason = try fields.maybe("reason") { $0 }
        source = try fields.maybe("from") { BoardSource(rawValue: $0) }
        if fields.values["cards"] != nil { cards = try fields.number("cards") }
    }
}

extension Board.Card {
    fileprivate var values: [String: FieldValue] {
        let texts: [String: String?] = [
            "at": added.at.rawValue, "by": added.by.rawValue, "column": column.rawValue,
            "from": source?.rawValue, "id": id.rawValue, "text": text, "who": who?.rawValue,
        ]
        var values = texts.compactMapValues { $0.map { FieldValue.text($0) } }
        values["place"] = .number(place)
        if !clusters.isEmpty { values["clusters"] = .list(clusters.map { .text($0.rawValue) }) }
        if imported > 0 { values["votes"] = .number(imported) }
        values["corrected"] = corrected.map { .object($0.values) }
        values["removed"] = removed.map { .object($0.values) }
        return values
    }

    fileprivate init(fields: Fields) throws(PeopleTextFailure) {
        self.init(
            id: try fields.one("id") { CardID(rawValue: $0) }, text: try fields.one("text") { $0 },
            column: try fields.one("column") { BoardPartID(rawValue: $0) },
            clusters: try fields.maybeTexts("clusters") { BoardPartID(rawValue: $0) },
            who: try fields.maybe("who") { Handle(rawValue: $0) }, place: try fields.number("place"),
            imported: fields.values["votes"] == nil ? 0 : try fields.number("votes"),
            source: try fields.maybe("from") { BoardSource(rawValue: $0) },
            added: Provenance(
                by: try fields.one("by") { MemberID(rawValue: $0) },
                at: try fields.one("at") { Timestamp(rawValue: $0) }))
        corrected = try Board.Change(fields: fields, "corrected")
        removed = try Board.Change(fields: fields, "removed")
    }
}

extension Board.Change {
    fileprivate var values: [String: FieldValue] {
        let texts: [String: String?] = ["at": at.rawValue, "by": by.rawValue, "reason": reason]
        return texts.compactMapValues { $0.map { FieldValue.text($0) } }
    }

    /// - Returns: `nil` where the key is not there.
    fileprivate init?(fields: Fields, _ key: String) throws(PeopleTextFailure) {
        guard let value = fields.values[key] else { return nil }
        guard case .object(let values) = value else { throw fields.bad(key) }
        let own = Fields(values: values, line: fields.line)
        self.init(
            by: try own.one("by") { MemberID(rawValue: $0) },
            at: try own.one("at") { Timestamp(rawValue: $0) },
            reason: try own.maybe("reason") { $0 })
    }
}
