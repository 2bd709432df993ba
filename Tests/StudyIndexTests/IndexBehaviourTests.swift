import StudyIndex
import StudyModel
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

struct IndexBehaviourTests {
    // MARK: Queries

    @Test(arguments: [
        "\"walking", "walking\"", "(walking", "walking)", "AND", "walking AND", "OR bus", "NOT",
        "nosuch : walking", "*",
        "*walking", "walking : ", "NEAR(walking bus", "", "   ", "???", "\"\"", "--",
        "'; DROP TABLE record; --",
        "a\u{0}b", String(repeating: "(", count: 600) + "a" + String(repeating: ")", count: 600), "title:",
        "^", "{title",
        "- walking", "walking + ", "it's", String(repeating: "word ", count: 500), "rank MATCH 'x'",
    ])
    func search_withSomethingThatIsNoQuery_isRefusedWithAHint(query: String) async throws {
        let index = try await indexOfThree()
        let error = try #require(await failure { _ = try await index.search(query, filter: RecordFilter()) })
        #expect(error.code == .searchInvalid && error.hint != nil && error.message.hasSuffix("."))
        let listing = try #require(await failure { _ = try await index.records(RecordFilter(text: query)) })
        #expect(listing.code == .searchInvalid)
        #expect(try await index.search("walking", filter: RecordFilter()).total == 2)
    }

