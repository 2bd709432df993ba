internal import StudyModel

/// What a coder may do with findings and feedback cycles: add to them in their own name (format.md §16.6).
extension OperationRights {
    /// What is wrong with a change of a finding.
    func findingOverreach(at path: String, _ old: [UInt8]?, _ new: [UInt8]?) -> Overreach? {
        guard let new, let after = try? FindingText.finding(from: new), after.path == path else {
            return Overreach("rewrites", path)
        }
        guard let old else {
            let isOwn = after.versions.allSatisfy { $0.written.by == member && $0.cause == .new }
            return isOwn ? nil : Overreach("adds", path)
        }
        guard let before = try? FindingText.finding(from: old) else { return Overreach("rewrites", path) }
        if act.isProtecting {
            let isSame = after.versions.map(\.bare) == before.versions.map(\.bare)
            return isSame ? nil : Overreach("changes more than words of", path)
        }
        let added = after.versions.dropFirst(before.versions.count)
        let isSound =
            after.versions.starts(with: before.versions)
            && added.allSatisfy { $0.written.by == member && $0.cause != .join }
        return isSound ? nil : Overreach("rewrites", path)
    }

    /// What is wrong with a change of a feedback cycle.
    func cycleOverreach(at path: String, _ old: [UInt8]?, _ new: [UInt8]?) -> Overreach? {
        guard let new, let after = try? CycleText.cycle(from: new), after.path == path else {
            return Overreach("rewrites", path)
        }
        guard let old else {
            let isOwn = act == .cycle && after.events.allSatisfy { $0.by == member && $0.act == .opened }
            return isOwn ? nil : Overreach("adds", path)
        }
        guard let before = try? CycleText.cycle(from: old) else { return Overreach("rewrites", path) }
        if act.isProtecting {
            let isSame = after.bare == before.bare
            return isSame ? nil : Overreach("changes more than words of", path)
        }
        var kept = after
        (kept.events, kept.nonce) = (before.events, before.nonce)
        let added = after.events.dropFirst(before.events.count)
        let isFiled = act == .import || act == .capture
        let isSound =
            kept == before && after.events.starts(with: before.events)
            && added.allSatisfy { $0.by == member && (!isFiled || $0.act == .responded) }
        return isSound ? nil : Overreach("rewrites", path)
    }
}

extension Finding.Version {
    /// The version without its words.
    fileprivate var bare: Finding.Version { rewritten { _ in "" } }
}

extension Cycle {
    /// The cycle without its words, and without who answered.
    fileprivate var bare: Cycle {
        var bare = rewritten { _ in "" }
        (bare.audience, bare.nonce) = ([], "")
        for index in bare.events.indices {
            bare.events[index].handle = nil
            bare.events[index].group = nil
        }
        return bare
    }
}
