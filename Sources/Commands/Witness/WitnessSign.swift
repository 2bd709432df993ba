package import ArgumentParser
import StudyClient
package import StudyModel
import TransparencyLog

/// `rir witness sign`.
package struct WitnessSign: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "sign",
        abstract: "Cosign the checkpoints in a file, if each continues what was cosigned before.",
        discussion: """
            The first time the file is what 'rir audit checkpoint' prints; after that it needs the proofs of \
            'rir audit checkpoint --for-witness'. If one note is refused, none is signed. What comes out goes back \
            to the team.

            Examples:

              rir witness sign ~/witness checkpoint.txt
              rir witness sign ~/witness next.txt --out cosigned.txt
            """
    )

    @Argument(help: ArgumentHelp("The witness's folder.", valueName: "dir"), completion: .directory)
    package var folder: String

    @Argument(help: ArgumentHelp("A file with the notes.", valueName: "file"), completion: .file())
    package var file: String

    @Option(
        help: ArgumentHelp("A new file in place of standard output.", valueName: "file"), completion: .file())
    package var out: String?

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let path = out.map { session.absolute($0) }
        if let path, NewFile.stands(at: path) {
            throw StudyError(.storageFailed, "'\(path)' is there already.", hint: "Name another file.")
        }
        let folder = WitnessFolder(path: session.absolute(folder))
        let cosigner = try folder.cosigner()
        let mail = WitnessMail(try SourceBytes.read(session.absolute(file)).bytes)
        if mail.items.isEmpty || !mail.unreadable.isEmpty {
            throw StudyError(
                .witnessInvalid,
                mail.unreadable.first.map {
                    "What begins with '\(VisibleText.line($0).prefix(80))' can't be read."
                } ?? "The file holds no checkpoint.", hint: "Ask for the file again, as an attachment.")
        }
        let now = UInt64(max(1, session.surroundings.now()))
        let logs = try folder.change { (book) throws(StudyError) in
            for item in mail.items { try Self.sign(item, cosigner, now, &book) }
            return book.logs.filter { log in
                mail.items.contains { $0.checkpoint.checkpoint.origin.text == log.origin }
            }
        }
        let text = logs.compactMap(\.note).joined(separator: "\n")
        if let path { try NewFile.write(Array(text.utf8), to: path, hint: "Name another file.") }
        try session.console.result(WitnessReply(cosigner.verifier, logs)) {
            [path ?? String(text.dropLast())]
        }
        return .done
    }

    private static func sign(
        _ item: WitnessMail.Item, _ cosigner: Cosigner, _ now: UInt64, _ book: inout WitnessBook
    ) throws(StudyError) {
        let origin = item.checkpoint.checkpoint.origin
        guard let at = book.place(of: origin) else {
            throw StudyError(
                .witnessRefused,
                "The log '\(VisibleText.line(origin.text))' is not known here. Nothing was signed.",
                hint: "'rir witness add' takes up its key, once the team has read it out to you.")
        }
        let log = book.logs[at]
        let outcome = try cryptographically { () throws(TransparencyLogError) in
            // What was cosigned already is cosigned again, whatever the request started from.
            let isKnown = item.checkpoint.checkpoint.size == log.state?.size
            let bare = try AddCheckpointRequest(
                oldSize: log.state?.size ?? 0, hashes: [], checkpoint: item.checkpoint)
            let request = isKnown ? bare : item.request ?? bare
            return try Witness(cosigners: [cosigner]).outcome(
                of: request, log: log.identity, state: log.state, at: now)
        }
        guard case .cosigned(let signatures, let state) = outcome else {
            throw refusal(of: item, log, outcome)
        }
        var checkpoint = item.checkpoint
        try cryptographically { () throws(TransparencyLogError) in try checkpoint.add(signatures) }
        book.logs[at].size = state.size
        book.logs[at].root = state.root.base64
        book.logs[at].note = String(decoding: checkpoint.bytes, as: UTF8.self)
    }

    private static func cryptographically<Result>(
        _ work: () throws(TransparencyLogError) -> Result
    ) throws(StudyError) -> Result {
        do throws(TransparencyLogError) { return try work() } catch {
            throw StudyError(
                .witnessInvalid, "The checkpoint can't be cosigned: \(error)", cause: error)
        }
    }

    /// What was wrong, for a person who has to ask somebody about it.
    private static func refusal(
        of item: WitnessMail.Item, _ log: WitnessBook.Log, _ outcome: WitnessOutcome
    ) -> StudyError {
        let size = item.checkpoint.checkpoint.size
        let seen = log.size ?? 0
        let name = "the log '\(VisibleText.line(log.origin))'"
        let keep = "Keep this file and what 'rir witness show' prints, and ask the team."
        let (words, hint): (String, String) =
            switch outcome {
            case .forbidden:
                ("The note of \(name) is not signed by its key.", "Ask the team for the file again. \(keep)")
            case _ where size < seen:
                (
                    "This note of \(name) has \(size) entries; \(seen) were cosigned: it was cut off, or the note is old.",
                    keep
                )
            case _ where size == seen:
                (
                    "This note of \(name) has \(seen) entries, as what was cosigned, and they are others: it was rewritten.",
                    keep
                )
            case .conflict:
                (
                    "The proof for \(name) does not start from the \(seen) entries that were cosigned last.",
                    "Send the team what 'rir witness show' prints, for 'rir audit checkpoint --for-witness'."
                )
            case _ where item.request == nil:
                (
                    "The note of \(name) comes without a proof that it continues the \(seen) entries that were cosigned.",
                    "Ask the team for 'rir audit checkpoint --for-witness' with what you cosigned last."
                )
            default:
                (
                    "The note of \(name) does not continue the \(seen) entries that were cosigned: it was rewritten.",
                    keep
                )
            }
        return StudyError(.witnessRefused, "\(words) Nothing was signed.", hint: hint)
    }
}
