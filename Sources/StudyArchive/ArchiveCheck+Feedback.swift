internal import GitStore
internal import StudyModel

/// What a check says of findings and feedback cycles as they stand now.
extension ArchiveCheck {
    /// Reads a finding.
    ///
    /// - Parameter versions: takes in the ids of its versions.
    func checkFinding(
        _ path: String, _ blob: ObjectID, into versions: inout Set<OperationID>
    ) throws(GitError) {
        guard let finding = try? FindingText.finding(from: try repository.blob(blob)), finding.path == path
        else {
            return add(
                "finding.unreadable", "The file \(path) can't be read as the finding that its path names.")
        }
        versions.formUnion(finding.versions.map(\.id))
    }

    /// Reads a report draft.
    func checkDraft(_ path: String, _ blob: ObjectID) throws(GitError) {
        guard let draft = try? ReportDraftText.draft(from: try repository.blob(blob)), draft.path == path
        else {
            return add(
                "draft.unreadable", "The file \(path) can't be read as the report draft that its path names.")
        }
    }

    /// Reads a feedback cycle, and looks for the versions of findings that it names.
    func checkCycle(
        _ path: String, _ blob: ObjectID, of versions: Set<OperationID>
    ) throws(GitError) {
        guard let cycle = try? CycleText.cycle(from: try repository.blob(blob)), cycle.path == path else {
            return add(
                "cycle.unreadable",
                "The file \(path) can't be read as the feedback cycle that its path names.")
        }
        let named = cycle.findings.map(\.version) + cycle.events.compactMap(\.version)
        if !Set(named).isSubset(of: versions) {
            add("cycle.version", "The file \(path) names a version of a finding that is not there.")
        }
    }
}

/// What a check says of workshops and recommendations as they stand now.
extension ArchiveCheck {
    /// Reads a file of a workshop, or a recommendation.
    func checkBoard(_ path: String, _ blob: ObjectID) throws(GitError) {
        let bytes = try repository.blob(blob)
        guard path.hasPrefix("boards/") else {
            let found = try? RecommendationText.recommendation(from: bytes)
            if found?.path == path { return }
            return add(
                "recommendation.unreadable",
                "The file \(path) can't be read as the recommendation that its path names.")
        }
        let isSound =
            switch BoardFile(path: path) {
            case .workshop(let id): (try? WorkshopText.workshop(from: bytes))?.id == id
            case .cards(_, let shard): (try? WorkshopText.cards(from: bytes, shard: shard)) != nil
            case .votes(_, let shard): (try? WorkshopText.votes(from: bytes, shard: shard)) != nil
            case nil: false
            }
        if !isSound {
            add(
                "workshop.unreadable",
                "The file \(path) can't be read as the part of a workshop that its path names.")
        }
    }
}
