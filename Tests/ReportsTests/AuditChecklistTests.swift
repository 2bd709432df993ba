import Reports
import StudyModel
import Testing

/// What each item of the checklist gets for what is there.
@Suite struct AuditChecklistTests {
    /// Items of which a study can show no more than a part, whatever is done in it.
    private static let partly: Set<Int> = [17, 19, 21, 23, 33, 34]

    @Test func emptyStudy_getsNothing_butForWhatThePageItselfSays() {
        let checklist = AuditChecklist(scoring: .empty())
        #expect(checklist.items.map(\.number) == Array(1...41))
        let scored = checklist.items.filter { $0.points > 0 }.map(\.number)
        #expect(scored == [19])
        #expect(!checklist.passes)
        #expect(checklist.missing.map(\.number) == [1, 7, 8, 13, 16, 27, 28, 32, 37, 38])
        #expect(checklist.items.allSatisfy { $0.points > 0 || $0.evidence.isEmpty })
    }

    @Test func fullStudy_passes() {
        let checklist = AuditChecklist(scoring: .full())
        let parts = checklist.items.filter { $0.points == 1 }.map(\.number)
        #expect(Set(parts) == Self.partly, "\(parts)")
        #expect(checklist.items.filter { $0.points == 0 }.map(\.number) == [])
        #expect(checklist.most == 82 && checklist.points == 76 && checklist.passes)
        #expect(checklist.items.allSatisfy { !$0.evidence.isEmpty })
    }

    @Test func absentNeededItem_fails_howeverManyPoints() {
        var facts = AuditFacts.full()
        facts.integrity.handouts = [AuditFacts.handout(.contradicted)]
        let checklist = AuditChecklist(scoring: facts)
        #expect(checklist.points == 74 && checklist.missing.map(\.number) == [37] && !checklist.passes)
    }

    @Test func threeQuarters_isEnough() {
        var items = (1...40).map {
            AuditChecklist.Item(
                number: $0, group: "A", name: "n", isNeeded: $0 == 1, points: $0 <= 30 ? 2 : 0, why: "w")
        }
        #expect(AuditChecklist(items: items).passes)
        items[29].points = 1
        #expect(!AuditChecklist(items: items).passes)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let item: Int
        let points: Int
        let what: String
        let change: @Sendable (inout AuditFacts) -> Void

        init(
            _ item: Int, _ points: Int, _ what: String,
            _ change: @escaping @Sendable (inout AuditFacts) -> Void
        ) {
            (self.item, self.points, self.what, self.change) = (item, points, what, change)
        }

        var testDescription: String { "\(item) \(what)" }
    }

    /// The full study with one thing otherwise, and what its item gets then.
    @Test(arguments: analysis + process + people + integrity)
    func oneThingOtherwise(_ one: Case) throws {
        var facts = AuditFacts.full()
        one.change(&facts)
        let item = try #require(AuditChecklist(scoring: facts).items.first { $0.number == one.item })
        #expect(item.points == one.points, "\(item.why)")
        #expect(!item.why.isEmpty)
    }

    private static let analysis: [Case] = [
        .init(1, 1, "no setting") { $0.records[0].hasSetting = false },
        .init(1, 1, "no hash") { $0.records[0].versions = [] },
        .init(2, 1, "change without a reason") { $0.records[0].versions[1].reason = nil },
        .init(2, 2, "made by the machine") { $0.records[0].versions[1].change = .restored },
        .init(3, 0, "no guide") { $0.records[0].hasGuide = false },
        .init(4, 1, "one without length") { $0.records[0].hasDuration = false },
        .init(5, 1, "one without those present") { $0.records[0].hasPresence = false },
        .init(6, 0, "no consent at all") { $0.people[0].events = [] },
        .init(7, 1, "no definition") { $0.codes[0].definition = "" },
        .init(7, 1, "no example") { $0.codes[0].hasExample = false },
        .init(7, 2, "retired without definition") {
            ($0.codes[0].definition, $0.codes[0].status) = ("", .retired)
        },
        .init(8, 0, "a coding that is not where it says") { $0.coding.unresolved = 1 },
        .init(8, 2, "words that were taken out") { $0.coding.lost = 1 },
        .init(9, 1, "memo without a link") { $0.memos.linked = 1 },
        .init(10, 0, "nobody") { $0.coding.coders = [] },
        .init(11, 1, "a disagreement not settled") { $0.rounds[0].decided = 0 },
        .init(11, 1, "open round only") { $0.rounds[0].round.events.removeLast() },
        .init(12, 1, "no themes") { $0.codes.removeLast() },
        .init(13, 1, "whole record") { $0.findings[0].wholes = 1 },
        .init(13, 1, "something gone") { $0.findings[0].gone = 1 },
        .init(13, 0, "no evidence") { $0.findings[0].spans = 0 },
        .init(13, 0, "all dropped") { $0.findings[0].versions[1].state = .dropped },
        .init(14, 0, "nothing against") { $0.findings[0].versions[1].links = [] },
        .init(15, 1, "a version that is gone") {
            $0.cycles[0].findings[0] = .init(
                finding: AuditFacts.finding().id, version: 1, isThere: false, outcome: nil, decided: nil)
        },
    ]

