package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir consent form list`: all forms and scripts.
package struct ConsentFormList: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List consent forms and scripts with their versions.",
        discussion: """
            Examples:

              rir consent form list
              rir consent form list --json
            """
    )

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let reply = try session.studyClient().consentForms()
        let console = session.console
        if console.json {
            try console.result(json: reply)
            return .done
        }
        var table = Table([
            .init("FORM"), .init("KIND"), .init("PURPOSES"), .init("FROM"), .init("UNTIL"),
            .init("AGAIN AFTER"),
        ])
        for form in reply.forms {
            table.rows.append([
                "\(form.name)@\(form.version)", form.kind.rawValue,
                form.purposes.map(\.rawValue).joined(separator: " "), form.validFrom.rawValue,
                form.validUntil?.rawValue ?? "-", form.reconsentMonths.map { "\($0) months" } ?? "-",
            ])
        }
        console.result(table)
        if reply.forms.isEmpty { console.note("There is no form yet. Next: rir consent form add") }
        return .done
    }
}
