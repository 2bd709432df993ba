import Foundation
import StudyModel
import StudyService
import Testing

@Suite("Erasure: what is a quotation of somebody, and what only sounds like one")
struct ErasedQuotationTests {
    private static let yaml = """
        handles:
          SP: social prescriber
          M: manager

        """
    private static let label = "What has changed most in your work since March 2020?"

    @Test("Question labels and what others say themselves stay; team texts lose the quotation")
    func othersWordsStay() async throws {
        let fixture = try await Self.filled()
        let variables = "\(fixture.study)/surveys/staff/variables.yaml"
        let before = try String(contentsOfFile: variables, encoding: .utf8)
        let dry = try await fixture.service.withdraw("SP66", .erase, mode: .oral, at: nil, dryRun: true)
        let done = try await fixture.service.withdraw("SP66", .erase, mode: .oral, at: nil, dryRun: false)
        let erased = try #require(done.receipt?.erasure)
        // The dry run named every place, with a few words around it, and nothing that stays.
        let places = Dictionary(grouping: dry.places) { $0.record?.rawValue ?? $0.path }
        for place in erased.quotedIn { #expect(places[place] != nil, "\(place)") }
        #expect(
            dry.places.contains { $0.words.contains { $0.hasPrefix("I wrote down: people whom nobody") } })
        #expect(!dry.places.contains { $0.path.hasPrefix("surveys/") }, "\(dry.places)")
        #expect(!dry.places.contains { $0.words.contains { $0.contains("it protects people") } })
        #expect(done.places.isEmpty)
        #expect(try String(contentsOfFile: variables, encoding: .utf8) == before)
        let answers = try String(
            contentsOfFile: "\(fixture.study)/surveys/staff/answers.jsonl", encoding: .utf8)
        #expect(answers.contains("had been in all along, I think") && !answers.contains("withdrawn"))
        let all = try await Self.texts(of: fixture)
        #expect(all.contains("it protects people whom nobody ever speaks for, they say"))
        #expect(all.contains("We asked: \(Self.label)"))
        // Twelve words in a row are no coincidence, whoever says them.
        #expect(!all.contains("go along the river and then over the old bridge"))
        #expect(!all.contains("I wrote down: people whom nobody ever speaks for"))
        let erasure = try #require(done.receipt?.erasure)
        #expect(erasure.searched.found == [], "\(erasure.sentences)")
        #expect(!erasure.quotedIn.contains { $0.contains("surveys/") })
        #expect(try await fixture.service.isSound())
    }

    @Test("A citation in a draft is never cut")
    func citationsStayWhole() async throws {
        let fixture = try await Self.filled()
        _ = try await fixture.service.writeDraft(
            DraftPlan(
                name: "interim", title: "Interim report",
                text: "We have [[count:records]] people whom nobody ever speaks, too.\n"))
        _ = try await fixture.service.withdraw("SP66", .erase, mode: .oral, at: nil, dryRun: false)
        let text = try await fixture.service.draft("interim", version: nil).text
        #expect(text == "We have [[count:records]] [withdrawn], too.\n")
    }

    // MARK: A study

    /// SP66 and M04 in one interview and one survey, with words in common.
    static func filled() async throws -> StudyFixture {
        let fixture = try await StudyFixture(names: .off, yaml: Self.yaml)
        let service = fixture.service
        let people = try ["SP66", "M04"].map { try #require(Handle(rawValue: $0)) }
        _ = try await service.importParticipants(
            csv: Array("handle\nSP66\nM04\n".utf8), prefix: nil, dryRun: false)
        let interview = """
            SP66: We keep no records. People whom nobody ever speaks for. I go along the river and then over the old bridge to the last house.

            M04: I think it protects people whom nobody ever speaks for, they say.

            SP66: Yes.

            M04: You go along the river and then over the old bridge to the last house.

            """
        _ = try await service.capture(
            RecordDraft(
                kind: .interview, day: CalendarDay(rawValue: "2020-04-15"), title: "Talk",
                participants: people,
                body: interview))
        let sheet = """
            id,handle,"\(Self.label)"
            A1,SP66,"I found those we always said were hard to reach. They had been in all along, I think. We looked long enough."
            A2,M04,"The people I work for had been in all along, I think. They moved to reception and liked it very much there."

            """
        let file = ImportFile(
            path: "staff.csv", bytes: Array(sheet.utf8), modified: nil, overrides: .init())
        _ = try await service.importSurvey(
            file, options: .init(participantColumn: "handle"), dryRun: false, cleared: true)
        _ = try await service.note("We asked: \(Self.label)\n\nM04 answered.")
        _ = try await service.note("I wrote down: people whom nobody ever speaks for. Then I left.")
        return fixture
    }

    private static func texts(of fixture: StudyFixture) async throws -> String {
        var all = ""
        for summary in try await fixture.service.records(RecordFilter(limit: 0)).records {
            all += try await fixture.service.record(summary.id.rawValue, version: nil).record.body + "\n"
        }
        return all
    }
}
