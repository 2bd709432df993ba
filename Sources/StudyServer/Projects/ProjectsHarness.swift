import StudyAPI
import StudyModel
import StudyService

/// `/v1/projects`.
enum ProjectsHarness {
    @Sendable static func run(_ call: Call) async throws -> Reply {
        let (frame, bytes) = try read(try await call.bytes(upTo: largest))
        var options = ProjectImportOptions()
        (options.offsets, options.kind) = (frame.offsets, frame.kind)
        (options.dryRun, options.cleared) = (frame.dryRun ?? false, frame.cleared ?? false)
        let file = ImportFile(path: frame.path, bytes: bytes, modified: nil, overrides: .init())
        let study = try await call.study()
        let wanted = options
        return try Reply(try await finishing { try await study.importProject(file, wanted) })
    }

    @Sendable static func file(_ call: Call) async throws -> Reply {
        guard call.query.text(.format) ?? "qdpx" == "qdpx" else {
            throw StudyError(
                .requestInvalid, "A project is not written in that form.", hint: "The form is qdpx.")
        }
        var options = ProjectExportOptions()
        options.profile = call.query.text(.profile) ?? options.profile
        options.records = call.query.texts(.record)
        options.hasCases = try call.query.flag(.cases, default: true)
        return try Reply(FileReply(try await call.study().projectFile(options)))
    }

    private static let largest = ImportFrame.largestFile + ProjectFrame.largestHeader

    private static func read(_ body: [UInt8]) throws(StudyError) -> (frame: ProjectFrame, bytes: [UInt8]) {
        guard let end = body.prefix(ProjectFrame.largestHeader).firstIndex(of: UInt8(ascii: "\n")) else {
            throw StudyError(
                .requestInvalid, "The body does not begin with a line of JSON of at most 64 KiB.")
        }
        let frame = try RequestText.decode(ProjectFrame.self, from: Array(body[..<end]))
        let bytes = Array(body[(end + 1)...])
        guard !frame.path.isEmpty, bytes.count == frame.bytes else {
            throw StudyError(.requestInvalid, "The body does not hold the bytes that its first line says.")
        }
        return (frame, bytes)
    }
}

extension ProjectFrame: KnownFields {
    static let fields: Set<String> = ["path", "bytes", "offsets", "kind", "dryRun", "cleared"]
}
