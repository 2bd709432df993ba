import StudyModel
import TestDice
import Testing
import Workflows

@Suite("Rules of a report draft")
struct DraftRulesTests {
    private static let member = MemberID(rawValue: "r1").unsafelyUnwrapped
    private static let person = Handle(rawValue: "SP66").unsafelyUnwrapped
    private static let strangeRound = CommentRoundID(rawValue: "d-zzzzz").unsafelyUnwrapped
    private static let day = Timestamp(secondsSinceEpoch: 86_400).day

    private static func id(_ number: Int) -> OperationID {
        let digits = String(number)
        return OperationID(rawValue: String(repeating: "0", count: 26 - digits.count) + digits)
            .unsafelyUnwrapped
    }

    private static func round(_ number: Int) -> CommentRoundID {
        let digits = String(number)
        return CommentRoundID(rawValue: "d-" + String(repeating: "0", count: 5 - digits.count) + digits)
            .unsafelyUnwrapped
    }

    private static func stamp(_ number: Int) -> CycleStamp {
        CycleStamp(id: id(number), by: member, at: Timestamp(secondsSinceEpoch: number))
    }

    private static func begun() -> ReportDraft {
        ReportDraft(
            id: ReportDraftID(rawValue: "interim").unsafelyUnwrapped, title: "t",
            versions: [
                .init(id: id(0), written: Provenance(by: member, at: Timestamp(secondsSinceEpoch: 0)))
            ],
            nonce: String(repeating: "0", count: 64), body: "One.\n\nTwo.\n")
    }

    private static func applied(
        _ step: DraftStep, to draft: ReportDraft, _ number: Int
    ) -> Result<ReportDraft, StudyError> {
        var next = number * 10
        return DraftRules.applied(step, to: draft, stamp(next)) {
            next += 1
            return id(next)
        }
    }

    /// A draft after steps that must all be allowed.
    private static func after(
        _ steps: [(ReportDraft) -> DraftStep], from draft: ReportDraft = begun()
    ) throws(StudyError) -> ReportDraft {
        var draft = draft
        for step in steps {
            let number = draft.events.count * 7 + draft.versions.count
            draft = try applied(step(draft), to: draft, number).get()
        }
        return draft
    }

    private static func write(_ body: String, takesIn: [OperationID] = []) -> DraftStep {
        .write(DraftWriting(body: body, title: "t", takesIn: takesIn))
    }

    private static func share(_ number: Int) -> DraftStep {
        .share(round(number), audience: ["g", "SP66"], due: day)
    }

    private static func remark(
        _ round: CommentRoundID, _ who: Handle? = nil, text: String = "x", from: Int? = nil
    ) -> DraftStep {
        var remark = DraftRemark(round: round, text: text, from: from)
        if let who { remark.handle = who } else { remark.group = "g" }
        return .comment(remark)
    }

    /// Every step there is, with what can be right or wrong about it.
    private static func steps(_ draft: ReportDraft) -> [DraftStep] {
        let rounds = draft.rounds.map(\.id) + [strangeRound]
        let comments = draft.comments.map(\.id) + [id(99_999)]
        let versions = draft.versions.map(\.id) + [id(99_998)]
        var steps: [DraftStep] = [
            share(900), .share(round(901), audience: [], due: day), write("Other.\n"), write(draft.body),
            write(" \n"),
        ]
        for round in rounds {
            steps += [
                remark(round), remark(round, person, from: 1), remark(round, from: 99),
                remark(round, text: " "), .close(round),
            ]
        }
        for comment in comments {
            steps.append(write("Taken.\n", takesIn: [comment]))
            for outcome in ReportDraft.Outcome.allCases {
                for reason in [nil, "r"] {
                    steps.append(.answer(comment, outcome, reason: reason, version: nil))
                    steps += versions.map { .answer(comment, outcome, reason: reason, version: $0) }
                }
            }
        }
        for version in versions {
            steps += [.sign(.group("g"), version: version), .sign(.handle(person), version: version)]
        }
        return steps
    }

