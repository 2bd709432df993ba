internal import StudyArchive
package import StudyModel

/// What of recommendations is wanted: those that rest on something, or that somebody helped to shape.
package struct RecommendationFilter: Hashable, Sendable {
    package var card: String?
    package var finding: String?
    package var record: String?
    package var participant: String?

    package init() {}
}

/// Recommendations and implications.
extension StudyService {
    /// Recommendations by name, and files that are none as the format says, one sentence each.
    ///
    /// What rests on something through a cluster, a finding or another recommendation rests on it too.
    ///
    /// - Throws: `card.not_found`, `finding.not_found`, `record.not_found`, `participant.not_found` and their like for a filter
    ///   that names nothing.
    package func recommendations(
        _ filter: RecommendationFilter = RecommendationFilter()
    ) async throws(StudyError) -> (recommendations: [RecommendationHead], unreadable: [String]) {
        try await refreshed()
        let memory = try await boardMemory()
        let wanted = try await marks(of: filter, memory)
        var heads: [RecommendationHead] = []
        for recommendation in memory.recommendations.values.sorted(by: { $0.id < $1.id }) {
            let ground = try await ground(of: recommendation, memory)
            if !wanted.isSubset(of: ground.marks) { continue }
            heads.append(RecommendationHead(recommendation, shapers: ground.shapers.sorted()))
        }
        return (heads, memory.unreadableSentences(below: "recommendations/"))
    }

    /// One recommendation with everything it rests on.
    ///
    /// - Throws: `recommendation.not_found`, `recommendation.ambiguous`, `recommendation.invalid`.
    package func recommendation(_ name: String) async throws(StudyError) -> RecommendationView {
        try await refreshed()
        return try await view(of: try await recommendation(named: name))
    }

    /// Writes a recommendation's first version.
    ///
    /// - Throws: `recommendation.invalid`, also for a name that is taken; `names.suspected`, `vault.locked`; what finding what it
    ///   rests on throws. Nothing is written then.
    package func writeRecommendation(
        _ draft: RecommendationDraft
    ) async throws(StudyError) -> RecommendationView {
        try await refreshed()
        return try await writing { () async throws(StudyError) -> RecommendationView in
            let cleared = draft.cleared ?? false
            var version = Recommendation.Version(
                id: surroundings.operationID(),
                statement: try await admitted(draft.statement, "statement", cleared) ?? "",
                links: try await links(draft.links ?? RecommendationLinks(), after: []),
                written: Provenance(by: archive.member, at: surroundings.now))
            version.shapers = try await shapers(draft.shapers ?? [], after: [])
            let recommendation = Recommendation(
                id: try await freeRecommendationID(draft.name), kind: draft.kind ?? .recommendation,
                versions: [version], nonce: surroundings.nonce())
            return try await keep(recommendation, "\(recommendation.id): new")
        }
    }

    /// Adds a version to a recommendation: another statement, other links, or more people who shaped it.
    ///
    /// - Returns: the recommendation as it is, without an operation, when nothing differs.
    /// - Throws: `recommendation.conflict` when it was changed after `base`; `recommendation.invalid`, also for another statement
    ///   without a reason; what ``writeRecommendation(_:)`` throws.
    package func changeRecommendation(
        _ name: String, _ changes: RecommendationChanges
    ) async throws(StudyError) -> RecommendationView {
        try await refreshed()
        return try await writing { () async throws(StudyError) -> RecommendationView in
            var recommendation = try await recommendation(named: name)
            let before = recommendation.latest
            if let base = changes.base, base != before.id {
                throw StudyError(
                    .recommendationConflict,
                    "'\(recommendation.id)' was changed meanwhile: version \(before.number) is the newest.",
                    hint:
                        "Run 'rir recommendation show \(recommendation.id)' to see it, then change it again.")
            }
            let next = try await changed(before, changes, of: recommendation.id)
            if next.isSame(as: before) { return try await view(of: recommendation) }
            if next.statement != before.statement, next.reason == nil {
                throw StudyError(
                    .recommendationInvalid,
                    "A statement is changed for a reason, which stays in its history.",
                    hint: "Give it with --reason.")
            }
            recommendation.versions.append(next)
            recommendation.nonce = surroundings.nonce()
            return try await keep(recommendation, "\(recommendation.id): version \(next.number)")
        }
    }

    private func changed(
        _ before: Recommendation.Version, _ changes: RecommendationChanges, of id: RecommendationID
    ) async throws(StudyError) -> Recommendation.Version {
        var next = Recommendation.Version(
            id: surroundings.operationID(), number: before.number + 1, statement: before.statement,
            links: before.links, shapers: before.shapers,
            written: Provenance(by: archive.member, at: surroundings.now), cause: .links)
        if let words = try await admitted(changes.statement, "statement", changes.cleared ?? false) {
            next.statement = words
        }
        let numbers = changes.unlink ?? []
        guard numbers.allSatisfy({ next.links.indices.contains($0 - 1) }) else {
            throw StudyError(
                .recommendationInvalid,
                next.links.isEmpty
                    ? "It rests on nothing." : "What it rests on counts from 1 to \(next.links.count).",
                hint: "'rir recommendation show \(id)' numbers it.")
        }
        next.links = next.links.enumerated().filter { !numbers.contains($0.offset + 1) }.map(\.element)
        next.links = try await links(changes.links ?? RecommendationLinks(), after: next.links)
        next.shapers = try await shapers(changes.shapers ?? [], after: next.shapers)
        if let loop = try await loop(from: id, through: next.links) {
            throw StudyError(
                .recommendationInvalid, "'\(loop)' rests on '\(id)' itself.",
                hint: "Link what both rest on instead.")
        }
        if next.statement != before.statement { next.cause = .edit }
        next.reason = try await replacingNames(changes.reason?.unpadded)
        return next
    }

