@testable import REFIQDA

/// A project as another program would write it, with positions counted its way.
struct ForeignProject {
    struct Text {
        /// With line feeds and without a byte-order mark.
        var text: String
        var spans: [Range<Int>]
        var names: [String?] = []
    }

    var reading = QDAOffsetReading.standard
    var hasCRLF = false
    var hasMark = false
    /// Whether positions of ends are those of the last character.
    var isInclusive = false
    var folder = "sources"
    var texts: [Text]

    /// Counted one character after the other, without anything of what is tested.
    private func position(_ index: Int, in text: String) -> Int {
        var position = hasMark && reading.countsByteOrderMark ? 1 : 0
        for scalar in text.unicodeScalars.prefix(index) {
            if scalar == "\n", hasCRLF, reading.countsCarriageReturn { position += 1 }
            position += reading.unit == .utf16 ? UTF16.width(scalar) : 1
        }
        return position
    }

    func archive() throws -> [UInt8] {
        var xml =
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><Project xmlns=\"urn:QDA-XML:project:1.0\" name=\"x\"><Sources>"
        var files: [(String, [UInt8])] = []
        for (number, text) in texts.enumerated() {
            let guid = QDAGUID.test(number)
            xml += "<TextSource guid=\"\(guid)\" name=\"\(number)\" plainTextPath=\"internal://\(guid).txt\">"
            for (index, span) in text.spans.enumerated() {
                let name = index < text.names.count ? text.names[index].map { " name=\"\($0)\"" } ?? "" : ""
                let end = position(span.upperBound, in: text.text) - (isInclusive ? 1 : 0)
                xml += "<PlainTextSelection guid=\"\(QDAGUID.test(1000 * (number + 1) + index))\"\(name)"
                xml +=
                    " startPosition=\"\(position(span.lowerBound, in: text.text))\" endPosition=\"\(end)\"/>"
            }
            xml += "</TextSource>"
            let lines = text.text.split(separator: "\n", omittingEmptySubsequences: false)
            let body = lines.joined(separator: hasCRLF ? "\r\n" : "\n")
            files.append(("\(folder)/\(guid).txt", Array(((hasMark ? "\u{FEFF}" : "") + body).utf8)))
        }
        xml += "</Sources></Project>"
        return try Zip.project(xml, files)
    }

    /// Sentences with line ends and emoji, and spans of some words each.
    static func interview(seed: UInt64, spans count: Int, astral: Bool = true) -> Text {
        var random = SeededGenerator(seed)
        let words = [
            "the", "volunteers", "walked", "gardens", "loneliness", "practice", "nurse", "naïve", "weekly",
        ]
        var text = String.UnicodeScalarView()
        var ends: [(start: Int, end: Int)] = []
        for number in 0..<count * 4 {
            let word = words[Int.random(in: 0..<words.count, using: &random)]
            ends.append((text.count, text.count + word.unicodeScalars.count))
            text.append(contentsOf: word.unicodeScalars)
            switch number % 7 {
            case 3: text.append(contentsOf: ".\n".unicodeScalars)
            case 5 where astral: text.append(contentsOf: " 😀 ".unicodeScalars)
            default: text.append(" ")
            }
        }
        let spans = (0..<count).map { number in
            ends[number * 4].start..<ends[number * 4 + Int.random(in: 0...3, using: &random)].end
        }
        return Text(text: String(text), spans: spans)
    }
}
