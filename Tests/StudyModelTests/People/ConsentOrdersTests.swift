import Testing

@testable import StudyModel

/// Thousands of orders of events against the naive second telling of the rules (``ConsentRegisters``), and
/// properties that hold for all of them.
@Suite struct ConsentOrdersTests {
    private static let words = [
        "+c", "+r", "+q", "+cr", "+crsqh", "-c", "-r", "-q", "~c", "~cq", "~crsqh", "x", "xc", "xr", "xq",
        "+c!",
        "+crsqh?", "+c@", "+crsqh@", "-q@", "xc@", "~cq@", "x#", "<+c", "<+cr", "<xc", "<-r", "2+c",
        "2+crsqh",
        "2x", "&",
    ]

    /// Every order of none, one or two acts around the record, and a repeatable sample of longer ones.
    private static let orders: [ConsentOrder] = {
        var texts: [String] = ["R", "S"]
        for word in words {
            texts += ["\(word) R", "R \(word)", "\(word) S", "S \(word)"]
            for other in words {
                texts += ["\(word) \(other) R", "\(word) R \(other)", "R \(word) \(other)"]
            }
        }
        var random = Seeded(seed: 27)
        for _ in 0..<900 {
            var order = (0..<Int.random(in: 3...6, using: &random)).map { _ in
                words.randomElement(using: &random) ?? "x"
            }
            let place = Int.random(in: 0...order.count, using: &random)
            order.insert(Bool.random(using: &random) ? "R" : "S", at: place)
            texts.append(order.joined(separator: " "))
        }
        return Set(texts).sorted().compactMap { ConsentOrder($0) }
    }()

    /// Every fifth, for the properties that take long.
    private static var some: [ConsentOrder] {
        stride(from: 0, to: orders.count, by: 5).map { orders[$0] }
    }

    @Test func everyOrder_isMadeOfPossibleEvents() {
        #expect(Self.orders.allSatisfy { $0.events.count == $0.acts.count })
        #expect(Self.orders.allSatisfy { $0.events.allSatisfy { $0.problem == nil } })
    }

    @Test func everyOrder_hasTheVerdictsOfTheSecondTelling() {
        #expect(Self.orders.count > 3500, "\(Self.orders.count)")
        var wrong: [String] = []
        for order in Self.orders {
            let expected = ConsentRegisters(order).expected
            let verdicts = order.verdicts()
            if verdicts != expected { wrong.append("\(order.text): \(verdicts), not \(expected)") }
            if order.verdicts(.recorded) != expected.replacing("R", with: "F")
                || order.verdicts(.off) != "AAAAAAA"
            {
                wrong.append("\(order.text): another policy")
            }
        }
        #expect(wrong.isEmpty, "\(wrong.count): \(wrong.prefix(10))")
    }

    @Test func orders_reachEveryVerdictOfEveryUse() {
        let columns = Self.orders.map { Array($0.verdicts()) }
        for place in ConsentOrder.uses.indices {
            let letters = Set(columns.map { $0[place] })
            #expect(letters == (place == 0 ? ["A", "F"] : ["A", "F", "R"]))
        }
    }

    @Test func withdrawalAtTheEnd_stopsEveryUse_andCaptureIsFlagged() throws {
        for order in Self.some {
            let ended = try #require(ConsentOrder(order.text + " x"))
            #expect(ended.verdicts() == "FRRRRRR", "\(ended.text)")
        }
    }

    @Test func withdrawalWrittenDownLate_orByAnotherClock_stopsEveryUse() throws {
        let order = try #require(ConsentOrder("+crsqh R x"))
        let gate = ConsentGate(ledger: ConsentLedger(order.events), policy: .required)
        // This device's clock is two days behind the one that wrote the withdrawal down.
        let clock = Timestamp(secondsSinceEpoch: order.now - 2 * 86_400)
        let now = gate.ledger.now(clock: clock)
        #expect(now == order.events.last?.at)
        #expect(gate.verdict(for: .analyse, of: order.presence, now: now).isRefused)
        #expect(gate.ledger.now(clock: order.end) == order.end)
    }

