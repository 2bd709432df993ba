internal import StudyArchive
internal import StudyIndex
internal import StudyModel
internal import Vault

/// What was made of the records, as an audit lists it.
extension StudyService {
    func auditCodes(_ limits: AuditLimits) async throws(StudyError) -> (codes: [AuditCode], states: Int) {
        var changes: [CodeID: [AuditCode.Change]] = [:]
        var states = 0
        for version in try await codebookHistory() where limits.admits(version.operation.at) {
            states += 1
            for difference in version.differences {
                let before = difference.fields.first { $0.name == "definition" }?.old
                changes[difference.id, default: []].append(
                    .init(
                        kinds: difference.kinds, by: version.operation.by, at: version.operation.at,
                        before: difference.kinds.contains(.added) ? nil : before))
            }
        }
        let codes = try await codebook().entries.map { entry in
            AuditCode(
                path: entry.path, name: entry.code.name, definition: entry.code.definition,
                hasExample: !entry.code.example.isEmpty, isCategory: entry.code.isCategory,
                status: entry.code.status, changes: changes[entry.code.id] ?? [])
        }
        return (codes, states)
    }

    func auditCoding(_ limits: AuditLimits, _ check: CheckReport) async throws(StudyError) -> AuditCoding {
        let blind = try await roundMemory().blindRecords(for: CoderID(archive.member))
        var coding = AuditCoding()
        var coders: [CoderID: MethodsReport.Coding.Coder] = [:]
        var coded: Set<RecordID> = []
        let admitted = Set(try await index.records(RecordFilter()).records.filter(limits.admits).map(\.id))
        for path in try await reader.files(below: "coding") {
            guard let owner = CodingText.owner(ofPath: path), !blind.contains(owner.record),
                admitted.contains(owner.record), let bytes = try await reader.file(path)
            else { continue }
            let codings = try Self.codings(from: bytes, at: path)
            let lost = codings.count { $0.state == .lost }
            coding.lost += lost
            coding.codings += codings.count
            guard codings.count > lost else { continue }
            coded.insert(owner.record)
            var facts = coders[owner.coder] ?? .init(coder: owner.coder, records: 0, codings: 0)
            facts.records += 1
            facts.codings += codings.count - lost
            coders[owner.coder] = facts
        }
        coding.records = coded.count
        coding.coders = coders.values.sorted { $0.coder < $1.coder }
        coding.unresolved = check.findings.count { $0.code.hasPrefix("coding.") }
        return coding
    }

    func auditMemos(_ limits: AuditLimits) async throws(StudyError) -> AuditMemos {
        let memos = try await memosInGit().memos.values.map(\.memo).filter { limits.admits($0.written.at) }
        let kinds = Dictionary(grouping: memos, by: \.kind)
        let days = memos.map(\.written.at.day)
        return AuditMemos(
            kinds: Memo.Kind.allCases.compactMap { kind in
                kinds[kind].map { .init(kind.rawValue, $0.count) }
            },
            linked: memos.count { !$0.links.isEmpty }, firstDay: days.min(), lastDay: days.max(),
            sealed: vault.exists ? sealedMemos().count : 0)
    }

    /// Rounds, findings, cycles, workshops and the decisions taken in them.
    func addAnalysis(to facts: inout AuditFacts, _ limits: AuditLimits) async throws(StudyError) {
        for view in try await rounds() where limits.round.map({ $0.id == view.round.id }) ?? true {
            guard view.round.events.contains(where: { limits.admits($0.at) }) else { continue }
            facts.rounds.append(try await auditRound(view.round, &facts.decisions))
        }
        try await addFindings(to: &facts, limits)
        for view in try await cycles().cycles {
            guard view.events.contains(where: { limits.admits($0.at) }) else { continue }
            facts.cycles.append(Self.cycle(view))
            for event in view.events where event.act == .decided && limits.admits(event.at) {
                facts.decisions.add(
                    hasReason: event.reason?.isEmpty == false, hasAlternatives: !event.responses.isEmpty,
                    at: event.at)
            }
        }
        facts.workshops = try await workshops().workshops.filter { limits.admits($0.day) }
            .map(AuditWorkshop.init).sorted { ($0.day, $0.id.rawValue) < ($1.day, $1.id.rawValue) }
        facts.recommendations = try await recommendations().recommendations
            .filter { limits.admits($0.changed.at) }.map(AuditRecommendation.init)
    }

