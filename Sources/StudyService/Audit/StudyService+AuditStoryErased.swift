internal import StudyArchive
internal import StudyModel

extension StudyService {
    /// What the logs still tell of a record that was taken out of history; `nil` where they tell of none.
    ///
    /// - Parameter text: its id, or the end of it.
    func story(ofErased text: String, _ entries: [AuditEntry]) async throws(StudyError) -> AuditStory? {
        let told = entries.filter { entry in
            entry.record.map { $0.rawValue == text || $0.suffix == text } ?? false
        }
        let ids = Set(told.compactMap(\.record))
        guard let id = ids.first, ids.count == 1 else { return nil }
        var chapters = told.map { entry in
            AuditStory.Chapter(
                at: entry.at, member: entry.member,
                words:
                    "\(entry.type == "removed" ? "removed" : "wrote") version \(entry.version ?? 1) of it.",
                operation: entry.operation, entry: entry.place)
        }
        for erasure in try await erasures() where erasure.paths.contains(id.path) {
            chapters.append(
                .init(
                    at: erasure.recorded.at, member: erasure.recorded.by,
                    words: "took it out of the study's history: \(Self.cause(of: erasure)).",
                    operation: erasure.id))
        }
        return AuditStory(
            kind: "record", id: id.rawValue, chapters: chapters.sorted { $0.at < $1.at },
            now: ["No version of it is in the study or its history; its entries open to nothing."])
    }

    private static func cause(of erasure: Erasure) -> String {
        switch erasure.basis {
        case .withdrawal: "\(erasure.participant?.rawValue ?? "a participant") withdrew"
        case .retention: "its time was over"
        case .redaction: "it held words that should not have been written down"
        }
    }
}
