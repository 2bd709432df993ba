/// A form for a note: headings with prompts under them, between which the person writes.
///
/// Prompts are Markdown comments on lines of their own, `<!-- Who was there? -->`. What nobody touched is taken out when
/// the note is saved, so that a record holds what was seen and heard, and of the form only the headings it needs.
package struct NoteTemplate: Hashable, Sendable {
    /// The form as the editor shows it.
    package let text: String
    private let prompts: Set<String>
    private let headings: Set<String>

    package init(_ text: String) {
        self.text = text
        let lines = Self.lines(text).map(Self.content)
        prompts = Set(lines.filter { $0.hasPrefix("<!--") && $0.hasSuffix("-->") })
        headings = Set(lines.filter { Self.level($0) > 0 })
    }

    private struct Section {
        var heading: String?
        var level = 0
        var lines: [String] = []
        var isBlank: Bool { lines.allSatisfy { NoteTemplate.content($0).isEmpty } }
    }

    /// What the person wrote: without untouched prompts, and without the form's sections that hold nothing.
    ///
    /// The form's title, a heading of the first level, stays. So does everything the person wrote, headings and comments
    /// of their own too; empty lines at both ends of a section become one.
    ///
    /// - Throws: `record.empty` where nothing was written.
    package func filled(_ edited: String) throws(StudyError) -> String {
        let sections = sections(of: edited)
        guard sections.contains(where: { !$0.isBlank || isOwn($0) }) else {
            throw StudyError(
                .recordEmpty, "Nothing was written into the template; nothing was saved.",
                hint: "Write under its headings, or give the note on the command line.")
        }
        // From the end, so that a heading knows whether a section under it stays.
        var below = [Bool](repeating: false, count: 8)
        var kept: [Section] = []
        for section in sections.reversed() {
            let holds = !section.isBlank || isOwn(section) || section.level == 1 || below[(section.level + 1)...].contains(true)
            for level in (section.level + 1)..<8 { below[level] = false }
            guard holds else { continue }
            below[section.level] = true
            kept.append(section)
        }
        return kept.reversed().map(Self.written).joined(separator: "\n")
    }

    private func isOwn(_ section: Section) -> Bool {
        section.heading.map { !headings.contains(Self.content($0)) } ?? false
    }

    private func sections(of edited: String) -> [Section] {
        var sections = [Section()]
        for line in Self.lines(edited) {
            let content = Self.content(line)
            if prompts.contains(content) { continue }
            let level = Self.level(content)
            if level > 0 {
                sections.append(Section(heading: line, level: level))
            } else {
                sections[sections.count - 1].lines.append(line)
            }
        }
        if sections[0].isBlank { sections.removeFirst() }
        return sections
    }

    private static func written(_ section: Section) -> String {
        let isEmpty: (String) -> Bool = { content($0).isEmpty }
        let lines = section.lines.drop(while: isEmpty).reversed().drop(while: isEmpty).reversed()
        let heading = section.heading.map { [$0] } ?? []
        let gap = heading.isEmpty || lines.isEmpty ? [] : [""]
        return (heading + gap + lines + [""]).joined(separator: "\n")
    }

    /// 1 to 6 for `# Heading`, else 0.
    private static func level(_ content: String) -> Int {
        let marks = content.utf8.prefix { $0 == 0x23 }.count
        let rest = content.utf8.dropFirst(marks).first
        return (1...6).contains(marks) && (rest == nil || rest == 0x20 || rest == 0x09) ? marks : 0
    }

    private static func lines(_ text: String) -> [String] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last == "" { lines.removeLast() }
        return lines
    }

    /// A line without white space at its ends.
    private static func content(_ line: String) -> String {
        let bytes = Array(line.utf8)
        guard let first = bytes.firstIndex(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }),
            let last = bytes.lastIndex(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D })
        else { return "" }
        return String(decoding: bytes[first...last], as: UTF8.self)
    }
}
