package import ArgumentParser
package import StudyModel

/// `rir codebook rename`: another name for a code.
package struct CodebookRename: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "rename",
        abstract: "Give a code another name; its codings stay.",
        discussion: """
            Examples:

              rir codebook rename access "Ways in" --reason "the team's word"
            """
    )

    @Argument(help: ArgumentHelp("The code.", valueName: "code"))
    package var code: String

    @Argument(help: ArgumentHelp("Its new name.", valueName: "name"))
    package var name: String

    @OptionGroup package var change: CodebookChangeOptions
    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        try change.carryOut([CodebookChange(.rename, code: code, name: name)], session)
    }
}

/// `rir codebook move`: another place for a code.
package struct CodebookMove: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "move",
        abstract: "Move a code, and all below it, to another place in the frame.",
        discussion: """
            Examples:

              rir codebook move outreach --to access
              rir codebook move outreach --top
            """
    )

    @Argument(help: ArgumentHelp("The code.", valueName: "code"))
    package var code: String

    @Option(help: ArgumentHelp("The code it will stand below.", valueName: "code"))
    package var to: String?

    @Flag(help: "Move it to the top.")
    package var top = false

    @OptionGroup package var change: CodebookChangeOptions
    @OptionGroup package var common: CommonOptions

    package init() {}

    package func validate() throws {
        if (to == nil) == !top { throw ValidationError("Give either --to CODE or --top.") }
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        try change.carryOut([CodebookChange(.move, code: code, parent: to ?? "")], session)
    }
}
