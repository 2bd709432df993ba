import Foundation
import StudyArchive
import StudyModel
import StudyService
import Testing

@Suite("The vault")
struct VaultTests {
    @Test("Capture works while it is locked, and goes on when it is opened")
    func locked() async throws {
        let fixture = try await StudyFixture(names: .assisted)
        try await fixture.know("Jane Smith", "SP66")
        #expect(try await fixture.service.lockVault().isOpen == false)
        let saved = try await fixture.service.note("we met Jane Smith.")
        #expect(saved.waits?.cause == .locked)
        let other = try await fixture.service.note("we met Priya Patel.")
        #expect(try await fixture.service.inbox().map(\.suspects) == [nil, nil])
        await expectFailure(.vaultLocked) { try await fixture.service.waiting(other.record.id.rawValue) }
        await expectFailure(.vaultLocked) { try await fixture.service.pseudonyms() }
        try await expectNoName(in: fixture, ["Jane", "Smith", "Priya", "Patel"])
        let sealed = try fixture.vaultBytes()
        for name in ["Jane", "Smith", "Priya", "Patel"] {
            #expect(sealed.firstRange(of: Array(name.utf8)) == nil, "the vault shows \(name)")
        }

        let view = try await fixture.service.unlockVault(passphrase: nil, minutes: nil)
        #expect(view.isOpen && view.cleared == 1 && view.waiting == 1)
        #expect(try fixture.text(of: saved.record.id).contains("we met [SP66]."))
    }

    @Test("Notes with the same words are each a record, though they waited")
    func sameWords() async throws {
        let fixture = try await StudyFixture(names: .assisted)
        _ = try await fixture.service.lockVault()
        for _ in 0..<3 {
            let saved = try await fixture.service.capture(
                RecordDraft(kind: .fieldNote, title: "Phone rang.", body: "Phone rang. No answer.\n"))
            #expect(saved.waits?.cause == .locked)
        }
        #expect(try await fixture.service.unlockVault(passphrase: nil, minutes: nil).cleared == 3)
        #expect(try await fixture.service.records(RecordFilter()).total == 3)
        #expect(try await fixture.service.inbox().isEmpty)
    }

    @Test("Edits that waited go in in their order; one that can't holds up nothing")
    func editsInOrder() async throws {
        let fixture = try await StudyFixture(names: .assisted)
        let saved = try await fixture.service.note("first words.")
        let id = saved.record.id.rawValue
        let base = try await fixture.service.record(id, version: nil).sha256
        _ = try await fixture.service.lockVault()
        for words in ["second words.\n", "third words.\n"] {
            _ = try await fixture.service.edit(id, RecordChanges(body: words), reason: nil, base: nil)
        }
        _ = try await fixture.service.edit(id, RecordChanges(body: "too late.\n"), reason: nil, base: base)
        _ = try await fixture.service.note("a note behind it.")
        let view = try await fixture.service.unlockVault(passphrase: nil, minutes: nil)
        #expect(view.cleared == 3 && view.waiting == 1)
        #expect(try await fixture.service.record(id, version: nil).record.body == "third words.\n")
    }

    @Test("An erasure that was interrupted is finished when the vault is opened")
    func interruptedErasure() async throws {
        let fixture = try await StudyFixture(names: .assisted)
        try await fixture.know("Jane Smith", "SP66")
        let vault = fixture.study + "/.rir/vault"
        try FileManager.default.copyItem(atPath: vault, toPath: fixture.root + "/before")
        _ = try await fixture.service.withdraw("SP66", .erase, mode: .oral, at: nil, dryRun: false)
        try await fixture.service.close()
        // As a crash between the study and the vault leaves it.
        try FileManager.default.removeItem(atPath: vault)
        try FileManager.default.moveItem(atPath: fixture.root + "/before", toPath: vault)
        let service = try await StudyFixture.open(fixture.study)
        #expect(try await service.pseudonyms().entries.isEmpty)
        #expect(try await service.vaultView().participants == 0)
        try await service.close()
    }

    @Test("Erasing somebody takes what an interrupted write left of their key and files")
    func interruptedWrite() async throws {
        let fixture = try await StudyFixture(names: .assisted)
        try await fixture.know("Jane Smith", "SP66")
        let vault = fixture.study + "/.rir/vault"
        let files = ["keys/SP66.age", "keys/SP66.pub", "table/person.SP66.age", "keys/study.age"]
        for file in files {
            try FileManager.default.copyItem(atPath: "\(vault)/\(file)", toPath: "\(vault)/\(file).new")
        }
        let unnamed = "keys/tmp_obj_rir_1-1"
        try FileManager.default.copyItem(atPath: "\(vault)/\(files[0])", toPath: "\(vault)/\(unnamed)")
        #expect(try await fixture.service.checkVault().findings == [])
        _ = try await fixture.service.withdraw("SP66", .erase, mode: .oral, at: nil, dryRun: false)
        let left = try FileManager.default.subpathsOfDirectory(atPath: vault)
        #expect(left.filter { $0.contains("SP66") || $0 == unnamed } == [])
        #expect(left.contains("keys/study.age.new"))
    }

    @Test("Erasing somebody takes sealed originals of what still waits, too")
    func erasedOriginals() async throws {
        let fixture = try await StudyFixture(names: .assisted)
        try await fixture.know("Jane Smith", "SP66")
        let (summary, _) = try await fixture.service.importTexts([
            (path: "pond.txt", text: "Jane Smith met Priya Patel at the pond.\n")
        ])
        #expect(summary.waiting == 1)
        #expect(try await fixture.service.vaultView().originals == 1)
        let dry = try await fixture.service.withdraw("SP66", .erase, mode: .oral, at: nil, dryRun: true)
        #expect(dry.preview.counts.waiting == 1)
        _ = try await fixture.service.withdraw("SP66", .erase, mode: .oral, at: nil, dryRun: false)
        let view = try await fixture.service.vaultView()
        #expect(view.originals == 0 && view.waiting == 0)
    }

