internal import StudyArchive
package import StudyModel

extension StudyService {
    /// What a participant has said about what is held, oldest first.
    func reviews(of handle: Handle) async throws(StudyError) -> [ReviewEvent] {
        guard let bytes = try await reader.file(ReviewText.path(of: handle)) else { return [] }
        do throws(PeopleTextFailure) { return try ReviewText.events(from: bytes, of: handle) } catch {
            throw StudyError(
                .participantInvalid,
                "'\(ReviewText.path(of: handle))' is not as the format says: \(error.sentence)",
                hint: "The file is only ever added to: 'git log -p' on it shows what changed it.")
        }
    }

    /// Records what a participant said about what is held.
    ///
    /// - Parameters:
    ///   - parts: parts of ids of the records they looked at; `nil` for all that concern them.
    ///   - at: when they said it; `nil` means this moment.
    /// - Throws: `participant.not_found`, `record.not_found`, `participant.invalid`.
    package func recordReview(
        of text: String, _ verdict: ReviewEvent.Verdict, records parts: [String]?,
        corrections: [ReviewEvent.Correction], at: Timestamp?
    ) async throws(StudyError) -> (review: ReviewEvent, operation: OperationID) {
        let (_, handle) = try await participantCase(text)
        var ids: [RecordID] = []
        if let parts {
            for part in parts { ids.append(try await resolve(part)) }
        } else {
            ids = try await records(concerning: handle).map(\.record.id)
        }
        let now = surroundings.now
        let event = ReviewEvent(
            id: surroundings.operationID(), participant: handle, at: at ?? now,
            recorded: Provenance(by: archive.member, at: now), verdict: verdict, records: ids,
            corrections: corrections)
        if let problem = event.problem { throw StudyError(.participantInvalid, problem) }
        let operation = try await writing { () async throws(StudyError) -> OperationID in
            let path = ReviewText.path(of: handle)
            let bytes = (try await reader.file(path) ?? []) + ReviewText.bytes(of: [event])
            return try await commit(.review, [(path, String(decoding: bytes, as: UTF8.self))])
        }
        return (event, operation)
    }
}