    private static func step(_ draft: ReportDraft, _ number: Int, _ dice: inout Seeded) -> DraftStep {
        let open = draft.openRounds.last?.id
        let round = Int.random(in: 0..<12, using: &dice) == 0 ? strangeRound : open ?? strangeRound
        let comment = draft.comments.filter { !$0.isSettled }.randomElement(using: &dice)?.id ?? id(99_999)
        let version = draft.versions.randomElement(using: &dice)?.id ?? id(0)
        switch Int.random(in: 0..<12, using: &dice) {
        case 0, 1: return share(number % 99_999)
        case 2: return write("Text \(number).\n")
        case 3: return write("Taken \(number).\n", takesIn: [comment])
        case 4, 5: return remark(round, Bool.random(using: &dice) ? person : nil, from: 1)
        case 6:
            return .answer(comment, .declined, reason: Bool.random(using: &dice) ? "r" : nil, version: nil)
        case 7:
            return .answer(
                comment, .accepted, reason: nil, version: Bool.random(using: &dice) ? version : nil)
        case 8: return .close(round)
        case 9: return .sign(.group("g"), version: draft.latest.id)
        case 10: return .sign(.handle(person), version: draft.latest.id)
        default: return .sign(.handle(person), version: version)
        }
    }

    /// Drafts in every state.
    private static func states() throws -> [(String, ReportDraft)] {
        let open = { (_: ReportDraft) in share(1) }
        let comment = { (_: ReportDraft) in remark(round(1)) }
        let accept = { (draft: ReportDraft) in
            DraftStep.answer(draft.comments[0].id, .accepted, reason: nil, version: nil)
        }
        let take = { (draft: ReportDraft) in write("New.\n", takesIn: [draft.comments[0].id]) }
        let close = { (_: ReportDraft) in DraftStep.close(round(1)) }
        let sign = { (draft: ReportDraft) in DraftStep.sign(.group("g"), version: draft.latest.id) }
        let signToo = { (draft: ReportDraft) in DraftStep.sign(.handle(person), version: draft.latest.id) }
        let edit = { (_: ReportDraft) in write("Later.\n") }
        return [
            ("begun", begun()), ("shared", try after([open])), ("commented", try after([open, comment])),
            ("accepted", try after([open, comment, accept])),
            ("taken in", try after([open, comment, accept, take])),
            ("closed", try after([open, comment, accept, take, close])),
            ("closed without a word", try after([open, close])),
            ("half signed", try after([open, close, sign])),
            ("signed", try after([open, close, sign, signToo])),
            ("signed while open", try after([open, sign, signToo])),
            ("taken back", try after([open, close, sign, signToo, edit])),
            ("edited while open", try after([open, comment, edit])),
        ]
    }

