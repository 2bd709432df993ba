internal import StudyModel

/// A table of an audit page.
struct AuditTable {
    enum Cell {
        case text(String)
        /// Small and quiet.
        case soft(String)
        case number(Int)
        /// A digest, a path or an id, which may break anywhere.
        case code(String)
        /// Half a digest, which stands on a line of its own.
        case digest(String)
        /// Something that a reader must not pass over.
        case flag(String)
        /// Several, a line each.
        case lines([Cell])
        /// Markup of ours.
        case markup(String)
        /// Points of the checklist.
        case points(Int)
    }

    var caption: String?
    var columns: [String]
    var rows: [[Cell]]
    var looks = Looks.plain

    enum Looks: String {
        case plain
        /// Rows are named in their first column, and columns are not.
        case named
        /// A few short columns, which would stand far apart.
        case narrow
        /// Items with points, whose columns stand alike in several tables.
        case items
        /// Items without points, likewise.
        case paper
    }

    /// The markup, in which people's words are words alone.
    var markup: String {
        let label = HTMLPage.escaped(caption ?? "")
        var out = "<div role=\"region\" aria-label=\"\(label)\" tabindex=\"0\" style=\"overflow-x: auto\">\n"
        out += "<table class=\"\(looks.rawValue)\">\n"
        if caption != nil { out += "<caption>\(label)</caption>\n" }
        if !columns.isEmpty {
            let numbers = rows.first.map { $0.map(\.isNumber) } ?? []
            let heads = columns.enumerated().map { index, name in
                let isNumber = index < numbers.count && numbers[index]
                return "<th scope=\"col\"\(isNumber ? " class=\"n\"" : "")>\(HTMLPage.escaped(name))</th>"
            }
            out += "<thead><tr>\(heads.joined())</tr></thead>\n"
        }
        out += "<tbody>\n"
        for row in rows {
            guard let first = row.first else { continue }
            let cells = row.dropFirst().map { "<td\($0.attribute)>\($0.markup)</td>" }.joined()
            out += "<tr><th scope=\"row\">\(first.markup)</th>\(cells)</tr>\n"
        }
        return out + "</tbody>\n</table>\n</div>"
    }
}

extension AuditTable.Cell {
    fileprivate var isNumber: Bool {
        if case .number = self { return true }
        return false
    }

    fileprivate var attribute: String {
        switch self {
        case .number: " class=\"n\""
        case .points(let points): " class=\"points p\(points)\""
        default: ""
        }
    }

    fileprivate var markup: String {
        switch self {
        case .text(let text): HTMLPage.escaped(text)
        case .soft(let text): "<span class=\"soft\">\(HTMLPage.escaped(text))</span>"
        case .number(let number): number.grouped
        case .code(let text): "<code>\(HTMLPage.escaped(text))</code>"
        case .digest(let text): "<code class=\"h\">\(HTMLPage.escaped(text))</code>"
        case .flag(let text): "<span class=\"flag\">\(HTMLPage.escaped(text))</span>"
        case .lines(let cells): cells.map(\.markup).joined(separator: "<br>\n")
        case .markup(let markup): markup
        case .points(let points): String(points)
        }
    }
}

extension HTMLPage {
    mutating func add(_ table: AuditTable) { markup(table.markup) }
}
