import Foundation
import StudyArchive
import StudyIndex
import StudyModel
import StudyService
import Synchronization
import Testing

@Suite("Queries, rules and tables of codings in a study")
struct QueryTests {
    /// Two interviews and a note, coded a little.
    private static func study(_ service: StudyService) async throws -> [RecordID] {
        try await CodingTests.frame(service)
        var ids: [RecordID] = []
        for (text, day) in [
            ("They come by themselves.\n\nI am so tired.", "2020-03-01"),
            ("A letter never reaches them.\n\nTired, very tired.", "2020-04-01"),
            ("A quiet day.", "2020-05-01"),
        ] { ids.append(try await service.note(text, kind: .interview, day: day).record.id) }
        _ = try await CodingTests.add(service, ids[0], ["access"], "They come by themselves.")
        _ = try await CodingTests.add(service, ids[0], ["workforce"], "I am so tired.")
        _ = try await CodingTests.add(
            service, ids[1], ["access", "workforce"], "A letter never reaches them.")
        return ids
    }

    @Test func aQuery_findsPassagesWithTheirWords_alsoAfterReopening() async throws {
        let fixture = try await StudyFixture()
        let ids = try await Self.study(fixture.service)
        let found = try await fixture.service.query("access", offset: 0, limit: 10)
        #expect(found.hits.map(\.quote) == ["They come by themselves.", "A letter never reaches them."])
        #expect(found.counts.records == 2 && found.withheld == 0)
        let both = try await fixture.service.query("access AND workforce", offset: 0, limit: 0)
        #expect(both.hits.isEmpty && both.counts.passages == 1)

        let reopened = try await fixture.reopened()
        _ = try await CodingTests.add(reopened, ids[2], ["access"], "A quiet day.")
        #expect(try await reopened.query("access", offset: 0, limit: 0).counts.passages == 3)
        _ = try await reopened.undo(reason: nil)
        #expect(try await reopened.query("access", offset: 0, limit: 0).counts.passages == 2)
        try await reopened.close()
        let again = try await StudyFixture.open(fixture.study)
        #expect(try await again.query("access", offset: 0, limit: 0).counts.passages == 2)
        try await again.close()
    }

    /// What the index of a closed study keeps, changed on the way.
    private static func kept(
        _ study: String, _ change: ([PackedFile]) -> [PackedFile] = { _ in [] }
    ) async throws -> [PackedFile] {
        let index = try StudyIndex.open(at: StudyFolder(path: study).indexFile)
        let files = try await index.packedFiles()
        try await index.keep(PackedCodingFiles(fresh: change(files)))
        await index.close()
        return files
    }

    @Test func codings_arePackedAsTheyAreMade_andReadPackedFromThenOn() async throws {
        let fixture = try await StudyFixture()
        let ids = try await Self.study(fixture.service)
        _ = try await fixture.service.autocode(
            AutocodeOrder(way: .text, value: "quiet", codes: ["strength"]))
        try await fixture.service.close()
        // Nothing was asked yet, and all of it is there. One record gets the codings of another in its place.
        let files = try await Self.kept(fixture.study) { files in
            let (own, other) = (ids[2].rawValue, ids[1].rawValue)
            let bytes = files.first { $0.path.contains(other) }?.bytes ?? []
            return files.filter { $0.path.contains(own) }.map {
                PackedFile(path: $0.path, object: $0.object, bytes: bytes)
            }
        }
        let listing = try StudyFixture.git(
            fixture.study, "ls-tree", "-r", "--format=%(path) %(objectname)", "main", "coding/")
        #expect(
            files.map { "\($0.path) \($0.object)" }.sorted()
                == listing.output.split(separator: "\n").map(String.init).sorted())

