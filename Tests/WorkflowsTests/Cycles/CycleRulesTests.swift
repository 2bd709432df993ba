import StudyModel
import TestDice
import Testing
import Workflows

@Suite("Rules of a feedback cycle")
struct CycleRulesTests {
    private static let member = MemberID(rawValue: "r1").unsafelyUnwrapped
    private static let findings = ["a", "b"].map { FindingID(rawValue: $0).unsafelyUnwrapped }
    private static let strange = FindingID(rawValue: "c").unsafelyUnwrapped

    private static func id(_ number: Int) -> OperationID {
        let digits = String(number)
        return OperationID(rawValue: String(repeating: "0", count: 26 - digits.count) + digits)
            .unsafelyUnwrapped
    }

    private static func stamp(_ number: Int) -> CycleStamp {
        CycleStamp(id: id(number), by: member, at: Timestamp(secondsSinceEpoch: number))
    }

    private static func opened(_ count: Int = 2) -> Cycle {
        Cycle(
            id: CycleID(rawValue: "c-7f3k9").unsafelyUnwrapped, title: "t", audience: ["g"],
            due: Timestamp(secondsSinceEpoch: 86_400).day,
            findings: findings.prefix(count).map { Cycle.Pin(finding: $0, number: 1, version: id(1)) },
            events: [Cycle.Event(.opened, id: id(0), by: member, at: Timestamp(secondsSinceEpoch: 0))],
            nonce: String(repeating: "0", count: 64))
    }

    private static func answer(_ stance: Cycle.Stance?, _ finding: FindingID? = nil) -> CycleAnswer {
        CycleAnswer(stance: stance, finding: finding, text: "x")
    }

    /// A cycle after steps that must all be allowed.
    private static func after(_ steps: [CycleStep], from cycle: Cycle = opened()) throws(StudyError) -> Cycle
    {
        var cycle = cycle
        for step in steps { cycle = try CycleRules.applied(step, to: cycle, stamp(cycle.events.count)).get() }
        return cycle
    }

    private static func decide(_ index: Int) -> CycleStep {
        .decide(findings[index], .keep, reason: "r", version: nil)
    }

    /// Every step there is, with what can be right or wrong about it.
    private static func steps(_ cycle: Cycle) -> [CycleStep] {
        let ids = cycle.responses.map(\.id) + [id(999)]
        let named: [FindingID?] = [nil, findings[0], findings[1], strange]
        var steps: [CycleStep] = [.share(unexamined: []), .share(unexamined: [findings[0]]), .close]
        for finding in named {
            for stance in [nil] + Cycle.Stance.allCases.map(Optional.some) {
                steps.append(.respond(answer(stance, finding)))
                steps.append(.respond(CycleAnswer(stance: stance, finding: finding)))
                steps += ids.map { .settle($0, answer(stance, finding)) }
            }
        }
        for finding in named.compactMap(\.self) {
            for outcome in Cycle.Outcome.allCases {
                steps.append(.decide(finding, outcome, reason: "r", version: nil))
                steps.append(.decide(finding, outcome, reason: " ", version: nil))
            }
        }
        return steps
    }

    private static func step(_ cycle: Cycle, _ dice: inout Seeded) -> CycleStep {
        let finding = ([nil, strange] + findings.map(Optional.some)).randomElement(using: &dice) ?? nil
        let stance = ([nil] + Cycle.Stance.allCases.map(Optional.some)).randomElement(using: &dice) ?? nil
        switch Int.random(in: 0..<8, using: &dice) {
        case 0: return .share(unexamined: Bool.random(using: &dice) ? [] : [findings[0]])
        case 1: return .respond(answer(stance, finding))
        case 2: return .respond(CycleAnswer(stance: stance, finding: finding))
        case 3, 4:
            return .settle(
                cycle.responses.filter { $0.stance == nil }.randomElement(using: &dice)?.id ?? id(999),
                answer(stance, finding))
        case 5, 6:
            let outcome = Cycle.Outcome.allCases.randomElement(using: &dice) ?? .keep
            let reason = Bool.random(using: &dice) ? "r" : " "
            return .decide(finding ?? findings[0], outcome, reason: reason, version: nil)
        default: return .close
        }
    }

    /// Cycles in every state, with answers that wait and without.
    private static func states() throws -> [(String, Cycle)] {
        let share = CycleStep.share(unexamined: [])
        let waits = CycleStep.respond(answer(nil))
        let agrees = CycleStep.respond(answer(.agree))
        let both = [decide(0), decide(1)]
        return [
            ("open", opened()), ("shared", try after([share])), ("answered", try after([share, agrees])),
            ("waiting", try after([share, waits])),
            ("half decided", try after([share, agrees, decide(0)])),
            ("decided", try after([share, agrees] + both)),
            ("answered again", try after([share] + both + [agrees])),
            ("waiting again", try after([share] + both + [waits])),
            ("closed", try after([share, agrees] + both + [.close])),
        ]
    }

