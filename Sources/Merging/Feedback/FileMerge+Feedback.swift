internal import StudyModel

/// Findings and feedback cycles.
extension FileMerge {
    static func finding(
        _ path: String, _ base: [UInt8]?, _ left: [UInt8], _ right: [UInt8]
    ) -> MergedFile? {
        guard FindingID(path: path) != nil, let mine = try? FindingText.finding(from: left),
            let theirs = try? FindingText.finding(from: right)
        else { return nil }
        let old = base.flatMap { try? FindingText.finding(from: $0) }
        let (merged, fields, prefersLeft) = FindingMerge.merged(base: old, left: mine, right: theirs)
        return asking(
            path, FindingText.bytes(of: merged), fields, prefersLeft ? (left, right) : (right, left))
    }

    static func cycle(
        _ path: String, _ base: [UInt8]?, _ left: [UInt8], _ right: [UInt8]
    ) -> MergedFile? {
        guard CycleID(path: path) != nil, let mine = try? CycleText.cycle(from: left),
            let theirs = try? CycleText.cycle(from: right)
        else { return nil }
        let old = base.flatMap { try? CycleText.cycle(from: $0) }
        let (merged, fields, prefersLeft) = CycleMerge.merged(base: old, left: mine, right: theirs)
        return asking(path, CycleText.bytes(of: merged), fields, prefersLeft ? (left, right) : (right, left))
    }

    /// Either, where one side protects somebody: its words stand, and nobody is asked.
    static func feedback(_ path: String, _ base: [UInt8]?, safe: [UInt8], free: [UInt8]) -> [UInt8]? {
        if FindingID(path: path) != nil, let safe = try? FindingText.finding(from: safe),
            let free = try? FindingText.finding(from: free)
        {
            let old = base.flatMap { try? FindingText.finding(from: $0) }
            let merged = FindingMerge.merged(base: old, left: safe, right: free, prefersLeft: true)
            return FindingText.bytes(of: merged.finding)
        }
        guard CycleID(path: path) != nil, let safe = try? CycleText.cycle(from: safe),
            let free = try? CycleText.cycle(from: free)
        else { return nil }
        let old = base.flatMap { try? CycleText.cycle(from: $0) }
        return CycleText.bytes(
            of: CycleMerge.merged(base: old, left: safe, right: free, prefersLeft: true).cycle)
    }
}
