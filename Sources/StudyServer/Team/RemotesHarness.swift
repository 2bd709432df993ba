import StudyAPI
import StudyModel
import StudyService

/// `/v1/remotes`, `/v1/sync` and copies of a study.
enum RemotesHarness {
    @Sendable static func list(_ call: Call) async throws -> Reply {
        try Reply(RemotesReply(remotes: await call.study().remotes()))
    }

    @Sendable static func add(_ call: Call) async throws -> Reply {
        let remote = try await call.decode(Remote.self)
        return try Reply(RemotesReply(remotes: await call.study().addRemote(remote)))
    }

    @Sendable static func remove(_ call: Call) async throws -> Reply {
        try Reply(RemotesReply(remotes: await call.study().removeRemote(call.remote)))
    }

    /// Goes on to its end even when the client goes, so that what was joined is sent too.
    ///
    /// Where the team changed, the study is closed and opened again, so that everything from now on knows it.
    @Sendable static func sync(_ call: Call, _: EventQueue) async throws -> String {
        let request = try await call.decode(SyncRequest.self, orWhenEmpty: SyncRequest())
        let study = try await call.study()
        if let minutes = request.every { try await study.synchronise(every: minutes, with: request.remote) }
        return try await finishing {
            let report = try await study.sync(
                request.remote, adopting: request.adopt ?? false, agent: call.agent)
            if report.isTeamChanged { try await call.studies.close(study.path) }
            return try Reply.text(SyncReply(report))
        }
    }

    /// Given up when the client goes; what was made of the folder is taken away then.
    @Sendable static func clone(_ call: Call, _: EventQueue) async throws -> String {
        let request = try await call.decode(CloneRequest.self)
        guard request.path.hasPrefix("/"), !request.path.utf8.contains(0), request.path.utf8.count <= 4096
        else {
            throw StudyError(.requestInvalid, "The field 'path' must be the absolute path of a folder.")
        }
        call.exchange.note(study: request.path)
        let outcome = try await call.studies.clone(
            request.address, to: request.path, as: request.member, agent: call.agent)
        return try Reply.text(
            CloneReply(
                path: outcome.path, title: outcome.title, member: outcome.request.member, code: outcome.code,
                records: outcome.records, commits: outcome.commits,
                leadFingerprint: outcome.leadFingerprint))
    }
}

extension Remote: KnownFields {
    static let fields: Set<String> = ["name", "address"]
}

extension SyncRequest: KnownFields {
    static let fields: Set<String> = ["remote", "adopt", "every"]
}

extension CloneRequest: KnownFields {
    static let fields: Set<String> = ["address", "path", "member"]
}