    @Test(arguments: [
        ("社会", ["zh"]), ("会処", ["zh"]), ("社処", []), ("ภาษา", ["th"]), ("ษาไ", ["th"]), ("हिन्दी", ["hi"]),
        ("हि", []), ("हि*", ["hi"]), ("ЁЛКА", ["ru"]), ("елка", []), ("uber", ["de"]), ("ÜBER", ["de"]),
        ("한국", []),
        ("한국*", ["ko"]), ("cafe", ["fr"]), ("walk", []), ("walk*", ["en"]),
    ])
    func search_inManyScripts_findsWhatTheReferenceSays(query: String, found: [String]) async throws {
        let fixture = try IndexFixture()
        let index = try StudyIndex.open(at: fixture.path)
        let bodies = [
            "zh": "地域の社会処方について話した。", "th": "เขาพูดภาษาไทยได้", "hi": "मैं हिन्दी बोलता हूँ", "ru": "Ёлка стоит",
            "de": "Über den Garten", "ko": "한국어로 말했다", "fr": "le cafe\u{301} du coin",
            "en": "a walking group",
        ]
        for (title, body) in bodies {
            try await index.apply([fixture.capture(fixture.record(body, title: title))])
        }
        let answer = try await index.search(query, filter: RecordFilter())
        #expect(answer.hits.map(\.record.title) == found)
        for hit in answer.hits { #expect(hit.snippet.contains { $0.matches }) }
    }

    private func failure(_ body: () async throws -> Void) async -> StudyError? {
        do {
            try await body()
            return nil
        } catch {
            return error as? StudyError
        }
    }

    private func indexOfThree() async throws -> StudyIndex {
        let fixture = try IndexFixture()
        let index = try StudyIndex.open(at: fixture.path)
        for body in ["a walking group", "walking home by bus", "tea in the garden"] {
            try await index.apply([
                fixture.capture(fixture.record(body, kind: .minutes, participants: ["SP1"]))
            ])
        }
        return index
    }

    // MARK: Ids

    @Test func resolve_byAnyPart_findsTheRecordAndRemovedOnesLast() async throws {
        let fixture = try IndexFixture()
        let index = try StudyIndex.open(at: fixture.path)
        let first = try fixture.record("one", kind: .minutes, day: "2020-04-15", suffix: "7f3k")
        let second = try fixture.record("two", kind: .email, day: "2021-01-02", suffix: "97f3k2")
        let third = try fixture.record("three", kind: .email, day: "2021-01-03", suffix: "9999")
        for record in [first, second, third] { try await index.apply([fixture.capture(record)]) }
        try await index.apply([fixture.operation(.undo, [(third.id, .removed, nil)])])
        #expect(try await index.resolve("7f3k") == [first.id])
        #expect(try await index.resolve("7F3K") == [first.id])
        #expect(try await index.resolve("f3k") == [second.id, first.id])
        #expect(try await index.resolve("2020-04") == [first.id])
        #expect(try await index.resolve("minutes-7") == [first.id])
        #expect(try await index.resolve("2021") == [second.id, third.id])
        #expect(try await index.resolve(third.id.rawValue) == [third.id])
        #expect(try await index.resolve("%") == [])
        #expect(try await index.resolve("") == [])
        #expect(try await index.isRemoved(third.id) == true)
        #expect(try await index.isRemoved(first.id) == false)
        #expect(try await index.summary(third.id) == nil)
        #expect(try await index.history(third.id).map(\.change) == [.created, .removed])
    }

    // MARK: Operations

    @Test func lastUndoable_afterAnUndo_isTheOneBefore() async throws {
        let fixture = try IndexFixture()
        let index = try StudyIndex.open(at: fixture.path)
        let me = try #require(MemberID(rawValue: "r1"))
        #expect(try await index.position() == nil)
        #expect(try await index.lastUndoable(by: me) == nil)
        let record = try fixture.record("one")
        let capture = try fixture.capture(record, digest: "ab12")
        let edit = try fixture.operation(.edit, [(record.id, .edited, record)])
        let undo = try fixture.operation(.undo, [(record.id, .restored, record)], undoes: edit.summary.id)
        for operation in [capture, edit] { try await index.apply([operation]) }
        #expect(try await index.lastUndoable(by: me)?.id == edit.summary.id)
        try await index.apply([undo])
        #expect(try await index.lastUndoable(by: me)?.id == capture.summary.id)
        #expect(try await index.operation(edit.summary.id)?.undoneBy == undo.summary.id)
        #expect(try await index.changes(of: undo.summary.id).map(\.1.version) == [3])
        #expect(try await index.contentDigests(matching: ["ab12", "ff"]) == ["ab12": record.id])
        // Once more, as a catch-up may: nothing changes.
        try await index.apply([capture, edit])
        #expect(try await index.operations(limit: 2, offset: 0).total == 3)
        #expect(try await index.position() == undo.position)
        #expect(try await index.counts().records == 1)
    }

    @Test func importOverTwoCalls_isOneOperation() async throws {
        let fixture = try IndexFixture()
        let index = try StudyIndex.open(at: fixture.path)
        let id = OperationID(rawValue: "01hzy" + 1.padded(to: 21))
        for _ in 0..<2 {
            let records = try (0..<3).map { try fixture.record("text \($0)") }
            try await index.applyBulk([
                fixture.operation(.import, records.map { ($0.id, .created, $0) }, id: id)
            ])
        }
        let operations = try await index.operations(limit: 0, offset: 0)
        #expect(operations.total == 1 && operations.operations.first?.records == 6)
        #expect(try await index.search("text", filter: RecordFilter()).total == 6)
    }

    // MARK: Damage and crashes

    @Test func copiesTakenDuringWork_openSoundAndFeedWhatIsQueued() async throws {
        let fixture = try IndexFixture(seed: 3)
        let index = try StudyIndex.open(at: fixture.path)
        var whole = 0
        for step in 1...40 {
            let record = try fixture.record("word\(step) common text")
            try await index.apply([fixture.capture(record)])
            if step % 4 == 0 {
                try await index.apply([fixture.operation(.edit, [(record.id, .edited, record)])])
            }
            let copy = try fixture.copyOfFiles()
            let other = try StudyIndex.open(at: copy + "/index.sqlite")
            // A copy of two files is not one moment; the index either is whole or says that it must be
            // rebuilt.
            if try await other.position() != nil {
                whole += 1
                let total = try await other.search("common", filter: RecordFilter()).total
                #expect(total == step)
                #expect(try await other.records(RecordFilter()).total == step)
                #expect(try await other.checkIntegrity() == [])
            }
            await other.close()
        }
        print("copies that opened without a rebuild: \(whole) of 40")
        #expect(whole > 0)
        #expect(try await index.search("common", filter: RecordFilter()).total == 40)
    }

    @Test(arguments: ["garbage", "empty", "version", "cut", "notext", "othertext"])
    func open_onAFileThatCantBeUsed_startsEmpty(damage: String) async throws {
        let fixture = try IndexFixture()
        let index = try StudyIndex.open(at: fixture.path)
        for _ in 0..<50 {
            try await index.apply([
                fixture.capture(fixture.record(String(repeating: "some text ", count: 200)))
            ])
        }
        try await index.drain()
        await index.close()
        try fixture.damage(damage)
        let again = try StudyIndex.open(at: fixture.path)
        #expect(try await again.position() == nil)
        #expect(try await again.records(RecordFilter()).total == 0)
        try await again.apply([fixture.capture(fixture.record("fresh"))])
        #expect(try await again.search("fresh", filter: RecordFilter()).total == 1)
        #expect(try await again.checkIntegrity() == [])
    }

    @Test func rebuild_whileOperationsArrive_holdsThemToo() async throws {
        let fixture = try IndexFixture()
        let index = try StudyIndex.open(at: fixture.path)
        let early = try fixture.capture(fixture.record("early bird"))
        try await index.apply([early])
        let rebuild = try index.beginRebuild()
        #expect(throws: StudyError.self) { try index.beginRebuild() }
        try await rebuild.add([early])
        let late = try fixture.capture(fixture.record("late bird"))
        try await index.apply([late])
        #expect(try await index.search("bird", filter: RecordFilter()).total == 2)
        try await rebuild.finish(early.position)
        #expect(try await index.search("bird", filter: RecordFilter()).total == 2)
        #expect(try await index.position() == late.position)
        await index.close()
        let again = try StudyIndex.open(at: fixture.path)
        #expect(try await again.search("bird", filter: RecordFilter()).total == 2)
        #expect(try fixture.files().count <= 6)
    }
}
