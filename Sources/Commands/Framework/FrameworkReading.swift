package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir matrix show`: a matrix, a row, a column or a cell.
package struct FrameworkShow: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a framework matrix, one case's row, one theme's column, or a cell with its history.",
        discussion: """
            The whole matrix is shown as a picture, a sign for each cell: # filled, ! stale, . codings and no \
            summary yet. With --by, cases stand together by an attribute of theirs. A row or a column is shown \
            with its summaries; a cell with its codings too, and with every version and who wrote it.

            Examples:

              rir matrix show pathway
              rir matrix show pathway --case SP66
              rir matrix show pathway --theme access --by employer
              rir matrix show pathway --case SP66 --theme access
            """
    )

    @OptionGroup package var name: FrameworkArgument

    @Option(name: .customLong("case"), help: ArgumentHelp("One case's row.", valueName: "case"))
    package var caseID: String?

    @Option(help: ArgumentHelp("One theme's column.", valueName: "code"))
    package var theme: String?

    @Option(help: ArgumentHelp("The attribute that cases stand together by.", valueName: "attribute"))
    package var by: String?

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let client = try session.studyClient()
        let console = session.console
        if let caseID, let theme {
            let detail = try client.frameworkCell(name.matrix, caseID: caseID, theme: theme)
            try console.result(detail) { FrameworkLines.lines(of: detail, console) }
            return .done
        }
        let view = try client.framework(name.matrix, caseID: caseID, theme: theme, by: by)
        try console.result(view) {
            caseID == nil && theme == nil
                ? FrameworkLines.picture(of: view, console) : FrameworkLines.texts(of: view, console)
        }
        return .done
    }
}

/// `rir matrix stale`: what no longer fits.
package struct FrameworkStale: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "stale",
        abstract: "List the cells whose summary no longer fits the codings it rests on, and why.",
        discussion: """
            Read the summary again beside its codings, then write it anew with 'rir matrix fill', or say that it \
            still holds with 'rir matrix fill --keep'.

            Examples:

              rir matrix stale
              rir matrix stale pathway
            """
    )

    @Argument(
        help: ArgumentHelp(
            "The matrix: any part of its name that no other has; all of them without it.", valueName: "matrix"
        ))
    package var matrix: String?

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let client = try session.studyClient()
        let names: [String]
        if let matrix {
            names = [matrix]
        } else {
            names = try client.frameworks().matrices.map(\.id.rawValue)
        }
        var views: [FrameworkView] = []
        for name in names { views.append(try client.framework(name, isStaleOnly: true)) }
        let console = session.console
        if console.json {
            try console.result(json: views)
            return .done
        }
        let lines = views.flatMap { FrameworkLines.stale($0, console) }
        console.result(lines)
        if lines.isEmpty { console.note("No cell is stale.") }
        return .done
    }
}
