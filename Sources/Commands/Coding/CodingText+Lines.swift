import StudyAPI
import StudyModel

/// Codings as a person reads them.
enum CodingLines {
    /// How much of a quote a list shows, in characters.
    private static let shown = 160

    /// A line about a coding and its words below.
    static func lines(of view: CodingView, on console: Console, showsRecord: Bool = false) -> [String] {
        let coding = view.coding
        var parts = [console.emphasised(String(coding.id.suffix), on: console.output)]
        if showsRecord { parts.append(String(view.record.suffix)) }
        parts += [
            place(of: coding), ColourMark.text(view.colour, on: console) + name(of: view),
            view.coder.rawValue,
        ]
        if let weight = coding.weight { parts.append("weight \(weight)") }
        if coding.origin != .hand { parts.append("by \(coding.origin.rawValue)") }
        var lines = [parts.joined(separator: "  ")]
        if let quote = coding.anchor?.quote { lines.append("    " + clipped(quote)) }
        if let comment = coding.comment { lines.append("    – \(VisibleText.line(comment))") }
        return lines + view.doubts.map { "    ! \(sentence(of: $0, coding))" }
    }

    static func name(of view: CodingView) -> String {
        view.path?.rawValue ?? VisibleText.line(view.name)
    }

    static func place(of coding: Coding) -> String {
        guard let span = coding.anchor?.span else { return "whole" }
        return coding.state == .lost ? "lost" : "\(span.lowerBound):\(span.upperBound)"
    }

    static func clipped(_ quote: String) -> String {
        let line = VisibleText.line(quote)
        guard line.count > shown else { return "“\(line)”" }
        return "“\(line.prefix(shown * 2 / 3)) […] \(line.suffix(shown / 3))”"
    }

    /// Two quotes where they differ, with a few words round it.
    static func difference(_ old: String, _ new: String) -> (old: String, new: String) {
        let (a, b) = (Array(old), Array(new))
        let head = zip(a, b).prefix { $0 == $1 }.count
        let most = min(a.count, b.count) - head
        let tail = zip(a.reversed(), b.reversed()).prefix(most).prefix { $0 == $1 }.count
        func part(_ text: [Character]) -> String {
            let (from, to) = (max(0, head - around), min(text.count, text.count - tail + around))
            return (from > 0 ? "…" : "") + String(text[from..<to]) + (to < text.count ? "…" : "")
        }
        return (clipped(part(a)), clipped(part(b)))
    }

    /// How many characters are shown round a difference.
    private static let around = 24

    static func sentence(of doubt: CodingView.Doubt, _ coding: Coding) -> String {
        switch doubt {
        case .redefined: "what the code means was changed after this coding"
        case .split: "the code was split; say which of the new codes this is"
        case .changed:
            "the words were changed; where they differ they were "
                + difference(coding.was ?? "", coding.anchor?.quote ?? "").old
        case .lost: "the words are not in the text any more"
        case .orphaned: "the codebook has no such code any more"
        }
    }

    /// What coding did.
    static func report(_ reply: CodingReply, on console: Console) -> [String] {
        var lines = reply.codings.flatMap { Self.lines(of: $0, on: console) }
        lines += reply.removed.map {
            "removed  \($0.coding.id.suffix)  \(name(of: $0))  \(place(of: $0.coding))"
        }
        lines += reply.repeated.map {
            "there already  \($0.coding.id.suffix)  \(name(of: $0))  \(place(of: $0.coding))"
        }
        return lines.isEmpty ? ["Nothing changed."] : lines
    }
}