    @Test func eventsOfSomebodyElse_changeNothing() throws {
        for order in Self.some {
            for words in ["9x", "9+crsqh", "9-q 9xc@"] {
                let other = try #require(ConsentOrder(words + " " + order.text)).events.filter {
                    $0.participant.rawValue == "SP99"
                }
                #expect(order.verdicts(events: order.events + other) == order.verdicts(), "\(order.text)")
            }
        }
    }

    @Test func orderOfLines_andLinesTwice_changeNothing() throws {
        var random = Seeded(seed: 3)
        for order in Self.some where order.acts.count > 1 {
            let handle = try #require(Handle(rawValue: "SP66"))
            let own = order.events.filter { $0.participant == handle }.shuffled(using: &random)
            let read = try ConsentText.events(from: ConsentText.bytes(of: own), of: handle)
            let others = order.events.filter { $0.participant != handle }
            let all = others.shuffled(using: &random) + read + read
            #expect(order.verdicts(events: all) == order.verdicts(), "\(order.text)")
        }
    }

    @Test func grantOfEverything_beforeAllElse_neverTakesAway() throws {
        let rank: [Character: Int] = ["R": 0, "F": 1, "A": 2]
        for order in Self.some where !order.text.contains("~") {
            // A change takes back what was granted before it; no other act hangs on an earlier grant.
            let more = try #require(ConsentOrder("+crsqh " + order.text))
            for (less, more) in zip(order.verdicts(), more.verdicts()) {
                #expect((rank[less] ?? 0) <= (rank[more] ?? 0), "\(order.text)")
            }
        }
    }

    /// The command of every gap does what it says: recording it opens the use.
    @Test func commandOfEveryGap_opensTheUse() throws {
        let reader = ConsentCommand(member: try #require(MemberID(rawValue: "r1")))
        for order in Self.some where !order.text.contains("~") {
            for use in ConsentOrder.uses {
                let gate = ConsentGate(ledger: ConsentLedger(order.events), policy: .required)
                let verdict = gate.verdict(for: use, of: order.presence, now: order.end)
                guard verdict != .allowed else { continue }
                let made = try verdict.commands.enumerated().map { try reader.event($1, $0, order) }
                let after = ConsentGate(ledger: ConsentLedger(order.events + made), policy: .required)
                let again = after.verdict(for: use, of: order.presence, now: order.end)
                #expect(!again.isRefused, "\(order.text), \(use.rawValue): \(verdict.commands)")
                let lasting = verdict.gaps.allSatisfy { $0.why == .neverAsked || $0.why == .retrospective }
                if lasting, !order.text.contains("<") {
                    #expect(again == .allowed, "\(order.text), \(use.rawValue): \(verdict.commands)")
                }
            }
        }
    }
}

/// Does what `rir consent grant` will do with the words of a command.
private struct ConsentCommand {
    let member: MemberID

    func event(_ command: String, _ number: Int, _ order: ConsentOrder) throws -> ConsentEvent {
        var words = command.split(separator: " ").map(String.init)[...]
        #expect(words.prefix(3) == ["rir", "consent", "grant"])
        words = words.dropFirst(3)
        let handle = try #require(Handle(rawValue: words.removeFirst()))
        var purposes: [ConsentPurpose] = []
        var at = order.end
        var scope: [RecordID]?
        while let flag = words.popFirst() {
            let next = words.popFirst()
            let value = try #require(next)
            switch flag {
            case "--purpose": purposes.append(try #require(ConsentPurpose(rawValue: value)))
            case "--at":
                let day = try #require(CalendarDay(rawValue: value))
                at = RecordPresence.moment(day: day, time: "00:00")
            default:
                #expect(flag == "--record")
                scope = [try #require(RecordID(rawValue: value))]
            }
        }
        return ConsentEvent(
            id: try #require(OperationID(rawValue: "01kb2s9m4x0e7a2v9c1d3g" + number.padded(to: 4))),
            participant: handle, act: .granted, purposes: purposes, mode: .oral, at: at,
            recorded: Provenance(by: member, at: order.end), scope: scope)
    }
}
