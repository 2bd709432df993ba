/// The memos of a record as their file holds them: `memos/YYYY/MM/DD/<record-id>.jsonl`, one memo a line.
///
/// A line is canonical JSON with the keys `at`, `author`, `quote` and `text`, of which only `text` must be there.
package enum RecordMemos {
    /// The study path of a record's memos.
    package static func path(of id: RecordID) -> String {
        "memos" + id.path.dropFirst("records".count).dropLast(".md".count) + ".jsonl"
    }

    /// The file that holds some memos.
    package static func bytes(_ memos: [DraftMemo]) -> [UInt8] {
        Array(memos.map { line($0) + "\n" }.joined().utf8)
    }

    private static func line(_ memo: DraftMemo) -> String {
        let pairs = [
            ("at", memo.at), ("author", memo.author), ("quote", memo.quote), ("text", Optional(memo.text)),
        ]
        let members = pairs.compactMap { key, value in value.map { "\"\(key)\":\(JSONText.quoted($0))" } }
        return "{\(members.joined(separator: ","))}"
    }

    /// The memos of a file; a line that is none is left out.
    package static func memos(in bytes: [UInt8]) -> [DraftMemo] {
        bytes.split(separator: 0x0A).compactMap(memo)
    }

    private static func memo(_ line: ArraySlice<UInt8>) -> DraftMemo? {
        guard line.first == UInt8(ascii: "{"), line.last == UInt8(ascii: "}") else { return nil }
        var values: [String: String] = [:]
        var index = line.startIndex + 1
        while index < line.endIndex - 1 {
            guard let key = JSONText.string(in: line, at: &index), index < line.endIndex,
                line[index] == UInt8(ascii: ":")
            else { return nil }
            index += 1
            guard let value = JSONText.string(in: line, at: &index), index < line.endIndex else { return nil }
            values[key] = value
            if line[index] == UInt8(ascii: ",") { index += 1 }
        }
        return values["text"].map {
            DraftMemo(author: values["author"], at: values["at"], quote: values["quote"], text: $0)
        }
    }
}
