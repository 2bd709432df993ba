internal import Agreement
package import StudyModel

/// A record that several people coded on their own, in plain values: what a report of agreement over spans is made of.
package struct CodedRecord: Hashable, Sendable {
    /// A stretch of text with a code.
    package struct Span: Hashable, Sendable {
        /// Unicode scalars from the beginning of the text; never empty.
        package var range: Range<Int>
        /// The code's path.
        package var code: String

        package init(_ range: Range<Int>, _ code: String) {
            self.range = range
            self.code = code
        }
    }

    package var id: String
    /// How long the text is, in Unicode scalars.
    package var length: Int
    /// What each coder marked.
    ///
    /// Who looked and marked nothing is here with no spans; who was not asked is not here.
    package var coders: [String: [Span]]
    /// Paragraphs, sentences or turns, from left to right and apart from each other.
    package var segments: [Range<Int>]

    package init(id: String, length: Int, coders: [String: [Span]], segments: [Range<Int>] = []) {
        self.id = id
        self.length = length
        self.coders = coders
        self.segments = segments
    }
}

extension AgreementReportMaker {
    /// A report of records that several people coded.
    ///
    /// - Parameters:
    ///   - coders: Whom to compare, in the order of the report.
    ///   - codes: The declared codes, in the order of the codebook, also those that nobody used.
    ///   - plan: What the report is to say.
    /// - Throws: `agreement.invalid` for spans, segments or names that can't be; `request.invalid` for a plan that can't be followed.
    package static func report(
        ofRecords records: [CodedRecord], coders: [String], codes: [String], plan: AgreementPlan,
        title: String
    ) throws(StudyError) -> AgreementReport {
        let sample: SpanSample
        do {
            sample = try SpanSample(
                records: try records.map { record throws(SpanError) in
                    try SpanRecord(
                        id: record.id, length: record.length,
                        coders: record.coders.mapValues { spans in
                            spans.map { CodedSpan($0.range.lowerBound, $0.range.upperBound, $0.code) }
                        },
                        segments: record.segments)
                }, coders: coders, codes: codes)
        } catch {
            throw error.studyError
        }
        return try report(of: sample, plan: plan, title: title)
    }
}

extension SpanError {
    /// The same as a person is told.
    package var studyError: StudyError { StudyError(.agreementInvalid, sentence, hint: hint) }

    private var sentence: String {
        switch self {
        case .impossibleLength(let length, let record):
            "The record '\(record)' can't have a length of \(length)."
        case .emptySpan(let span, let coder, let record):
            "The span \(Self.words(span)) of '\(coder)' in '\(record)' is empty."
        case .reversedSpan(let span, let coder, let record):
            "The span \(Self.words(span)) of '\(coder)' in '\(record)' ends before it starts."
        case .spanOutsideText(let span, let coder, let record):
            "The span \(Self.words(span)) of '\(coder)' in '\(record)' leaves the text."
        case .emptySegment(let range, let record): "The segment \(Self.words(range)) of '\(record)' is empty."
        case .segmentOutsideText(let range, let record):
            "The segment \(Self.words(range)) of '\(record)' leaves the text."
        case .overlappingSegments(let range, let record):
            "The segment \(Self.words(range)) of '\(record)' begins before the one to its left ends."
        case .repeatedRecord(let record): "There are two records '\(record)'."
        case .repeatedCoder(let coder): "The coder '\(coder)' is named twice."
        case .repeatedCode(let code): "The code '\(code)' is declared twice."
        case .unknownCoder(let coder, let record): "The record '\(record)' has an unknown coder '\(coder)'."
        case .undeclaredCode(let span, let coder, let record):
            "'\(coder)' used the code '\(span.code)' in '\(record)', which is not declared."
        }
    }

    private var hint: String? {
        switch self {
        case .emptySpan, .reversedSpan, .spanOutsideText, .emptySegment, .segmentOutsideText:
            "Positions count Unicode characters from 0; the end is the first character that is no longer part of it."
        case .undeclaredCode: "Declare every code, or none: without a list, the codes in use are taken."
        default: nil
        }
    }

    private static func words(_ span: CodedSpan) -> String { "\(span.start):\(span.end)" }
    private static func words(_ range: Range<Int>) -> String { "\(range.lowerBound):\(range.upperBound)" }
}
