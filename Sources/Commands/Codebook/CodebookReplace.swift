package import ArgumentParser
package import StudyModel

/// `rir codebook merge`: one code of two.
package struct CodebookMerge: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Merge a code into another: its codings become codings of that one.",
        discussion: """
            The merged code is retired and says what took its place; codes below it move along. Codings of all \
            coders are changed; where a coder had both codes on the same words, one coding is left, with the \
            comments of both.

            Examples:

              rir codebook merge outreach --into access/open --dry-run
              rir codebook merge outreach --into access/open --reason "coders could not tell them apart"
            """
    )

    @Argument(help: ArgumentHelp("The code that goes.", valueName: "code"))
    package var code: String

    @Option(help: ArgumentHelp("The code that stays.", valueName: "code"))
    package var into: String

    @OptionGroup package var change: CodebookChangeOptions
    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        var merge = CodebookChange(.merge, code: code)
        merge.into = into
        return try change.carryOut([merge], session)
    }
}

/// `rir codebook split`: two codes or more of one.
package struct CodebookSplit: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "split",
        abstract: "Split a code into others beside it.",
        discussion: """
            The code is retired and says what took its place. Its codings stay as they are and wait: \
            'rir code review' shows each, for somebody to say which of the new codes it is.

            Examples:

              rir codebook split access "Self-referral" "Outreach" --reason "two things"
            """
    )

    @Argument(help: ArgumentHelp("The code.", valueName: "code"))
    package var code: String

    @Argument(help: ArgumentHelp("The names of the new codes, two or more.", valueName: "name"))
    package var names: [String]

    @OptionGroup package var change: CodebookChangeOptions
    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        var split = CodebookChange(.split, code: code)
        split.names = names
        return try change.carryOut([split], session)
    }
}

/// `rir codebook retire`: a code that is not to be used any more.
package struct CodebookRetire: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "retire",
        abstract: "Say that a code is not to be used any more; its codings stay.",
        discussion: """
            Examples:

              rir codebook retire outreach --reason "never met in the material"
            """
    )

    @Argument(help: ArgumentHelp("The code.", valueName: "code"))
    package var code: String

    @OptionGroup package var change: CodebookChangeOptions
    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        try change.carryOut([CodebookChange(.retire, code: code)], session)
    }
}

/// `rir codebook restore`: a retired code in use again.
package struct CodebookRestore: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Take a retired code up again, as a draft.",
        discussion: """
            Examples:

              rir codebook restore outreach
            """
    )

    @Argument(help: ArgumentHelp("The code.", valueName: "code"))
    package var code: String

    @OptionGroup package var change: CodebookChangeOptions
    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        try change.carryOut([CodebookChange(.restore, code: code)], session)
    }
}
