import StudyModel
import TestDice
import Testing
import Workflows

@Suite("Rules of a workshop")
struct WorkshopRulesTests {
    private static let member = MemberID(rawValue: "r1").unsafelyUnwrapped
    private static let other = MemberID(rawValue: "r2").unsafelyUnwrapped
    private static let columns = ["aaaaa", "bbbbb"].map { part($0, "Column \($0)") }
    private static let cluster = part("ccccc", "Cluster")
    private static let strange = part("zzzzz", "Strange")

    private static func part(_ id: String, _ name: String) -> Workshop.Part {
        Workshop.Part(id: BoardPartID(rawValue: id).unsafelyUnwrapped, name: name)
    }

    private static func digits(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: width - digits.count) + digits
    }

    private static func stamp(_ number: Int, by member: MemberID = member) -> CycleStamp {
        CycleStamp(
            id: OperationID(rawValue: digits(number, 26)).unsafelyUnwrapped, by: member,
            at: Timestamp(secondsSinceEpoch: number))
    }

    private static func card(_ number: Int) -> CardID {
        CardID(rawValue: digits(number, 10)).unsafelyUnwrapped
    }
    private static func vote(_ number: Int) -> VoteID {
        VoteID(rawValue: digits(number, 16)).unsafelyUnwrapped
    }

    private static func hanging(_ number: Int, in column: Int = 0, text: String = "x") -> Board.Card {
        Board.Card(
            id: card(number), text: text, column: columns[column].id, place: number,
            added: Provenance(by: member, at: Timestamp(secondsSinceEpoch: number)))
    }

    private static func planned(voters: Int? = 4) -> Board {
        let stamp = stamp(0)
        return Board(
            Workshop(
                id: WorkshopID(rawValue: "w-7f3k9").unsafelyUnwrapped, title: "t",
                day: Timestamp(secondsSinceEpoch: 0).day, facilitators: [member], votesEach: 3,
                voters: voters,
                columns: columns,
                events: [Workshop.Event(.planned, id: stamp.id, by: stamp.by, at: stamp.at)],
                nonce: String(repeating: "0", count: 64)))
    }

    private static func after(_ steps: [WorkshopStep]) throws -> Board {
        var board = planned()
        for (number, step) in zip(1..., steps) {
            board = try WorkshopRules.applied(step, to: board, stamp(number)).get()
        }
        return board
    }

    private static let add = WorkshopStep.add(hanging(1))

    /// Boards in every state, with cards, votes and clusters and without.
    private static func states() throws -> [(String, Board)] {
        let open = WorkshopStep.open(reason: nil)
        let full: [WorkshopStep] = [
            open, add, .add(hanging(2, in: 1)), .cluster(cluster, [card(1)]),
            .vote([vote(1): card(1)], isTally: false),
        ]
        return [
            ("planned", planned()), ("planned with a card", try after([add])), ("open", try after([open])),
            ("full", try after(full)),
            (
                "voted out",
                try after(
                    full + [
                        .vote(
                            Dictionary(uniqueKeysWithValues: (2...12).map { (vote($0), card(2)) }),
                            isTally: true)
                    ])
            ),
            ("closed", try after([open, .close])), ("closed and full", try after(full + [.close])),
            ("reopened", try after(full + [.close, .open(reason: "so")])),
            ("removed", try after(full + [.remove(card(1), reason: "twice")])),
            ("removed and closed", try after(full + [.remove(card(1), reason: "twice"), .close])),
            (
                "corrected", try after(full + [.correct(card(2), text: "y", to: nil, reason: nil)])
            ),
        ]
    }

    /// Every step there is, with what can be right or wrong about it.
    private static func steps() -> [WorkshopStep] {
        let cards = [card(1), card(2), card(99)]
        var steps: [WorkshopStep] = [
            .open(reason: nil), .open(reason: " "), .open(reason: "so"), .close, .add(hanging(1)),
            .add(hanging(50)), .add(hanging(51, text: " ")), .vote([:], isTally: false),
            .bring(.miro, columns: [strange], clusters: [], cards: [hanging(60)], updated: []),
            .bring(.easyretro, columns: [columns[0]], clusters: [], cards: [], updated: []),
            .cluster(part("ddddd", "CLUSTER"), [card(1)]), .cluster(part("ddddd", " "), [card(1)]),
            .rename(cluster.id, "Other"), .rename(cluster.id, ""), .rename(strange.id, "Other"),
        ]
        for id in cards {
            steps += [columns[0].id, columns[1].id, strange.id].map { .move(id, to: $0) }
            steps += ["x", "y", " ", String(repeating: "z", count: 10_001)].flatMap { text in
                [
                    WorkshopStep.correct(id, text: text, to: nil, reason: nil),
                    .correct(id, text: text, to: columns[1].id, reason: "so"),
                    .correct(id, text: text, to: strange.id, reason: " "),
                ]
            }
            steps += ["twice", "", " ", String(repeating: "z", count: 10_001)].map {
                .remove(id, reason: $0)
            }
            steps += [.cluster(cluster, [id]), .uncluster(cluster.id, [id]), .uncluster(strange.id, [id])]
            for count in [1, 3, 4, 13] {
                let votes = Dictionary(uniqueKeysWithValues: (0..<count).map { (vote(1000 + $0), id) })
                steps += [.vote(votes, isTally: false), .vote(votes, isTally: true)]
            }
        }
        var loose = hanging(70)
        loose.column = strange.id
        return steps + [.add(loose)]
    }

    @Test("Every step in every state is either done or refused with a code and a hint")
    func total() throws {
        let codes: [StudyError.Code] = [
            .workshopState, .workshopInvalid, .workshopBallot, .cardNotFound, .cardForeign,
        ]
        for (name, board) in try Self.states() {
            for step in Self.steps() {
                for member in [Self.member, Self.other] {
                    switch WorkshopRules.applied(step, to: board, Self.stamp(500, by: member)) {
                    case .success(let next):
                        Self.expectLegal(board, step, next, by: member, "\(name): \(step)")
                    case .failure(let error):
                        #expect(codes.contains(error.code) && !(error.hint ?? "").isEmpty, "\(name): \(step)")
                    }
                }
            }
        }
    }

    /// What each step may lead to.
    private static func expectLegal(
        _ before: Board, _ step: WorkshopStep, _ next: Board, by member: MemberID, _ what: String
    ) {
        let (was, now) = (before.workshop.stage, next.workshop.stage)
        switch step {
        case .open: #expect(now == .open, "\(what)")
        case .close: #expect(was != .planned && now == .closed, "\(what)")
        case .vote: #expect(was == .open && now == .open && next.votes.count > before.votes.count, "\(what)")
        default: #expect(was != .closed && now == was, "\(what)")
        }
        if case .vote = step {} else { #expect(next.votes == before.votes, "\(what)") }
        #expect(next.problem == nil, "\(what)")
        #expect(next.workshop.events.starts(with: before.workshop.events), "\(what)")
        #expect(next.votes.count <= next.workshop.mostVotes ?? .max, "\(what)")
        expectLegalCards(before, step, next, by: member, what)
    }

    /// Cards are changed by their own steps alone, and none is lost.
    private static func expectLegalCards(
        _ before: Board, _ step: WorkshopStep, _ next: Board, by member: MemberID, _ what: String
    ) {
        let isTheirs = { (card: Board.Card) in
            card.added.by == member || next.workshop.facilitators.contains(member)
        }
        for (id, card) in before.removed { #expect(next.removed[id] == card, "\(what)") }
        for (id, card) in before.cards {
            if case .remove(id, let reason) = step {
                #expect(next.cards[id] == nil && isTheirs(card), "\(what)")
                let gone = next.removed[id]
                #expect(gone?.text == card.text && gone?.clusters == card.clusters, "\(what)")
                #expect(gone?.removed?.by == member && gone?.removed?.reason == reason, "\(what)")
                continue
            }
            let now = next.cards[id]
            #expect(now?.who == card.who && now?.added == card.added, "\(what)")
            if case .correct(id, let text, _, let reason) = step, text != card.text {
                #expect(now?.text == text && isTheirs(card) && now?.corrected?.by == member, "\(what)")
                #expect(reason != nil || before.tally[id] == nil, "\(what)")
            } else {
                #expect(now?.text == card.text && now?.corrected == card.corrected, "\(what)")
            }
        }
    }

    @Test("Each state refuses what it must")
    func refusals() throws {
        func code(
            _ board: Board, _ step: WorkshopStep, by member: MemberID = Self.member
        ) -> StudyError.Code? {
            if case .failure(let error) = WorkshopRules.applied(step, to: board, Self.stamp(500, by: member))
            {
                return error.code
            }
            return nil
        }
        let states = Dictionary(uniqueKeysWithValues: try Self.states())
        func state(_ name: String) throws -> Board { try #require(states[name]) }
        let ballot = WorkshopStep.vote([Self.vote(900): Self.card(1)], isTally: false)
        #expect(try code(state("planned"), .close) == .workshopState)
        #expect(try code(state("planned with a card"), ballot) == .workshopState)
        for step in [
            Self.add, ballot, .cluster(Self.cluster, [Self.card(1)]),
            .move(Self.card(1), to: Self.columns[1].id), .remove(Self.card(1), reason: "twice"),
            .correct(Self.card(1), text: "y", to: nil, reason: "so"),
        ] {
            #expect(try code(state("closed and full"), step) == .workshopState)
        }
        #expect(try code(state("closed"), .open(reason: nil)) == .workshopState)
        #expect(try code(state("closed"), .open(reason: "so")) == nil)
        #expect(try code(state("full"), ballot) == nil)
        #expect(try code(state("full"), ballot, by: Self.other) == .workshopBallot)
        #expect(try code(state("voted out"), ballot) == .workshopBallot)
        let four = Dictionary(uniqueKeysWithValues: (0..<4).map { (Self.vote(900 + $0), Self.card(1)) })
        #expect(try code(state("full"), .vote(four, isTally: false)) == .workshopBallot)
        #expect(try code(state("full"), .vote(four, isTally: true)) == nil)
        #expect(try code(state("full"), .move(Self.card(99), to: Self.columns[0].id)) == .cardNotFound)
    }

    @Test("Words of a card and cards themselves go by who put them there or facilitates, and for a reason")
    func corrections() throws {
        let states = Dictionary(uniqueKeysWithValues: try Self.states())
        let full = try #require(states["full"])
        func code(_ step: WorkshopStep, on board: Board, by member: MemberID = Self.other) -> StudyError.Code?
        {
            guard
                case .failure(let error) = WorkshopRules.applied(step, to: board, Self.stamp(500, by: member))
            else { return nil }
            return error.code
        }
        func correct(_ number: Int, _ reason: String? = nil) -> WorkshopStep {
            .correct(Self.card(number), text: "y", to: nil, reason: reason)
        }
        #expect(code(correct(2), on: full, by: Self.member) == nil)
        #expect(code(correct(1), on: full, by: Self.member) == .workshopInvalid, "it has a vote")
        #expect(code(correct(1, "so"), on: full, by: Self.member) == nil)
        #expect(code(correct(2), on: full) == .cardForeign)
        #expect(code(.remove(Self.card(2), reason: "so"), on: full) == .cardForeign)
        #expect(code(.move(Self.card(2), to: Self.columns[0].id), on: full) == nil, "anybody may move it")
        let sameWords = WorkshopStep.correct(
            Self.card(2), text: "x", to: Self.columns[0].id, reason: nil)
        #expect(code(sameWords, on: full) == nil, "that is a move")
        // A card of one's own, whoever facilitates.
        var own = full
        own.cards[Self.card(2)] = Board.Card(
            id: Self.card(2), text: "x", column: Self.columns[1].id, place: 2,
            added: Provenance(by: Self.other, at: Timestamp(secondsSinceEpoch: 2)))
        #expect(code(correct(2), on: own) == nil && code(.remove(Self.card(2), reason: "so"), on: own) == nil)
        // What was removed is not there for anybody.
        let removed = try #require(states["removed"])
        for step in [
            correct(1, "so"), .remove(Self.card(1), reason: "so"),
            .uncluster(Self.cluster.id, [Self.card(1)]),
            .vote([Self.vote(900): Self.card(1)], isTally: false),
            .move(Self.card(1), to: Self.columns[0].id),
        ] { #expect(code(step, on: removed, by: Self.member) == .cardNotFound, "\(step)") }
        #expect(
            code(.add(Self.hanging(1)), on: removed, by: Self.member) == .workshopInvalid, "its id is taken")
        #expect(removed.votes.count == 1 && removed.tally.isEmpty && removed.lostTally == [Self.card(1): 1])
    }

    @Test("100,000 random steps never lead to an illegal state")
    func randomWalk() throws {
        var dice = Seeded(11)
        var board = Self.planned(voters: 6)
        var (done, closed, reopened, removed, corrected) = (0, 0, 0, 0, 0)
        for number in 1...100_000 {
            let step = Self.step(board, number, &dice)
            if case .success(let next) = WorkshopRules.applied(step, to: board, Self.stamp(number)) {
                Self.expectLegal(board, step, next, by: Self.member, "\(number)")
                if next.workshop.stage == .closed, board.workshop.stage == .open { closed += 1 }
                if next.workshop.events.last?.act == .reopened, next != board { reopened += 1 }
                if next.removed.count > board.removed.count { removed += 1 }
                if case .correct = step, next != board { corrected += 1 }
                (board, done) = (next, done + 1)
            }
            if board.written.count > 12 || board.workshop.events.count > 30 {
                board = Self.planned(voters: 6)
            }
        }
        #expect(done > 20_000 && closed > 100 && reopened > 100 && removed > 100 && corrected > 100)
    }

    private static func step(_ board: Board, _ number: Int, _ dice: inout Seeded) -> WorkshopStep {
        let known = board.cards.keys.sorted().randomElement(using: &dice) ?? card(99)
        let column = (columns + [strange]).randomElement(using: &dice) ?? strange
        switch Int.random(in: 0..<16, using: &dice) {
        case 0: return .open(reason: Bool.random(using: &dice) ? "so" : nil)
        case 1: return .close
        case 2, 3: return .add(hanging(number, in: Int.random(in: 0...1, using: &dice)))
        case 4: return .move(known, to: column.id)
        case 5, 6, 7:
            let count = Int.random(in: 0...4, using: &dice)
            let votes = (0..<count).map { (vote(number * 10 + $0), known) }
            return .vote(Dictionary(uniqueKeysWithValues: votes), isTally: Bool.random(using: &dice))
        case 8, 9: return .cluster([cluster, strange].randomElement(using: &dice) ?? cluster, [known])
        case 10: return .uncluster(cluster.id, [known])
        case 11: return .rename(cluster.id, ["", "Other", "Cluster"].randomElement(using: &dice) ?? "")
        case 12:
            return .bring(.miro, columns: [], clusters: [], cards: [hanging(number)], updated: [])
        case 13: return .remove(known, reason: Bool.random(using: &dice) ? "so" : "")
        case 14:
            return .correct(
                known, text: "\(number % 3)", to: Bool.random(using: &dice) ? column.id : nil,
                reason: Bool.random(using: &dice) ? "so" : nil)
        default: return .add(hanging(1))
        }
    }
}
