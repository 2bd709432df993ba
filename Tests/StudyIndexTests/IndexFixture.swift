import StudyIndex
import StudyModel
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A folder for one test's index, and operations made from a seed.
final class IndexFixture {
    let folder: String
    var random: SeededGenerator
    private var sequence = 0
    private(set) var versions: [RecordID: Int] = [:]

    init(seed: UInt64 = 1) throws {
        let name = "rir-index-" + String(UInt64.random(in: .min ... .max), radix: 36)
        folder = FileManager.default.temporaryDirectory.path + "/" + name
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        random = SeededGenerator(state: seed)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    var path: String { folder + "/index.sqlite" }

    static let member = MemberID(rawValue: "r1")

    func operation(
        _ act: OperationSummary.Act, _ changes: [(RecordID, RecordVersion.Change, Record?)],
        undoes: OperationID? = nil,
        id: OperationID? = nil, digests: [String?] = []
    ) throws -> AppliedOperation {
        sequence += 1
        let member = try #require(Self.member)
        let made = OperationID(rawValue: "01hzz" + sequence.padded(to: 21))
        let id = try #require(id ?? made)
        let at = Timestamp(secondsSinceEpoch: 1_700_000_000 + sequence)
        let commit = String(repeating: "a", count: 30) + sequence.padded(to: 10)
        let applied = changes.enumerated().map { place, change in
            let number = (versions[change.0] ?? 0) + 1
            versions[change.0] = number
            var record = change.2
            record?.version = number
            let version = RecordVersion(
                version: number, change: change.1, by: member, at: at, operation: id, reason: nil,
                sha256: record == nil ? nil : String(repeating: "c", count: 54) + sequence.padded(to: 10),
                commit: commit
            )
            let digest = place < digests.count ? digests[place] : nil
            return AppliedChange(id: change.0, version: version, record: record, contentDigest: digest)
        }
        let summary = OperationSummary(
            id: id, act: act, by: member, at: at, records: applied.count, undoes: undoes)
        return AppliedOperation(summary: summary, changes: applied, position: ArchivePosition(commit: commit))
    }

    func record(
        _ body: String, title: String = "A title", kind: RecordKind = .fieldNote, day: String = "2020-04-15",
        suffix: String? = nil, participants: [String] = []
    ) throws -> Record {
        let day = try #require(CalendarDay(rawValue: day))
        let suffix = suffix ?? newSuffix()
        let member = try #require(Self.member)
        let moment = Provenance(by: member, at: Timestamp(secondsSinceEpoch: 1_600_000_000))
        return Record(
            id: RecordID(day: day, kind: kind, suffix: suffix), kind: kind, version: 1, day: day, time: nil,
            title: title, participants: participants.compactMap(Handle.init(rawValue:)), details: .init(),
            captured: moment, saved: moment, nonce: String(repeating: "0", count: 64), body: body
        )
    }

    func capture(_ record: Record, digest: String? = nil) throws -> AppliedOperation {
        try operation(.capture, [(record.id, .created, record)], digests: [digest])
    }

    func newSuffix() -> String {
        let count = Int.random(in: 0..<4, using: &random) == 0 ? 9 : 6
        return String(
            decoding: (0..<count).map { _ in RecordID.alphabet[Int(random.next() % 32)] }, as: UTF8.self
        )
    }
}

/// SplitMix64 (Steele, Lea and Flood 2014): the same numbers from the same seed everywhere.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}

extension IndexFixture {
    func files() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder) }

    /// The files as they are now, in a folder of their own: what a kill would leave.
    func copyOfFiles() throws -> String {
        let copy = folder + "/copy-" + String(UInt64.random(in: .min ... .max), radix: 36)
        try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: true)
        for name in try files().sorted() where name.hasPrefix("index") && !name.hasSuffix("-shm") {
            try FileManager.default.copyItem(atPath: folder + "/" + name, toPath: copy + "/" + name)
        }
        return copy
    }

    func damage(_ how: String) throws {
        let text = try #require(
            try files().first { $0.contains("-text-") && !$0.hasSuffix("wal") && !$0.hasSuffix("shm") })
        let bytes = try #require(FileManager.default.contents(atPath: path))
        let damaged: Data
        switch how {
        case "garbage": damaged = Data(bytes.map { $0 ^ 0x5A })
        case "empty": damaged = Data()
        case "version":
            let format = Array("rir index 4".utf8)
            var changed = Array(bytes)
            let place = changed.indices.first { changed[$0...].starts(with: format) }
            changed[try #require(place) + 10] = UInt8(ascii: "9")
            damaged = Data(changed)
        case "cut": damaged = bytes.prefix(bytes.count / 2)
        default:
            try FileManager.default.removeItem(atPath: folder + "/" + text)
            if how == "othertext" {
                _ = FileManager.default.createFile(atPath: folder + "/" + text, contents: bytes)
            }
            return
        }
        _ = FileManager.default.createFile(atPath: path, contents: damaged)
    }
}