    private func keep(
        _ recommendation: Recommendation, _ step: String
    ) async throws(StudyError) -> RecommendationView {
        let latest = recommendation.latest
        if let problem = latest.problem {
            throw StudyError(.recommendationInvalid, problem, hint: "Say in a sentence or two what follows.")
        }
        let bytes = RecommendationText.bytes(of: recommendation)
        guard bytes.count <= Recommendation.largest else {
            throw StudyError(
                .recommendationInvalid, "The recommendation and its history are larger than 1 MiB.",
                hint: "Go on in a new one: 'rir recommendation new'.")
        }
        var operation = ArchiveOperation(
            id: latest.id, act: .recommendation, by: archive.member, at: latest.written.at,
            reason: latest.reason.map { "\(step), \($0)" } ?? step)
        operation.files.updateValue(bytes, forKey: recommendation.path)
        _ = try await commit([operation])[0].get()
        return try await view(of: recommendation, operation: operation.id)
    }

    private func freeRecommendationID(_ name: String?) async throws(StudyError) -> RecommendationID {
        let taken = try await boardMemory()
        func isFree(_ id: RecommendationID) -> Bool {
            taken.recommendations[id] == nil && taken.unreadable[id.path] == nil
        }
        guard let name else {
            while true {
                guard let id = RecommendationID(rawValue: "r-" + surroundings.characters(5)) else { continue }
                if isFree(id) { return id }
            }
        }
        // A name that says who somebody is must not become a file's.
        try await requireNameless(name)
        let plain = try await admitted(name, "name of a recommendation", false)
        guard plain == name, let id = RecommendationID(rawValue: name) else {
            throw StudyError(
                .recommendationInvalid, "A recommendation can't be called so.",
                hint: "Give 1 to 40 small letters, digits and dashes, and nobody's name.")
        }
        guard isFree(id) else {
            throw StudyError(
                .recommendationInvalid, "There is a recommendation '\(id)' already.",
                hint: "Give another --name.")
        }
        return id
    }

    private func shapers(
        _ handles: [Handle], after shapers: [Handle]
    ) async throws(StudyError) -> [Handle] {
        var shapers = shapers
        for handle in handles where !shapers.contains(handle) {
            shapers.append(try await presentPerson(handle))
        }
        return shapers
    }

    // MARK: Links

    private func links(
        _ drafts: RecommendationLinks, after links: [Recommendation.Link]
    ) async throws(StudyError) -> [Recommendation.Link] {
        var links = links
        func add(_ link: Recommendation.Link) { if !links.contains(link) { links.append(link) } }
        let (cards, clusters) = (drafts.cards ?? [], drafts.clusters ?? [])
        if !(cards + clusters).isEmpty {
            let board = try await board(meant: drafts.workshop)
            for name in clusters { add(.cluster(board.workshop.id, try board.cluster(named: name))) }
            for name in cards { add(.card(board.workshop.id, try board.card(named: name))) }
        }
        for name in drafts.findings ?? [] {
            let finding = try await finding(named: name)
            links.removeAll {
                if case .finding(finding.id, _) = $0 { true } else { false }
            }
            add(.finding(finding.id, finding.latest.id))
        }
        for name in drafts.records ?? [] {
            let parts = name.split(separator: "/", maxSplits: 1).map(String.init)
            let evidence = EvidenceDraft(
                .supports, record: parts.first ?? "", coding: parts.count == 2 ? parts[1] : nil)
            let found = try await self.links([evidence], after: [])[0]
            add(.record(found.record, found.coding))
        }
        for name in drafts.recommendations ?? [] {
            add(.recommendation(try await recommendation(named: name).id))
        }
        return links
    }

    /// The workshop that is named, or the only one.
    private func board(meant name: String?) async throws(StudyError) -> Board {
        if let name { return try await board(named: name) }
        let ids = try await boardMemory().workshops.keys.sorted()
        guard ids.count == 1 else {
            throw StudyError(
                .workshopAmbiguous,
                ids.isEmpty ? "There is no workshop." : "There are \(ids.count) workshops.",
                hint: ids.isEmpty ? "Plan one with 'rir workshop plan'." : "Name one with --workshop.")
        }
        return try await board(named: ids[0].rawValue)
    }

    /// The recommendation among links through which one would rest on itself; `nil` where none does.
    private func loop(
        from id: RecommendationID, through links: [Recommendation.Link]
    ) async throws(StudyError) -> RecommendationID? {
        let all = try await boardMemory().recommendations
        var seen: Set<RecommendationID> = []
        func rests(_ other: RecommendationID) -> Bool {
            if other == id { return true }
            guard seen.insert(other).inserted else { return false }
            return (all[other]?.latest.links ?? []).contains {
                if case .recommendation(let next) = $0 { rests(next) } else { false }
            }
        }
        for case .recommendation(let next) in links where rests(next) { return next }
        return nil
    }
}
