/// A copy of the study elsewhere that this one exchanges work with.
package struct Remote: Hashable, Sendable, Codable {
    package var name: String
    /// Where it is, as git takes it.
    package var address: String

    package init(name: String, address: String) {
        self.name = name
        self.address = address
    }

    /// Whether a text can be a remote's name: letters, digits, `-` and `_`, at most 40.
    package static func isName(_ text: String) -> Bool {
        (1...40).contains(text.utf8.count) && text.first != "-"
            && text.utf8.allSatisfy {
                ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == 0x2D || $0 == 0x5F
            }
    }

    /// How git gets to an address.
    package enum Transport: Hashable, Sendable {
        case ssh
        case https
        /// A folder on this computer.
        case path
    }

    /// Whether an address has a password in it, which would lie open in files and lists of processes.
    package static func holdsPassword(_ address: String) -> Bool {
        guard let scheme = address.firstRange(of: "://") else { return false }
        let authority = address[scheme.upperBound...].prefix { $0 != "/" }
        guard let at = authority.lastIndex(of: "@") else { return false }
        return authority[..<at].contains(":")
    }

    /// How git gets to an address; `nil` for one that is refused: `file:`, `ext:`, `git:`, plain `http:`, options, passwords.
    package static func transport(of address: String) -> Transport? {
        guard !address.isEmpty, address.first != "-", address.utf8.count <= 2048,
            address.unicodeScalars.allSatisfy({ !VisibleText.isHidden($0) }), !holdsPassword(address)
        else { return nil }
        if address.hasPrefix("/") { return .path }
        if address.hasPrefix("ssh://") { return .ssh }
        if address.hasPrefix("https://") { return .https }
        if address.contains("::") || address.contains("://") { return nil }
        // `host:path`, as scp takes it: no slash before the colon, and no option for ssh.
        guard let colon = address.firstIndex(of: ":"), !address[..<colon].contains("/"),
            colon != address.startIndex
        else { return nil }
        return .ssh
    }
}

/// What a synchronisation did.
package struct SyncReport: Hashable, Sendable, Codable {
    package enum Way: String, Hashable, Sendable, Codable, CaseIterable {
        /// Nobody had anything new.
        case nothing
        /// This copy's work went to the remote.
        case sent
        /// The remote's work came here.
        case received
        /// Both had something, and it was joined.
        case joined
    }

    package var remote: String
    package var way: Way
    /// How many operations came from each member.
    package var received: [MemberID: Int]
    /// How many commits went to the remote.
    package var sent: Int
    /// What the join could not settle and everything else that waits for an answer.
    package var questions: [MergeQuestion]
    /// Whether the team or the study's settings changed, so that the study is opened again.
    package var isTeamChanged: Bool
    /// Erasures of others that were carried out here.
    package var erasures: [OperationID] = []
    /// How many entries of this device's log nothing opens any more, because what it wrote went with one of them.
    package var lost = 0

    package init(
        remote: String, way: Way, received: [MemberID: Int], sent: Int, questions: [MergeQuestion],
        isTeamChanged: Bool
    ) {
        self.remote = remote
        self.way = way
        self.received = received
        self.sent = sent
        self.questions = questions
        self.isTeamChanged = isTeamChanged
    }
}
