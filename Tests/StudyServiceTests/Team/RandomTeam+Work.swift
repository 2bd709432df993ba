import Foundation
import StudyModel
import StudyService
import TestDice
import Testing

/// Matrices, workshops and report drafts of people who work in copies of their own.
extension RandomTeam {
    /// What was acknowledged of them.
    struct Work: CustomStringConvertible {
        /// Summaries in the matrix.
        var charted: [(who: Handle, theme: String, word: String)] = []
        /// Cards, and whose words are on them.
        var cards: [(workshop: WorkshopID, card: CardID, who: Handle?, word: String)] = []
        /// How many votes were handed in.
        var votes: [WorkshopID: Int] = [:]
        /// Clusters with a card that was put into them.
        var clusters: [(workshop: WorkshopID, name: String, card: CardID)] = []
        /// What recommendations said at some time.
        var recommended: [(recommendation: RecommendationID, word: String)] = []
        /// Words that somebody put into a draft.
        var written: [(draft: ReportDraftID, word: String)] = []
        /// Rounds of comments, by the draft.
        var rounds: [(draft: ReportDraftID, round: CommentRoundID)] = []
        var comments: [(draft: ReportDraftID, who: Handle?, word: String)] = []
        /// Those who signed a version off, each once.
        var signed: [(draft: ReportDraftID, who: String, version: OperationID)] = []

        var description: String {
            "\(charted.count) summaries, \(cards.count) cards, \(votes.values.reduce(0, +)) votes, "
                + "\(recommended.count) recommendations, \(written.count) texts, \(comments.count) comments, "
                + "\(signed.count) signatures"
        }

        /// Words with the participant whose they are.
        var owned: [(who: Handle, word: String)] {
            charted.map { ($0.who, $0.word) } + cards.compactMap { card in card.who.map { ($0, card.word) } }
                + comments.compactMap { comment in comment.who.map { ($0, comment.word) } }
        }
    }

    /// A participant whom a copy knows, or meets now; mostly one of two, so that people work on the same.
    private func somebody(_ service: StudyService) async throws -> Handle? {
        let number = Int.random(in: 1...(Int.random(in: 0..<3, using: &random) > 0 ? 2 : 6), using: &random)
        let who = try #require(Handle(rawValue: "SP\(number)"))
        if try await service.participants(names: false).contains(where: { $0.handle == who }) { return who }
        // Somebody is met first, or their consent is asked for.
        let asked = ConsentAsked(
            participants: [who], meeting: nil, act: .granted, purposes: [.collect], mode: .oral,
            at: Timestamp(rawValue: "2020-03-01T10:00:00Z"), form: nil, expires: nil, records: nil,
            evidence: nil)
        let isDone = try await isDone(but: .participantNotFound) { try await service.recordConsent(asked) }
        return isDone ? who : nil
    }

    // MARK: Matrices

    func chart(_ service: StudyService) async throws {
        guard let who = try await somebody(service) else { return }
        let theme = try #require(["access", "waiting"].randomElement(using: &random))
        let filling = FrameworkFilling(caseID: who.rawValue, theme: theme, text: "Charted \(word).")
        let isDone = try await isDone(but: .participantWithdrawn) {
            try await service.fillCell("grid", filling)
        }
        if isDone { promises.work.charted.append((who, theme, word)) }
    }

    // MARK: Workshops

