import StudyClient
import StudyModel
import Workflows

/// Records that several people coded, as a file holds them: a JSON object in each line, or one for the whole file.
struct SpanFile {
    private(set) var records: [CodedRecord] = []
    /// The coders, by name.
    private(set) var coders: [String] = []
    /// The declared codes, or those that occur.
    private(set) var codes: [String] = []
    private var declared: [String]?

    /// - Throws: `agreement.invalid`, with the line.
    init(_ bytes: [UInt8]) throws(StudyError) {
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        if let whole = Self.whole(bytes, lines) {
            for line in whole { try add(line, number: nil) }
        } else {
            for (number, line) in zip(1..., lines) where line.contains(where: { $0 > 0x20 }) {
                try add(try Self.decode(line, number), number: number)
            }
        }
        guard !records.isEmpty else {
            throw StudyError(
                .agreementInvalid, "The file holds no records.",
                hint: "Each line is one record: {\"record\":…,\"length\":…,\"coders\":{…}}.")
        }
        coders = Set(records.flatMap(\.coders.keys)).sorted()
        codes = declared ?? Set(records.flatMap { $0.coders.values.flatMap { $0.map(\.code) } }).sorted()
    }

    /// The same with some coders only.
    func keeping(_ names: [String]?) throws(StudyError) -> SpanFile {
        guard let names else { return self }
        if let stranger = names.first(where: { !coders.contains($0) }) {
            throw StudyError(
                .requestInvalid, "There is no coder '\(stranger)'.",
                hint: "There are: \(coders.joined(separator: ", ")).")
        }
        var kept = self
        kept.coders = names
        kept.records = records.map { record in
            var record = record
            record.coders = record.coders.filter { names.contains($0.key) }
            return record
        }
        return kept
    }

    /// One object, or a list of them, over several lines.
    private static func whole(_ bytes: [UInt8], _ lines: [ArraySlice<UInt8>]) -> [SpanLine]? {
        let first = lines.first { $0.contains { $0 > 0x20 } } ?? []
        let isList = first.first { $0 > 0x20 } == UInt8(ascii: "[")
        guard isList || (try? WireJSON.decode(SpanLine.self, from: first)) == nil else { return nil }
        if isList { return try? WireJSON.decode([SpanLine].self, from: bytes) }
        return (try? WireJSON.decode(SpanLine.self, from: bytes)).map { [$0] }
    }

    private static func decode(_ line: ArraySlice<UInt8>, _ number: Int) throws(StudyError) -> SpanLine {
        do {
            return try WireJSON.decode(SpanLine.self, from: line)
        } catch {
            let cause = error.cause as? DecodingError
            throw StudyError(
                .agreementInvalid, "Line \(number): \(cause?.place ?? "it is no JSON object").",
                hint:
                    "A line looks like {\"record\":\"r1\",\"length\":100,\"coders\":{\"ann\":[[0,10,\"work\"]]}}.",
                cause: error)
        }
    }

    private mutating func add(_ line: SpanLine, number: Int?) throws(StudyError) {
        let place = number.map { "Line \($0): " } ?? ""
        if let codes = line.codes { declared = declared ?? codes }
        for nested in line.records ?? [] { try add(nested, number: number) }
        if line.records != nil || line.declaresOnly { return }
        guard let length = line.length, let coders = line.coders else {
            throw StudyError(
                .agreementInvalid, "\(place)a record needs 'length' and 'coders'.",
                hint: "'length' is the text's length in characters; 'coders' names what each coder marked.")
        }
        let id = line.record ?? "record \(records.count + 1)"
        var marked: [String: [CodedRecord.Span]] = [:]
        for (coder, spans) in coders {
            marked[coder] = []
            for span in spans {
                guard span.start < span.end else {
                    throw StudyError(
                        .agreementInvalid,
                        "\(place)the span \(span.start):\(span.end) of '\(coder)' in '\(id)' is empty or ends before it starts.",
                        hint:
                            "A span is [start, end, \"code\"]; the end is the first character that is no longer part of it."
                    )
                }
                guard !span.code.isEmpty else {
                    throw StudyError(
                        .agreementInvalid,
                        "\(place)the span \(span.start):\(span.end) of '\(coder)' in '\(id)' has no code.")
                }
                marked[coder]?.append(.init(span.start..<span.end, span.code))
            }
        }
        var segments: [Range<Int>] = []
        for segment in line.segments ?? [] {
            guard segment.count == 2, segment[0] < segment[1] else {
                throw StudyError(.agreementInvalid, "\(place)a segment is [start, end] with the start first.")
            }
            segments.append(segment[0]..<segment[1])
        }
        records.append(CodedRecord(id: id, length: length, coders: marked, segments: segments))
    }
}

