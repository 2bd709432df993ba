import StudyModel

/// The parts of minutes: who was there, what was on the agenda, what was decided and who does what.
///
/// Reads Markdown, plain text, and what converters make of Word, OpenDocument and web pages: a part begins at a heading,
/// at a line in bold, at a line of its name alone, or at `Name:` with what belongs to it behind.
struct MinutesShape {
    var present: [String]?
    var apologies: [String]?
    var chair: [String]?
    var scribes: [String]?
    private(set) var actions: [String] = []
    private(set) var decisions: [String] = []
    /// Which parts there are among the first lines.
    private(set) var parts: Set<MinutesPart> = []

    private var listed: [String] = []
    private var headings: [String] = []
    private var topics: [String] = []
    private var numbered: [String] = []

    /// The agenda's items; without one, the headings under `Topics`, the numbered headings, or the items under `Topics`
    /// where those are not what was said.
    var agenda: [String] {
        if !listed.isEmpty { return listed }
        if !headings.isEmpty { return headings }
        if numbered.count >= 3 { return numbered }
        return topics.contains(where: MinutesLine.isTurn) ? [] : topics
    }

    /// Lines in which people and the parts themselves are looked for.
    private static let headLines = 200
    private static let longest = 300
    private static let most = 200
    private static let empty: Set<String> = ["text", "none", "n/a", "nil", "-", "tbc", "name: text"]

    /// The part under way.
    struct Open {
        var part: MinutesPart
        /// 1 to 6 for headings, 7 for other lines.
        var level: Int
        var hasItems = false
        /// Whether headings under it are its items.
        var hasHeadings = false
        var indent = 0
        /// Whether Markdown marks its heading, so that what follows is no heading.
        var isMarked = false
        /// Who the items concern, from a heading such as `GA Actions`.
        var who: String?
    }
    var open: Open?
    /// The part around it, where it stands under one of the headings there.
    private var outer: Open?
    /// Whether the line above was not empty, so that a list without bullets may go on.
    var isTight = false
    /// What the columns of a table under way are.
    private var table: MinutesPart?
    private var number = 0

    /// - Parameter isWhole: Whether actions and decisions beyond the first lines are wanted.
    init(_ bytes: [UInt8], from start: Int = 0, isWhole: Bool) {
        let limit = isWhole ? 1 << 20 : 64 * 1024
        var fenced = false
        for line in TextLines(bytes, from: start, limit: limit).prefix(isWhole ? 20_000 : Self.headLines) {
            number += 1
            let content = bytes.trimmed(line)
            if bytes[content].starts(with: "```".utf8) { fenced.toggle() }
            if fenced { continue }
            guard !content.isEmpty else {
                isTight = false
                table = nil
                continue
            }
            take(bytes, content, indent: content.lowerBound - line.lowerBound)
            isTight = true
        }
    }

    private mutating func take(_ bytes: [UInt8], _ line: Range<Int>, indent: Int) {
        if bytes[line.lowerBound] == 0x7C { return takeRow(bytes.text(line)) }
        let level = MinutesLine.level(bytes, line)
        if level > 0, bytes[line].contains(0x3C) {
            let text = NameList.withoutTags(bytes.text(line))
            let plain = Array(text.singleLine.utf8)
            if !plain.isEmpty, !plain.contains(0x3C) { return take(plain, 0..<plain.count, indent: indent) }
        }
        if let label = MinutesLine.label(bytes, line, isHeading: level > 0) {
            return take(label, level: level, bytes, line, indent: indent)
        }
        if level > 0 {
            return takeHeading(TextHead.plain(MinutesLine.text(ofHeading: bytes, line)), level: level)
        }
        if TextHead.isRule(bytes, line) {
            open = nil
        } else if let item = TextHead.listItem(bytes, line) {
            takeItem(bytes.text(item), indent: indent)
        } else {
            takeLine(bytes.text(line), indent: indent)
        }
    }

    // MARK: Heads of parts

    private mutating func take(
        _ label: MinutesLine.Label, level: Int, _ bytes: [UInt8], _ line: Range<Int>, indent: Int
    ) {
        let value = bytes.text(label.value).trimmed
        if !value.isEmpty, !label.part.isPeople, MinutesPart.single.contains(label.name) {
            return addItem(value, to: label.part)
        }
        if number <= Self.headLines { parts.insert(label.part) }
        if label.part == .business {
            return takeHeading(
                TextHead.plain(MinutesLine.text(ofHeading: bytes, line)), level: level > 0 ? level : 7)
        }
        // A second list of the same name is not added to the first.
        let isRepeated = label.part.isPeople && (names(label.part) != nil || number > Self.headLines)
        if let current = open, level > current.level, level < 7,
            [.topics, .minutes, .agenda].contains(current.part)
        {
            outer = current
        }
        open =
            isRepeated
            ? nil : Open(part: label.part, level: level > 0 ? level : 7, isMarked: level > 0, who: label.who)
        guard !isRepeated else { return }
        if label.part.isPeople { set(names: [], of: label.part) }
        guard !value.isEmpty else { return }
        if label.part.isPeople {
            for name in NameList.split(value) { add(name: name) }
            open?.hasItems = true
        } else if label.part == .agenda || label.part == .actions || label.part == .decisions {
            addItem(value, to: label.part)
        }
    }

