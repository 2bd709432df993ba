package import ArgumentParser
import Reports
import StudyAPI
import StudyClient
package import StudyModel

/// `rir finding triangulate`: where the evidence of a finding comes from.
package struct FindingTriangulate: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "triangulate",
        abstract: "Show which kinds of source and which groups stand behind a finding, and what is missing.",
        discussion: """
            A row for each kind of source, a column for each group of participants: +3 records speak for the \
            finding, −1 against it, / 4 whose words they are. 'gap (12)' says that the study holds twelve such \
            records and none stands behind the finding; an empty place, that it holds none. People who are so \
            few that they could be told are not counted (-). Groups are what handles stand for, or the values \
            of an attribute with --by.

            Examples:

              rir finding triangulate open-door
              rir finding triangulate open-door --by employer
              rir finding triangulate open-door --format svg > open-door.svg
            """
    )

    @OptionGroup package var name: FindingArgument

    @Option(help: ArgumentHelp("The attribute that makes the groups.", valueName: "attribute"))
    package var by: String?

    @Option(help: ArgumentHelp("table, csv, or svg (a picture).", valueName: "format"))
    package var format: TableFormat = .table

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let grid = try session.studyClient().triangulation(
            of: name.finding, by: by, leaves: format != .table)
        let console = session.console
        if console.json {
            try console.result(json: grid)
            return .done
        }
        switch format {
        case .csv: console.output.write(String(decoding: grid.csv, as: UTF8.self))
        case .svg: console.output.write(TriangulationPicture.svg(of: grid))
        case .table: console.result(TriangulationLines.lines(of: grid, console))
        }
        TriangulationLines.note(grid.left, console)
        return .done
    }
}

/// `rir finding compare`: all findings between groups or sites.
package struct FindingCompare: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Compare groups or sites: what findings they have in common, and where they differ.",
        discussion: """
            A row for each finding that stands, a column for each group: +3 records speak for it, −1 against \
            it; 'silent' where the study holds sources of the group and none says anything to it. A finding is \
            common where every group that was heard speaks for it and none against it, partial where others are \
            silent, contested where something speaks against it.

            Examples:

              rir finding compare --by locality
              rir finding compare --by employer --format csv > employers.csv
            """
    )

    @Option(help: ArgumentHelp("The attribute that makes the groups.", valueName: "attribute"))
    package var by: String?

    @Option(help: ArgumentHelp("table, csv, or svg (a picture).", valueName: "format"))
    package var format: TableFormat = .table

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let comparison = try session.studyClient().compareFindings(by: by, leaves: format != .table)
        let console = session.console
        if console.json {
            try console.result(json: comparison)
            return .done
        }
        switch format {
        case .csv: console.output.write(String(decoding: comparison.csv, as: UTF8.self))
        case .svg: console.output.write(ComparisonPicture.svg(of: comparison))
        case .table:
            console.result(TriangulationLines.lines(of: comparison, console))
            if comparison.rows.isEmpty { console.note("No finding yet: 'rir finding new' writes one.") }
        }
        TriangulationLines.note(comparison.left, console)
        return .done
    }
}

/// Grids of evidence in words.
enum TriangulationLines {
    /// Gaps that are named below a grid.
    private static let mostGaps = 5

    static func lines(of grid: Triangulation, _ console: Console) -> [String] {
        let head = console.emphasised("\(grid.finding)", on: console.output) + "  version \(grid.version)"
        var lines = [head] + FindingLines.paragraphs(grid.statement) + [""]
        var table = Table([.init("")] + grid.groups.map { .init(VisibleText.line($0)) })
        for (row, kind) in grid.kinds.enumerated() {
            table.rows.append(
                [kind.rawValue] + grid.groups.indices.map { grid.text(of: grid[row, $0]) })
        }
        lines += table.lines(width: nil, showsTitles: true) + [""]
        let reach = grid.reach
        lines.append(
            "Spoken for by \(reach.kinds.counted("kind")) of source and \(reach.groups.counted("group")); "
                + words(of: grid.people)
        )
        if !grid.months.isEmpty { lines += [""] + timeline(grid.months) }
        let gaps = grid.gaps
        if !gaps.isEmpty { lines += [""] + gapLines(gaps) }
        return lines
    }

