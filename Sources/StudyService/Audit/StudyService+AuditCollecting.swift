internal import Packaging
internal import Pseudonymisation
internal import StudyArchive
internal import StudyModel

/// Looks at all that a study holds, and sorts out what may go out.
extension StudyService {
    /// Whether known names stand in a text; `nil` where nobody can tell, because the vault is locked.
    typealias NameCheck = @Sendable ([UInt8]) -> Bool?

    func auditCollection(
        _ trail: AuditTrail, _ request: AuditExportRequest, _ hasNames: NameCheck
    ) async throws(StudyError) -> (collection: AuditCollection, rules: AuditRules) {
        var rules = AuditRules(judge: try await consentJudge(), request: request)
        rules.blind = try await roundMemory().blindRecords(for: CoderID(archive.member))
        for value in try await cases() {
            guard value.kind == .participant, let handle = value.handle else { continue }
            let presence = RecordPresence(record: nil, people: [handle], began: surroundings.now)
            if rules.judge.verdict(.shareInExport, of: presence).isRefused { rules.refused.insert(handle) }
        }
        for step in trail.steps {
            for change in step.changes { rules.days[change.path, default: []].insert(step.at.day) }
        }
        var collection = AuditCollection()
        try await collectRecords(trail, &rules, &collection, hasNames)
        try await collectFiles(trail, rules, &collection, hasNames)
        return (collection, rules)
    }

    // MARK: Records

    private func collectRecords(
        _ trail: AuditTrail, _ rules: inout AuditRules, _ collection: inout AuditCollection,
        _ hasNames: NameCheck
    ) async throws(StudyError) {
        let request = rules.request
        let sample = try await sample(of: request.scope)
        let objects = Dictionary(trail.contents.map { ($0.value.sha256, $0.key) }) { first, _ in first }
        let versions = Dictionary(grouping: trail.records, by: \.record)
        let joins = trail.files.keys.compactMap { RecordID(path: $0) }.filter { versions[$0] == nil }
        for id in (Array(versions.keys) + joins).sorted() {
            let now = trail.files[id.path]
            let newest = try await audited(now)
            let kept =
                now == nil
                ? .removed : newest.map { rules.reason(for: $0.record, sample: sample) } ?? .sealed
            if let kept { rules.kept[id] = kept }
            if kept == nil, let newest {
                rules.present.formUnion(newest.record.participants)
                rules.named[id] = AuditRules.Tokens(newest.record.body).handles
            }
            let content = now.flatMap { trail.contents[$0] }
            let leaves = versions[id] ?? []
            // What somebody made with git alone has no leaf before a member answers for it.
            let isLogged = content.map { content in leaves.contains { $0.sha256 == content.sha256 } }
            let last = isLogged == false ? leaves.map(\.version).max() : nil
            for leaf in leaves {
                // What an erasure took is gone here too: the log says which leaves it covers.
                guard let object = objects[leaf.sha256] else { continue }
                let isNewest = object == now || leaf.version == last
                try await collect(leaf, object, isNewest: isNewest, kept, rules, &collection, hasNames)
            }
            guard isLogged == false, kept == nil, let now, let newest, let content else { continue }
            if trail.joined[id.path]?.contains(now) != true {
                collection.withhold(id.path, content, .unlogged)
            } else if !request.withholdsBodies {
                collection.add(joined: newest.record, newest.bytes, content.sha256)
            }
        }
    }

    /// One version of a record, with its text or without, or why it stays at home.
    private func collect(
        _ leaf: AuditTrail.RecordLeaf, _ object: String, isNewest: Bool, _ kept: AuditWithheld.Reason?,
        _ rules: AuditRules, _ collection: inout AuditCollection, _ hasNames: NameCheck
    ) async throws(StudyError) {
        let reason = try await self.reason(object, isNewest: isNewest, kept, rules, hasNames)
        let version = try await audited(object)
        if reason == nil, let version {
            collection.add(leaf, version.bytes, isNewest: isNewest)
            return
        }
        collection.withhold(leaf, reason ?? .sealed)
        if reason == .bodies, let version { collection.add(stubOf: version.record) }
    }

