/// Why git did not get to a remote, or was not let in: worked out from what git and ssh say in English.
///
/// Nothing of what they say is shown or kept: a server can say anything, and addresses hold names of people.
package enum TransportTrouble: String, Hashable, Sendable, CaseIterable {
    /// The server's key is another than the one known here.
    case keyChanged
    /// The server's key is not known here yet.
    case keyUnknown
    /// No key of the person's opens the server.
    case noEntry
    /// git there refuses a repository that belongs to somebody else.
    case foreignRepository
    /// A hook of the remote refused what was sent.
    case hook
    /// The repository is there and the person may not write or read it.
    case noRight
    /// There is no repository at the address.
    case noRepository
    /// The server's certificate does not verify.
    case certificate
    /// The server asks for a name and a token.
    case token
    /// ssh, or git's part for https, is not installed.
    case missingProgram
    /// git's own check refuses what the remote holds.
    case damaged
    /// No way there: no network, no such host, or nobody answers.
    case offline

    /// - Parameter said: what git and ssh printed about the failure, in English.
    package init?(said: String) {
        let found = Self.signs.first { sign in sign.words.contains { said.contains($0) } }
        guard let found else { return nil }
        self = found.trouble
    }

    /// What each is known by; of several that fit the first counts, because git says the general thing behind the particular one.
    private static let signs: [(trouble: Self, words: [String])] = [
        (.keyChanged, ["REMOTE HOST IDENTIFICATION HAS CHANGED"]),
        (.keyUnknown, ["Host key verification failed"]),
        (
            .noEntry,
            ["Permission denied (", "Too many authentication failures", "No supported authentication"]
        ),
        (.foreignRepository, ["dubious ownership", "is owned by someone else"]),
        (.hook, ["hook declined"]),
        (.certificate, ["SSL certificate problem", "certificate verification failed", "SSL: "]),
        (
            .token,
            ["Authentication failed", "could not read Username", "could not read Password", "error: 401"]
        ),
        (
            .noRight,
            [
                "unpacker error", "insufficient permission", "unable to create temporary", "error: 403",
                "Permission denied", "Read-only file system", "Operation not permitted",
            ]
        ),
        (
            .noRepository,
            ["does not appear to be a git repository", "error: 404", "' not found", "Repository not found"]
        ),
        (
            .missingProgram,
            ["cannot run ssh", "remote helper for 'https'", "'remote-https' is not a git command"]
        ),
        (.damaged, ["fsck error", "index-pack", "unpack-objects", "did not send all necessary objects"]),
        (
            .offline,
            [
                "Could not resolve host", "Connection refused", "timed out", "Timeout", "unreachable",
                "No route to host", "Failed to connect", "Couldn't connect", "Connection closed",
                "Connection reset", "Operation too slow", "Empty reply",
            ]
        ),
    ]

    /// Whether trying again changes nothing until somebody has done something about it.
    package var isFinal: Bool { code == .syncDenied }

    private var code: StudyError.Code {
        switch self {
        case .keyChanged, .keyUnknown, .noEntry, .foreignRepository, .hook, .noRight, .certificate, .token:
            .syncDenied
        case .noRepository, .missingProgram, .damaged, .offline: .syncUnreachable
        }
    }

    /// The failure in words.
    package var error: StudyError { StudyError(code, words.message, hint: words.hint) }

    private var words: (message: String, hint: String) {
        switch self {
        case .keyChanged:
            (
                "The server shows another key than the one known here.",
                "Send nothing before whoever keeps the server has confirmed the new key; then 'ssh-keygen -R SERVER' takes the old one out."
            )
        case .keyUnknown:
            (
                "The server's key is not known on this computer yet.",
                "Run 'ssh SERVER' once in a terminal, compare the fingerprint with the one you were given, and say yes."
            )
        case .noEntry:
            (
                "The server does not let you in.",
                "A key has to open it without a question: 'ssh SERVER' shows whether one does, 'ssh-add' loads one that has a passphrase."
            )
        case .foreignRepository:
            (
                "The repository belongs to somebody else, and git on the server wants to know that you trust it.",
                "Say so there once: ssh SERVER git config --global --add safe.directory PATH"
            )
        case .hook:
            (
                "A hook of the remote refused what was sent.",
                "'git push' with its address ('rir remote show') prints its reason; ask whoever keeps the remote."
            )
        case .noRight:
            (
                "You may not write to the remote, or not read all of it.",
                "Whoever keeps it lets you in; a folder for several is made with 'git init --bare --shared=0660' in a group of yours."
            )
        case .certificate:
            (
                "The server's certificate can't be verified.",
                "Ask whoever keeps the server. One that your own institution issued goes into the system's list of trusted ones, or is named by GIT_SSL_CAINFO when rird starts."
            )
        case .token:
            (
                "The server asks for a name and a token, and was given none that it accepts.",
                "Put them into ~/.netrc with mode 600, as one line: machine SERVER login NAME password TOKEN"
            )
        case .noRepository:
            (
                "There is no repository at that address, or you may not see it.",
                "Compare the address ('rir remote show') with the one you were given."
            )
        case .missingProgram:
            (
                "A program that git needs to get there is missing here.",
                "Install openssh-client for an address with ssh, and the whole of git for one with https."
            )
        case .damaged:
            (
                "git refused what the remote holds: it is damaged or forged.",
                "Ask whoever keeps the remote to run 'git fsck --strict' there. Your work is safe here."
            )
        case .offline:
            (
                "The remote could not be reached.",
                "Without a network nothing is lost: work on and sync later. 'rir remote show' has the address."
            )
        }
    }
}
