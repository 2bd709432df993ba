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

    /// Where the codings of a layer lie.
    package static func path(of record: RecordID, in source: CodingSource) -> String {
        switch source {
        case .coder(let coder): path(of: record, by: coder)
        case .consensus(let round): "consensus/\(round)/\(record.rawValue).jsonl"
        }
    }

    /// Which layer's codings of which record lie at a study path; `nil` for any other path.
    package static func place(ofPath path: some StringProtocol) -> (source: CodingSource, record: RecordID)? {
        if let owner = owner(ofPath: path) { return (.coder(owner.coder), owner.record) }
        let parts = path.split(separator: "/")
        guard parts.count == 3, parts[0] == "consensus", parts[2].hasSuffix(".jsonl"),
            RoundID(rawValue: String(parts[1])) != nil,
            let record = RecordID(rawValue: String(parts[2].dropLast(6)))
        else { return nil }
        return (.consensus(round: String(parts[1])), record)
    }

    /// The folders below which they lie.
    package static let folders = ["coding", "consensus"]

    /// The whole file.
    package static func bytes(of codings: [Coding]) -> [UInt8] {
        var bytes: [UInt8] = []
        for coding in codings.sorted(by: { $0.id < $1.id }) {
            coding.write(to: &bytes)
            bytes.append(0x0A)
        }
        return bytes
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
        var canonical: [UInt8] = []
        canonical.reserveCapacity(bytes.count)
        coding.write(to: &canonical)
        guard bytes.elementsEqual(canonical) else {
            throw PeopleTextFailure(line: number, reason: "The line is not canonical.")
        }
        return coding
    }
}

extension Coding {
    /// Writes canonical JSON (RFC 8785: keys sorted, no spaces), without the line end.
    ///
    /// Studies have a million of these, so they are written straight from their fields.
    func write(to bytes: inout [UInt8]) {
        var line = JSONFields()
        swap(&line.bytes, &bytes)
        line.add("after", anchor?.after)
        line.add("at", at.rawValue)
        line.add("before", anchor?.before)
        line.add("code", code.rawValue)
        line.add("comment", comment)
        line.add("end", anchor?.span.upperBound)
        line.add("guid", guid)
        line.add("id", id.rawValue)
        line.add("origin", origin == .hand ? nil : origin.rawValue)
        line.add("quote", anchor?.quote)
        line.add("revision", revision)
        line.add("sha256", sha256)
        line.add("start", anchor?.span.lowerBound)
        line.add("state", state == .sound ? nil : state.rawValue)
        line.add("version", version)
        line.add("was", was)
        line.add("weight", weight.map { String($0) })
        line.end()
        swap(&line.bytes, &bytes)
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
    func number(_ key: String) throws(PeopleTextFailure) -> Int {
        guard case .number(let number)? = values[key] else { throw bad(key) }
        return number
    }
}
