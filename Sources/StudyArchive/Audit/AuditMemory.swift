internal import GitStore
internal import StudyModel

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// What of the logs and the history was found good, so that only what came since has to be read.
struct AuditMemory {
    var main: ObjectID?
    var audit: ObjectID?
    var states = LogStates(own: nil)
    /// Everybody who is in the team or ever was, with the keys they had.
    var members: Set<StudyDescription.Member> = []
    /// Roots that were worked out: of what was signed, and of what was asked for.
    var roots: [DeviceID: [Int: String]] = [:]
    /// The leaves that an erasure covers.
    var covered: [DeviceID: [ClosedRange<Int>]] = [:]
    var counts = AuditVerdict.Counts()

    /// Whether a leaf need not open, because what it tells of was erased.
    func covers(_ number: Int, of device: DeviceID) -> Bool {
        covered[device]?.contains { $0.contains(number) } ?? false
    }
}

/// The file `.rir/verified.json`, which holds ``AuditMemory``.
///
/// It can be worked out again, so it may be deleted.
private struct AuditMemoryFile: Codable {
    struct Member: Codable {
        var id: MemberID
        var role: String
        var key: String
    }

    var format: Int
    var main: String
    var states: LogStatesFile
    var members: [Member]
    var roots: [String: [Int: String]]
    var covered: [String: [[Int]]]
    var counts: AuditVerdict.Counts
}

extension StudyFolder {
    private var verifiedFile: String { "\(stateFolder)/verified.json" }

    /// Whether a check has something to take up.
    var hasAuditMemory: Bool { Files.exists(verifiedFile) }

    /// What was found good of the logs; `nil` where nothing says so.
    func auditMemory() -> AuditMemory? {
        guard let bytes = Files.read(verifiedFile, limit: 64 * 1024 * 1024),
            let file = try? JSONDecoder().decode(AuditMemoryFile.self, from: Data(bytes)), file.format == 1,
            let main = ObjectID(hex: file.main), let states = file.states.states(own: nil)
        else { return nil }
        var memory = AuditMemory(main: main, audit: states.commit, states: states, counts: file.counts)
        memory.members = Set(file.members.map { .init(id: $0.id, role: $0.role, key: $0.key) })
        for (name, roots) in file.roots {
            guard let device = DeviceID(rawValue: name) else { return nil }
            memory.roots[device] = roots
        }
        for (name, ranges) in file.covered {
            guard let device = DeviceID(rawValue: name) else { return nil }
            memory.covered[device] = ranges.compactMap { ends in
                ends.count == 2 && ends[0] <= ends[1] ? ends[0]...ends[1] : nil
            }
        }
        return memory
    }

    /// Keeps what was found good; what can't be kept is read again.
    func keep(_ memory: AuditMemory) {
        guard let main = memory.main, let states = LogStatesFile(memory.states) else { return }
        let file = AuditMemoryFile(
            format: 1, main: main.hex, states: states,
            members: memory.members.map { .init(id: $0.id, role: $0.role, key: $0.key) }.sorted {
                ($0.id.rawValue, $0.key) < ($1.id.rawValue, $1.key)
            },
            roots: Dictionary(uniqueKeysWithValues: memory.roots.map { ($0.key.rawValue, $0.value) }),
            covered: Dictionary(
                uniqueKeysWithValues: memory.covered.map { device, ranges in
                    (device.rawValue, ranges.map { [$0.lowerBound, $0.upperBound] })
                }), counts: memory.counts)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        guard let data = try? encoder.encode(file), Array(data) + [0x0A] != Files.read(verifiedFile) else {
            return
        }
        try? RealDisk().replaceFile(verifiedFile, with: Array(data) + [0x0A], mode: 0o600)
    }
}
