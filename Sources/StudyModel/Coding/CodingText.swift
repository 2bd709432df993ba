/// Writes and reads one coder's codings of one record (format.md §12.2): canonical JSON, one coding a line, sorted by id.
package enum CodingText {
    /// Where they lie in the study.
    package static func path(of record: RecordID, by coder: CoderID) -> String {
        "coding/\(coder.rawValue)" + record.path.dropFirst("records".count).dropLast(".md".count) + ".jsonl"
    }

    /// Whose codings of which record lie at a study path; `nil` for any other path.
    package static func owner(ofPath path: some StringProtocol) -> (coder: CoderID, record: RecordID)? {
        guard path.hasPrefix("coding/"), path.hasSuffix(".jsonl") else { return nil }
        let parts = path.split(separator: "/")
        guard parts.count == 6, let coder = CoderID(rawValue: String(parts[1])),
            let record = RecordID(rawValue: String(parts[5].dropLast(6))),
            self.path(of: record, by: coder) == path
        else { return nil }
        return (coder, record)
    }

    /// The whole file.
    package static func bytes(of codings: [Coding]) -> [UInt8] {
        codings.sorted { $0.id < $1.id }.flatMap { Array($0.line.utf8) + [0x0A] }
    }

    /// Reads a file.
    ///
    /// - Throws: ``PeopleTextFailure`` with the first line that is not canonical or out of order.
    package static func codings(from bytes: [UInt8]) throws(PeopleTextFailure) -> [Coding] {
        var codings: [Coding] = []
        for (number, range) in zip(1..., Bytes.lines(bytes)) {
            let coding = try coding(bytes[range], number)
            if let last = codings.last, last.id >= coding.id {
                throw PeopleTextFailure(line: number, field: "id", reason: "The lines are not in order.")
            }
            codings.append(coding)
        }
        return codings
    }

    private static func coding(_ bytes: ArraySlice<UInt8>, _ number: Int) throws(PeopleTextFailure) -> Coding
    {
        var index = bytes.startIndex
        guard case .object(let values)? = JSONValues.value(in: bytes, at: &index), index == bytes.endIndex
        else {
            throw PeopleTextFailure(line: number, reason: "The line is not JSON as the format says.")
        }
        let coding = try Coding(fields: Fields(values: values, line: number))
        guard bytes.elementsEqual(coding.line.utf8) else {
            throw PeopleTextFailure(line: number, reason: "The line is not canonical.")
        }
        return coding
    }
}

extension Coding {
    /// Canonical JSON (RFC 8785: keys sorted, no spaces), without the line end.
    package var line: String {
        var values: [String: FieldValue] = [
            "at": .text(at.rawValue), "code": .text(code.rawValue), "id": .text(id.rawValue),
            "revision": .number(revision), "sha256": .text(sha256), "version": .number(version),
        ]
        if let anchor {
            values["start"] = .number(anchor.span.lowerBound)
            values["end"] = .number(anchor.span.upperBound)
            values["quote"] = .text(anchor.quote)
            values["before"] = .text(anchor.before)
            values["after"] = .text(anchor.after)
        }
        if origin != .hand { values["origin"] = .text(origin.rawValue) }
        if state != .sound { values["state"] = .text(state.rawValue) }
        values["was"] = was.map { .text($0) }
        values["comment"] = comment.map { .text($0) }
        values["weight"] = weight.map { .text(String($0)) }
        values["guid"] = guid.map { .text($0) }
        return FieldValue.object(values).json
    }

    init(fields: Fields) throws(PeopleTextFailure) {
        self.init(
            id: try fields.one("id") { CodingID(rawValue: $0) },
            code: try fields.one("code") { CodeID(rawValue: $0) },
            anchor: try Self.anchor(fields), version: try fields.number("version"),
            sha256: try fields.one("sha256") { $0 }, revision: try fields.number("revision"),
            origin: try fields.maybe("origin") { Origin(rawValue: $0) } ?? .hand,
            state: try fields.maybe("state") { State(rawValue: $0) } ?? .sound,
            was: try fields.maybe("was") { $0 }, comment: try fields.maybe("comment") { $0 },
            weight: try fields.maybe("weight") { Int($0) },
            at: try fields.one("at") { Timestamp(rawValue: $0) }, guid: try fields.maybe("guid") { $0 })
    }

    private static func anchor(_ fields: Fields) throws(PeopleTextFailure) -> Anchor? {
        guard fields.values["start"] != nil else { return nil }
        let (start, end) = (try fields.number("start"), try fields.number("end"))
        guard start < end else { throw fields.bad("end") }
        return Anchor(
            span: start..<end, quote: try fields.one("quote") { $0 },
            before: try fields.one("before") { $0 }, after: try fields.one("after") { $0 })
    }
}

extension Fields {
    /// A whole number that must be there.
    fileprivate func number(_ key: String) throws(PeopleTextFailure) -> Int {
        guard case .number(let number)? = values[key] else { throw bad(key) }
        return number
    }
}
