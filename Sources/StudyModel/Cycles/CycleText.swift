/// Writes and reads a feedback cycle as `cycles/<id>.yaml` holds it (format.md §18).
///
/// The written form is canonical; the reader takes exactly that form.
package enum CycleText {
    /// The whole file.
    package static func text(of cycle: Cycle) -> String {
        let lines =
            [
                "cycle: \(cycle.id)", "title: \(JSONText.quoted(cycle.title))",
                "audience: \(FieldValue.yamlList(cycle.audience))", "due: \(cycle.due.rawValue)",
                "nonce: \(cycle.nonce)",
            ] + ItemLines.lines("findings", cycle.findings.map(\.values))
            + ItemLines.lines("events", cycle.events.map(\.values))
        return lines.joined(separator: "\n") + "\n"
    }

    package static func bytes(of cycle: Cycle) -> [UInt8] { Array(text(of: cycle).utf8) }

    /// Reads a canonical file.
    ///
    /// - Throws: ``PeopleTextFailure`` with the line or the field that is not as the format says.
    package static func cycle(from bytes: [UInt8]) throws(PeopleTextFailure) -> Cycle {
        let (fields, lists) = try ItemLines.parts(of: bytes, lists: ["findings", "events"])
        var pins: [Cycle.Pin] = []
        for item in lists["findings"] ?? [] { pins.append(try Cycle.Pin(fields: item)) }
        var events: [Cycle.Event] = []
        for item in lists["events"] ?? [] { events.append(try Cycle.Event(fields: item)) }
        let cycle = Cycle(
            id: try fields.one("cycle") { CycleID(rawValue: $0) }, title: try fields.one("title") { $0 },
            audience: try fields.texts("audience") { Cycle.isAudience($0) ? $0 : nil },
            due: try fields.one("due") { CalendarDay(rawValue: $0) }, findings: pins, events: events,
            nonce: try fields.one("nonce") { FrontMatter.isNonce($0) ? $0 : nil })
        if let problem = cycle.problem { throw PeopleTextFailure(line: nil, reason: problem) }
        try FieldLines.check(bytes, is: text(of: cycle))
        return cycle
    }
}

extension Cycle {
    /// What can't be in a cycle, as a sentence; `nil` for a possible one.
    package var problem: String? {
        if title.isEmpty || title.unicodeScalars.count > 200 || title.contains(where: \.isNewline) {
            return "A cycle's title is one line of 1 to 200 characters."
        }
        if audience.isEmpty { return "A cycle has an audience." }
        if findings.isEmpty { return "A cycle is about a finding at least." }
        if Set(findings.map(\.finding)).count != findings.count { return "A finding stands in it twice." }
        if events.first?.act != .opened { return "A cycle begins with its opening." }
        if Set(events.map(\.id)).count != events.count { return "An event's id stands twice." }
        if let strange = events.firstIndex(where: { !$0.isWhole }) {
            return "Event \(strange + 1) lacks what its act needs."
        }
        return nil
    }
}

extension Cycle.Event {
    /// Whether it has what its act needs.
    fileprivate var isWhole: Bool {
        switch act {
        case .opened, .shared, .closed: true
        case .responded: text != nil
        case .settled: response != nil && stance != nil
        case .decided: finding != nil && outcome != nil && reason != nil
        }
    }

    fileprivate var values: [String: FieldValue] {
        let texts: [String: String?] = [
            "act": act.rawValue, "at": at.rawValue, "by": by.rawValue, "finding": finding?.rawValue,
            "group": group, "handle": handle?.rawValue, "id": id.rawValue, "outcome": outcome?.rawValue,
            "reason": reason, "record": record?.rawValue, "response": response?.rawValue,
            "stance": stance?.rawValue, "text": text, "version": version?.rawValue,
        ]
        var values = texts.compactMapValues { $0.map { FieldValue.text($0) } }
        if !responses.isEmpty { values["responses"] = .list(responses.map { .text($0.rawValue) }) }
        return values
    }

    fileprivate init(fields: Fields) throws(PeopleTextFailure) {
        self.init(
            try fields.one("act") { Act(rawValue: $0) },
            id: try fields.one("id") { OperationID(rawValue: $0) },
            by: try fields.one("by") { MemberID(rawValue: $0) },
            at: try fields.one("at") { Timestamp(rawValue: $0) })
        finding = try fields.maybe("finding") { FindingID(rawValue: $0) }
        stance = try fields.maybe("stance") { Cycle.Stance(rawValue: $0) }
        group = try fields.maybe("group") { Cycle.isAudience($0) ? $0 : nil }
        handle = try fields.maybe("handle") { Handle(rawValue: $0) }
        record = try fields.maybe("record") { RecordID(rawValue: $0) }
        text = try fields.maybe("text") { $0 }
        response = try fields.maybe("response") { OperationID(rawValue: $0) }
        outcome = try fields.maybe("outcome") { Cycle.Outcome(rawValue: $0) }
        reason = try fields.maybe("reason") { $0 }
        responses = try fields.maybeTexts("responses") { OperationID(rawValue: $0) }
        version = try fields.maybe("version") { OperationID(rawValue: $0) }
    }
}

extension Cycle.Pin {
    fileprivate var values: [String: FieldValue] {
        [
            "finding": .text(finding.rawValue), "number": .number(number), "version": .text(version.rawValue),
        ]
    }

    fileprivate init(fields: Fields) throws(PeopleTextFailure) {
        self.init(
            finding: try fields.one("finding") { FindingID(rawValue: $0) },
            number: try fields.number("number"),
            version: try fields.one("version") { OperationID(rawValue: $0) })
    }
}
