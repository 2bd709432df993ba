package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir search`: full text, the best matches first.
package struct RecordSearch: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Search the text of all records, best matches first.",
        discussion: """
            Words must all occur; "a phrase" in quotes, OR, NOT, NEAR(a b, 5) and word* for beginnings \
            narrow or widen the search. Matches are marked *so*.

            Examples:

              rir search leaflet
              rir search '"waiting list" OR backlog' --kind interview
              rir search 'NEAR(referral leaflet, 10)' --from 2020-04
            """
    )

    @Argument(help: ArgumentHelp("Words, phrases and operators.", valueName: "query"))
    package var query: [String]

    @OptionGroup package var filter: FilterOptions

    @Option(help: ArgumentHelp("Show at most this many.", valueName: "count"))
    package var limit: Int = usualLimit

    static let usualLimit = 20

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func validate() throws {
        if limit < 1 { throw ValidationError("--limit must be at least 1.") }
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        var wanted = try filter.filter(session)
        wanted.limit = limit
        let answer = try session.studyClient().search(query.joined(separator: " "), in: wanted)
        let console = session.console
        try console.result(answer) { answer.hits.flatMap { SearchHit($0).lines(on: console) } }
        if answer.total == 0 {
            console.note("No record matches.")
        } else {
            let shown = answer.hits.count < answer.total ? "\(answer.hits.count) of " : ""
            console.note("\(shown)\(answer.total.counted("record")): \(RecordRows.facets(answer.facets)).")
        }
        return .done
    }
}

/// One match as a person reads it.
struct SearchHit {
    private static let indent = "    "
    private let hit: SearchAnswer.Hit

    init(_ hit: SearchAnswer.Hit) { self.hit = hit }

    /// A line about the record and the snippet below it, wrapped where there is a screen.
    func lines(on console: Console) -> [String] {
        let record = hit.record
        let id = console.output.screen == nil ? record.id.rawValue : String(record.id.suffix)
        let name = console.emphasised(id, on: console.output)
        let head =
            "\(name)  \(record.date.rawValue)  \(record.kind.rawValue)  \(VisibleText.line(record.title))"
        let width = (console.output.screen?.width).map { max(20, $0 - Self.indent.count) }
        return [head] + wrapped(width: width, console).map { Self.indent + $0 }
    }

    private func wrapped(width: Int?, _ console: Console) -> [String] {
        var lines: [String] = []
        var line = ""
        var used = 0
        for word in words {
            let columns = DisplayWidth.of(word.plain)
            if used > 0, let width, used + 1 + columns > width {
                lines.append(line)
                line = ""
                used = 0
            }
            if used > 0 { line += " " }
            line += word.marked { console.emphasised($0, on: console.output) }
            used += columns + (used > 0 ? 1 : 0)
        }
        return line.isEmpty ? lines : lines + [line]
    }

    /// Text between two spaces, in pieces that match or do not.
    private struct Word {
        var pieces: [SearchAnswer.Fragment] = []

        var plain: String { marked { $0 } }

        func marked(_ emphasise: (String) -> String) -> String {
            pieces.map { $0.matches ? emphasise("*\($0.text)*") : $0.text }.joined()
        }
    }

    private var words: [Word] {
        var words: [Word] = []
        var joins = false
        for fragment in hit.snippet {
            let text = VisibleText.line(fragment.text)
            for part in text.split(separator: " ", omittingEmptySubsequences: false) {
                if !joins || words.isEmpty { words.append(Word()) }
                if !part.isEmpty {
                    words[words.count - 1].pieces.append(.init(text: String(part), matches: fragment.matches))
                }
                joins = false
            }
            joins = !text.isEmpty
        }
        return words.filter { !$0.pieces.isEmpty }
    }
}
