package import StudyModel

/// The coding frame as a picture: codes under their themes, and beside it how they stood before.
///
/// SVG without scripts, fonts or anything from elsewhere. A line leads from where a code stood to where it stands: thin where it
/// stayed, thick where it moved, dashed where it was merged or split; words at its end say the same.
package enum ThemeMap {
    /// More codes than this are no picture any more.
    package static let mostCodes = 400

    private static let rowHeight = 20
    private static let columnWidth = 330
    private static let gap = 170
    private static let top = 74

    /// One state of the frame.
    package struct State {
        /// When it stood so, in words.
        var title: String
        var codebook: Codebook
        /// Codings by code, where they were counted.
        var codings: [String: Int]

        package init(title: String, codebook: Codebook, codings: [String: Int]) {
            self.title = title
            self.codebook = codebook
            self.codings = codings
        }
    }

    /// Draws the frame as it stands, beside an earlier state where one is given.
    ///
    /// - Returns: `nil` for a frame without codes or with more than ``mostCodes``.
    package static func svg(of now: State, since before: State? = nil, title: String) -> String? {
        let rows = max(now.codebook.entries.count, before?.codebook.entries.count ?? 0)
        guard !now.codebook.isEmpty, rows <= mostCodes else { return nil }
        let left = before == nil ? 0 : columnWidth + gap
        let changes = before.map { changed(from: $0.codebook, to: now.codebook) } ?? [:]
        var lines = SVGText.head(
            width: left + columnWidth + 130, height: top + rows * rowHeight + 40, title: title,
            description: description(of: now.codebook, changes))
        if let before {
            lines += links(from: before.codebook, to: now.codebook, x: columnWidth, width: gap)
            lines += column(before, x: 0, words: [:])
        }
        lines += column(now, x: left, words: changes)
        let foot = top + rows * rowHeight + 22
        let links = before == nil ? "" : " Thick lines moved, dashed ones were merged or split."
        lines.append(
            "<text x=\"10\" y=\"\(foot)\" font-size=\"11\">Bold: themes. Numbers: codings.\(links)</text>")
        return (lines + ["</svg>"]).joined(separator: "\n") + "\n"
    }

    // MARK: Columns

    private static func column(_ state: State, x: Int, words: [CodeID: String]) -> [String] {
        var lines = [
            "<text x=\"\(x + 10)\" y=\"54\" font-weight=\"bold\">\(SVGText.escaped(state.title))</text>"
        ]
        let parents = Set(state.codebook.entries.compactMap(\.path.parent))
        for (row, entry) in state.codebook.entries.enumerated() {
            let y = top + row * rowHeight + 14
            let indent = min(depth(entry.path), 6) * 16
            let name = SVGText.clipped(entry.code.name, 38 - indent / 8)
            let weight = parents.contains(entry.path) ? " font-weight=\"bold\"" : ""
            let ink =
                entry.code.status == .retired ? " fill=\"#777777\" text-decoration=\"line-through\"" : ""
            lines.append(
                "<text x=\"\(x + 10 + indent)\" y=\"\(y)\"\(weight)\(ink)>\(SVGText.escaped(name))<title>\(SVGText.escaped(entry.path.rawValue))</title></text>"
            )
            let note = "font-size=\"11\" fill=\"#444444\""
            if let count = state.codings[entry.code.id.rawValue] {
                lines.append(
                    "<text x=\"\(x + columnWidth - 12)\" y=\"\(y)\" text-anchor=\"end\" \(note)>\(count)</text>"
                )
            }
            if let word = words[entry.code.id] {
                lines.append(
                    "<text x=\"\(x + columnWidth - 4)\" y=\"\(y)\" \(note)>\(SVGText.escaped(word))</text>")
            }
        }
        return lines
    }

    private static func depth(_ path: CodePath) -> Int {
        var depth = 0
        var current = path.parent
        while let step = current { (depth, current) = (depth + 1, step.parent) }
        return depth
    }

    // MARK: History

    /// What became of each code of the present frame since an earlier one, in a word or two.
    static func changed(from before: Codebook, to now: Codebook) -> [CodeID: String] {
        var words: [CodeID: String] = [:]
        for entry in now.entries {
            guard let old = before[entry.code.id] else {
                words[entry.code.id] = "new"
                continue
            }
            var parts: [String] = []
            if old.path.parent != entry.path.parent { parts.append("moved") }
            if old.code.name != entry.code.name { parts.append("renamed") }
            if !old.code.means(theSameAs: entry.code) { parts.append("redefined") }
            if old.code.status != .retired, entry.code.status == .retired {
                parts.append(entry.code.replacedBy.isEmpty ? "retired" : "replaced")
            }
            if !parts.isEmpty { words[entry.code.id] = parts.joined(separator: ", ") }
        }
        return words
    }

    private static func links(from before: Codebook, to now: Codebook, x: Int, width: Int) -> [String] {
        let places = Dictionary(
            now.entries.enumerated().map { ($1.code.id, $0) }, uniquingKeysWith: { first, _ in first })
        var lines: [String] = []
        for (row, entry) in before.entries.enumerated() {
            let id = entry.code.id
            guard let current = now[id] else { continue }
            let isReplaced = entry.code.replacedBy.isEmpty && !current.code.replacedBy.isEmpty
            if isReplaced {
                for next in current.code.replacedBy.compactMap({ places[$0] }) {
                    lines.append(
                        curve(
                            row, next, x, width,
                            "stroke=\"#b5762a\" stroke-width=\"1.6\" stroke-dasharray=\"5 3\""))
                }
            }
            guard let place = places[id] else { continue }
            let isMoved = entry.path.parent != current.path.parent
            let style =
                isMoved
                ? "stroke=\"#1f4e79\" stroke-width=\"2.2\"" : "stroke=\"#bbbbbb\" stroke-width=\"0.8\""
            lines.append(curve(row, place, x, width, style))
        }
        return lines
    }

    private static func curve(_ row: Int, _ place: Int, _ x: Int, _ width: Int, _ style: String) -> String {
        let (from, to) = (top + row * rowHeight + 10, top + place * rowHeight + 10)
        let middle = x + width / 2
        return
            "<path d=\"M \(x) \(from) C \(middle) \(from), \(middle) \(to), \(x + width) \(to)\" fill=\"none\" \(style)/>"
    }

    private static func description(of now: Codebook, _ changes: [CodeID: String]) -> String {
        let themes = Set(now.entries.compactMap(\.path.parent)).count
        let changed = changes.isEmpty ? "" : " \(changes.count) codes are new or changed."
        return "\(now.entries.count) codes, \(themes) of them themes with codes below them.\(changed)"
    }
}
