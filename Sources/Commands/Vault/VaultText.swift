import StudyAPI
import StudyClient
import StudyModel

/// The vault in words.
enum VaultText {
    /// One sentence about whether it can be read.
    static func state(_ reply: VaultReply) -> String {
        switch reply.state {
        case .absent: "This study has no vault."
        case .locked: "The vault is locked: what comes in is sealed and waits. 'rir vault unlock' opens it."
        case .open:
            reply.locksAt.map { "The vault is open until \(Clock.text($0))." }
                ?? "The vault is open while the daemon runs."
        }
    }

    static func policy(_ policy: NamePolicy) -> String {
        switch policy {
        case .hold: "hold: every text waits in the inbox until a person clears it"
        case .assisted: "assisted: known names are replaced; a text with words that may be names waits"
        case .off: "off: texts are taken as they are"
        }
    }

    /// Where it lies as far as this command's environment says; for what needs no daemon.
    static func identityHere(_ session: Session) -> String {
        guard let path = IdentityLocation.file(environment: session.surroundings.environment) else {
            return "no place for one: HOME is not set"
        }
        return VisibleText.line(path) + (Paths.kind(of: path) == .file ? "" : " (not there)")
    }

    /// Where the file lies that opens the vault, as the daemon sees it.
    static func identity(_ reply: VaultReply) -> String {
        guard let path = reply.identityFile else { return "no place for one: HOME was not set" }
        return VisibleText.line(path) + (Paths.kind(of: path) == .file ? "" : " (not there)")
    }

    /// What the sources that waited came to, for standard error.
    static func tellWaiting(_ reply: VaultReply, on console: Console) {
        if let cleared = reply.cleared, cleared > 0 {
            console.note(
                "\(cleared.counted("source")) that had waited \(cleared == 1 ? "is" : "are") in the study now."
            )
        }
        if reply.waiting > 0 {
            console.note("\(reply.waiting.counted("source")) in the inbox. Next: rir inbox")
        }
    }
}
