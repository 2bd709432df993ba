import Foundation
import StudyArchive
import StudyModel
import StudyService
import Testing

@Suite("Steps in a round")
struct RoundStepTests {
    @Test("While a round is open its texts, codes and other codings stay as they are; afterwards they don't")
    func frozen() async throws {
        let fixture = try await RoundFixture()
        _ = try await fixture.openRound()
        let service = fixture.service
        let id = fixture.records[0].rawValue
        await expectFailure(.roundFrozen) {
            try await service.edit(id, RecordChanges(body: "Another text.\n"), reason: nil, base: nil)
        }
        var change = CodebookChange(.edit, code: "access")
        change.definition = "Something else."
        let changes = [change]
        await expectFailure(.roundFrozen) { try await service.changeCodebook(changes, reason: nil) }
        _ = try await service.changeCodebook([CodebookChange(.add, name: "New", parent: "")], reason: nil)
        await expectFailure(.roundFrozen) { try await fixture.code(0, "Some are sent.", "new") }
        try await fixture.submit()
        try await fixture.take(over: "r2")
        try await fixture.submit()
        try await fixture.take(over: "r1")
        _ = try await fixture.service.closeRound("first", reason: nil)
        _ = try await fixture.service.edit(id, RecordChanges(body: "Another text.\n"), reason: nil, base: nil)
        _ = try await fixture.service.changeCodebook(changes, reason: nil)
        try await fixture.service.close()
    }

    @Test("What is handed in can't be changed until the lead gives it back")
    func handedIn() async throws {
        let fixture = try await RoundFixture()
        _ = try await fixture.openRound()
        await expectFailure(.roundState) { try await fixture.service.submitRound("first", isPartial: false) }
        try await fixture.submit()
        await expectFailure(.roundState) { try await fixture.code(0, "Some are sent.", "access") }
        await expectFailure(.roundState) { try await fixture.service.nextInRound("first", isDone: false) }
        let view = try await fixture.service.returnWork(
            of: RoundFixture.lead, in: "first", reason: "one was forgotten")
        #expect(view.progress.first { $0.coder == RoundFixture.lead }?.isSubmitted == false)
        try await fixture.code(0, "Some are sent.", "access")
        _ = try await fixture.service.submitRound("first", isPartial: false)
        #expect(try await fixture.service.isSound())
        try await fixture.service.close()
    }

    @Test("A record nobody looked at is not assigned; a round is closed early with a reason alone")
    func partial() async throws {
        let fixture = try await RoundFixture()
        _ = try await fixture.openRound()
        _ = try await fixture.service.nextInRound("first", isDone: false)
        _ = try await fixture.service.submitRound("first", isPartial: true)
        await expectFailure(.roundState) { try await fixture.service.closeRound("first", reason: "") }
        _ = try await fixture.service.closeRound("first", reason: "r2 left the team")
        let folder = "\(fixture.study.study)/rounds/first/r1"
        let sheets = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        #expect(sheets.count == 2 && sheets.contains("submission.json"))
        #expect(try await fixture.service.adjudication(of: "first").disagreements.isEmpty)
        try await fixture.service.close()
    }