    @Test("A passphrase protects the identity, and only it opens")
    func passphrase() async throws {
        let fixture = try await StudyFixture(names: .assisted)
        try await fixture.know("Jane Smith", "SP66")
        _ = try await fixture.service.changePassphrase(from: nil, to: "correct horse")
        let identity = try #require(FileManager.default.contents(atPath: fixture.root + "/identity"))
        #expect(identity.starts(with: Array("age-encryption.org/v1\n-> scrypt".utf8)))
        let reopened = try await fixture.reopened()
        #expect(try await reopened.vaultView().isOpen == false)
        await expectFailure(.vaultPassphrase) {
            try await reopened.unlockVault(passphrase: nil, minutes: nil)
        }
        await expectFailure(.vaultPassphrase) {
            try await reopened.unlockVault(passphrase: "wrong", minutes: nil)
        }
        #expect(try await reopened.unlockVault(passphrase: "correct horse", minutes: 5).locksAt != nil)
        #expect(try await reopened.pseudonyms().entries.map(\.name) == ["Jane Smith"])
        try await reopened.close()
    }

    @Test("A member who is granted opens everything, one who is revoked nothing that is sealed after")
    func members() async throws {
        let fixture = try await StudyFixture(names: .assisted)
        try await fixture.know("Jane Smith", "SP66")
        let other = try await StudyFixture(names: .assisted)
        let recipient = try #require(try await other.service.vaultView().members.first?.recipient)
        let second = try #require(MemberID(rawValue: "r2"))
        await expectFailure(.vaultRecipient) {
            try await fixture.service.grantVault(to: second, recipient: "age1nonsense")
        }
        let granted = try await fixture.service.grantVault(to: second, recipient: recipient)
        #expect(granted.members.count == 2)
        // The other person's copy of the study, opened with the other person's identity.
        let copy = try fixture.copy(to: "copy")
        let theirs = try await StudyService.open(
            .init(path: copy), surroundings: StudyFixture.surroundings(other.root), log: StudyFixture.log)
        #expect(try await theirs.pseudonyms().entries.map(\.name) == ["Jane Smith"])
        try await theirs.close()
        let left = try await fixture.service.revokeVault(from: second)
        #expect(left.members.count == 1)
        let later = try fixture.copy(to: "later")
        let shut = try await StudyService.open(
            .init(path: later), surroundings: StudyFixture.surroundings(other.root), log: StudyFixture.log)
        await expectFailure(.vaultDenied) { try await shut.unlockVault(passphrase: nil, minutes: nil) }
        try await shut.close()
        let first = try #require(MemberID(rawValue: "r1"))
        await expectFailure(.vaultRecipient) { try await fixture.service.revokeVault(from: first) }
    }

    @Test("A copied study without the identity shows no name")
    func copied() async throws {
        let fixture = try await StudyFixture(names: .assisted)
        try await fixture.know("Jane Smith", "SP66")
        _ = try await fixture.service.note("Priya Patel and Jane Smith came.")
        let copy = try fixture.copy(to: "stolen")
        let elsewhere = fixture.root + "/elsewhere"
        let thief = try await StudyService.open(
            .init(path: copy), surroundings: StudyFixture.surroundings(elsewhere), log: StudyFixture.log)
        #expect(try await thief.vaultView().isOpen == false)
        await expectFailure(.vaultIdentity) { try await thief.unlockVault(passphrase: nil, minutes: nil) }
        try await thief.close()
        let bytes = try fixture.vaultBytes()
        for name in ["Jane", "Priya", "Patel"] { #expect(bytes.firstRange(of: Array(name.utf8)) == nil) }
    }

    @Test("Losing the vault costs no pseudonymised record")
    func lost() async throws {
        let fixture = try await StudyFixture(names: .assisted)
        try await fixture.know("Jane Smith", "SP66")
        let saved = try await fixture.service.note("we met Jane Smith.")
        try await fixture.service.close()
        try FileManager.default.removeItem(atPath: fixture.study + "/.rir/vault")
        let service = try await StudyFixture.open(fixture.study)
        #expect(
            try await service.record(saved.record.id.rawValue, version: nil).record.body == "we met [SP66].\n"
        )
        #expect(try await service.isSound())
        // No empty vault takes its place, so that a copy can still be brought back.
        #expect(try await service.vaultView().exists == false)
        #expect(try await service.status().advice.contains { $0.contains("rir vault restore") })
        await expectFailure(.vaultAbsent) { try await service.note("we met Tom Baker.") }
        try await service.close()
    }

    @Test("A check names what was damaged")
    func damaged() async throws {
        let fixture = try await StudyFixture(names: .assisted)
        try await fixture.know("Jane Smith", "SP66")
        #expect(try await fixture.service.checkVault().findings.isEmpty)
        let path = fixture.study + "/.rir/vault/table/person.SP66.age"
        var bytes = Array(try #require(FileManager.default.contents(atPath: path)))
        bytes[bytes.count - 1] ^= 1
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        #expect(try await fixture.service.checkVault().findings.map(\.code) == ["vault.damaged"])
    }
}

extension StudyFixture {
    /// Every byte of the vault's files and their names.
    func vaultBytes() throws -> [UInt8] {
        var bytes: [UInt8] = []
        let vault = study + "/.rir/vault"
        for file in try FileManager.default.subpathsOfDirectory(atPath: vault) {
            bytes += Array(file.utf8)
            if let data = FileManager.default.contents(atPath: "\(vault)/\(file)") { bytes += Array(data) }
        }
        return bytes
    }
}
