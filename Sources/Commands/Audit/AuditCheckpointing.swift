package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel
import TransparencyLog

/// `rir audit checkpoint`: what somebody outside keeps.
package struct AuditCheckpointing: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "checkpoint",
        abstract: "Sign the log and print the newest checkpoint of each device, to be kept outside.",
        discussion: """
            Send what is printed to somebody who does not work on the study, and ask them to keep the mail. With \
            --to it is kept in the study that they have it, and 'rir status' says when the next is due \
            (policies.checkpoint-days in study.yaml, 30 without it). Name an office there, not a person. An office \
            that works as a witness ('rir witness') needs --keys the first time, and --for-witness with what it \
            cosigned last each time after that; one that can be reached is asked with --send-to, and what it signed \
            is printed.

            Examples:

              rir audit checkpoint
              rir audit checkpoint --to "Ethics office"
              rir audit checkpoint --to "Ethics office" --out checkpoint.txt
              rir audit checkpoint --keys
              rir audit checkpoint --for-witness cosigned.txt --out next.txt
              rir audit checkpoint --send-to https://witness.example.org/rir --witness KEY --out cosigned.txt
            """
    )

    @Option(help: ArgumentHelp("The office or mailbox that gets it; it is kept then.", valueName: "office"))
    package var to: String?

    @Option(
        help: ArgumentHelp("A new file in place of standard output.", valueName: "file"), completion: .file())
    package var out: String?

    @Flag(help: "You have looked, and what may look like a name in --to is none.")
    package var cleared = false

    @Flag(help: "Print the logs' keys as well, for a witness to pin.")
    package var keys = false

    @Option(
        help: ArgumentHelp(
            "What the witness cosigned last; the notes come with proofs that the logs go on from there.",
            valueName: "file"),
        completion: .file())
    package var forWitness: String?

    @Option(
        help: ArgumentHelp(
            "Ask a witness to cosign: its socket or its address, http://… or https://… (through curl).",
            valueName: "place"))
    package var sendTo: String?

    @Option(help: ArgumentHelp("The key of the witness of --send-to.", valueName: "key"))
    package var witness: String?

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let path = out.map { session.absolute($0) }
        if let path, NewFile.stands(at: path) {
            throw StudyError(.storageFailed, "'\(path)' is there already.", hint: "Name another file.")
        }
        if sendTo != nil || witness != nil { return try send(session, to: path) }
        var request = CheckpointRequest(to: to, cleared: cleared ? true : nil)
        if let forWitness {
            request.witnessed = WireBytes.text(of: try SourceBytes.read(session.absolute(forWitness)).bytes)
        }
        let found = try session.studyClient().checkpoint(request)
        let console = session.console
        let text = (keys && !found.notes.isEmpty ? found.keys + "\n" : "") + found.asking
        if let path {
            try NewFile.write(Array(text.utf8), to: path, hint: "Name another file.")
            try console.result(found) { [path] }
        } else if console.json {
            try console.result(json: found)
        } else {
            console.output.write(text)
        }
        remark(found, console)
        return found.notes.isEmpty ? .failed : .done
    }

    // MARK: A witness that can be reached

    private func send(_ session: Session, to path: String?) throws(StudyError) -> ExitStatus {
        guard let sendTo, let key = witness.flatMap({ try? NoteVerifier(vkey: $0) }),
            key.kind == .cosignature,
            !keys
        else {
            throw StudyError(
                .usage, "--send-to and --witness belong together, with the key that the witness handed out.",
                hint: "rir audit checkpoint --send-to https://witness.example.org/rir --witness KEY")
        }
        let witnessed = try forWitness.map { (file) throws(StudyError) in
            try SourceBytes.read(session.absolute(file)).bytes
        }
        let client = try session.studyClient()
        let sending = CheckpointSending(
            address: try WitnessAddress(sendTo, session), key: key, client: client)
        var sent = try sending.send(witnessed: witnessed)
        // Whoever got it is kept when all of it was cosigned.
        if let to, !sent.notes.isEmpty, sent.refused.isEmpty {
            sent.handed = try client.checkpoint(
                CheckpointRequest(to: to, cleared: cleared ? true : nil)
            ).handed
        }
        if let path, !sent.notes.isEmpty {
            try NewFile.write(Array(sent.text.utf8), to: path, hint: "Name another file.")
        }
        try session.console.result(sent) { sent.notes.isEmpty ? [] : [path ?? String(sent.text.dropLast())] }
        remark(sent, sending, session.console)
        if sent.notes.isEmpty { return .failed }
        return sent.refused.isEmpty ? .done : .partly
    }

    private func remark(_ sent: CheckpointSending.Sent, _ sending: CheckpointSending, _ console: Console) {
        for refusal in sent.refused { console.note(VisibleText.line(refusal.message)) }
        sayUnsigned(sent.unsigned, console)
        if let handed = sent.handed {
            console.note("Kept as \(handed.path).")
        } else if to != nil {
            console.note("Not kept as handed out, because not all of it was cosigned.")
        }
        if !sent.notes.isEmpty {
            console.note(
                "Cosigned by \(VisibleText.line(sending.key.name.text)). Keep it where this study is not: 'rir audit verify --against FILE --witness KEY' compares with it."
            )
        }
    }

    private func sayUnsigned(_ devices: [DeviceID], _ console: Console) {
        for device in devices {
            console.note(
                "The log of \(device.rawValue) is not signed yet; its device signs it with its next 'rir sync'."
            )
        }
    }

    private func remark(_ found: AuditCheckpoints, _ console: Console) {
        for note in found.notes where keys && note.key == nil {
            console.note(
                "The log of \(note.device.rawValue) was signed with a key that its owner has replaced; 'rir sync' on that device signs it anew."
            )
        }
        sayUnsigned(found.unsigned, console)
        if let handed = found.handed {
            console.note("Kept as \(handed.path). Send it to '\(VisibleText.line(handed.to))' now.")
        } else if found.last == nil {
            console.note(
                "Not yet witnessed: nobody outside holds a checkpoint. --to \"Ethics office\" notes to whom you give this one."
            )
        }
    }
}