    func hold(_ service: StudyService) async throws {
        let workshops = try await service.workshops().workshops
        guard workshops.count > 1, let workshop = workshops.randomElement(using: &random) else {
            let day = FeedbackFixture.day
            var plan = WorkshopPlan(title: "Held", day: day, columns: ["Ideas", "Actions", "Later"])
            plan.facilitators = members
            let id = try await service.planWorkshop(plan).id
            _ = try await service.openWorkshop(id.rawValue, reason: nil)
            return
        }
        let id = workshop.id.rawValue
        let cards = try await service.cards(of: id)
        switch Int.random(in: 0..<16, using: &random) {
        case 0..<4: try await addCard(service, workshop.id)
        case 4, 5:
            guard let card = cards.randomElement(using: &random) else { return }
            let column = try #require(["Ideas", "Actions", "Later"].randomElement(using: &random))
            _ = try await isDone(but: .workshopState) {
                try await service.changeCard(card.id.rawValue, CardChanges(column: column), in: id)
            }
        case 6..<9:
            guard let card = cards.randomElement(using: &random) else { return }
            let ballot = BallotDraft(cards: [card.id.rawValue, card.id.rawValue])
            let isDone = try await isDone(but: .workshopState) { try await service.vote(ballot, in: id) }
            if isDone { promises.work.votes[workshop.id, default: 0] += 2 }
        case 9, 10: try await cluster(service, workshop.id, cards)
        case 11..<14: try await recommend(service, id, cards)
        case 14 where workshop.stage == .open:
            _ = try await service.closeWorkshop(id)
        default:
            if workshop.stage == .closed {
                _ = try await service.openWorkshop(id, reason: "Somebody came late.")
            }
        }
    }

    private func addCard(_ service: StudyService, _ workshop: WorkshopID) async throws {
        let who = Bool.random(using: &random) ? try await somebody(service) : nil
        let draft = CardDraft(text: "A card \(word).", column: "Ideas", who: who)
        let isDone = try await isDone(but: .workshopState, .participantWithdrawn) {
            let made = try await service.addCard(draft, to: workshop.rawValue)
            let card = try #require(made.cards.first)
            promises.work.cards.append((workshop, card.id, who, word))
        }
        if !isDone { return }
    }

    private func cluster(_ service: StudyService, _ workshop: WorkshopID, _ cards: [CardView]) async throws {
        guard let card = cards.randomElement(using: &random) else { return }
        // Names that two may give beside each other.
        let name = "Cluster \(Int.random(in: 0..<3, using: &random))"
        let draft = ClusterDraft(name: name, cards: [card.id.rawValue])
        let isDone = try await isDone(but: .workshopState) {
            try await service.cluster(draft, in: workshop.rawValue)
        }
        if isDone { promises.work.clusters.append((workshop, name, card.id)) }
    }

    private func recommend(_ service: StudyService, _ workshop: String, _ cards: [CardView]) async throws {
        var links = RecommendationLinks()
        links.workshop = workshop
        links.cards = cards.randomElement(using: &random).map { [$0.id.rawValue] }
        let known = try await service.recommendations().recommendations
        guard known.count > 1, let one = known.randomElement(using: &random) else {
            var draft = RecommendationDraft(statement: "Do \(word).")
            draft.links = links
            let id = try await service.writeRecommendation(draft).id
            promises.work.recommended.append((id, word))
            return
        }
        var changes = RecommendationChanges()
        (changes.statement, changes.reason, changes.links) = ("Do rather \(word).", "said otherwise", links)
        _ = try await service.changeRecommendation(one.id.rawValue, changes)
        promises.work.recommended.append((one.id, word))
    }

    // MARK: Report drafts

    func draft(_ service: StudyService) async throws {
        let drafts = try await service.drafts().drafts
        guard drafts.count > 1, let head = drafts.randomElement(using: &random) else {
            let name = "draft-\(counter)"
            let text = "# Report\n\nOne two three.\n\nBegun with \(word).\n\nFour five six.\n"
            let made = try await service.writeDraft(DraftPlan(name: name, title: "Report", text: text))
            promises.work.written.append((made.id, word))
            try await share(service, made.id)
            return
        }
        switch Int.random(in: 0..<12, using: &random) {
        case 0..<4: try await write(service, head.id)
        case 4: try await share(service, head.id)
        case 5..<9: try await comment(service, head.id)
        case 9: try await answer(service, head.id)
        case 10: try await sign(service, head.id)
        default:
            _ = try await isDone(but: .draftState) { try await service.closeRound(of: head.id.rawValue) }
        }
    }