    @Test("Every step in every state is either done or refused with a code and a hint")
    func total() throws {
        for (name, cycle) in try Self.states() {
            for step in Self.steps(cycle) {
                switch CycleRules.applied(step, to: cycle, Self.stamp(500)) {
                case .success(let next):
                    #expect(next == cycle || next.events.dropLast() == cycle.events[...], "\(name) \(step)")
                    Self.expectLegal(cycle.stage, step, next)
                case .failure(let error):
                    let codes: [StudyError.Code] = [.cycleState, .cycleInvalid, .findingUnexamined]
                    #expect(codes.contains(error.code) && !(error.hint ?? "").isEmpty, "\(name) \(step)")
                }
            }
        }
    }

    /// What each step may lead to.
    private static func expectLegal(_ before: Cycle.Stage, _ step: CycleStep, _ next: Cycle) {
        let after = next.stage
        switch step {
        case .share(let unexamined):
            #expect(before == .open ? after != .open && unexamined.isEmpty : after == before)
        case .respond, .settle, .decide:
            #expect((before == .shared || before == .decided) && (after == .shared || after == .decided))
        case .close: #expect(before == .decided && after == .closed)
        }
        if after == .decided || after == .closed {
            #expect(next.undecided.isEmpty && next.unsettled.isEmpty)
        }
        if after == .open { #expect(next.responses.isEmpty) }
        #expect(next.problem == nil)
    }

    @Test("Each state refuses what it must")
    func refusals() throws {
        func codes(_ cycle: Cycle, _ step: CycleStep) -> StudyError.Code? {
            if case .failure(let error) = CycleRules.applied(step, to: cycle, Self.stamp(500)) {
                return error.code
            }
            return nil
        }
        let states = Dictionary(uniqueKeysWithValues: try Self.states())
        func state(_ name: String) throws -> Cycle { try #require(states[name]) }
        let open = try state("open")
        #expect(codes(open, .share(unexamined: [Self.findings[0]])) == .findingUnexamined)
        for step in [
            CycleStep.respond(Self.answer(.agree)), Self.decide(0), .close,
            .settle(Self.id(9), Self.answer(.new)),
        ] {
            #expect(codes(open, step) == .cycleState)
            #expect(try codes(state("closed"), step) == .cycleState)
        }
        #expect(try codes(state("waiting"), Self.decide(0)) == .cycleState)
        for name in ["shared", "answered", "waiting", "half decided", "answered again", "waiting again"] {
            #expect(try codes(state(name), .close) == .cycleState, "\(name)")
        }
        #expect(try codes(state("decided"), .close) == nil)
        #expect(try codes(state("shared"), .respond(Self.answer(.agree, Self.strange))) == .cycleInvalid)
        #expect(try codes(state("shared"), .respond(CycleAnswer())) == .cycleInvalid)
    }

    @Test("An answer that comes after a decision opens it again; one about nothing of the cycle does not")
    func reopened() throws {
        let decided = try Self.after([.share(unexamined: []), Self.decide(0), Self.decide(1)])
        #expect(decided.stage == .decided)
        let one = try Self.after([.respond(Self.answer(.disagree, Self.findings[0]))], from: decided)
        #expect(one.stage == .shared && one.undecided == [Self.findings[0]])
        #expect(try Self.after([Self.decide(0)], from: one).stage == .decided)
        #expect(try Self.after([.respond(Self.answer(.new))], from: decided).stage == .decided)
    }

    @Test("100,000 random steps never lead to an illegal state")
    func randomWalk() throws {
        var dice = Seeded(7)
        var cycle = Self.opened()
        var (done, closed) = (0, 0)
        for number in 1...100_000 {
            let step = Self.step(cycle, &dice)
            let before = cycle.stage
            if case .success(let next) = CycleRules.applied(step, to: cycle, Self.stamp(number)) {
                Self.expectLegal(before, step, next)
                (cycle, done) = (next, done + 1)
            }
            if cycle.stage == .closed || cycle.events.count > 40 {
                if cycle.stage == .closed { closed += 1 }
                cycle = Self.opened(Int.random(in: 1...2, using: &dice))
            }
        }
        #expect(done > 10_000 && closed > 10)
    }

    @Test("What is due says what goes on next")
    func due() throws {
        let (early, late) = (Timestamp(secondsSinceEpoch: 0).day, Timestamp(secondsSinceEpoch: 900_000).day)
        let states = Dictionary(uniqueKeysWithValues: try Self.states())
        func waits(_ name: String, _ day: CalendarDay) throws -> [CycleWait.What] {
            CycleRules.waits(of: try #require(states[name]), on: day).map(\.what)
        }
        #expect(try waits("open", early) == [.sharing])
        #expect(try waits("shared", early) == [.answers])
        #expect(try waits("shared", late) == [.answers, .decisions])
        #expect(try waits("waiting", early) == [.stances, .answers, .decisions])
        #expect(try waits("answered", late) == [.decisions])
        #expect(try waits("decided", late) == [.telling])
        #expect(try waits("closed", late).isEmpty)
        let overdue = CycleRules.waits(of: try #require(states["open"]), on: late)
        #expect(overdue.allSatisfy { $0.isOverdue })
    }
}
