/// The text part of an OpenDocument file with its fields as the text they show, because pandoc leaves fields out.
enum OpenDocumentContent {
    /// Without the tags of fields, linear in the input.
    static func withoutFields(_ content: [UInt8]) -> [UInt8] {
        guard content.holds("<text:") else { return content }
        var scan = XMLScan(content)
        var out: [UInt8] = []
        out.reserveCapacity(content.count)
        var copied = 0
        while let token = scan.next() {
            guard case .text = token else {
                let tag = scan.tagRange
                guard tag.lowerBound >= copied, isField(content, tag) else { continue }
                out += content[copied..<tag.lowerBound]
                copied = tag.upperBound
                continue
            }
        }
        return out + content[copied...]
    }

    private static func isField(_ content: [UInt8], _ tag: Range<Int>) -> Bool {
        let name = content[tag].drop { $0 == 0x3C || $0 == 0x2F }.prefix {
            $0 > 0x20 && $0 != 0x3E && $0 != 0x2F
        }
        guard name.starts(with: "text:".utf8) else { return false }
        let word = String(decoding: name.dropFirst(5), as: UTF8.self)
        return fields.contains(word) || word.hasPrefix("sender-") || word.hasPrefix("user-field")
    }

    /// Source: OpenDocument 1.3, part 3, 7 (text fields).
    private static let fields: Set<String> = [
        "author-initials", "author-name", "chapter", "character-count", "conditional-text", "creation-date",
        "creation-time", "creator", "database-display", "database-name", "date", "description", "drop-down",
        "editing-cycles", "editing-duration", "expression", "file-name", "initial-creator", "keywords",
        "measure",
        "meta-field", "modification-date", "modification-time", "page-count", "page-number", "placeholder",
        "print-date", "print-time", "printed-by", "sequence", "subject", "table-formula", "template-name",
        "text-input", "time", "title", "user-defined", "variable-get", "variable-input", "variable-set",
        "word-count",
    ]
}
