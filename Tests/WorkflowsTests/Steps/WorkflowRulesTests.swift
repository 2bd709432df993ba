import StudyModel
import TestDice
import Testing
import Workflows

@Suite("Rules of a workflow")
struct WorkflowRulesTests {
    private static let member = MemberID(rawValue: "r1").unsafelyUnwrapped
    private static let name = WorkflowName(rawValue: "analysis").unsafelyUnwrapped

    private static func id(_ number: Int) -> OperationID {
        let digits = String(number)
        return OperationID(rawValue: String(repeating: "0", count: 26 - digits.count) + digits)
            .unsafelyUnwrapped
    }

    private static let plan = WorkflowPlan(
        title: "Analysis",
        steps: [
            .init(
                name: "read", title: "Read", days: 10, enter: [.fact(.records, .atLeast(1))],
                leave: [.tick("twice", text: "Read twice")]),
            .init(
                name: "code", title: "Code", due: Timestamp(secondsSinceEpoch: 86_400 * 30).day,
                leave: [.fact(.coded, .atLeastShare(90))]),
            .init(
                name: "write", title: "Write", enter: [.fact(.waiting, .atMost(0))],
                leave: [.tick("said", text: "Said")]),
        ])

    private static let empty: [WorkflowFact: WorkflowFact.Value] = [
        .records: .init(0), .coded: .init(0, of: 0), .waiting: .init(1),
    ]
    private static let ready: [WorkflowFact: WorkflowFact.Value] = [
        .records: .init(30), .coded: .init(27, of: 30), .waiting: .init(0),
    ]

    private static func result(
        _ order: WorkflowOrder, _ standing: WorkflowStanding,
        _ facts: [WorkflowFact: WorkflowFact.Value] = ready
    ) -> Result<WorkflowEvent?, StudyError> {
        let number = standing.events.count + 1
        return WorkflowRules.applied(
            order, to: standing, name, facts: facts, id: id(number), by: member,
            at: Timestamp(secondsSinceEpoch: number))
    }

    private static func after(
        _ orders: WorkflowOrder..., from standing: WorkflowStanding = .init(plan, events: [])
    ) throws(StudyError) -> WorkflowStanding {
        var standing = standing
        for order in orders {
            guard let event = try result(order, standing).get() else { continue }
            standing = WorkflowStanding(plan, events: standing.events + [event])
        }
        return standing
    }

    private static let start = WorkflowOrder(.start)
    private static let advance = WorkflowOrder(.advance)

    private static func states() throws(StudyError) -> [(String, WorkflowStanding)] {
        let twice = WorkflowOrder(.tick, tick: "twice")
        let said = WorkflowOrder(.tick, tick: "said")
        return [
            ("waiting", try after()), ("read", try after(start)), ("ticked", try after(start, twice)),
            ("code", try after(start, twice, advance)), ("write", try after(start, twice, advance, advance)),
            ("finished", try after(start, twice, advance, advance, said, advance)),
        ]
    }

    /// Every order there is, with what can be right or wrong about it.
    private static let orders: [WorkflowOrder] = WorkflowOrder.What.allCases.flatMap { what in
        ["read", "code", "write", "strange", nil].flatMap { step in
            ["twice", "said", "strange", nil].flatMap { tick in
                ["why", " ", nil].map { WorkflowOrder(what, step: step, tick: tick, reason: $0) }
            }
        }
    }

    /// Fails where an order led from one state to what it may not lead to.
    private static func expectLegal(
        _ before: WorkflowStanding, _ order: WorkflowOrder, _ event: WorkflowEvent,
        _ facts: [WorkflowFact: WorkflowFact.Value]
    ) {
        let after = WorkflowStanding(plan, events: before.events + [event])
        #expect(event.problem == nil)
        switch order.what {
        case .tick: #expect(after.ticked.count == before.ticked.count + 1 && after.place == before.place)
        case .untick: #expect(after.ticked.count == before.ticked.count - 1 && after.place == before.place)
        case .start: #expect(before.state == .waiting && after.place == 0)
        case .advance:
            #expect(before.state == .running)
            #expect(after.place == before.place.map { $0 + 1 } || after.state == .finished)
        case .back: #expect(after.state == .running && order.reason != nil)
        }
        if [.start, .advance].contains(order.what), event.reason == nil {
            let ticked = Set(before.ticked.keys)
            #expect(before.needs.allSatisfy { $0.isMet(facts, ticked: ticked) })
        }
    }

    @Test("Every order has one answer in every state")
    func exhaustive() throws {
        for (name, standing) in try Self.states() {
            for facts in [Self.empty, Self.ready] {
                for order in Self.orders {
                    switch Self.result(order, standing, facts) {
                    case .success(let event?): Self.expectLegal(standing, order, event, facts)
                    case .success(nil): continue
                    case .failure(let error):
                        let codes: [StudyError.Code] = [
                            .workflowState, .workflowInvalid, .workflowUnready,
                        ]
                        #expect(codes.contains(error.code), "\(name) \(order.what)")
                        #expect(!error.message.isEmpty)
                    }
                }
            }
        }
    }

