import StudyAPI
import StudyModel

/// Memos as a person reads them.
enum MemoLines {
    /// How much of the words of a link is shown, in characters.
    private static let shown = 160

    // MARK: Lists

    static func table(_ memos: [MemoHead]) -> Table {
        var table = Table([
            .init("ID"), .init("DATE"), .init("KIND"), .init("BY"), .init("TITLE", shrinks: true),
            .init("ON", shrinks: true),
        ])
        for memo in memos {
            table.rows.append([
                memo.id.rawValue, day(memo), kind(memo), memo.written.by.rawValue,
                VisibleText.line(memo.title), targets(memo.links),
            ])
        }
        return table
    }

    /// A line about a memo and its words below, with what was looked for marked.
    static func hit(_ memo: MemoHead, on console: Console) -> [String] {
        let id = console.emphasised(memo.id.rawValue, on: console.output)
        let targets = targets(memo.links)
        var parts = [id, day(memo), kind(memo), memo.written.by.rawValue, VisibleText.line(memo.title)]
        if !targets.isEmpty { parts.append("(\(targets))") }
        let words = memo.snippet.map { fragment in
            let text = VisibleText.line(fragment.text)
            return fragment.matches ? console.emphasised("*\(text)*", on: console.output) : text
        }
        return [parts.joined(separator: "  "), "    " + words.joined().trimmedBlanks]
    }

    /// How many there are, and what could not be shown.
    static func remarks(on reply: MemosReply, _ console: Console) {
        let more = reply.total - reply.memos.count
        if reply.total == 0 {
            console.note("There is no such memo.")
        } else {
            console.note(
                more > 0
                    ? "\(more.grouped) more; --all shows them."
                    : "\(reply.total.counted("memo")).")
        }
        if let sealed = reply.sealed {
            console.note(
                "Not looked at: \(sealed.counted("private memo")) of yours; 'rir vault unlock' opens the vault."
            )
        }
        for sentence in reply.unreadable ?? [] {
            console.note("can't be read: \(VisibleText.line(sentence))")
        }
    }

    private static func day(_ memo: MemoHead) -> String {
        Clock.local(memo.written.at.secondsSinceEpoch)?.day.rawValue ?? memo.written.at.day.rawValue
    }

    private static func kind(_ memo: MemoHead) -> String {
        memo.kind.rawValue + (memo.isPrivate ? " (private)" : "")
    }

    /// What a memo is linked to, each once, in short.
    private static func targets(_ links: [MemoLinkView]) -> String {
        var seen: [String] = []
        for link in links {
            let label = link.link.record.map { String($0.suffix) } ?? link.label
            if !seen.contains(label) { seen.append(label) }
        }
        return seen.joined(separator: ", ")
    }

    // MARK: One memo

    static func head(_ reply: MemoReply, _ console: Console) -> [String] {
        let memo = reply.memo
        var pairs = [
            ("Title", VisibleText.line(memo.title)), ("Kind", memo.kind.rawValue),
            ("Written", "\(Clock.text(memo.written.at)) by \(memo.written.by.rawValue)"),
        ]
        if memo.version > 1 {
            pairs.append(
                (
                    "Changed",
                    "\(Clock.text(memo.changed.at)) by \(memo.changed.by.rawValue), version \(memo.version)"
                ))
        }
        pairs.append(reply.path.map { ("File", $0) } ?? ("Private", "sealed; it opens to you alone"))
        let name = console.emphasised(memo.id.rawValue, on: console.output)
        var lines = [name] + Pairs.lines(pairs)
        for (number, link) in zip(1..., reply.links) {
            lines += Self.lines(of: link).enumerated().map { index, line in
                index == 0 ? "  \(number)  \(line)" : "     \(line)"
            }
        }
        return lines + [""]
    }

    /// What a link leads to, the words below, and what became of them.
    private static func lines(of view: MemoLinkView) -> [String] {
        let title = view.title.map { "  " + VisibleText.line($0) } ?? ""
        var lines = ["\(noun(view.link)) \(view.label)\(title)"]
        if let quote = view.link.anchor?.quote { lines.append(clipped(quote)) }
        if let remark = remark(on: view) { lines.append("! \(remark)") }
        return lines
    }

    private static func noun(_ link: MemoLink) -> String {
        switch link {
        case .record, .span: "record"
        case .coding(let coding, _): "coding \(coding.suffix) in"
        case .code: "code"
        case .case: "case"
        }
    }

    private static func clipped(_ quote: String) -> String {
        let line = VisibleText.line(quote)
        guard line.count > shown else { return "“\(line)”" }
        return "“\(line.prefix(shown * 2 / 3)) […] \(line.suffix(shown / 3))”"
    }

    private static func remark(on view: MemoLinkView) -> String? {
        guard case .span(let place) = view.link, let latest = view.latest else {
            return view.state == .removed ? "not in the study any more" : nil
        }
        let newer = "of version \(place.version); the record is now version \(latest)"
        switch view.state {
        case .unmoved: return "\(newer), and the words stand where they stood"
        case .moved: return "\(newer), and the words stand elsewhere in it"
        case .gone: return "\(newer), and the words are not in it any more"
        case .removed, .current, nil: return nil
        }
    }
}
