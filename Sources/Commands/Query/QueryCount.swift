package import ArgumentParser
import Reports
import StudyAPI
import StudyClient
package import StudyModel

extension CodingMatrix.Measure: ExpressibleByArgument {}

/// `rir query count`: codes by something else.
package struct QueryCount: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "count",
        abstract: "Count codes by a second thing: a matrix.",
        discussion: """
            --by takes case, code, kind, coder, record, week, month, quarter, year, or an attribute of cases \
            such as role. A code counts with all below it. Every cell is a query; --json and --format tidy give it.

            Examples:

              rir query count --by role
              rir query count --by month --code access --where 'kind:interview'
              rir query count --by code --measure passages --format csv > together.csv
            """
    )

    package enum Format: String, ExpressibleByArgument, CaseIterable, Sendable {
        case table, csv, tidy, svg
    }

    @Option(help: ArgumentHelp("What to count by.", valueName: "what"))
    package var by: String

    @Option(
        help: ArgumentHelp("A code that is a row; may be repeated; all codes without it.", valueName: "code"))
    package var code: [String] = []

    @Option(
        name: .customLong("where"),
        help: ArgumentHelp("Conditions that all cells are under.", valueName: "query"))
    package var restriction: String?

    @Option(help: ArgumentHelp("codings, passages, records, cases or characters.", valueName: "what"))
    package var measure: CodingMatrix.Measure?

    @Option(
        help: ArgumentHelp(
            "table, csv, tidy (one row for each cell), or svg (a picture).", valueName: "format"))
    package var format: Format = .table

    @Flag(help: "Show rows and columns in which nothing is counted too.")
    package var empty = false

    @OptionGroup package var moment: MomentOption
    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        var matrix = try session.studyClient().matrix(
            of: code, by: by, where: restriction, measure: measure, at: try moment.timestamp(session))
        if !empty { matrix = matrix.withoutEmpty }
        let console = session.console
        if console.json {
            try console.result(json: matrix)
        } else {
            try write(matrix, on: console)
        }
        console.note(withheld: matrix.withheld)
        return .done
    }

    private func write(_ matrix: CodingMatrix, on console: Console) throws(StudyError) {
        switch format {
        case .csv: console.output.write(matrix.csv)
        case .tidy: console.output.write(matrix.tidyCSV)
        case .svg:
            guard let picture = MatrixHeatMap.svg(of: matrix) else {
                throw StudyError(
                    .requestInvalid,
                    "There is nothing to draw, or more than \(MatrixHeatMap.mostCells) cells.",
                    hint: "Name some codes with --code, or count by something with fewer values.")
            }
            console.output.write(picture)
        case .table:
            var table = Table(
                matrix.tableHead.enumerated().map { place, title in
                    .init(VisibleText.line(title), shrinks: place == 0, alignsRight: place > 0)
                })
            table.rows = matrix.rows.isEmpty ? [] : matrix.tableRows.map { $0.map(VisibleText.line) }
            // Without the names of its columns a matrix says nothing, also in a pipe.
            if !table.rows.isEmpty {
                console.result(table.lines(width: console.output.screen?.width, showsTitles: true))
            }
            console.note(
                matrix.rows.isEmpty
                    ? "Nothing is counted." : "\(matrix.measure.rawValue) by \(matrix.columnTitle).")
        }
    }
}