    private static func words(of people: Int?) -> String {
        switch people {
        case nil: "the words of too few people to be counted."
        case 0?: "nobody is named in it."
        case let people?: "the words of \(people.counted("participant"))."
        }
    }

    private static func timeline(_ months: [Triangulation.Month]) -> [String] {
        var table = Table([.init("MONTH"), .init("FOR"), .init("AGAINST")])
        for month in months {
            table.rows.append([month.month, bar(month.supports), bar(month.disconfirms)])
        }
        return table.lines(width: nil, showsTitles: true)
    }

    private static func bar(_ count: Int) -> String {
        count == 0 ? "" : String(repeating: "\u{25A0}", count: min(count, 20)) + " \(count)"
    }

    private static func gapLines(_ gaps: [(kind: RecordKind, group: String, held: Int)]) -> [String] {
        let named = gaps.prefix(mostGaps).map { gap in
            let records = "\(gap.held.counted("record")) of kind \(gap.kind.rawValue)"
            return "  \(VisibleText.line(gap.group)): \(records), none behind this"
        }
        let more = gaps.count - named.count
        return ["Gaps"] + named + (more > 0 ? ["  and \(more.grouped) more"] : [])
    }

    static func lines(of comparison: FindingComparison, _ console: Console) -> [String] {
        if comparison.rows.isEmpty { return [] }
        let groups = comparison.groups.map { Table.Column(VisibleText.line($0)) }
        var table = Table([.init("FINDING")] + groups + [.init("READING")])
        for row in comparison.rows {
            table.rows.append(
                [row.finding.rawValue] + row.cells.map(\.text) + [row.reading.rawValue])
        }
        var lines = table.lines(width: nil, showsTitles: true)
        for reading in FindingComparison.Reading.allCases {
            let rows = comparison.rows.filter { $0.reading == reading }
            if rows.isEmpty { continue }
            lines += ["", console.emphasised(title(reading), on: console.output)]
            for row in rows {
                lines +=
                    ["  \(row.finding)  " + sentence(row, comparison.groups)]
                    + FindingLines.paragraphs(row.statement, indent: 4)
            }
        }
        return lines
    }

    private static func title(_ reading: FindingComparison.Reading) -> String {
        switch reading {
        case .common: "In common"
        case .partial: "Of some"
        case .contested: "Contested"
        case .none: "Without evidence"
        }
    }

    /// Who is for it, who is against it and who says nothing.
    private static func sentence(_ row: FindingComparison.Row, _ groups: [String]) -> String {
        func named(_ stances: Set<FindingComparison.Stance>) -> String {
            zip(groups, row.cells).filter { stances.contains($0.1.stance) }
                .map { VisibleText.line($0.0) }.joined(separator: ", ")
        }
        let parts: [(String, Set<FindingComparison.Stance>)] = [
            ("for: ", [.supports]), ("both: ", [.both]), ("against: ", [.disconfirms]),
            ("silent: ", [.silent]),
        ]
        return parts.map { ($0.0, named($0.1)) }.filter { !$0.1.isEmpty }.map { $0.0 + $0.1 }
            .joined(separator: "; ")
    }

    /// Evidence that is not counted.
    static func note(_ left: Triangulation.Left, _ console: Console) {
        if left.gone > 0 {
            console.note(
                "\(left.gone.counted("piece")) of evidence not counted: no longer in the study.")
        }
        if left.withheld > 0 {
            console.note(
                "\(left.withheld.counted("piece")) of evidence not counted: people there have not agreed to it."
            )
        }
    }
}
