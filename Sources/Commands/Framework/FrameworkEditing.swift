package import ArgumentParser
import StudyClient
package import StudyModel

/// `rir matrix edit`: changes a matrix.
package struct FrameworkEditing: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract: "Change a framework matrix: its title, its themes, which cases are its rows.",
        discussion: """
            A matrix is changed by who began it, and by leads. Of --kind, --case, --attribute and --where those \
            that are given take the place of the whole choice there was. Nothing that is charted goes: a case \
            with summaries stays a row, marked as none any more, and the summaries of a theme that is dropped \
            with --anyway are left out, counted, and there again when the theme is.

            Examples:

              rir matrix edit pathway --theme training --drop referral
              rir matrix edit pathway --title "The way to a link worker" --attribute role=link-worker
            """
    )

    @OptionGroup package var name: FrameworkArgument

    @Option(help: ArgumentHelp("What it is called in full from now on.", valueName: "text"))
    package var title: String?

    @Option(
        help: ArgumentHelp(
            "A code that becomes a column, behind those there are; may be repeated.", valueName: "code"))
    package var theme: [String] = []

    @Option(help: ArgumentHelp("A theme that is a column no more; may be repeated.", valueName: "code"))
    package var drop: [String] = []

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

    @Flag(help: "Drop themes that have summaries too.")
    package var anyway = false

    @Flag(help: "You have looked: what may look like a name in the title is none.")
    package var cleared = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    private var edit: FrameworkEdit {
        var edit = FrameworkEdit()
        (edit.title, edit.kind, edit.query) = (title, kind, query)
        edit.add = theme.isEmpty ? nil : theme
        edit.drop = drop.isEmpty ? nil : drop
        edit.cases = cases.isEmpty ? nil : cases
        edit.attributes = attribute.isEmpty ? nil : attribute
        return edit
    }

    package func validate() throws {
        if edit == FrameworkEdit() {
            throw ValidationError("Give --title, --theme, --drop, or which cases are its rows.")
        }
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        var edit = edit
        (edit.anyway, edit.cleared) = (anyway ? true : nil, cleared ? true : nil)
        let view = try session.studyClient().changeFramework(name.matrix, edit)
        try session.console.result(view) {
            let size = "\(view.rows.count.counted("case")) by \(view.themes.count.counted("theme"))"
            return [
                view.operation == nil
                    ? "Nothing changed in \(view.id)." : "Changed \(view.id): \(size)."
            ]
        }
        FrameworkLines.left(view).forEach { session.console.note($0) }
        return .done
    }
}
