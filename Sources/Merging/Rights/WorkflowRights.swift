internal import StudyModel

/// What a coder may do with the history of a workflow: add to it in their own name (format.md §16.6).
extension OperationRights {
    /// What is wrong with a change of a history.
    func historyOverreach(at path: String, _ old: [UInt8]?, _ new: [UInt8]?) -> Overreach? {
        guard let before = try? WorkflowText.events(from: old ?? []), let new,
            let after = try? WorkflowText.events(from: new)
        else { return Overreach("rewrites", path) }
        if act.isProtecting {
            let isSame = after.map(\.bare) == before.map(\.bare)
            return isSame ? nil : Overreach("changes more than words of", path)
        }
        let had = Set(before)
        let isSound =
            had.isSubset(of: after) && after.allSatisfy { had.contains($0) || $0.by == member }
        return isSound ? nil : Overreach("rewrites", path)
    }
}

extension WorkflowEvent {
    /// The event without its words.
    fileprivate var bare: WorkflowEvent { rewritten { _ in "" } }
}
