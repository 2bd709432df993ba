package import StudyModel

/// What queries need of a record without its text.
package struct RecordFacts: Sendable {
    package var id: RecordID
    package var kind: RecordKind
    package var day: CalendarDay
    package var title: String
    package var participants: [Handle]
    /// Unicode scalars of the body.
    package var length: Int

    package init(
        id: RecordID, kind: RecordKind, day: CalendarDay, title: String, participants: [Handle], length: Int
    ) {
        self.id = id
        self.kind = kind
        self.day = day
        self.title = title
        self.participants = participants
        self.length = length
    }
}

/// Codings to be kept packed, or to be kept no longer.
package struct PackedCodingFiles: Sendable {
    package var fresh: [PackedFile]
    /// Paths of files that are there no more.
    package var gone: [String]
    /// The codes by the numbers they have in what is packed; a number is never given to another code.
    package var codes: [CodeID]

    package init(fresh: [PackedFile] = [], gone: [String] = [], codes: [CodeID] = []) {
        self.fresh = fresh
        self.gone = gone
        self.codes = codes
    }
}

/// One coder's codings of one record, packed, with the git object they were packed from.
package struct PackedFile: Sendable {
    package var path: String
    package var object: String
    package var bytes: [UInt8]

    package init(path: String, object: String, bytes: [UInt8]) {
        self.path = path
        self.object = object
        self.bytes = bytes
    }
}
