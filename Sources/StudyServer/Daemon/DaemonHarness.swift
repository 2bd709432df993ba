import StudyService

/// `GET /v1/daemon` and `POST /v1/daemon/stop`.
struct DaemonHarness: Sendable {
    let facts: DaemonFacts
    let stopRequest: StopRequest

    @Sendable func status(_ call: Call) async throws -> Reply {
        try Reply(facts.reply(studies: await call.studies.open().map(\.path)))
    }

    /// Answers first; the stop waits for the answer to leave, as for every request under way.
    @Sendable func stop(_ call: Call) async throws -> Reply {
        let reply = try await status(call)
        stopRequest.stop()
        return reply
    }
}
