import StudyModel

/// What a document says of itself beside its text.
struct DocumentProperties: Equatable {
    var title: String?
    var author: String?
    var created: CalendarDay?
    var modified: CalendarDay?
    var insertions = 0
    var deletions = 0
    var comments: [DraftMemo] = []

    /// The day it was made, or last changed where it does not say that.
    var day: CalendarDay? { created ?? modified }

    /// Reads Dublin Core properties: `docProps/core.xml`, `meta.xml`, a package document of an e-book.
    ///
    /// The first of each is taken. In OpenDocument the author is the first one, not the last.
    mutating func readCore(_ xml: [UInt8]) {
        var scan = XMLScan(xml)
        var values: [String: String] = [:]
        var open: String?
        while let token = scan.next() {
            switch token {
            case .start(let name):
                let name = name.localName
                open = Self.names.contains(name) && values[name] == nil ? name : nil
            case .text(let text):
                if let open { values[open] = (values[open] ?? "") + String(text.prefix(2000)) }
            case .end: open = nil
            }
        }
        title = title ?? Self.telling(values["title"])
        author = author ?? Self.person(values["initial-creator"]) ?? Self.person(values["creator"])
        created = created ?? Self.day(values["created"] ?? values["creation-date"])
        modified = modified ?? Self.day(values["modified"] ?? values["date"])
    }

    private static let names: Set<String> = [
        "title", "creator", "initial-creator", "created", "creation-date", "modified", "date",
    ]

    static func filled(_ text: String?) -> String? {
        guard let line = text?.shortened(to: 200), !line.isEmpty else { return nil }
        return line
    }

    /// A name that somebody gave; `nil` for those that programs put there.
    static func person(_ text: String?) -> String? {
        filled(text).flatMap { nobody.contains($0.lowercased()) ? nil : $0 }
    }

    private static let nobody: Set<String> = [
        "(anonymous)", "anonymous", "unknown", "unknown author", "author", "user", "windows user",
        "microsoft office user",
        "office user", "administrator", "admin",
    ]

    /// A title that somebody gave; `nil` for those that programs put there.
    static func telling(_ text: String?) -> String? {
        guard var line = filled(text) else { return nil }
        if line.hasPrefix("Microsoft Word - ") { line = String(line.dropFirst(17)) }
        let lower = line.lowercased()
        guard line.utf8.contains(where: Ascii.isWord), !placeholders.contains(lower) else { return nil }
        let numberless = lower.trimmingDigits
        guard !placeholders.contains(numberless) else { return nil }
        // A file's name is no better than the one it has now.
        return fileEndings.contains(SourcePath(line).fileExtension) ? nil : line
    }

    private static let fileEndings: Set<String> = [
        "doc", "docx", "docm", "dot", "dotx", "odt", "ott", "rtf", "pdf", "htm", "html", "md", "txt", "tex",
        "dvi",
        "indd", "qxd", "pages", "wpd", "xml",
    ]
    private static let placeholders: Set<String> = [
        "untitled", "untitled document", "document", "word document", "slide", "powerpoint presentation",
        "no title", "(anonymous)", "anonymous", "template", "blank",
    ]

    /// The day of `2020-04-15T10:00:00Z`.
    static func day(_ text: String?) -> CalendarDay? {
        guard let text, text.utf8.count <= 60 else { return nil }
        return WrittenDate.first(in: Array(text.utf8))?.day
    }
}

extension String {
    /// Without the prefix of an XML name.
    var localName: String {
        guard let colon = utf8.lastIndex(of: 0x3A) else { return self }
        return String(self[index(after: colon)...])
    }

    fileprivate var trimmingDigits: String {
        var text = self[...]
        while let last = text.utf8.last, Ascii.isDigit(last) { text = text.dropLast() }
        return text.trimmed
    }
}

/// Comments with the words they were put on, gathered while a text is read.
struct CommentRanges {
    private var quotes: [String: String] = [:]
    private var open: [String] = []

    /// Ranges open at a time, and bytes of each; beyond them a range is cut short.
    private static let mostOpen = 50
    private static let longestQuote = 2000
    /// Comments read from one document.
    static let most = 2000

    mutating func begin(_ id: String) {
        guard open.count < Self.mostOpen, quotes.count < Self.most, quotes[id] == nil else { return }
        quotes[id] = ""
        open.append(id)
    }

    mutating func end(_ id: String) { open.removeAll { $0 == id } }

    mutating func add(_ text: String) {
        for id in open where (quotes[id]?.utf8.count ?? 0) < Self.longestQuote {
            quotes[id, default: ""] += text.utf8.count > Self.longestQuote ? text.shortened(to: 500) : text
        }
    }

    func quote(_ id: String) -> String? {
        guard let quote = quotes[id]?.singleLine, !quote.isEmpty else { return nil }
        return quote
    }
}
