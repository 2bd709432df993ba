import Foundation
import GitStore
import StudyArchive
import StudyModel
import StudyService
import TestDice
import Testing

/// Random single changes to a study by somebody who holds all keys, each of which the check has to find.
@Suite("Whatever is changed in a study or its logs is found") struct TamperTests {
    /// How many changes are tried; `RIR_TAMPER` asks for more.
    private static let count =
        ProcessInfo.processInfo.environment["RIR_TAMPER"].flatMap { Int($0) } ?? 120

    /// Two people who work in turn, so that nothing had to be joined, with codings and consent.
    private static func study() async throws -> TeamFixture {
        let team = try await TeamFixture()
        try await CodingTests.frame(try team["r1"], ["Access"])
        for number in 0..<4 {
            for member in ["r1", "r2"] {
                let service = try team[member]
                try await team.sync(member)
                let saved = try await service.note("Note \(number) of \(member): the bus came late again.")
                let id = saved.record.id.rawValue
                let changes = RecordChanges(body: "Note \(number) of \(member): the bus came on time.")
                _ = try await service.edit(id, changes, reason: "misheard", base: nil)
                var coding = CodingChange(.add, codes: ["access"])
                coding.quote = "the bus"
                _ = try await service.code(id, [coding])
                try await team.sync(member)
            }
        }
        try await team.sync("r1")
        return team
    }

    @Test("Every single change is found, and none where nothing was changed")
    func everyChange() async throws {
        let team = try await Self.study()
        let folder = try team.folder("r1")
        let handed = try await team["r1"].checkpoint()
        let outside = AuditCheck.File(name: "mail", bytes: Array(handed.text.utf8))
        _ = try await team["r1"].note("Afterwards.")
        let keys = [
            "r1": try Forger.key("r1", in: folder), "r2": try Forger.key("r2", in: team.folder("r2")),
        ]
        let sound = try TamperedStudy(folder, keys: keys)
        func verdict() async throws -> AuditVerdict {
            try await AuditCheck(folder: StudyFolder(path: folder)).run(against: [outside], readsAll: true)
        }
        #expect(try await verdict().findings == [])
        var dice = Seeded(20_260_503)
        var missed: [String] = []
        var kinds: [String: Int] = [:]
        // Well forged: nothing but what somebody outside kept tells of it.
        var onlyOutside = 0
        for _ in 0..<Self.count {
            var study = sound
            let change = try Tampering.change(
                &study, &dice, signed: handed.notes.map { ($0.device, $0.size) })
            // What was signed again may be what it was.
            if study.isSame(as: sound) { continue }
            kinds[change.kind, default: 0] += 1
            try study.write()
            let found = try await verdict().findings
            if found.isEmpty { missed.append(change.words) }
            if found.allSatisfy({ $0.code == "log.rewritten" || $0.code == "log.shortened" }) {
                onlyOutside += 1
            }
        }
        try sound.restore()
        #expect(missed == [])
        #expect(onlyOutside > Self.count / 20)
        #expect(try await verdict().findings == [])
        print(
            "tamper: \(Self.count) changes, \(missed.count) missed, \(onlyOutside) found by what was kept outside alone: \(kinds.sorted { $0.key < $1.key })"
        )
        try await team.close()
    }
}
