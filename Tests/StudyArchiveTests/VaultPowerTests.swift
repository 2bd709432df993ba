import Foundation
import GitStore
import StudyModel
import Testing
import Vault

/// The power goes while keys are wrapped anew and files are replaced: what was sealed before can still be read.
@Suite struct VaultPowerTests {
    enum Work: String, CaseIterable {
        case newParticipant
        case replacing
        case grant
        case revoke
    }

    private static let first = SealedName(
        .table, "person", .participant(Handle(rawValue: "SP66").unsafelyUnwrapped))
    private static let second = SealedName(.inbox, "one", .study)

    @Test(arguments: Work.allCases)
    func power_atEveryStep_losesNothingThatWasKept(_ work: Work) async throws {
        let scratch = Scratch()
        try FileManager.default.createDirectory(atPath: scratch.path, withIntermediateDirectories: true)
        let member = try #require(MemberID(rawValue: "r1"))
        let other = try #require(MemberID(rawValue: "r2"))
        let identity = PersonIdentity(path: scratch.path + "/identity")
        let colleague = PersonIdentity(path: scratch.path + "/colleague")
        try colleague.make(passphrase: nil)
        let line = String(decoding: Files.read(scratch.path + "/colleague.pub") ?? [], as: UTF8.self)
        var finished = false
        for step in 0..<40 where !finished {
            for (number, fate) in [ForgetfulDisk.Fate.lost, .empty, .torn(0.5), .kept].enumerated() {
                let disk = ForgetfulDisk()
                let path = "\(scratch.path)/\(step)-\(number)"
                let vault = try Vault(
                    at: path + "/vault", member: member, identity: identity, makes: true, disk: disk)
                try await vault.unlock()
                try await vault.keep([(Self.first, Array("old".utf8)), (Self.second, Array("old".utf8))])
                if work == .revoke { try await vault.grant(other, recipient: line) }
                disk.fail(after: step)
                finished = await Self.perform(work, vault, other, line)
                disk.fail(after: nil)
                try disk.cutPower(path, to: path + "-after") { _ in fate }

                let found = try Vault(
                    at: path + "-after/vault", member: member, identity: identity, makes: true)
                try await found.unlock()
                let place: Comment = "step \(step) of \(work.rawValue), \(fate)"
                for name in [Self.first, Self.second] {
                    let text = String(decoding: try await found.read(name), as: UTF8.self)
                    #expect(text == "old" || (work == .replacing && text == "new"), place)
                }
                // And what is sealed from then on can be read as well.
                try await found.keep([(Self.second, Array("later".utf8))])
                #expect(String(decoding: try await found.read(Self.second), as: UTF8.self) == "later", place)
                if work == .newParticipant {
                    let third = Self.third
                    try await found.keep([(third, Array("later".utf8))])
                    #expect(String(decoding: try await found.read(third), as: UTF8.self) == "later", place)
                }
            }
        }
        #expect(finished, "the work has more steps than were tried")
    }

    private static let third = SealedName(
        .table, "person", .participant(Handle(rawValue: "M04").unsafelyUnwrapped))

    /// - Returns: whether it came to its end.
    private static func perform(_ work: Work, _ vault: Vault, _ other: MemberID, _ line: String) async -> Bool
    {
        do {
            switch work {
            case .newParticipant: try await vault.keep([(third, Array("new".utf8))])
            case .replacing:
                try await vault.keep([(first, Array("new".utf8)), (second, Array("new".utf8))])
            case .grant: try await vault.grant(other, recipient: line)
            case .revoke: try await vault.revoke(other)
            }
            return true
        } catch {
            return false
        }
    }
}
