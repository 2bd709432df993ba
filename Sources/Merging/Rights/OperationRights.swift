package import StudyModel

/// The two states of a study that an operation lies between.
package protocol StudyStates {
    associatedtype Failure: Error

    /// Whether there is a file at a path on either side of the operation.
    mutating func isThere(_ path: String) throws(Failure) -> (before: Bool, after: Bool)
    /// The file at a path before the operation; `nil` where there was none.
    mutating func before(_ path: String) throws(Failure) -> [UInt8]?
    /// The file at a path after it.
    mutating func after(_ path: String) throws(Failure) -> [UInt8]?
    /// Whether the operation takes a step of the same member's back and leaves the file as it was before that step.
    mutating func restores(_ path: String) throws(Failure) -> Bool
    /// A record in its file, in whatever form an editor left it; `nil` where there is none.
    func record(from bytes: [UInt8]) -> Record?
    /// The coding frame after it.
    mutating func codebook() throws(Failure) -> Codebook
}

/// What an operation did that its member may not do.
package struct Overreach: Hashable, Sendable {
    package var path: String
    /// What it is, for a sentence: `changes codings of r1 ('coding/r1/…')`.
    package var words: String

    package init(_ verb: String, _ path: String) {
        self.path = path
        words = "\(verb) \(StudyPart(path: path).words) ('\(VisibleText.line(path))')"
    }
}