    private func write(_ service: StudyService, _ id: ReportDraftID) async throws {
        let now = try await service.draft(id.rawValue, version: nil)
        var lines = now.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var line = "Also \(word)."
        let findings = try await service.findings().findings
        if let finding = findings.randomElement(using: &random), Bool.random(using: &random) {
            line += " [[finding:\(finding.id.rawValue)]]"
        }
        lines.insert(line, at: Int.random(in: 0..<lines.count, using: &random))
        var changes = DraftChanges()
        changes.text = lines.joined(separator: "\n")
        let open = Set(now.rounds.filter { !$0.isClosed }.map(\.id))
        let waiting = now.comments.filter { $0.state == .accepted && open.contains($0.round) }
        changes.takesIn = waiting.map(\.number)
        _ = try await service.changeDraft(id.rawValue, changes)
        promises.work.written.append((id, word))
    }

    private func share(_ service: StudyService, _ id: ReportDraftID) async throws {
        let plan = CommentRoundPlan(audience: ["commissioners", "residents"], due: FeedbackFixture.day)
        _ = try await isDone(but: .draftState) {
            let shared = try await service.shareDraft(id.rawValue, plan)
            let round = try #require(shared.rounds.last { !$0.isClosed })
            promises.work.rounds.append((id, round.id))
        }
    }

    private func comment(_ service: StudyService, _ id: ReportDraftID) async throws {
        let who = Bool.random(using: &random) ? try await somebody(service) : nil
        var plan = CommentDraft(who: who?.rawValue ?? "residents", text: "I say \(word).")
        if Bool.random(using: &random) { plan.from = 1 }
        let isDone = try await isDone(but: .draftState, .participantWithdrawn) {
            try await service.comment(plan, on: id.rawValue)
        }
        if isDone { promises.work.comments.append((id, who, word)) }
    }

    private func answer(_ service: StudyService, _ id: ReportDraftID) async throws {
        let comments = try await service.draft(id.rawValue, version: nil).comments
        guard let comment = comments.randomElement(using: &random) else { return }
        let outcome: ReportDraft.Outcome = Bool.random(using: &random) ? .accepted : .declined
        let answer = CommentAnswer(comment: comment.number, outcome: outcome, reason: "So.")
        _ = try await isDone(but: .draftState) { try await service.answerComment(answer, on: id.rawValue) }
    }

    private func sign(_ service: StudyService, _ id: ReportDraftID) async throws {
        let now = try await service.draft(id.rawValue, version: nil)
        let shared = Set(now.rounds.map(\.version))
        let readable = now.versions.filter { shared.contains($0.id) }
        guard let version = readable.randomElement(using: &random) else { return }
        let who = "people-\(counter)"
        let isDone = try await isDone(but: .draftState, .draftNotFound) {
            try await service.signDraft(SignOff(who: who, version: version.number), of: id.rawValue)
        }
        if isDone { promises.work.signed.append((id, who, version.id)) }
    }

    /// Brings every workshop and every draft to its end: nothing that was joined is stuck.
    func finishWork() async throws {
        let lead = try team["r1"]
        for workshop in try await lead.workshops().workshops {
            let id = workshop.id.rawValue
            _ = try await lead.openWorkshop(id, reason: "To end it.")
            let ended = try await lead.closeWorkshop(id)
            #expect(ended.stage == .closed)
        }
        for head in try await lead.drafts().drafts { try await finish(head.id.rawValue, lead) }
        try await team.settle()
    }

    private func finish(_ id: String, _ lead: StudyService) async throws {
        var now = try await lead.draft(id, version: nil)
        let open = Set(now.rounds.filter { !$0.isClosed }.map(\.id))
        for comment in now.comments where !comment.isSettled && open.contains(comment.round) {
            let answer = CommentAnswer(comment: comment.number, outcome: .declined, reason: "It is over.")
            _ = try await lead.answerComment(answer, on: id)
        }
        for _ in open { _ = try await lead.closeRound(of: id) }
        _ = try await lead.shareDraft(id, CommentRoundPlan(audience: ["board"], due: FeedbackFixture.day))
        _ = try await lead.closeRound(of: id)
        now = try await lead.signDraft(SignOff(who: "board"), of: id)
        #expect(now.stage == .signed, "\(id) can't be signed")
    }
}
