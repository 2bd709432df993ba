import StudyAPI
import StudyModel
import StudyService

/// `/v1/threads` and the thread of a record.
enum ThreadsHarness {
    @Sendable static func list(_ call: Call) async throws -> Reply {
        let limit = try call.query.count(.limit, default: 0)
        let offset = try call.query.count(.offset, default: 0)
        let threads = try await call.study().threads()
        let page = threads.dropFirst(offset).prefix(limit == 0 ? threads.count : limit)
        return try Reply(
            ThreadsReply(
                threads: page.map {
                    .init(
                        subject: $0.subject, first: $0.first, last: $0.last,
                        records: $0.messages.map(\.record))
                }, total: threads.count))
    }

    @Sendable static func show(_ call: Call) async throws -> Reply {
        let (thread, records) = try await call.study().thread(of: call.record)
        let messages = thread.messages.compactMap { message in
            records[message.record].map {
                ThreadReply.Message(record: $0, from: message.from, depth: message.depth)
            }
        }
        return try Reply(ThreadReply(subject: thread.subject, messages: messages))
    }
}
