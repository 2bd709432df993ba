internal import Merging
internal import StudyArchive
internal import StudyModel

extension StudyService {
    /// A finding or a cycle in which the other side of a question stands: as its next version, or as the next decision.
    ///
    /// - Returns: `nil` for any other file.
    func takenFeedback(
        _ other: [UInt8], at path: String, _ now: [UInt8], _ question: MergeQuestion
    ) async throws(StudyError) -> [UInt8]? {
        let written = Provenance(by: archive.member, at: surroundings.now)
        if let mine = try? FindingText.finding(from: now), let theirs = try? FindingText.finding(from: other),
            mine.path == path
        {
            var finding = AnswerMerge.finding(
                other: theirs, fields: question.fields, now: mine, id: surroundings.operationID(), written)
            finding.nonce = surroundings.nonce()
            return FindingText.bytes(of: finding)
        }
        guard let mine = try? CycleText.cycle(from: now), let theirs = try? CycleText.cycle(from: other),
            mine.path == path
        else { return nil }
        var cycle = AnswerMerge.cycle(
            other: theirs, fields: question.fields, now: mine, written,
            ids: { surroundings.operationID() })
        cycle.nonce = surroundings.nonce()
        return CycleText.bytes(of: cycle)
    }
}
