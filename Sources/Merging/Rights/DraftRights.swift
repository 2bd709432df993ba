internal import StudyModel

/// What a coder may do with report drafts: add versions and what happened, in their own name (format.md §16.6).
extension OperationRights {
    /// What is wrong with a change of a report draft.
    func draftOverreach(at path: String, _ old: [UInt8]?, _ new: [UInt8]?) -> Overreach? {
        guard let new, let after = try? ReportDraftText.draft(from: new), after.path == path else {
            return Overreach("rewrites", path)
        }
        guard let old else {
            let isOwn =
                after.events.isEmpty
                && after.versions.allSatisfy { $0.written.by == member && $0.cause == .new }
            return isOwn ? nil : Overreach("adds", path)
        }
        guard let before = try? ReportDraftText.draft(from: old) else { return Overreach("rewrites", path) }
        if act.isProtecting {
            return after.bare == before.bare ? nil : Overreach("changes more than words of", path)
        }
        return isSound(before, after) ? nil : Overreach("rewrites", path)
    }

    private func isSound(_ before: ReportDraft, _ after: ReportDraft) -> Bool {
        let isFiled = act == .import || act == .capture
        let versions = after.versions.dropFirst(before.versions.count)
        let events = after.events.dropFirst(before.events.count)
        guard after.versions.map(\.id).starts(with: before.versions.map(\.id)),
            after.events.starts(with: before.events),
            versions.allSatisfy({ $0.written.by == member && $0.cause != .join }),
            events.allSatisfy({ $0.by == member && (!isFiled || $0.act == .commented) })
        else { return false }
        let isSame =
            after.title == before.title && after.body == before.body && after.citations == before.citations
        if versions.isEmpty, !isSame { return false }
        if isFiled, !versions.isEmpty { return false }
        // What older versions said stays what it was.
        return before.versions.allSatisfy { version in
            let text = after.text(of: version.id)
            var (was, now) = (version, after.version(version.id) ?? version)
            (was.text, now.text) = (nil, nil)
            return was == now && (text == nil || text == before.text(of: version.id))
        }
    }
}

extension ReportDraft {
    /// The draft without its words, and without who said what.
    fileprivate var bare: ReportDraft {
        var bare = rewritten { _ in "" }
        (bare.nonce, bare.citations) = ("", [])
        for index in bare.versions.indices { bare.versions[index].text = nil }
        for index in bare.events.indices {
            bare.events[index].handle = nil
            bare.events[index].group = nil
            bare.events[index].quote = nil
            bare.events[index].audience = []
        }
        return bare
    }
}
