package import StudyModel

/// A coding as the coder shows it: the coding, and whose it is.
package struct CoderCoding: Sendable, Equatable {
    package var coding: Coding
    package var by: CoderID

    package init(_ coding: Coding, by coder: CoderID) {
        self.coding = coding
        self.by = coder
    }
}

/// One record on the desk, with everything that is shown beside it.
package struct CoderSheet: Sendable, Equatable {
    /// Which of the sample's records it is, counted from 1.
    package struct Position: Sendable, Equatable {
        package var number: Int
        package var of: Int

        package init(number: Int, of total: Int) {
            self.number = number
            of = total
        }
    }

    package var record: RecordID
    package var title: String
    package var kind: RecordKind
    package var day: CalendarDay
    package var version: Int
    package var body: String
    /// In the order of the body; empty for a record that is no transcript.
    package var turns: [Turn]
    /// How the study divides the body into paragraphs; `nil` leaves it to the coder.
    package var paragraphs: [Range<Int>]?
    /// All codings that may be shown to ``me``, mine among them.
    package var codings: [CoderCoding]
    package var codebook: Codebook
    package var me: CoderID
    /// My memo of the record; empty where there is none.
    package var memo: String
    /// `nil` where the record is opened on its own and not out of a sample.
    package var position: Position?

    package init(
        record: RecordID, title: String, kind: RecordKind, day: CalendarDay, version: Int, body: String,
        turns: [Turn] = [], paragraphs: [Range<Int>]? = nil, codings: [CoderCoding] = [], codebook: Codebook,
        me: CoderID, memo: String = "", position: Position? = nil
    ) {
        self.record = record
        self.title = title
        self.kind = kind
        self.day = day
        self.version = version
        self.body = body
        self.turns = turns
        self.paragraphs = paragraphs
        self.codings = codings
        self.codebook = codebook
        self.me = me
        self.memo = memo
        self.position = position
    }
}

/// Where the coder stands in a record; kept by the desk, so that a killed terminal goes on at the same place.
package struct CoderPlace: Sendable, Equatable, Codable {
    /// What is marked.
    package struct Mark: Sendable, Equatable, Codable {
        /// What the mark began with and always holds.
        package var anchor: Range<Int>
        /// Whether it has been coded, so that moving on drops it instead of growing it.
        package var isResting: Bool

        package init(anchor: Range<Int>, isResting: Bool = false) {
            self.anchor = anchor
            self.isResting = isResting
        }
    }

    package var record: RecordID
    /// The version that the positions count in; in another version the mark is dropped.
    package var version: Int
    /// The scalar under the cursor.
    package var cursor: Int
    /// The first scalar on the screen.
    package var top: Int
    package var mark: Mark?
    /// What the last movement went by.
    package var unit: CoderUnit
    /// The codes that the digits 1 to 9 stand for.
    package var digits: [CodeID]

    package init(
        record: RecordID, version: Int, cursor: Int = 0, top: Int = 0, mark: Mark? = nil,
        unit: CoderUnit = .sentence, digits: [CodeID] = []
    ) {
        self.record = record
        self.version = version
        self.cursor = cursor
        self.top = top
        self.mark = mark
        self.unit = unit
        self.digits = digits
    }
}
