package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir recommendation trace`: the whole chain.
package struct RecommendationTrace: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "trace",
        abstract: "Show the whole chain below a recommendation, down to the quotes, and what rests on it.",
        discussion: """
            Words of people who have not agreed to be quoted are not shown; it is said why. The other way, from a \
            card, a finding, a record or a participant up, goes 'rir recommendation list'.

            Examples:

              rir recommendation trace one-list
            """
    )

    @OptionGroup package var name: RecommendationArgument
    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let view = try session.studyClient().recommendation(name.recommendation)
        try session.console.result(view) { RecommendationLines.trace(of: view, session.console) }
        return .done
    }
}

/// `rir recommendation show`: one recommendation.
package struct RecommendationShow: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a recommendation, and by number what it rests on.",
        discussion: """
            Examples:

              rir recommendation show one-list
            """
    )

    @OptionGroup package var name: RecommendationArgument
    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let view = try session.studyClient().recommendation(name.recommendation)
        try session.console.result(view) { RecommendationLines.lines(of: view, session.console) }
        return .done
    }
}

/// `rir recommendation list`: all of them, or those that rest on something.
package struct RecommendationList: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "list",
        abstract:
            "List recommendations and implications, or those that rest on a card, a finding, a record, a person.",
        discussion: """
            What rests on something through a cluster, a finding or an implication rests on it too.

            Examples:

              rir recommendation list
              rir recommendation list --participant SP66
              rir recommendation list --card 4q2m9k
            """
    )

    @Option(help: ArgumentHelp("Only those that rest on this card.", valueName: "card"))
    package var card: String?

    @Option(help: ArgumentHelp("Only those that rest on this finding.", valueName: "finding"))
    package var finding: String?

    @Option(help: ArgumentHelp("Only those that rest on this record.", valueName: "record"))
    package var record: String?

    @Option(
        help: ArgumentHelp(
            "Only those that this participant shaped, or whose card they rest on.", valueName: "handle"))
    package var participant: String?

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        var query: [(name: QueryName, value: String)] = []
        if let card { query.append((.card, card)) }
        if let finding { query.append((.finding, finding)) }
        if let record { query.append((.record, record)) }
        if let participant { query.append((.participant, participant.uppercased())) }
        let reply = try session.studyClient().recommendations(restingOn: query)
        let console = session.console
        if console.json {
            try console.result(json: reply)
            return .done
        }
        console.result(RecommendationLines.table(reply.recommendations))
        if reply.recommendations.isEmpty {
            console.note(
                query.isEmpty
                    ? "No recommendation yet: 'rir recommendation new' writes one." : "None rests on that.")
        }
        for sentence in reply.unreadable ?? [] {
            console.note("Can't be read: \(VisibleText.line(sentence))")
        }
        return .done
    }
}

/// Recommendations as lines for a person.
enum RecommendationLines {
    static func table(_ recommendations: [RecommendationHead]) -> Table {
        var table = Table([
            .init("NAME"), .init("KIND"), .init("VERSION", alignsRight: true),
            .init("RESTS ON", alignsRight: true), .init("SHAPED BY", shrinks: true),
            .init("STATEMENT", shrinks: true),
        ])
        table.rows = recommendations.map { one in
            [
                one.id.rawValue, one.kind.rawValue, "\(one.version)", "\(one.links)",
                one.shapers.map(\.rawValue).joined(separator: ", "), VisibleText.line(one.statement),
            ]
        }
        return table
    }

    static func lines(of view: RecommendationView, _ console: Console) -> [String] {
        var lines = head(view, console)
        for (number, node) in zip(1..., view.chain) { lines.append("  \(number). \(words(node))") }
        return lines + tail(view)
    }

    static func trace(of view: RecommendationView, _ console: Console) -> [String] {
        head(view, console) + view.chain.flatMap { tree($0, 1) } + tail(view)
    }

    private static func head(_ view: RecommendationView, _ console: Console) -> [String] {
        let name = console.emphasised("\(view.id)", on: console.output)
        let reason = view.version.reason.map { ": \(VisibleText.line($0))" } ?? ""
        return ["\(name)  \(view.kind.rawValue), version \(view.version.number)"]
            + FindingLines.paragraphs(view.version.statement)
            + [
                "  \(cause(view.version.cause)) by \(view.version.written.by.rawValue), \(Clock.text(view.version.written.at))\(reason)",
                "  Shaped by  \(view.shapers.isEmpty ? "nobody is named" : view.shapers.map(\.rawValue).joined(separator: ", "))",
                view.chain.isEmpty ? "  It rests on nothing yet." : "  It rests on",
            ]
    }

    private static func tail(_ view: RecommendationView) -> [String] {
        view.above.isEmpty ? [] : ["  On it rests  \(view.above.map(\.rawValue).joined(separator: ", "))"]
    }

    private static func cause(_ cause: Recommendation.Cause) -> String {
        switch cause {
        case .new: "written"
        case .edit: "changed"
        case .links: "links changed"
        case .join: "joined from two copies, last changed"
        }
    }

    private static func tree(_ node: TraceNode, _ depth: Int) -> [String] {
        [String(repeating: "  ", count: depth) + "- " + words(node)]
            + node.below.flatMap { tree($0, depth + 1) }
    }

    private static func words(_ node: TraceNode) -> String {
        if node.isGone {
            // Of a card it is known who took it off the board, and why.
            let known = node.kind == .card ? node.note.map(VisibleText.line) : nil
            return "\(node.kind.rawValue) \(node.name): \(known ?? "not in the study any more")"
        }
        var notes = [node.note, node.votes.flatMap { $0 > 0 ? $0.counted("vote") : nil }].compactMap(\.self)
            .map(VisibleText.line)
        notes += node.who.map(\.rawValue)
        let tail = notes.isEmpty ? "" : "  (\(notes.joined(separator: "; ")))"
        let name = "\(node.kind.rawValue) \(node.name)"
        if let withheld = node.withheld {
            return "\(name): words not shown, \(VisibleText.line(withheld))\(tail)"
        }
        guard let text = node.text.map(VisibleText.line) else { return name + tail }
        let isQuote = node.kind == .card || node.kind == .coding
        return "\(name): " + (isQuote ? "\u{201C}\(text)\u{201D}" : text) + tail
    }

    /// Sends a change and says what came of it.
    static func save(
        _ changes: RecommendationChanges, of name: String, _ session: Session
    ) throws(StudyError) -> ExitStatus {
        let view = try session.studyClient().changeRecommendation(name, changes)
        try session.console.result(view) {
            [
                view.operation == nil
                    ? "Nothing changed in \(view.id)." : "Saved version \(view.version.number) of \(view.id)."
            ]
        }
        saved(view, session.console)
        return .done
    }

    /// What a person is told after one was written or changed.
    static func saved(_ view: RecommendationView, _ console: Console) {
        guard view.chain.isEmpty else { return }
        console.note("It rests on nothing yet: rir recommendation link \(view.id) --cluster NAME")
    }
}
