import Foundation
import GitStore
import ProgramFixture
import StudyArchive
import StudyModel
import Synchronization
import Testing

/// Crashes at every step: a copy of the study, taken in the middle of a write, is opened and compared.
@Suite(.serialized) struct CrashTests {
    /// A write under test, on a study that holds notes 1 and 2.
    enum Work: String, CaseIterable {
        case capture
        case group
        case edit
        case undo
        case batch

        var operations: [ArchiveOperation] {
            switch self {
            case .capture: [Fixture.capture(10)]
            case .group: [Fixture.capture(10), Fixture.capture(11), Fixture.capture(12)]
            case .edit: [Fixture.edit(1, operation: 10, version: 2, body: "He said June, and laughed.\n")]
            case .undo:
                [
                    ArchiveOperation(
                        id: Fixture.operation(10), act: .undo, by: Fixture.member, at: Fixture.time,
                        undoes: Fixture.operation(2),
                        records: [
                            .init(
                                id: Fixture.record(2, body: "").id, version: 2, change: .removed, record: nil)
                        ])
                ]
            case .batch:
                [
                    ArchiveOperation(
                        id: Fixture.operation(10), act: .import, by: Fixture.member, at: Fixture.time,
                        records: (100..<170).map { number in
                            let record = Fixture.record(number, body: "Line \(number)\n")
                            return .init(id: record.id, version: 1, change: .created, record: record)
                        })
                ]
            }
        }
    }

    /// What a study holds: commits with their operations, in order.
    static func operations(at path: String) async throws -> [OperationID] {
        let history = try ArchiveHistory(folder: StudyFolder(path: path), after: nil)
        return try await history.advance().map(\.summary.id)
    }

    /// Opens a copy as the next start would and looks at everything.
    static func recovered(_ path: String) async throws -> [OperationID] {
        let archive = try await StudyArchive(opening: StudyFolder(path: path))
        let report = try await archive.check()
        #expect(report.findings == [])
        try await archive.close()
        let fsck = try Program.run(["git", "-C", path, "fsck", "--strict", "--full"])
        #expect(fsck.status == 0, "\(fsck.all)")
        return try await operations(at: path)
    }

    @Test(arguments: Work.allCases)
    func copy_atEveryStep_recoversWholeOrAbsent(_ work: Work) async throws {
        let scratch = Scratch()
        let copies = Mutex<[(step: ArchiveHooks.Step, path: String)]>([])
        let armed = Atomic<Bool>(false)
        let (base, study) = (scratch.path, scratch.study)
        let reached = Mutex<[ArchiveHooks.Step: Int]>([:])
        let hooks = ArchiveHooks(
            journalCapacity: 128 * 1024,
            didReach: { step in
                guard armed.load(ordering: .relaxed) else { return }
                // Of a hundred like steps every twelfth is as good as all.
                let times = reached.withLock { reached in
                    reached[step, default: 0] += 1
                    return reached[step] ?? 0
                }
                guard times < 4 || times.isMultiple(of: 12) else { return }
                let number = copies.withLock { $0.count }
                let path = "\(base)/copy-\(number)"
                do {
                    try FileManager.default.copyItem(atPath: study, toPath: path)
                    copies.withLock { $0.append((step, path)) }
                } catch {
                    Issue.record(error)
                }
            })
        let archive = try await scratch.makeStudy(hooks: hooks)
        _ = try await archive.writeAll([Fixture.capture(1)])
        _ = try await archive.writeAll([Fixture.capture(2)])
        try await archive.checkpoint()
        armed.store(true, ordering: .relaxed)
        _ = try await archive.writeAll(work.operations)
        armed.store(false, ordering: .relaxed)
        try await archive.close()

        let before = (0...2).map { Fixture.operation($0) }
        let after = before + work.operations.map(\.id)
        #expect(try await Self.operations(at: study) == after)
        let taken = copies.withLock { $0 }
        #expect(taken.contains { $0.step == .journalFlushed })
        var durable = false
        for copy in taken {
            if copy.step == .journalFlushed { durable = true }
            let found = try await Self.recovered(copy.path)
            #expect(found == (durable ? after : before), "after \(copy.step.rawValue) of \(work.rawValue)")
        }
    }

