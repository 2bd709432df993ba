package import StudyModel

/// What puts an e-mail into its thread.
package struct IndexedMail: Hashable, Sendable {
    package var id: RecordID
    package var messageID: String?
    package var inReplyTo: String?
    package var references: [String]
    package var subject: String
    package var sender: String?
    package var day: CalendarDay
    package var time: String?

    package init(
        id: RecordID, messageID: String?, inReplyTo: String?, references: [String], subject: String,
        sender: String?, day: CalendarDay, time: String?
    ) {
        self.id = id
        self.messageID = messageID
        self.inReplyTo = inReplyTo
        self.references = references
        self.subject = subject
        self.sender = sender
        self.day = day
        self.time = time
    }

    /// An e-mail record's own details say it.
    init(_ record: Record) {
        self.init(
            id: record.id, messageID: record.details.text("message-id"),
            inReplyTo: record.details.text("in-reply-to"), references: record.details.list("references"),
            subject: record.details.text("subject") ?? record.title, sender: record.details.text("from"),
            day: record.day, time: record.time)
    }
}
