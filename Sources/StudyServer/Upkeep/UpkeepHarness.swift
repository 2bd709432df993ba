import StudyAPI
import StudyModel
import StudyService

/// `/v1/check`, `/v1/reindex` and `/v1/doctor`.
enum UpkeepHarness {
    @Sendable static func check(_ call: Call, _ events: EventQueue) async throws -> String {
        try Reply.text(await call.study().check(progress: { events.report($0) }))
    }

    @Sendable static func reindex(_ call: Call, _ events: EventQueue) async throws -> String {
        try Reply.text(ReindexReply(records: await call.study().reindex(progress: { events.report($0) })))
    }

    @Sendable static func doctor(_ call: Call) async throws -> Reply {
        try Reply(DoctorReply(items: await call.study().doctor()))
    }
}
