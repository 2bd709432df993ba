import StudyModel

/// What the beginning of a text says about it: title, date, those present, and whether it reads as minutes.
struct TextHead {
    private(set) var heading: String?
    private(set) var firstLine: String?
    /// From a line `Date: ...`.
    private(set) var dateLine: WrittenDate?
    /// From the title.
    private(set) var titleDate: WrittenDate?
    /// From another short line near the top.
    private(set) var looseDate: WrittenDate?
    private(set) var present: [String]?
    private(set) var scribes: [String]?
    /// How many of the parts that minutes have are there.
    private(set) var minutesCues: Set<Cue> = []

    enum Cue: String { case present, apologies, agenda, minutes, actions, scribes, chair }

    /// Lines looked at for title and date.
    private static let headLines = 30
    /// Lines looked at for the parts of minutes.
    private static let partLines = 200

    /// The list being read, and whether it holds an item yet.
    private var list: (cue: Cue, begun: Bool)?
    /// Whether the line above was not empty, so that a list without bullets may go on.
    private var isTight = false

    /// Reads the head of a text whose body begins at `start`, behind a front matter.
    init(_ bytes: [UInt8], from start: Int = 0) {
        var number = 0
        var fenced = false
        for line in TextLines(bytes, from: start, limit: 64 * 1024).prefix(Self.partLines) {
            number += 1
            let content = bytes.trimmed(line)
            if bytes[content].starts(with: "```".utf8) { fenced.toggle() }
            if fenced { continue }
            take(bytes, content, number: number)
        }
    }

    private mutating func take(_ bytes: [UInt8], _ line: Range<Int>, number: Int) {
        guard !line.isEmpty else {
            isTight = false
            return
        }
        defer { isTight = true }
        if firstLine == nil, Self.holdsWord(bytes, line) { firstLine = Self.plain(bytes.text(line)) }
        let level = Self.headingLevel(bytes, line)
        if level > 0, heading == nil {
            let text = Self.plain(bytes.text(line.dropFirst(level)))
            if !text.isEmpty { heading = text }
        }
        if number <= Self.headLines { takeDate(bytes, line, isTitle: level == 1 || number == 1) }
        takePart(bytes, line, level: level)
    }

    // MARK: Dates

    private mutating func takeDate(_ bytes: [UInt8], _ line: Range<Int>, isTitle: Bool) {
        if dateLine == nil, let value = Self.value(ofLabels: ["date", "datum", "when"], bytes, line) {
            dateLine = WrittenDate.first(in: bytes, range: value)
        }
        guard line.count <= 200 else { return }
        if isTitle, titleDate == nil { titleDate = WrittenDate.first(in: bytes, range: line) }
        if !isTitle, looseDate == nil, line.count <= 80 {
            looseDate = WrittenDate.first(in: bytes, range: line)
        }
    }

    // MARK: Parts of minutes

    private mutating func takePart(_ bytes: [UInt8], _ line: Range<Int>, level: Int) {
        if let (cue, value) = Self.cue(bytes, line, isHeading: level > 0) {
            minutesCues.insert(cue)
            open(cue)
            if !value.isEmpty { add(NameList.split(bytes.text(value))) }
        } else if level > 0 || Self.isRule(bytes, line) {
            list = nil
        } else if let list {
            let item = Self.listItem(bytes, line)
            guard item != nil || (isTight && line.count <= 60) else {
                if list.begun { self.list = nil }
                return
            }
            let name = NameList.name(bytes.text(item ?? line))
            if !name.isEmpty { add([name]) }
        }
    }

    /// Begins the list under a part's heading; a second one of the same name is not added to the first.
    private mutating func open(_ cue: Cue) {
        list = nil
        if cue == .present, present == nil {
            present = []
            list = (cue, false)
        } else if cue == .scribes, scribes == nil {
            scribes = []
            list = (cue, false)
        }
    }

    private mutating func add(_ names: [String]) {
        guard let cue = list?.cue else { return }
        list?.begun = true
        if cue == .present { present?.append(contentsOf: names) } else { scribes?.append(contentsOf: names) }
    }

    private static let labels: [(label: String, cue: Cue)] = [
        ("present", .present), ("attendees", .present), ("attendance", .present), ("in attendance", .present),
        ("attending", .present), ("participants", .present), ("people present", .present),
        ("apologies", .apologies), ("regrets", .apologies), ("absent", .apologies),
        ("apologies for absence", .apologies), ("agenda", .agenda), ("minutes", .minutes),
        ("scribe", .scribes), ("scribes", .scribes), ("minute taker", .scribes),
        ("minutes taken by", .scribes),
        ("note taker", .scribes), ("chair", .chair), ("chairs", .chair),
        ("actions", .actions), ("action items", .actions), ("matters arising", .actions),
        ("any other business", .actions),
        ("aob", .actions),
    ]

