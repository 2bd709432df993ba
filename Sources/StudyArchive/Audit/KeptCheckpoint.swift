internal import StudyModel
internal import TransparencyLog

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// A device's checkpoint as somebody kept it: what the log was, and who signed that.
struct KeptCheckpoint: Hashable {
    /// A line of a signature: the key's name, and the rest in Base 64.
    struct Signature: Hashable {
        var name: String
        var base64: String
    }

    var device: DeviceID
    var size: Int
    var root: String
    var signatures: [Signature]

    /// The most that are read from one file.
    private static let limit = 1000

    /// All that stand in a file: a note, an e-mail, a page, a proof; quoted, wrapped, with other dashes.
    ///
    /// Words stay words whatever a mail program does to the lines, and the signature says whether they belong together.
    static func found(in bytes: [UInt8]) -> [KeptCheckpoint] {
        var found: [KeptCheckpoint] = []
        for reading in MailReadings.texts(of: bytes) {
            for one in all(in: words(of: reading)) where !found.contains(one) && found.count < limit {
                found.append(one)
            }
        }
        return found
    }

    /// The words of a text without the marks of quotation at the beginnings of lines.
    private static func words(of text: String) -> [Substring] {
        text.split(whereSeparator: \.isNewline).flatMap { line in
            line.drop { " \t>|".contains($0) }.split(whereSeparator: \.isWhitespace)
        }
    }

    private static func all(in words: [Substring]) -> [KeptCheckpoint] {
        var found: [KeptCheckpoint] = []
        var at = 0
        while at + 2 < words.count {
            defer { at += 1 }
            guard words[at].hasPrefix(LogKeys.prefix), let size = number(words[at + 1]),
                let device = DeviceID(rawValue: String(words[at].dropFirst(LogKeys.prefix.count))),
                MerkleHash(base64: String(words[at + 2])) != nil
            else { continue }
            var one = KeptCheckpoint(device: device, size: size, root: String(words[at + 2]), signatures: [])
            var next = at + 3
            while next + 2 < words.count, isDash(words[next]) {
                let (text, after) = signature(in: words, from: next + 2)
                one.signatures.append(.init(name: String(words[next + 1]), base64: text))
                next = after
            }
            if !one.signatures.isEmpty, one.signatures.count <= 100 { found.append(one) }
            at = next - 1
        }
        return found
    }

    /// A signature that a mail program may have cut into several words.
    private static func signature(in words: [Substring], from start: Int) -> (text: String, after: Int) {
        var (text, after) = (String(words[start]), start + 1)
        while after < words.count, text.utf8.count < 104, !isWhole(text) {
            text += words[after]
            after += 1
        }
        return (text, after)
    }

    private static func isWhole(_ text: String) -> Bool {
        [68, 76].contains(Data(base64Encoded: text)?.count ?? 0)
    }

    private static func number(_ word: Substring) -> Int? {
        guard word.utf8.count <= 10, word == "0" || word.first != "0",
            word.utf8.allSatisfy({ $0 &- 0x30 < 10 })
        else { return nil }
        return Int(word)
    }

    private static func isDash(_ word: Substring) -> Bool {
        word == "=E2=80=94"
            || word.unicodeScalars.allSatisfy { $0 == "-" || (0x2010...0x2015).contains($0.value) }
    }

    /// The note as it was signed, with the signatures of which the lines can be read.
    var note: SignedNote? {
        let lines = signatures.map { "\u{2014} \($0.name) \($0.base64)\n" }.filter {
            (try? NoteSignature(line: $0)) != nil
        }
        guard let checkpoint = LogKeys.checkpoint(of: device, size: size, root: root), !lines.isEmpty else {
            return nil
        }
        return try? SignedNote(Array((checkpoint.text + "\n" + lines.joined()).utf8))
    }
}

/// The texts that a file may be read as, whatever it came through on its way.
enum MailReadings {
    static func texts(of bytes: [UInt8]) -> [String] {
        var texts = [String(decoding: bytes, as: UTF8.self)]
        if let wide = wideText(bytes) { texts.append(wide) }
        let plain = texts[0]
        if plain.contains("=\n") || plain.contains("=\r\n") || plain.contains("=E2=80=94") {
            texts.append(String(decoding: quotedPrintable(bytes), as: UTF8.self))
        }
        texts += base64Parts(of: plain)
        return texts + texts.filter { $0.contains("<") }.map(withoutMarkup)
    }

    /// UTF-16, as some mail programs save it.
    private static func wideText(_ bytes: [UInt8]) -> String? {
        guard bytes.count >= 4, bytes.count.isMultiple(of: 2) else { return nil }
        let isLittle = bytes.starts(with: [0xFF, 0xFE]) || (bytes[0] != 0 && bytes[1] == 0)
        let isBig = bytes.starts(with: [0xFE, 0xFF]) || (bytes[0] == 0 && bytes[1] != 0)
        guard isLittle || isBig else { return nil }
        var units: [UInt16] = []
        for at in stride(from: 0, to: bytes.count, by: 2) {
            let (one, other) = (UInt16(bytes[at]), UInt16(bytes[at + 1]))
            units.append(isLittle ? other << 8 | one : one << 8 | other)
        }
        return String(decoding: units, as: UTF16.self)
    }

    /// RFC 2045 section 6.7: `=XX` is a byte, and `=` at the end of a line joins it with the next.
    private static func quotedPrintable(_ bytes: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        var at = 0
        while at < bytes.count {
            guard bytes[at] == UInt8(ascii: "="), at + 1 < bytes.count else {
                out.append(bytes[at])
                at += 1
                continue
            }
            if bytes[at + 1] == 0x0A {
                at += 2
            } else if bytes[at + 1] == 0x0D {
                at += 3
            } else if at + 2 < bytes.count,
                let byte = UInt8(String(decoding: bytes[(at + 1)...(at + 2)], as: UTF8.self), radix: 16)
            {
                out.append(byte)
                at += 3
            } else {
                out.append(bytes[at])
                at += 1
            }
        }
        return out
    }

    /// Parts of a mail that were sent as Base 64: lines of it that follow one another.
    private static func base64Parts(of text: String) -> [String] {
        var (parts, run): ([String], String) = ([], "")
        let lines: [Substring] = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for word in lines + [""] {
            if !word.isEmpty, word.utf8.count <= 76, word.utf8.allSatisfy(isDigit) {
                run += word
                continue
            }
            if run.utf8.count >= 40, let data = Data(base64Encoded: run) {
                parts.append(String(decoding: data, as: UTF8.self))
            }
            run = ""
        }
        return parts
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="):
            true
        default: false
        }
    }

    /// A page's text: tags are spaces, and what stands for a character is that character.
    private static func withoutMarkup(_ text: String) -> String {
        var out = ""
        var isInside = false
        for character in text {
            switch character {
            case "<":
                isInside = true
                out += " "
            case ">" where isInside: isInside = false
            default: if !isInside { out.append(character) }
            }
        }
        let names = [
            ("&mdash;", "\u{2014}"), ("&#8212;", "\u{2014}"), ("&#x2014;", "\u{2014}"),
            ("&#X2014;", "\u{2014}"),
            ("&ndash;", "\u{2013}"), ("&nbsp;", " "), ("&#43;", "+"), ("&#47;", "/"), ("&#61;", "="),
            ("&gt;", ">"), ("&lt;", "<"), ("&amp;", "&"),
        ]
        return names.reduce(out) { $0.replacing($1.0, with: $1.1) }
    }
}
