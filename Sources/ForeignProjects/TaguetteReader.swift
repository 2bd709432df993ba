internal import REFIQDA

/// Reads a project of Taguette: documents in HTML, highlights counted in bytes of its text, and tags.
struct TaguetteReader {
    private let database: ForeignDatabase

    init(_ database: ForeignDatabase) { self.database = database }

    func foreignProject() throws(ForeignProjectError) -> ForeignProject {
        let projects = try database.rows("SELECT id, name, description, created FROM projects")
        guard let head = projects.first else { throw .noProject }
        guard projects.count == 1 else { throw .severalProjects(projects.count) }
        let names = ForeignNames("taguette:\(head.text("name")):\(head.text("created"))")
        var project = QDAProject(name: head.text("name"), origin: "Taguette")
        project.stamp.created = QDADateTime(database: head.text("created"))
        let coder = try coders(names)
        project.users = coder.users
        let tags = try database.rows("SELECT id, path, description FROM tags ORDER BY path")
        project.codes = Self.tree(tags, names)
        var result = ForeignProject(project)
        result.project.sources = try sources(names, coder, &result.remarks)
        if !head.text("description").isEmpty {
            result.remarks.append("discarded: 1 x description of the project")
        }
        return result
    }

    /// Who made highlights: Taguette notes it in its list of commands alone.
    private struct Coders {
        var users: [QDAUser] = []
        var byHighlight: [Int: (user: QDAGUID, at: QDADateTime?)] = [:]
        /// The one member, where there is only one.
        var only: QDAGUID? { users.count == 1 ? users[0].guid : nil }
    }

    private func coders(_ names: ForeignNames) throws(ForeignProjectError) -> Coders {
        var coders = Coders()
        for row in try database.rows("SELECT DISTINCT user_login FROM project_members ORDER BY user_login") {
            let login = row.text("user_login")
            coders.users.append(QDAUser(guid: names.guid("user", login), name: login))
        }
        let commands = try database.rows(
            "SELECT date, user_login, payload FROM commands WHERE payload LIKE '%\"highlight_add\"%' ORDER BY id"
        )
        for row in commands {
            guard let highlight = Self.number(of: "highlight_id", in: row.text("payload")) else { continue }
            let user = names.guid("user", row.text("user_login"))
            // The last to change a highlight is who it is of; the first date is when it was made.
            coders.byHighlight[highlight] = (
                user, coders.byHighlight[highlight]?.at ?? QDADateTime(database: row.text("date"))
            )
            if !coders.users.contains(where: { $0.guid == user }) {
                coders.users.append(QDAUser(guid: user, name: row.text("user_login")))
            }
        }
        return coders
    }

    /// A number of a flat JSON object.
    private static func number(of key: String, in json: String) -> Int? {
        guard let start = json[...].range(of: "\"\(key)\":") else { return nil }
        let rest = json[start.upperBound...].drop { $0 == " " }
        return Int(rest.prefix { $0.isNumber })
    }

    /// Tags whose names have points in them, as a tree: Taguette shows `design.colour` below `design`.
    private static func tree(_ tags: [ForeignRow], _ names: ForeignNames) -> [QDACode] {
        var root = TagNode(name: "")
        for tag in tags {
            let parts = tag.text("path").split(separator: ".").map(String.init)
            root.add(parts.isEmpty ? [tag.text("path")] : parts, tag: tag)
        }
        return root.codes(below: [], names)
    }

    private func sources(
        _ names: ForeignNames, _ coders: Coders, _ remarks: inout [String]
    ) throws(ForeignProjectError) -> [QDASource] {
        var tags: [Int: [Int]] = [:]
        for row in try database.rows("SELECT highlight_id, tag_id FROM highlight_tags ORDER BY tag_id") {
            guard let highlight = row.number("highlight_id"), let tag = row.number("tag_id") else { continue }
            tags[highlight, default: []].append(tag)
        }
        let highlights = Dictionary(
            grouping: try database.rows(
                "SELECT id, document_id, start_offset, end_offset FROM highlights ORDER BY start_offset, id"),
            by: { $0.number("document_id") ?? 0 })
        var outside = 0
        let documents = try database.rows(
            "SELECT id, name, description, created, contents FROM documents ORDER BY id")
        let sources = documents.map { document in
            let number = document.number("id") ?? 0
            let html = HTMLText(document.text("contents"))
            let text = QDAText.normalised(html.text)
            var selections: [QDASelection] = []
            for row in highlights[number, default: []] {
                let selection = Self.selection(row, html, tags, names, coders)
                if let selection { selections.append(selection) } else { outside += 1 }
            }
            return QDASource(
                guid: names.guid("document", number), name: document.text("name"),
                description: document.text("description"),
                stamp: QDAStamp(created: QDADateTime(database: document.text("created"))),
                content: .text(QDAText(text, selections: selections)))
        }
        if outside > 0 { remarks.append("discarded: \(outside) x highlight outside of its text") }
        return sources
    }

    private static func selection(
        _ row: ForeignRow, _ html: HTMLText, _ tags: [Int: [Int]], _ names: ForeignNames, _ coders: Coders
    ) -> QDASelection? {
        guard let id = row.number("id"), let first = row.number("start_offset"),
            let last = row.number("end_offset"), first < last,
            let start = html.position(ofByte: first, isEnd: false),
            let end = html.position(ofByte: last, isEnd: true), start < end
        else { return nil }
        let made = coders.byHighlight[id]
        let user = made?.user ?? coders.only
        return QDASelection(
            guid: names.guid("highlight", id), span: start..<end,
            stamp: QDAStamp(creator: user, created: made?.at),
            codings: tags[id, default: []].map { tag in
                QDACoding(
                    guid: names.guid("coding", "\(id):\(tag)"), code: names.guid("tag", tag), creator: user,
                    created: made?.at)
            })
    }
}

/// A tag, or what only stands above some.
private struct TagNode {
    var name: String
    var tag: ForeignRow?
    var children: [TagNode] = []

    mutating func add(_ parts: [String], tag: ForeignRow) {
        guard let first = parts.first else {
            self.tag = tag
            return
        }
        let place = children.firstIndex { $0.name == first } ?? children.count
        if place == children.count { children.append(TagNode(name: first)) }
        children[place].add(Array(parts.dropFirst()), tag: tag)
    }

    func codes(below path: [String], _ names: ForeignNames) -> [QDACode] {
        children.map { child in
            let path = path + [child.name]
            let guid = child.tag?.number("id").map { names.guid("tag", $0) }
            let description = child.tag?.text("description") ?? ""
            return QDACode(
                guid: guid ?? names.guid("path", path.joined(separator: ".")), name: child.name,
                isCodable: child.tag != nil, description: description.isEmpty ? nil : description,
                children: child.codes(below: path, names))
        }
    }
}
