package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

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
            cosigned last each time after that.

            Examples:

              rir audit checkpoint
              rir audit checkpoint --to "Ethics office"
              rir audit checkpoint --to "Ethics office" --out checkpoint.txt
              rir audit checkpoint --keys
              rir audit checkpoint --for-witness cosigned.txt --out next.txt
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

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let path = out.map { session.absolute($0) }
        if let path, NewFile.stands(at: path) {
            throw StudyError(.storageFailed, "'\(path)' is there already.", hint: "Name another file.")
        }
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

    private func remark(_ found: AuditCheckpoints, _ console: Console) {
        for note in found.notes where keys && note.key == nil {
            console.note(
                "The log of \(note.device.rawValue) was signed with a key that its owner has replaced; 'rir sync' on that device signs it anew."
            )
        }
        for device in found.unsigned {
            console.note(
                "The log of \(device.rawValue) is not signed yet; its device signs it with its next 'rir sync'."
            )
        }
        if let handed = found.handed {
            console.note("Kept as \(handed.path). Send it to '\(VisibleText.line(handed.to))' now.")
        } else if found.last == nil {
            console.note(
                "Not yet witnessed: nobody outside holds a checkpoint. --to \"Ethics office\" notes to whom you give this one."
            )
        }
    }
}