    private func auditRound(
        _ round: Round, _ decisions: inout AuditDecisions
    ) async throws(StudyError) -> AuditRound {
        var facts = AuditRound(round: round)
        guard round.state == .closed else { return facts }
        let report = try await roundReport(round.id.rawValue, RoundReport.Request()).report
        let known = try await adjudication(of: round)
        facts.figures = Array(report.overall.prefix(2))
        facts.outcome = report.rule?.sentence
        facts.disagreements = known.disagreements.count
        facts.decided = known.disagreements.count { known.decisions[$0.id] != nil }
        for decision in known.decisions.values {
            // The readings of the coders are what else was possible.
            decisions.add(hasReason: !decision.reason.isEmpty, hasAlternatives: true, at: decision.at)
        }
        return facts
    }

    private func addFindings(to facts: inout AuditFacts, _ limits: AuditLimits) async throws(StudyError) {
        let memory = try await feedbackMemory()
        for finding in memory.findings.values.sorted(by: { $0.id.rawValue < $1.id.rawValue }) {
            guard finding.versions.contains(where: { limits.admits($0.written.at) }) else { continue }
            let evidence = try await evidence(finding.latest.links)
            facts.findings.append(
                AuditFinding(
                    id: finding.id, versions: finding.versions,
                    cycles: memory.cycles(with: finding.id).map(\.id),
                    spans: evidence.count { !$0.isGone && $0.link.coding != nil },
                    wholes: evidence.count { !$0.isGone && $0.link.coding == nil },
                    gone: evidence.count(where: \.isGone)))
        }
    }

    private static func cycle(_ view: CycleView) -> AuditCycle {
        AuditCycle(
            id: view.id, title: view.title, audience: view.audience, stage: view.stage,
            opened: view.events.first { $0.act == .opened }?.at,
            closed: view.events.last { $0.act == .closed }?.at, responses: view.responses.count,
            findings: view.findings.map { one in
                .init(
                    finding: one.pin.finding, version: one.pin.number, isThere: one.statement != nil,
                    outcome: one.decision?.outcome, decided: one.decision?.at)
            })
    }

    // MARK: When

    func auditSteps(_ facts: AuditFacts, _ limits: AuditLimits) async throws(StudyError) -> [AuditStep] {
        var steps = facts.records.map { AuditStep(.records, $0.day) }
        steps += facts.people.flatMap(\.events).filter { limits.admits($0.at) }
            .map { AuditStep(.consent, $0.at.day) }
        steps += facts.people.flatMap(\.withdrawals).map { AuditStep(.withdrawals, $0.at.day) }
        steps += facts.erasures.compactMap(\.recorded).map { AuditStep(.withdrawals, $0.at.day) }
        steps += facts.workshops.map { AuditStep(.workshops, $0.day) }
        steps += facts.integrity.handouts.compactMap(\.at).map { AuditStep(.checkpoints, $0.day) }
        let kinds: [OperationSummary.Act: AuditStep.Kind] = [
            .code: .coding, .codebook: .coding, .round: .rounds, .adjudicate: .rounds, .finding: .findings,
            .cycle: .cycles,
        ]
        for operation in try await index.operations(limit: 0, offset: 0).operations {
            guard let kind = kinds[operation.act], operation.undoneBy == nil, limits.admits(operation.at)
            else { continue }
            steps.append(AuditStep(kind, operation.at.day))
        }
        return steps
    }
}