/// A line of such a file.
private struct SpanLine: Decodable {
    struct Span: Decodable {
        var start: Int
        var end: Int
        var code: String

        init(from decoder: any Decoder) throws {
            var parts = try decoder.unkeyedContainer()
            start = try parts.decode(Int.self)
            end = try parts.decode(Int.self)
            code = try parts.decode(SpanLabel.self).text
            guard parts.isAtEnd else {
                throw DecodingError.typeMismatch(
                    Span.self,
                    .init(codingPath: decoder.codingPath, debugDescription: "more than start, end and code"))
            }
        }
    }

    var record: String?
    var length: Int?
    var coders: [String: [Span]]?
    var segments: [[Int]]?
    var codes: [String]?
    var records: [SpanLine]?

    /// Whether the line says which codes there are and nothing else.
    var declaresOnly: Bool { codes != nil && length == nil && coders == nil && records == nil }

    private enum Key: String, CodingKey {
        case record, id, length, coders, segments, codes, records, data
    }

    init(from decoder: any Decoder) throws {
        var values = try decoder.container(keyedBy: Key.self)
        codes = try values.decodeIfPresent([SpanLabel].self, forKey: .codes)?.map(\.text)
        // A vector of a test suite keeps its record under 'data'.
        if values.contains(.data) { values = try values.nestedContainer(keyedBy: Key.self, forKey: .data) }
        record = try values.decodeIfPresent(SpanLabel.self, forKey: .record)?.text
        record = try record ?? values.decodeIfPresent(SpanLabel.self, forKey: .id)?.text
        length = try values.decodeIfPresent(Int.self, forKey: .length)
        segments = try values.decodeIfPresent([[Int]].self, forKey: .segments)
        records = try values.decodeIfPresent([SpanLine].self, forKey: .records)
        coders = try Self.coders(in: values)
    }

    /// Coders by name; a list of coders has none, and gets A, B, C and so on.
    private static func coders(in values: KeyedDecodingContainer<Key>) throws -> [String: [Span]]? {
        guard values.contains(.coders) else { return nil }
        if let named = try? values.decode([String: [Span]].self, forKey: .coders) { return named }
        guard let list = try? values.decode([[Span]].self, forKey: .coders), list.count <= 26 else {
            return try values.decode([String: [Span]].self, forKey: .coders)
        }
        let names = list.indices.map { String(UnicodeScalar(UInt8(65 + $0))) }
        return Dictionary(uniqueKeysWithValues: zip(names, list))
    }
}

/// A name, which may be written as a whole number.
private struct SpanLabel: Decodable {
    let text: String

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if let number = try? value.decode(Int.self) {
            text = String(number)
        } else {
            text = try value.decode(String.self)
        }
    }
}

extension DecodingError {
    /// Where in the line it is and what is wrong, without what stands there.
    fileprivate var place: String {
        switch self {
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            Self.words(context, "of another kind than it should be")
        case .keyNotFound(let key, _): "'\(key.stringValue)' is missing"
        case .dataCorrupted: "it is no JSON object"
        @unknown default: "it can't be read"
        }
    }

    private static func words(_ context: Context, _ what: String) -> String {
        let path = context.codingPath.map { $0.intValue.map { "\($0 + 1)" } ?? $0.stringValue }
        return path.isEmpty
            ? "it is no JSON object" : "what stands at \(path.joined(separator: ", ")) is \(what)"
    }
}
