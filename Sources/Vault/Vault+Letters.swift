internal import AgeEncryption
internal import GitStore
package import StudyModel

/// What is sealed with the vault's means and kept elsewhere, such as coders' work in a round.
extension Vault {
    /// A key of its own: the text of its identity, and its recipient.
    package static func newLetterKey() throws(StudyError) -> (secret: [UInt8], recipient: String) {
        let text = Seal.newIdentityText()
        return (text, "\(try Seal.Identity(fileText: text).recipient)")
    }

    /// Seals for age recipients.
    ///
    /// - Throws: `vault.recipient` for a text that is none.
    package static func seal(_ bytes: [UInt8], for recipients: [String]) throws(StudyError) -> [UInt8] {
        var known: [Seal.Recipient] = []
        for recipient in recipients { known.append(try Seal.Recipient(line: Array(recipient.utf8))) }
        return try Seal.seal(bytes, to: known)
    }

    /// Opens with a key that ``newLetterKey()`` made.
    package static func open(_ bytes: [UInt8], secret: [UInt8]) throws(StudyError) -> [UInt8] {
        try Seal.open(bytes, by: try Seal.identities(in: secret))
    }

    /// What seals for the member at work here.
    ///
    /// - Throws: `vault.absent`, `vault.denied` for a member who can't open this vault.
    package nonisolated func ownRecipient() throws(StudyError) -> String {
        guard exists else { throw absence }
        guard let own = try members().first(where: { $0.member == member }) else {
            throw StudyError(
                .vaultDenied, "\(member.rawValue) can't open this vault.",
                hint: "Ask a member who can to run 'rir vault grant' with your recipient.")
        }
        return "\(own.recipient)"
    }

    /// Opens what was sealed for the member at work here.
    ///
    /// - Throws: `vault.locked`, `vault.denied`, `vault.damaged`.
    package func openLetter(_ bytes: [UInt8]) throws(StudyError) -> [UInt8] {
        try Seal.open(bytes, by: [try identityAtHand()])
    }

    /// Enters the member at work here under another id; the vault has to be found anew then.
    ///
    /// - Throws: `storage.full`, `storage.failed`.
    package func rename(to new: MemberID) throws(StudyError) {
        let old = "members/\(member.rawValue).pub"
        guard new != member, let line = folder.read(old), folder.read("members/\(new.rawValue).pub") == nil
        else {
            return
        }
        try folder.write([("members/\(new.rawValue).pub", line)])
        try folder.remove(old)
    }

    /// The member whose identity a person has, among those of the vault at a path; `nil` where there is none.
    package static func member(of identity: PersonIdentity?, in path: String) -> MemberID? {
        guard let identity, let own = try? identity.recipient() else { return nil }
        let folder = VaultFolder(path: path, disk: RealDisk())
        let name = folder.names(in: "members").first { name in
            name.hasSuffix(".pub")
                && folder.read("members/\(name)").flatMap { try? Seal.Recipient(line: $0) } == own
        }
        return name.flatMap { MemberID(rawValue: String($0.dropLast(4))) }
    }
}
