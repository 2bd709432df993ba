package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir consent form add`: a new version of a form or script.
package struct ConsentFormAdd: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Add a version of a consent form or script.",
        discussion: """
            The text is what participants read or hear, word for word.

            Examples:

              rir consent form add interview 2.1 --purpose collect --purpose quote --file interview.md
              rir consent form add meeting 1 --kind script --purpose collect --file - --again-after 12
            """
    )

    @Argument(help: ArgumentHelp("Its name: small letters, digits and dashes.", valueName: "name"))
    package var name: String

    @Argument(help: ArgumentHelp("Its version, such as 2.1.", valueName: "version"))
    package var version: String

    @Option(help: ArgumentHelp("What it asks consent for; may be repeated.", valueName: "purpose"))
    package var purpose: [ConsentPurpose]

    @Option(
        help: ArgumentHelp("A file with the text; '-' is standard input.", valueName: "file"),
        completion: .file())
    package var file: String

    @Option(help: ArgumentHelp("Signed or read aloud; form without it.", valueName: "kind"))
    package var kind: ConsentForm.Kind?

    @Option(help: ArgumentHelp("The first day it is used; today without it.", valueName: "day"))
    package var from: CalendarDay?

    @Option(help: ArgumentHelp("The last day it is used, where one is known.", valueName: "day"))
    package var until: CalendarDay?

    @Option(help: ArgumentHelp("After how many months people are asked again.", valueName: "months"))
    package var againAfter: Int?

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func validate() throws {
        if !ConsentForm.isName(name) {
            throw ValidationError("A form's name is small letters, digits and dashes, a letter first.")
        }
        if !ConsentForm.isVersion(version) {
            throw ValidationError("A form's version is up to 16 letters, digits and points.")
        }
        if let againAfter, !(1...120).contains(againAfter) {
            throw ValidationError("--again-after must be from 1 to 120 months.")
        }
        if let from, let until, until < from { throw ValidationError("--until is before --from.") }
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let text = try SheetFile.text(file, hint: "Save it as plain text in UTF-8.", session)
        let reply = try session.studyClient().addConsentForm(
            ConsentFormRequest(
                name: name, version: version, kind: kind ?? .form, purposes: purpose, text: text,
                validFrom: from, validUntil: until, reconsentMonths: againAfter))
        try session.console.result(reply) { ["Added \(reply.form.name)@\(reply.form.version)."] }
        return .done
    }
}
