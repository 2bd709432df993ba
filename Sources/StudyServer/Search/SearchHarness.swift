import StudyAPI
import StudyModel
import StudyService

/// `/v1/search`.
enum SearchHarness {
    @Sendable static func search(_ call: Call) async throws -> Reply {
        guard let words = call.query.text(.query) else {
            throw StudyError(.requestInvalid, "The query lacks 'q', the words to search for.")
        }
        let filter = try RecordFilter(call.query, limit: 20)
        return try Reply(await call.study().search(words, filter: filter))
    }
}
