internal import StudyArchive
internal import StudyIndex
internal import StudyModel

/// What becomes of a file of memos in a withdrawal.
struct WithdrawnMemos {
    var path: String
    /// `nil` where the file goes.
    var bytes: [UInt8]?
    /// Memos that go or are changed.
    var count: Int
}

extension StudyService {
    /// Takes a participant out of memos, and the memos of records that leave with these.
    func withholdInMemos(
        _ handle: Handle, _ held: HeldAbout, from files: inout [String: [UInt8]?]
    ) async throws(StudyError) {
        for change in try await memoFiles(withdrawing: handle, held) {
            files.updateValue(change.bytes, forKey: change.path)
        }
    }

    /// The files of memos that a participant's withdrawal changes: those on records that are theirs alone go, in
    /// others what they wrote and what names them is blacked out.
    func memoFiles(
        withdrawing handle: Handle, _ held: HeldAbout
    ) async throws(StudyError) -> [WithdrawnMemos] {
        var records: [String: HeldAbout.Held] = [:]
        for entry in held.records { records[RecordMemos.path(of: entry.record.id)] = entry }
        var found: [WithdrawnMemos] = []
        for path in try await reader.files(below: "memos") where path.hasSuffix(".jsonl") {
            guard let bytes = try await reader.file(path) else { continue }
            var text: MemoQuotes?
            if let entry = records[path] {
                if try await leaves(entry, handle) {
                    found.append(
                        .init(path: path, bytes: nil, count: RecordMemos.memos(in: bytes).count))
                    continue
                }
                let record = try await reader.record(entry.record.id).record
                // Where no words of theirs go, none can be left in a quote.
                if record.isDivided(for: handle) { text = MemoQuotes(in: record.withholding(handle).body) }
            }
            let (left, count) = RecordMemos.withholding(handle, in: bytes, of: text)
            if left != bytes { found.append(.init(path: path, bytes: left, count: count)) }
        }
        return found
    }

    /// Whether a record is gone after a participant's withdrawal.
    private func leaves(_ entry: HeldAbout.Held, _ handle: Handle) async throws(StudyError) -> Bool {
        if entry.takesPart, entry.record.participants.isAlone(handle, team: archive.description.team) {
            return true
        }
        return try await index.isRemoved(entry.record.id) == true
    }
}

/// Which quotes of memos stand in a record's text, whatever its signs and spaces.
struct MemoQuotes {
    private let text: String

    init(in body: String) { text = Self.words(body) }

    func hold(_ quote: String) -> Bool {
        let words = Self.words(quote)
        return words.isEmpty || text.contains(words)
    }

    private static func words(_ text: String) -> String {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: " ")
    }
}

extension RecordMemos {
    /// A file of memos without a participant's words and handle, and how many memos that changes.
    ///
    /// Lines that are left as they are stay so byte by byte, and one that is no memo keeps all but the handle.
    static func withholding(
        _ handle: Handle, in bytes: [UInt8], of text: MemoQuotes?
    ) -> (bytes: [UInt8], count: Int) {
        var lines: [[UInt8]] = []
        var count = 0
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init) {
            var left = line
            if let memo = memos(in: line).first {
                let next = memo.withholding(handle, in: text)
                if next != memo { left = Array(self.bytes([next]).dropLast()) }
            } else if let words = String(validating: line, as: UTF8.self) {
                left = Array(words.withholding(handle).utf8)
            }
            if left != line { count += 1 }
            lines.append(left)
        }
        return (Array(lines.joined(separator: [0x0A])), count)
    }
}

extension DraftMemo {
    /// The memo without a participant's words and handle: what they wrote is blacked out, and so is a quote of words
    /// that the record's text no longer has.
    func withholding(_ handle: Handle, in text: MemoQuotes?) -> DraftMemo {
        var memo = self
        if let author, AddressLine.stands(author, for: handle) {
            memo.author = "[withdrawn]"
            memo.text = "[withdrawn]"
        }
        memo.author = memo.author?.withholding(handle)
        memo.text = memo.text.withholding(handle)
        memo.quote = quote.map { quote in
            let next = quote.withholding(handle)
            return text?.hold(next) == false ? "[withdrawn]" : next
        }
        return memo
    }
}
