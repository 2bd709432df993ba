import Foundation
import StudyArchive
import StudyModel
import StudyService
import Testing

/// What somebody with a key of the study, or with none, says was erased.
@Suite("Erasures that are none")
struct ErasureForgeryTests {
    private static let huge = LeafRange(
        device: DeviceID(rawValue: "d-77777777").unsafelyUnwrapped, numbers: 0...(1 << 40) - 1)

    private func erasure(covering covers: [LeafRange]) -> Erasure {
        var erasure = Erasure(
            id: .made(), basis: .redaction, paths: [], reasons: [],
            recorded: Provenance(
                by: MemberID(rawValue: "r2").unsafelyUnwrapped,
                at: Timestamp(secondsSinceEpoch: 1_700_000_000)))
        erasure.covers = covers
        return erasure
    }

    private func operation(_ erasure: Erasure, in team: TeamFixture) throws -> Forger.Operation {
        Forger.Operation(
            act: "erase", member: "r2", key: try Forger.key("r2", in: try team.folder("r2")), id: erasure.id,
            files: [erasure.path: Array(ErasureText.text(of: erasure).utf8)],
            events: [.erasure(covers: [])])
    }

    /// What the check of the logs finds in a copy that took a remote over with git alone.
    private func findings(_ team: TeamFixture) async throws -> Set<String> {
        let copy = "\(team.first.root)/taken"
        try FileManager.default.copyItem(atPath: try team.folder("r1"), toPath: copy)
        for branch in ["main", "audit"] {
            let ref = "+refs/heads/\(branch):refs/taken/\(branch)"
            #expect(try StudyFixture.git(copy, "fetch", "-q", team.remote, ref).status == 0)
            #expect(
                try StudyFixture.git(copy, "update-ref", "refs/heads/\(branch)", "refs/taken/\(branch)")
                    .status == 0)
        }
        let verdict = try await AuditCheck(folder: .init(path: copy)).run(readsAll: true)
        return Set(verdict.findings.map(\.code))
    }

    @Test(
        "One that covers more entries than any memory holds is refused like another, and ends nobody's daemon"
    )
    func huge() async throws {
        let team = try await TeamFixture()
        _ = try await team["r1"].note("The queue was long.")
        try await team.settle()
        try Forger(team).push(try operation(erasure(covering: [Self.huge]), in: team))
        await expectFailure(.syncRefused) { try await team.sync("r1") }
        #expect(try await team["r1"].isSound())
        #expect(try await findings(team).isSuperset(of: ["commit.right", "erasure.differs"]))
        try await team.close()
    }

    @Test("What a device confirms of an erasure that the study does not hold is named")
    func unknown() async throws {
        let team = try await TeamFixture()
        _ = try await team["r1"].note("The queue was long.")
        try await team.settle()
        var forged = try operation(erasure(covering: []), in: team)
        (forged.act, forged.files) = ("edit", ["codebook/x.md": Array("x".utf8)])
        forged.events = [.erased(.made(), covers: [])]
        try Forger(team).push(forged)
        #expect(try await findings(team).contains("erasure.unknown"))
        try await team.close()
    }
}
