import Foundation
import Testing

@testable import StudyModel

/// The file of a memo, byte for byte.
@Suite struct MemoTextTests {
    private static let nonce = PeopleSamples.nonce
    private static let digest = String(repeating: "ab", count: 32)

    private static let file = """
        ---
        memo: m-7f3k9q2mzz
        kind: analytic
        title: "Who is \\"they\\"?"
        version: 2
        written-by: r1
        written-at: 2026-11-22T12:00:00Z
        changed-by: r1
        changed-at: 2026-11-23T12:00:00Z
        nonce: \(nonce)
        links:
          - {"record":"2020-04-15-minutes-7f3k"}
          - {"after":" now","before":"they ","end":14,"quote":"come\\nthen","record":"2020-04-15-minutes-7f3k","sha256":"\(digest)","start":5,"version":1}
          - {"code":"c-7f3k9q2mzz"}
          - {"coding":"01hzzzzzzzzzzzzzzzzzzzzzzz","record":"2020-04-15-minutes-7f3k"}
          - {"case":"SP66"}
        ---
        # They

        Patients, or *link workers*?

        """

    private static func sample() throws -> Memo {
        let record = try #require(RecordID(rawValue: "2020-04-15-minutes-7f3k"))
        let anchor = Anchor(span: 5..<14, quote: "come\nthen", before: "they ", after: " now")
        let member = try #require(MemberID(rawValue: "r1"))
        return Memo(
            id: try #require(MemoID(rawValue: "m-7f3k9q2mzz")), kind: .analytic, title: "Who is \"they\"?",
            links: [
                .record(record),
                .span(.init(record: record, anchor: anchor, version: 1, sha256: digest)),
                .code(try #require(CodeID(rawValue: "c-7f3k9q2mzz"))),
                .coding(try #require(CodingID(rawValue: "01hzzzzzzzzzzzzzzzzzzzzzzz")), record),
                .case(try #require(CaseID(rawValue: "SP66"))),
            ], body: "# They\n\nPatients, or *link workers*?\n",
            written: Provenance(by: member, at: try #require(Timestamp(rawValue: "2026-11-22T12:00:00Z"))),
            changed: Provenance(by: member, at: try #require(Timestamp(rawValue: "2026-11-23T12:00:00Z"))),
            version: 2, nonce: nonce)
    }

    @Test func file_isAsTheFormatSays() throws {
        let memo = try Self.sample()
        #expect(MemoText.text(of: memo) == Self.file)
        #expect(try MemoText.memo(from: Array(Self.file.utf8)) == memo)
        #expect(memo.path == "memos/r1/2026/11/22/m-7f3k9q2mzz.md")
        let owner = try #require(MemoText.owner(ofPath: memo.path))
        #expect(owner.member.rawValue == "r1" && owner.memo == memo.id)
    }

    @Test func memoWithoutLinks_isWrittenAndRead() throws {
        var memo = try Self.sample()
        memo.links = []
        let text = MemoText.text(of: memo)
        #expect(text.contains("\nlinks: []\n---\n# They\n"))
        #expect(try MemoText.memo(from: Array(text.utf8)) == memo)
    }

    @Test(arguments: [
        "memos/2020/04/15/2020-04-15-minutes-7f3k.jsonl", "memos/r1/2020/04/15/7f3k.md",
        "memos/r1/2020/02/31/m-7f3k9q2mzz.md", "memos/x1/2020/04/15/m-7f3k9q2mzz.md",
        "memos/r1/2020/04/15/m-7f3k9q2mzz.md/x", "records/r1/2020/04/15/m-7f3k9q2mzz.md", "",
    ])
    func otherPaths_areNobodysMemo(path: String) {
        #expect(MemoText.owner(ofPath: path) == nil)
    }

    private static let broken: [(String, String, Int?)] = [
        ("memo: m-7f3k9q2mzz", "memo: m-7f3k", 2), ("kind: analytic", "kind: thought", 3),
        ("kind: analytic", "kind: \"analytic\"", 3), ("title: ", "title:  ", 4),
        ("version: 2", "version: 02", 5),
        ("version: 2", "version: 0", nil), ("version: 2\n", "version: 2\nversion: 2\n", 6),
        ("written-by: r1", "written-by: me", 6), ("changed-at: 2026-11-23", "changed-at: today", 9),
        ("nonce: 6d", "nonce: 6D", 10), ("links:\n", "links: []\n", 11), ("links:\n", "", 11),
        ("{\"code\"", "{ \"code\"", 14), ("{\"code\":\"c-7f3k9q2mzz\"}", "{}", 14),
        ("{\"case\":\"SP66\"}", "{\"case\":\"Anne\"}", 16), ("\"end\":14", "\"end\":5", 13),
        ("\"version\":1}", "\"version\":0}", 13), ("\"case\":\"SP66\"}", "\"case\":\"SP66\"}x", 16),
        ("  - {\"case\":\"SP66\"}", "  - {\"code\":\"c-7f3k9q2mzz\"}", nil),
        ("title: \"Who is \\\"they\\\"?\"", "title: \" Who\"", nil), ("workers*?\n", "workers*?", nil),
        ("# They\n\nPatients, or *link workers*?\n", "\n", nil), ("workers", "work\rers", nil),
        ("---\nmemo", "memo", 1),
        ("---\n#", "#", 1),
    ]

    @Test(arguments: broken)
    func anythingElse_isRefusedWithItsPlace(_ old: String, _ new: String, _ line: Int?) {
        let text = Self.file.replacing(old, with: new, maxReplacements: 1)
        #expect(text != Self.file)
        #expect {
            try MemoText.memo(from: Array(text.utf8))
        } throws: { error in
            (error as? PeopleTextFailure)?.line == line
        }
    }

    @Test func everyText_comesBackAsItWas() throws {
        var random = Seeded(seed: 13)
        for _ in 0..<400 {
            var memo = try Self.sample()
            memo.body = Nasty.text(&random).filter { $0 != "\r" && $0 != "\r\n" } + "x\n"
            if case .span(var place) = memo.links[1] {
                place.anchor.quote = Nasty.text(&random)
                place.anchor.before = Nasty.text(&random)
                memo.links[1] = .span(place)
            }
            #expect(try MemoText.memo(from: Array(MemoText.text(of: memo).utf8)) == memo)
        }
    }

    @Test func damagedFiles_areRefusedOrReadTheSame() {
        var random = Seeded(seed: 7)
        let source = Array(Self.file.utf8)
        for _ in 0..<2000 {
            var bytes = source
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0...2, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.remove(at: place)
                default: bytes.insert(Array("\n-:{}[]\" ".utf8).randomElement(using: &random) ?? 0, at: place)
                }
            }
            guard let memo = try? MemoText.memo(from: bytes) else { continue }
            #expect(Array(MemoText.text(of: memo).utf8) == bytes)
        }
    }

    @Test func links_areTheSameInAnAnswer() throws {
        let links = try Self.sample().links
        let bytes = try JSONEncoder().encode(links)
        #expect(try JSONDecoder().decode([MemoLink].self, from: bytes) == links)
    }

    @Test(arguments: [
        ("# Who\n\nmore", "Who" as String?), ("\n\n  one  two\t\n", "one two"), ("", nil), ("###\n \n", nil),
        (String(repeating: "wordy ", count: 40), String(repeating: "wordy ", count: 11) + "wordy …"),
        (String(repeating: "a", count: 90), String(repeating: "a", count: 72)), ("\u{7}bell", "bell"),
    ])
    func title_isTheBeginningOfTheText(body: String, title: String?) {
        #expect(Memo.title(ofBody: body) == title)
    }

    @Test(arguments: [
        ("0123 come\nthen now", MemoLinkView.State.unmoved), ("now come\nthen", .moved), ("come then", .gone),
        ("", .gone), ("come\nthen", .moved),
    ])
    func place_saysHowItsWordsStand(body: String, state: MemoLinkView.State) throws {
        guard case .span(let place) = try Self.sample().links[1] else { return }
        #expect(place.state(in: body) == state)
    }
}
