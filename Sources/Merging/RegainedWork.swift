package import StudyModel

/// What a member did in a copy of their own, put upon a file that begins anew because somebody was erased meanwhile.
///
/// The histories of the two have nothing of the file in common any more, so there is nothing to join: what the member added is
/// added again, as they may (``OperationRights``), and nothing that others did.
package enum RegainedWork {
    /// - Parameters:
    ///   - base: the file as both had it, without what is erased.
    ///   - ours: as the member left it, likewise.
    ///   - now: as it stands; `nil` where there is none.
    /// - Returns: what it becomes step by step, where one step may not do it all; empty where nothing of the member's is missing, or it
    ///   can't be put upon what stands.
    package static func states(
        _ path: String, base: [UInt8]?, ours: [UInt8], now: [UInt8]?, of member: MemberID
    ) -> [[UInt8]] {
        if ours == now || ours == base { return [] }
        let states =
            draft(path, base, ours, now, member) ?? stated(path, ours, now, member)
            ?? cycle(path, ours, now, member) ?? row(path, ours, now, member)
            ?? board(path, base, ours, now, member) ?? []
        return states.filter { $0 != now }
    }

    // MARK: Drafts

    private static func draft(
        _ path: String, _ base: [UInt8]?, _ ours: [UInt8], _ now: [UInt8]?, _ member: MemberID
    ) -> [[UInt8]]? {
        guard ReportDraftID(path: path) != nil, let mine = try? ReportDraftText.draft(from: ours) else {
            return nil
        }
        guard let now else {
            var first = mine
            guard mine.versions.allSatisfy({ $0.written.by == member }) else { return [] }
            first.versions = Array(mine.versions.prefix(1))
            (first.versions[0].text, first.events) = (nil, [])
            first.body = mine.text(of: first.versions[0].id) ?? mine.body
            return written([first, mine])
        }
        guard let stands = try? ReportDraftText.draft(from: now) else { return [] }
        let old = base.flatMap { try? ReportDraftText.draft(from: $0) }
        return written([grown(stands, by: mine, since: old, of: member)])
    }

    private static func grown(
        _ now: ReportDraft, by mine: ReportDraft, since base: ReportDraft?, of member: MemberID
    ) -> ReportDraft {
        var next = now
        let known = Set(now.versions.map(\.id))
        for var version in mine.versions
        where !known.contains(version.id) && version.written.by == member && version.cause != .join {
            (version.number, version.text) = (next.latest.number + 1, nil)
            next.versions.append(version)
        }
        if next.versions.count > now.versions.count {
            var sides = ThreeWay(base: base, left: mine, right: now, prefersLeft: true)
            next.title = sides.pick("title", \.title)
            next.body = sides.pick(text: "body", keepsBoth: true, \.body)
            let cited = Set(mine.citations.map(\.citation))
            next.citations = (now.citations.filter { !cited.contains($0.citation) } + mine.citations)
                .sorted { $0.citation < $1.citation }
        }
        let events = Set(now.events.map(\.id))
        next.events += mine.events.filter { !events.contains($0.id) && $0.by == member }
        next.keepTexts { now.text(of: $0) ?? mine.text(of: $0) }
        return next
    }

    private static func written(_ drafts: [ReportDraft]) -> [[UInt8]] {
        drafts.contains { $0.problem != nil } ? [] : drafts.map { ReportDraftText.bytes(of: $0) }
    }

    // MARK: Findings, recommendations and cycles

    private static func stated(
        _ path: String, _ ours: [UInt8], _ now: [UInt8]?, _ member: MemberID
    ) -> [[UInt8]]? {
        if FindingID(path: path) != nil, let mine = try? FindingText.finding(from: ours) {
            let stands = now.flatMap { try? FindingText.finding(from: $0) }
            if now != nil, stands == nil { return [] }
            let own = mine.versions.filter { $0.written.by == member && $0.cause != .join }
            return versions(of: mine, own, upon: stands).map { FindingText.bytes(of: $0) }
        }
        if RecommendationID(path: path) != nil,
            let mine = try? RecommendationText.recommendation(from: ours)
        {
            let stands = now.flatMap { try? RecommendationText.recommendation(from: $0) }
            if now != nil, stands == nil { return [] }
            let own = mine.versions.filter { $0.written.by == member && $0.cause != .join }
            return versions(of: mine, own, upon: stands).map { RecommendationText.bytes(of: $0) }
        }
        return nil
    }

    private static func versions<Whole: Versioned>(
        of mine: Whole, _ own: [Whole.Version], upon now: Whole?
    ) -> [Whole] {
        guard var next = now else {
            if own.count != mine.versions.count { return [] }
            var first = mine
            first.versions = Array(mine.versions.prefix(1))
            return [first, mine]
        }
        let known = Set(next.versions.map(\.id))
        next.versions += own.filter { !known.contains($0.id) }
        return [next]
    }

    private static func cycle(
        _ path: String, _ ours: [UInt8], _ now: [UInt8]?, _ member: MemberID
    ) -> [[UInt8]]? {
        guard CycleID(path: path) != nil, let mine = try? CycleText.cycle(from: ours) else { return nil }
        guard let now else {
            guard mine.events.allSatisfy({ $0.by == member }) else { return [] }
            var first = mine
            first.events = Array(mine.events.prefix(1))
            return [first, mine].map { CycleText.bytes(of: $0) }
        }
        guard var next = try? CycleText.cycle(from: now) else { return [] }
        let known = Set(next.events.map(\.id))
        next.events += mine.events.filter { !known.contains($0.id) && $0.by == member }
        return next.problem == nil ? [CycleText.bytes(of: next)] : []
    }

    // MARK: Matrices and boards

    private static func row(
        _ path: String, _ ours: [UInt8], _ now: [UInt8]?, _ member: MemberID
    ) -> [[UInt8]]? {
        guard let place = FrameworkRow.place(ofPath: path), let mine = try? FrameworkText.row(from: ours)
        else { return nil }
        var next = FrameworkRow(matrix: place.matrix, caseID: place.caseID, nonce: mine.nonce)
        if let now {
            guard let stands = try? FrameworkText.row(from: now) else { return [] }
            next = stands
        }
        let known = Set(next.cells.map { [$0.theme.rawValue, $0.id.rawValue] })
        for cell in mine.cells
        where cell.written.by == member && !known.contains([cell.theme.rawValue, cell.id.rawValue]) {
            next.add(cell)
        }
        return next.cells.isEmpty ? [] : [FrameworkText.bytes(of: next)]
    }

    private static func board(
        _ path: String, _ base: [UInt8]?, _ ours: [UInt8], _ now: [UInt8]?, _ member: MemberID
    ) -> [[UInt8]]? {
        switch BoardFile(path: path) {
        case .workshop: workshop(ours, now, member)
        case .cards(_, let shard): cards(base, ours, now, shard, member)
        case .votes(_, let shard): votes(base, ours, now, shard)
        case nil: nil
        }
    }

    private static func workshop(_ ours: [UInt8], _ now: [UInt8]?, _ member: MemberID) -> [[UInt8]]? {
        guard let mine = try? WorkshopText.workshop(from: ours) else { return [] }
        guard let now else {
            guard mine.events.allSatisfy({ $0.by == member }) else { return [] }
            var first = mine
            first.events = Array(mine.events.prefix(1))
            return [first, mine].map { WorkshopText.bytes(of: $0) }
        }
        guard var next = try? WorkshopText.workshop(from: now) else { return [] }
        let known = Set(next.events.map(\.id))
        next.events += mine.events.filter { !known.contains($0.id) && $0.by == member }
        let parts = Set((next.columns + next.clusters).map(\.id))
        next.columns += mine.columns.filter { !parts.contains($0.id) }
        next.clusters += mine.clusters.filter { !parts.contains($0.id) }
        return next.problem == nil ? [WorkshopText.bytes(of: next)] : []
    }

    private static func cards(
        _ base: [UInt8]?, _ ours: [UInt8], _ now: [UInt8]?, _ shard: Character, _ member: MemberID
    ) -> [[UInt8]] {
        guard let mine = try? WorkshopText.cards(from: ours, shard: shard),
            let stands = try? WorkshopText.cards(from: now ?? [], shard: shard)
        else { return [] }
        let was = (try? WorkshopText.cards(from: base ?? [], shard: shard)) ?? [:]
        var next = stands
        for (id, card) in mine {
            if let there = stands[id] {
                // Whoever made a card anew has its words; where it hangs is everybody's.
                var moved =
                    BoardMerge.merged(base: was, left: [id: card], right: [id: there]).cards[id] ?? there
                (moved.text, moved.who) = (there.text, there.who)
                next[id] = moved
            } else if card.added.by == member {
                next[id] = card
            }
        }
        return [WorkshopText.bytes(of: next.values)]
    }

    private static func votes(
        _ base: [UInt8]?, _ ours: [UInt8], _ now: [UInt8]?, _ shard: Character
    ) -> [[UInt8]] {
        guard let mine = try? WorkshopText.votes(from: ours, shard: shard),
            let stands = try? WorkshopText.votes(from: now ?? [], shard: shard)
        else { return [] }
        let was = (try? WorkshopText.votes(from: base ?? [], shard: shard)) ?? [:]
        let added = mine.filter { was[$0.key] == nil }
        return [WorkshopText.bytes(ofVotes: stands.merging(added) { $1 })]
    }
}