    private static let process: [Case] = [
        .init(16, 1, "no reason") { $0.decisions.withReason = 0 },
        .init(16, 1, "no alternatives") { $0.decisions.withAlternatives = 0 },
        .init(16, 1, "method memos alone") { $0.decisions = AuditDecisions() },
        .init(16, 0, "nothing") { ($0.decisions, $0.memos) = (AuditDecisions(), AuditMemos()) },
        .init(17, 0, "no method memo") { $0.memos = AuditMemos() },
        .init(18, 1, "without the team") { $0.records[1].hasTeam = false },
        .init(18, 0, "no minutes") { $0.records.remove(at: 1) },
        .init(20, 1, "no approval") { $0.study.amendments[0].plan.approval = nil },
        .init(20, 0, "no version") { $0.study.amendments[0].plan.version = nil },
        .init(21, 0, "no version") { $0.study.amendments = [] },
        .init(22, 1, "sealed ones alone") { $0.memos = AuditMemos(sealed: 1) },
        .init(22, 0, "none") { $0.memos = AuditMemos() },
        .init(23, 0, "no reflexive memo") { $0.memos = AuditMemos() },
        .init(24, 1, "one version of all findings") { $0.findings[0].versions.removeLast() },
        .init(25, 1, "no guide") {
            $0.records[0].hasGuide = false
            $0.records[1].hasGuide = false
            $0.records[2].hasGuide = false
        },
        .init(25, 0, "no form") { $0.forms = [] },
        .init(26, 0, "neither") { ($0.surveys, $0.workshops) = ([], []) },
    ]

    private static let people: [Case] = [
        .init(27, 1, "somebody without consent") { facts in
            facts.people.append(AuditPerson(handle: Handle(rawValue: "SP67").unsafelyUnwrapped))
        },
        .init(27, 1, "no form") { $0.people[0].events[0].form = nil },
        .init(28, 0, "never asked") { $0.records[0].gaps = [AuditFacts.gap(.neverAsked)] },
        .init(28, 0, "said no") { $0.records[0].gaps = [AuditFacts.gap(.refused)] },
        .init(28, 1, "came later") { $0.records[0].gaps = [AuditFacts.gap(.retrospective)] },
        .init(28, 2, "taken back since") { $0.records[0].gaps = [AuditFacts.gap(.withdrawn)] },
        .init(28, 0, "not checked") { $0.study.consent = .off },
        .init(29, 0, "no consent at all") { $0.people[0].events = [] },
        .init(30, 0, "a form the study does not hold") { $0.forms = [] },
        .init(31, 0, "nobody") { $0.people[0].reviews = [] },
        .init(32, 0, "a name found") { $0.names.found = 1 },
        .init(32, 0, "nothing looked for") { $0.names.known = nil },
        .init(32, 1, "no name known") { $0.names.known = 0 },
        .init(33, 0, "off") { $0.names.policy = .off },
        .init(34, 0, "no vault") { $0.names.hasVault = false },
        .init(35, 0, "nobody") { $0.members = [] },
        .init(36, 1, "a class without a rule") { facts in
            facts.retention[0] = RetentionDue(.records, count: 1, rule: nil, ended: nil, on: AuditFacts.day)
        },
        .init(36, 1, "kept too long") { facts in
            let rule = RetentionRule(.records, until: AuditFacts.day, basis: "b")
            facts.retention[0] = RetentionDue(
                .records, count: 1, rule: rule, ended: nil,
                on: CalendarDay(year: 2021, month: 1, day: 1).unsafelyUnwrapped)
        },
    ]

    private static let integrity: [Case] = [
        .init(37, 1, "not witnessed") { $0.integrity.handouts = [] },
        .init(37, 0, "never signed") { facts in
            facts.integrity.handouts = []
            facts.integrity.logs[0].signed = nil
        },
        .init(37, 0, "the check says otherwise") { $0.integrity.findings = [.init("log.witness", 1)] },
        .init(37, 0, "nobody's signature") { $0.integrity.handouts = [AuditFacts.handout(.unsigned)] },
        .init(38, 0, "a leaf that does not open") { $0.integrity.findings = [.init("leaf.unopened", 1)] },
        .init(38, 0, "a version without a leaf") { $0.integrity.findings = [.init("version.unlogged", 2)] },
        .init(38, 2, "a file changed by hand") { $0.integrity.findings = [.init("file.changed", 1)] },
        .init(39, 1, "not confirmed everywhere") {
            $0.erasures = [
                AuditErasure(
                    id: AuditFacts.operation(9), basis: "withdrawal", unconfirmed: [AuditFacts.device])
            ]
        },
        .init(39, 2, "confirmed") {
            $0.erasures = [
                AuditErasure(id: AuditFacts.operation(9), basis: "redaction", confirmed: [AuditFacts.device])
            ]
        },
        .init(40, 0, "the page alone") { $0.study.isInBag = false },
        .init(41, 0, "the page alone") { $0.study.isInBag = false },
    ]
}