    /// A line that is a heading of a part, alone or with a value: `## Present`, `Apologies:`, `Present: SP1,
    /// SP2`.
    private static func cue(_ bytes: [UInt8], _ line: Range<Int>, isHeading: Bool) -> (Cue, Range<Int>)? {
        guard line.count <= 4000 else { return nil }
        var start = line.lowerBound
        while start < line.upperBound, !Ascii.isWord(bytes[start]), start - line.lowerBound < 12 {
            start += 1
        }
        var end = start
        while end < line.upperBound, end - start < 26, Ascii.isLetter(bytes[end]) || bytes[end] == 0x20 {
            end += 1
        }
        guard end == line.upperBound || [0x3A, 0x2A, 0x5F, 0x23].contains(bytes[end]) else { return nil }
        let label = bytes.text(bytes.trimmed(start..<end)).lowercased()
        guard let cue = labels.first(where: { $0.label == label })?.cue else { return nil }
        var rest = end
        var colon = false
        while rest < line.upperBound, [0x3A, 0x2A, 0x5F, 0x23, 0x20].contains(bytes[rest]) {
            colon = colon || bytes[rest] == 0x3A
            rest += 1
        }
        // A word alone on its line is the heading of a part in plain text; with more text it needs a colon.
        guard rest == line.upperBound ? listItem(bytes, line) == nil || colon : colon else { return nil }
        return (cue, bytes.trimmed(rest..<line.upperBound))
    }

    // MARK: Lines

    /// The value behind one of some labels at the start of a line: `* **Date:** 2020-04-15`.
    static func value(ofLabels labels: [String], _ bytes: [UInt8], _ line: Range<Int>) -> Range<Int>? {
        var start = line.lowerBound
        while start < line.upperBound, !Ascii.isWord(bytes[start]), start - line.lowerBound < 8 { start += 1 }
        for label in labels where start + label.utf8.count < line.upperBound {
            let end = start + label.utf8.count
            guard zip(bytes[start..<end], label.utf8).allSatisfy({ Ascii.lowercased($0) == $1 }) else {
                continue
            }
            var index = end
            while index < line.upperBound, [0x2A, 0x5F, 0x20].contains(bytes[index]) { index += 1 }
            guard index < line.upperBound, bytes[index] == 0x3A else { continue }
            return index + 1..<line.upperBound
        }
        return nil
    }

    static func headingLevel(_ bytes: [UInt8], _ line: Range<Int>) -> Int {
        let level = bytes[line].prefix(7).prefix(while: { $0 == UInt8(ascii: "#") }).count
        guard (1...6).contains(level), level < line.count, Ascii.isSpace(bytes[line.lowerBound + level])
        else { return 0 }
        return level
    }

    /// What follows a bullet or a number.
    static func listItem(_ bytes: [UInt8], _ line: Range<Int>) -> Range<Int>? {
        guard let first = bytes[line].first else { return nil }
        var start = line.lowerBound + 1
        if Ascii.isDigit(first) {
            while start < line.upperBound, Ascii.isDigit(bytes[start]) { start += 1 }
            guard start < line.upperBound, bytes[start] == 0x2E || bytes[start] == 0x29 else { return nil }
            start += 1
        } else if ![0x2A, 0x2D, 0x2B].contains(first) {
            return nil
        }
        guard start == line.upperBound || Ascii.isSpace(bytes[start]) else { return nil }
        return bytes.trimmed(start..<line.upperBound)
    }

    static func isRule(_ bytes: [UInt8], _ line: Range<Int>) -> Bool {
        line.count >= 3 && bytes[line].allSatisfy { [0x2D, 0x2A, 0x5F, 0x3D].contains($0) }
    }

    private static func holdsWord(_ bytes: [UInt8], _ line: Range<Int>) -> Bool {
        bytes[line].contains(where: Ascii.isWord)
    }

    /// Heading text without its closing marks, links and emphasis.
    private static func plain(_ text: String) -> String {
        var text = NameList.withoutLinks(text).trimmed[...]
        while text.last == "#" { text = text.dropLast() }
        while text.first == "#" { text = text.dropFirst() }
        return String(text).replacing("**", with: "").trimmed
    }
}
