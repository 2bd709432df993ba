import Foundation
import StudyArchive
import StudyModel
import StudyService
import TestDice
import Testing

/// People who work in copies of their own, in any order, with clocks that differ, a network that comes and goes, and daemons that are killed.
///
/// What was acknowledged is remembered, to be looked for in the end.
final class RandomTeam {
    let team: TeamFixture
    var promises = Promises()
    let members: [String]
    var random: Seeded
    private(set) var counter = 0
    /// Whether they mostly chart, hold workshops, and write.
    private let worksMostly: Bool

    struct Promises: CustomStringConvertible {
        var records: [RecordID] = []
        /// Words that somebody put into a record.
        var words: [(record: RecordID, word: String)] = []
        /// Words that somebody coded.
        var codings: [Coded] = []
        var codes: Set<CodeID> = []
        /// What participants said.
        var said: [(who: Handle, record: RecordID, word: String)] = []
        var withdrawn: Set<Handle> = []
        /// What findings said at some time.
        var found: [(finding: FindingID, word: String)] = []
        /// What was answered in feedback cycles.
        var heard: [(cycle: CycleID, word: String)] = []
        /// What was charted, put on boards and written in drafts.
        var work = Work()
        var deaths = 0

        var description: String {
            "\(records.count + said.count) records, \(words.count) words, \(codings.count) codings, \(codes.count) codes, "
                + "\(withdrawn.count) withdrawals, \(found.count) findings, \(heard.count) answers, \(work), \(deaths) deaths"
        }
    }

    struct Coded {
        var record: RecordID
        var coder: CoderID
        var quote: String
    }

    init(seed: UInt64) async throws {
        random = Seeded(seed)
        worksMostly = seed.isMultiple(of: 3)
        members = (1...(3 + Int(seed % 3))).map { "r\($0)" }
        // One lives three hours ago, another in the day after tomorrow.
        team = try await TeamFixture(
            members: members.count, yaml: "policies:\n  consent: recorded\n",
            clocks: ["r2": -3 * 3_600_000, "r3": 2 * 86_400_000])
        try await CodingTests.frame(try team["r1"], ["Access", "Waiting"])
        _ = try await team["r1"].newFramework(FrameworkPlan(name: "grid"))
        try await team.settle()
    }

    /// What is put into records now; no id has it, for theirs have no `o` and no `u`.
    var word: String { "word\(counter)out" }

    /// One thing that one of them does.
    func step() async throws {
        counter += 1
        let isAtWork = worksMostly && Int.random(in: 0..<3, using: &random) > 0
        let kind = Int.random(in: isAtWork ? 28..<41 : 0..<40, using: &random)
        let member = kind == 21 ? "r1" : try #require(members.randomElement(using: &random))
        guard Int.random(in: 0..<30, using: &random) == 0 else { return try await act(kind, member) }
        let before = promises
        let place = Int.random(in: 1...14, using: &random)
        if try await team.dying(member, at: place, { try await act(kind, member) }) {
            // Nothing was promised; a withdrawal holds if it is there.
            promises = before
            promises.deaths += 1
            let people = try await team[member].participants(names: false)
            promises.withdrawn.formUnion(people.filter { $0.status == .withdrawn }.map(\.handle))
        }
    }

    private func act(_ kind: Int, _ member: String) async throws {
        let service = try team[member]
        switch kind {
        case 0..<4: try await capture(service)
        case 4..<9: try await edit(service)
        case 9..<13: try await code(service, member)
        case 13..<15: try await addCode(service)
        case 15: try await define(service)
        case 16..<19: try await talk(service)
        case 19, 40: try await withdraw(service)
        case 20, 21: try await work(service, member)
        // A daemon that has nothing to do packs what lies in many files, and may be ended.
        case 22: if counter.isMultiple(of: 2) { await service.rest() } else { try await team.reopen(member) }
        case 28: try await find(service)
        case 29, 30: try await ask(service)
        case 31..<34: try await chart(service)
        case 34..<37: try await hold(service)
        case 37..<40: try await draft(service)
        case 23: try team.setNetwork(Int.random(in: 0..<4, using: &random) > 0)
        default: try await meet(member)
        }
    }

    // MARK: Records and codes

