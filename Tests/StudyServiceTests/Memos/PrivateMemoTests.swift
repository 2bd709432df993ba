import Foundation
import StudyArchive
import StudyModel
import StudyService
import Testing

@Suite("Private memos")
struct PrivateMemoTests {
    private static let secret = "I felt protective, and ashamed of it."

    private static func onlyPrivate() -> MemoFilter {
        var filter = MemoFilter()
        filter.isPrivate = true
        return filter
    }

    private func write(_ service: StudyService, _ body: String = Self.secret) async throws -> Memo {
        try await service.writeMemo(MemoDraft(kind: .reflexive, body: body, isPrivate: true)).memo.memo
    }

    @Test("Its words are nowhere but sealed; git and the log get a commitment that can be checked")
    func sealed() async throws {
        let fixture = try await StudyFixture(names: .assisted)
        let service = fixture.service
        let memo = try await write(service)
        try await expectNoName(in: fixture, ["protective", "ashamed", memo.id.rawValue, memo.nonce])
        #expect(try fixture.vaultBytes().firstRange(of: Array("ashamed".utf8)) == nil)
        let log = try StudyFixture.git(fixture.study, "grep", "-h", "original", "audit").output
        let commitment = Commitment.hex(salt: memo.nonce, Array(MemoText.text(of: memo).utf8))
        #expect(log.contains("\"c\":\"\(commitment)\""))
        let files = try StudyFixture.git(fixture.study, "show", "--name-only", "--format=", "main").output
        #expect(files == "")

        #expect(try await service.memos(MemoFilter()).memos.map(\.isPrivate) == [true])
        #expect(try await service.memos(Self.onlyPrivate()).total == 1)
        #expect(try await service.checkVault().findings.isEmpty)
        #expect(try await service.isSound())
        let reopened = try await fixture.reopened()
        #expect(try await reopened.memo(memo.id.rawValue).memo == memo)
        #expect(try await reopened.reindex(progress: { _ in }) == 0)
        #expect(try await reopened.operations(limit: 1, offset: 0).operations.first?.act == .memo)
        try await reopened.close()
    }

    @Test("While the vault is locked it is counted, and neither shown, found nor changed")
    func locked() async throws {
        let fixture = try await StudyFixture(names: .assisted)
        let service = fixture.service
        let memo = try await write(service)
        let open = try await service.writeMemo(MemoDraft(kind: .method, body: "By site.")).memo.memo
        _ = try await service.lockVault()
        let page = try await service.memos(MemoFilter())
        #expect(page.memos.map(\.id) == [open.id] && page.sealed == 1)
        await expectFailure(.vaultLocked) { try await service.memos(Self.onlyPrivate()) }
        await expectFailure(.vaultLocked) { try await service.memo(memo.id.rawValue) }
        await expectFailure(.vaultLocked) { try await service.removeMemo(memo.id.rawValue) }
        await expectFailure(.vaultLocked) { try await write(service) }
        _ = try await service.unlockVault(passphrase: nil, minutes: nil)
        #expect(try await service.memo(memo.id.rawValue).memo == memo)
    }

    @Test("Editing, undo and removal work; a removed one is gone with all its versions")
    func changed() async throws {
        let fixture = try await StudyFixture(names: .assisted)
        let service = fixture.service
        try await fixture.know("Jane Smith", "SP66")
        let first = try await write(service)
        var changes = MemoChanges()
        changes.body = "Less so after talking to Jane Smith and Priya Patel."
        let second = try await service.editMemo(first.id.rawValue, changes).memo.memo
        // Known names go all the same; what else may be one is the writer's own business.
        #expect(second.body == "Less so after talking to [SP66] and Priya Patel.\n" && second.version == 2)
        changes = MemoChanges()
        changes.kind = .analytic
        await expectFailure(.memoInvalid) { try await service.editMemo(first.id.rawValue, changes) }
        _ = try await service.undo(reason: nil)
        #expect(try await service.memo(first.id.rawValue).memo == first)
        #expect(try await service.removeMemo(first.id.rawValue).operation == nil)
        await expectFailure(.memoNotFound) { try await service.memo(first.id.rawValue) }
        let vault = try FileManager.default.contentsOfDirectory(atPath: fixture.study + "/.rir/vault/memos")
        #expect(vault.isEmpty)
        // What wrote it can still be taken back, so that undo goes on to what was before.
        _ = try await service.undo(reason: nil)
        let second2 = try await write(service)
        _ = try await service.undo(reason: nil)
        await expectFailure(.memoNotFound) { try await service.memo(second2.id.rawValue) }
        try await expectNoName(in: fixture, ["Priya", "Patel"])
    }

