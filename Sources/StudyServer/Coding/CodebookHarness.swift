import StudyAPI
import StudyModel
import StudyService

/// `/v1/codebook`.
enum CodebookHarness {
    @Sendable static func show(_ call: Call) async throws -> Reply {
        let study = try await call.study()
        let codebook = try await study.codebook(at: try call.query.moment(.at))
        if try call.query.flag(.leaves) {
            try await study.requireNoKnownNames(
                in: codebook.entries.flatMap { [$0.code.name, $0.path.rawValue] }, of: "the codebook")
        }
        return try Reply(
            CodebookReply(
                digest: StudyService.digest(of: codebook), codes: codebook.entries,
                codings: try await study.codingCounts(at: try call.query.moment(.at))))
    }

    @Sendable static func change(_ call: Call) async throws -> Reply {
        let request = try await call.decode(CodebookRequest.self)
        let outcome = try await call.study().changeCodebook(
            request.changes, reason: request.reason, dryRun: request.dryRun ?? false,
            cleared: request.cleared ?? false)
        return try Reply(CodebookChangeReply(outcome))
    }

    @Sendable static func history(_ call: Call) async throws -> Reply {
        let versions = try await call.study().codebookHistory()
        return try Reply(
            CodebookHistoryReply(
                versions: versions.map {
                    .init(
                        number: $0.number, digest: $0.digest, operation: $0.operation,
                        differences: $0.differences)
                }))
    }

    @Sendable static func diff(_ call: Call) async throws -> Reply {
        let found = try await call.study().codebookDifference(
            from: call.query.text(.from), to: call.query.text(.to))
        return try Reply(CodebookDiffReply(from: found.from, to: found.to, differences: found.differences))
    }

    @Sendable static func file(_ call: Call) async throws -> Reply {
        let file = try await call.study().codebookFile(
            call.query.text(.format) ?? "yaml", at: try call.query.moment(.at))
        return try Reply(FileReply(file))
    }

    @Sendable static func run(_ call: Call) async throws -> Reply {
        let request = try await call.decode(CodebookFileRequest.self)
        guard let bytes = Base64Text.bytes(request.base64) else {
            throw StudyError(.requestInvalid, "The field 'base64' is not base64.")
        }
        let outcome = try await call.study().importCodebook(
            bytes, format: request.format, reason: request.reason, dryRun: request.dryRun ?? false,
            cleared: request.cleared ?? false)
        return try Reply(CodebookChangeReply(outcome))
    }
}

extension FileReply {
    init(_ file: MadeFile) {
        self.init(name: file.name, base64: Base64Text.text(file.bytes), remarks: file.remarks)
    }
}

extension CodebookChangeReply {
    init(_ outcome: CodebookOutcome) {
        self.init(
            digest: StudyService.digest(of: outcome.codebook), differences: outcome.differences,
            recoded: outcome.recoded, joined: outcome.joined, outdated: outcome.outdated,
            operation: outcome.operation, remarks: outcome.remarks.isEmpty ? nil : outcome.remarks)
    }
}

extension CodebookRequest: KnownFields {
    static let fields: Set<String> = ["changes", "reason", "dryRun", "cleared"]
}

extension CodebookFileRequest: KnownFields {
    static let fields: Set<String> = ["format", "base64", "reason", "dryRun", "cleared"]
}
