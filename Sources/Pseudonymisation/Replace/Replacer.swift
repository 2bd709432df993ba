/// Writes handles in place of the names a key table lists.
///
/// After a replacement no name that the table lists stands in the text as a word of its own, whatever its
/// case, in URLs, e-mail addresses and names of files too. Left standing and reported are: names that two
/// entries list, and single words of the language (`Will`) where their capital says nothing. Left standing
/// without report are such words in small letters, ``KeyTable/neverNames`` and ``KeyTable/notNames``. Case
/// endings of other languages than English are not known.
///
/// Replacing twice changes nothing more. Handles and what stands in brackets like one are never touched.
///
/// Making one compiles the table; make it once for many texts.
package struct Replacer: Sendable {
    private let table: CompiledTable

    /// - Parameter words: Without lists, misspellings are replaced even where they are words, and fewer names
    ///   count as words of the language.
    package init(_ table: KeyTable, words: WordLists = .none) {
        self.table = CompiledTable(table, words: words)
    }

    /// Replaces the known names in a text.
    ///
    /// The time it takes grows with the length of the text alone.
    package func replace(_ text: String, style: ReplacementStyle = .prose) -> Replacement {
        var scalars = ReadText.scalars(of: text)
        var changes: [Change] = []
        // What is replaced may show its neighbours in a new light, so the text is read until nothing changes.
        for _ in 0..<Self.mostPasses {
            var pass = ReplacementPass(table, ReadText(scalars: scalars))
            pass.run()
            guard !pass.matches.isEmpty else {
                return Replacement(
                    text: ReadText.text(of: scalars), changes: changes, ambiguous: pass.ambiguousMentions)
            }
            let (next, made) = Edit.apply(pass.matches, to: pass.read, table: table, style: style)
            scalars = next
            changes = Edit.compose(changes, with: made)
        }
        return Replacement(text: ReadText.text(of: scalars), changes: changes, ambiguous: [])
    }

    private static let mostPasses = 12
}

extension ReadText {
    static func scalars(of text: String) -> [UInt32] {
        var text = text
        return text.withUTF8 { bytes in
            var scalars: [UInt32] = []
            scalars.reserveCapacity(bytes.count)
            var decoder = UTF8Decoder(bytes)
            while let scalar = decoder.next() { scalars.append(scalar) }
            return scalars
        }
    }

    static func text(of scalars: [UInt32]) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(scalars.count + scalars.count / 8)
        for scalar in scalars {
            if scalar < 0x80 {
                bytes.append(UInt8(scalar))
            } else if let scalar = Unicode.Scalar(scalar) {
                bytes += Array(UTF8.encode(scalar) ?? UTF8.EncodedScalar())
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// Reads the scalars of valid UTF-8.
struct UTF8Decoder: IteratorProtocol {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var index = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    mutating func next() -> UInt32? {
        guard index < bytes.count else { return nil }
        let first = UInt32(bytes[index])
        let more = first < 0xC0 ? 0 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3
        var value = more == 0 ? first : first & (0x3F >> UInt32(more))
        for step in 1..<(more + 1) where index + step < bytes.count {
            value = value << 6 | UInt32(bytes[index + step] & 0x3F)
        }
        index += more + 1
        return value
    }
}
