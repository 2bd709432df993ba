import Foundation
import StudyModel
import StudyService
import Testing

/// What must be there of matrices, workshops and drafts when everybody has met.
extension RandomTeam {
    /// - Parameter sides: both sides of all that waits for an answer, by the file.
    func expectWork(in service: StudyService, _ sides: [String: String], _ seed: UInt64) async throws {
        try await expectCharted(in: service, seed)
        try await expectBoards(in: service, seed)
        try await expectDrafts(in: service, sides, seed)
        for (who, word) in promises.work.owned where promises.withdrawn.contains(who) {
            let found = try StudyFixture.git(try team.folder("r1"), "grep", word, "main").output
            #expect(found.isEmpty, "\(word) of \(who) is still in \(found) (seed \(seed))")
            let asked = sides.filter { $0.value.contains(word) }.keys
            #expect(asked.isEmpty, "\(word) of \(who) is asked about in \(asked) (seed \(seed))")
        }
    }

    private func isHere(_ who: Handle?) -> Bool { who.map { !promises.withdrawn.contains($0) } ?? true }

    /// Every version of a summary is in the history of its cell.
    private func expectCharted(in service: StudyService, _ seed: UInt64) async throws {
        for (who, theme, word) in promises.work.charted where isHere(who) {
            let cell = try await service.frameworkCell("grid", who.rawValue, theme)
            let isKept = cell.history.contains { $0.text.contains(word) }
            #expect(isKept, "\(word) of \(who), \(theme) is lost (seed \(seed))")
        }
    }

    private func expectBoards(in service: StudyService, _ seed: UInt64) async throws {
        for (workshop, id, who, word) in promises.work.cards where isHere(who) {
            let card = try await service.cards(of: workshop.rawValue).first { $0.id == id }
            let isKept = card?.text.contains(word) == true && card?.who == who
            #expect(isKept, "\(word) on \(workshop) is lost: \(String(describing: card)) (seed \(seed))")
        }
        for (workshop, votes) in promises.work.votes {
            let counted = try await service.workshop(workshop.rawValue).votes
            #expect(counted >= votes, "votes on \(workshop) are lost (seed \(seed))")
        }
        for (workshop, name, id) in promises.work.clusters {
            let card = try await service.cards(of: workshop.rawValue).first { $0.id == id }
            #expect(
                card?.clusters.contains(name) == true, "\(name) of \(workshop) lost \(id) (seed \(seed))")
        }
        for (id, word) in promises.work.recommended {
            let file = try String(contentsOfFile: "\(team.folder("r1"))/\(id.path)", encoding: .utf8)
            let versions = try RecommendationText.recommendation(from: Array(file.utf8)).versions
            let isKept = versions.contains { $0.statement.contains(word) }
            #expect(isKept, "\(word) of \(id) is lost (seed \(seed))")
        }
    }

    private func expectDrafts(
        in service: StudyService, _ sides: [String: String], _ seed: UInt64
    ) async throws {
        for (id, word) in promises.work.written {
            let draft = try await service.draft(id.rawValue, version: nil)
            let isKept = draft.text.contains(word) || sides[draft.path, default: ""].contains(word)
            #expect(isKept, "\(word) in \(id) is lost (seed \(seed))")
        }
        for (id, round) in promises.work.rounds {
            let rounds = try await service.draft(id.rawValue, version: nil).rounds
            #expect(rounds.contains { $0.id == round }, "\(round) of \(id) is lost (seed \(seed))")
        }
        for (id, who, word) in promises.work.comments where isHere(who) {
            let comments = try await service.draft(id.rawValue, version: nil).comments
            let isKept = comments.contains { $0.text.contains(word) && $0.handle == who }
            #expect(isKept, "comment \(word) on \(id) is lost (seed \(seed))")
        }
        for (id, who, version) in promises.work.signed {
            let draft = try await service.draft(id.rawValue, version: nil)
            let isKept = draft.signatures.contains { $0.who == who && $0.version == version }
            #expect(isKept, "the sign-off of \(who) in \(id) is lost (seed \(seed))")
        }
    }
}