    private func capture(_ service: StudyService) async throws {
        let id = try await service.note("Beginning \(word).\n\nEnd of \(word).").record.id
        promises.records.append(id)
        promises.words.append((id, word))
    }

    private func edit(_ service: StudyService) async throws {
        let (records, said) = (promises.records, promises.said.map(\.record))
        guard let id = (records + said).randomElement(using: &random),
            let record = try? await service.record(id.rawValue, version: nil).record
        else { return }
        var lines = record.body.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        lines.insert("Also \(word).", at: Int.random(in: 0..<lines.count, using: &random))
        let changes = RecordChanges(body: lines.joined(separator: "\n"))
        let isDone = try await isDone(but: .roundFrozen) {
            try await service.edit(id.rawValue, changes, reason: nil, base: nil)
        }
        if !isDone { return }
        // What stands among somebody's words goes with them.
        if records.contains(id) { promises.words.append((id, word)) }
    }

    private func code(_ service: StudyService, _ member: String) async throws {
        let words = promises.words + promises.said.map { ($0.record, $0.word) }
        let codes = try await service.codebook(at: nil).entries.map(\.path.rawValue)
        guard let (id, word) = words.randomElement(using: &random),
            let code = codes.randomElement(using: &random)
        else { return }
        var change = CodingChange(.add, codes: [code])
        (change.quote, change.occurrence) = ("\(word).", 1)
        guard (try? await service.code(id.rawValue, [change])) != nil else { return }
        guard promises.records.contains(id) else { return }
        let coder = CoderID(try #require(MemberID(rawValue: member)))
        promises.codings.append(Coded(record: id, coder: coder, quote: "\(word)."))
    }

    private func addCode(_ service: StudyService) async throws {
        var change = CodebookChange(
            .add, name: ["Trust", "Time", "Money \(counter)"].randomElement(using: &random))
        change.definition = "As of \(counter)."
        _ = try? await service.changeCodebook([change], reason: nil)
        promises.codes.formUnion(try await service.codebook(at: nil).entries.map(\.code.id))
    }

    private func define(_ service: StudyService) async throws {
        let entries = try await service.codebook(at: nil).entries
        guard let entry = entries.randomElement(using: &random) else { return }
        var change = CodebookChange(.edit, code: entry.code.id.rawValue)
        change.definition = "Anew \(counter)."
        _ = try await isDone(but: .roundFrozen) { try await service.changeCodebook([change], reason: nil) }
    }

    // MARK: Findings and feedback cycles

    private func find(_ service: StudyService) async throws {
        let known = try await service.findings().findings.map(\.id)
        guard known.count > 2, let id = known.randomElement(using: &random) else {
            let draft = FindingDraft(statement: "Found \(word).", searched: "Everywhere.")
            promises.found.append((try await service.writeFinding(draft).id, word))
            return
        }
        var changes = FindingChanges()
        (changes.statement, changes.reason) = ("Found anew \(word).", "said otherwise")
        let isDone = try await isDone(but: .findingInvalid) {
            try await service.changeFinding(id.rawValue, changes)
        }
        if isDone { promises.found.append((id, word)) }
    }

    private func ask(_ service: StudyService) async throws {
        let open = try await service.cycles().cycles.filter { $0.stage != .closed }
        guard open.count > 1, let cycle = open.randomElement(using: &random) else {
            let findings = try await service.findings().findings.filter { $0.state == .standing }
            guard let finding = findings.randomElement(using: &random) else { return }
            let made = try await service.openCycle(
                CyclePlan(
                    title: "Asked", findings: [finding.id.rawValue], audience: ["link-workers"],
                    due: FeedbackFixture.day))
            _ = try await service.shareCycle(made.id.rawValue)
            return
        }
        let id = cycle.id.rawValue
        switch Int.random(in: 0..<8, using: &random) {
        case 0..<4:
            let stance = Cycle.Stance.allCases.randomElement(using: &random)
            let isDone = try await isDone(but: .cycleState) {
                try await service.respond(ResponseDraft(stance: stance, text: "Heard \(word)."), to: id)
            }
            if isDone { promises.heard.append((cycle.id, word)) }
        case 4: _ = try await isDone(but: .cycleState) { try await service.closeCycle(id) }
        default:
            let outcome = Cycle.Outcome.allCases.randomElement(using: &random) ?? .keep
            let statement = outcome == .revise ? "Revised \(word)." : nil
            let order = CycleOrder(outcome: outcome, reason: "So.", statement: statement)
            let isDone = try await isDone(but: .cycleState) { try await service.decideCycle(order, in: id) }
            if isDone, outcome == .revise {
                promises.found.append((cycle.findings[0].pin.finding, word))
            }
        }
    }

    // MARK: People

    private func talk(_ service: StudyService) async throws {
        let number = Int.random(in: 1...12, using: &random)
        let people = try [number, 20].map { try #require(Handle(rawValue: "SP\($0)")) }
        let gone = try await service.participants(names: false).filter { $0.status == .withdrawn }
        if gone.contains(where: { $0.handle == people[0] }) { return }
        var draft = RecordDraft(
            kind: .conversation, title: "Walk",
            body:
                "\(people[0]): It was \(word).\n\(people[1]): Yes.\n\(people[0]): So \(word).\n\(people[1]): Well.\n"
        )
        draft.participants = Bool.random(using: &random) ? people : [people[0]]
        if draft.participants.count == 1 { draft.body = draft.body.replacing("\(people[1]):", with: "I:") }
        let id = try await service.capture(draft, cleared: true).record.id
        promises.said.append((people[0], id, word))
    }

    private func withdraw(_ service: StudyService) async throws {
        let known = promises.said.map(\.who) + promises.work.owned.map(\.who)
        guard let who = known.randomElement(using: &random) else { return }
        let option: WithdrawalOption = Bool.random(using: &random) ? .removeFromAnalysis : .erase
        let isDone = try await isDone(but: .participantNotFound, .participantWithdrawn) {
            try await service.withdraw(who.rawValue, option, mode: .oral, at: nil, dryRun: false)
        }
        if isDone { promises.withdrawn.insert(who) }
    }

    // MARK: Rounds

    /// Something about a round: the lead plans and closes, everybody looks and hands in.
    private func work(_ service: StudyService, _ member: String) async throws {
        let rounds = try await service.rounds()
        if let open = rounds.first(where: { $0.state == .open }) {
            if member == "r1", Int.random(in: 0..<4, using: &random) == 0 {
                _ = try? await service.closeRound(open.round.id.rawValue, reason: "It was long enough.")
            } else {
                try await Self.handIn(service, open.round.id.rawValue)
            }
        } else if member == "r1", let id = promises.records.randomElement(using: &random) {
            var plan = RoundPlan(title: "Round \(counter)")
            plan.records = [id.rawValue]
            plan.again = true
            guard (try? await service.planRound(plan)) != nil else { return }
            _ = try await service.openRound("round-\(counter)")
        }
    }

    private static func handIn(_ service: StudyService, _ round: String) async throws {
        do throws(StudyError) {
            while try await service.nextInRound(round, isDone: true).record != nil {}
            _ = try await service.submitRound(round, isPartial: false)
        } catch  where [.roundState, .roundForeign].contains(error.code) {
            return
        }
    }

    /// Opens every round again, lets everybody hand in, and closes it.
    func finishRounds() async throws {
        let lead = try team["r1"]
        for status in try await lead.rounds() where status.state != .planned {
            let round = status.round.id.rawValue
            if try await lead.roundStatus(round).state == .closed {
                _ = try await lead.reopenRound(round, reason: "Somebody was late.")
            }
            try await team.settle()
            for member in members { try await Self.handIn(try team[member], round) }
            try await team.settle()
            _ = try await lead.closeRound(round, reason: "All is in.")
            try await team.settle()
        }
    }

    // MARK: Meeting

    private func meet(_ member: String) async throws {
        do {
            try await team.sync(member)
        } catch let error as StudyError where error.code == .syncUnreachable {
            #expect(!team.hasNetwork || team.isDying(member), "\(error)")
        }
    }

    /// Does something that may be refused for one of the given reasons, and for no other.
    func isDone<Value>(
        but codes: StudyError.Code..., does body: () async throws -> Value
    ) async throws -> Bool {
        do {
            _ = try await body()
            return true
        } catch let error as StudyError where codes.contains(error.code) {
            return false
        }
    }
}
