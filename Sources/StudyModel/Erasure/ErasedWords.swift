/// The words of somebody who is erased, to be found again wherever others quoted them.
///
/// Six words in a row are taken for a quotation; case, punctuation, line breaks and how a file writes them make no difference.
/// What is common in the study (a question that is asked in every interview) and the words of its instruments are nobody's own, and
/// what another participant says in a turn or an answer of their own is theirs, unless the run is long.
package struct ErasedWords: Sendable {
    /// How many words in a row make a quotation.
    package static let run = 6
    /// A run that so many other texts hold is common.
    package static let common = 3
    /// So many words in a row are no coincidence, whoever says them.
    ///
    /// Everyday phrases of six to ten words coincide where people speak of the same work; twelve in a row were repeated.
    package static let long = 12

    private let handle: [UInt8]
    private let runs: Set<UInt64>
    /// Runs of passages that another participant said or wrote and in which some of ``runs`` stand.
    private var others: Set<UInt64> = []
    /// How many words in a row are compared.
    private let length: Int
    /// What stands in the place of what is found.
    private let label: String

    /// - Parameters:
    ///   - handle: whose words they are; its mention counts as well.
    ///   - texts: what they said or wrote.
    ///   - others: texts that have nothing to do with them.
    ///   - instruments: questions and answers to choose from, which are nobody's.
    package init(
        of handle: Handle?, _ texts: some Sequence<String>, others: some Sequence<String>,
        instruments: some Sequence<String> = []
    ) {
        self.handle = Array((handle?.rawValue ?? "").utf8)
        (length, label) = (Self.run, "[withdrawn]")
        var runs: [UInt64: Int] = [:]
        for text in texts { for run in Self.runs(in: text, of: length) { runs[run] = 0 } }
        if !runs.isEmpty {
            for text in instruments { for run in Self.runs(in: text, of: length) { runs[run] = nil } }
            for text in others {
                for run in Set(Self.runs(in: text, of: length)) { runs[run]? += 1 }
            }
        }
        self.runs = Set(runs.filter { $0.value < Self.common }.keys)
    }

    /// These words as they stand, in this order; of more than six, every six in a row.
    package init(exactly text: String) {
        handle = []
        length = max(1, min(Self.run, Self.words(in: Array(text.utf8)).count))
        label = "[redacted]"
        runs = Set(Self.runs(in: text, of: length))
    }

    /// The same words, of which fewer than ``long`` in a row stay where another participant says or writes them.
    ///
    /// - Parameter passages: what other participants said and wrote themselves.
    package func leaving(_ passages: some Sequence<String>) -> ErasedWords {
        var words = self
        for passage in passages {
            let own = Self.runs(in: passage, of: length)
            if own.contains(where: runs.contains) { words.others.formUnion(own) }
        }
        return words
    }

    /// How many runs of words are looked for.
    package var count: Int { runs.count }

    /// Whether bytes of a text file hold words of theirs.
    package func areQuoted(in bytes: [UInt8]) -> Bool { !found(in: bytes).ranges.isEmpty }

    /// Whether anything is left of them in a file of whichever kind.
    ///
    /// A database cuts texts into pieces, and what stands around a passage does not say there whose it is; so what another
    /// participant says as well is no trace in it.
    package func remain(in bytes: [UInt8]) -> Bool {
        !found(in: bytes, isDivided: bytes.contains(0)).ranges.isEmpty
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
        let (words, ranges) = found(in: bytes)
        if ranges.isEmpty { return text }
        var out: [UInt8] = []
        var end = 0
        for place in places(of: ranges, words, in: bytes) where place.lowerBound >= end {
            out += bytes[end..<place.lowerBound]
            out += Array(label.utf8)
            end = place.upperBound
        }
        return String(decoding: out + bytes[end...], as: UTF8.self)
    }

    /// The beginning of each place that names or quotes them, with a few words around it.
    package func glimpses(in text: String) -> [String] {
        let bytes = Array(text.utf8)
        var (words, ranges) = found(in: bytes)
        if words.isEmpty { words = Self.words(in: bytes) }
        for (index, word) in words.enumerated()
        where !handle.isEmpty && bytes[word.range].elementsEqual(handle)
            && !ranges.contains(where: { $0.contains(index) })
        {
            ranges.append(index..<index + 1)
        }
        return ranges.sorted { $0.lowerBound < $1.lowerBound }.map { range in
            let first = words[max(0, range.lowerBound - 3)].range.lowerBound
            let last = words[min(words.count, range.lowerBound + Self.run + 2) - 1].range.upperBound
            return String(decoding: bytes[first..<last], as: UTF8.self)
                .split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
    }

    // MARK: Finding

    /// Where theirs stand, in words.
    ///
    /// - Parameter isDivided: whether what stands around a passage says nothing of it.
    private func found(
        in bytes: [UInt8], isDivided: Bool = false
    ) -> (words: [Word], ranges: [Range<Int>]) {
        if runs.isEmpty { return ([], []) }
        let words = Self.words(in: bytes)
        let hashes = Self.hashes(of: words, length)
        var ranges: [Range<Int>] = []
        for (start, hash) in hashes.enumerated() where runs.contains(hash) {
            if let last = ranges.last, start < last.upperBound {
                ranges[ranges.count - 1] = last.lowerBound..<start + length
            } else {
                ranges.append(start..<start + length)
            }
        }
        if others.isEmpty || ranges.isEmpty { return (words, ranges) }
        ranges.removeAll { range in
            if range.count >= Self.long { return false }
            let passage = isDivided ? range : Self.passage(around: range, words, in: bytes)
            return hashes[passage.lowerBound...passage.upperBound - length].allSatisfy(others.contains)
        }
        return (words, ranges)
    }

    /// The words up to the ends of the lines, or to the quotation marks, between which some stand.
    private static func passage(around range: Range<Int>, _ words: [Word], in bytes: [UInt8]) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start > 0, !isDivided(words[start - 1], words[start], in: bytes) { start -= 1 }
        while end < words.count, !isDivided(words[end - 1], words[end], in: bytes) { end += 1 }
        return start..<end
    }

    /// Whether a line or a JSON string ends between two words that follow each other.
    private static func isDivided(_ left: Word, _ right: Word, in bytes: [UInt8]) -> Bool {
        var isEscaped = false
        for byte in bytes[left.range.upperBound..<right.range.lowerBound] {
            if isEscaped {
                if byte == UInt8(ascii: "n") { return true }
                isEscaped = false
            } else if byte == 0x0A || byte == UInt8(ascii: "\"") {
                return true
            } else {
                isEscaped = byte == UInt8(ascii: "\\")
            }
        }
        return false
    }

    // MARK: Citations

    /// Where something else is put in the place of words, in bytes; it neither begins nor ends inside `[[…]]`.
    ///
    /// A citation stays whole where words around it go; it goes whole where they stand in it alone, or where they were asked for
    /// word by word, as do brackets that hold no citation.
    private func places(of ranges: [Range<Int>], _ words: [Word], in bytes: [UInt8]) -> [Range<Int>] {
        let brackets = Self.brackets(in: bytes)
        if brackets.isEmpty { return ranges.map { Self.bytes(of: $0, words) } }
        var places: [Range<Int>] = []
        for range in ranges {
            var pieces: [Range<Int>] = []
            let whole = Self.bytes(of: range, words)
            let cited = brackets.filter { $0.range.overlaps(whole) && $0.isCitation && !handle.isEmpty }
            for index in range {
                let word = words[index].range
                if cited.contains(where: { $0.range.overlaps(word) }) { continue }
                if let last = pieces.last, index > 0, last.upperBound == words[index - 1].range.upperBound {
                    pieces[pieces.count - 1] = last.lowerBound..<word.upperBound
                } else {
                    pieces.append(word)
                }
            }
            if pieces.isEmpty { pieces = cited.map(\.range) }
            places += pieces.map { piece in
                brackets.filter { $0.range.overlaps(piece) }.reduce(piece) { piece, one in
                    min(piece.lowerBound, one.range.lowerBound)..<max(piece.upperBound, one.range.upperBound)
                }
            }
        }
        return places
    }

    private static func bytes(of range: Range<Int>, _ words: [Word]) -> Range<Int> {
        words[range.lowerBound].range.lowerBound..<words[range.upperBound - 1].range.upperBound
    }

    /// What stands in two brackets on one line, and no lists of JSON.
    private static func brackets(in bytes: [UInt8]) -> [(range: Range<Int>, isCitation: Bool)] {
        let (open, close) = (UInt8(ascii: "["), UInt8(ascii: "]"))
        var found: [(range: Range<Int>, isCitation: Bool)] = []
        var start: Int?
        for index in bytes.indices.dropFirst() {
            let byte = bytes[index]
            if byte == 0x0A || byte == UInt8(ascii: "\"") {
                start = nil
            } else if byte == open, bytes[index - 1] == open {
                start = index - 1
            } else if byte == close, bytes[index - 1] == close, let begin = start {
                let inside = String(decoding: bytes[begin + 2..<max(begin + 2, index - 1)], as: UTF8.self)
                let kind = inside.prefix { $0 != ":" }.lowercased()
                let isCitation = inside.contains(":") && DraftCitation.Kind(rawValue: kind) != nil
                found.append((begin..<index + 1, isCitation))
                start = nil
            }
        }
        return found
    }

    // MARK: Words

    private struct Word {
        var hash: UInt64
        var range: Range<Int>
    }

    /// Every so many words of a text in a row.
    private static func runs(in text: String, of length: Int) -> [UInt64] {
        hashes(of: words(in: Array(text.utf8)), length)
    }

    /// Every so many words in a row, by the first of them.
    private static func hashes(of words: [Word], _ length: Int) -> [UInt64] {
        guard words.count >= length else { return [] }
        return (0...(words.count - length)).map { start in
            var hash: UInt64 = seed
            for word in words[start..<start + length] { hash = (hash ^ word.hash) &* prime }
            return hash
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
