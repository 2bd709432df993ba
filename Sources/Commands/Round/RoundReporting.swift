package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

extension RoundReport.Grouping: ExpressibleByArgument {}

/// What a report of a round takes.
package struct RoundReportOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("The round's name, as 'rir round list' shows it.", valueName: "round"))
    package var round: String

    @Option(
        help: ArgumentHelp(
            "character, sentence, paragraph, turn or record; what the round was planned for without it.",
            valueName: "level"))
    package var level: Round.Level?

    @Option(help: ArgumentHelp("Figures apart for each pair (of coders), kind or week.", valueName: "what"))
    package var by: RoundReport.Grouping?

    @Option(
        help: ArgumentHelp(
            "Another round over the same records: the coder in both is compared with themselves.",
            valueName: "round"))
    package var against: String?

    @Option(
        help: ArgumentHelp(
            "What drawing begins with; the same seed gives the same interval.", valueName: "number"))
    package var seed = 1

    @Option(
        help: ArgumentHelp(
            "table, csv (one row for each figure), md, html, svg (figures with intervals) or confusion-svg.",
            valueName: "format"))
    package var format: AgreementOptions.Format = .table

    package init() {}

    package func validate() throws {
        if seed < 0 { throw ValidationError("A seed is 0 or more.") }
    }

    func show(_ session: Session) throws(StudyError) -> ExitStatus {
        var request = RoundReport.Request()
        (request.level, request.by, request.against, request.seed) = (level, by, against, seed)
        let reply = try session.studyClient().roundReport(round, request)
        let console = session.console
        if console.json {
            try console.result(json: reply)
            return .done
        }
        try AgreementOptions.show(reply.report, as: format, on: console)
        if format == .table, let by {
            // Without the names of its columns a table of figures says nothing, also in a pipe.
            let table = Self.table(of: reply, by: by)
            console.result([""] + table.lines(width: console.output.screen?.width, showsTitles: true))
        }
        return .done
    }

    private static func table(of reply: RoundReport, by grouping: RoundReport.Grouping) -> Table {
        var table = Table([
            .init(grouping.rawValue.uppercased()), .init("RECORDS", alignsRight: true),
            .init(reply.groups.first?.figure.title ?? "", alignsRight: true), .init("INTERVAL"),
        ])
        table.rows = reply.groups.map { group in
            let interval = group.figure.interval.map {
                "\(FigureText.decimals($0.lower)) to \(FigureText.decimals($0.upper))"
            }
            return [
                group.name, "\(group.records)",
                group.figure.value.map { FigureText.decimals($0) }
                    ?? "undefined (\(group.figure.reason ?? ""))",
                interval ?? "",
            ]
        }
        return table
    }
}

/// `rir round report`: how far the coders agree.
package struct RoundReporting: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Show how far the coders of a closed round agree.",
        discussion: """
            Figures come from what coders handed in, before any discussion, with intervals from drawing whole \
            records again, and with what a reviewer asks for: design, unit, codes, rule. --against compares a \
            coder with what they did in an earlier round. 'rir agreement ROUND' is the same.

            Examples:

              rir round report access-1
              rir round report access-1 --level character --by kind
              rir round report access-1 --format html > agreement.html
              rir round report second-look --against access-1
            """
    )

    @OptionGroup package var options: RoundReportOptions
    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus { try options.show(session) }
}

/// `rir agreement ROUND`, `rir agreement round`: the same.
package struct AgreementRound: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "round",
        abstract: "Agreement in a closed round of double-coding; 'rir agreement ROUND' is the same.",
        discussion: """
            As 'rir round report'.

            Examples:

              rir agreement access-1
              rir agreement round access-1 --format md
            """
    )

    @OptionGroup package var options: RoundReportOptions
    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus { try options.show(session) }
}
