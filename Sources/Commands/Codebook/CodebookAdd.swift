package import ArgumentParser
package import StudyModel

/// `rir codebook add`: a new code.
package struct CodebookAdd: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Add a code.",
        discussion: """
            Names are unique below one code, not in the whole frame.

            Examples:

              rir codebook add "Access shift" --parent shifts --definition "How people reached changed."
              rir codebook add Context --category --origin deductive
            """
    )

    @Argument(help: ArgumentHelp("Its name, as people read it.", valueName: "name"))
    package var name: String

    @Option(help: ArgumentHelp("The code it stands below; at the top without it.", valueName: "code"))
    package var parent: String?

    @OptionGroup package var code: CodeOptions
    @OptionGroup package var change: CodebookChangeOptions
    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        var new = CodebookChange(.add, name: name, parent: parent ?? "")
        code.describe(&new)
        return try change.carryOut([new], session)
    }
}
