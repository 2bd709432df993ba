/// The words of somebody who is erased, to be found again wherever others quoted them.
///
/// Six words in a row are taken for a quotation; case, punctuation, line breaks and how a file writes them make no difference.
/// What is common in the study (a question that is asked in every interview) is nobody's own.
package struct ErasedWords: Sendable {
    /// How many words in a row make a quotation.
    package static let run = 6
    /// A run that so many other texts hold is common.
    package static let common = 3

    private let handle: [UInt8]
    private let runs: Set<UInt64>
    /// How many words in a row are compared.
    private let length: Int
    /// What stands in the place of what is found.
    private let label: String

    /// - Parameters:
    ///   - handle: whose words they are; its mention counts as well.
    ///   - texts: what they said or wrote.
    ///   - others: texts that have nothing to do with them.
    package init(of handle: Handle?, _ texts: some Sequence<String>, others: some Sequence<String>) {
        self.handle = Array((handle?.rawValue ?? "").utf8)
        (length, label) = (Self.run, "[withdrawn]")
        var runs: [UInt64: Int] = [:]
        for text in texts { for run in Self.runs(in: Array(text.utf8), of: length) { runs[run.hash] = 0 } }
        if !runs.isEmpty {
            for text in others {
                var seen: Set<UInt64> = []
                for run in Self.runs(in: Array(text.utf8), of: length) where seen.insert(run.hash).inserted {
                    runs[run.hash]? += 1
                }
            }
        }
        self.runs = Set(runs.filter { $0.value < Self.common }.keys)
    }

    /// These words as they stand, in this order; of more than six, every six in a row.
    package init(exactly text: String) {
        let bytes = Array(text.utf8)
        handle = []
        length = max(1, min(Self.run, Self.words(in: bytes).count))
        label = "[redacted]"
        runs = Set(Self.runs(in: bytes, of: length).map(\.hash))
    }

    /// How many runs of words are looked for.
    package var count: Int { runs.count }

    /// Whether bytes of a text file hold words of theirs.
    package func areQuoted(in bytes: [UInt8]) -> Bool {
        !runs.isEmpty && Self.runs(in: bytes, of: length).contains { runs.contains($0.hash) }
    }

    /// Whether bytes of a text file name or quote them.
    package func stand(in bytes: [UInt8]) -> Bool { isNamed(in: bytes) || areQuoted(in: bytes) }

    private func isNamed(in bytes: [UInt8]) -> Bool {
        if handle.isEmpty { return false }
        return bytes.split { !Self.isASCIIWord($0) }.contains { $0.elementsEqual(handle) }
    }

    /// The text with every quotation as `[withdrawn]`, or `[redacted]` where it was asked for word by word.
    package func withheld(in text: String) -> String {
        let bytes = Array(text.utf8)
        var out: [UInt8] = []
        var end = 0
        var last = 0..<0
        func close() {
            guard !last.isEmpty else { return }
            out += bytes[end..<last.lowerBound]
            out += Array(label.utf8)
            end = last.upperBound
        }
        for run in Self.runs(in: bytes, of: length) where runs.contains(run.hash) {
            if run.range.lowerBound < last.upperBound {
                last = last.lowerBound..<run.range.upperBound
            } else {
                close()
                last = run.range
            }
        }
        close()
        return end == 0 ? text : String(decoding: out + bytes[end...], as: UTF8.self)
    }

    // MARK: Words

    private struct Word {
        var hash: UInt64
        var range: Range<Int>
    }

    /// Every so many words in a row, with where they stand.
    private static func runs(
        in bytes: [UInt8], of length: Int
    ) -> [(hash: UInt64, range: Range<Int>)] {
        let words = words(in: bytes)
        guard words.count >= length else { return [] }
        return (0...(words.count - length)).map { start in
            var hash: UInt64 = seed
            for word in words[start..<start + length] { hash = (hash ^ word.hash) &* prime }
            return (hash, words[start].range.lowerBound..<words[start + length - 1].range.upperBound)
        }
    }

    private static let seed: UInt64 = 0xcbf2_9ce4_8422_2325
    private static let prime: UInt64 = 0x100_0000_01b3

    /// The words of a text, without what JSON and YAML put before a line break or a quotation mark.
    private static func words(in bytes: [UInt8]) -> [Word] {
        var words: [Word] = []
        var hash = seed
        var start: Int?
        var place = 0
        func close() {
            if let begin = start { words.append(Word(hash: hash, range: begin..<place)) }
            (start, hash) = (nil, seed)
        }
        while place < bytes.count {
            let byte = bytes[place]
            if byte == UInt8(ascii: "\\"), place + 1 < bytes.count {
                close()
                place += 2
            } else if isASCIIWord(byte) {
                if start == nil { start = place }
                let lower = byte &- 0x41 < 26 ? byte | 0x20 : byte
                hash = (hash ^ UInt64(lower)) &* prime
                place += 1
            } else if byte < 0x80 {
                close()
                place += 1
            } else {
                let scalar = scalar(at: place, in: bytes)
                if scalar.value.properties.isAlphabetic {
                    if start == nil { start = place }
                    for part in scalar.value.properties.lowercaseMapping.unicodeScalars {
                        hash = (hash ^ UInt64(part.value)) &* prime
                    }
                } else {
                    close()
                }
                place += scalar.length
            }
        }
        close()
        return words
    }

    private static func isASCIIWord(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10 || byte &- 0x41 < 26 || byte &- 0x61 < 26
    }

    private static func scalar(
        at place: Int, in bytes: [UInt8]
    ) -> (value: Unicode.Scalar, length: Int) {
        let length = bytes[place] >= 0xF0 ? 4 : bytes[place] >= 0xE0 ? 3 : 2
        let part = bytes[place..<min(place + length, bytes.count)]
        let scalar = String(decoding: part, as: UTF8.self).unicodeScalars.first ?? "\u{FFFD}"
        return (scalar, max(1, part.count))
    }
}
