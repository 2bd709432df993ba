/// A passage as a report quotes it.
package struct Quotation: Hashable, Sendable {
    /// The code it stands under; `nil` where it was found by its words.
    package var code: CodePath?
    package var text: String
    /// The handle of who says it, or the kind of source where that is not known.
    package var who: String
    package var day: CalendarDay
    package var kind: RecordKind
    package var record: RecordID
    package var span: Range<Int>
    package var coders: [String]

    package init(
        code: CodePath?, text: String, who: String, day: CalendarDay, kind: RecordKind, record: RecordID,
        span: Range<Int>, coders: [String]
    ) {
        self.code = code
        self.text = text
        self.who = who
        self.day = day
        self.kind = kind
        self.record = record
        self.span = span
        self.coders = coders
    }

    /// As the field attributes quotations: `(SP66, 17.03.21)`.
    package var attribution: String {
        "(\(who), \(day.day.padded(to: 2)).\(day.month.padded(to: 2)).\((day.year % 100).padded(to: 2)))"
    }
}