        // Whoever read git would find the coding that the rule made.
        let again = try await StudyFixture.open(fixture.study)
        #expect(try await again.query("strength", offset: 0, limit: 0).counts.codings == 0)
        #expect(try await again.query("workforce", offset: 0, limit: 0).counts.records == 3)
        _ = try await again.undo(reason: nil)
        #expect(try await again.query("workforce", offset: 0, limit: 0).counts.records == 2)
        try await again.close()
        #expect(
            try await Self.kept(fixture.study).map(\.path)
                == files.map(\.path).filter { !$0.contains(ids[2].rawValue) })
    }

    @Test func aMistake_isToldWithItsPlace() async throws {
        let fixture = try await StudyFixture()
        _ = try await Self.study(fixture.service)
        await expectFailure(.queryInvalid) {
            try await fixture.service.query("access AND (", offset: 0, limit: 1)
        }
        await expectFailure(.queryInvalid) {
            try await fixture.service.query("acces", offset: 0, limit: 1)
        }
        await expectFailure(.queryNotFound) {
            try await fixture.service.query("@none", offset: 0, limit: 1)
        }
        try await fixture.service.close()
    }

    @Test func aMatrix_countsWhatItsCellsFind() async throws {
        let fixture = try await StudyFixture()
        let service = fixture.service
        _ = try await Self.study(service)
        let matrix = try await service.matrix(of: [], by: "month", restriction: nil, measure: nil)
        for row in matrix.rows.indices {
            for column in matrix.columns.indices {
                let query = matrix.query(row: row, column: column)
                let counts = try await service.query(query, offset: 0, limit: 0).counts
                #expect(counts.codings == matrix[row, column], "\(query)")
            }
        }
        #expect(matrix.total == 4)
        try await service.close()
    }

    @Test func aSavedQuery_isKeptRunAndTakenAway() async throws {
        let fixture = try await StudyFixture()
        let service = fixture.service
        _ = try await Self.study(service)
        _ = try await service.saveQuery(name: "tired", query: "\"tired\"", note: "")
        #expect(try await service.query("@tired", offset: 0, limit: 9).counts.passages == 3)
        await expectFailure(.queryInvalid) {
            try await service.saveQuery(name: "Bad Name", query: "any", note: "")
        }
        await expectFailure(.queryInvalid) { try await service.saveQuery(name: "x", query: "AND", note: "") }
        try await service.removeQuery(name: "tired")
        #expect(try await service.savedQueries().isEmpty)
        #expect(try await service.isSound())
        try await service.close()
    }

    @Test func codingByARule_isMarkedOnceAndUndoneAtOnce() async throws {
        let fixture = try await StudyFixture()
        let service = fixture.service
        _ = try await Self.study(service)
        var order = AutocodeOrder(way: .text, value: "tired", codes: ["workforce"])
        order.scope = "sentence"
        order.dryRun = true
        let ahead = try await service.autocode(order)
        // The first is coded already, as a whole.
        #expect(ahead.places.map(\.quote) == ["Tired, very tired."])
        #expect(ahead.operation == nil)
        order.dryRun = nil
        #expect(try await service.autocode(order).codings == 1)
        #expect(try await service.autocode(order).codings == 0)
        #expect(try await service.query("origin:text", offset: 0, limit: 0).counts.codings == 1)
        _ = try await service.note(
            "Interviewer: How are you?\n\nSP66: So so.\n\nInterviewer: Since when?\n\nSP66: Since May.\n",
            kind: .interview, day: "2020-06-01")
        let voice = try await service.autocode(
            AutocodeOrder(way: .speaker, value: "SP66", codes: ["strength"]))
        #expect(voice.places.map(\.quote) == ["So so.", "Since May."])
        _ = try await service.undo(reason: nil)
        #expect(try await service.query("origin:speaker", offset: 0, limit: 0).counts.codings == 0)
        await expectFailure(.codingInvalid) {
            try await service.autocode(AutocodeOrder(way: .pattern, value: "(", codes: ["access"]))
        }
        await expectFailure(.codeNotFound) {
            try await service.autocode(AutocodeOrder(way: .text, value: "a", codes: ["none"]))
        }
        try await service.close()
    }

    @Test func aTableOfCodings_comesInAndGoesOutAgain() async throws {
        let fixture = try await StudyFixture()
        let service = fixture.service
        let ids = try await Self.study(service)
        let table = """
            record,code,quote,comment
            \(ids[2].suffix),access,A quiet day.,at last
            \(ids[2].suffix),access,absent words,
            \(ids[2].suffix),none,A quiet day.,
            nowhere,access,A quiet day.,

            """
        let outcome = try await service.importCodings(
            Array(table.utf8), named: "codings.csv", dryRun: false, cleared: false)
        #expect(outcome.made == 1)
        #expect(outcome.problems.map(\.row) == [3, 4, 5])
        let out = try await service.quotes("any", as: .csv)
        let other = try await StudyFixture()
        try await CodingTests.frame(other.service)
        let again = try await service.importCodings(
            out.bytes, named: "quotes.csv", dryRun: false, cleared: false)
        #expect(again.made == 0 && again.repeated == 5 && again.problems.isEmpty)
        await expectFailure(.codingInvalid) {
            try await service.importCodings(
                Array("a,b\n1,2\n".utf8), named: "x.csv", dryRun: true, cleared: false)
        }
        try await other.service.close()
        try await service.close()
    }

    @Test func aRow_withHalfASpan_isLeftOut_andNoReasonHoldsWordsOfTheRecord() async throws {
        let fixture = try await StudyFixture()
        let service = fixture.service
        try await CodingTests.frame(service)
        let id = try await service.note("A quiet day. A loud day.").record.id
        let table = """
            record,code,quote,start,end
            \(id.suffix),access,,2,
            \(id.suffix),access,,,7
            \(id.suffix),access,day,,
            \(id.suffix),access,,2,7

            """
        let outcome = try await service.importCodings(
            Array(table.utf8), named: "codings.csv", dryRun: false, cleared: false)
        #expect(outcome.problems.map(\.row) == [2, 3, 4])
        #expect(outcome.problems.allSatisfy { !$0.reason.contains("loud") })
        let quotes = try await service.codings(of: id.rawValue).codings.map(\.coding.anchor?.quote)
        #expect(quotes == ["quiet"])
        try await service.close()
    }

    @Test func aSavedQuery_passesTheNameDoor() async throws {
        let fixture = try await StudyFixture(names: .assisted)
        let service = fixture.service
        try await fixture.know("Jane Smith", "SP66")
        let saved = try await service.saveQuery(name: "person", query: "\"Jane Smith\"", note: "Jane Smith")
        #expect(saved.note == "[SP66]" && !saved.query.contains("Jane") && saved.query.contains("SP66"))
        await expectFailure(.namesSuspected) {
            try await service.saveQuery(name: "other", query: "\"Priya Patel came\"", note: "")
        }
        await expectFailure(.namesSuspected) {
            try await service.saveQuery(name: "other", query: "any", note: "Ask Priya Patel.")
        }
        _ = try await service.saveQuery(
            name: "other", query: "\"Priya Patel came\"", note: "Ask Priya Patel.", cleared: true)
        try await expectNoName(in: fixture, ["Jane", "Smith"])
        try await service.close()
    }

    @Test func quotesOfThePast_areReadWithItsRecords_andNameWhoSpeaks() async throws {
        let fixture = try await StudyFixture(yaml: "team: [RIR]\npolicies:\n  consent: off\n")
        try await fixture.service.close()
        let clock = Mutex(1_586_952_000_000)
        var surroundings = StudyFixture.surroundings(fixture.root)
        surroundings.milliseconds = { clock.withLock(\.self) }
        let service = try await StudyService.open(
            StudyFolder(path: fixture.study), surroundings: surroundings, log: StudyFixture.log)
        try await CodingTests.frame(service)
        func people(_ handles: String...) throws -> [Handle] {
            try handles.map { try #require(Handle(rawValue: $0)) }
        }
        let note = try await service.capture(
            RecordDraft(
                kind: .fieldNote, title: "A walk", participants: try people("RIR1", "SP66"),
                body: "They come by themselves.\n")
        ).record.id
        let talk = try await service.capture(
            RecordDraft(
                kind: .interview, title: "A talk", participants: try people("SP66", "M04"),
                body: "SP66: So so.\n\nM04: Since May.\n\nSP66: Ah.\n\nM04: No more.\n")
        ).record.id
        _ = try await CodingTests.add(service, note, ["access"], "by themselves")
        _ = try await CodingTests.add(service, talk, ["access"], "So so.\n\nM04: Since May.")
        let (_, outcomes) = try await service.importTexts([("a.md", "They come by themselves.\n")])
        let gone = try #require(outcomes.first?.record?.id)
        let undone = try #require(
            try await CodingTests.add(service, gone, ["access"], "by themselves").operation)
        let then = try #require(
            try await service.operations(limit: 1, offset: 0).operations.first { $0.id == undone }?.at)
        let page = String(
            decoding: try await service.quotes("access", as: .md, at: then).bytes, as: UTF8.self)
        #expect(
            page.contains("(SP66, ") && page.contains("(SP66, M04, ") && !page.contains("RIR1"), "\(page)")
        #expect(page.contains("3 quotations"))
        clock.withLock { $0 += 60_000 }
        _ = try await service.undo(reason: nil)
        _ = try await service.undo(reason: nil)
        #expect(try await service.codings(of: gone.rawValue, at: then).codings.count == 1)
        let again = try await service.quotes("access", as: .md, at: then)
        #expect(String(decoding: again.bytes, as: UTF8.self).contains("3 quotations"))
        try await service.close()
    }

    @Test func consent_decidesWhatIsCodedFoundAndQuoted() async throws {
        let fixture = try await StudyFixture()
        let service = fixture.service
        try await CodingTests.frame(service)
        let handle = try #require(Handle(rawValue: "SP66"))
        let id = try await service.capture(
            RecordDraft(
                kind: .interview, day: CalendarDay(rawValue: "2020-04-15"), title: "A talk",
                participants: [handle], body: "They come by themselves.\n")
        ).record.id
        await expectFailure(.consentMissing) {
            try await CodingTests.add(service, id, ["access"], "They come")
        }
        let found = try await service.query("\"come\"", offset: 0, limit: 9)
        #expect(found.hits.isEmpty && found.withheld == 1)
        #expect(try await service.matrix(of: [], by: "kind", restriction: nil, measure: nil).withheld == 1)
        try await service.close()
    }
}
