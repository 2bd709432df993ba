internal import AgeEncryption
internal import GitStore
package import StudyModel

/// The file with which a person opens vaults: one age identity, outside every study.
///
/// It is a text as `age-keygen` writes it, mode 0600, or the same text as an age file with a passphrase.
package struct PersonIdentity: Sendable {
    package let path: String
    private let disk: any Disk

    package init(path: String) { self.init(path: path, disk: RealDisk()) }

    init(path: String, disk: any Disk) {
        self.path = path
        self.disk = disk
    }

    package var exists: Bool { Files.exists(path) }

    /// Whether a passphrase is needed to read it.
    package var isProtected: Bool {
        guard let head = Files.readHead(path, count: 64) else { return false }
        return Seal.isSealed(head)
    }

    /// Makes a new identity where there is none.
    ///
    /// - Throws: `storage.full`, `storage.failed`.
    package func make(passphrase: String?) throws(StudyError) {
        if exists { return }
        try write(Seal.newIdentityText(), passphrase: passphrase)
    }

    /// Sets, changes or removes the passphrase.
    ///
    /// - Throws: `vault.passphrase` for a wrong current one.
    package func change(from current: String?, to new: String?) throws(StudyError) {
        try write(try text(passphrase: current), passphrase: new)
    }

    /// The identity's text.
    ///
    /// - Throws: `vault.passphrase` when it needs one and the one given is missing or wrong, `vault.identity` when
    ///   the file is gone or damaged.
    func text(passphrase: String?) throws(StudyError) -> [UInt8] {
        guard let bytes = Files.read(path) else {
            throw StudyError(
                .vaultIdentity, "The identity that opens this vault is not on this machine.",
                hint: "Bring back the file 'identity' from your backup: see 'rir vault show'.")
        }
        guard Seal.isSealed(bytes) else { return bytes }
        guard let passphrase else {
            throw StudyError(
                .vaultPassphrase, "The vault needs its passphrase.", hint: "Run 'rir vault unlock'.")
        }
        return try Seal.open(bytes, passphrase: passphrase)
    }

    /// The public half: `age1…`.
    package func recipientText() throws(StudyError) -> String { "\(try recipient())" }

    /// The public half, which lies beside it so that a vault can be made without a passphrase.
    func recipient() throws(StudyError) -> Seal.Recipient {
        guard let line = Files.read(path + ".pub") else {
            return try Seal.Identity(fileText: try text(passphrase: nil)).recipient
        }
        return try Seal.Recipient(line: line)
    }

    private func write(_ text: [UInt8], passphrase: String?) throws(StudyError) {
        let own = try Seal.Identity(fileText: text).recipient
        let bytes = if let passphrase { try Seal.seal(text, passphrase: passphrase) } else { text }
        let folder = String(path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex))
        do throws(GitError) {
            try disk.makeFolder(folder)
            for (file, bytes) in [(path, bytes), (path + ".pub", Array("\(own)\n".utf8))] {
                let passing = VaultFolder.passing(file)
                try disk.replaceFile(passing, with: bytes, mode: 0o600)
                try disk.flushFile(passing)
                try disk.moveFile(passing, to: file)
            }
            try disk.flushFolder(folder)
        } catch {
            throw StudyError(
                .storageFailed, "Your identity could not be written.",
                hint: "See that your settings folder can be written, then repeat the command.", cause: error)
        }
    }
}
