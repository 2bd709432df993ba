package import ArgumentParser
import Reports
import StudyAPI
import StudyClient
package import StudyModel

/// `rir survey table`: answers to one variable, counted.
package struct SurveyCount: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "table",
        abstract: "Count the answers to a variable, by another or alone.",
        discussion: """
            Per cents are of those who answered. Counts of 1 to 4, and others from which they could be worked \
            out, are not shown (-).

            Examples:

              rir survey table staff-2021 role
              rir survey table staff-2021 confidence --by site
              rir survey table staff-2021 confidence --by site --format svg > confidence.svg
            """
    )

    @Argument(help: ArgumentHelp("The survey's id.", valueName: "survey"))
    package var survey: String

    @Argument(help: ArgumentHelp("The variable to count.", valueName: "variable"))
    package var variable: String

    @Option(help: ArgumentHelp("The variable whose values make the columns.", valueName: "variable"))
    package var by: String?

    @Option(help: ArgumentHelp("table, csv, or svg (a picture).", valueName: "format"))
    package var format: TableFormat = .table

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let client = try session.studyClient()
        let reply = try client.table(of: variable, by: by, in: survey, leaves: format != .table)
        let console = session.console
        switch console.json ? .table : format {
        case .table: try console.result(reply) { Self.lines(reply) }
        case .csv: console.output.write(String(decoding: reply.csv, as: UTF8.self))
        case .svg: console.output.write(try Self.picture(reply, client, survey))
        }
        if reply.suppressed > 0 {
            session.console.note(
                "\(reply.suppressed.counted("count")) not shown, so that nobody can be told from them.")
        }
        return .done
    }

    private static func picture(
        _ reply: SurveyTable, _ client: StudyClient, _ survey: String
    ) throws(StudyError) -> String {
        let variables = try client.survey(survey).variables
        let label = variables.first { $0.name == reply.variable }?.label ?? ""
        if let picture = SurveyPicture.svg(of: reply, title: label.isEmpty ? reply.variable : label) {
            return picture
        }
        throw StudyError(
            .requestInvalid, "There is nothing to draw, or more than \(SurveyPicture.mostBars) bars.",
            hint: "Count by something with fewer values.")
    }

    private static func lines(_ reply: SurveyTable) -> [String] {
        let groups = reply.groups.map { VisibleText.line($0) } + [reply.groups.isEmpty ? "n" : "all"]
        var table = Table([.init(reply.variable)] + groups.map { .init($0, alignsRight: true) })
        for row in reply.rows {
            let name = row.label.isEmpty ? row.value : "\(row.value) \(row.label)"
            table.rows.append([VisibleText.line(name)] + row.cells.map(text))
        }
        table.rows.append(["n"] + reply.answered.map { $0?.grouped ?? "-" })
        var lines = table.lines(width: nil, showsTitles: true)
        if let left = reply.left, left > 0 { lines.append("\(left.grouped) gave no answer.") }
        return lines
    }

    private static func text(_ cell: SurveyTable.Cell) -> String {
        guard let count = cell.count else { return "-" }
        guard let percent = cell.percent else { return count.grouped }
        let tenths = Int((percent * 10).rounded())
        return "\(count.grouped) (\(tenths / 10).\(tenths % 10)%)"
    }
}
