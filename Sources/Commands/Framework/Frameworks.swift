package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir matrix`: framework matrices, charting.
package struct Frameworks: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "matrix",
        abstract: "Framework matrices: charting cases by themes, a summary in each cell.",
        discussion: """
            A row is a case: a participant, an organisation or a site. A column is a theme: a code, with all \
            below it. A cell is a summary in your own words, linked to the codings it rests on. When one of \
            them is changed, goes or is joined by another, the cell is stale, and says why. To count codings \
            instead, use 'rir query count'.

            Examples:

              rir matrix new pathway --theme access --theme referral
              rir matrix fill pathway SP66 access "Comes by himself since the letter went."
              rir matrix stale pathway
              rir matrix export pathway charting.xlsx
            """,
        subcommands: [
            FrameworkNew.self, FrameworkEditing.self, FrameworkShow.self, FrameworkFill.self,
            FrameworkStale.self,
            FrameworkExport.self, FrameworkImport.self, FrameworkList.self,
        ]
    )

    package init() {}
}

/// The matrix a command is about.
package struct FrameworkArgument: ParsableArguments {
    @Argument(help: ArgumentHelp("The matrix: any part of its name that no other has.", valueName: "matrix"))
    package var matrix: String

    package init() {}
}

extension CaseKind: ExpressibleByArgument {}

/// `rir matrix new`: begins a matrix.
package struct FrameworkNew: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Begin a framework matrix: say which cases and which themes.",
        discussion: """
            Without more, the rows are all participants but the team's own, and the themes are the codes at the \
            top of the codebook. Conditions on cases hold together. The rows follow the study: whoever fits \
            later is a row from then on.

            Examples:

              rir matrix new pathway
              rir matrix new link-workers --attribute role=link-worker --theme access --theme training
              rir matrix new sites --kind site --theme access
              rir matrix new asked --where 'code:access AND kind:interview'
            """
    )

    @Argument(help: ArgumentHelp("Its name: small letters, digits and dashes.", valueName: "name"))
    package var name: String

    @Option(help: ArgumentHelp("What it is called in full.", valueName: "text"))
    package var title: String?

    @Option(help: ArgumentHelp("A code that is a column; may be repeated.", valueName: "code"))
    package var theme: [String] = []

    @Option(help: ArgumentHelp("participant, organisation or site.", valueName: "kind"))
    package var kind: CaseKind?

    @Option(
        name: .customLong("case"),
        help: ArgumentHelp("A case that is a row, and no others; may be repeated.", valueName: "case"))
    package var cases: [String] = []

    @Option(
        help: ArgumentHelp(
            "Cases with this value of an attribute; may be repeated, and then all must hold.",
            valueName: "name=value"))
    package var attribute: [String] = []

    @Option(
        name: .customLong("where"),
        help: ArgumentHelp("Cases in whose records this query finds something.", valueName: "query"))
    package var query: String?

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        var plan = FrameworkPlan(name: name, title: title, themes: theme.isEmpty ? nil : theme)
        plan.kind = kind
        plan.cases = cases.isEmpty ? nil : cases
        plan.attributes = attribute.isEmpty ? nil : attribute
        plan.query = query
        let view = try session.studyClient().newFramework(plan)
        try session.console.result(view) {
            [
                "Began \(view.id): \(view.rows.count.counted("case")) by \(view.themes.count.counted("theme"))."
            ]
        }
        if view.rows.isEmpty { session.console.note("No case fits yet.") }
        return .done
    }
}

/// `rir matrix list`: all matrices.
package struct FrameworkList: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the framework matrices, and how far they are filled.",
        discussion: """
            Examples:

              rir matrix list
              rir matrix list --json
            """
    )

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let reply = try session.studyClient().frameworks()
        let console = session.console
        if console.json {
            try console.result(json: reply)
            return .done
        }
        var table = Table([
            .init("MATRIX"), .init("CASES", alignsRight: true), .init("THEMES", alignsRight: true),
            .init("FILLED", alignsRight: true), .init("STALE", alignsRight: true),
            .init("TITLE", shrinks: true),
        ])
        table.rows = reply.matrices.map { head in
            [
                head.id.rawValue, head.cases.grouped, head.themes.grouped, head.filled.grouped,
                head.stale.grouped, VisibleText.line(head.title),
            ]
        }
        console.result(table)
        if reply.matrices.isEmpty { console.note("No framework matrix yet: 'rir matrix new' begins one.") }
        for sentence in reply.unreadable ?? [] {
            console.note("Can't be read: \(VisibleText.line(sentence))")
        }
        return .done
    }
}
