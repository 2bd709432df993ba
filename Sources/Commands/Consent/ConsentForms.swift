package import ArgumentParser

/// `rir consent form`: what participants are told.
package struct ConsentForms: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "form",
        abstract: "Keep the forms that participants sign and the scripts they hear.",
        discussion: """
            A version never changes: a changed text is a new version, and those who agreed to an older one \
            are listed by 'rir consent due'.

            Examples:

              rir consent form add interview 2.1 --purpose collect --purpose quote --file interview.md
              rir consent form list
            """,
        subcommands: [ConsentFormAdd.self, ConsentFormList.self]
    )

    package init() {}
}
