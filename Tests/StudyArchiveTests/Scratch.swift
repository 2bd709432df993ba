import Foundation
import GitStore
import ProgramFixture
import StudyArchive
import StudyModel

/// A temporary folder that is gone when the test is, and studies in it.
final class Scratch {
    let path: String

    init() {
        // Memory where there is some: a flush of a busy disk waits for everybody's writes.
        let memory =
            FileManager.default.isWritableFile(atPath: "/dev/shm") ? "/dev/shm" : NSTemporaryDirectory()
        let base = ProcessInfo.processInfo.environment["RIR_SCRATCH"] ?? memory
        path = "\(base)/rir-tests-\(UUID().uuidString)"
    }

    deinit {
        if ProcessInfo.processInfo.environment["RIR_KEEP_SCRATCH"] == nil {
            try? FileManager.default.removeItem(atPath: path)
        }
    }

    var study: String { "\(path)/study" }

    func makeStudy(disk: any Disk = RealDisk(), hooks: ArchiveHooks = .init(journalCapacity: 128 * 1024))
        async throws -> StudyArchive
    {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let template = "format: 1\ntitle: \"Template\"\nquestions: []\n"
        return try await StudyArchive.create(
            at: study, title: "Walking with link workers", files: ["study.yaml": Array(template.utf8)],
            operation: Fixture.operation(0), at: Fixture.time, disk: disk, hooks: hooks)
    }

    @discardableResult
    func git(_ arguments: String...) throws -> (status: Int32, output: String) {
        try run("/usr/bin/env", ["git", "-C", study] + arguments)
    }

    @discardableResult
    func run(_ program: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
        let outcome = try Program.run([program] + arguments)
        return (outcome.status, outcome.all)
    }
}

/// Values that tests share.
enum Fixture {
    static let time = Timestamp(secondsSinceEpoch: 1_600_000_000)
    static let member = MemberID(rawValue: "r1").unsafelyUnwrapped
    static let day = CalendarDay(year: 2020, month: 4, day: 15).unsafelyUnwrapped

    static func operation(_ number: Int) -> OperationID {
        OperationID(rawValue: String(repeating: "0", count: 20) + number.padded(to: 6))
            .unsafelyUnwrapped
    }

    static func record(_ number: Int, version: Int = 1, on day: CalendarDay = day, body: String) -> Record {
        let who = Provenance(by: member, at: time)
        return Record(
            id: RecordID(day: day, kind: .fieldNote, suffix: number.padded(to: 5)), kind: .fieldNote,
            version: version, day: day, time: nil, title: "Note \(number)", participants: [],
            details: .init(),
            captured: who, saved: who, nonce: Random.hex(32), body: body)
    }

    static func capture(
        _ number: Int, on day: CalendarDay = day, body: String = "She said the shop closed in May.\n"
    ) -> ArchiveOperation {
        let record = record(number, on: day, body: body)
        return ArchiveOperation(
            id: operation(number), act: .capture, by: member, at: time,
            records: [.init(id: record.id, version: 1, change: .created, record: record)])
    }

    static func edit(_ number: Int, operation: Int, version: Int, body: String) -> ArchiveOperation {
        let record = record(number, version: version, body: body)
        return ArchiveOperation(
            id: self.operation(operation), act: .edit, by: member, at: time, reason: "a slip of the pen",
            records: [.init(id: record.id, version: version, change: .edited, record: record)])
    }
}

extension StudyArchive {
    func writeAll(_ operations: [ArchiveOperation]) throws -> [AppliedOperation] {
        try write(operations).map { try $0.get() }
    }

    func check() async throws -> CheckReport {
        try await ArchiveCheck(folder: folder, description: description, progress: { _ in }).run()
    }
}
