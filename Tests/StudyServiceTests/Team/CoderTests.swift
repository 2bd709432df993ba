import Foundation
import StudyArchive
import StudyModel
import StudyService
import Testing

/// Everything that a coder may do by command, in a study in which the lead coded before: what the product lets them do, every
/// other copy takes.
@Suite("What a coder does is taken by everybody")
struct CoderTests {
    private static let yaml = "policies:\n  consent: recorded\n"
    private static let talk =
        "SP66: The zebras were asleep.\nSP67: I saw nothing.\nSP66: Ann Oddfellow came.\nSP67: Nothing.\n"

    private static func code(
        _ service: StudyService, _ record: RecordID, _ quote: String, _ code: String = "access",
        comment: String? = nil
    ) async throws {
        var change = CodingChange(.add, codes: [code])
        (change.quote, change.comment) = (quote, comment)
        _ = try await service.code(record.rawValue, [change])
    }

    /// Two copies of a study in which the lead wrote, coded and noted.
    private static func filled(
        members: Int = 2, names: NamePolicy = .off
    ) async throws -> (TeamFixture, RecordID, RecordID) {
        let team = try await TeamFixture(members: members, names: names, yaml: yaml)
        let lead = try team["r1"]
        try await CodingTests.frame(lead, ["Access", "Entry", "Waiting"])
        var draft = RecordDraft(kind: .conversation, title: "Walk", body: talk)
        draft.participants = ["SP66", "SP67"].compactMap { Handle(rawValue: $0) }
        let talk = try await lead.capture(draft, cleared: true).record.id
        let note = try await lead.note("They come by themselves.\n\nThe queue was long.").record.id
        try await code(lead, talk, "zebras were asleep", comment: "with SP66")
        try await code(lead, talk, "Ann Oddfellow came")
        try await code(lead, note, "come by themselves")
        try await code(lead, note, "come by themselves", "entry")
        try await code(lead, note, "queue was long", "waiting")
        let words = MemoDraft(kind: .analytic, title: "Who", body: "Ann Oddfellow, and SP66 too.")
        _ = try await lead.writeMemo(words, cleared: true)
        try await team.settle()
        return (team, talk, note)
    }

    private static func expectTaken(_ team: TeamFixture) async throws {
        try await team.settle()
        try await team.expectAlike()
        try await team.close()
    }

    @Test("Notes, edits, files changed by hand, and taking each of them back")
    func records() async throws {
        let (team, _, note) = try await Self.filled()
        let coder = try team["r2"]
        _ = try await coder.note("Mine.")
        _ = try await coder.undo(reason: nil)
        let (summary, _) = try await coder.importTexts([("a.md", "# A\n\nOne."), ("b.md", "# B\n\nTwo.")])
        #expect(summary.created == 2)
        _ = try await coder.undo(reason: nil)
        let body = "First of all.\n\nThey came by themselves.\n\nThe queue was long.\n"
        _ = try await coder.edit(note.rawValue, RecordChanges(body: body), reason: nil, base: nil)
        try await team.settle()
        _ = try await coder.undo(reason: nil)
        let file = "\(try team.folder("r2"))/\(note.path)"
        let text = try String(contentsOfFile: file, encoding: .utf8)
        try text.replacing("They come", with: "All of them come").write(
            toFile: file, atomically: true, encoding: .utf8)
        #expect(try await coder.adopt(paths: nil, reason: nil).records.count == 1)
        try await Self.expectTaken(team)
    }

    @Test("A text changed with git alone takes everybody's codings along")
    func anchor() async throws {
        let (team, _, note) = try await Self.filled()
        let folder = try team.folder("r2")
        let file = "\(folder)/\(note.path)"
        let text = try String(contentsOfFile: file, encoding: .utf8)
        try text.replacing("They come", with: "All of them come").write(
            toFile: file, atomically: true, encoding: .utf8)
        try StudyFixture.git(folder, "read-tree", "HEAD")
        #expect(try StudyFixture.git(folder, "commit", "-qam", "all").status == 0)
        try await team.settle()
        let codings = try await team["r1"].codings(of: note.rawValue).codings
        #expect(codings.allSatisfy { $0.coding.state == .sound })
        try await team.expectAlike(besides: ["record.nonce"])
        try await team.close()
    }

