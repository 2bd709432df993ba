import StudyAPI
import StudyModel
import StudyService

/// `/v1/pseudonyms` and `/v1/leaks`.
enum PseudonymsHarness {
    @Sendable static func list(_ call: Call) async throws -> Reply {
        let table = try await call.study().pseudonyms()
        let entries = table.entries.map {
            Pseudonym(handle: $0.handle, kind: $0.kind, name: $0.name, also: $0.also)
        }
        return try Reply(PseudonymsReply(entries: entries, never: table.never))
    }

    @Sendable static func add(_ call: Call) async throws -> Reply {
        let request = try await call.decode(PseudonymRequest.self)
        let study = try await call.study()
        let dryRun = request.dryRun ?? false
        let change = try await finishing {
            try await study.addPseudonym(
                name: request.name, also: request.also ?? [], handle: request.handle, kind: request.kind,
                dryRun: dryRun)
        }
        return try Reply(
            PseudonymReply(
                handle: change.handle, dryRun: dryRun, records: change.records,
                changes: change.changes.map {
                    .init(record: $0.record, field: $0.field, before: $0.before, after: $0.after)
                }, operation: change.operation, files: change.files, versionsLeft: change.versionsLeft))
    }

    @Sendable static func remove(_ call: Call) async throws -> Reply {
        let request = try await call.decode(PseudonymRemoval.self)
        try await call.study().removePseudonym(request.name)
        return try await list(call)
    }

    /// The largest body that carries a file to be looked through.
    private static let largest = 96 * 1024 * 1024

    @Sendable static func leaks(_ call: Call) async throws -> Reply {
        let bytes = try await call.bytes(upTo: largest)
        let request =
            bytes.isEmpty ? LeaksRequest() : try RequestText.decode(LeaksRequest.self, from: bytes)
        return try Reply(LeaksReply(await call.study().leaks(in: scope(request))))
    }

    private static func scope(_ request: LeaksRequest) throws(StudyError) -> LeakScope {
        if let file = request.file {
            guard let bytes = Base64Text.bytes(file.base64) else {
                throw StudyError(.requestInvalid, "The field 'base64' does not hold base64.")
            }
            return .file(name: file.name, bytes: bytes)
        }
        if let range = request.range { return .range(range) }
        return request.all == true ? .everything : .newest
    }
}

extension LeaksReply {
    init(_ found: LeaksFound) {
        self.init(
            places: found.places, bytes: found.bytes, names: found.names, total: found.total,
            leaks: found.leaks.map {
                .init(place: $0.place, line: $0.line, column: $0.column, handle: $0.handle)
            }, byHandle: found.byHandle)
    }
}

extension PseudonymRequest: KnownFields {
    static let fields: Set<String> = ["name", "also", "handle", "kind", "dryRun"]
}

extension PseudonymRemoval: KnownFields {
    static let fields: Set<String> = ["name"]
}

extension LeaksRequest: KnownFields {
    static let fields: Set<String> = ["range", "all", "file"]
}
