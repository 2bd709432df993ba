/// What a memo is linked to.
package enum MemoLink: Hashable, Sendable {
    case record(RecordID)
    case span(Place)
    case code(CodeID)
    /// A coding and the record it stands in.
    case coding(CodingID, RecordID)
    case `case`(CaseID)

    /// Words of one version of a record.
    package struct Place: Hashable, Sendable {
        package var record: RecordID
        package var anchor: Anchor
        /// The record's version that the anchor is in.
        package var version: Int
        /// SHA-256 of that version's file in hexadecimal.
        package var sha256: String

        package init(record: RecordID, anchor: Anchor, version: Int, sha256: String) {
            self.record = record
            self.anchor = anchor
            self.version = version
            self.sha256 = sha256
        }
    }

    /// The record it leads to; `nil` for one to a code or a case.
    package var record: RecordID? {
        switch self {
        case .record(let record), .coding(_, let record): record
        case .span(let place): place.record
        case .code, .case: nil
        }
    }

    /// The words it leads to.
    package var anchor: Anchor? {
        if case .span(let place) = self { return place.anchor }
        return nil
    }
}

// MARK: - In a memo's file

extension MemoLink {
    /// Canonical JSON (keys sorted, no spaces).
    var line: String {
        var values: [String: FieldValue] = [:]
        switch self {
        case .record(let record): values["record"] = .text(record.rawValue)
        case .code(let code): values["code"] = .text(code.rawValue)
        case .case(let id): values["case"] = .text(id.rawValue)
        case .coding(let coding, let record):
            values = ["coding": .text(coding.rawValue), "record": .text(record.rawValue)]
        case .span(let place):
            values = [
                "record": .text(place.record.rawValue), "version": .number(place.version),
                "sha256": .text(place.sha256), "start": .number(place.anchor.span.lowerBound),
                "end": .number(place.anchor.span.upperBound), "quote": .text(place.anchor.quote),
                "before": .text(place.anchor.before), "after": .text(place.anchor.after),
            ]
        }
        return FieldValue.object(values).json
    }

    init(fields: Fields) throws(PeopleTextFailure) {
        func record() throws(PeopleTextFailure) -> RecordID {
            try fields.one("record") { RecordID(rawValue: $0) }
        }
        if fields.values["code"] != nil {
            self = .code(try fields.one("code") { CodeID(rawValue: $0) })
        } else if fields.values["case"] != nil {
            self = .case(try fields.one("case") { CaseID(rawValue: $0) })
        } else if fields.values["coding"] != nil {
            self = .coding(try fields.one("coding") { CodingID(rawValue: $0) }, try record())
        } else if fields.values["start"] != nil {
            self = .span(try Self.place(fields, in: try record()))
        } else {
            self = .record(try record())
        }
    }

    private static func place(_ fields: Fields, in record: RecordID) throws(PeopleTextFailure) -> Place {
        func number(_ key: String) throws(PeopleTextFailure) -> Int {
            guard case .number(let number)? = fields.values[key] else { throw fields.bad(key) }
            return number
        }
        func text(_ key: String) throws(PeopleTextFailure) -> String { try fields.one(key) { $0 } }
        let (start, end, version) = (try number("start"), try number("end"), try number("version"))
        guard start < end else { throw fields.bad("end") }
        guard version >= 1 else { throw fields.bad("version") }
        return Place(
            record: record,
            anchor: Anchor(
                span: start..<end, quote: try text("quote"), before: try text("before"),
                after: try text("after")), version: version,
            sha256: try fields.one("sha256") { FrontMatter.isNonce($0) ? $0 : nil })
    }
}

// MARK: - In an answer

/// In an answer a link is an object with the fields it has: `record`, and for words `anchor`, `version` and `sha256`;
/// `code`; `coding` with `record`; `case`.
extension MemoLink: Codable {
    private enum Key: String, CodingKey {
        case record, anchor, version, sha256, code, coding
        case `case`
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        if let code = try values.decodeIfPresent(CodeID.self, forKey: .code) {
            self = .code(code)
        } else if let id = try values.decodeIfPresent(CaseID.self, forKey: .case) {
            self = .case(id)
        } else if let coding = try values.decodeIfPresent(CodingID.self, forKey: .coding) {
            self = .coding(coding, try values.decode(RecordID.self, forKey: .record))
        } else if let anchor = try values.decodeIfPresent(Anchor.self, forKey: .anchor) {
            self = .span(
                Place(
                    record: try values.decode(RecordID.self, forKey: .record), anchor: anchor,
                    version: try values.decode(Int.self, forKey: .version),
                    sha256: try values.decode(String.self, forKey: .sha256)))
        } else {
            self = .record(try values.decode(RecordID.self, forKey: .record))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encodeIfPresent(record, forKey: .record)
        switch self {
        case .record: break
        case .code(let code): try values.encode(code, forKey: .code)
        case .case(let id): try values.encode(id, forKey: .case)
        case .coding(let coding, _): try values.encode(coding, forKey: .coding)
        case .span(let place):
            try values.encode(place.anchor, forKey: .anchor)
            try values.encode(place.version, forKey: .version)
            try values.encode(place.sha256, forKey: .sha256)
        }
    }
}
