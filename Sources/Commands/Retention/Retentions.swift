package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir retention`: how long what the study holds is kept.
package struct Retentions: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "retention",
        abstract: "See how long what the study holds is kept, remove what is due, and end a study.",
        discussion: """
            study.yaml says for each class of data until when it is kept and on what basis; \
            docs/reference/format.md shows how.

            Examples:

              rir retention due
              rir retention due --on 2031-01-01
              rir retention apply originals --dry-run
              rir retention close --on 2021-06-30
              rir retention archive --out ../archive
            """,
        subcommands: [
            RetentionDueList.self, RetentionApply.self, RetentionClose.self, RetentionArchive.self,
        ]
    )

    package init() {}
}

/// `rir retention due`: what is due when.
package struct RetentionDueList: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "due",
        abstract: "List every class of data, until when it is kept, and what has no rule.",
        discussion: """
            Examples:

              rir retention due
              rir retention due --on 2031-01-01 --json
            """
    )

    @Option(help: ArgumentHelp("As if it were this day; today without it.", valueName: "day"))
    package var on: Period?

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let report = try session.studyClient().retention(on: try on?.days(session).first)
        let console = session.console
        if console.json {
            try console.result(json: report)
            return .done
        }
        var table = Table([
            .init("CLASS"), .init("HELD", alignsRight: true), .init("UNTIL"), .init("BASIS", shrinks: true),
        ])
        for one in report.classes {
            table.rows.append([
                one.class.rawValue, one.count.grouped, Self.until(one),
                VisibleText.line(one.rule?.basis ?? ""),
            ])
        }
        console.result(table)
        let due = report.classes.filter { $0.state == .due }.map(\.class.rawValue)
        let unruled = report.classes.filter { $0.state == .unruled }.map(\.class.rawValue)
        if !due.isEmpty { console.note("due: \(due.joined(separator: ", ")).") }
        if !unruled.isEmpty {
            console.note(
                "no rule: \(unruled.joined(separator: ", ")). 'retention' in study.yaml says how long and why."
            )
        }
        return .done
    }

    private static func until(_ due: RetentionDue) -> String {
        switch due.state {
        case .due: "\(due.until?.rawValue ?? "") (due)"
        case .open: "\((due.rule?.yearsAfterEnd ?? 0).counted("year")) after the study's end"
        case .unruled: "no rule"
        case .kept, .empty: due.until?.rawValue ?? ""
        }
    }
}
