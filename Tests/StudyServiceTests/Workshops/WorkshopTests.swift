import Foundation
import StudyArchive
import StudyModel
import StudyService
import Testing

@Suite("Workshops, boards and recommendations")
struct WorkshopTests {
    private static func handle(_ text: String) throws -> Handle { try #require(Handle(rawValue: text)) }

    private static func plan(
        _ fixture: FeedbackFixture, invited: [String] = ["SP66", "M04"],
        columns: [String] = ["Ideas", "Actions"]
    ) async throws -> String {
        var plan = WorkshopPlan(
            title: "What follows", day: try #require(CalendarDay(rawValue: "2021-03-24")), columns: columns)
        plan.invited = try invited.map(handle)
        return try await fixture.service.planWorkshop(plan).id.rawValue
    }

    private static func add(
        _ fixture: FeedbackFixture, _ text: String, _ column: String = "Ideas", by who: String? = nil,
        to id: String
    ) async throws -> String {
        let draft = CardDraft(text: text, column: column, who: try who.map(handle))
        let reply = try await fixture.service.addCard(draft, to: id)
        return String(try #require(reply.cards.first).id.suffix)
    }

    private static func refused(
        _ code: StudyError.Code, _ work: () async throws -> Void
    ) async {
        let error = await #expect(throws: StudyError.self) { try await work() }
        #expect(error?.code == code && error?.hint != nil, "\(String(describing: error))")
    }

    private static func csv(_ text: String) -> [UInt8] { Array(text.utf8) }

    @Test("From planning to closing, each change is one step that can be taken back")
    func life() async throws {
        let fixture = try await FeedbackFixture()
        let service = fixture.service
        let id = try await Self.plan(fixture)
        let first = try await Self.add(fixture, "A list", by: "SP66", to: id)
        let second = try await Self.add(fixture, "Phones", "Actions", to: id)
        await Self.refused(.workshopState) { _ = try await service.vote(BallotDraft(cards: [first]), in: id) }
        _ = try await service.openWorkshop(id, reason: nil)
        #expect(try await service.status().advice.contains { $0.contains("1 workshop is open, \(id)") })
        _ = try await service.vote(BallotDraft(cards: [first, first, second]), in: id)
        _ = try await service.vote(BallotDraft(cards: [second], count: 2), in: id)
        await Self.refused(.workshopBallot) {
            _ = try await service.vote(BallotDraft(cards: [first, second]), in: id)
        }
        _ = try await service.changeCard(second, CardChanges(column: "Ideas"), in: id)
        _ = try await service.cluster(ClusterDraft(name: "Knowing", cards: [first, second]), in: id)
        var view = try await service.workshop(id)
        #expect(view.clusters.map(\.votes) == [5] && view.columns.map(\.cards) == [2, 0] && view.votes == 5)
        #expect(try await service.cards(of: id).map { $0.rank?.text } == ["2", "1"])
        _ = try await service.undo(reason: nil)
        #expect(try await service.workshop(id).clusters.isEmpty)
        _ = try await service.closeWorkshop(id)
        await Self.refused(.workshopState) { _ = try await Self.add(fixture, "Late", to: id) }
        await Self.refused(.workshopState) { _ = try await service.openWorkshop(id, reason: nil) }
        view = try await service.openWorkshop(id, reason: "forgotten")
        #expect(view.events.map(\.act) == [.planned, .opened, .closed, .reopened])
        await Self.refused(.workshopInvalid) { _ = try await Self.add(fixture, "x", "Nowhere", to: id) }
        await Self.refused(.participantNotFound) { _ = try await Self.add(fixture, "x", by: "XX9", to: id) }
        #expect(try await service.check { _ in }.findings.isEmpty)
    }

    @Test("Nothing that is stored says who voted, in which order, or when")
    func secret() async throws {
        let fixture = try await FeedbackFixture()
        let id = try await Self.plan(fixture)
        var cards: [String] = []
        for number in 0..<6 { cards.append(try await Self.add(fixture, "Card \(number)", to: id)) }
        _ = try await fixture.service.openWorkshop(id, reason: nil)
        _ = try await fixture.service.vote(BallotDraft(cards: Array(cards.prefix(3))), in: id)
        _ = try await fixture.service.vote(BallotDraft(cards: Array(cards.suffix(3))), in: id)
        let folder = "\(fixture.study.study)/boards/\(id)"
        var lines: [String] = []
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) where name.hasPrefix("votes-")
        {
            let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
            let own = text.split(separator: "\n").map(String.init)
            #expect(own == own.sorted { $0.suffix(20) < $1.suffix(20) })
            lines += own
        }
        #expect(lines.count == 6)
        for line in lines {
            let pattern = /\{"card":"[0-9a-z]{10}","id":"[0-9a-z]{16}"\}/
            #expect(line.wholeMatch(of: pattern) != nil, "\(line)")
        }
    }

    @Test("A board comes in as one step, twice makes nothing, and later votes are taken over")
    func imports() async throws {
        let fixture = try await FeedbackFixture()
        let service = fixture.service
        let id = try await Self.plan(fixture)
        let text =
            "Ideas,What hinders,\r\n\"A list, one (3 votes)\",=HYPERLINK(1) (0 votes),\r\nA list\u{1F642} (1 vote),,\r\n"
        let dry = try await service.importBoard(
            Self.csv(text), BoardImport(base64: "", dryRun: true), to: id)
        #expect(dry.added == 3 && dry.operation == nil)
        #expect(try await service.cards(of: id).isEmpty)
        let made = try await service.importBoard(Self.csv(text), BoardImport(base64: ""), to: id)
        #expect(made.added == 3 && made.columns == ["What hinders"] && made.source == .easyretro)
        let again = try await service.importBoard(Self.csv(text), BoardImport(base64: ""), to: id)
        #expect(again.added == 0 && again.known == 3 && again.operation == nil)
        let later = try await service.importBoard(
            Self.csv(text.replacing("(1 vote)", with: "(9 votes)")), BoardImport(base64: ""), to: id)
        #expect(later.updated == 1 && later.known == 2)
        let cards = try await service.cards(of: id)
        #expect(cards.map(\.text) == ["A list, one", "A list\u{1F642}", "=HYPERLINK(1)"])
        #expect(cards.map(\.votes) == [3, 9, 0])
    }

    @Test("What is written as CSV comes back as it was, and no cell begins a formula")
    func roundTrip() async throws {
        let fixture = try await FeedbackFixture(yaml: "policies:\n  consent: off\n")
        let service = fixture.service
        let texts = [
            "=1+1", "'=1+1", "-x", "+x", "@x", "a, \"b\"", "two\nlines", "\u{1F642} (3 votes)", "Ideas, too",
            "since (2019)",
        ]
        let id = try await Self.plan(fixture, columns: ["Ideas", "=Actions"])
        for (number, text) in texts.enumerated() {
            _ = try await Self.add(fixture, text, number % 2 == 0 ? "1" : "2", to: id)
        }
        let ids = try await service.cards(of: id).map { String($0.id.suffix) }
        _ = try await service.cluster(ClusterDraft(name: "=Cluster, one", cards: [ids[0], ids[7]]), in: id)
        _ = try await service.openWorkshop(id, reason: nil)
        _ = try await service.vote(BallotDraft(cards: [ids[1], ids[1]]), in: id)
        for format in [BoardFormat.easyretro, .miro] {
            let file = try await service.boardFile(id, as: format)
            for line in file.text.split(whereSeparator: \.isNewline) where line.hasPrefix("\"") {
                #expect(!"=+-@".contains(line.dropFirst().first ?? "x"), "\(line)")
            }
            let other = try await Self.plan(fixture, columns: ["Ideas", "=Actions"])
            let outcome = try await service.importBoard(file.bytes, BoardImport(base64: ""), to: other)
            #expect(outcome.added == texts.count && outcome.columns.isEmpty, "\(format)")
            let (was, now) = (try await service.cards(of: id), try await service.cards(of: other))
            #expect(now.map(\.text) == was.map(\.text) && now.map(\.column) == was.map(\.column))
            if format == .easyretro {
                #expect(now.map(\.votes) == was.map(\.votes))
            } else {
                #expect(now.map(\.clusters) == was.map(\.clusters))
            }
        }
    }

    @Test("Five thousand cards are one step, and one card more is a small write")
    func large() async throws {
        let fixture = try await FeedbackFixture()
        let id = try await Self.plan(fixture)
        let rows = (0..<5000).map {
            "\"Card \($0), in words of which there are some, as people write them\",Ideas,\($0 % 7)\n"
        }
        let text = "Text,Column,Votes\n" + rows.joined()
        let before = try await fixture.service.operations(limit: 1, offset: 0).total
        let clock = ContinuousClock()
        let time = try await clock.measure {
            _ = try await fixture.service.importBoard(Self.csv(text), BoardImport(base64: ""), to: id)
        }
        #expect(time < .seconds(30), "\(time)")
        #expect(try await fixture.service.operations(limit: 1, offset: 0).total == before + 1)
        let folder = "\(fixture.study.study)/boards/\(id)"
        func files() throws -> [String: Date] {
            var files: [String: Date] = [:]
            for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
                let facts = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")
                files[name] = facts[.modificationDate] as? Date
            }
            return files
        }
        let old = try files()
        let one = try await clock.measure { _ = try await Self.add(fixture, "One more", to: id) }
        #expect(one < .seconds(3), "\(one)")
        #expect(try files().filter { old[$0.key] != $0.value }.count == 1)
        #expect(try await fixture.service.cards(of: id).count == 5001)
    }

    @Test("Cards of people who have not agreed to be quoted do not go out")
    func consent() async throws {
        let fixture = try await FeedbackFixture()
        let service = fixture.service
        let id = try await Self.plan(fixture)
        _ = try await Self.add(fixture, "Theirs who agreed", by: "SP66", to: id)
        _ = try await Self.add(fixture, "Nobody's", to: id)
        let page = try await service.boardFile(id, as: .html)
        #expect(page.text.contains("Theirs who agreed") && page.text.contains("Nobody's"))
        // Whoever has not agreed was there too: a card that is nobody's may be theirs.
        _ = try await Self.add(fixture, "Theirs who did not", by: "SP41", to: id)
        for format in BoardFormat.allCases {
            let file = try await service.boardFile(id, as: format)
            #expect(file.text.contains("Theirs who agreed"), "\(format)")
            #expect(!file.text.contains("did not") && !file.text.contains("Nobody"), "\(format)")
            #expect(file.remarks.contains { $0.contains("left out") }, "\(format)")
        }
    }

    @Test("A recommendation is traced down to quotes, and from a card, a finding and a person up")
    func traces() async throws {
        let fixture = try await FeedbackFixture()
        let service = fixture.service
        _ = try await fixture.finding()
        let id = try await Self.plan(fixture)
        let card = try await Self.add(fixture, "A list", by: "SP66", to: id)
        let hidden = try await Self.add(fixture, "Secret words", by: "SP41", to: id)
        _ = try await service.cluster(ClusterDraft(name: "Knowing", cards: [card, hidden]), in: id)
        var draft = RecommendationDraft(statement: "People need to know.", name: "know")
        draft.kind = .implication
        draft.links = RecommendationLinks()
        draft.links?.clusters = ["knowing"]
        draft.links?.findings = ["open-door"]
        _ = try await service.writeRecommendation(draft)
        var second = RecommendationDraft(statement: "Keep one list.", name: "one-list")
        second.links = RecommendationLinks()
        second.links?.recommendations = ["know"]
        second.shapers = [try Self.handle("M04")]
        let view = try await service.writeRecommendation(second)
        #expect(view.shapers.map(\.rawValue) == ["M04", "SP41", "SP66"])
        let implication = try #require(view.chain.first)
        #expect(implication.kind == .implication && implication.below.map(\.kind) == [.cluster, .finding])
        let cards = implication.below[0].below
        #expect(cards.map(\.text) == ["A list", nil] && cards[1].withheld != nil && cards[1].who.isEmpty)
        let evidence = implication.below[1].below
        #expect(evidence.map(\.text) == ["come by themselves", "Nobody came", nil])
        #expect(evidence[1].note?.hasPrefix("speaks against it") == true)
        var filter = RecommendationFilter()
        filter.card = card
        #expect(
            try await service.recommendations(filter).recommendations.map(\.id.rawValue) == [
                "know", "one-list",
            ])
        filter = RecommendationFilter()
        filter.participant = "M04"
        #expect(try await service.recommendations(filter).recommendations.map(\.id.rawValue) == ["one-list"])
        filter = RecommendationFilter()
        filter.record = fixture.records[1].rawValue
        #expect(try await service.recommendations(filter).recommendations.count == 2)
        var loop = RecommendationChanges()
        loop.links = RecommendationLinks()
        loop.links?.recommendations = ["one-list"]
        await Self.refused(.recommendationInvalid) {
            _ = try await service.changeRecommendation("know", loop)
        }
        var edit = RecommendationChanges()
        edit.statement = "Keep a list."
        await Self.refused(.recommendationInvalid) { _ = try await service.changeRecommendation("one", edit) }
        edit.reason = "shorter"
        edit.base = view.version.id
        #expect(try await service.changeRecommendation("one", edit).versions == 2)
        await Self.refused(.recommendationConflict) {
            _ = try await service.changeRecommendation("one", edit)
        }
        #expect(try await service.recommendation("know").above.map(\.rawValue) == ["one-list"])
        #expect(try await service.check { _ in }.findings.isEmpty)
    }

