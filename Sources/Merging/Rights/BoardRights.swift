internal import StudyModel

/// What a coder may do with workshops and recommendations (format.md §16.6).
extension OperationRights {
    /// What is wrong with a change of a workshop's file, its cards or its votes.
    ///
    /// - Parameter workshop: the workshop as it was before.
    func boardOverreach(
        at path: String, _ file: BoardFile, _ old: [UInt8]?, _ new: [UInt8]?, in workshop: [UInt8]?
    ) -> Overreach? {
        guard let new else { return Overreach("takes away", path) }
        switch file {
        case .workshop: return workshopOverreach(at: path, file.workshop, old, new)
        case .cards(_, let shard):
            guard let before = try? WorkshopText.cards(from: old ?? [], shard: shard),
                let after = try? WorkshopText.cards(from: new, shard: shard)
            else { return Overreach("rewrites", path) }
            let isSound =
                act.isProtecting
                ? isSame(before, after) : isGrown(before, after, isFacilitating: facilitates(workshop))
            return isSound ? nil : Overreach("rewrites", path)
        case .votes(_, let shard):
            guard let before = try? WorkshopText.votes(from: old ?? [], shard: shard),
                let after = try? WorkshopText.votes(from: new, shard: shard),
                before.allSatisfy({ after[$0.key] == $0.value })
            else { return Overreach("rewrites", path) }
            return facilitates(workshop) ? nil : Overreach("adds to", path)
        }
    }

    private func facilitates(_ workshop: [UInt8]?) -> Bool {
        let known = workshop.flatMap { try? WorkshopText.workshop(from: $0) }
        return known?.facilitators.contains(member) == true
    }

    /// What is wrong with a change of a recommendation.
    func recommendationOverreach(at path: String, _ old: [UInt8]?, _ new: [UInt8]?) -> Overreach? {
        guard let new, let after = try? RecommendationText.recommendation(from: new), after.path == path
        else { return Overreach("rewrites", path) }
        guard let old else {
            let isOwn = after.versions.allSatisfy { $0.written.by == member && $0.cause == .new }
            return isOwn ? nil : Overreach("adds", path)
        }
        guard let before = try? RecommendationText.recommendation(from: old) else {
            return Overreach("rewrites", path)
        }
        if act.isProtecting {
            let isSame = after.versions.map(\.bare) == before.versions.map(\.bare)
            return isSame ? nil : Overreach("changes more than words of", path)
        }
        let added = after.versions.dropFirst(before.versions.count)
        let isSound =
            after.kind == before.kind && after.versions.starts(with: before.versions)
            && added.allSatisfy { $0.written.by == member && $0.cause != .join }
        return isSound ? nil : Overreach("rewrites", path)
    }

    private func workshopOverreach(
        at path: String, _ id: WorkshopID, _ old: [UInt8]?, _ new: [UInt8]
    ) -> Overreach? {
        guard let after = try? WorkshopText.workshop(from: new), after.id == id else {
            return Overreach("rewrites", path)
        }
        guard let old else {
            let isOwn = after.events.allSatisfy { $0.by == member && $0.act == .planned }
            return isOwn ? nil : Overreach("adds", path)
        }
        guard let before = try? WorkshopText.workshop(from: old) else { return Overreach("rewrites", path) }
        if act.isProtecting {
            return after.bare == before.bare ? nil : Overreach("changes more than words of", path)
        }
        // Names of clusters may be changed, and by answering a question whatever it was about.
        var kept = after
        (kept.events, kept.nonce) = (before.events, before.nonce)
        kept.clusters = before.clusters
        kept.columns = Array(after.columns.prefix(before.columns.count))
        if act == .edit {
            (kept.title, kept.day, kept.columns) = (before.title, before.day, before.columns)
            (kept.votesEach, kept.voters) = (before.votesEach, before.voters)
        }
        let added = after.events.dropFirst(before.events.count)
        let isSound =
            kept == before && after.events.starts(with: before.events)
            && added.allSatisfy { $0.by == member }
            && after.clusters.map(\.id).starts(with: before.clusters.map(\.id))
            && after.columns.map(\.id).starts(with: before.columns.map(\.id))
        return isSound ? nil : Overreach("rewrites", path)
    }

    /// Whether cards kept who put them there, were corrected and removed by who may, and new ones are the member's.
    private func isGrown(
        _ before: [CardID: Board.Card], _ after: [CardID: Board.Card], isFacilitating: Bool
    ) -> Bool {
        before.allSatisfy { id, was in
            guard let now = after[id], now.added == was.added, now.source == was.source else { return false }
            if act == .edit { return true }
            return now.who == was.who && isSound(was, now, isFacilitating || was.added.by == member)
        }
            && after.allSatisfy { id, card in
                before[id] != nil
                    || (card.added.by == member && card.corrected == nil && card.removed == nil
                        && act == .workshop)
            }
    }

    /// Whether words were changed and a card was taken away in the member's own name, by one who may.
    private func isSound(_ was: Board.Card, _ now: Board.Card, _ isAllowed: Bool) -> Bool {
        if was.removed != nil { return now == was }
        let isCorrected = now.corrected != was.corrected
        if isCorrected || now.text != was.text {
            guard isAllowed, isCorrected, now.corrected?.by == member else { return false }
        }
        guard let removed = now.removed else { return true }
        return isAllowed && removed.by == member
    }

    /// Whether at most words went, and who wrote them.
    private func isSame(_ before: [CardID: Board.Card], _ after: [CardID: Board.Card]) -> Bool {
        before.mapValues(\.bare) == after.mapValues(\.bare)
    }
}

extension Board.Card {
    fileprivate var bare: Board.Card {
        var card = self
        (card.text, card.who) = ("", nil)
        card.corrected?.reason = corrected?.reason.map { _ in "" }
        card.removed?.reason = removed?.reason.map { _ in "" }
        return card
    }
}

extension Workshop {
    /// The workshop without its words, and without who was asked to it.
    fileprivate var bare: Workshop {
        var bare = rewritten { _ in "" }
        (bare.invited, bare.nonce) = ([], "")
        return bare
    }
}

extension Recommendation.Version {
    /// The version without its words, and without who shaped it.
    fileprivate var bare: Recommendation.Version {
        var bare = rewritten { _ in "" }
        bare.shapers = []
        return bare
    }
}
