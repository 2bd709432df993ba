package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir sync`: exchanges work with the team.
package struct StudySync: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "sync",
        abstract: "Exchange work with the team: fetch, check, join, send.",
        discussion: """
            What others did comes here, is checked and joined with yours, and the result goes to the remote. \
            Where two people changed the same words, one version stands, the other is kept, and a question waits \
            ('rir conflicts'). Without the network nothing is lost: synchronise later. What you committed with git \
            alone goes out in your name. With --every the daemon also synchronises by itself from then on, while it runs.

            Examples:

              rir sync
              rir sync stick
              rir sync --adopt
              rir sync --every 30m
              rir sync --every never
            """
    )

    @Argument(
        help: ArgumentHelp("The remote; origin, or the only one, without it.", valueName: "remote"))
    package var remote: String?

    @Flag(help: "Answer for what others committed with git alone and put on the remote; look at it first.")
    package var adopt = false

    @Option(help: ArgumentHelp("From now on also by itself: 15m, 2h, or never.", valueName: "time"))
    package var every: SyncInterval?

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let reply = try session.studyClient().sync(
            SyncRequest(remote: remote, adopt: adopt ? true : nil, every: every?.minutes))
        let console = session.console
        try console.result(reply) { [SyncText.sentence(reply)] }
        for note in SyncText.notes(reply) { console.note(note) }
        return .done
    }
}

/// What a synchronisation did, in words.
enum SyncText {
    static func sentence(_ reply: SyncReply) -> String {
        let remote = "'\(reply.remote)'"
        let sent = "to \(remote) (\(reply.sent.counted("commit")))"
        let received = received(reply)
        return switch reply.way {
        case .nothing: "Nothing new: this copy and \(remote) hold the same."
        case .sent: "Sent what is new here \(sent)."
        // What others committed with git alone is nobody's step, and the answer for it goes out.
        case .received where reply.sent > 0:
            "Received \(received ?? "what others committed with git alone"), and sent what is new here \(sent)."
        case .received:
            (received.map { "Received \($0); this copy" } ?? "This copy")
                + " and \(remote) now hold the same."
        case .joined:
            "Received \(received ?? "what others joined"), joined it with what is new here, and sent the result "
                + "\(sent)."
        }
    }

    /// `2 steps from r2 and 1 from r3`.
    private static func received(_ reply: SyncReply) -> String? {
        guard let first = reply.received.first else { return nil }
        let rest = reply.received.dropFirst().map { "\($0.operations.grouped) from \($0.member.rawValue)" }
        return (["\(first.operations.counted("step")) from \(first.member.rawValue)"] + rest).listed
    }

    static func notes(_ reply: SyncReply) -> [String] {
        var notes: [String] = []
        if reply.isTeamChanged {
            notes.append("The team or the study's settings changed; 'rir member list' shows the team.")
        }
        if !reply.erasures.isEmpty {
            notes.append(
                "\(reply.erasures.count.counted("erasure")) of others carried out here; 'rir erasure list' shows them."
            )
        }
        if reply.lost > 0 {
            notes.append(
                "What you had written meanwhile about what was erased went with it: \(reply.lost.counted("entry", plural: "entries")) of your log."
            )
        }
        if !reply.questions.isEmpty { notes.append(QuestionText.waiting(reply.questions.count)) }
        return notes
    }
}

extension [String] {
    /// `a`, `a and b`, `a, b and c`.
    fileprivate var listed: String {
        guard let last, count > 1 else { return first ?? "" }
        return dropLast().joined(separator: ", ") + " and " + last
    }
}
