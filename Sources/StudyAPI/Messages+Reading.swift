package import StudyModel

/// `GET /v1/records/{record}/turns`: who says what, where the record is a transcript.
package struct TurnsReply: Codable, Sendable {
    /// One speaker's turn.
    package struct Turn: Codable, Sendable {
        /// Counts from 1.
        package var number: Int
        /// The label or handle the text gives.
        package var speaker: String?
        /// From the start of the recording, `00:01:02`.
        package var start: String?
        package var end: String?
        /// The whole turn in Unicode scalars of the body from 0, half open.
        package var span: Range<Int>
        /// What is said, without the label, in the same count.
        package var words: Range<Int>
        package var text: String

        package init(_ turn: StudyModel.Turn, text: String) {
            number = turn.number
            speaker = turn.speaker
            start = turn.start.map(Self.clock)
            end = turn.end.map(Self.clock)
            span = turn.range
            words = turn.words
            self.text = text
        }

        private static func clock(_ seconds: Int) -> String {
            [seconds / 3600, seconds / 60 % 60, seconds % 60].map { ($0 < 10 ? "0" : "") + String($0) }
                .joined(separator: ":")
        }
    }

    package var id: RecordID
    package var version: Int
    /// Empty where the text reads as no transcript.
    package var turns: [Turn]

    package init(id: RecordID, version: Int, turns: [Turn]) {
        self.id = id
        self.version = version
        self.turns = turns
    }
}

/// `GET /v1/records/{record}/thread`: the conversation an e-mail belongs to, each answer behind what it answers.
package struct ThreadReply: Codable, Sendable {
    package struct Message: Codable, Sendable {
        package var record: RecordSummary
        /// As the mail gives it.
        package var from: String?
        /// 0 for a mail that begins the thread, one more than its parent's for an answer.
        package var depth: Int

        package init(record: RecordSummary, from: String?, depth: Int) {
            self.record = record
            self.from = from
            self.depth = depth
        }
    }

    package var subject: String
    package var messages: [Message]

    package init(subject: String, messages: [Message]) {
        self.subject = subject
        self.messages = messages
    }
}

/// `GET /v1/threads`, the latest first; query names `limit`, `offset`.
package struct ThreadsReply: Codable, Sendable {
    package struct Thread: Codable, Sendable {
        /// The subject of its first mail.
        package var subject: String
        package var first: CalendarDay
        package var last: CalendarDay
        /// The mails, each answer behind what it answers.
        package var records: [RecordID]

        package init(subject: String, first: CalendarDay, last: CalendarDay, records: [RecordID]) {
            self.subject = subject
            self.first = first
            self.last = last
            self.records = records
        }
    }

    package var threads: [Thread]
    package var total: Int

    package init(threads: [Thread], total: Int) {
        self.threads = threads
        self.total = total
    }
}
