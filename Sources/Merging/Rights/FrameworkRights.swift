internal import StudyModel

/// What a coder may do with framework matrices: add matrices, change their own, and add summaries in their own name (format.md §16.6).
extension OperationRights {
    /// What is wrong with a change of a matrix's own file.
    func matrixOverreach(at path: String, _ old: [UInt8]?, _ new: [UInt8]?) -> Overreach? {
        guard let new, let after = try? FrameworkText.matrix(from: new), after.path == path else {
            return Overreach("rewrites", path)
        }
        guard let old else { return after.added.by == member ? nil : Overreach("adds", path) }
        guard let before = try? FrameworkText.matrix(from: old), after.added == before.added else {
            return Overreach("rewrites", path)
        }
        if act == .edit { return nil }
        if !act.isProtecting { return before.added.by == member ? nil : Overreach("changes", path) }
        return after.bare == before.bare ? nil : Overreach("changes more than words of", path)
    }

    /// What is wrong with a change of a row.
    func rowOverreach(at path: String, _ old: [UInt8]?, _ new: [UInt8]?) -> Overreach? {
        guard let new, let after = try? FrameworkText.row(from: new), after.path == path else {
            return Overreach("rewrites", path)
        }
        let before = old.flatMap { try? FrameworkText.row(from: $0) }
        if old != nil, before == nil { return Overreach("rewrites", path) }
        if act.isProtecting {
            let isSame = after.cells.map(\.bare) == (before?.cells ?? []).map(\.bare)
            return isSame ? nil : Overreach("changes more than words of", path)
        }
        let had = Set(before?.cells ?? [])
        let isKept = had.isSubset(of: after.cells)
        let isOwn = after.cells.allSatisfy { had.contains($0) || $0.written.by == member }
        return isKept && isOwn ? nil : Overreach("rewrites", path)
    }
}

extension FrameworkMatrix {
    /// The matrix without its words.
    fileprivate var bare: FrameworkMatrix {
        var bare = self
        (bare.title, bare.nonce) = ("", "")
        bare.choice.attributes = bare.choice.attributes.map { _ in "" }
        bare.choice.query = nil
        return bare
    }
}

extension FrameworkCell {
    /// The version without its words and what they rest on.
    fileprivate var bare: FrameworkCell {
        var bare = self
        (bare.text, bare.basis, bare.isWithdrawn) = ("", [], false)
        return bare
    }
}
