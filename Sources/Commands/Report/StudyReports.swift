package import ArgumentParser

/// `rir report`: what a study says of itself, for a paper or a report.
package struct StudyReports: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Write what a paper has to report.",
        discussion: """
            Every number is worked out from the study at the moment you ask.

            Examples:

              rir report methods
              rir report methods --checklist srqr --format html > methods.html
              rir report joint joint.html --theme 'equipment=Equipment from the employer'
            """,
        subcommands: [MethodsReporting.self, JointReporting.self]
    )

    package init() {}
}