    @Test(arguments: Work.allCases)
    func powerCut_afterTheAnswer_losesNothing(_ work: Work) async throws {
        let scratch = Scratch()
        let disk = ForgetfulDisk()
        let archive = try await scratch.makeStudy(disk: disk)
        _ = try await archive.writeAll([Fixture.capture(1)])
        _ = try await archive.writeAll([Fixture.capture(2)])
        _ = try await archive.writeAll(work.operations)
        let expected = (0...2).map { Fixture.operation($0) } + work.operations.map(\.id)
        var random = Seeded(seed: 7)
        for number in 0..<20 {
            let path = "\(scratch.path)/cut-\(number)"
            try disk.cutPower(scratch.study, to: path) { _ in random.fate(number) }
            #expect(try await Self.recovered(path) == expected, "power cut \(number) of \(work.rawValue)")
        }
        _ = await archive.auditSize
    }

    @Test func powerCut_inTheMiddle_leavesEachWriteWholeOrAbsent() async throws {
        let scratch = Scratch()
        let disk = ForgetfulDisk()
        let cuts = Mutex<[String]>([])
        let armed = Atomic<Bool>(false)
        let (base, study) = (scratch.path, scratch.study)
        let random = Mutex(Seeded(seed: 11))
        let hooks = ArchiveHooks(
            journalCapacity: 128 * 1024,
            didReach: { step in
                guard armed.load(ordering: .relaxed) else { return }
                let number = cuts.withLock { $0.count }
                do {
                    let path = "\(base)/cut-\(number)"
                    try disk.cutPower(study, to: path) { _ in random.withLock { $0.fate(number) } }
                    cuts.withLock { $0.append(path) }
                } catch {
                    Issue.record(error)
                }
            })
        let archive = try await scratch.makeStudy(disk: disk, hooks: hooks)
        _ = try await archive.writeAll([Fixture.capture(1)])
        armed.store(true, ordering: .relaxed)
        _ = try await archive.writeAll([Fixture.capture(2), Fixture.capture(3)])
        armed.store(false, ordering: .relaxed)
        let before = (0...1).map { Fixture.operation($0) }
        let after = (0...3).map { Fixture.operation($0) }
        for path in cuts.withLock({ $0 }) {
            let found = try await Self.recovered(path)
            #expect(found == before || found == after)
        }
        _ = await archive.auditSize
    }

    @Test(arguments: [ENOSPC, EIO])
    func failure_atEveryDiskCall_losesNothingAndIsMendedByTheNextUse(_ errno: Int32) async throws {
        for limit in 0..<40 {
            let scratch = Scratch()
            let disk = ForgetfulDisk()
            let archive = try await scratch.makeStudy(disk: disk)
            _ = try await archive.writeAll([Fixture.capture(1)])
            disk.fail(after: limit, with: errno)
            let outcome = try? await archive.writeAll([Fixture.capture(2)])
            disk.fail(after: nil)
            var expected = (0...1).map { Fixture.operation($0) }
            let refused = try? await archive.writeAll([Fixture.capture(3)])
            try? await archive.close()
            let copy = "\(scratch.path)/copy"
            try FileManager.default.copyItem(atPath: scratch.study, toPath: copy)
            let found = try await Self.recovered(copy)
            // A write that was refused may still have become durable, but then it is there whole.
            if outcome != nil || found.contains(Fixture.operation(2)) {
                expected.append(Fixture.operation(2))
            }
            if refused != nil { expected.append(Fixture.operation(3)) }
            #expect(found == expected, "failure \(errno) at call \(limit)")
            if errno == ENOSPC {
                #expect(refused != nil, "space came back, but the study refused at call \(limit)")
            }
            if outcome != nil { break }
        }
    }
}

/// A small repeatable generator (SplitMix64, Steele and others 2014).
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// The first cuts lose everything, empty everything, tear everything; the others mix.
    mutating func fate(_ number: Int) -> ForgetfulDisk.Fate {
        switch number {
        case 0: return .lost
        case 1: return .empty
        case 2: return .torn(0.5)
        default:
            switch Int.random(in: 0..<4, using: &self) {
            case 0: return .kept
            case 1: return .lost
            case 2: return .empty
            default: return .torn(Double.random(in: 0...1, using: &self))
            }
        }
    }
}
