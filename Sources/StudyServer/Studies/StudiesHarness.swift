import StudyAPI
import StudyModel
import StudyService

/// `/v1/studies` and `/v1/status`.
enum StudiesHarness {
    @Sendable static func list(_ call: Call) async throws -> Reply {
        let studies = await call.studies.open().map { StudiesReply.Study(path: $0.path, title: $0.title) }
        return try Reply(StudiesReply(studies: studies))
    }

    /// Made whole even when the client goes, so that no half-filled study is left.
    @Sendable static func create(_ call: Call, _ events: EventQueue) async throws -> String {
        let request = try await call.decode(CreateStudyRequest.self)
        guard request.path.hasPrefix("/"), !request.path.utf8.contains(0), request.path.utf8.count <= 4096
        else {
            throw StudyError(.requestInvalid, "The field 'path' must be the absolute path of a folder.")
        }
        call.exchange.note(study: request.path)
        return try await finishing {
            try Reply.text(
                await call.studies.create(
                    at: request.path, title: request.title, template: request.template,
                    sample: request.sample, names: request.names,
                    progress: { events.report($0) }
                )
            )
        }
    }

    @Sendable static func status(_ call: Call) async throws -> Reply {
        try Reply(await call.study().status())
    }
}

extension CreateStudyRequest: KnownFields {
    static let fields: Set<String> = ["path", "title", "template", "sample", "names"]
}