    @Test("The coding frame, with a merge that recodes and joins what others coded, and its taking back")
    func codebook() async throws {
        let (team, _, note) = try await Self.filled()
        let coder = try team["r2"]
        var merge = CodebookChange(.merge, code: "entry")
        merge.into = "access"
        let outcome = try await coder.changeCodebook([merge], reason: "the same")
        #expect(outcome.recoded == 1 && outcome.joined == 1)
        try await team.settle()
        _ = try await coder.undo(reason: nil)
        try await team.settle()
        let codes = try await team["r1"].codings(of: note.rawValue).codings
        #expect(codes.count == 3)
        var chain = [CodebookChange(.merge, code: "entry"), CodebookChange(.merge, code: "access")]
        (chain[0].into, chain[1].into) = ("access", "waiting")
        _ = try await coder.changeCodebook(chain, reason: nil)
        _ = try await coder.saveQuery(name: "waiting", query: "waiting", note: "")
        try await Self.code(coder, note, "The queue was long", "waiting")
        _ = try await coder.undo(reason: nil)
        try await Self.expectTaken(team)
    }

    @Test("Participants, consent, answers and a withdrawal", arguments: WithdrawalOption.allCases)
    func people(_ option: WithdrawalOption) async throws {
        let (team, talk, _) = try await Self.filled()
        let coder = try team["r2"]
        let sheet = "handle,role\nSP66,a\nSP67,b\n"
        _ = try await coder.importParticipants(csv: Array(sheet.utf8), prefix: nil, dryRun: false)
        let people = ["SP66", "SP67"].compactMap { Handle(rawValue: $0) }
        for act in [ConsentAct.granted, .changed] {
            let asked = ConsentAsked(
                participants: people, meeting: nil, act: act, purposes: [.collect, .quote], mode: .oral,
                at: nil,
                form: nil, expires: nil, records: nil, evidence: nil)
            _ = try await coder.recordConsent(asked)
        }
        _ = try await coder.recordReview(
            of: "SP66", .confirmed, records: [talk.rawValue], corrections: [], at: nil)
        _ = try await coder.writeMemo(
            MemoDraft(kind: .analytic, title: "Mine", body: "Of SP66."), cleared: true)
        _ = try await coder.withdraw("SP66", option, mode: .oral, at: nil, dryRun: false)
        try await Self.expectTaken(team)
    }

    @Test("A name that is learnt later goes out of everything, whoever wrote it")
    func names() async throws {
        let (team, talk, _) = try await Self.filled(names: .assisted)
        let coder = try team["r2"]
        let change = try await coder.addPseudonym(
            name: "Ann Oddfellow", also: [], handle: "SP99", kind: nil, dryRun: false)
        #expect(change.records == [talk])
        try await team.settle()
        let found = try StudyFixture.git(try team.folder("r1"), "grep", "-il", "oddfellow", "main").output
        #expect(found.isEmpty)
        let codings = try await team["r1"].codings(of: talk.rawValue).codings
        #expect(codings.count == 2 && codings.allSatisfy { $0.coding.state == .sound })
        try await Self.expectTaken(team)
    }