    @Test("100,000 random orders never lead to an illegal state")
    func randomWalk() {
        var dice = Seeded(11)
        var standing = WorkflowStanding(Self.plan, events: [])
        var (done, finished) = (0, 0)
        for _ in 1...100_000 {
            let order = Self.orders[Int.random(in: Self.orders.indices, using: &dice)]
            let facts = Bool.random(using: &dice) ? Self.ready : Self.empty
            if case .success(let event?) = Self.result(order, standing, facts) {
                Self.expectLegal(standing, order, event, facts)
                standing = WorkflowStanding(Self.plan, events: standing.events + [event])
                done += 1
            }
            if standing.state == .finished { finished += 1 }
            if standing.events.count > 60 { standing = WorkflowStanding(Self.plan, events: []) }
        }
        #expect(done > 10_000 && finished > 10)
    }

    @Test("A step goes on when everything holds, or for a reason")
    func needs() throws {
        func code(_ order: WorkflowOrder, _ standing: WorkflowStanding, _ isReady: Bool) -> StudyError.Code? {
            if case .failure(let error) = Self.result(order, standing, isReady ? Self.ready : Self.empty) {
                return error.code
            }
            return nil
        }
        let states = Dictionary(uniqueKeysWithValues: try Self.states())
        func state(_ name: String) throws -> WorkflowStanding { try #require(states[name]) }
        #expect(try code(Self.start, state("waiting"), false) == .workflowUnready)
        #expect(try code(Self.advance, state("waiting"), true) == .workflowState)
        #expect(try code(Self.advance, state("read"), true) == .workflowUnready)
        #expect(try code(Self.advance, state("ticked"), false) == nil)
        #expect(try code(Self.advance, state("code"), false) == .workflowUnready)
        #expect(try code(WorkflowOrder(.advance, reason: "late"), state("code"), false) == nil)
        #expect(try code(Self.advance, state("finished"), true) == .workflowState)
        #expect(try code(WorkflowOrder(.back, step: "read"), state("write"), true) == .workflowInvalid)
        #expect(
            try code(WorkflowOrder(.back, step: "write", reason: "r"), state("code"), true)
                == .workflowInvalid)
        let again = try Self.after(
            WorkflowOrder(.back, step: "code", reason: "r"), from: try state("finished"))
        #expect(again.place == 1 && again.state == .running)
    }

    @Test("The order in which histories arrive makes no difference")
    func joins() throws {
        let states = Dictionary(uniqueKeysWithValues: try Self.states())
        let standing = try #require(states["finished"])
        var dice = Seeded(3)
        for _ in 1...20 {
            let other = WorkflowStanding(Self.plan, events: standing.events.shuffled(using: &dice))
            #expect(other == standing && other.state == .finished)
        }
    }

    @Test("Days are counted from when a step began; a step that the plan lost is passed over")
    func days() throws {
        let begun = try Self.after(Self.start)
        #expect(begun.due(0)?.rawValue == "1970-01-11" && begun.due(1)?.rawValue == "1970-01-31")
        #expect(begun.due(2) == nil)
        var plan = Self.plan
        plan.steps.removeFirst()
        #expect(WorkflowStanding(plan, events: begun.events).state == .waiting)
        let moved = try Self.after(
            Self.start, WorkflowOrder(.tick, tick: "twice"), Self.advance)
        #expect(WorkflowStanding(plan, events: moved.events).place == 0)
    }

    @Test("What is asked is said in words, and a share of nothing is nothing")
    func words() {
        let need = WorkflowPlan.Need.fact(.coded, .atLeastShare(90))
        #expect(need.words == "records coded, at least 90 %")
        #expect(!need.isMet([.coded: .init(0, of: 0)], ticked: []))
        #expect(need.isMet([.coded: .init(9, of: 10)], ticked: []))
        #expect(!need.isMet([.coded: .init(899, of: 1000)], ticked: []))
        #expect(!need.isMet([:], ticked: []))
        #expect(WorkflowPlan.Need.fact(.waiting, .atMost(0)).words == "no sources waiting in the inbox")
        #expect(WorkflowFact.Value(999, of: 1000).words == "999 of 1000 (99 %)")
    }

    @Test("A history reads back, and what is none is refused")
    func text() throws {
        let states = Dictionary(uniqueKeysWithValues: try Self.states())
        let events = try #require(states["finished"]).events
        let bytes = WorkflowText.bytes(of: events)
        #expect(try WorkflowText.events(from: bytes) == events)
        #expect(throws: PeopleTextFailure.self) { try WorkflowText.events(from: bytes + bytes) }
        for text in [
            "{}\n", "x\n", "{\"act\":\"entered\",\"at\":\"1970-01-01T00:00:01Z\",\"by\":\"r1\"}\n",
            " " + String(decoding: bytes, as: UTF8.self),
        ] {
            #expect(throws: PeopleTextFailure.self) { try WorkflowText.events(from: Array(text.utf8)) }
        }
    }
}
