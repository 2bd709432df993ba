package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir audit report`: the page that an ethics reviewer opens first.
package struct AuditReporting: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Write the page that an ethics reviewer opens first.",
        discussion: """
            One file that needs no network: the study and its approval, each participant's consent, who had \
            access, every record with its hash, how the codebook and the findings came about, what was withdrawn \
            and erased, whether the logs hold, and a checklist of 41 items with points. It has no words of \
            participants and no names. The form follows from the file's ending, .html or .pdf (which needs \
            WeasyPrint). Everything is checked for it first. An existing file is never overwritten.

            Examples:

              rir audit report --out audit.html
              rir audit report --out audit.pdf --from 2020-04-01 --until 2020-12-31
              rir audit report --out SP66.html --participant SP66
            """
    )

    @Option(help: ArgumentHelp("The new file.", valueName: "file"), completion: .file())
    package var out: String

    @Option(help: ArgumentHelp("The first day, of records and of steps.", valueName: "day"))
    package var from: Period?

    @Option(help: ArgumentHelp("The last day.", valueName: "day"))
    package var until: Period?

    @Option(help: ArgumentHelp("Only what concerns this participant.", valueName: "handle"))
    package var participant: Handle?

    @Option(help: ArgumentHelp("Only the records of this round of double-coding.", valueName: "name"))
    package var round: String?

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func validate() throws {
        guard ["html", "pdf"].contains(FileEnding.of(out)) else {
            throw ValidationError("The file ends in .html or .pdf.")
        }
    }

    /// What machines are told.
    struct Written: Codable, Sendable {
        var file: String
        var bytes: Int
        var remarks: [String]
        var outcome: AuditOutcome
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let path = session.absolute(out)
        // Everything is checked for the page, so a file that is in the way is said before.
        if NewFile.stands(at: path) {
            throw StudyError(.storageFailed, "'\(path)' is there already.", hint: "Name another file.")
        }
        let client = try session.studyClient()
        let scope = AuditScope(
            from: try from?.days(session).first, until: try until?.days(session).last,
            participant: participant, round: try roundID(client))
        let reply = try client.auditReport(AuditReportRequest(scope, format: FileEnding.of(out)))
        guard let bytes = WireBytes.bytes(of: reply.base64) else {
            throw StudyError(.internalFault, "The daemon's file can't be read.")
        }
        try NewFile.write(bytes, to: path, hint: "Name another file.")
        let outcome = reply.outcome
        let written = Written(file: path, bytes: bytes.count, remarks: reply.remarks, outcome: outcome)
        try session.console.result(written) { [path] }
        for remark in reply.remarks { session.console.note("note: \(VisibleText.line(remark))") }
        let missing = outcome.items.filter { $0.isNeeded && $0.points == 0 }.map { String($0.number) }
        session.console.note(
            "Checklist: \(outcome.points) of \(outcome.most) points, "
                + (outcome.passes ? "passes." : "does not yet pass.")
                + (missing.isEmpty ? "" : " Needed and absent: \(missing.joined(separator: ", "))."))
        return .done
    }

    /// The round that the name means: any part of it that no other has.
    private func roundID(_ client: StudyClient) throws(StudyError) -> RoundID? {
        guard let round else { return nil }
        return try client.round(round).round.id
    }
}
