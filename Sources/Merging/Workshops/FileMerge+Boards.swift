internal import StudyModel

/// Workshops, their cards and votes, and recommendations.
extension FileMerge {
    static func board(
        _ path: String, _ base: [UInt8]?, _ left: [UInt8], _ right: [UInt8]
    ) -> MergedFile? {
        guard let (bytes, fields) = mergedBoard(path, base, left, right) else { return nil }
        return asking(path, bytes, fields, (left, right))
    }

    static func recommendation(
        _ path: String, _ base: [UInt8]?, _ left: [UInt8], _ right: [UInt8]
    ) -> MergedFile? {
        guard let (bytes, fields, prefersLeft) = mergedRecommendation(path, base, left, right, nil) else {
            return nil
        }
        return asking(path, bytes, fields, prefersLeft ? (left, right) : (right, left))
    }

    /// Any of them, where one side protects somebody: its words stand, and nobody is asked.
    static func sparedBoard(_ path: String, _ base: [UInt8]?, safe: [UInt8], free: [UInt8]) -> [UInt8]? {
        mergedBoard(path, base, safe, free)?.bytes
            ?? mergedRecommendation(path, base, safe, free, true)?.bytes
    }

    /// The left side's value stands where both changed the same.
    private static func mergedBoard(
        _ path: String, _ base: [UInt8]?, _ left: [UInt8], _ right: [UInt8]
    ) -> (bytes: [UInt8], contested: [String])? {
        switch BoardFile(path: path) {
        case .workshop(let id):
            guard let mine = try? WorkshopText.workshop(from: left), mine.id == id,
                let theirs = try? WorkshopText.workshop(from: right), theirs.id == id
            else { return nil }
            let old = base.flatMap { try? WorkshopText.workshop(from: $0) }
            let (workshop, contested) = BoardMerge.merged(base: old, left: mine, right: theirs)
            return (WorkshopText.bytes(of: workshop), contested)
        case .cards(_, let shard):
            guard let mine = try? WorkshopText.cards(from: left, shard: shard),
                let theirs = try? WorkshopText.cards(from: right, shard: shard)
            else { return nil }
            let old = (try? WorkshopText.cards(from: base ?? [], shard: shard)) ?? [:]
            let (cards, contested) = BoardMerge.merged(base: old, left: mine, right: theirs)
            return (WorkshopText.bytes(of: cards.values), contested)
        case .votes(_, let shard):
            guard let mine = try? WorkshopText.votes(from: left, shard: shard),
                let theirs = try? WorkshopText.votes(from: right, shard: shard)
            else { return nil }
            let old = (try? WorkshopText.votes(from: base ?? [], shard: shard)) ?? [:]
            return (
                WorkshopText.bytes(ofVotes: BoardMerge.merged(base: old, left: mine, right: theirs)), []
            )
        case nil: return nil
        }
    }

    private static func mergedRecommendation(
        _ path: String, _ base: [UInt8]?, _ left: [UInt8], _ right: [UInt8], _ prefersLeft: Bool?
    ) -> (bytes: [UInt8], contested: [String], prefersLeft: Bool)? {
        guard RecommendationID(path: path) != nil,
            let mine = try? RecommendationText.recommendation(from: left),
            let theirs = try? RecommendationText.recommendation(from: right)
        else { return nil }
        let old = base.flatMap { try? RecommendationText.recommendation(from: $0) }
        let merged = RecommendationMerge.merged(
            base: old, left: mine, right: theirs, prefersLeft: prefersLeft)
        return (
            RecommendationText.bytes(of: merged.recommendation), merged.contested, merged.prefersLeft
        )
    }
}
