package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir erasure`: what was taken out of the study's history.
package struct Erasures: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "erasure",
        abstract: "Take words out of the study's whole history, and see what was taken out.",
        discussion: """
            A participant's words go with 'rir participant withdraw SP66 --option erase'. What should never \
            have been written down goes with 'rir erasure redact'. Both take it out of every earlier version, \
            here and with the next 'rir sync' in the team's other copies. The logs keep their entries and say \
            which nothing opens any more.

            Examples:

              rir erasure list
              rir erasure redact --dry-run
            """,
        subcommands: [ErasureList.self, ErasureRedact.self]
    )

    package init() {}
}

/// `rir erasure list`: what was taken out, and who has carried it out.
package struct ErasureList: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List what was taken out of history, and which devices have carried it out.",
        discussion: """
            Examples:

              rir erasure list
            """
    )

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let reply = try session.studyClient().erasures()
        let console = session.console
        if console.json {
            try console.result(json: reply)
            return .done
        }
        console.result(reply.erasures.flatMap(ErasureText.lines))
        if reply.erasures.isEmpty { console.note("Nothing was ever taken out of this study's history.") }
        return .done
    }
}

/// `rir erasure redact`: words that should never have been written down.
package struct ErasureRedact: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "redact",
        abstract: "Take words out of everything that the study holds or ever held.",
        discussion: """
            The words are asked for, or read from standard input, so that they are in no command line. They \
            are found whatever case, punctuation or line breaks they are written with; of more than six words, \
            every six in a row. In the present [redacted] stands in their place; earlier versions of the files \
            they stand in leave history. Where they stand is shown first. Sealed originals in the vault are not \
            looked through. Only a lead can do it.

            Examples:

              rir erasure redact
              rir erasure redact --dry-run < words.txt
            """
    )

    @Flag(help: "Show where the words stand, and change nothing.")
    package var dryRun = false

    @Flag(help: "Don't ask.")
    package var yes = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let console = session.console
        let question = Question(session: session)
        let words =
            question.canAsk
            ? question.line("Which words?") : try session.inputText()
        let client = try session.studyClient()
        var request = RedactionRequest(words: words ?? "", dryRun: true)
        let found = try client.redact(request)
        if dryRun || (found.places.isEmpty && found.reasons == 0) {
            try console.result(found) { ErasureText.lines(found) }
            return .done
        }
        for line in ErasureText.lines(found) { console.note(line) }
        guard try question.confirms("Take them out for good?", isSettled: yes) else { return .failed }
        request.dryRun = nil
        let reply = try client.redact(request)
        try console.result(reply) { reply.receipt?.sentences ?? [] }
        return .done
    }
}

/// Erasures in words.
enum ErasureText {
    static func lines(_ receipt: ErasureReceipt) -> [String] {
        let what =
            switch receipt.basis {
            case .withdrawal: "\(receipt.participant?.rawValue ?? "a participant") withdrew"
            case .retention: "\(receipt.class?.words ?? "data") whose time was over"
            case .redaction: "words that should not have been written down"
            }
        var lines = [
            "\(receipt.recorded.at.day.rawValue)  \(what), by \(receipt.recorded.by.rawValue): "
                + "\(receipt.files.counted("file")), \(receipt.leaves.counted("log entry", plural: "log entries"))"
        ]
        let devices = receipt.confirmed.count + receipt.waitingFor.count
        lines.append("            confirmed on \(receipt.confirmed.count) of \(devices.counted("device"))")
        if !receipt.waitingFor.isEmpty {
            lines.append(
                "            not yet on \(receipt.waitingFor.map(\.rawValue).joined(separator: ", "))")
        }
        return lines
    }

    static func lines(_ reply: RedactionReply) -> [String] {
        let isNowhere = reply.places.isEmpty && reply.reasons == 0
        if isNowhere, reply.stays.isEmpty { return ["These words stand nowhere in the study."] }
        var lines = reply.places.isEmpty ? [] : ["They stand, or stood, in:"]
        lines += reply.places.map { "  \($0)" }
        if reply.reasons > 0 { lines.append("And in \(reply.reasons.counted("reason")) that somebody gave.") }
        if reply.stays.isEmpty { return lines }
        lines.append(
            "They stand, and stay, in what consent and decisions rest on; put a new version there without them:"
        )
        return lines + reply.stays.map { "  \($0)" }
    }
}
