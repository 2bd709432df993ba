/// One text and what each coder marked in it.
///
/// A coder who is present with no spans looked and coded nothing; a coder who is absent was not assigned. The two are
/// never the same: the first is a judgement, the second is none.
public struct SpanRecord: Sendable, Hashable {
    /// What the record is called; once per sample.
    public let id: String
    /// How long the text is, in Unicode scalars.
    public let length: Int
    /// What each assigned coder marked, from left to right.
    ///
    /// Spans of one coder may overlap.
    public private(set) var coders: [String: [CodedSpan]]
    /// Paragraphs, sentences or turns, from left to right and apart from each other; they need not cover the text.
    public let segments: [Range<Int>]

    /// A record; spans may come in any order.
    ///
    /// - Throws: ``SpanError`` for the first span or segment that can't be.
    public init(
        id: String, length: Int, coders: [String: [CodedSpan]], segments: [Range<Int>] = []
    ) throws(SpanError) {
        guard (0...Self.longest).contains(length) else { throw .impossibleLength(length, record: id) }
        for (coder, spans) in coders.sorted(by: { $0.key < $1.key }) {
            for span in spans { try Self.check(span, of: coder, in: id, length: length) }
        }
        self.id = id
        self.length = length
        self.coders = coders.mapValues { $0.sorted(by: CodedSpan.isOrdered) }
        self.segments = segments.sorted { $0.lowerBound < $1.lowerBound }
        try checkSegments()
    }

    /// Longer than any text, and short enough that sums over all records and coders stay exact.
    private static let longest = 1 << 40

    private static func check(
        _ span: CodedSpan, of coder: String, in record: String, length: Int
    ) throws(SpanError) {
        if span.start > span.end { throw .reversedSpan(span, coder: coder, record: record) }
        if span.start == span.end { throw .emptySpan(span, coder: coder, record: record) }
        if span.start < 0 || span.end > length { throw .spanOutsideText(span, coder: coder, record: record) }
    }

    func keeping(coders kept: Set<String>) -> SpanRecord {
        var record = self
        record.coders = coders.filter { kept.contains($0.key) }
        return record
    }

    private func checkSegments() throws(SpanError) {
        var reached = 0
        for segment in segments {
            if segment.isEmpty { throw .emptySegment(segment, record: id) }
            if segment.lowerBound < 0 || segment.upperBound > length {
                throw .segmentOutsideText(segment, record: id)
            }
            if segment.lowerBound < reached { throw .overlappingSegments(segment, record: id) }
            reached = segment.upperBound
        }
    }
}

/// Why spans can't be compared as they are given.
public enum SpanError: Error, Sendable, Hashable {
    /// The length of a text is below 0, or above 2⁴⁰.
    case impossibleLength(Int, record: String)
    /// A span holds nothing.
    case emptySpan(CodedSpan, coder: String, record: String)
    /// A span ends before it starts.
    case reversedSpan(CodedSpan, coder: String, record: String)
    /// A span leaves the text.
    case spanOutsideText(CodedSpan, coder: String, record: String)
    /// A segment holds nothing.
    case emptySegment(Range<Int>, record: String)
    /// A segment leaves the text.
    case segmentOutsideText(Range<Int>, record: String)
    /// A segment begins before the one to its left has ended.
    case overlappingSegments(Range<Int>, record: String)
    /// Two records have one name.
    case repeatedRecord(String)
    /// A coder is named twice.
    case repeatedCoder(String)
    /// A code is declared twice.
    case repeatedCode(String)
    /// A record has a coder whom the sample doesn't.
    case unknownCoder(String, record: String)
    /// A span has a code that isn't declared.
    case undeclaredCode(CodedSpan, coder: String, record: String)
}
