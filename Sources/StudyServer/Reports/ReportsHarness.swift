import StudyAPI
import StudyModel
import StudyService

/// `/v1/reports`.
enum ReportsHarness {
    @Sendable static func methods(_ call: Call) async throws -> Reply {
        try Reply(await call.study().methodsReport())
    }
}
