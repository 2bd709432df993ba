internal import Intake
internal import StudyIndex
package import StudyModel

/// A conversation by e-mail.
package struct MailThread: Sendable {
    package struct Message: Sendable {
        package var record: RecordID
        /// As the mail gives it.
        package var from: String?
        /// 0 for a mail that begins the thread, one more than its parent's for an answer.
        package var depth: Int
    }

    /// The subject of its first mail.
    package var subject: String
    package var first: CalendarDay
    package var last: CalendarDay
    package var messages: [Message]
}

extension StudyService {
    /// All conversations, the one with the latest mail first.
    package func threads() async throws(StudyError) -> [MailThread] {
        try await refreshed()
        let mails = try await index.mails()
        return await Self.threads(of: mails).sorted {
            ($1.last, $0.messages[0].record.rawValue) < ($0.last, $1.messages[0].record.rawValue)
        }
    }

    /// The conversation an e-mail belongs to.
    ///
    /// - Throws: `record.invalid` for a record of another kind.
    package func thread(
        of part: String
    ) async throws(StudyError) -> (thread: MailThread, records: [RecordID: RecordSummary]) {
        try await refreshed()
        let id = try await resolve(part)
        let threads = await Self.threads(of: try await index.mails())
        guard let thread = threads.first(where: { $0.messages.contains { $0.record == id } }) else {
            throw StudyError(
                .recordInvalid, "\(id) is no e-mail, so it belongs to no thread.",
                hint: "Run 'rir thread list' to see the threads there are.")
        }
        return (thread, try await index.summaries(thread.messages.map(\.record)))
    }

    /// Aside from the service's own work, because a hundred thousand mails take most of a second.
    @concurrent
    private static func threads(of mails: [IndexedMail]) async -> [MailThread] {
        let entries = mails.map {
            MailThreadEntry(
                messageID: $0.messageID, inReplyTo: $0.inReplyTo, references: $0.references,
                subject: $0.subject, day: $0.day, time: $0.time)
        }
        return MailThreads.threads(of: entries).compactMap { places in
            guard let start = places.first else { return nil }
            let days = places.map { mails[$0.entry].day }
            return MailThread(
                subject: mails[start.entry].subject, first: days.min() ?? mails[start.entry].day,
                last: days.max() ?? mails[start.entry].day,
                messages: places.map {
                    .init(record: mails[$0.entry].id, from: mails[$0.entry].sender, depth: $0.depth)
                })
        }
    }
}