/// Looks whether an operation keeps to what its member may do (format.md §16.6).
package struct OperationRights<States: StudyStates> {
    let member: MemberID
    let act: OperationSummary.Act
    private let role: String
    var states: States
    /// The codes that this operation merged into others; read when first asked for.
    private var merges: MergedCodes?

    package init(of member: MemberID, role: String, act: OperationSummary.Act, states: States) {
        self.member = member
        self.role = role
        self.act = act
        self.states = states
    }

    /// The first thing that the member may not do; `nil` where they may do all of it.
    ///
    /// - Parameter paths: every file that the operation changes.
    package mutating func overreach(_ paths: [String]) throws(States.Failure) -> Overreach? {
        if role == "lead" { return nil }
        guard role == "coder" else { return Overreach("changes", paths.first ?? "") }
        for path in paths {
            if let found = try overreach(at: path, paths) { return found }
        }
        return nil
    }

    private mutating func overreach(
        at path: String, _ paths: [String]
    ) throws(States.Failure) -> Overreach? {
        let part = StudyPart(path: path)
        let kind = Rights.kind(of: part, for: member)
        let there = try states.isThere(path)
        guard try allows(Rights.ofCoder(act, kind), path, there) else {
            return Overreach(!there.before ? "adds" : there.after ? "changes" : "takes away", path)
        }
        if act == .undo, Self.mustRestore(kind) {
            if try states.restores(path) { return nil }
            if !Self.followsText(kind) || !there.before { return Overreach("does not bring back", path) }
        }
        return try overreachWithin(path, part, kind, paths)
    }

    private mutating func allows(
        _ reach: Rights.Reach, _ path: String, _ there: (before: Bool, after: Bool)
    ) throws(States.Failure) -> Bool {
        switch there {
        case (false, false): return true
        case (false, true): return !reach.isDisjoint(with: [.add, .grow])
        case (true, false): return reach.contains(.remove)
        case (true, true):
            if reach.contains(.change) { return true }
            guard reach.contains(.grow), let old = try states.before(path) else { return false }
            return try states.after(path)?.starts(with: old) ?? false
        }
    }

    /// What is wrong with what changed in a file, where that has to be looked at.
    private mutating func overreachWithin(
        _ path: String, _ part: StudyPart, _ kind: Rights.Kind, _ paths: [String]
    ) throws(States.Failure) -> Overreach? {
        switch kind {
        case .othersMemo, .othersCodings, .importedCodings, .consensus, .round, .decisions, .ownWork,
            .othersWork, .sheet, .finding, .cycle, .matrix, .matrixRow, .board, .recommendation, .draft,
            .workflowHistory, .checkpoint:
            break
        default: return nil
        }
        let (old, new) = (try states.before(path), try states.after(path))
        if act == .round || kind == .ownWork { return try roundOverreach(at: path, part, old, new, paths) }
        switch part {
        case .codings(let source, let record):
            if act == .adjudicate { return try decisionOverreach(at: path, part, old, new, paths) }
            return try codingOverreach(at: path, of: record, source, old, new, paths)
        case .round(.sheet(_, _, let record, _)):
            return try codingOverreach(at: path, of: record, nil, old, new, paths)
        case .finding: return findingOverreach(at: path, old, new)
        case .cycle: return cycleOverreach(at: path, old, new)
        case .matrix: return matrixOverreach(at: path, old, new)
        case .matrixRow: return rowOverreach(at: path, old, new)
        case .board(let file):
            let workshop = try states.before(file.workshop.path)
            return boardOverreach(at: path, file, old, new, in: workshop)
        case .recommendation: return recommendationOverreach(at: path, old, new)
        case .draft: return draftOverreach(at: path, old, new)
        case .workflowHistory: return historyOverreach(at: path, old, new)
        case .checkpoint: return keepsCheckpoint(at: path, old, new) ? nil : Overreach("rewrites", path)
        case .memo: return Self.keepsWriter(old, new) ? nil : Overreach("rewrites", path)
        case .round(.round): return keepsRound(old, new) ? nil : Overreach("changes more than words of", path)
        case .round(.decisions): return try decisionOverreach(at: path, part, old, new, paths)
        default: return Overreach("changes", path)
        }
    }

    /// Kinds of which an undo may only bring back what was.
    private static func mustRestore(_ kind: Rights.Kind) -> Bool {
        switch kind {
        case .importedCodings, .othersCodings, .consensus, .decisions, .question, .importedCoder, .ownWork,
            .finding, .cycle, .matrix, .matrixRow, .board, .recommendation, .draft,
            .workflowHistory:
            true
        default: false
        }
    }

    private static func followsText(_ kind: Rights.Kind) -> Bool {
        [.importedCodings, .othersCodings, .consensus].contains(kind)
    }

    /// Whether a memo is still the same memo of the same member; one that nobody can read may be rewritten.
    private static func keepsWriter(_ old: [UInt8]?, _ new: [UInt8]?) -> Bool {
        guard let old, let new, let before = try? MemoText.memo(from: old) else { return new != nil }
        guard let after = try? MemoText.memo(from: new) else { return false }
        return before.id == after.id && before.kind == after.kind && before.written == after.written
    }

    /// Whether a checkpoint is handed out in the member's own name, and afterwards at most a name leaves the label.
    private func keepsCheckpoint(at path: String, _ old: [UInt8]?, _ new: [UInt8]?) -> Bool {
        guard path.hasSuffix(".yaml") else { return path.hasSuffix(".txt") && old == nil && new != nil }
        guard let new, let after = try? CheckpointText.handed(from: new), after.path == path else {
            return false
        }
        guard let old else { return after.by == member }
        guard var before = try? CheckpointText.handed(from: old) else { return false }
        before.to = after.to
        return act.isProtecting && before == after
    }

    // MARK: Codings of others

    private mutating func codingOverreach(
        at path: String, of record: RecordID, _ source: CodingSource?, _ old: [UInt8]?, _ new: [UInt8]?,
        _ paths: [String]
    ) throws(States.Failure) -> Overreach? {
        var look = CodingRights(act: act, isImported: source?.coder.map { $0.member == nil } ?? false)
        let text = try states.after(record.path)
        look.isTextChanged = try states.before(record.path) != text
        look.text = text.map { RecordText(states.record(from: $0), FileMerge.digest($0)) }
        if act == .codebook { look.merges = try mergedCodes(paths) }
        return look.problem(old, new).map { Overreach($0, path) }
    }

    private mutating func mergedCodes(_ paths: [String]) throws(States.Failure) -> MergedCodes {
        if let merges { return merges }
        let codebook = try states.codebook()
        var before: [CodeID: [CodeID]] = [:]
        for path in paths where CodePath(file: path) != nil {
            guard let bytes = try states.before(path), let code = try? CodeText.code(from: bytes) else {
                continue
            }
            before[code.id] = code.replacedBy
        }
        let found = MergedCodes(before: before, codebook)
        merges = found
        return found
    }
}

extension OperationSummary.Act {
    /// Whether it takes words or people out of whatever holds them, and changes nothing else there.
    var isProtecting: Bool { self == .pseudonymise || self == .withdrawal }
}
