package import ArgumentParser
import StudyClient
package import StudyModel
import TransparencyLog

/// `rir witness`: what an office outside does that cosigns checkpoints of a study it does not hold.
package struct Witnesses: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "witness",
        abstract: "Be a witness for somebody else's study: cosign its checkpoints.",
        discussion: """
            For an office that does not work on the study. It needs no copy of the study and no daemon: a folder \
            with a key, and the files that the team sends. A witness signs a checkpoint only if it continues what \
            it signed before, so the team can't show one history here and another elsewhere.

            Examples:

              rir witness init ~/witness --name ethics.example.org/witness
              rir witness add ~/witness keys.txt
              rir witness sign ~/witness checkpoint.txt --out cosigned.txt
              rir witness serve ~/witness
              rir witness show ~/witness
            """,
        subcommands: [
            WitnessInit.self, WitnessAdd.self, WitnessSign.self, WitnessServe.self, WitnessShow.self,
        ]
    )

    package init() {}
}

/// What machines are told of a witness.
struct WitnessReply: Encodable {
    struct Log: Encodable {
        var origin: String
        var keys: [String]
        var size: UInt64?
        var note: String?
    }

    var key: String
    var logs: [Log]

    init(_ key: NoteVerifier, _ logs: [WitnessBook.Log]) {
        self.key = key.vkey
        self.logs = logs.map { .init(origin: $0.origin, keys: $0.keys, size: $0.size, note: $0.note) }
    }
}

/// `rir witness init`.
package struct WitnessInit: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a witness: a new folder with a key.",
        discussion: """
            Examples:

              rir witness init ~/witness
              rir witness init ~/witness --name ethics.example.org/witness
            """
    )

    @Argument(help: ArgumentHelp("A new folder, outside every study.", valueName: "dir"))
    package var folder: String

    @Option(
        help: ArgumentHelp(
            "What its signatures are named: an address of the office's, no person's. Without it a random one.",
            valueName: "name"))
    package var name: String?

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let cosigner = try WitnessFolder.make(Paths.settled(session.absolute(folder)), name: name)
        try session.console.result(WitnessReply(cosigner.verifier, [])) { [cosigner.verifier.vkey] }
        session.console.note(
            "Give this key to the team, by a way other than the mail in which their checkpoints come: 'rir audit verify --witness' takes it."
        )
        session.console.note(
            "Ask them for 'rir audit checkpoint --keys', compare the keys over the telephone, and then: rir witness add \(folder) FILE"
        )
        return .done
    }
}

/// `rir witness show`.
package struct WitnessShow: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a witness's key, the logs it knows, and what it cosigned last.",
        discussion: """
            The notes can be sent again where a mail was lost.

            Examples:

              rir witness show ~/witness
            """
    )

    @Argument(help: ArgumentHelp("The witness's folder.", valueName: "dir"), completion: .directory)
    package var folder: String

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let witness = WitnessFolder(path: session.absolute(folder))
        let key = try witness.cosigner().verifier
        let logs = try witness.book().logs
        try session.console.result(WitnessReply(key, logs)) {
            ["witness \(key.vkey)"] + logs.flatMap { log in log.keys.map { "log \($0)" } }
                + logs.flatMap { log in
                    log.note.map { ["", String($0.dropLast())] } ?? [
                        "", "\(VisibleText.line(log.origin)): nothing was cosigned yet.",
                    ]
                }
        }
        return .done
    }
}
