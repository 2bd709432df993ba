import StudyModel
import Testing

@Suite struct RecordMemosTests {
    private static let id = RecordID(rawValue: "2020-04-15-minutes-7f3k")

    @Test func path_liesBesideTheRecords() throws {
        let id = try #require(Self.id)
        #expect(RecordMemos.path(of: id) == "memos/2020/04/15/2020-04-15-minutes-7f3k.jsonl")
    }

    @Test func memos_comeBackAsTheyWere() {
        let memos = [
            DraftMemo(text: "plain"),
            DraftMemo(
                author: "A \"B\"", at: "2020-04-15T10:00:00Z", quote: "line\none\t{,:}", text: "}{\\\u{1F600}"
            ),
        ]
        #expect(RecordMemos.memos(in: RecordMemos.bytes(memos)) == memos)
        let lines = RecordMemos.bytes(memos).split(separator: 0x0A)
        #expect(String(decoding: lines[0], as: UTF8.self) == #"{"text":"plain"}"#)
    }

    @Test(arguments: [
        "", "{}", "{\"text\"}", "{\"text\":1}", "[\"text\"]", "{\"quote\":\"x\"}", "{\"text\":\"x\"", "{,}",
    ])
    func linesThatAreNoMemo_areLeftOut(line: String) {
        #expect(
            RecordMemos.memos(in: Array((line + "\n{\"text\":\"kept\"}\n").utf8)) == [DraftMemo(text: "kept")]
        )
    }
}
