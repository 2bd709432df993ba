import Foundation
import Logging
import ProgramFixture
import StudyArchive
import StudyModel
import StudyService
import Synchronization
import Testing

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A study of its own for one test, with its service.
final class StudyFixture {
    let root: String
    let service: StudyService

    static let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    var study: String { service.path }

    /// As in the daemon: a hook that does not read what it is told must not end the process.
    private static let brokenPipesAreErrors: Void = { signal(SIGPIPE, SIG_IGN) }()

    /// - Parameters:
    ///   - names: what becomes of names; `off`, so that tests of other things need no lists.
    ///   - yaml: more lines of the template's `study.yaml`.
    init(
        names: NamePolicy = .off, yaml: String = "",
        hooks: @Sendable (_ root: String) -> ArchiveHooks = { _ in .init(journalCapacity: 256 * 1024) }
    ) async throws {
        _ = Self.brokenPipesAreErrors
        // Memory where there is some: a flush of a busy disk waits for everybody's writes.
        let memory =
            FileManager.default.isWritableFile(atPath: "/dev/shm") ? "/dev/shm" : NSTemporaryDirectory()
        let base = ProcessInfo.processInfo.environment["RIR_SCRATCH"] ?? memory
        root = "\(base)/rir-service-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        let template = "format: 1\ntitle: \"Template\"\nquestions: []\n\(yaml)"
        let archive = try await StudyArchive.create(
            at: root + "/study", title: "Walking with link workers",
            files: ["study.yaml": Array(template.utf8)], names: names,
            operation: #require(OperationID(rawValue: String(repeating: "0", count: 26))),
            at: Timestamp(secondsSinceEpoch: 1_600_000_000), hooks: hooks(root))
        service = try await StudyService(archive, surroundings: Self.surroundings(root), log: Self.log)
    }

    deinit {
        if ProcessInfo.processInfo.environment["RIR_KEEP_SCRATCH"] == nil {
            try? FileManager.default.removeItem(atPath: root)
        }
    }

    /// The real clock, with the person's identity beside the study and the lists that ship with the product.
    static func surroundings(_ root: String) -> Surroundings {
        var surroundings = Surroundings.live
        surroundings.identityFile = root + "/identity"
        let package = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        surroundings.nameLists = "/\(package)/workspace/names"
        return surroundings
    }

    static func open(_ path: String) async throws -> StudyService {
        let root = String(path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex))
        return try await StudyService.open(
            StudyFolder(path: path), surroundings: surroundings(root), log: log)
    }

    /// Closes the service and opens the study again.
    func reopened() async throws -> StudyService {
        try await service.close()
        return try await Self.open(study)
    }

    func copy(to name: String) throws -> String {
        let path = "\(root)/\(name)"
        try FileManager.default.copyItem(atPath: study, toPath: path)
        return path
    }

    func path(of id: RecordID) -> String { "\(study)/\(id.path)" }

    func text(of id: RecordID) throws -> String { try String(contentsOfFile: path(of: id), encoding: .utf8) }

    @discardableResult
    static func git(_ folder: String, _ arguments: String...) throws -> (status: Int32, output: String) {
        let environment = [
            "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": folder, "GIT_CONFIG_NOSYSTEM": "1",
        ]
        let outcome = try Program.run(
            ["git", "-C", folder, "-c", "user.name=r1", "-c", "user.email=r1@rir.invalid"] + arguments,
            environment: environment)
        return (outcome.status, outcome.all)
    }
}

extension StudyService {
    func note(_ text: String, kind: RecordKind = .fieldNote, day: String = "2020-04-15") async throws
        -> SavedRecord
    {
        let line = text.split(separator: "\n").first.map(String.init) ?? text
        return try await capture(
            RecordDraft(kind: kind, day: CalendarDay(rawValue: day[...]), title: line, body: text + "\n"))
    }

    func importTexts(_ texts: [(path: String, text: String)]) async throws -> (ImportSummary, [ImportOutcome])
    {
        let run = try await beginImport()
        let outcomes = try await run.add(
            texts.map { .init(path: $0.path, bytes: Array($0.text.utf8), modified: nil, overrides: .init()) })
        return (try await run.finish(), outcomes)
    }

    func isSound() async throws -> Bool {
        let report = try await check(progress: { _ in })
        #expect(report.findings == [])
        return report.findings.isEmpty
    }
}

/// Everything a study answers, to be compared with what it answers at another time.
struct Answers: Equatable {
    var records: RecordPage
    var searches: [SearchAnswer] = []
    var operations: [OperationSummary]
    var histories: [[RecordVersion]] = []

    init(_ service: StudyService) async throws {
        records = try await service.records(RecordFilter())
        operations = try await service.operations(limit: 0, offset: 0).operations
        for query in ["shop OR garden", "line", "\"waiting list\"", "ju*", "number NOT line"] {
            searches.append(try await service.search(query, filter: RecordFilter()))
        }
        for record in records.records {
            histories.append(try await service.history(record.id.rawValue).versions)
        }
    }

    /// The operations' ids, oldest first.
    var steps: [OperationID] { operations.map(\.id).reversed() }
}

/// Whether an answer is a failure with a code.
func expectFailure<Value>(
    _ code: StudyError.Code, _ body: () async throws -> Value,
    sourceLocation: SourceLocation = #_sourceLocation
) async {
    do {
        _ = try await body()
        Issue.record("no failure where \(code.rawValue) was expected", sourceLocation: sourceLocation)
    } catch let error as StudyError {
        #expect(error.code == code, "\(error)", sourceLocation: sourceLocation)
    } catch {
        Issue.record(error, sourceLocation: sourceLocation)
    }
}
