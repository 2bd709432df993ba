package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir participant review`: records what a participant said of what is held.
package struct ParticipantReview: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "review",
        abstract: "Record what a participant said about what is held about them.",
        discussion: """
            It was about everything held, unless --record names records. Their words, where you keep them, \
            are a record of their own: a correction names the record that is wrong and, after a colon, the \
            record that says what is. Correcting itself is 'rir edit'; a withdrawal is 'rir participant \
            withdraw'.

            Examples:

              rir participant review SP66 --confirmed
              rir participant review SP66 --corrections 7f3k:9m2p --on yesterday
              rir participant review SP66 --objection --record 7f3k
            """
    )

    @Argument(help: ArgumentHelp("The participant's handle, such as SP66.", valueName: "handle"))
    package var handle: Handle

    @Flag(help: "It is right as it is.")
    package var confirmed = false

    @Flag(help: "Something is not to be held or used.")
    package var objection = false

    @Option(
        help: ArgumentHelp(
            "A record to put right, and the record that says how; may be repeated.",
            valueName: "record:remark"))
    package var corrections: [String] = []

    @Option(help: ArgumentHelp("Only this record was reviewed; may be repeated.", valueName: "id"))
    package var record: [String] = []

    @OptionGroup package var moment: MomentOptions

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func validate() throws {
        guard [confirmed, objection, !corrections.isEmpty].count(where: { $0 }) == 1 else {
            throw ValidationError("Give one of --confirmed, --objection and --corrections.")
        }
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let client = try session.studyClient()
        var found: [ReviewEvent.Correction] = []
        for text in corrections { found.append(try Self.correction(text, client)) }
        let verdict: ReviewEvent.Verdict = confirmed ? .confirmed : objection ? .objection : .corrections
        let reply = try client.review(
            by: handle,
            ReviewRequest(
                verdict: verdict, records: record.isEmpty ? nil : record,
                corrections: found.isEmpty ? nil : found, at: try moment.timestamp(session)))
        try session.console.result(reply) {
            let records = reply.review.records.count.counted("record")
            return ["Recorded: \(handle.rawValue), \(reply.review.verdict.rawValue), \(records)."]
        }
        if objection {
            session.console.note("Next: rir consent withdraw \(handle.rawValue) --purpose quote")
            session.console.note("or: rir participant withdraw \(handle.rawValue)")
        }
        return .done
    }

    /// A correction, with ids in full; one without a remark is about the record from beginning to end.
    private static func correction(
        _ text: String, _ client: StudyClient
    ) throws(StudyError) -> ReviewEvent.Correction {
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        guard let part = parts.first else {
            throw StudyError(.usage, "--corrections names a record, such as 7f3k or 7f3k:9m2p.")
        }
        let record = try client.record(part)
        guard parts.count == 2 else {
            let place = ReviewEvent.Correction.Place(
                version: record.record.version, scalars: 0..<record.body.unicodeScalars.count)
            return .init(record: record.record.id, place: place)
        }
        return .init(record: record.record.id, remark: try client.record(parts[1]).record.id)
    }
}
