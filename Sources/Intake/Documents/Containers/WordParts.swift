import StudyModel

/// What a Word document (ECMA-376, WordprocessingML) holds beside its text.
struct WordParts {
    private let parts: DocumentParts
    /// The part with the text, usually `word/document.xml`.
    let main: String

    init?(_ parts: DocumentParts) {
        guard let main = Self.main(in: parts), parts[main] != nil else { return nil }
        self.parts = parts
        self.main = main
    }

    /// Title, author and dates; insertions and deletions that nobody has accepted yet; comments.
    func properties() -> DocumentProperties {
        var properties = DocumentProperties()
        if let core = parts["docProps/core.xml"] { properties.readCore(core) }
        var ranges = CommentRanges()
        readText(into: &properties, &ranges)
        let folder = main.split(separator: "/").dropLast().joined(separator: "/")
        if let comments = parts[folder.isEmpty ? "comments.xml" : "\(folder)/comments.xml"] {
            properties.comments = Self.comments(in: comments, ranges)
        }
        return properties
    }

    private func readText(into properties: inout DocumentProperties, _ ranges: inout CommentRanges) {
        var scan = XMLScan(parts[main] ?? [])
        var isText = false
        while let token = scan.next() {
            switch token {
            case .start(let name):
                switch name.localName {
                case "ins": properties.insertions += 1
                case "del": properties.deletions += 1
                case "commentRangeStart": scan.attribute("w:id").map { ranges.begin($0) }
                case "commentRangeEnd": scan.attribute("w:id").map { ranges.end($0) }
                case "tab", "br", "p": ranges.add(" ")
                case "t": isText = true
                default: break
                }
            case .text(let text): if isText { ranges.add(text) }
            case .end: isText = false
            }
        }
    }

    private static func comments(in xml: [UInt8], _ ranges: CommentRanges) -> [DraftMemo] {
        var scan = XMLScan(xml)
        var memos: [DraftMemo] = []
        var memo: DraftMemo?
        var isText = false
        while memos.count < CommentRanges.most, let token = scan.next() {
            switch token {
            case .start(let name):
                switch name.localName {
                case "comment":
                    memo = DraftMemo(
                        author: DocumentProperties.filled(scan.attribute("w:author")),
                        at: scan.attribute("w:date")?.shortened(to: 40),
                        quote: scan.attribute("w:id").flatMap { ranges.quote($0) }, text: "")
                case "p": memo?.text += "\n"
                case "tab", "br": memo?.text += " "
                case "t": isText = true
                default: break
                }
            case .text(let text): if isText { memo?.text += text }
            case .end(let name):
                isText = false
                guard name.localName == "comment", var done = memo else { continue }
                done.text = done.text.trimmed
                if !done.text.isEmpty { memos.append(done) }
                memo = nil
            }
        }
        return memos
    }

    /// The part that the package's relations name as the document.
    private static func main(in parts: DocumentParts) -> String? {
        var scan = XMLScan(parts["_rels/.rels"] ?? [])
        while let token = scan.next() {
            guard case .start(let name) = token, name.localName == "Relationship",
                let type = scan.attribute("Type"), type.hasSuffix("/officeDocument"),
                let target = scan.attribute("Target")
            else { continue }
            return target.hasPrefix("/") ? String(target.dropFirst()) : target
        }
        return parts["word/document.xml"] == nil ? nil : "word/document.xml"
    }
}
