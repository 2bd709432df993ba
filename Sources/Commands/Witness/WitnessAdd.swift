package import ArgumentParser
import StudyClient
package import StudyModel
import TransparencyLog

/// `rir witness add`.
package struct WitnessAdd: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Take up the logs of a study, with the keys that sign for them.",
        discussion: """
            The file is what 'rir audit checkpoint --keys' prints. Everything rests on these keys: let somebody of \
            the team read them out to you before you add them. The notes in the file must be signed by them.

            Examples:

              rir witness add ~/witness keys.txt
            """
    )

    @Argument(help: ArgumentHelp("The witness's folder.", valueName: "dir"), completion: .directory)
    package var folder: String

    @Argument(help: ArgumentHelp("A file with the keys.", valueName: "file"), completion: .file())
    package var file: String

    @Flag(help: "You have asked, and a log that is known already has this new key.")
    package var newKey = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let witness = WitnessFolder(path: session.absolute(folder))
        let cosigner = try witness.cosigner()
        let mail = WitnessMail(try SourceBytes.read(session.absolute(file)).bytes)
        try check(mail)
        let logs = try witness.change { (book) throws(StudyError) in
            for key in mail.keys { try pin(key, &book) }
            return book.logs.filter { log in mail.keys.contains { LogOrigin($0.name).text == log.origin } }
        }
        try session.console.result(WitnessReply(cosigner.verifier, logs)) {
            logs.flatMap { log in log.keys.map { "log \($0)" } }
        }
        session.console.note("Now cosign what they send: rir witness sign \(folder) FILE")
        return .done
    }

    private func check(_ mail: WitnessMail) throws(StudyError) {
        if let line = mail.unreadable.first {
            throw StudyError(
                .witnessInvalid, "What begins with '\(VisibleText.line(line).prefix(80))' can't be read.",
                hint: "Ask for the file again, as an attachment.")
        }
        if mail.keys.isEmpty {
            throw StudyError(
                .witnessInvalid, "The file holds no key of a log.",
                hint: "Ask the team for what 'rir audit checkpoint --keys' prints.")
        }
        for item in mail.items {
            let origin = item.checkpoint.checkpoint.origin
            let keys = mail.keys.filter { LogOrigin($0.name) == origin }
            let log = LogIdentity(origin: origin, verifiers: keys)
            if (try? item.checkpoint.verified(log: log)) == nil {
                throw StudyError(
                    .witnessInvalid,
                    "The note of '\(VisibleText.line(origin.text))' is not signed by a key in the file.",
                    hint: "Ask the team; add nothing until it is clear.")
            }
        }
    }

    private func pin(_ key: NoteVerifier, _ book: inout WitnessBook) throws(StudyError) {
        let origin = LogOrigin(key.name)
        guard let at = book.place(of: origin) else {
            book.logs.append(.init(origin: origin.text, keys: [key.vkey]))
            return
        }
        if book.logs[at].keys.contains(key.vkey) { return }
        guard newKey else {
            throw StudyError(
                .witnessInvalid, "The log '\(VisibleText.line(origin.text))' is known here with another key.",
                hint: "Ask the team over the telephone why; --new-key takes it up beside the old one.")
        }
        book.logs[at].keys.append(key.vkey)
    }
}
