package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir query find`, `rir query QUERY`: passages with their words.
package struct QueryFind: StudyCommand {
    /// How many passages are shown where nobody says.
    static let usualLimit = 20

    package static let configuration = CommandConfiguration(
        commandName: "find",
        abstract: "Find passages; 'rir query QUERY' is the same.",
        discussion: """
            Each passage is shown with its codes, who coded it, and where it is from: participant and date, as a \
            quotation is attributed.

            Examples:

              rir query find 'access AND NOT workforce'
              rir query 'any AND coder:r1 AND date:2020-04' --limit 5
              rir query 'uncoded AND kind:interview' --count
              rir query 'access' --at 2020-06-30
            """
    )

    @Argument(help: ArgumentHelp("The query, or @NAME of a saved one.", valueName: "query"))
    package var query: [String]

    @Option(help: ArgumentHelp("Show at most this many passages.", valueName: "count"))
    package var limit: Int = Self.usualLimit

    @Option(help: ArgumentHelp("Leave out this many from the start.", valueName: "count"))
    package var offset: Int = 0

    @Flag(help: "Only count.")
    package var count = false

    @OptionGroup package var moment: MomentOption
    @OptionGroup package var common: CommonOptions

    package init() {}

    package func validate() throws {
        if limit < 1 || offset < 0 {
            throw ValidationError("Give --limit at least 1, and --offset at least 0.")
        }
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let reply = try session.studyClient().find(
            query.joined(separator: " "), offset: offset, limit: count ? 0 : limit,
            at: try moment.timestamp(session))
        let console = session.console
        try console.result(reply) {
            count ? Self.counts(reply.counts) : reply.hits.flatMap { QueryLines.lines(of: $0, on: console) }
        }
        console.note(withheld: reply.withheld)
        guard !count else { return .done }
        let shown = reply.hits.count < reply.counts.passages ? "\(reply.hits.count) of " : ""
        console.note(
            reply.counts.passages == 0
                ? "Nothing is found."
                : "\(shown)\(reply.counts.passages.counted("passage")) in \(reply.counts.records.counted("record"))."
        )
        return .done
    }

    private static func counts(_ counts: QueryCounts) -> [String] {
        Pairs.lines([
            ("Passages", counts.passages.grouped), ("Codings", counts.codings.grouped),
            ("Records", counts.records.grouped), ("Cases", counts.cases.grouped),
            ("Characters", counts.characters.grouped),
        ])
    }
}

/// Passages as a person reads them.
enum QueryLines {
    static func lines(of hit: QueryFinding, on console: Console) -> [String] {
        let people = hit.participants.map(\.rawValue).joined(separator: " ")
        let place = "\(hit.span.lowerBound):\(hit.span.upperBound)"
        let id = console.output.screen == nil ? hit.record.rawValue : String(hit.record.suffix)
        let head = [console.emphasised(id, on: console.output), hit.day.rawValue, people, place]
            .filter { !$0.isEmpty }.joined(separator: "  ")
        var codes: [String] = []
        for coding in hit.codings {
            let name = "\(coding.path?.rawValue ?? coding.code.rawValue) (\(coding.source.rawValue))"
            if !codes.contains(name) { codes.append(name) }
        }
        return [head] + (codes.isEmpty ? [] : ["    " + codes.joined(separator: ", ")])
            + ["    " + CodingLines.clipped(hit.quote)]
    }
}

extension Console {
    /// Says how many records were left out for want of consent.
    func note(withheld: Int) {
        if withheld == 0 { return }
        note(
            "\(withheld.counted("record")) left out: people in them have not agreed to their use ('rir consent due')."
        )
    }
}
