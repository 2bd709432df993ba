internal import GitStore
internal import StudyModel

extension AuditCheck {
    /// What a leaf commits to, so that what a step did and what its leaves say are compared as two lists.
    enum Claim: Hashable {
        case record(String, version: Int?, digest: String)
        case removed(String, version: Int?)
        case files(String)
        case undone(String)

        /// The record it is about.
        var record: String? {
            switch self {
            case .record(let id, _, _), .removed(let id, _): id
            default: nil
            }
        }

        /// The same without a version, which a file that was made by hand may not tell.
        fileprivate var bare: Claim {
            switch self {
            case .record(let id, _, let digest): .record(id, version: nil, digest: digest)
            case .removed(let id, _): .removed(id, version: nil)
            default: self
            }
        }
    }

    /// Compares what a step changed with what its leaves say of it.
    func compare(
        _ step: Step, _ commit: Commit, log: ObjectID
    ) throws(GitError) {
        let expected = try claims(of: step, commit)
        guard let named = step.named else {
            if step.names || !expected.isEmpty {
                add("commit.trailer", step.id, "names no entries of a log and changes files")
            }
            return
        }
        guard var (said, covered) = try said(by: named, of: step, log: log) else { return }
        for claim in expected {
            if let place = said.firstIndex(where: { $0 == claim || $0.bare == claim }) {
                said.remove(at: place)
                count(claim)
            } else if case .files = claim, covered > 0 {
                // What is left of it can't be compared: the leaf tells of what was erased too.
                covered -= 1
            } else if let record = claim.record {
                add("record.digest", step.id, "changes \(record) otherwise than its log says")
            } else if case .undone = claim {
                add("leaf.undone", step.id, "takes a step back, and its log does not say so")
            } else {
                add("files.digest", step.id, "changes files otherwise than its log says")
            }
        }
        for claim in said {
            add(
                "leaf.unopened", step.id,
                "does not hold what \(named.device.rawValue) says of it: \(claim.record ?? "other files")")
        }
    }

    private func count(_ claim: Claim) {
        switch claim {
        case .record: memory.counts.records += 1
        case .removed: memory.counts.removals += 1
        case .files: memory.counts.files += 1
        case .undone: break
        }
    }

    /// What the leaves say that a step names, and how many of those about other files an erasure covers; `nil` where there are none such.
    private func said(
        by named: LeafRange, of step: Step, log: ObjectID
    ) throws(GitError) -> (claims: [Claim], covered: Int)? {
        let device = named.device
        let size = memory.states.devices[device]?.size ?? 0
        guard named.numbers.upperBound < size, let read = fresh[device],
            named.numbers.lowerBound >= read.first
        else {
            add(
                "commit.trailer", step.id,
                named.numbers.upperBound < size
                    ? "names entries of \(device.rawValue) that an earlier step has"
                    : "names entries that no log here has")
            return nil
        }
        var (claims, covered): ([Claim], Int) = ([], 0)
        for number in named.numbers {
            if !claimed[device, default: []].insert(number).inserted {
                add(
                    "commit.trailer", step.id,
                    "names entry \(number) of \(device.rawValue), which another step has")
            }
            let place = number - read.first
            guard place < read.leaves.count, let leaf = read.leaves[place] else { continue }
            guard leaf.operation == step.operation, leaf.actor == step.member.rawValue,
                Timestamp(rawValue: leaf.at)?.secondsSinceEpoch == step.seconds
            else {
                add(
                    "leaf.other", step.id,
                    "is not what entry \(number) of \(device.rawValue) says: another step, member or time")
                continue
            }
            if leaf.type == "erasure", step.act != "erase" {
                add(
                    "leaf.other", step.id, "erases nothing, and entry \(number) of \(device.rawValue) says so"
                )
            }
            if memory.covers(number, of: device) {
                if leaf.type == "files" || leaf.type == "study" { covered += 1 }
            } else if let claim = Self.claim(of: leaf, act: step.act) {
                claims.append(claim)
            }
        }
        return (claims, covered)
    }

    private static func claim(of leaf: LeafReader, act: String) -> Claim? {
        switch leaf.type {
        case "record": .record(leaf.record ?? "", version: leaf.version, digest: leaf.commitment ?? "")
        case "removed": .removed(leaf.record ?? "", version: leaf.version)
        case "study" where act == "create": .files(leaf.commitment ?? "")
        case "files" where act != "create": .files(leaf.commitment ?? "")
        case "undone": .undone(leaf.undoes ?? "")
        case "original": nil
        case "erasure" where act == "erase": nil
        default: .files("a leaf of another type")
        }
    }

    // MARK: What was done

    private func claims(
        of step: Step, _ commit: Commit
    ) throws(GitError) -> [Claim] {
        var claims: [Claim] = []
        var others: [String: String?] = [:]
        let parent = try repository.commit(commit.parents[0]).tree
        for change in try editor.changes(from: parent, to: commit.tree) {
            if let id = RecordID(path: change.path) {
                claims.append(try claim(of: change, id, isByHand: false))
            } else {
                others.updateValue(try digest(change.new), forKey: change.path)
            }
        }
        if !others.isEmpty { claims.append(.files(FilesCommitment.hex(others, nonce: step.nonce ?? ""))) }
        others = [:]
        let steps = Set(commit.vouchesForSteps)
        for id in commit.vouchesForByHand + commit.vouchesForSteps {
            let named = try repository.commit(id)
            guard named.parents.count == 1 else { continue }
            let before = try repository.commit(named.parents[0]).tree
            for change in try editor.changes(from: before, to: named.tree) {
                if let record = RecordID(path: change.path), !steps.contains(id) {
                    claims.append(try claim(of: change, record, isByHand: true))
                } else {
                    others.updateValue(try digest(change.new), forKey: change.path)
                }
            }
        }
        if !others.isEmpty { claims.append(.files(FilesCommitment.hex(others, nonce: step.nonce ?? ""))) }
        if let undoes = step.undoes { claims.append(.undone(undoes)) }
        return claims
    }

    private func claim(
        of change: TreeChange, _ id: RecordID, isByHand: Bool
    ) throws(GitError) -> Claim {
        guard let new = change.new else {
            let old = try change.old.map { blob throws(GitError) in try repository.blob(blob) } ?? []
            return .removed(id.rawValue, version: RecordReader.record(from: old).map { $0.version + 1 })
        }
        let bytes = try repository.blob(new)
        let version = isByHand ? nil : RecordReader.record(from: bytes)?.version
        return .record(id.rawValue, version: version, digest: Digest.hex(bytes))
    }

    private func digest(_ blob: ObjectID?) throws(GitError) -> String? {
        try blob.map { blob throws(GitError) in Digest.hex(try repository.blob(blob)) }
    }
}