    @Test("A reopened round is blind again, and its codings are what they were")
    func reopening() async throws {
        let fixture = try await RoundFixture()
        _ = try await fixture.openRound()
        try await fixture.code(0, "Some are sent.", "access")
        try await fixture.submit()
        try await fixture.take(over: "r2")
        try await fixture.code(1, "in the rain", "weather")
        try await fixture.submit()
        try await fixture.take(over: "r1")
        _ = try await fixture.service.closeRound("first", reason: nil)
        await expectFailure(.roundState) { try await fixture.service.reopenRound("first", reason: "") }
        let view = try await fixture.service.reopenRound("first", reason: "the codebook was misread")
        #expect(
            view.state == .open && view.round.events.map(\.act) == [.planned, .opened, .closed, .reopened])
        #expect(try await fixture.service.codings(of: fixture.records[1].rawValue).codings.isEmpty)
        let own = try await fixture.service.codings(of: fixture.records[0].rawValue).codings
        #expect(own.map(\.coding.anchor?.quote) == ["Some are sent."])
        try await fixture.submit()
        try await fixture.take(over: "r2")
        _ = try await fixture.service.submitRound("first", isPartial: false)
        try await fixture.take(over: "r1")
        _ = try await fixture.service.closeRound("first", reason: nil)
        #expect(try await fixture.service.codings(of: fixture.records[1].rawValue).codings.count == 1)
        #expect(try await fixture.service.isSound())
        try await fixture.service.close()
    }

    @Test("Work that somebody exchanged after it was handed in is refused by name")
    func tampering() async throws {
        let fixture = try await RoundFixture()
        _ = try await fixture.openRound()
        try await fixture.code(0, "Some are sent.", "access")
        try await fixture.submit()
        try await fixture.take(over: "r2")
        try await fixture.submit()
        try await fixture.take(over: "r1")
        let folder = "\(fixture.study.study)/rounds/first/r2"
        let (one, other) = ("\(folder)/\(fixture.records[0]).age", "\(folder)/\(fixture.records[1]).age")
        let own = "\(fixture.study.study)/rounds/first/r1/\(fixture.records[0]).age"
        try FileManager.default.removeItem(atPath: one)
        try FileManager.default.copyItem(atPath: own, toPath: one)
        #expect(FileManager.default.fileExists(atPath: other))
        try fixture.commitByHand("exchanged")
        await expectFailure(.roundInvalid) { try await fixture.service.closeRound("first", reason: nil) }
        try await fixture.service.close()
    }

    @Test("Work that is not as the format says is never written over")
    func damaged() async throws {
        let fixture = try await RoundFixture()
        _ = try await fixture.openRound()
        try await fixture.code(0, "Some are sent.", "access")
        let work = "\(fixture.study.study)/rounds/first/r1.jsonl"
        let before = try String(contentsOfFile: work, encoding: .utf8)
        try (before + "so it goes\n").write(toFile: work, atomically: true, encoding: .utf8)
        try fixture.commitByHand("by hand")
        await expectFailure(.roundInvalid) { try await fixture.code(1, "in the rain", "weather") }
        await expectFailure(.roundInvalid) {
            try await fixture.service.nextInRound("first", isDone: true)
        }
        await expectFailure(.roundInvalid) {
            try await fixture.service.submitRound("first", isPartial: true)
        }
        await expectFailure(.roundInvalid) { try await fixture.service.closeRound("first", reason: "now") }
        #expect(try String(contentsOfFile: work, encoding: .utf8).hasSuffix("so it goes\n"))
        // Mended, everything goes on.
        try before.write(toFile: work, atomically: true, encoding: .utf8)
        try fixture.commitByHand("mended")
        try await fixture.code(1, "in the rain", "weather")
        try await fixture.service.close()
    }

    @Test("A round without a key is refused before anything is lost")
    func keyless() async throws {
        let fixture = try await RoundFixture()
        _ = try await fixture.openRound()
        let path = "\(fixture.study.study)/rounds/first.yaml"
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(
            separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.contains { $0.hasPrefix("key:") })
        try lines.filter { !$0.hasPrefix("key:") }.joined(separator: "\n")
            .write(toFile: path, atomically: true, encoding: .utf8)
        try fixture.commitByHand("by hand")
        await expectFailure(.roundInvalid) { try await fixture.code(1, "in the rain", "weather") }
        await expectFailure(.roundInvalid) {
            try await fixture.service.nextInRound("first", isDone: false)
        }
        try await fixture.service.close()
    }

    @Test("Coding again, nobody is shown what was coded before")
    func again() async throws {
        let fixture = try await RoundFixture()
        try await fixture.code(0, "Some are sent.", "access")
        var edit = CodebookChange(.edit, code: "access")
        edit.definition = "Who is reached."
        _ = try await fixture.service.changeCodebook([edit], reason: nil)
        #expect(try await fixture.service.doubtfulCodings().codings.count == 1)
        #expect(try await fixture.service.codingCounts().values.reduce(0, +) == 1)
        var plan = RoundPlan(title: "First")
        (plan.records, plan.again) = (fixture.records.map(\.rawValue), true)
        _ = try await fixture.service.planRound(plan)
        _ = try await fixture.service.openRound("first")
        #expect(try await fixture.service.doubtfulCodings().codings.isEmpty)
        #expect(try await fixture.service.codingCounts().isEmpty)
        let file = try await fixture.service.projectFile(ProjectExportOptions())
        #expect(file.remarks.contains { $0.contains("a record that you code in an open round") })
        try await fixture.service.close()
    }

    @Test("An undo takes back one's own last step in a round and nobody else's")
    func undo() async throws {
        let fixture = try await RoundFixture()
        _ = try await fixture.openRound()
        try await fixture.code(0, "Some are sent.", "access")
        try await fixture.code(0, "Nobody comes twice.", "access")
        _ = try await fixture.service.undo(reason: nil)
        let left = try await fixture.service.codings(of: fixture.records[0].rawValue).codings
        #expect(left.map(\.coding.anchor?.quote) == ["Some are sent."])
        try await fixture.take(over: "r2")
        await expectFailure(.undoNothing) { try await fixture.service.undo(reason: nil) }
        try await fixture.service.close()
    }

    @Test("A plan draws fresh records alone, the same from the same seed, and writes nothing on trial")
    func planning() async throws {
        let fixture = try await RoundFixture(texts: (0..<20).map { "Text number \($0).\n" })
        let service = fixture.service
        try await fixture.code(0, "Text number 0.", "access")
        var plan = RoundPlan(title: "Träumerei, first round!")
        (plan.size, plan.seed, plan.dryRun, plan.codes) = (5, 7, true, ["access"])
        let trial = try await service.planRound(plan)
        #expect(trial.round.id.rawValue == "trumerei-first-round" && trial.round.records.count == 5)
        #expect(trial.round.draw.population == 19 && trial.expected.map(\.occurrences) == [5])
        #expect(try await service.rounds().isEmpty)
        plan.dryRun = nil
        #expect(try await service.planRound(plan).round.records == trial.round.records)
        await expectFailure(.roundInvalid) { try await service.planRound(plan) }
        var named = RoundPlan(title: "Second")
        named.records = [fixture.records[0].rawValue]
        await expectFailure(.roundInvalid) { try await service.planRound(named) }
        named.again = true
        #expect(try await service.planRound(named).round.draw.way == .named)
        _ = try await service.removeRound("second")
        try await service.close()
    }

    @Test(
        "A rule on a figure that no report of the round would have is refused, and nothing is left behind",
        arguments: [
            ("nonsense", nil), ("", nil), ("all", nil), ("record_cohen_kappa", nil),
            ("set_alpha_masi", .character),
        ] as [(String, Round.Level?)])
    func unknownFigure(_ name: String, _ level: Round.Level?) async throws {
        let fixture = try await RoundFixture()
        var plan = RoundPlan(title: "First")
        (plan.level, plan.rule) = (level, Round.Rule(statistic: name))
        let before = try await fixture.service.operations(limit: 0, offset: 0).total
        for isTrial in [true, false] {
            plan.dryRun = isTrial
            await expectFailure(.roundInvalid) { try await fixture.service.planRound(plan) }
        }
        #expect(try await fixture.service.rounds().isEmpty)
        #expect(try await fixture.service.operations(limit: 0, offset: 0).total == before)
        plan.rule?.statistic = "gwet_ac1"
        #expect(try await fixture.service.planRound(plan).round.rule.statistic == "gwet_ac1")
        try await fixture.service.close()
    }

    @Test("Disagreements are decided, the consensus follows, and what coders did alone stays")
    func adjudication() async throws {
        let fixture = try await RoundFixture()
        _ = try await fixture.openRound()
        try await fixture.code(0, "Some are sent.", "access")
        try await fixture.code(0, "They come by themselves.", "access")
        try await fixture.code(1, "The queue was long.", "waiting")
        try await fixture.submit()
        try await fixture.take(over: "r2")
        try await fixture.code(0, "Some are sent.", "access")
        try await fixture.code(0, "come by themselves", "access")
        try await fixture.code(1, "in the rain", "weather")
        try await fixture.submit()
        try await fixture.take(over: "r1")
        let service = fixture.service
        await expectFailure(.roundState) { try await service.adjudication(of: "first") }
        _ = try await service.closeRound("first", reason: nil)
        let found = try await service.adjudication(of: "first")
        #expect(found.agreed == 1 && found.disagreements.map(\.kind) == [.boundary, .oneSided, .oneSided])
        #expect(found.before == 0.25)

        let names = found.disagreements.map(\.id)
        await expectFailure(.roundInvalid) {
            try await service.decide(
                AdjudicationOrder(
                    disagreement: names[0], outcome: .one, side: "r9", method: .negotiated, reason: "x"),
                in: "first")
        }
        _ = try await service.decide(
            AdjudicationOrder(
                disagreement: names[0], outcome: .one, side: "r2", method: .negotiated,
                reason: "the verb belongs to it"
            ), in: "first")
        var new = CodingChange(.add, codes: ["waiting"])
        new.quote = "waited outside in the rain"
        _ = try await service.decide(
            AdjudicationOrder(
                disagreement: names[2], outcome: .new, new: new, method: .adjudicator, reason: "both halves",
                proposal: "say that weather is no waiting"), in: "first")
        let after = try await service.adjudication(of: "first")
        #expect(after.after == 0.75 && after.decisions.count == 2)
        func consensus(_ record: Int) throws -> [String] {
            let path = "\(fixture.study.study)/consensus/first/\(fixture.records[record]).jsonl"
            let bytes = FileManager.default.contents(atPath: path).map { Array($0) } ?? []
            return try CodingText.codings(from: bytes).compactMap { $0.anchor?.quote }.sorted()
        }
        #expect(try consensus(0) == ["Some are sent.", "come by themselves"])
        #expect(try consensus(1) == ["waited outside in the rain"])
        // Decided anew, the one before is gone.
        _ = try await service.decide(
            AdjudicationOrder(disagreement: names[2], outcome: .neither, method: .majority, reason: "no"),
            in: "first")
        #expect(try consensus(1) == [])
        let alone = try await service.codings(of: fixture.records[1].rawValue).codings
        #expect(alone.count == 2)
        #expect(try await service.isSound())
        try await service.close()
    }
}
