internal import StudyArchive
internal import StudyIndex
package import StudyModel

/// Findings as they are read.
extension StudyService {
    /// All findings by name, and files that are none as the format says, one sentence each.
    package func findings() async throws(StudyError) -> (findings: [FindingHead], unreadable: [String]) {
        try await refreshed()
        let memory = try await feedbackMemory()
        let heads = memory.findings.values.sorted { $0.id < $1.id }.map { finding in
            let open = memory.cycles(with: finding.id).filter { $0.stage != .closed }
            return FindingHead(finding, cycles: open.map(\.id))
        }
        return (heads, memory.unreadableSentences(below: "findings/"))
    }

    /// One version of a finding with what its evidence leads to now.
    ///
    /// - Parameter number: the version; `nil` for the newest. Of two with one number it is the later.
    /// - Throws: `finding.not_found`, `finding.ambiguous`, `finding.invalid`; `finding.not_found` for a version it never had.
    package func finding(_ name: String, version number: Int?) async throws(StudyError) -> FindingView {
        try await refreshed()
        let finding = try await finding(named: name)
        guard let number else { return try await view(of: finding) }
        guard let version = finding.versions.last(where: { $0.number == number }) else {
            throw StudyError(
                .findingNotFound, "'\(finding.id)' has no version \(number).",
                hint: "'rir finding history \(finding.id)' shows those it has.")
        }
        return try await view(of: finding, version: version)
    }

    /// Every version of a finding with what caused it, the oldest first.
    ///
    /// - Throws: as ``finding(_:version:)``.
    package func findingHistory(_ name: String) async throws(StudyError) -> (FindingID, [FindingStep]) {
        try await refreshed()
        let finding = try await finding(named: name)
        let cycles = try await feedbackMemory().cycles
        let steps = finding.versions.map { version in
            let answers = version.cycle.flatMap { cycles[$0] }?.responses ?? []
            return FindingStep(
                version, after: finding.versions.last { $0.number < version.number },
                responses: answers.filter { version.responses.contains($0.id) })
        }
        return (finding.id, steps)
    }

    func view(
        of finding: Finding, version: Finding.Version? = nil, operation: OperationID? = nil
    ) async throws(StudyError) -> FindingView {
        let version = version ?? finding.latest
        return FindingView(
            finding, version: version, evidence: try await evidence(version.links),
            cycles: try await feedbackMemory().cycles(with: finding.id).map(\.id), operation: operation)
    }

    // MARK: Evidence

    /// What links lead to now, in their order.
    func evidence(_ links: [Finding.Link]) async throws(StudyError) -> [EvidenceView] {
        var views: [EvidenceView] = []
        for link in links { views.append(try await evidence(link)) }
        return views
    }

    private func evidence(_ link: Finding.Link) async throws(StudyError) -> EvidenceView {
        guard try await index.isRemoved(link.record) == false else {
            return EvidenceView(link: link, isGone: true)
        }
        let record = try await stored(link.record, version: nil).record
        var view = EvidenceView(link: link, title: record.title, kind: record.kind, day: record.day)
        guard let coding = link.coding else { return view }
        let found = try await views(of: link.record).first { $0.coding.id == coding }
        view.isGone = found == nil
        view.code = found.map { $0.path?.rawValue ?? $0.name }
        if let found, found.coding.state != .lost { view.quote = found.coding.anchor?.quote }
        return view
    }

    /// The evidence a person names, each piece once.
    ///
    /// - Throws: `record.not_found`, `record.ambiguous`, `coding.not_found`, `coding.ambiguous`.
    func links(
        _ drafts: [EvidenceDraft], after links: [Finding.Link]
    ) async throws(StudyError) -> [Finding.Link] {
        var links = links
        for draft in drafts {
            let record = try await stored(try await resolve(draft.record), version: nil).record.id
            var link = Finding.Link(draft.side, record)
            if let text = draft.coding {
                let codings = try await views(of: record).map(\.coding.id)
                link.coding = codings[try codings.place(of: text, in: record)]
            }
            // What is looked at anew may have changed sides.
            links.removeAll { $0.record == link.record && $0.coding == link.coding && $0.side != link.side }
            if !links.contains(link) { links.append(link) }
        }
        return links
    }
}

extension FeedbackMemory {
    /// What is wrong with files below a folder, one sentence each.
    func unreadableSentences(below folder: String) -> [String] {
        unreadable.filter { $0.key.hasPrefix(folder) }.sorted { $0.key < $1.key }
            .map { "'\($0.key)': \($0.value)" }
    }
}
