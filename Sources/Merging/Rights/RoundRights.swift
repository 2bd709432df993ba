internal import StudyModel

/// What a coder may do in a round of double-coding, whether they lead it or code in it (format.md §15).
extension OperationRights {
    /// What is wrong with a change in the act `round`, or of the member's own work.
    mutating func roundOverreach(
        at path: String, _ part: StudyPart, _ old: [UInt8]?, _ new: [UInt8]?, _ paths: [String]
    ) throws(States.Failure) -> Overreach? {
        if case .round(let file) = part {
            if try leads(file.round) { return leadOverreach(at: path, file, old, new) }
            return isOwnWork(file, old, new) ? nil : Overreach("changes", path)
        }
        guard case .codings(let source, let record) = part else { return Overreach("changes", path) }
        if let coder = source.coder {
            if coder == CoderID(member) { return nil }
            return try closingOverreach(at: path, of: coder, record, old, new, paths)
        }
        guard case .consensus(let name) = source, let round = RoundID(rawValue: name), try leads(round) else {
            return Overreach("changes", path)
        }
        return nil
    }

    /// Whether the member planned a round, and so leads it.
    private mutating func leads(_ round: RoundID) throws(States.Failure) -> Bool {
        let path = "rounds/\(round).yaml"
        let before = try states.before(path)
        let bytes = if let before { before } else { try states.after(path) }
        return bytes.flatMap { try? RoundText.round(from: $0) }?.lead == member
    }

    private func isOwnWork(_ file: RoundFile, _ old: [UInt8]?, _ new: [UInt8]?) -> Bool {
        switch file {
        case .work(_, let coder): coder == CoderID(member) && new?.starts(with: old ?? []) == true
        case .sheet(_, let coder, _, isSealed: true), .submission(_, let coder, isSealed: true):
            coder == CoderID(member) && new != nil
        default: false
        }
    }

    private func leadOverreach(
        at path: String, _ file: RoundFile, _ old: [UInt8]?, _ new: [UInt8]?
    ) -> Overreach? {
        switch file {
        case .round: return keepsPlan(old, new) ? nil : Overreach("rewrites", path)
        case .work(let round, let coder):
            if isOwnWork(file, old, new) { return nil }
            // Of others' work its lead writes down that it was given back, and nothing else.
            guard let old, let new, new.starts(with: old),
                let before = try? RoundWork(round: round, coder: coder, from: old),
                let after = try? RoundWork(round: round, coder: coder, from: new),
                after.events.dropFirst(before.events.count).allSatisfy({ $0.act == .returned })
            else { return Overreach("rewrites", path) }
            return nil
        case .sheet(_, let coder, _, isSealed: true):
            // A sheet is opened or sealed again as a whole.
            return coder == CoderID(member) || old == nil || new == nil ? nil : Overreach("changes", path)
        case .submission(_, let coder, isSealed: true):
            return coder == CoderID(member) || new == nil ? nil : Overreach("changes", path)
        case .decisions: return Overreach("changes", path)
        case .key, .sheet, .submission: return nil
        }
    }

    /// Whether a round is still the one that was planned, with at most more steps of the member's.
    private func keepsPlan(_ old: [UInt8]?, _ new: [UInt8]?) -> Bool {
        let before = old.flatMap { try? RoundText.round(from: $0) }
        guard let new else { return before?.state == .planned }
        guard let after = try? RoundText.round(from: new) else { return false }
        guard let before else {
            return old == nil && after.events.map(\.by) == [member] && after.state == .planned
        }
        var kept = after
        (kept.events, kept.nonce) = (before.events, before.nonce)
        if before.key == nil { kept.key = nil }
        return kept == before && after.events.starts(with: before.events)
            && after.events.dropFirst(before.events.count).allSatisfy { $0.by == member }
    }

    /// Whether a round is the same but for names in its words.
    func keepsRound(_ old: [UInt8]?, _ new: [UInt8]?) -> Bool {
        guard let old, let new, let before = try? RoundText.round(from: old),
            var after = try? RoundText.round(from: new), before.events.count == after.events.count
        else { return false }
        (after.title, after.nonce) = (before.title, before.nonce)
        for index in after.events.indices { after.events[index].reason = before.events[index].reason }
        return after == before
    }

    // MARK: Closing and opening again

