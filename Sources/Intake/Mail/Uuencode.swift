/// Files in uuencode between the lines of a text, as mail carried them before MIME (IEEE 1003.1, `uuencode`).
enum Uuencode {
    /// A file found in a text.
    struct File {
        /// As the text gives it.
        var name: String
        var content: [UInt8]
    }

    /// The text with a line that names the file in place of each, and the files.
    ///
    /// A block counts when `begin 644 name` is followed by well-formed lines up to `end`; everything else
    /// stays text.
    static func extracted(from text: [UInt8]) -> (text: [UInt8], files: [File]) {
        guard mayHold(text) else { return (text, []) }
        var files: [File] = []
        var out: [UInt8] = []
        var kept = 0
        let lines = Array(TextLines(text))
        var index = 0
        // Lines before this one were tried as part of a block that has no end.
        var tried = 0
        while index < lines.count {
            guard index >= tried, let name = name(text, lines[index]) else {
                index += 1
                continue
            }
            let (content, end, isWhole) = read(text, lines, from: index + 1)
            guard isWhole else {
                tried = end
                index += 1
                continue
            }
            out += text[kept..<lines[index].lowerBound]
            out += Array("[Attached file: \(AttachmentName.safe(name) ?? AttachmentName.unnamed)]\n".utf8)
            files.append(File(name: name, content: content))
            index = end
            kept = end < lines.count ? lines[end].lowerBound : text.count
        }
        return files.isEmpty ? (text, []) : (out + text[kept...], files)
    }

    private static func mayHold(_ text: [UInt8]) -> Bool {
        TextLines(text).contains { text[$0].starts(with: "begin ".utf8) }
    }

    /// The name in `begin 644 name`.
    private static func name(_ text: [UInt8], _ line: Range<Int>) -> String? {
        let bytes = text[line]
        guard bytes.starts(with: "begin ".utf8), bytes.count < 300 else { return nil }
        let words = String(decoding: bytes, as: UTF8.self).split(separator: " ", maxSplits: 2)
        guard words.count == 3, (3...4).contains(words[1].utf8.count),
            words[1].utf8.allSatisfy({ (0x30...0x37).contains($0) })
        else { return nil }
        return words[2].trimmed
    }

    /// Reads data lines; `end` is the first line that is none of the block.
    private static func read(_ text: [UInt8], _ lines: [Range<Int>], from start: Int)
        -> (content: [UInt8], end: Int, isWhole: Bool)
    {
        var content: [UInt8] = []
        var index = start
        while index < lines.count {
            let line = text[lines[index]]
            index += 1
            if line.elementsEqual("end".utf8) { return (content, index, index > start + 1) }
            guard let data = decoded(line) else { return (content, index - 1, false) }
            content += data
        }
        return (content, index, false)
    }

    /// A line's bytes; `nil` where it is no line of uuencode.
    private static func decoded(_ line: ArraySlice<UInt8>) -> [UInt8]? {
        guard let first = line.first, (0x20...0x60).contains(first) else {
            // Programs that strip spaces leave the line of length nought empty.
            return line.isEmpty ? [] : nil
        }
        let count = Int((first &- 0x20) & 0x3F)
        let digits = line.dropFirst()
        guard digits.count <= (count + 2) / 3 * 4 + 3, digits.count + 3 >= (count * 4 + 2) / 3,
            digits.allSatisfy({ (0x20...0x60).contains($0) })
        else { return nil }
        var out: [UInt8] = []
        out.reserveCapacity(count + 3)
        var bits: UInt32 = 0
        var held = 0
        for digit in digits {
            bits = bits << 6 | UInt32((digit &- 0x20) & 0x3F)
            held += 6
            if held >= 8 {
                held -= 8
                out.append(UInt8(truncatingIfNeeded: bits >> UInt32(held)))
            }
        }
        while out.count < count { out.append(0) }
        return Array(out.prefix(count))
    }
}
