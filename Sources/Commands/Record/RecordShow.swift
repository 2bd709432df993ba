package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir show`: one record.
package struct RecordShow: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a record: what is known about it, then its text.",
        discussion: """
            Control characters and marks that turn the direction of writing are shown as \\u{202E}, so that \
            a text from elsewhere can't deceive you or your terminal.

            Examples:

              rir show 7f3k
              rir show 7f3k --version 1
              rir show 7f3k --turn 4
              rir show 7f3k --coding
              rir show 7f3k --raw > interview.md
            """
    )

    @Argument(help: ArgumentHelp("The record: any part of its id that no other has.", valueName: "id"))
    package var record: String

    @Option(help: ArgumentHelp("An earlier version.", valueName: "number"))
    package var version: Int?

    @Flag(help: "Print only the text, byte for byte.")
    package var raw = false

    @Flag(help: "Print only the path of the record's file.")
    package var path = false

    @Option(
        help: ArgumentHelp("Print only a turn of a transcript, or several: 4, 4-9.", valueName: "number"))
    package var turn: TurnRange?

    @Flag(help: "Show an e-mail whole: what is quoted, passed on or signature too.")
    package var whole = false

    @Flag(help: "Show the codings as stripes in the margin, each with its code.")
    package var coding = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func validate() throws {
        if coding, raw || path || version != nil || turn != nil {
            throw ValidationError("--coding shows the newest version as a whole.")
        }
        if [raw, path, turn != nil].count(where: { $0 }) > 1 {
            throw ValidationError("Give only one of --raw, --path and --turn.")
        }
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let client = try session.studyClient()
        if let turn { return try show(turn, client, session.console) }
        let reply = try client.record(record, version: version)
        let console = session.console
        if coding { return try showCoding(of: reply, client, console) }
        if console.json {
            try console.result(json: reply)
        } else if path {
            console.result((client.study ?? "") + "/" + reply.path)
        } else if raw {
            console.output.write(reply.body)
        } else {
            console.result(Self.head(reply, console))
            console.output.write(VisibleText.escape(FoldedText.text(of: reply, whole: whole)))
            for memo in reply.memos ?? [] { console.result(Self.lines(of: memo)) }
        }
        return .done
    }

    private func showCoding(
        of reply: RecordReply, _ client: StudyClient, _ console: Console
    ) throws(StudyError) -> ExitStatus {
        let found = try client.codings(of: reply.record.id.rawValue)
        try console.result(found) {
            let text = CodedText(body: reply.body, codings: found.codings, console: console)
            let whole = found.codings.filter { $0.coding.anchor == nil }
            let lost = found.codings.filter { $0.coding.state == .lost }
            return Self.head(reply, console) + text.lines(whole: whole, lost: lost)
        }
        return .done
    }

    private func show(_ range: TurnRange, _ client: StudyClient, _ console: Console) throws(StudyError)
        -> ExitStatus
    {
        var reply = try client.turns(record, version: version)
        let count = reply.turns.count
        guard count > 0 else {
            throw StudyError(
                .recordInvalid, "\(reply.id) reads as no transcript, so it has no turns.",
                hint: "Run 'rir show \(reply.id)' to see its text.")
        }
        reply.turns = reply.turns.filter { range.numbers.contains($0.number) }
        guard !reply.turns.isEmpty else {
            throw StudyError(.recordInvalid, "\(reply.id) has turns 1 to \(count).")
        }
        try console.result(reply) {
            reply.turns.flatMap { turn in
                let times = [turn.start, turn.end].compactMap { $0 }.joined(separator: "-")
                let head = [
                    "\(turn.number)", turn.speaker.map(VisibleText.line), times.isEmpty ? nil : times,
                ]
                let name = console.emphasised(
                    head.compactMap { $0 }.joined(separator: "  "), on: console.output)
                return [name, VisibleText.escape(turn.text), ""]
            }
        }
        return .done
    }

    private static func lines(of memo: DraftMemo) -> [String] {
        let head = ["Memo", memo.author, memo.at].compactMap { $0 }.map(VisibleText.line)
        let quote = memo.quote.map { ["  on: \(VisibleText.line($0))"] } ?? []
        return ["", head.joined(separator: "  ")] + quote + ["  \(VisibleText.line(memo.text))"]
    }

    private static func head(_ reply: RecordReply, _ console: Console) -> [String] {
        let record = reply.record
        let older = record.version < reply.latest ? " of \(reply.latest) (not the newest)" : ""
        var pairs = [
            ("Title", VisibleText.line(record.title)), ("Kind", record.kind.rawValue),
            ("Date", record.date.rawValue + (record.time.map { " " + VisibleText.line($0) } ?? "")),
        ]
        if !record.participants.isEmpty {
            pairs.append(("Participants", record.participants.map(\.rawValue).joined(separator: " ")))
        }
        pairs += reply.details.sorted.map { (capitalised($0.key), VisibleText.line(text(of: $0.value))) }
        pairs += [
            ("Words", record.words.grouped), ("Version", "\(record.version)\(older)"),
            ("Captured", "\(Clock.text(record.captured.at)) by \(record.captured.by.rawValue)"),
            ("Saved", "\(Clock.text(record.saved.at)) by \(record.saved.by.rawValue)"), ("File", reply.path),
        ]
        if let count = reply.linkedMemos {
            pairs.append(("Memos", "\(count.grouped): rir memo list --record \(record.id.suffix)"))
        }
        let name = console.emphasised(record.id.rawValue, on: console.output)
        return [name] + Pairs.lines(pairs) + [""]
    }

    private static func text(of value: RecordDetails.Value) -> String {
        switch value {
        case .text(let text): text
        case .number(let number): String(number)
        case .list(let items): items.joined(separator: ", ")
        }
    }

    private static func capitalised(_ key: String) -> String {
        let words = key.split(separator: "-").joined(separator: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }
}

/// Names and values under each other.
enum Pairs {
    /// Lines with the values aligned.
    static func lines(_ pairs: [(name: String, value: String)]) -> [String] {
        let width = pairs.map { DisplayWidth.of($0.name) }.max() ?? 0
        return pairs.map { "  \(DisplayWidth.pad($0.name, to: width))  \($0.value)" }
    }
}