    @Test("Another member of the vault opens everything but this; a grant and a revocation leave it so")
    func others() async throws {
        let fixture = try await StudyFixture(names: .assisted)
        let other = try await StudyFixture(names: .assisted)
        let memo = try await write(fixture.service)
        let recipient = try #require(try await other.service.vaultView().members.first?.recipient)
        let second = try #require(MemberID(rawValue: "r2"))
        _ = try await fixture.service.addMember(second, role: "coder", recipient: recipient)
        #expect(try await fixture.service.memo(memo.id.rawValue).memo == memo)
        try await fixture.know("Jane Smith", "SP66")

        let copy = try fixture.copy(to: "copy")
        let theirs = try await open(copy, as: "r2", with: other.root)
        #expect(try await theirs.pseudonyms().entries.map(\.name) == ["Jane Smith"])
        #expect(try await theirs.memos(MemoFilter()).total == 0)
        #expect(try await theirs.memos(MemoFilter()).sealed == 0)
        await expectFailure(.memoNotFound) { try await theirs.memo(memo.id.rawValue) }
        let check = try await theirs.checkVault()
        #expect(check.findings.isEmpty && check.others == 1)
        // Theirs are theirs, also beside mine.
        let own = try await write(theirs, "Mine.")
        #expect(try await theirs.memos(Self.onlyPrivate()).memos.map(\.id) == [own.id])
        try await theirs.close()
        // Whose identity it is decides who works, whatever the device says; without a key to sign with it is the device's
        // member, whose own the other identity does not open.
        let same = try await open(copy, as: "r1", with: other.root)
        #expect(try await same.memos(Self.onlyPrivate()).memos.map(\.id) == [own.id])
        try await same.close()
        try FileManager.default.removeItem(atPath: "\(copy)/.rir/keys/r2")
        let posing = try await open(copy, as: "r1", with: other.root)
        #expect(try await posing.memos(MemoFilter()).unreadable.count == 1)
        await expectFailure(.vaultDenied) { try await write(posing) }
        try await posing.close()

        _ = try await fixture.service.revokeVault(from: second)
        #expect(try await fixture.service.memo(memo.id.rawValue).memo == memo)
        let later = try await write(fixture.service, "Later.")
        #expect(try await fixture.service.memos(Self.onlyPrivate()).total == 2)
        #expect(try await fixture.service.checkVault().findings.isEmpty)
        let reopened = try await fixture.reopened()
        #expect(try await reopened.memo(later.id.rawValue).memo == later)
        try await reopened.close()
    }

    private func open(_ path: String, as member: String, with root: String) async throws -> StudyService {
        let state = path + "/.rir"
        let device = try String(contentsOfFile: state + "/device", encoding: .utf8).split(separator: "\n")
        try "\(device[0])\n\(member)\n".write(toFile: state + "/device", atomically: true, encoding: .utf8)
        return try await StudyService.open(
            .init(path: path), surroundings: StudyFixture.surroundings(root), log: StudyFixture.log)
    }

    @Test(
        "Who withdraws is blacked out in it, also when it was sealed at that moment",
        arguments: [false, true])
    func withdrawal(isLocked: Bool) async throws {
        let fixture = try await StudyFixture(names: .assisted)
        let service = fixture.service
        try await fixture.know("Jane Smith", "SP66")
        let record = try await service.note("SP66 came by themselves.").record.id
        var words = MemoLinkDraft(record: record.rawValue)
        words.quote = "SP66 came"
        let memo = try await service.writeMemo(
            MemoDraft(
                kind: .reflexive, body: "SP66 worries me.", links: [words, MemoLinkDraft(case: "SP66")],
                isPrivate: true)
        ).memo.memo
        let held = try await service.everything(about: "SP66")
        #expect(held.memosAbout.map(\.title) == [""])
        if isLocked { _ = try await service.lockVault() }
        _ = try await service.withdraw("SP66", .removeFromAnalysis, mode: .oral, at: nil, dryRun: false)
        _ = try await service.unlockVault(passphrase: nil, minutes: nil)
        let left = try await service.memo(memo.id.rawValue).memo
        #expect(left.title == "[withdrawn] worries me." && left.body == "[withdrawn] worries me.\n")
        #expect(left.links.count == 1 && left.links[0].anchor?.quote == "[withdrawn] came")
        let files = try FileManager.default.contentsOfDirectory(atPath: fixture.study + "/.rir/vault/memos")
        #expect(files.count == 1)
        #expect(try await service.isSound())
    }
}
