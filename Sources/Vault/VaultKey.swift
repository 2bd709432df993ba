package import StudyModel

/// Which key seals a file of the vault.
///
/// What concerns one participant is sealed with that participant's key, so that destroying the key makes all of it
/// unreadable; what a member wrote for nobody else is sealed with that member's; everything else with the study's.
package enum VaultKey: Hashable, Sendable {
    case study
    case participant(Handle)
    /// Wrapped to that member alone, whoever else may open the vault.
    case member(MemberID)

    /// How files name it: `study`, `SP66`, `member-r1`.
    ///
    /// A member's has a word before it, because `r1` and the handle `R1` are one file on some disks.
    package var name: String {
        switch self {
        case .study: "study"
        case .participant(let handle): handle.rawValue
        case .member(let member): Self.memberPrefix + member.rawValue
        }
    }

    private static let memberPrefix = "member-"

    package init?(name: some StringProtocol) {
        if name == "study" {
            self = .study
        } else if name.hasPrefix(Self.memberPrefix),
            let member = MemberID(rawValue: String(name.dropFirst(Self.memberPrefix.count)))
        {
            self = .member(member)
        } else if let handle = Handle(rawValue: String(name)) {
            self = .participant(handle)
        } else {
            return nil
        }
    }
}

/// A sealed file: `<shelf>/<id>.<key>.age`.
package struct SealedName: Hashable, Sendable {
    /// What is kept together.
    package enum Shelf: String, CaseIterable, Sendable {
        /// The key table: real names and what stands for them.
        case table
        /// Sources that wait for a person to look.
        case inbox
        /// Sources as they came.
        case originals
        /// What was replaced, operation by operation.
        case replacements
        /// By which digests sources are known that were changed on the way in.
        case seen
        /// What shows that consent was given.
        case evidence
        /// Every version of memos that are their writer's alone.
        case memos
    }

    package var shelf: Shelf
    /// Lower-case letters, digits and dashes; says nothing about people.
    package var id: String
    package var key: VaultKey

    package init(_ shelf: Shelf, _ id: String, _ key: VaultKey) {
        self.shelf = shelf
        self.id = id
        self.key = key
    }

    /// Below the vault's folder.
    package var path: String { "\(shelf.rawValue)/\(id).\(key.name).age" }

    /// Reads a file's name.
    init?(_ shelf: Shelf, file: String) {
        let parts = file.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[2] == "age", let key = VaultKey(name: parts[1]) else { return nil }
        self.init(shelf, String(parts[0]), key)
    }
}
