internal import CodingLogic
internal import StudyArchive
package import StudyModel

/// Where the evidence of findings comes from.
extension StudyService {
    /// The grid of kinds of source and groups of people behind a finding's newest version.
    ///
    /// - Parameters:
    ///   - attribute: what people are grouped by; `nil` for what their handles stand for.
    ///   - leaves: whether it goes out of the study as a picture or a table.
    /// - Throws: `finding.not_found`, `finding.ambiguous`; `request.invalid` for an attribute nobody has; of what leaves,
    ///   `names.found` where a known name would go out with it and `vault.locked` while nobody can tell.
    package func triangulation(
        of name: String, by attribute: String?, leaves: Bool = false
    ) async throws(StudyError) -> Triangulation {
        try await refreshed()
        let finding = try await finding(named: name)
        let known = try await corpus(at: nil)
        let held = try await held(in: known)
        let (sources, left) = try await sources(of: finding.latest, in: known)
        let groups = try await groups(by: attribute, people: held.map(\.people) + sources.map(\.people))
        if leaves {
            try await requireNoKnownNames(
                in: [finding.latest.statement, groups.title] + groups.names, of: "\(finding.id)")
        }
        return Triangulation(
            finding: finding.id, version: finding.latest, sources: sources, held: held, groups: groups,
            smallest: try await describedNow().smallestCount, left: left)
    }

    /// Every standing finding by groups of people: what they have in common and where they differ.
    ///
    /// The parameters and what is thrown are those of ``triangulation(of:by:leaves:)``.
    package func compareFindings(
        by attribute: String?, leaves: Bool = false
    ) async throws(StudyError) -> FindingComparison {
        try await refreshed()
        let known = try await corpus(at: nil)
        let held = try await held(in: known)
        var found: [(finding: Finding, sources: [EvidenceSource])] = []
        var left = Triangulation.Left(gone: 0, withheld: 0)
        let findings = try await feedbackMemory().findings.values.sorted { $0.id < $1.id }
        for finding in findings where finding.latest.state == .standing {
            let (sources, missing) = try await sources(of: finding.latest, in: known)
            left.gone += missing.gone
            left.withheld += missing.withheld
            found.append((finding, sources))
        }
        let groups = try await groups(
            by: attribute, people: held.map(\.people) + found.flatMap { $0.sources.map(\.people) })
        let heard = groups.names.indices.map { column in
            held.contains { groups.places(of: $0.people).contains(column) }
        }
        let rows = found.map { finding, sources in
            FindingComparison.Row(
                finding: finding.id, version: finding.latest, sources: sources, groups: groups, heard: heard)
        }
        if leaves {
            try await requireNoKnownNames(
                in: rows.map(\.statement) + [groups.title] + groups.names, of: "the comparison")
        }
        return FindingComparison(by: groups, rows: rows, left: left)
    }

    // MARK: Evidence

    /// The records that may be used, with those whose words they hold.
    private func held(
        in known: StudyCorpus
    ) async throws(StudyError) -> [(kind: RecordKind, people: Set<Handle>)] {
        let team = try await describedNow().team
        return known.corpus.records.map { record in
            let people = record.cases.compactMap(\.handle).filter { !team.contains($0.prefix) }
            return (record.kind, Set(people))
        }
    }

    /// The records behind a version, one for each link that leads to something which may be used.
    private func sources(
        of version: Finding.Version, in known: StudyCorpus
    ) async throws(StudyError) -> (sources: [EvidenceSource], left: Triangulation.Left) {
        var sources: [EvidenceSource] = []
        var left = Triangulation.Left(gone: 0, withheld: 0)
        for view in try await evidence(version.links) {
            guard !view.isGone, let kind = view.kind, let day = view.day else {
                left.gone += 1
                continue
            }
            guard known.records[view.link.record] != nil else {
                left.withheld += 1
                continue
            }
            sources.append(
                EvidenceSource(
                    record: view.link.record, kind: kind, day: day, side: view.link.side,
                    people: try await people(behind: view.link)))
        }
        return (sources, left)
    }

    /// Those whose words a piece of evidence is: who speaks in a coding's span, else who takes part in the record.
    private func people(behind link: Finding.Link) async throws(StudyError) -> Set<Handle> {
        let record = try await stored(link.record, version: nil).record
        let team = try await describedNow().team
        let present = Set(record.participants.filter { !team.contains($0.prefix) })
        guard let coding = link.coding,
            let span = try await views(of: link.record).first(where: { $0.coding.id == coding })?.coding
                .anchor?.span
        else { return present }
        let turns = Turns.of(body: record.body).filter { $0.range.overlaps(span) }
        let speakers = Set(turns.compactMap { $0.speaker.flatMap(Handle.init(rawValue:)) })
        let meant = speakers.intersection(present)
        return meant.isEmpty ? present : meant
    }

    // MARK: Groups

    /// The groups that people are compared by.
    ///
    /// - Throws: `request.invalid` for an attribute that is neither declared nor anybody's.
    private func groups(
        by attribute: String?, people: [Set<Handle>]
    ) async throws(StudyError) -> StakeholderGroups {
        let description = try await describedNow()
        guard let attribute else {
            let all = people.reduce(into: Set<Handle>()) { $0.formUnion($1) }
            let patterns = description.handles
            let others = try await cases().filter { $0.kind != .participant }
            let kinds = Dictionary(
                others.compactMap { value in value.handle.map { ($0, value.kind.rawValue) } }
            ) {
                $1
            }
            let named = all.map { handle in
                (handle, [patterns.pattern(prefix: handle.prefix)?.meaning ?? kinds[handle] ?? handle.prefix])
            }
            return StakeholderGroups(
                title: "group", order: patterns.patterns.map(\.meaning),
                groups: Dictionary(uniqueKeysWithValues: named), people: people)
        }
        let declared = description.attributes.list.first { $0.name == attribute }
        var groups: [Handle: [String]] = [:]
        for value in try await cases() {
            guard let handle = value.handle, let words = value.attributes[attribute]?.items else { continue }
            groups[handle] = words
        }
        guard declared != nil || !groups.isEmpty else {
            let names = description.attributes.list.filter { $0.appliesTo.contains(.participant) }
                .map(\.name)
            throw StudyError(
                .requestInvalid, "No participant has an attribute '\(attribute.printable)'.",
                hint: names.isEmpty
                    ? "Declare attributes in study.yaml, or leave --by out."
                    : "Attributes are \(names.joined(separator: ", ")).")
        }
        return StakeholderGroups(
            title: declared.map { $0.label.isEmpty ? attribute : $0.label } ?? attribute,
            order: declared?.values ?? [], groups: groups, people: people)
    }
}
