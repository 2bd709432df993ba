import StudyAPI
import StudyModel
import StudyService

/// `/v1/vault`.
enum VaultHarness {
    @Sendable static func show(_ call: Call) async throws -> Reply {
        try Reply(VaultReply(await call.study().vaultView()))
    }

    @Sendable static func unlock(_ call: Call) async throws -> Reply {
        let request = try await call.decode(UnlockRequest.self, orWhenEmpty: UnlockRequest())
        guard request.minutes.map({ (1...10_080).contains($0) }) ?? true else {
            throw StudyError(.requestInvalid, "The field 'minutes' must be from 1 to 10080, a week.")
        }
        let study = try await call.study()
        return try Reply(
            VaultReply(
                await study.unlockVault(passphrase: request.passphrase, minutes: request.minutes)))
    }

    @Sendable static func lock(_ call: Call) async throws -> Reply {
        try Reply(VaultReply(await call.study().lockVault()))
    }

    @Sendable static func passphrase(_ call: Call) async throws -> Reply {
        let request = try await call.decode(PassphraseRequest.self)
        let study = try await call.study()
        return try Reply(
            VaultReply(await study.changePassphrase(from: request.current, to: request.new)))
    }

    @Sendable static func grant(_ call: Call) async throws -> Reply {
        let request = try await call.decode(VaultMemberRequest.self)
        guard let recipient = request.recipient else {
            throw StudyError(.requestInvalid, "The field 'recipient' is missing: the member's age1... line.")
        }
        return try Reply(
            VaultReply(await call.study().grantVault(to: request.member, recipient: recipient)))
    }

    @Sendable static func revoke(_ call: Call) async throws -> Reply {
        let request = try await call.decode(VaultMemberRequest.self)
        return try Reply(VaultReply(await call.study().revokeVault(from: request.member)))
    }

    @Sendable static func check(_ call: Call) async throws -> Reply {
        let check = try await call.study().checkVault()
        return try Reply(
            VaultCheckReply(
                files: check.files, bytes: check.bytes, others: check.others == 0 ? nil : check.others,
                findings: check.findings))
    }
}

extension VaultReply {
    init(_ view: VaultView) {
        self.init(
            state: !view.exists ? .absent : view.isOpen ? .open : .locked, policy: view.policy,
            hasPassphrase: view.hasPassphrase, identityFile: view.identityFile, locksAt: view.locksAt,
            members: view.members.map {
                .init(member: $0.member, recipient: $0.recipient, isSelf: $0.isSelf)
            },
            participants: view.participants, people: view.people, places: view.places,
            organisations: view.organisations, originals: view.originals, waiting: view.waiting,
            cleared: view.cleared)
    }
}

extension UnlockRequest: KnownFields {
    static let fields: Set<String> = ["passphrase", "minutes"]
}

extension PassphraseRequest: KnownFields {
    static let fields: Set<String> = ["current", "new"]
}

extension VaultMemberRequest: KnownFields {
    static let fields: Set<String> = ["member", "recipient"]
}
