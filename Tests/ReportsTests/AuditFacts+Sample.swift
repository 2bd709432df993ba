import Foundation
import StudyModel

/// Facts for tests of the audit report.
extension AuditFacts {
    static let r1 = MemberID(rawValue: "r1").unsafelyUnwrapped
    static let r2 = MemberID(rawValue: "r2").unsafelyUnwrapped
    static let handle = Handle(rawValue: "SP66").unsafelyUnwrapped
    static let device = DeviceID(rawValue: "d-01234567").unsafelyUnwrapped
    static let segment = CodingID(rawValue: "01hzzzzzzzzzzzzzzzzzzzzzzz").unsafelyUnwrapped
    static let time = Timestamp(rawValue: "2020-05-01T12:00:00Z").unsafelyUnwrapped
    static let day = CalendarDay(year: 2020, month: 5, day: 1).unsafelyUnwrapped

    static func operation(_ number: Int) -> OperationID {
        let digits = String(number)
        return OperationID(rawValue: "01h" + String(repeating: "z", count: 23 - digits.count) + digits)
            .unsafelyUnwrapped
    }

    static var by: Provenance { Provenance(by: r1, at: time) }

    /// A study in which nothing has happened.
    static func empty() -> AuditFacts {
        AuditFacts(
            study: AuditStudy(title: "Empty", consent: .required, smallest: 5, made: by), scope: AuditScope(),
            methods: MethodsReport(
                title: "Empty", protocol: .init(), questions: [], names: .assisted,
                sources: .init(total: 0, kinds: [], firstDay: nil, lastDay: nil),
                participants: .init(total: 0, withdrawn: 0, breakdowns: []), surveys: [], tables: [],
                coding: .init(codes: 0, deductive: 0, inductive: 0, changes: 0, records: 0, coders: []),
                rounds: [], memos: [], feedback: .init(findings: 0, cycles: []), workshops: .init([], []),
                matrices: [], drafts: .init([ReportDraft]()),
                consent: .init(modes: [], purposes: [], gaps: 0), reviewers: 0, team: []))
    }

    /// A study in which everything is as a reviewer wants it, as far as a study can be.
    static func full() -> AuditFacts {
        var facts = empty()
        facts.study.amendments = [
            .init(plan: .init(title: "Protocol", version: "2", approval: "REC 20/1"), since: by)
        ]
        facts.study.isInBag = true
        facts.study.began = by
        facts.records = [record(.interview), record(.minutes), record(.fieldNote)]
        facts.people = [person()]
        facts.forms = [
            ConsentForm(
                name: "interview", version: "2.1", kind: .script, purposes: [.collect],
                digest: String(repeating: "a", count: 64), validFrom: day, added: by)
        ]
        facts.members = [AuditMember(member: r1, role: "lead", fingerprint: "SHA256:x", from: time)]
        facts.names = AuditNames(policy: .assisted)
        (facts.names.hasVault, facts.names.known, facts.names.places) = (true, 3, 10)
        facts.retention = RetentionClass.allCases.map { one in
            RetentionDue(
                one, count: 1, rule: RetentionRule(one, yearsAfterEnd: 10, basis: "Policy"), ended: nil,
                on: day)
        }
        addAnalysis(to: &facts)
        facts.integrity.logs = [
            DeviceLog(device: device, member: r1, entries: 9, signed: 8, unsigned: 0, seenBy: [r2])
        ]
        facts.integrity.handouts = [handout(.consistent)]
        (facts.integrity.leaves, facts.integrity.versions, facts.integrity.commits) = (9, 3, 5)
        facts.steps = [AuditStep(.records, day), AuditStep(.withdrawals, day)]
        return facts
    }