    @Test(
        "Whoever withdraws is taken off boards and out of recommendations; everything about them names their cards"
    )
    func withdrawal() async throws {
        let fixture = try await FeedbackFixture()
        let service = fixture.service
        let id = try await Self.plan(fixture)
        let card = try await Self.add(fixture, "My very own words", by: "SP66", to: id)
        _ = try await Self.add(fixture, "As SP66 said", by: "M04", to: id)
        var draft = RecommendationDraft(statement: "Do as SP66 says.", name: "do")
        draft.links = RecommendationLinks()
        draft.links?.cards = [card]
        draft.shapers = [try Self.handle("SP66")]
        _ = try await service.writeRecommendation(draft)
        let held = try await service.everything(about: "SP66")
        #expect(held.cards.map(\.text) == ["My very own words"])
        #expect(held.files.contains("recommendations/do.yaml"))
        _ = try await service.withdraw("SP66", .removeFromAnalysis, mode: .oral, at: nil, dryRun: false)
        let cards = try await service.cards(of: id)
        #expect(cards.map(\.text) == ["[withdrawn]", "As [withdrawn] said"] && cards[0].who == nil)
        #expect(try await service.workshop(id).invited.map(\.rawValue) == ["M04"])
        let view = try await service.recommendation("do")
        #expect(view.version.statement == "Do as [withdrawn] says." && view.shapers.isEmpty)
        for folder in ["boards", "recommendations"] {
            for path in FileManager.default.enumerator(atPath: "\(fixture.study.study)/\(folder)") ?? .init()
            {
                guard let path = path as? String, path.contains(".") else { continue }
                #expect(try !fixture.file("\(folder)/\(path)").contains("SP66"), "\(path)")
            }
        }
        await Self.refused(.participantWithdrawn) { _ = try await Self.add(fixture, "x", by: "SP66", to: id) }
        #expect(try await service.check { _ in }.findings.isEmpty)
    }
}