    @Test("Every state is what it is called")
    func stages() throws {
        let stages = Dictionary(uniqueKeysWithValues: try Self.states().map { ($0.0, $0.1.stage) })
        #expect(
            stages == [
                "begun": .writing, "shared": .shared, "commented": .shared, "accepted": .shared,
                "taken in": .answered, "closed": .writing, "closed without a word": .writing,
                "half signed": .writing, "signed": .signed, "signed while open": .shared,
                "taken back": .writing, "edited while open": .shared,
            ])
    }

    @Test("Every step in every state is either done or refused with a code and a hint")
    func total() throws {
        for (name, draft) in try Self.states() {
            for step in Self.steps(draft) {
                switch Self.applied(step, to: draft, 5000) {
                case .success(let next): Self.expectLegal(draft, step, next, "\(name) \(step)")
                case .failure(let error):
                    #expect([.draftState, .draftInvalid].contains(error.code), "\(name) \(step)")
                    #expect(!(error.hint ?? "").isEmpty, "\(name) \(step)")
                }
            }
        }
    }

    /// What each step may lead to.
    private static func expectLegal(
        _ before: ReportDraft, _ step: DraftStep, _ next: ReportDraft, _ note: Comment
    ) {
        #expect(next.problem == nil, note)
        if next == before { return }
        #expect(next.events.starts(with: before.events), note)
        let isOpen = !before.openRounds.isEmpty
        switch step {
        case .write:
            #expect(next.versions.count == before.versions.count + 1, note)
            #expect(next.stage != .signed && !next.signatures.contains(where: \.stands), note)
        case .share: #expect(!isOpen && next.stage == .shared, note)
        case .comment: #expect(isOpen && next.stage == .shared, note)
        case .answer: #expect(isOpen && (next.stage == .shared || next.stage == .answered), note)
        case .close:
            #expect(isOpen && next.openRounds.count == before.openRounds.count - 1, note)
            #expect(!next.comments.contains { !$0.isSettled }, note)
        case .sign(let signer, let version):
            #expect(next.signatures.contains { $0.who == signer.name && $0.version == version }, note)
            #expect(next.rounds.contains { $0.version == version }, note)
        }
        if case .write = step {} else { #expect(next.versions.map(\.id) == before.versions.map(\.id), note) }
    }

    @Test("Each state refuses what it must")
    func refusals() throws {
        let states = Dictionary(uniqueKeysWithValues: try Self.states())
        func code(_ name: String, _ step: (ReportDraft) -> DraftStep) throws -> StudyError.Code? {
            let draft = try #require(states[name])
            if case .failure(let error) = Self.applied(step(draft), to: draft, 5000) { return error.code }
            return nil
        }
        for name in ["begun", "closed", "signed"] {
            #expect(try code(name) { _ in .close(Self.round(1)) } == .draftState)
        }
        #expect(try code("begun") { _ in Self.remark(Self.round(1)) } == .draftInvalid)
        #expect(try code("closed") { _ in Self.remark(Self.round(1)) } == .draftState)
        #expect(try code("commented") { _ in .close(Self.round(1)) } == .draftState)
        #expect(try code("accepted") { _ in .close(Self.round(1)) } == .draftState)
        #expect(try code("taken in") { _ in .close(Self.round(1)) } == nil)
        #expect(try code("begun") { .sign(.group("g"), version: $0.latest.id) } == .draftState)
        #expect(try code("taken back") { .sign(.group("g"), version: $0.latest.id) } == .draftState)
        #expect(try code("commented") { .sign(.group("g"), version: $0.latest.id) } == .draftState)
        #expect(try code("commented") { .sign(.handle(Self.person), version: $0.latest.id) } == nil)
        #expect(try code("edited while open") { _ in Self.share(9) } == .draftState)
        #expect(
            try code("commented") {
                .answer($0.comments[0].id, .declined, reason: nil, version: nil)
            } == .draftInvalid)
        #expect(
            try code("commented") {
                .answer($0.comments[0].id, .accepted, reason: nil, version: $0.latest.id)
            } == .draftInvalid)
        #expect(try code("shared") { _ in Self.remark(Self.round(1), from: 3) } == .draftInvalid)
        #expect(try code("shared") { _ in Self.remark(Self.round(1), from: 2) } == nil)
    }

    @Test("A later version takes sign-offs back, and keeps the text that was signed")
    func takenBack() throws {
        let states = Dictionary(uniqueKeysWithValues: try Self.states())
        let signed = try #require(states["signed"])
        let back = try #require(states["taken back"])
        #expect(signed.unsigned.isEmpty && back.unsigned == ["g", "SP66"])
        #expect(back.signatures.map(\.stands) == [false, false])
        #expect(back.text(of: signed.latest.id) == signed.body)
        #expect(DraftRules.waits(of: back, on: Self.day).map(\.what) == [.signatures])
    }

    @Test("100,000 random steps never lead to an illegal state")
    func randomWalk() throws {
        var dice = Seeded(11)
        var draft = Self.begun()
        var done = 0
        var reached: Set<DraftStage> = []
        for number in 1...100_000 {
            let step = Self.step(draft, number, &dice)
            if case .success(let next) = Self.applied(step, to: draft, number) {
                Self.expectLegal(draft, step, next, "step \(number)")
                (draft, done) = (next, done + 1)
                reached.insert(draft.stage)
            }
            if draft.events.count > 30 || draft.versions.count > 20 { draft = Self.begun() }
        }
        #expect(done > 10_000 && reached == Set(DraftStage.allCases))
    }

    @Test("What is due says what goes on next")
    func due() throws {
        let late = Timestamp(secondsSinceEpoch: 900_000).day
        let states = Dictionary(uniqueKeysWithValues: try Self.states())
        func waits(_ name: String, _ day: CalendarDay) throws -> [DraftWait.What] {
            DraftRules.waits(of: try #require(states[name]), on: day).map(\.what)
        }
        #expect(try waits("begun", late).isEmpty)
        #expect(try waits("shared", Self.day) == [.comments])
        #expect(try waits("shared", late) == [.comments, .closing])
        #expect(try waits("commented", late) == [.answers])
        #expect(try waits("accepted", Self.day) == [.comments, .taking])
        #expect(try waits("taken in", late) == [.closing])
        #expect(try waits("half signed", late) == [.signatures])
        #expect(try waits("signed", late).isEmpty)
    }
}