    private static func addAnalysis(to facts: inout AuditFacts) {
        let change = AuditCode.Change(kinds: [.added], by: r1, at: time)
        facts.codes = ["access", "access/door"].map { path in
            AuditCode(
                path: CodePath(rawValue: path).unsafelyUnwrapped, name: "Door", definition: "How they come.",
                hasExample: true, isCategory: false, status: .agreed, changes: [change])
        }
        facts.codebookStates = 2
        facts.coding = AuditCoding(
            coders: [.init(coder: CoderID(rawValue: "r1").unsafelyUnwrapped, records: 1, codings: 2)],
            codings: 2, records: 1)
        facts.memos = AuditMemos(
            kinds: [.init("reflexive", 1), .init("method", 1)], linked: 2, firstDay: day, lastDay: day)
        facts.rounds = [round()]
        facts.findings = [finding()]
        facts.cycles = [
            AuditCycle(
                id: CycleID(rawValue: "c-7f3k9").unsafelyUnwrapped, title: "Access",
                audience: ["link-workers"],
                stage: .closed, opened: time, closed: time, responses: 2,
                findings: [
                    .init(
                        finding: finding().id, version: 1, isThere: true, outcome: .revise, decided: time)
                ])
        ]
        facts.surveys = [
            AuditSurvey(
                id: SurveyID(rawValue: "staff").unsafelyUnwrapped, title: "Staff", answers: 9, variables: 2)
        ]
        facts.decisions.add(hasReason: true, hasAlternatives: true, at: time)
    }

    static func record(_ kind: RecordKind) -> AuditRecord {
        let id = RecordID(day: day, kind: kind, suffix: "7f3k")
        var record = AuditRecord(id: id, kind: kind, day: day, captured: by)
        record.participants = [handle]
        record.versions = [version(1, .created, nil), version(2, .edited, "a word")]
        (record.hasSetting, record.hasDuration, record.hasPresence) = (true, true, true)
        (record.hasGuide, record.hasTeam) = (true, true)
        return record
    }

    static func version(_ number: Int, _ change: RecordVersion.Change, _ reason: String?) -> RecordVersion {
        RecordVersion(
            version: number, change: change, by: r1, at: time, operation: operation(number), reason: reason,
            sha256: String(repeating: "b", count: 64), commit: "c")
    }

    static func person() -> AuditPerson {
        var person = AuditPerson(handle: handle)
        person.events = [
            ConsentEvent(
                id: operation(1), participant: handle, act: .granted, purposes: [.collect], mode: .oral,
                at: time, recorded: by, form: ConsentFormReference(name: "interview", version: "2.1"))
        ]
        person.reviews = [
            ReviewEvent(
                id: operation(2), participant: handle, at: time, recorded: by, verdict: .confirmed,
                records: [record(.interview).id])
        ]
        person.records = 3
        return person
    }

    static func gap(_ why: ConsentGap.Reason) -> ConsentGap {
        let text = """
            {"participant":"SP66","purpose":"collect","why":"\(why.rawValue)","took":"2020-05-01","since":"2020-05-01",
            "record":"\(record(.interview).id.rawValue)","isLimited":false,"needsRecord":false}
            """
        guard let gap = try? JSONDecoder().decode(ConsentGap.self, from: Data(text.utf8)) else {
            preconditionFailure("The gap can't be read.")
        }
        return gap
    }

    static func round() -> AuditRound {
        let figure = AgreementFigure(
            name: "alpha", title: "Krippendorff's alpha", value: 0.81, reason: nil,
            interval: .init(lower: 0.7, upper: 0.9, level: 0.95, method: "bootstrap"), meaning: "m")
        let acts: [Round.Event.Act] = [.planned, .opened, .closed]
        return AuditRound(
            round: Round(
                id: RoundID(rawValue: "kit").unsafelyUnwrapped, title: "Kit", level: .paragraph, codes: [],
                frame: "f", coders: [], draw: .init(way: .all, amount: 0, seed: 1, strata: [], population: 1),
                rule: Round.Rule(), records: [], events: acts.map { .init(act: $0, by: r1, at: time) },
                nonce: "n"),
            figures: [figure], outcome: "met", disagreements: 1, decided: 1)
    }

    static func finding() -> AuditFinding {
        let link = Finding.Link(.disconfirms, record(.interview).id, coding: segment)
        let statement = "People come by themselves."
        return AuditFinding(
            id: FindingID(rawValue: "door").unsafelyUnwrapped,
            versions: [
                .init(id: operation(3), statement: statement, links: [link], written: by),
                .init(
                    id: operation(4), number: 2, statement: "Some people come by themselves.", links: [link],
                    written: by, cause: .decision),
            ], cycles: [], spans: 1, wholes: 0, gone: 0)
    }

    static func handout(_ standing: AuditCheckpoint.Standing) -> AuditHandout {
        AuditHandout(
            id: "h", to: "Ethics office", at: time, by: r1,
            checkpoints: [.init(device: device, size: 8, root: "r", standing: standing)])
    }
}