    /// What is wrong with a coder's codings where a round closes or is opened again: only what its coder did in it may come,
    /// and only that may go.
    private mutating func closingOverreach(
        at path: String, of coder: CoderID, _ record: RecordID, _ old: [UInt8]?, _ new: [UInt8]?,
        _ paths: [String]
    ) throws(States.Failure) -> Overreach? {
        let sheets = paths.filter {
            if case .sheet(_, coder, record, isSealed: false)? = RoundFile(path: $0) { return true }
            return false
        }
        guard let sheet = sheets.first, let file = RoundFile(path: sheet), try leads(file.round),
            let before = try? CodingText.codings(from: old ?? []),
            let after = try? CodingText.codings(from: new ?? []),
            try isHandedIn(sheet, file.round, coder, record)
        else { return Overreach("changes", path) }
        let opened = try states.after(sheet).flatMap { try? CodingText.codings(from: $0) }
        let sealed = try states.before(sheet).flatMap { try? CodingText.codings(from: $0) }
        let (had, has) = (Set(before), Set(after))
        let mayCome = Set(opened ?? [])
        let mayGo = Set((sealed ?? []).map(\.id))
        let isSound =
            has.subtracting(had).isSubset(of: mayCome)
            && had.subtracting(has).allSatisfy { mayGo.contains($0.id) }
        return isSound ? nil : Overreach("changes", path)
    }

    /// Whether an opened sheet is what its coder handed in, as far as that can be told: where nothing was handed in, or the text was
    /// changed meanwhile to protect somebody, it can't.
    private mutating func isHandedIn(
        _ sheet: String, _ round: RoundID, _ coder: CoderID, _ record: RecordID
    ) throws(States.Failure) -> Bool {
        guard let bytes = try states.after(sheet) else { return true }
        let work = RoundWork(round: round, coder: coder)
        let done = try states.after(work.path)
            .flatMap { try? RoundWork(round: round, coder: coder, from: $0) }
        guard done?.submission != nil else { return true }
        guard let file = try states.after(work.submissionPath), let submission = RoundSubmission(from: file),
            submission.round == round, submission.coder == coder,
            FileMerge.digest(Self.salted(submission.salt, file)) == done?.submission
        else { return false }
        if submission.sheets[record] == FileMerge.digest(bytes) { return true }
        let plan = try states.before("rounds/\(round).yaml").flatMap { try? RoundText.round(from: $0) }
        let pinned = plan?.records.first { $0.record == record }?.sha256
        return try states.after(record.path).map(FileMerge.digest) != pinned
    }

    private static func salted(_ salt: String, _ bytes: [UInt8]) -> [UInt8] {
        let digits = Array(salt.utf8)
        var salted: [UInt8] = []
        for index in stride(from: 0, to: digits.count - 1, by: 2) {
            let pair = String(decoding: digits[index...index + 1], as: UTF8.self)
            salted.append(UInt8(pair, radix: 16) ?? 0)
        }
        return salted + bytes
    }

    // MARK: Decisions

    /// What is wrong with decisions on disagreements, or with the consensus that they make.
    mutating func decisionOverreach(
        at path: String, _ part: StudyPart, _ old: [UInt8]?, _ new: [UInt8]?, _ paths: [String]
    ) throws(States.Failure) -> Overreach? {
        if case .codings(.consensus(let round), _) = part {
            return paths.contains("rounds/\(round)/decisions.jsonl") ? nil : Overreach("changes", path)
        }
        guard let new, let before = try? RoundDecisionText.decisions(from: old ?? []),
            let after = try? RoundDecisionText.decisions(from: new)
        else { return Overreach("rewrites", path) }
        let known = Dictionary(before.map { ($0.disagreement, $0) }) { first, _ in first }
        let isKept = Set(known.keys).isSubset(of: after.map(\.disagreement))
        let isSound = after.allSatisfy { decision in
            guard let was = known[decision.disagreement], was != decision else {
                return known[decision.disagreement] != nil || decision.by == member
            }
            return act == .adjudicate ? decision.by == member : decision.sameButForWords(was)
        }
        return isKept && isSound ? nil : Overreach("rewrites", path)
    }
}

extension RoundDecision {
    /// Whether at most names went out of its words.
    fileprivate func sameButForWords(_ other: RoundDecision) -> Bool {
        var decision = self
        (decision.reason, decision.proposal) = (other.reason, other.proposal)
        return decision == other
    }
}
