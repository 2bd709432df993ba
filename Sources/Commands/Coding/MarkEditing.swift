import CodingLogic
import StudyAPI
import StudyClient
import StudyModel

/// A person's codings of one record, edited as marks in its text.
struct MarkEditing {
    let record: String
    /// A file that was kept from before.
    let draft: String?
    let reason: String?

    func run(_ client: StudyClient, _ session: Session) throws(StudyError) -> ExitStatus {
        let stored = try client.record(record)
        let me = CoderID(try client.status().member)
        let codings = try client.codings(of: stored.record.id.rawValue).codings
            .filter { $0.coder == me }.map(\.coding)
        let codebook = try client.codebook().codebook
        let file =
            if let draft { DraftFile(existing: session.absolute(draft)) } else {
                try DraftFile(
                    study: try session.study(), name: "marks-\(stored.record.id)",
                    text: MarkedText.text(body: stored.body, codings: codings, codebook: codebook),
                    keepsOpened: true)
            }
        let again = "rir code edit \(stored.record.id) --draft"
        do throws(StudyError) {
            if session.surroundings.inputIsTerminal || draft == nil {
                let environment = session.surroundings.environment
                try Editor(environment: environment).edit(file.path, environment: environment)
            }
            let text = try file.text()
            // What was coded since the text was opened has no marks in it, and is not taken away for that.
            let shown = MarkedText.codings(codings, markedIn: try file.opened() ?? text)
            let reading = MarkedText.parse(text, body: stored.body, codings: shown, codebook: codebook)
            let reply = try apply(reading.changes, to: stored, client)
            try report(reading, reply, file, again, session.console)
            return reading.problems.isEmpty ? .done : .partly
        } catch {
            throw error.keeping(file.path, again: again)
        }
    }

    private func apply(
        _ changes: [MarkChange], to stored: RecordReply, _ client: StudyClient
    ) throws(StudyError) -> CodingReply {
        let id = stored.record.id
        if changes.isEmpty {
            return CodingReply(record: id, codings: [], removed: [], repeated: [], operation: nil)
        }
        return try client.code(
            id.rawValue,
            CodingRequest(changes: changes.map(Self.change), reason: reason, base: stored.sha256))
    }

    private static func change(_ mark: MarkChange) -> CodingChange {
        switch mark {
        case .add(let code, let span):
            CodingChange(.add, codes: [code.rawValue], span: [span.lowerBound, span.upperBound])
        case .remove(let id): CodingChange(.remove, coding: id.rawValue)
        case .move(let id, let span):
            CodingChange(.edit, coding: id.rawValue, span: [span.lowerBound, span.upperBound])
        case .recode(let id, let code): CodingChange(.edit, coding: id.rawValue, codes: [code.rawValue])
        }
    }

    /// Says what was done and what was not; the file stays where something was not.
    private func report(
        _ reading: MarkReading, _ reply: CodingReply, _ file: DraftFile, _ again: String, _ console: Console
    ) throws(StudyError) {
        try console.result(reply) { CodingLines.report(reply, on: console) }
        for problem in reading.problems {
            console.errors.write("line \(problem.line): \(VisibleText.line(problem.message))\n")
        }
        if reading.problems.isEmpty {
            file.remove()
        } else {
            console.note("Your file is kept: \(again) \(file.path)")
        }
    }
}
