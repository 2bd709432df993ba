import TransparencyLog

/// What stands in a file that a team sent to a witness: keys of logs, notes, and requests with proofs.
///
/// Words of a mail around them are passed over; the signatures say whether what was found belongs together.
struct WitnessMail {
    /// A note, with the request around it where there is one.
    struct Item {
        var checkpoint: SignedCheckpoint
        var request: AddCheckpointRequest?
    }

    private(set) var keys: [NoteVerifier] = []
    private(set) var items: [Item] = []
    /// Keys and notes that can't be read, by their first line.
    private(set) var unreadable: [String] = []

    private var lines: [String]
    private var at = 0

    init(_ bytes: [UInt8]) {
        lines = String(decoding: bytes, as: UTF8.self).split(
            omittingEmptySubsequences: false, whereSeparator: \.isNewline
        ).map { line in
            let text = line.drop { $0 == " " || $0 == "\t" || $0 == ">" }
            return String(text.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
        }
        while at < lines.count {
            if !readKey(), !readRequest(), !readNote() { at += 1 }
        }
    }

    /// A line of a policy: `log` and a key.
    private mutating func readKey() -> Bool {
        guard lines[at].hasPrefix("log ") else { return false }
        let text = String(lines[at].dropFirst(4))
        // Anybody may begin a line with the word.
        guard text.contains("+"), !text.contains(" ") else { return false }
        if let key = try? NoteVerifier(vkey: text), key.kind == .ed25519 {
            if !keys.contains(key) { keys.append(key) }
        } else {
            unreadable.append(lines[at])
        }
        at += 1
        return true
    }

    private mutating func readRequest() -> Bool {
        guard lines[at].hasPrefix("old "), UInt64(lines[at].dropFirst(4)) != nil else { return false }
        let start = at
        var next = at + 1
        while next < lines.count, !lines[next].isEmpty { next += 1 }
        let head = lines[start..<min(next, lines.count)]
        guard next + 1 < lines.count, let (note, after) = note(from: next + 1) else {
            unreadable.append(lines[start])
            at = max(next, start + 1)
            return true
        }
        let body = head.map { $0 + "\n" }.joined() + "\n" + note
        if let request = try? AddCheckpointRequest(Array(body.utf8)) {
            items.append(Item(checkpoint: request.checkpoint, request: request))
        } else {
            unreadable.append(lines[start])
        }
        at = after
        return true
    }

    private mutating func readNote() -> Bool {
        guard let (note, after) = note(from: at) else { return false }
        if let checkpoint = try? SignedCheckpoint(Array(note.utf8)) {
            items.append(Item(checkpoint: checkpoint, request: nil))
        } else {
            unreadable.append(lines[at])
        }
        at = after
        return true
    }

    /// A note that begins at a line: a name, a number and 32 bytes, an empty line, and signatures.
    private func note(from start: Int) -> (text: String, after: Int)? {
        guard start + 4 < lines.count, !lines[start].isEmpty, UInt64(lines[start + 1]) != nil,
            MerkleHash(base64: lines[start + 2]) != nil
        else { return nil }
        var next = start + 3
        while next < lines.count, !lines[next].isEmpty { next += 1 }
        var text = lines[start..<next].map { $0 + "\n" }.joined() + "\n"
        next += 1
        let first = next
        while next < lines.count, lines[next].hasPrefix("\u{2014} ") {
            text += lines[next] + "\n"
            next += 1
        }
        return next > first ? (text, next) : nil
    }
}
