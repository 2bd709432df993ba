import Foundation
import StudyArchive
import StudyModel
import StudyService
import Testing

/// Several people work in copies of their own, in any order, and meet now and then.
///
/// `RIR_SYNC_STEPS` says how many steps each run takes and `RIR_SYNC_SEED` which run it is, to see a failure again. In runs
/// whose number is a multiple of three people mostly chart, hold workshops, and write reports.
@Suite("Copies that meet in any order come to hold the same, and nothing is lost")
struct ConvergenceTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let steps = environment["RIR_SYNC_STEPS"].flatMap { Int($0) } ?? 120
    private static let seeds: [UInt64] =
        if let seed = environment["RIR_SYNC_SEED"].flatMap({ UInt64($0) }) { [seed] } else { [1, 2, 3] }

    @Test(arguments: seeds)
    func anyOrder(seed: UInt64) async throws {
        let life = try await RandomTeam(seed: seed)
        for _ in 0..<Self.steps { try await life.step() }
        try life.team.setNetwork(true)
        try await life.team.settle()
        try await life.finishRounds()
        try await life.finishWork()
        try await life.team.expectAlike()
        let service = try life.team["r1"]
        let sides = try await sides(service)
        try await expectKept(life.promises, in: service, sides, seed)
        try await expectCodings(life.promises, in: service, seed)
        try await expectFeedback(life.promises, in: service, seed)
        try await life.expectWork(in: service, sides, seed)
        try expectGone(life.promises, in: life.team, sides, seed)
        print("seed \(seed), \(Self.steps) steps: \(life.promises), \(sides.count) in question")
        try await life.team.close()
    }

    /// Both sides of all that waits for an answer, by the file.
    private func sides(_ service: StudyService) async throws -> [String: String] {
        var sides: [String: String] = [:]
        for question in try await service.questions() {
            let view = try await service.question(question.id.rawValue)
            sides[question.about, default: ""] += view.kept + (view.other ?? "")
        }
        return sides
    }

    private func expectKept(
        _ promises: RandomTeam.Promises, in service: StudyService, _ sides: [String: String], _ seed: UInt64
    ) async throws {
        let said = promises.said.filter { !promises.withdrawn.contains($0.who) }
        for (id, word) in promises.words + said.map({ ($0.record, $0.word) }) {
            let body = try await service.record(id.rawValue, version: nil).record.body
            let isKept = body.contains(word) || sides[id.path, default: ""].contains(word)
            #expect(isKept, "\(word) of \(id) is lost (seed \(seed))")
        }
        let codes = Set(try await service.codebook(at: nil).entries.map(\.code.id))
        #expect(promises.codes.isSubset(of: codes), "codes are lost (seed \(seed))")
    }

    private func expectCodings(
        _ promises: RandomTeam.Promises, in service: StudyService, _ seed: UInt64
    ) async throws {
        for coded in promises.codings {
            let codings = try await service.codings(of: coded.record.rawValue).codings
            // Where both changed the same words a coding is marked as changed, and keeps them.
            let isKept = codings.contains {
                $0.coder == coded.coder
                    && ($0.coding.anchor?.quote == coded.quote || $0.coding.was == coded.quote)
            }
            #expect(
                isKept,
                "\(coded.coder.rawValue) on '\(coded.quote)' in \(coded.record) is lost (seed \(seed))")
        }
    }

    /// Every version of a finding and every answer is there.
    private func expectFeedback(
        _ promises: RandomTeam.Promises, in service: StudyService, _ seed: UInt64
    ) async throws {
        for (id, word) in promises.found {
            let (_, steps) = try await service.findingHistory(id.rawValue)
            let isKept = steps.contains { $0.version.statement.contains(word) }
            #expect(isKept, "\(word) of \(id) is lost (seed \(seed))")
        }
        for (id, word) in promises.heard {
            let answers = try await service.cycle(id.rawValue).responses
            #expect(answers.contains { $0.text.contains(word) }, "\(word) of \(id) is lost (seed \(seed))")
        }
    }

    /// Nothing of somebody who withdrew is in any file, or in what is asked.
    private func expectGone(
        _ promises: RandomTeam.Promises, in team: TeamFixture, _ sides: [String: String], _ seed: UInt64
    ) throws {
        for (who, _, word) in promises.said where promises.withdrawn.contains(who) {
            let found = try StudyFixture.git(try team.folder("r1"), "grep", word, "main").output
            #expect(found.isEmpty, "\(word) of \(who) is still in \(found) (seed \(seed))")
            #expect(!sides.values.contains { $0.contains(word) }, "\(word) is asked about (seed \(seed))")
        }
    }
}
