internal import StudyArchive
package import StudyModel
internal import Vault

extension StudyService {
    /// Writes a finding's first version.
    ///
    /// - Throws: `finding.invalid`, also for a name that is taken; `names.suspected`, `vault.locked`; what finding its evidence
    ///   throws. Nothing is written then.
    package func writeFinding(_ draft: FindingDraft) async throws(StudyError) -> FindingView {
        try await refreshed()
        return try await writing { () async throws(StudyError) -> FindingView in
            let operation = surroundings.operationID()
            let cleared = draft.cleared ?? false
            let version = Finding.Version(
                id: operation, statement: try await admitted(draft.statement, "statement", cleared) ?? "",
                links: try await links(draft.links ?? [], after: []),
                searched: try await admitted(draft.searched, "word on where was looked", cleared),
                written: Provenance(by: archive.member, at: surroundings.now))
            let finding = Finding(
                id: try await freeFindingID(draft.name), versions: [version], nonce: surroundings.nonce())
            return try await keep(finding, "\(finding.id): new")
        }
    }

    /// Adds a version to a finding: another statement, other evidence, or both.
    ///
    /// - Returns: the finding as it is, without an operation, when nothing differs.
    /// - Throws: `finding.conflict` when it was changed after `base`; `finding.invalid`, also for another statement without a
    ///   reason and for a finding that was dropped; what ``writeFinding(_:)`` throws.
    package func changeFinding(
        _ name: String, _ changes: FindingChanges
    ) async throws(StudyError) -> FindingView {
        try await refreshed()
        return try await writing { () async throws(StudyError) -> FindingView in
            var finding = try await finding(named: name)
            let before = finding.latest
            try Self.require(changes, fit: finding)
            var next = try await changed(before, changes)
            if next.isSame(as: before) { return try await view(of: finding) }
            if next.statement != before.statement, next.reason == nil {
                throw StudyError(
                    .findingInvalid,
                    "A finding's statement is changed for a reason, which stays in its history.",
                    hint: "Give it with --reason.")
            }
            next.number = before.number + 1
            finding.versions.append(next)
            finding.nonce = surroundings.nonce()
            return try await keep(finding, "\(finding.id): version \(next.number)")
        }
    }

    private func changed(
        _ before: Finding.Version, _ changes: FindingChanges
    ) async throws(StudyError) -> Finding.Version {
        let cleared = changes.cleared ?? false
        var next = Finding.Version(
            id: surroundings.operationID(), number: before.number, state: before.state,
            statement: before.statement, links: before.links, searched: before.searched,
            written: Provenance(by: archive.member, at: surroundings.now), cause: .evidence)
        if let statement = try await admitted(changes.statement, "statement", cleared) {
            next.statement = statement
        }
        if let searched = changes.searched {
            next.searched = try await admitted(searched, "word on where was looked", cleared)
        }
        next.links = try Self.dropping(changes.unlink ?? [], from: next.links)
        next.links = try await links(changes.links ?? [], after: next.links)
        if next.statement != before.statement || next.searched != before.searched { next.cause = .edit }
        next.reason = try await replacingNames(changes.reason?.unpadded)
        return next
    }

    private static func require(_ changes: FindingChanges, fit finding: Finding) throws(StudyError) {
        let latest = finding.latest
        if let base = changes.base, base != latest.id {
            throw StudyError(
                .findingConflict,
                "'\(finding.id)' was changed meanwhile: version \(latest.number) is the newest.",
                hint: "Run 'rir finding show \(finding.id)' to see it, then change it again.")
        }
        guard latest.state == .standing else {
            throw StudyError(
                .findingInvalid, "'\(finding.id)' was dropped\(latest.cycle.map { " in \($0)" } ?? "").",
                hint: "Write what holds instead with 'rir finding new'.")
        }
    }