    /// Why a version stays at home, where its record does not.
    private func reason(
        _ object: String, isNewest: Bool, _ kept: AuditWithheld.Reason?, _ rules: AuditRules,
        _ hasNames: NameCheck
    ) async throws(StudyError) -> AuditWithheld.Reason? {
        if let kept { return kept }
        guard let version = try await audited(object) else { return .sealed }
        if isNewest { return rules.request.withholdsBodies ? .bodies : nil }
        // Whoever was in it then may have withdrawn since.
        if rules.judge.verdict(.shareInExport, of: RecordPresence(version.record)).isRefused {
            return .consent
        }
        if hasNames(version.bytes) ?? true { return .names }
        return rules.request.withholdsBodies ? .bodies : nil
    }

    private func audited(_ object: String?) async throws(StudyError) -> (record: Record, bytes: [UInt8])? {
        guard let object else { return nil }
        let bytes = try await reader.blob(object)
        guard String(validating: bytes, as: UTF8.self) != nil else { return nil }
        return RecordReader.record(from: bytes).map { ($0, bytes) }
    }

    /// The records of the round that an export is about; `nil` for all.
    private func sample(of scope: AuditScope) async throws(StudyError) -> Set<RecordID>? {
        guard let name = scope.round else { return nil }
        let round = try await self.round(name.rawValue)
        return Set(round.records.map(\.record))
    }

    // MARK: Other files

    private func collectFiles(
        _ trail: AuditTrail, _ rules: AuditRules, _ collection: inout AuditCollection, _ hasNames: NameCheck
    ) async throws(StudyError) {
        var states: [String: [(object: String, leaf: String)]] = [:]
        for opening in trail.openings {
            for file in opening.files {
                guard let object = file.object else { continue }
                states[file.path, default: []].append((object, opening.place))
            }
        }
        // What shares a step with something erased has a leaf that nothing opens any more, and is shown without one.
        var logged: [String: Set<String>] = [:]
        for change in trail.steps.filter({ $0.leaves != nil }).flatMap(\.changes) {
            if let object = change.object { logged[change.path, default: []].insert(object) }
        }
        for (path, object) in trail.files.sorted(by: { $0.key < $1.key }) where RecordID(path: path) == nil {
            let bytes = try await reader.blob(object)
            let content = trail.contents[object]
            if let reason = rules.reason(for: path, bytes) {
                collection.withhold(path, content, reason)
                continue
            }
            let leaf = states[path]?.last { $0.object == object }?.leaf
            if leaf == nil, trail.joined[path]?.contains(object) != true,
                logged[path]?.contains(object) != true
            {
                collection.withhold(path, content, .unlogged)
                continue
            }
            collection.add(path, bytes, content?.sha256 ?? Digest.hex(bytes), leaf: leaf)
        }
        try await collectEarlier(states, trail, rules, &collection, hasNames)
        addJoined(trail, &collection)
    }

    /// The earlier states of files of which all are shown.
    private func collectEarlier(
        _ states: [String: [(object: String, leaf: String)]], _ trail: AuditTrail, _ rules: AuditRules,
        _ collection: inout AuditCollection, _ hasNames: NameCheck
    ) async throws(StudyError) {
        for (path, all) in states.sorted(by: { $0.key < $1.key }) where AuditRules.isKeptWhole(path) {
            var seen = Set([trail.files[path]].compactMap(\.self))
            var number = 0
            for state in all where seen.insert(state.object).inserted {
                number += 1
                let bytes = try await reader.blob(state.object)
                let content = trail.contents[state.object]
                if let reason = rules.reason(for: path, bytes)
                    ?? (hasNames(bytes) ?? true ? .names : nil)
                {
                    collection.withhold(path, content, reason)
                } else {
                    collection.add(
                        earlier: path, number, bytes, content?.sha256 ?? Digest.hex(bytes), leaf: state.leaf)
                }
            }
        }
    }

    /// Files that one copy still had when it was joined with one that had taken them away.
    private func addJoined(_ trail: AuditTrail, _ collection: inout AuditCollection) {
        var last: [String: AuditTrail.Change] = [:]
        for opening in trail.openings { for file in opening.files { last[file.path] = file } }
        for (path, change) in last.sorted(by: { $0.key < $1.key })
        where change.object != nil && trail.files[path] == nil {
            collection.withhold(path, change.object.flatMap { trail.contents[$0] }, .joined)
        }
    }
}
