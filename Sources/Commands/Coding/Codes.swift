package import ArgumentParser

/// `rir code`: codings.
package struct Codes: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "code",
        abstract: "Code records: apply codes to words, look at codings, put them right.",
        discussion: """
            A coding is one application of a code to a span of a record by you. The codings of others are never \
            changed here. A coding is named by the end of its id, as 'rir code list' shows it.

            Examples:

              rir code 7f3k
              rir code add 7f3k access/open --quote "they come by themselves"
              rir code add 7f3k workforce engagement --turn 4 --comment "tired"
              rir code list 7f3k
            """,
        subcommands: [
            CodeTerminal.self, CodeAdd.self, CodeRemove.self, CodeEdit.self, CodeConfirm.self, CodeList.self,
            CodeShow.self, CodeReview.self, CodeAuto.self, CodeImport.self,
        ],
        defaultSubcommand: CodeTerminal.self
    )

    package init() {}
}
