internal import Intake
internal import Reports
internal import StudyArchive
internal import StudyIndex
package import StudyModel
internal import Vault

/// The page that an ethics reviewer opens first, and its checklist alone.
package struct AuditReport: Sendable {
    /// One HTML file.
    package var html: String
    /// The checklist of AUDIT §3 as Markdown.
    package var checklistMarkdown: String
    package var outcome: AuditOutcome
    /// What is worth knowing about it, a sentence each.
    package var remarks: [String] = []
}

extension StudyService {
    /// What the study's trail says of itself, for a part of it or all.
    ///
    /// Everything is checked for it, as ``check(progress:)`` does. Nothing in it is a word of a record.
    ///
    /// - Parameters:
    ///   - isInBag: whether it goes into an export, beside what it tells of.
    ///   - software: what wrote it, with its version.
    /// - Throws: `participant.not_found`, `round.not_found`; `names.found` where a known name would go out with it,
    ///   `vault.locked` while nobody can tell; what counting a methods section throws.
    package func auditReport(
        _ scope: AuditScope, isInBag: Bool = false, software: String = "rir"
    ) async throws(StudyError) -> AuditReport {
        let facts = try await auditFacts(scope, isInBag: isInBag)
        let page = AuditPage(facts, software: software)
        let report = AuditReport(
            html: page.html, checklistMarkdown: page.checklistMarkdown, outcome: page.outcome,
            remarks: Self.remarks(on: facts))
        for (name, text) in [("the audit report", report.html), ("the checklist", report.checklistMarkdown)] {
            try await requireNoNames(in: Array(text.utf8), of: name)
        }
        return report
    }

    /// The page as a file.
    ///
    /// - Parameter format: `html` or `pdf`.
    /// - Throws: as ``auditReport(_:isInBag:software:)``; `request.invalid` for another format, `import.unsupported` on a machine
    ///   without WeasyPrint.
    package func auditFile(
        _ scope: AuditScope, as format: String, software: String
    ) async throws(StudyError) -> (file: MadeFile, outcome: AuditOutcome) {
        guard ["html", "pdf"].contains(format) else {
            throw StudyError(.requestInvalid, "An audit report is html or pdf.")
        }
        let report = try await auditReport(scope, software: software)
        var file = MadeFile(
            name: "audit-report.\(format)", bytes: Array(report.html.utf8), remarks: report.remarks)
        if format == "pdf" {
            let tools = await Toolbox.tools(workingIn: "\(path)/.rir")
            file.bytes = try await tools.pdf(fromHTML: file.bytes)
        }
        return (file, report.outcome)
    }

    private static func remarks(on facts: AuditFacts) -> [String] {
        var remarks: [String] = []
        let bad = facts.integrity.findings.reduce(0) { $0 + $1.count }
        if bad > 0 {
            remarks.append(
                "\(bad.counted("thing")) \(bad == 1 ? "is" : "are") not as it should be: 'rir check'.")
        }
        if facts.integrity.handouts.isEmpty {
            remarks.append(
                "nobody outside has a checkpoint yet, so nobody else can tell that nothing was rewritten.")
        }
        return remarks
    }

    // MARK: Gathering

    /// What the page is made of.
    func auditFacts(_ scope: AuditScope, isInBag: Bool) async throws(StudyError) -> AuditFacts {
        try await refreshed()
        if let handle = scope.participant { _ = try await participantCase(handle.rawValue) }
        let round: Round? =
            if let name = scope.round { try await self.round(name.rawValue) } else { nil }
        let check = try await check { _ in }
        let description = try await describedNow()
        let team = try await teamHistory()
        var facts = AuditFacts(
            study: AuditStudy(
                title: description.title, amendments: team.amendments, questions: description.questions,
                consent: description.consent, smallest: description.smallestCount, began: team.began,
                made: Provenance(by: archive.member, at: surroundings.now), ended: description.ended,
                isInBag: isInBag),
            scope: scope, methods: try await methodsReport())
        let limits = AuditLimits(scope, round: round)
        facts.members = team.members.map { member in
            var member = member
            member.opensVault = member.until == nil && team.openers.contains(member.member)
            return member
        }
        facts.records = try await auditRecords(limits, description)
        facts.people = try await auditPeople(limits, facts.records)
        facts.forms = try await consentForms()
        (facts.codes, facts.codebookStates) = try await auditCodes(limits)
        facts.coding = try await auditCoding(limits, check)
        facts.memos = try await auditMemos(limits)
        try await addAnalysis(to: &facts, limits)
        facts.surveys = try await storedSurveys().map {
            AuditSurvey(id: $0.id, title: $0.title, answers: $0.answers.count, variables: $0.variables.count)
        }
        facts.names = try await auditNames()
        facts.retention = try await retention(on: nil).classes
        try await addIntegrity(to: &facts, check, team.everybody)
        facts.steps = try await auditSteps(facts, limits)
        return facts
    }
}

/// Which days, whom and which records a report is about.
struct AuditLimits: Sendable {
    let scope: AuditScope
    /// The records of the round; `nil` where all count.
    let records: Set<RecordID>?
    let round: Round?

    init(_ scope: AuditScope, round: Round?) {
        self.scope = scope
        self.round = round
        records = round.map { Set($0.records.map(\.record)) }
    }

    func admits(_ day: CalendarDay) -> Bool {
        if let from = scope.from, day < from { return false }
        if let until = scope.until, until < day { return false }
        return true
    }

    func admits(_ time: Timestamp) -> Bool { admits(time.day) }

    func admits(_ record: RecordID) -> Bool { records?.contains(record) ?? true }

    func admits(_ summary: RecordSummary) -> Bool {
        if let handle = scope.participant, !summary.participants.contains(handle) { return false }
        return admits(summary.date) && admits(summary.id)
    }

    func admits(_ handle: Handle) -> Bool { scope.participant.map { $0 == handle } ?? true }
}
