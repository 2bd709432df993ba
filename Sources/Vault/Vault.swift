internal import AgeEncryption
package import GitStore
package import StudyModel

/// One study's vault: sealed files, the keys that seal them, and whether they can be read at this moment.
///
/// *Sealing needs public keys only*, so it works while the vault is locked. Reading needs the member's identity,
/// which is held in memory from an unlocking to a locking, as ssh-agent holds a key.
///
/// ## Memory
/// Identities are held in memory that is wiped when they are let go. What was opened with them (texts, the key
/// table) are ordinary Swift values, whose memory is freed but not wiped.
package actor Vault {
    let folder: VaultFolder
    private let identity: PersonIdentity?
    /// Who works here.
    let member: MemberID
    /// What opens the keys, while it is unlocked.
    private var opener: Seal.Identity?
    /// Keys that were opened since.
    private var opened: [VaultKey: [Seal.Identity]] = [:]
    /// The public halves, by key.
    private var recipients: [VaultKey: Seal.Recipient] = [:]
    /// Grows with every locking, so that an older time-out does not lock again.
    private(set) var session = 0

    /// Finds the vault in a study's `.rir` folder, or makes it.
    ///
    /// - Parameters:
    ///   - path: the folder `vault`.
    ///   - identity: the person's; `nil` when this machine has no place for one, and then a vault that is there can
    ///     be sealed to but not opened, and one that is not there stays absent.
    /// - Throws: `storage.full`, `storage.failed`, `vault.identity`.
    package init(
        at path: String, member: MemberID, identity: PersonIdentity?, makes: Bool, disk: any Disk = RealDisk()
    ) throws(StudyError) {
        folder = VaultFolder(path: path, disk: disk)
        self.member = member
        self.identity = identity
        if makes, let identity { try Self.make(folder, member, identity) }
    }

    /// Makes the vault where there is none, and opens it where no passphrase protects the identity.
    ///
    /// - Throws: `storage.full`, `storage.failed`, `vault.identity`.
    package func make() throws(StudyError) {
        guard let identity else { throw Self.noIdentity }
        try Self.make(folder, member, identity)
        if opener == nil, !identity.isProtected { try unlock() }
    }

    private static func make(
        _ folder: VaultFolder, _ member: MemberID, _ identity: PersonIdentity
    ) throws(StudyError) {
        // A vault that was here and is gone must not be replaced by an empty one behind everybody's back.
        if folder.exists || folder.isLost { return }
        try identity.make(passphrase: nil)
        let own = try identity.recipient()
        try folder.make()
        try folder.write([("members/\(member.rawValue).pub", Array("\(own)\n".utf8))])
        let key = try newKey(VaultKey.study.name, for: [own])
        // The public half of the study's key is what says that there is a vault, so it comes last.
        try folder.write([("id", Array("\(key.recipient)\n".utf8)), key.secret])
        try folder.mark()
        try folder.write([key.public])
    }

    /// Whether the study had a vault that is no longer there.
    package nonisolated var isLost: Bool { folder.isLost }

    package nonisolated var exists: Bool { folder.exists }

    package nonisolated var path: String { folder.path }

    // MARK: Unlocking

    package var isOpen: Bool { opener != nil }

    /// Whether the identity is protected by a passphrase.
    package nonisolated var hasPassphrase: Bool { identity?.isProtected ?? false }

    /// Lets the sealed files be read.
    ///
    /// - Returns: the number of this session, for ``lock(session:)``.
    /// - Throws: `vault.absent`, `vault.identity`, `vault.passphrase`, `vault.denied` when this identity opens
    ///   nothing here.
    @discardableResult
    package func unlock(passphrase: String? = nil) throws(StudyError) -> Int {
        guard exists else { throw absence }
        guard let identity else { throw Self.noIdentity }
        let own = try Seal.Identity(fileText: try identity.text(passphrase: passphrase))
        _ = try key(.study, by: own)
        opener = own
        session += 1
        return session
    }

    /// What opens the keys.
    ///
    /// - Throws: `vault.locked`.
    func identityAtHand() throws(StudyError) -> Seal.Identity {
        guard let opener else { throw Self.locked }
        return opener
    }

    /// Forgets the identity and every opened key.
    package func lock() {
        opener = nil
        opened = [:]
        session += 1
    }

    /// Locks unless it was unlocked again since.
    package func lock(session: Int) { if session == self.session { lock() } }

    // MARK: Keys

    /// The participants that have a key of their own.
    package nonisolated var participants: [Handle] {
        folder.names(in: "keys").compactMap { name in
            name.hasSuffix(".pub") ? Handle(rawValue: String(name.dropLast(4))) : nil
        }
    }

    /// A key before it is on the disk.
    ///
    /// Its secret half must be there before its public half: what was sealed for a key nobody has would be lost.
    private struct NewKey {
        var secret: (name: String, bytes: [UInt8])
        var `public`: (name: String, bytes: [UInt8])
        var recipient: Seal.Recipient
    }

    /// Makes a key: its identities, the newest first, wrapped to the members, and the newest one's public half.
    ///
    /// - Parameter older: identities that files were sealed with before.
    private static func newKey(
        _ name: String, for members: [Seal.Recipient], older: [UInt8] = []
    ) throws(StudyError) -> NewKey {
        let text = Seal.newIdentityText()
        let recipient = try Seal.Identity(fileText: text).recipient
        return NewKey(
            secret: ("keys/\(name).age", try Seal.seal(text + older, to: members)),
            public: ("keys/\(name).pub", Array("\(recipient)\n".utf8)), recipient: recipient)
    }

    /// The key of the member at work here, which opens to nobody else; made when there is none.
    ///
    /// - Throws: `vault.locked`; `vault.denied` where it was made for an identity that the member has no more.
    package func ownKey() throws(StudyError) -> VaultKey {
        guard let opener else { throw Self.locked }
        let own = VaultKey.member(member)
        _ = try recipient(own)
        _ = try key(own, by: opener)
        return own
    }

    /// Those a key is wrapped to.
    ///
    /// - Throws: `vault.denied` for the key of another member, which only they make.
    private func holders(of key: VaultKey) throws(StudyError) -> [Seal.Recipient] {
        guard case .member(let holder) = key else { return try members().map(\.recipient) }
        guard holder == member else {
            throw StudyError(
                .vaultDenied, "The key of \(holder.rawValue) is theirs alone, and not in this vault.",
                hint: "It is made by them, with their first private memo.")
        }
        return try members().filter { $0.member == holder }.map(\.recipient)
    }

    /// What seals for a key; makes a participant's key, and the member's own, when there is none.
    private func recipient(_ key: VaultKey) throws(StudyError) -> Seal.Recipient {
        if let known = recipients[key] { return known }
        guard exists else { throw absence }
        let found: Seal.Recipient
        if let text = folder.read("keys/\(key.name).pub") {
            found = try Seal.Recipient(line: text)
        } else {
            let new = try Self.newKey(key.name, for: try holders(of: key))
            try folder.write([new.secret])
            try folder.write([new.public])
            found = new.recipient
        }
        recipients[key] = found
        return found
    }

    /// What opens a key's files.
    private func key(_ key: VaultKey, by own: Seal.Identity) throws(StudyError) -> [Seal.Identity] {
        if let known = opened[key] { return known }
        guard let bytes = folder.read("keys/\(key.name).age") else {
            throw StudyError(
                .vaultKeyGone, "The key of \(key.name) is not in the vault, so what it sealed can't be read.",
                hint: "It was destroyed, or the vault was restored in part: run 'rir vault check'.")
        }
        let identities = try Seal.identities(in: try Seal.open(bytes, by: [own]))
        opened[key] = identities
        return identities
    }

    /// Destroys a participant's key: what it sealed can't be read any more, by nobody.
    ///
    /// Copies of the vault that were made before are not reached.
    package func shred(_ handle: Handle) throws(StudyError) {
        let key = VaultKey.participant(handle)
        // A write that was interrupted may have left a file beside its place, the key among them.
        for shelf in SealedName.Shelf.allCases {
            for file in folder.names(in: shelf.rawValue)
            where SealedName(shelf, file: VaultFolder.settled(file))?.key == key {
                try folder.remove("\(shelf.rawValue)/\(file)")
            }
        }
        let (secret, own) = ("keys/\(key.name).age", "keys/\(key.name).pub")
        for name in folder.unnamed(in: "keys") + [VaultFolder.passing(secret), secret]
        where folder.read(name) != nil {
            try folder.shred(name)
        }
        for name in [VaultFolder.passing(own), own] { try folder.remove(name) }
        opened[key] = nil
        recipients[key] = nil
    }

    /// Bytes that only those know who can open the vault, the same for as long as there is one.
    ///
    /// - Throws: `vault.locked`.
    package func secret() throws(StudyError) -> [UInt8] {
        guard let opener else { throw Self.locked }
        return Array((try key(.study, by: opener).last?.secretText ?? "").utf8)
    }

    // MARK: Files

    /// What lies on a shelf, sorted by name.
    package nonisolated func names(on shelf: SealedName.Shelf) -> [SealedName] {
        folder.names(in: shelf.rawValue).compactMap { SealedName(shelf, file: $0) }
    }

    /// Seals texts and keeps them, with plain notes beside sealed files: `<shelf>/<id>.json`.
    ///
    /// A note must hold no name and no text. On return all survive a power cut. Works while the vault is locked.
    package func keep(
        _ texts: [(name: SealedName, bytes: [UInt8])],
        notes: [(shelf: SealedName.Shelf, id: String, bytes: [UInt8])] = []
    ) throws(StudyError) {
        guard exists else { throw absence }
        var files: [(name: String, bytes: [UInt8])] = []
        for (name, bytes) in texts {
            files.append((name.path, try Seal.seal(bytes, to: [try recipient(name.key)])))
        }
        files += notes.map { ("\($0.shelf.rawValue)/\($0.id).json", $0.bytes) }
        if !files.isEmpty { try folder.write(files) }
    }

    package nonisolated func note(_ shelf: SealedName.Shelf, _ id: String) -> [UInt8]? {
        folder.read("\(shelf.rawValue)/\(id).json")
    }

    /// Opens a sealed file.
    ///
    /// - Throws: `vault.locked`, `vault.key_gone`, `vault.damaged` also when there is no such file.
    package func read(_ name: SealedName) throws(StudyError) -> [UInt8] {
        guard let opener else { throw Self.locked }
        guard let bytes = folder.read(name.path) else {
            throw StudyError(
                .vaultDamaged, "The vault lacks a file that it should have.", hint: "Run 'rir vault check'.")
        }
        return try Seal.open(bytes, by: try key(name.key, by: opener))
    }

    /// Removes a sealed file and the note beside it.
    package func remove(_ name: SealedName) throws(StudyError) {
        try folder.remove("\(name.shelf.rawValue)/\(name.id).json")
        try folder.remove(name.path)
    }

    // MARK: Members

    /// Who may open the vault.
    nonisolated func members() throws(StudyError) -> [(member: MemberID, recipient: Seal.Recipient)] {
        var members: [(member: MemberID, recipient: Seal.Recipient)] = []
        for name in folder.names(in: "members") where name.hasSuffix(".pub") {
            guard let member = MemberID(rawValue: String(name.dropLast(4))),
                let bytes = folder.read("members/\(name)")
            else { continue }
            members.append((member, try Seal.Recipient(line: bytes)))
        }
        return members
    }

    /// Who may open the vault, as texts: `r1`, `age1...`.
    package nonisolated func memberList() throws(StudyError) -> [(member: MemberID, recipient: String)] {
        try members().map { ($0.member, "\($0.recipient)") }
    }

    /// Lets another member open the vault: every key is wrapped anew, but those that are a member's alone.
    ///
    /// - Throws: `vault.locked`, `vault.recipient` when the text is no age recipient, or one that opens the vault
    ///   already, or for oneself.
    package func grant(_ member: MemberID, recipient: String) throws(StudyError) {
        let recipient = try Seal.Recipient(line: Array(recipient.utf8))
        guard opener != nil else { throw Self.locked }
        guard member != self.member, try !members().contains(where: { $0.recipient == recipient }) else {
            throw StudyError(
                .vaultRecipient, "That recipient opens this vault already, or is yours.",
                hint: "Ask the member for the line that 'rir member key' prints for them.")
        }
        try folder.write([("members/\(member.rawValue).pub", Array("\(recipient)\n".utf8))])
        try wrap(renewing: false)
    }

    /// Takes a member out: every key gets a successor that is wrapped to the others alone, so that nothing sealed from
    /// now on opens to the member.
    ///
    /// What the member sealed for nobody else stays, and stays shut.
    /// What was sealed before stays readable to the member on copies they hold.
    ///
    /// - Throws: `vault.locked`, `vault.recipient` for oneself or a member that is none.
    package func revoke(_ member: MemberID) throws(StudyError) {
        guard opener != nil else { throw Self.locked }
        guard member != self.member, folder.read("members/\(member.rawValue).pub") != nil else {
            throw StudyError(
                .vaultRecipient,
                member == self.member
                    ? "You can't take yourself out of the vault."
                    : "\(member.rawValue) can't open this vault anyway.",
                hint: "Run 'rir vault members' to see who can.")
        }
        try folder.remove("members/\(member.rawValue).pub")
        try wrap(renewing: true)
    }

    /// Wraps every key to the members there are now, but those of members, which stay with the one they are of.
    private func wrap(renewing: Bool) throws(StudyError) {
        guard let opener else { throw Self.locked }
        let members = try members().map(\.recipient)
        var secrets: [(name: String, bytes: [UInt8])] = []
        var publics: [(name: String, bytes: [UInt8])] = []
        for file in folder.names(in: "keys") where file.hasSuffix(".age") {
            if case .member? = VaultKey(name: file.dropLast(4)) { continue }
            guard let bytes = folder.read("keys/\(file)") else { continue }
            let text = try Seal.open(bytes, by: [opener])
            if renewing {
                let new = try Self.newKey(String(file.dropLast(4)), for: members, older: text)
                secrets.append(new.secret)
                publics.append(new.public)
            } else {
                secrets.append(("keys/\(file)", try Seal.seal(text, to: members)))
            }
        }
        try folder.write(secrets)
        try folder.write(publics)
        opened = [:]
        recipients = [:]
    }

    package static let absent = StudyError(
        .vaultAbsent, "This study has no vault.",
        hint:
            "A study that leaves names alone has none; for any other see that HOME is set, then start the daemon anew."
    )
    package static let lost = StudyError(
        .vaultAbsent, "The vault of this study is gone: '.rir/vault' was there and is not any more.",
        hint:
            "Bring it back with 'rir vault restore DIR'. If there is no copy, remove '.rir/vault-made' to begin a new one."
    )

    /// Why there is no vault to use.
    package nonisolated var absence: StudyError { isLost ? Self.lost : Self.absent }
    package static let locked = StudyError(
        .vaultLocked, "The vault is locked.", hint: "Run 'rir vault unlock', then repeat the command.")
    package static let noIdentity = StudyError(
        .vaultIdentity, "There is no place for your identity on this machine.",
        hint: "Set HOME or RIR_IDENTITY, then start the daemon again.")
}
