import StudyAPI
import StudyModel
import StudyService

/// `/v1/reports`.
enum ReportsHarness {
    @Sendable static func methods(_ call: Call) async throws -> Reply {
        try Reply(await call.study().methodsReport())
    }

    @Sendable static func joint(_ call: Call) async throws -> Reply {
        let request = try await call.decode(JointRequest.self)
        return try Reply(FileReply(await call.study().jointDisplay(request)))
    }
}

extension JointRequest: KnownFields {
    static let fields: Set<String> = ["rows", "quotes", "format"]
}