    private mutating func takeHeading(_ text: String, level: Int) {
        if let first = text.utf8.first, Ascii.isDigit(first), let space = text.firstIndex(of: " ") {
            let mark = text[..<space]
            if mark.utf8.count <= 5, mark.hasSuffix(".") || mark.hasSuffix(")") {
                Self.append(String(text[space...]).trimmed, to: &numbered)
            }
        }
        if let current = open, level <= current.level {
            open = outer.flatMap { level > $0.level ? $0 : nil }
            outer = nil
        }
        guard let part = open?.part else { return }
        switch part {
        case .agenda where open?.hasItems == false: appendHeading(text, level: level, to: \.listed)
        case .topics, .minutes: appendHeading(text, level: level, to: \.headings)
        case .actions, .decisions: break
        case .agenda, .present, .apologies, .chair, .scribes, .business: open = nil
        }
    }

    /// Headings of the level below the part's own are its items; those further down belong to them.
    private mutating func appendHeading(_ text: String, level: Int, to list: WritableKeyPath<Self, [String]>)
    {
        guard let opened = open?.level, level == opened + 1 || opened == 7 else { return }
        open?.hasHeadings = true
        Self.append(text, to: &self[keyPath: list])
    }

    // MARK: Items

    private mutating func takeItem(_ item: String, indent: Int) {
        if MinutesLine.isAssigned(item) { return Self.append(item, to: &actions) }
        guard let part = open?.part else { return }
        if part.isPeople {
            let name = NameList.name(item)
            open?.hasItems = true
            takeRole(of: item, name: name)
            return name.isEmpty ? () : add(name: name)
        }
        if open?.hasItems == false { open?.indent = indent }
        guard indent <= (open?.indent ?? 0) + 1, open?.hasHeadings == false else { return }
        open?.hasItems = true
        addItem(open?.who.map { "\($0): \(item)" } ?? item, to: part)
    }

    /// A line that is no item: one of a list without bullets, the rest of an item, or the end of the list.
    private mutating func takeLine(_ text: String, indent: Int) {
        guard let current = open else { return }
        if current.part.isPeople { return takePeople(text, current) }
        guard isTight else {
            if current.hasItems, current.part == .agenda { open = nil }
            return
        }
        if current.hasItems, indent > current.indent {
            continueItem(text, of: current.part)
        } else if !current.hasHeadings, current.part != .minutes, current.part != .topics,
            text.utf8.count <= 200
        {
            takeItem(text, indent: indent)
        }
    }

    /// The rest of an item that was wrapped.
    private mutating func continueItem(_ text: String, of part: MinutesPart) {
        func longer(_ list: inout [String]) {
            guard let last = list.popLast() else { return }
            list.append("\(last) \(text)".shortened(to: Self.longest))
        }
        switch part {
        case .agenda: longer(&listed)
        case .actions: longer(&actions)
        case .decisions: longer(&decisions)
        case .present, .apologies, .chair, .scribes, .topics, .minutes, .business: break
        }
    }

    private mutating func addItem(_ text: String, to part: MinutesPart) {
        switch part {
        case .agenda: Self.append(text, to: &listed)
        case .topics: Self.append(text, to: &topics)
        case .actions: Self.append(MinutesLine.withoutMark(text), to: &actions)
        case .decisions: Self.append(MinutesLine.withoutMark(text), to: &decisions)
        case .minutes, .business, .present, .apologies, .chair, .scribes: break
        }
    }

    private static func append(_ text: String, to list: inout [String]) {
        var item = NameList.withoutLinks(text).replacing("**", with: "").shortened(to: longest)
        if item.contains("\\") { item = item.replacing("\\[", with: "[").replacing("\\]", with: "]") }
        guard !item.isEmpty, !empty.contains(item.lowercased()), list.count < most, !list.contains(item)
        else { return }
        list.append(item)
    }

    // MARK: Tables

    /// A row of a table whose head names actions or decisions.
    private mutating func takeRow(_ row: String) {
        let cells = row.split(separator: "|").map { String($0).trimmed }.filter { !$0.isEmpty }
        if let table {
            guard !cells.allSatisfy({ $0.utf8.allSatisfy { $0 == 0x2D || $0 == 0x3A } }) else { return }
            addItem(cells.joined(separator: " | "), to: table)
        } else if !isTight {
            let heads = cells.map { TextHead.plain($0).lowercased() }
            if heads.contains(where: { MinutesPart.labels[$0] == .actions }) {
                table = .actions
            } else if heads.contains(where: { MinutesPart.labels[$0] == .decisions }) {
                table = .decisions
            }
        }
    }
}