    /// Takes evidence away by its number.
    private static func dropping(
        _ numbers: [Int], from links: [Finding.Link]
    ) throws(StudyError) -> [Finding.Link] {
        guard numbers.allSatisfy({ links.indices.contains($0 - 1) }) else {
            throw StudyError(
                .findingInvalid,
                links.isEmpty
                    ? "The finding has no evidence." : "The evidence counts from 1 to \(links.count).",
                hint: "'rir finding show' numbers it.")
        }
        return links.enumerated().filter { !numbers.contains($0.offset + 1) }.map(\.element)
    }

    private func freeFindingID(_ name: String?) async throws(StudyError) -> FindingID {
        let taken = try await feedbackMemory()
        guard let name else {
            while true {
                guard let id = FindingID(rawValue: "f-" + surroundings.characters(5)) else { continue }
                if taken.findings[id] == nil, taken.unreadable[id.path] == nil { return id }
            }
        }
        // A name that says who somebody is must not become a file's.
        try await requireNameless(name)
        let plain = try await admitted(name, "name of a finding", false)
        guard plain == name, let id = FindingID(rawValue: name) else {
            throw StudyError(
                .findingInvalid, "A finding can't be called so.",
                hint: "Give 1 to 40 small letters, digits and dashes, and nobody's name.")
        }
        guard taken.findings[id] == nil, taken.unreadable[id.path] == nil else {
            throw StudyError(
                .findingInvalid, "There is a finding '\(id)' already.", hint: "Give another --name.")
        }
        return id
    }

    /// Writes a finding with its new version.
    private func keep(_ finding: Finding, _ step: String) async throws(StudyError) -> FindingView {
        try finding.requirePossible()
        var operation = ArchiveOperation(
            id: finding.latest.id, act: .finding, by: archive.member, at: finding.latest.written.at,
            reason: finding.latest.reason.map { "\(step), \($0)" } ?? step)
        operation.files.updateValue(FindingText.bytes(of: finding), forKey: finding.path)
        _ = try await commit([operation])[0].get()
        return try await view(of: finding, operation: operation.id)
    }

    // MARK: The door

    /// A text as it may be kept: known names are replaced, and what may be another is refused.
    ///
    /// - Returns: `nil` for one without words.
    /// - Throws: `names.suspected`, `vault.locked`.
    func admitted(_ text: String?, _ what: String, _ cleared: Bool) async throws(StudyError) -> String? {
        guard let words = text?.unpadded, namePolicy != .off else { return text?.unpadded }
        guard let door = try await door() else { throw Vault.locked }
        guard cleared || namePolicy != .hold else {
            throw StudyError(
                .namesSuspected, "The study holds every text until a person has looked.",
                hint: "Look through it, then repeat with --cleared.")
        }
        let passage = door.pass(RecordDraft(kind: .fieldNote, title: "", body: words))
        let count = passage.suspects.count
        guard cleared || count == 0 else {
            throw StudyError(
                .namesSuspected,
                "The \(what) has \(count == 1 ? "1 word that may be a name" : "\(count) words that may be names").",
                hint: "Put handles in their place, or repeat with --cleared if none of them is a name.")
        }
        return passage.draft.body.unpadded
    }
}

extension StudyService {
    /// Refuses a known name in what is written with small letters and dashes.
    ///
    /// - Throws: `names.found`, `vault.locked`.
    func requireNameless(_ name: String) async throws(StudyError) {
        let words = name.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }
        try await requireNoNames(in: Array(words.joined(separator: " ").utf8), of: name.printable)
    }
}

extension String {
    /// Without blanks around it; `nil` for a text of nothing else.
    var unpadded: String? {
        guard let first = firstIndex(where: { !$0.isWhitespace }),
            let last = lastIndex(where: { !$0.isWhitespace })
        else { return nil }
        return String(self[first...last])
    }
}

extension Finding {
    /// - Throws: `finding.invalid` for what can't be a finding.
    func requirePossible() throws(StudyError) {
        if let problem = latest.problem { throw StudyError(.findingInvalid, problem) }
        guard FindingText.bytes(of: self).count <= Finding.largest else {
            throw StudyError(
                .findingInvalid, "The finding and its history are larger than 1 MiB.",
                hint: "Go on in a new one: 'rir finding new'.")
        }
    }
}
