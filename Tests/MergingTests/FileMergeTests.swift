import StudyModel
import Testing

@testable import Merging

@Suite("Files of two people")
struct FileMergeTests {
    private static let path = "records/2020/04/15/2020-04-15-minutes-7f3k.md"

    private static func who(_ name: String, _ seconds: Int) throws -> Provenance {
        Provenance(by: try #require(MemberID(rawValue: name)), at: Timestamp(secondsSinceEpoch: seconds))
    }

    private static func record(
        _ version: Int, _ title: String = "Call", body: String = "One.\nTwo.\n", by: String = "r1",
        at seconds: Int = 1_600_000_000, people: [String] = []
    ) throws -> [UInt8] {
        let nonce = FileMerge.digest(Array("\(version)\(title)\(body)\(by)".utf8))
        let record = Record(
            id: try #require(RecordID(rawValue: "2020-04-15-minutes-7f3k")), kind: .minutes, version: version,
            day: try #require(CalendarDay(rawValue: "2020-04-15")), time: nil, title: title,
            participants: try people.map { try #require(Handle(rawValue: $0)) }, details: RecordDetails(),
            captured: try who("r1", 1_600_000_000), saved: try who(by, seconds), nonce: nonce, body: body)
        return Array(FrontMatter.text(of: record).utf8)
    }

    @Test("A record's values and words are merged into its next version, whichever side is which")
    func records() throws {
        let base = try Self.record(1)
        let left = try Self.record(2, "Weekly call", by: "r1", at: 1_600_000_100, people: ["SP66"])
        let right = try Self.record(
            3, body: "One.\nTwo and more.\n", by: "r2", at: 1_600_000_200, people: ["M04"])
        let merged = FileMerge.merged(Self.path, base: base, left, right)
        #expect(merged == FileMerge.merged(Self.path, base: base, right, left))
        #expect(merged.questions.isEmpty)
        let record = try FrontMatter.record(from: try #require(merged.bytes))
        #expect((record.version, record.title, record.body) == (4, "Weekly call", "One.\nTwo and more.\n"))
        #expect(Set(record.participants.map(\.rawValue)) == ["SP66", "M04"])
        #expect(record.saved == (try Self.who("r2", 1_600_000_200)))
        let nonces = try [base, left, right].map { try FrontMatter.record(from: $0).nonce }
        #expect(!nonces.contains(record.nonce))
    }

    @Test("Where both changed the same, the later stands, the other is kept and somebody is asked")
    func contested() throws {
        let base = try Self.record(1)
        let left = try Self.record(2, "Mine", by: "r1", at: 1_600_000_100)
        let right = try Self.record(2, "Theirs", by: "r2", at: 1_600_000_200)
        let merged = FileMerge.merged(Self.path, base: base, left, right)
        #expect(merged == FileMerge.merged(Self.path, base: base, right, left))
        #expect(try FrontMatter.record(from: try #require(merged.bytes)).title == "Theirs")
        let question = try #require(merged.questions.first)
        #expect(question.cause == .bothChanged && question.fields == ["title"])
        #expect(question.kept == FileMerge.digest(right) && question.other == FileMerge.digest(left))
        #expect(question.about == Self.path)
        #expect(try MergeQuestionText.question(from: MergeQuestionText.bytes(of: question)) == question)
    }

    @Test("What one changed and the other took away stays, and somebody is asked")
    func removed() throws {
        let (base, left) = (try Self.record(1), try Self.record(2, "Mine"))
        let merged = FileMerge.merged(Self.path, base: base, left, nil)
        let kept = try FrontMatter.record(from: try #require(merged.bytes))
        #expect(kept.title == "Mine" && kept.version == 3)
        #expect(merged.questions.map(\.cause) == [.changedAndRemoved])
        #expect(merged.questions.first?.kept == FileMerge.digest(left))
        #expect(FileMerge.merged(Self.path, base: base, base, nil) == MergedFile(bytes: nil, questions: []))
    }

    @Test("Lines that either added are there, in the order of their times; a line written anew is so")
    func lines() {
        func file(_ lines: String...) -> [UInt8] { Array(lines.map { $0 + "\n" }.joined().utf8) }
        let old = #"{"act":"a","at":"2026-01-01T00:00:00Z"}"#
        let renamed = #"{"act":"[SP66]","at":"2026-01-01T00:00:00Z"}"#
        let early = #"{"act":"b","at":"2026-01-02T00:00:00Z"}"#
        let late = #"{"act":"c","at":"2026-01-03T00:00:00Z"}"#
        let path = "consent/SP66.jsonl"
        let merged = FileMerge.merged(path, base: file(old), file(old, late), file(old, early))
        #expect(merged.bytes == file(old, early, late) && merged.questions.isEmpty)
        let anew = FileMerge.merged(path, base: file(old), file(renamed), file(old, early))
        #expect(anew.bytes == file(renamed, early))
        #expect(FileMerge.merged(path, base: nil, file(early), file(late)).bytes == file(early, late))
    }

    @Test("study.yaml: members that either entered are there")
    func study() {
        func file(_ title: String, _ members: String...) -> [UInt8] {
            let items = members.map { "- id: \($0)\n  role: coder\n  key: \"k-\($0)\"\n" }.joined()
            return Array("format: 1\ntitle: \"\(title)\"\nmembers:\n\(items)questions: []\n".utf8)
        }
        let merged = FileMerge.merged(
            "study.yaml", base: file("A", "r1"), file("A", "r1", "r2"), file("B", "r1", "r3"))
        let text = String(decoding: merged.bytes ?? [], as: UTF8.self)
        #expect(merged.questions.isEmpty && text.contains("title: \"B\"\n"))
        let ids = text.split(separator: "\n").filter { $0.hasPrefix("- id:") }.map { $0.dropFirst(6) }
        #expect(ids.first == "r1" && Set(ids) == ["r1", "r2", "r3"])
        let both = FileMerge.merged("study.yaml", base: file("A", "r1"), file("B", "r1"), file("C", "r1"))
        #expect(both.questions.map(\.fields) == [["title"]])
    }

    @Test("Codings of one coder on two computers: each is there, a second on the same words is not")
    func codings() throws {
        func coding(_ id: String, _ code: String, _ span: Range<Int>, comment: String? = nil) throws -> Coding
        {
            Coding(
                id: try #require(CodingID(rawValue: String(repeating: "0", count: 26 - id.count) + id)),
                code: try #require(CodeID(rawValue: "c-" + String(repeating: code, count: 10))),
                anchor: Anchor(span: span, quote: "xxx", before: "", after: ""), version: 1, sha256: "aa",
                revision: 1, comment: comment, at: Timestamp(secondsSinceEpoch: 1_600_000_000))
        }
        let path = "coding/r1/2020/04/15/2020-04-15-minutes-7f3k.jsonl"
        let base = [try coding("1", "a", 0..<3), try coding("2", "b", 0..<3)]
        let left = [try coding("1", "a", 0..<3), try coding("3", "c", 5..<8)]
        let right = base + [try coding("4", "c", 5..<8), try coding("5", "d", 5..<8)]
        let merged = FileMerge.merged(
            path, base: CodingText.bytes(of: base), CodingText.bytes(of: left), CodingText.bytes(of: right))
        let found = try CodingText.codings(from: try #require(merged.bytes))
        #expect(found.map { $0.id.rawValue.last } == ["1", "3", "5"] && merged.questions.isEmpty)
        let mine = [try coding("1", "a", 0..<3, comment: "x")]
        let theirs = [try coding("1", "a", 0..<3, comment: "y")]
        let both = FileMerge.merged(
            path, base: CodingText.bytes(of: [base[0]]), CodingText.bytes(of: mine),
            CodingText.bytes(of: theirs))
        #expect(both.questions.count == 1)
    }

    @Test("A case that two enter apart has what either says of it")
    func cases() throws {
        func file(_ attributes: [String: CaseValue]) throws -> [UInt8] {
            let value = Case(
                id: try #require(CaseID(rawValue: "SP66")), kind: .participant, attributes: attributes,
                added: try Self.who("r1", 1_600_000_000),
                nonce: FileMerge.digest(Array("\(attributes.keys.sorted())".utf8)))
            return Array(CaseText.text(of: value).utf8)
        }
        let (left, right) = (try file(["role": .text("lead")]), try file(["site": .text("North")]))
        for (one, other) in [(left, right), (right, left)] {
            let merged = FileMerge.merged("cases/SP66.yaml", base: nil, one, other)
            let value = try CaseText.value(from: try #require(merged.bytes))
            #expect(value.attributes == ["role": .text("lead"), "site": .text("North")])
            #expect(merged.questions.isEmpty)
        }
    }
}
