import StudyModel
import Testing

/// What git says behind the particular reason, whatever that is.
private let ending = """
    fatal: Could not read from remote repository.

    Please make sure you have the correct access rights
    and the repository exists.
    """

@Suite("What git and ssh say becomes a sentence and a next step")
struct TransportTroubleTests {
    @Test(arguments: [
        (
            "@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\nHost key verification failed.\n\(ending)",
            TransportTrouble.keyChanged
        ),
        ("Host key verification failed.\n\(ending)", .keyUnknown),
        ("r2@127.0.0.1: Permission denied (publickey).\n\(ending)", .noEntry),
        (
            "fatal: detected dubious ownership in repository at '/srv/x.git'\nTo add an exception for this directory, call:\n\(ending)",
            .foreignRepository
        ),
        ("fatal: unsafe repository ('/srv/x.git' is owned by someone else)\n\(ending)", .foreignRepository),
        ("remote: no\nTo /srv/x.git\n ! [remote rejected] main -> main (pre-receive hook declined)", .hook),
        (
            "error: remote unpack failed: unable to create temporary object directory\n ! [remote rejected] main -> main (unpacker error)",
            .noRight
        ),
        ("fatal: failed to read object 23708b46: Permission denied\nfatal: the remote end hung up", .noRight),
        ("fatal: '/srv/z.git' does not appear to be a git repository\n\(ending)", .noRepository),
        ("fatal: repository 'https://git.invalid/x.git/' not found", .noRepository),
        (
            "fatal: unable to access 'https://x/': server certificate verification failed. CAfile: none CRLfile: none",
            .certificate
        ),
        (
            "fatal: unable to access 'https://x/': SSL certificate problem: self-signed certificate",
            .certificate
        ),
        ("fatal: Authentication failed for 'https://x/'", .token),
        ("fatal: could not read Username for 'https://x': terminal prompts disabled", .token),
        ("fatal: unable to access 'https://x/': The requested URL returned error: 403", .noRight),
        ("error: cannot run ssh: No such file or directory\nfatal: unable to fork", .missingProgram),
        (
            "error: object 1234: nullSha1: fatal: fsck error in packed object\nfatal: index-pack failed",
            .damaged
        ),
        ("ssh: connect to host 127.0.0.1 port 22: Connection refused\n\(ending)", .offline),
        ("ssh: Could not resolve hostname x.invalid: Name or service not known\n\(ending)", .offline),
        ("fatal: unable to access 'https://x/': Could not resolve host: x", .offline),
    ])
    func said(_ said: String, _ trouble: TransportTrouble) {
        #expect(TransportTrouble(said: said) == trouble)
    }

    @Test func nothingKnown_isNoTrouble() {
        #expect(TransportTrouble(said: "") == nil)
        #expect(TransportTrouble(said: ending) == nil)
        // Somebody else was quicker: no trouble, the next try settles it.
        #expect(TransportTrouble(said: " ! [rejected]        main -> main (fetch first)") == nil)
    }

    @Test(arguments: TransportTrouble.allCases)
    func everyTrouble_saysWhatAndWhatNext(_ trouble: TransportTrouble) {
        let error = trouble.error
        #expect(error.message.hasSuffix(".") && error.hint?.isEmpty == false)
        #expect(trouble.isFinal == (error.code == .syncDenied))
        #expect(error.code == .syncDenied || error.code == .syncUnreachable)
    }
}
