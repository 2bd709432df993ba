import StudyModel

/// What an RTF document holds beside its text: `\info`, and comments in `\annotation` groups.
///
/// Source: Rich Text Format Specification 1.9.1.
struct RichTextParts {
    private let bytes: [UInt8]
    private var index = 0
    private var properties: DocumentProperties
    /// The destinations of the open groups that matter; the innermost last.
    private var groups: [Destination] = [.other]
    private var texts: [Destination: String] = [:]
    private var day: (year: Int, month: Int, day: Int) = (0, 0, 0)

    private enum Destination { case other, title, author, created, revised, commentAuthor, comment, skipped }

    static func properties(of bytes: [UInt8], _ known: DocumentProperties) -> DocumentProperties {
        var reader = RichTextParts(bytes: bytes, properties: known)
        reader.read()
        return reader.properties
    }

    private init(bytes: [UInt8], properties: DocumentProperties) {
        self.bytes = bytes
        self.properties = properties
    }

    private static let deepest = 1000

    private mutating func read() {
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            switch byte {
            case UInt8(ascii: "{"):
                guard groups.count < Self.deepest else { return }
                groups.append(groups.last ?? .other)
            case UInt8(ascii: "}"):
                let ended = groups.count > 1 ? groups.removeLast() : .other
                if ended != groups.last { finish(ended) }
            case UInt8(ascii: "\\"): control()
            case 0x0A, 0x0D: break
            default: add([byte])
            }
        }
    }

    private mutating func add(_ text: [UInt8]) {
        guard let destination = groups.last, destination != .other, destination != .skipped,
            (texts[destination]?.utf8.count ?? 0) < 20_000
        else { return }
        texts[destination, default: ""] += String(decoding: text, as: UTF8.self)
    }

    /// A control word, a control symbol, or `\'e9`.
    private mutating func control() {
        guard index < bytes.count else { return }
        let start = index
        while index < bytes.count, index - start < 32, Ascii.isLetter(bytes[index]) { index += 1 }
        guard index > start else {
            symbol()
            return
        }
        let word = bytes.text(start..<index)
        let numberStart = index
        if index < bytes.count, bytes[index] == UInt8(ascii: "-") { index += 1 }
        while index < bytes.count, index - numberStart < 9, Ascii.isDigit(bytes[index]) { index += 1 }
        let number = Int(bytes.text(numberStart..<index))
        if index < bytes.count, bytes[index] == 0x20 { index += 1 }
        take(word, number)
    }

    private mutating func symbol() {
        let byte = bytes[index]
        index += 1
        switch byte {
        case UInt8(ascii: "'"):
            guard index + 2 <= bytes.count, let value = UInt8(bytes.text(index..<index + 2), radix: 16) else {
                return
            }
            index += 2
            add(TextEncoding.windows1252.decode([value]))
        case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "\\"): add([byte])
        case UInt8(ascii: "~"): add([0x20])
        default: break
        }
    }

    private mutating func take(_ word: String, _ number: Int?) {
        switch word {
        case "title": begin(.title)
        case "author": begin(.author)
        case "creatim": begin(.created)
        case "revtim": begin(.revised)
        case "atnauthor": begin(.commentAuthor)
        case "annotation": begin(.comment)
        case "atnid", "atndate", "atnref", "atnparent", "fonttbl", "stylesheet", "pict", "object":
            begin(.skipped)
        case "yr": day.year = number ?? 0
        case "mo": day.month = number ?? 0
        case "dy": day.day = number ?? 0
        case "par", "line", "tab": add([0x20])
        case "u":
            guard let number, let scalar = Unicode.Scalar(UInt32(number & 0xFFFF)) else { return }
            add(Array(String(Character(scalar)).utf8))
            // The character for readers without Unicode.
            if index < bytes.count, bytes[index] == UInt8(ascii: "?") { index += 1 }
        default: break
        }
    }

    private mutating func begin(_ destination: Destination) {
        guard let last = groups.indices.last, last > 0 else { return }
        groups[last] = destination
        if destination == .created || destination == .revised { day = (0, 0, 0) }
    }

    private mutating func finish(_ destination: Destination) {
        let text = texts[destination]?.singleLine
        switch destination {
        case .title: properties.title = properties.title ?? DocumentProperties.telling(text)
        case .author: properties.author = properties.author ?? DocumentProperties.person(text)
        case .created:
            properties.created = CalendarDay(year: day.year, month: day.month, day: day.day)
        case .revised:
            properties.modified = CalendarDay(year: day.year, month: day.month, day: day.day)
        case .comment:
            texts[.comment] = nil
            let author = DocumentProperties.filled(texts.removeValue(forKey: .commentAuthor))
            guard let text, !text.isEmpty, properties.comments.count < CommentRanges.most else { return }
            properties.comments.append(DraftMemo(author: author, text: text))
        case .commentAuthor, .other, .skipped: break
        }
    }
}
