import StudyModel

/// What an OpenDocument text (ODF 1.3) holds beside its text.
struct OpenDocumentParts {
    private let parts: DocumentParts

    init(_ parts: DocumentParts) { self.parts = parts }

    /// Whether the manifest says that the text is encrypted.
    var isEncrypted: Bool { parts["META-INF/manifest.xml"]?.holds("encryption-data") == true }

    /// Title, author and dates; insertions and deletions that nobody has accepted yet; annotations.
    func properties() -> DocumentProperties {
        var properties = DocumentProperties()
        if let meta = parts["meta.xml"] { properties.readCore(meta) }
        var reader = Annotations()
        var scan = XMLScan(parts["content.xml"] ?? [])
        while let token = scan.next() { reader.take(token, scan) }
        properties.insertions = reader.insertions
        properties.deletions = reader.deletions
        properties.comments = reader.memos
        return properties
    }

    /// Annotations stand where they begin; one put on words has a name, and an end mark with the same name.
    private struct Annotations {
        private(set) var insertions = 0
        private(set) var deletions = 0
        private var found: [(id: String, memo: DraftMemo)] = []
        private var ranges = CommentRanges()
        private var current: (id: String, memo: DraftMemo)?
        private var field = ""

        var memos: [DraftMemo] {
            found.map { id, memo in
                var memo = memo
                memo.quote = ranges.quote(id)
                return memo
            }
        }

        mutating func take(_ token: XMLScan.Token, _ scan: XMLScan) {
            switch token {
            case .start(let name): begin(name, scan)
            case .text(let text): add(text)
            case .end(let name): end(name)
            }
        }

        private mutating func begin(_ name: String, _ scan: XMLScan) {
            switch name {
            case "text:insertion": insertions += 1
            case "text:deletion": deletions += 1
            case "office:annotation" where found.count < CommentRanges.most:
                current = (scan.attribute("office:name") ?? "", DraftMemo(text: ""))
            case "office:annotation-end": scan.attribute("office:name").map { ranges.end($0) }
            case "text:p": if current != nil { current?.memo.text += "\n" } else { ranges.add(" ") }
            case "text:s", "text:tab", "text:line-break":
                if current != nil { current?.memo.text += " " } else { ranges.add(" ") }
            default: break
            }
            field = name
        }

        private mutating func add(_ text: String) {
            guard current != nil else {
                ranges.add(text)
                return
            }
            switch field {
            case "dc:creator": current?.memo.author = DocumentProperties.filled(text)
            case "dc:date": current?.memo.at = text.shortened(to: 40)
            case "meta:creator-initials", "loext:sender-initials": break
            default: current?.memo.text += text
            }
        }

        private mutating func end(_ name: String) {
            field = ""
            guard name == "office:annotation", var done = current else { return }
            current = nil
            done.memo.text = done.memo.text.trimmed
            if !done.memo.text.isEmpty { found.append(done) }
            if !done.id.isEmpty { ranges.begin(done.id) }
        }
    }
}
