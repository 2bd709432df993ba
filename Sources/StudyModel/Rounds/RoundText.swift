/// Writes and reads a round as `rounds/<id>.yaml` holds it (format.md §15.1).
///
/// The written form is canonical; the reader takes exactly that form.
package enum RoundText {
    /// The whole file.
    package static func text(of round: Round) -> String {
        let draw = round.draw
        var lines = [
            "round: \(round.id)", "title: \(JSONText.quoted(round.title))", "level: \(round.level.rawValue)",
            "codes: \(FieldValue.yamlList(round.codes.map(\.rawValue)))", "frame: \(round.frame)",
            "coders: \(FieldValue.yamlList(round.coders.map(\.rawValue)))",
            "drawn: \(draw.way.rawValue)", "amount: \(draw.amount)", "seed: \(draw.seed)",
            "strata: \(FieldValue.yamlList(draw.strata))", "population: \(draw.population)",
            "statistic: \(round.rule.statistic)", "threshold: \(round.rule.threshold)",
            "applies-to: \(round.rule.byLowerLimit ? "lower-limit" : "figure")",
        ]
        if let key = round.key { lines.append("key: \(key)") }
        lines += ["nonce: \(round.nonce)", "records:"] + round.records.map { item + $0.line }
        lines += ["events:"] + round.events.map { item + $0.line }
        return lines.joined(separator: "\n") + "\n"
    }

    /// What a line of a list begins with.
    private static let item = "  - "

    /// Reads a canonical file.
    ///
    /// - Throws: ``PeopleTextFailure`` with the line or the field that is not as the format says.
    package static func round(from bytes: [UInt8]) throws(PeopleTextFailure) -> Round {
        var head: [UInt8] = []
        var items: [Fields] = []
        for (number, range) in zip(1..., Bytes.lines(bytes)) {
            guard bytes[range].starts(with: item.utf8) else {
                head += bytes[range] + [0x0A]
                continue
            }
            var index = range.lowerBound + item.utf8.count
            guard case .object(let values)? = JSONValues.value(in: bytes[range], at: &index),
                index == range.upperBound
            else { throw PeopleTextFailure(line: number, reason: "The line is not JSON as the format says.") }
            items.append(Fields(values: values, line: number))
        }
        let round = try round(try FieldLines.fields(in: head), items)
        if round.events.first?.act != .planned {
            throw PeopleTextFailure(line: nil, field: "events", reason: "A round begins with its planning.")
        }
        try FieldLines.check(bytes, is: text(of: round))
        return round
    }

    private static func round(_ fields: Fields, _ items: [Fields]) throws(PeopleTextFailure) -> Round {
        func number(_ key: String) throws(PeopleTextFailure) -> Int { try fields.one(key) { Int($0) } }
        let split = items.firstIndex { $0.values["act"] != nil } ?? items.count
        return Round(
            id: try fields.one("round") { RoundID(rawValue: $0) }, title: try fields.one("title") { $0 },
            level: try fields.one("level") { Round.Level(rawValue: $0) },
            codes: try fields.texts("codes") { CodeID(rawValue: $0) },
            frame: try fields.one("frame") { $0 },
            coders: try fields.texts("coders") { CoderID(rawValue: $0) },
            draw: Round.Draw(
                way: try fields.one("drawn") { Round.Draw.Way(rawValue: $0) }, amount: try number("amount"),
                seed: try number("seed"), strata: try fields.texts("strata") { $0 },
                population: try number("population")),
            rule: Round.Rule(
                statistic: try fields.one("statistic") { $0 }, threshold: try number("threshold"),
                byLowerLimit: try fields.one("applies-to") { $0 } == "lower-limit"),
            key: try fields.maybe("key") { $0 },
            records: try items[..<split].map { item throws(PeopleTextFailure) in
                try Round.Sampled(fields: item)
            },
            events: try items[split...].map { item throws(PeopleTextFailure) in try Round.Event(fields: item)
            },
            nonce: try fields.one("nonce") { FrontMatter.isNonce($0) ? $0 : nil })
    }
}

extension Round.Sampled {
    fileprivate var line: String {
        FieldValue.object([
            "record": .text(record.rawValue), "version": .number(version), "sha256": .text(sha256),
            "stratum": .text(stratum),
        ]).json
    }

    fileprivate init(fields: Fields) throws(PeopleTextFailure) {
        self.init(
            record: try fields.one("record") { RecordID(rawValue: $0) },
            version: try fields.number("version"),
            sha256: try fields.one("sha256") { $0 }, stratum: try fields.one("stratum") { $0 })
    }
}

extension Round.Event {
    fileprivate var line: String {
        var values: [String: FieldValue] = [
            "act": .text(act.rawValue), "by": .text(by.rawValue), "at": .text(at.rawValue),
        ]
        values["reason"] = reason.map { .text($0) }
        values["coder"] = coder.map { .text($0.rawValue) }
        return FieldValue.object(values).json
    }

    fileprivate init(fields: Fields) throws(PeopleTextFailure) {
        self.init(
            act: try fields.one("act") { Act(rawValue: $0) },
            by: try fields.one("by") { MemberID(rawValue: $0) },
            at: try fields.one("at") { Timestamp(rawValue: $0) }, reason: try fields.maybe("reason") { $0 },
            coder: try fields.maybe("coder") { CoderID(rawValue: $0) })
    }
}
