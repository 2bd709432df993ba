import Testing

@testable import StudyModel

/// A record's file, written and read back.
@Suite struct FrontMatterTests {
    @Test(arguments: 0..<40)
    func randomRecords_readBackAsWritten(_ seed: Int) throws {
        var random = Seeded(seed: UInt64(seed))
        for _ in 0..<50 {
            let record = Nasty.record(&random)
            let text = FrontMatter.text(of: record)
            let read = try FrontMatter.record(from: Array(text.utf8))
            // Scalar by scalar: Swift calls texts equal that differ in their bytes.
            #expect(read == record && Array(FrontMatter.text(of: read).utf8) == Array(text.utf8), "\(text)")
            #expect(Array(read.body.utf8) == Array(record.body.utf8))
            #expect(Array(read.title.utf8) == Array(record.title.utf8))
        }
    }

    @Test func everyNastyText_isAWholeLineOfTheHead() throws {
        var random = Seeded(seed: 1)
        for text in Nasty.texts {
            var record = Nasty.record(&random)
            record.title = text
            record.details = .init(["from": .text(text), "speakers": .list([text, text])])
            let file = FrontMatter.text(of: record)
            let head = String(decoding: file.utf8.dropLast(record.body.utf8.count), as: UTF8.self)
            for scalar in head.unicodeScalars where scalar != "\n" {
                let isRaw =
                    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
                    || [0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF].contains(scalar.value)
                #expect(!isRaw, "U+\(String(scalar.value, radix: 16)) stands in the head as it is")
            }
            #expect(try FrontMatter.record(from: Array(file.utf8)).title == text)
        }
    }

    @Test func canonicalFile_isAsTheFormatSays() throws {
        let who = Provenance(
            by: try #require(MemberID(rawValue: "r1")),
            at: try #require(Timestamp(rawValue: "2026-11-22T10:11:12Z")))
        let record = Record(
            id: try #require(RecordID(rawValue: "2020-04-15-minutes-7f3k")), kind: .minutes, version: 1,
            day: try #require(CalendarDay(rawValue: "2020-04-15")), time: "14:30",
            title: "PCN leads, weekly call",
            participants: [try #require(Handle(rawValue: "SP66")), try #require(Handle(rawValue: "M04"))],
            details: .init(["encoding": .text("utf-8"), "cues": .number(3)]), captured: who, saved: who,
            nonce: String(repeating: "6d", count: 32), body: "The body.\n")
        let text = """
            ---
            id: 2020-04-15-minutes-7f3k
            kind: minutes
            version: 1
            date: 2020-04-15
            time: "14:30"
            title: "PCN leads, weekly call"
            participants: ["SP66", "M04"]
            cues: 3
            encoding: "utf-8"
            captured-by: r1
            captured-at: 2026-11-22T10:11:12Z
            saved-by: r1
            saved-at: 2026-11-22T10:11:12Z
            nonce: \(String(repeating: "6d", count: 32))
            ---
            The body.

            """
        #expect(FrontMatter.text(of: record) == text)
        #expect(record.id.path == "records/2020/04/15/2020-04-15-minutes-7f3k.md")
    }

    @Test(arguments: [
        "", "---", "---\n", "no head\n", "---\nid: x\n", "--- \nid: x\n---\n", "---\nid 2020\n---\n",
        "---\nid: a\nid: a\n---\n", "---\ntitle: \"open\n---\n", "---\nlist: [\"a\" \"b\"]\n---\n",
        "---\nA: b\n---\n", "---\ntitle: \"\\q\"\n---\n", "---\ntitle: \"\\ud800\"\n---\n",
    ])
    func brokenFile_isRefusedAndNothingTraps(_ text: String) {
        #expect(throws: FrontMatter.Failure.self) { try FrontMatter.record(from: Array(text.utf8)) }
    }

    @Test func tornAndTurnedBytes_areRefusedOrRead_neverTrap() throws {
        var random = Seeded(seed: 7)
        for _ in 0..<300 {
            var bytes = Array(FrontMatter.text(of: Nasty.record(&random)).utf8)
            switch Int.random(in: 0..<3, using: &random) {
            case 0: bytes.removeLast(Int.random(in: 0...bytes.count, using: &random))
            case 1:
                bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(
                    in: .min ... .max, using: &random)
            default:
                bytes.insert(
                    UInt8.random(in: .min ... .max, using: &random),
                    at: Int.random(in: bytes.indices, using: &random))
            }
            guard let record = try? FrontMatter.record(from: bytes) else { continue }
            // Whatever is taken for a record is one that can be written again.
            let again = try FrontMatter.record(from: Array(FrontMatter.text(of: record).utf8))
            #expect(again == record)
        }
    }

    @Test(arguments: Nasty.texts)
    func quotedText_readsBack(_ text: String) {
        let bytes = Array(JSONText.quoted(text).utf8)
        var index = 0
        let read = JSONText.string(in: bytes[...], at: &index)
        #expect(read.map { Array($0.utf8) } == Array(text.utf8))
        #expect(index == bytes.count)
    }
}
