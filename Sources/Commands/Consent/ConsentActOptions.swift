package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// Who consents or doesn't, to what, when and how: the same for every act.
package struct ConsentActOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp("Handles such as SP66; or give --meeting.", valueName: "handles"))
    package var handles: [Handle] = []

    @Option(help: ArgumentHelp("What for; may be repeated.", valueName: "purpose"))
    package var purpose: [ConsentPurpose] = []

    @Option(
        help: ArgumentHelp(
            "Everyone who took part in this record, or the record at which it was said.", valueName: "id"))
    package var meeting: String?

    @OptionGroup package var moment: MomentOptions

    @Option(
        help: ArgumentHelp("How it was said; oral without it, written with --evidence.", valueName: "mode"))
    package var mode: ConsentMode?

    @Option(
        help: ArgumentHelp(
            "The form or script used, such as interview or interview@2.1.", valueName: "name"))
    package var form: String?

    @Option(help: ArgumentHelp("Only for this record; may be repeated.", valueName: "id"))
    package var record: [String] = []

    @Option(
        help: ArgumentHelp("A file that shows it, such as a signed form; for the vault.", valueName: "file"),
        completion: .file())
    package var evidence: String?

    package init() {}

    /// Refuses a line that names nobody or nothing.
    ///
    /// - Parameter needsPurpose: False where naming none means all.
    func check(needsPurpose: Bool) throws {
        if handles.isEmpty, meeting == nil {
            throw ValidationError("Say who: a handle such as SP66, or --meeting for everyone who took part.")
        }
        if needsPurpose, purpose.isEmpty {
            let all = ConsentPurpose.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("Say what for with --purpose: \(all).")
        }
    }

    /// Sends the act and prints what was recorded.
    func record(
        _ act: ConsentAct, expires: CalendarDay? = nil, _ session: Session
    ) throws(StudyError) -> ExitStatus {
        var request = ConsentRequest(
            participants: handles.isEmpty ? nil : handles, meeting: meeting, act: act,
            purposes: purpose.isEmpty ? nil : purpose,
            mode: mode ?? (evidence == nil ? .oral : .written), at: try moment.timestamp(session),
            form: form, expires: expires, records: record.isEmpty ? nil : record)
        if let evidence {
            request.evidence = WireBytes.text(of: try SourceBytes.read(session.absolute(evidence)).bytes)
            request.evidenceName = evidence.split(separator: "/").last.map(String.init)
        }
        let reply = try session.studyClient().recordConsent(request)
        try session.console.result(reply) { reply.events.map { "Recorded: \(ConsentWords.line($0))." } }
        return .done
    }
}

/// Until when what is allowed holds.
package struct ConsentEndOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The last day on which it holds, such as 2027-04-15.", valueName: "day"))
    package var expires: CalendarDay?

    package init() {}
}
