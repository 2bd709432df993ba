/// How positions in a text are counted.
///
/// The standard counts Unicode code points from 0 (§10.2). NVivo for Windows 12.6 counts UTF-16 units, a line
/// end of CR LF as two and no byte-order mark; ATLAS.ti and QualCoder's export for MAXQDA count a line end of
/// CR LF as one; QualCoder counts the byte-order mark that it writes.
public struct QDAOffsetReading: Sendable, Hashable {
    /// What is counted.
    public enum Unit: String, Sendable, Hashable, CaseIterable {
        /// Unicode code points.
        case codePoint = "code points"
        /// UTF-16 code units: two for each code point above U+FFFF.
        case utf16 = "UTF-16 units"
    }

    /// What is counted.
    public var unit: Unit
    /// Whether the carriage return of a CR LF is counted beside the line feed.
    public var countsCarriageReturn: Bool
    /// Whether a byte-order mark at the beginning of the file is counted.
    public var countsByteOrderMark: Bool

    /// Makes a reading; what is not given is as in the standard.
    public init(unit: Unit = .codePoint, countsCarriageReturn: Bool = true, countsByteOrderMark: Bool = false)
    {
        self.unit = unit
        self.countsCarriageReturn = countsCarriageReturn
        self.countsByteOrderMark = countsByteOrderMark
    }

    /// The reading of the standard: code points, a CR LF as the two that it is, and no byte-order mark.
    public static let standard = QDAOffsetReading()

    /// The reading of NVivo for Windows 12.6.
    public static let nvivoWindows = QDAOffsetReading(unit: .utf16)

    /// All eight, those with the fewest differences from the standard first.
    static let all: [QDAOffsetReading] = [false, true].flatMap { mark in
        QDAOffsetReading.Unit.allCases.flatMap { unit in
            [true, false].map {
                QDAOffsetReading(unit: unit, countsCarriageReturn: $0, countsByteOrderMark: mark)
            }
        }
    }.enumerated().sorted { ($0.element.deviations, $0.offset) < ($1.element.deviations, $1.offset) }.map(
        \.element)

    private var deviations: Int {
        (unit == .utf16 ? 1 : 0) + (countsCarriageReturn ? 0 : 1) + (countsByteOrderMark ? 1 : 0)
    }

    /// This reading with everything as in the standard that makes no difference in a text.
    func projected(on text: RawText) -> QDAOffsetReading {
        QDAOffsetReading(
            unit: text.hasAstral ? unit : .codePoint,
            countsCarriageReturn: text.hasCRLF ? countsCarriageReturn : true,
            countsByteOrderMark: text.hasMark ? countsByteOrderMark : false)
    }
}

extension QDAOffsetReading: CustomStringConvertible {
    /// The reading in words, as `UTF-16 units, CR LF counted 2, byte-order mark counted 0`.
    public var description: String {
        unit.rawValue + ", CR LF counted \(countsCarriageReturn ? 2 : 1), "
            + "byte-order mark counted \(countsByteOrderMark ? 1 : 0)"
    }
}