    @Test("A round that a coder leads, from its plan to decisions, with opening again")
    func round() async throws {
        let (team, talk, note) = try await Self.filled(members: 3)
        let (leading, other) = (try team["r2"], try team["r3"])
        var plan = RoundPlan(title: "Second")
        (plan.records, plan.again) = ([talk, note].map(\.rawValue), true)
        plan.coders = ["r2", "r3"].compactMap { CoderID(rawValue: $0) }
        _ = try await leading.planRound(plan)
        _ = try await leading.removeRound("second")
        _ = try await leading.planRound(plan)
        _ = try await leading.openRound("second")
        try await team.settle()
        for (service, quote) in [(other, "The queue"), (leading, "The queue was")] {
            while try await service.nextInRound("second", isDone: true).record != nil {}
            try await Self.code(service, note, quote, "waiting")
            _ = try await service.submitRound("second", isPartial: false)
            try await team.settle()
        }
        _ = try await leading.returnWork(
            of: plan.coders?.last ?? RoundFixture.lead, in: "second", reason: "more")
        try await team.settle()
        _ = try await other.submitRound("second", isPartial: false)
        try await team.settle()
        _ = try await leading.closeRound("second", reason: nil)
        _ = try await leading.reopenRound("second", reason: "once more")
        try await team.settle()
        for service in [other, leading] {
            _ = try await service.submitRound("second", isPartial: false)
            try await team.settle()
        }
        _ = try await leading.closeRound("second", reason: nil)
        let open = try await leading.adjudication(of: "second").disagreements
        let order = AdjudicationOrder(
            disagreement: try #require(open.first).id, outcome: .one, side: "r3", method: .negotiated,
            reason: "as said")
        _ = try await leading.decide(order, in: "second")
        _ = try await leading.undo(reason: nil)
        try await team.settle()
        _ = try await other.decide(order, in: "second")
        _ = try await leading.edit(
            note.rawValue, RecordChanges(body: "The queue was very long.\n"), reason: nil, base: nil)
        try await Self.expectTaken(team)
    }

    @Test(
        "A project of another program brings in what is nobody's in the team, and not what another member coded"
    )
    func project() async throws {
        let (team, _, note) = try await Self.filled()
        let (lead, coder) = (try team["r1"], try team["r2"])
        let report = try await ExchangeFixture.bringIn(
            ExchangeFixture.bytes(ExchangeFixture.project()), into: coder)
        #expect(report.codings.made > 0)
        try await team.settle()
        _ = try await coder.undo(reason: nil)
        try await team.settle()
        // The lead's own codings, taken away, come back with a project only by the lead's hand.
        let file = try await ExchangeFixture.export(lead)
        for view in try await lead.codings(of: note.rawValue).codings {
            _ = try await lead.code(note.rawValue, [CodingChange(.remove, coding: view.coding.id.rawValue)])
        }
        try await team.settle()
        let again = try await ExchangeFixture.bringIn(file, into: coder)
        #expect(again.codings.made == 0 && again.codings.leftOut == 3)
        let own = try await ExchangeFixture.bringIn(file, into: lead)
        #expect(own.codings.made == 3)
        try await Self.expectTaken(team)
    }

    @Test("What is the lead's alone is refused before anything is made of it, and the copy stays sound")
    func refused() async throws {
        let (team, _, note) = try await Self.filled()
        let coder = try team["r2"]
        let folder = try team.folder("r2")
        let before = try StudyFixture.git(folder, "rev-parse", "main", "audit").output
        for path in ["study.yaml", "coding/r1\(note.path.dropFirst(7).dropLast(3)).jsonl"] {
            let file = "\(folder)/\(path)"
            let text = try String(contentsOfFile: file, encoding: .utf8)
            let changed = text.replacing("Walking", with: "Running").replacing(
                #""revision":1"#, with: #""revision":2"#)
            #expect(text != changed)
            try changed.write(toFile: file, atomically: true, encoding: .utf8)
            await expectFailure(.memberInvalid) { try await coder.adopt(paths: [path], reason: nil) }
            try text.write(toFile: file, atomically: true, encoding: .utf8)
        }
        #expect(try StudyFixture.git(folder, "rev-parse", "main", "audit").output == before)
        try await Self.expectTaken(team)
    }
}
