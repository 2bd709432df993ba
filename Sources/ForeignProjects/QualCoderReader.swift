internal import REFIQDA

/// Reads the database of a QualCoder project: texts, codes in categories, codings counted in code points, cases.
struct QualCoderReader {
    private let database: ForeignDatabase
    private let tables: Set<String>
    private let names: ForeignNames

    init(_ database: ForeignDatabase, _ tables: Set<String>) throws(ForeignProjectError) {
        self.database = database
        self.tables = tables
        let head = try database.rows("SELECT date FROM project").first?.text("date") ?? ""
        // A project has no identifier and no name; when it was begun tells it from others.
        names = ForeignNames("qualcoder:\(head)")
    }

    func foreignProject() throws(ForeignProjectError) -> ForeignProject {
        var people = People(names)
        var result = ForeignProject(QDAProject(name: "", origin: "QualCoder"))
        result.project.codes = try QualCoderCodes(database, names).tree()
        let texts = try sources(&people, &result.remarks)
        result.project.sources = texts
        (result.project.variables, result.project.cases) = try cases()
        result.project.users = people.users
        try report(&result.remarks)
        return result
    }

    /// Those who coded, by the names that QualCoder calls them.
    private struct People {
        private(set) var users: [QDAUser] = []
        private let names: ForeignNames

        init(_ names: ForeignNames) { self.names = names }

        mutating func guid(_ name: String) -> QDAGUID? {
            if name.isEmpty { return nil }
            let guid = names.guid("coder", name)
            if !users.contains(where: { $0.guid == guid }) { users.append(QDAUser(guid: guid, name: name)) }
            return guid
        }
    }

    // MARK: Texts

    private func sources(
        _ people: inout People, _ remarks: inout [String]
    ) throws(ForeignProjectError) -> [QDASource] {
        let codings = Dictionary(
            grouping: try database.rows(
                "SELECT ctid, cid, fid, pos0, pos1, owner, date, memo FROM code_text ORDER BY fid, pos0, pos1, ctid"
            ), by: { $0.number("fid") ?? 0 })
        var sources: [QDASource] = []
        var outside = 0
        for row in try database.rows("SELECT id, name, fulltext, owner, date FROM source ORDER BY id") {
            guard let id = row.number("id") else { continue }
            let text = row.text("fulltext")
            let own = codings[id, default: []]
            guard !text.isEmpty else {
                if !own.isEmpty { outside += own.count }
                remarks.append("discarded: 1 x source without a text")
                continue
            }
            let counting = TextCounting(text)
            let selections = own.compactMap { row in selection(row, counting, &people) }
            outside += own.count - selections.count
            sources.append(
                QDASource(
                    guid: names.guid("source", id), name: row.text("name"),
                    stamp: QDAStamp(
                        creator: people.guid(row.text("owner")),
                        created: QDADateTime(database: row.text("date"))),
                    content: .text(QDAText(counting.text, selections: selections))))
        }
        if outside > 0 { remarks.append("discarded: \(outside) x coding outside of its text") }
        return sources
    }

    private func selection(
        _ row: ForeignRow, _ counting: TextCounting, _ people: inout People
    ) -> QDASelection? {
        guard let id = row.number("ctid"), let code = row.number("cid"), let first = row.number("pos0"),
            let last = row.number("pos1"), let start = counting.position(first),
            let end = counting.position(last), start < end
        else { return nil }
        let user = people.guid(row.text("owner"))
        let at = QDADateTime(database: row.text("date"))
        let memo = row.text("memo")
        return QDASelection(
            guid: names.guid("selection", id), span: start..<end, description: memo.isEmpty ? nil : memo,
            stamp: QDAStamp(creator: user, created: at),
            codings: [
                QDACoding(
                    guid: names.guid("coding", id), code: names.guid("code", code), creator: user, created: at
                )
            ])
    }

    // MARK: Cases

    private func cases() throws(ForeignProjectError) -> ([QDAVariable], [QDACase]) {
        guard tables.isSuperset(of: ["cases", "case_text"]) else { return ([], []) }
        let variables = try database.rows(
            "SELECT name, valuetype, caseOrFile FROM attribute_type ORDER BY name"
        )
        .filter { $0.text("caseOrFile") == "case" }.map { row in
            QDAVariable(
                guid: names.guid("variable", row.text("name")), name: row.text("name"),
                kind: row.text("valuetype") == "numeric" ? .decimal : .text)
        }
        let links = Dictionary(
            grouping: try database.rows("SELECT DISTINCT caseid, fid FROM case_text ORDER BY caseid, fid"),
            by: { $0.number("caseid") ?? 0 })
        let values = Dictionary(
            grouping: try database.rows("SELECT name, attr_type, value, id FROM attribute ORDER BY name")
                .filter { $0.text("attr_type") == "case" }, by: { $0.number("id") ?? 0 })
        let cases = try database.rows("SELECT caseid, name FROM cases ORDER BY name").map { row in
            let id = row.number("caseid") ?? 0
            return QDACase(
                guid: names.guid("case", id), name: row.text("name"),
                values: values[id, default: []].map(value),
                sourceRefs: links[id, default: []].compactMap { link in
                    link.number("fid").map { names.guid("source", $0) }
                })
        }
        return (variables, cases)
    }

    private func value(_ row: ForeignRow) -> QDAVariableValue {
        // QualCoder keeps every value as a text, of numbers too.
        let text =
            row.text("value").isEmpty ? row.number("value").map { String($0) } ?? "" : row.text("value")
        return QDAVariableValue(
            variable: names.guid("variable", row.text("name")), value: text.isEmpty ? nil : .text(text))
    }

    // MARK: What has no place

    private func report(_ remarks: inout [String]) throws(ForeignProjectError) {
        let others: [(table: String, what: String)] = [
            ("code_image", "coding of a part of a picture or a page"),
            ("code_av", "coding of a time of a recording"), ("annotation", "annotation"),
            ("journal", "journal entry"), ("graph", "graph"), ("ris", "line of a bibliography"),
            ("stored_sql", "stored query"),
        ]
        for (table, what) in others where tables.contains(table) {
            let count = try database.rows("SELECT count(*) AS n FROM \(table)").first?.number("n") ?? 0
            if count > 0 { remarks.append("discarded: \(count) x \(what)") }
        }
        let memos = try database.rows(
            "SELECT count(*) AS n FROM source WHERE memo IS NOT NULL AND memo != ''")
        if let count = memos.first?.number("n"), count > 0 {
            remarks.append("discarded: \(count) x memo of a source")
        }
    }
}

/// Codes and categories as one tree.
struct QualCoderCodes {
    private let names: ForeignNames
    private let codes: [ForeignRow]
    private let categories: [ForeignRow]
    private let hasNestedCodes: Bool

    init(_ database: ForeignDatabase, _ names: ForeignNames) throws(ForeignProjectError) {
        self.names = names
        hasNestedCodes = try database.columns(of: "code_name").contains("supercid")
        let nested = hasNestedCodes ? ", supercid" : ""
        codes = try database.rows(
            "SELECT cid, name, memo, catid, color\(nested) FROM code_name ORDER BY name, cid")
        categories = try database.rows(
            "SELECT catid, name, memo, supercatid FROM code_cat ORDER BY name, catid")
    }

    func tree() -> [QDACode] {
        // What hangs below something that isn't there, or below itself, stands at the top.
        var left = Set(codes.compactMap { $0.number("cid") })
        var leftCategories = Set(categories.compactMap { $0.number("catid") })
        var tree = level(category: nil, code: nil, &left, &leftCategories)
        while let lost = leftCategories.min() {
            tree += [category(lost, &left, &leftCategories)].compactMap(\.self)
        }
        while let lost = left.min() { tree += [code(lost, &left, &leftCategories)].compactMap(\.self) }
        return tree
    }

    private func level(
        category: Int?, code: Int?, _ left: inout Set<Int>, _ leftCategories: inout Set<Int>
    ) -> [QDACode] {
        var level: [QDACode] = []
        if code == nil {
            for row in categories where row.number("supercatid") == category {
                guard let id = row.number("catid") else { continue }
                level += [self.category(id, &left, &leftCategories)].compactMap(\.self)
            }
        }
        for row in codes {
            let above = hasNestedCodes ? row.number("supercid") : nil
            let isHere = code.map { above == $0 } ?? (above == nil && row.number("catid") == category)
            guard isHere, let id = row.number("cid") else { continue }
            level += [self.code(id, &left, &leftCategories)].compactMap(\.self)
        }
        return level
    }

    private func category(
        _ id: Int, _ left: inout Set<Int>, _ leftCategories: inout Set<Int>
    ) -> QDACode? {
        guard leftCategories.remove(id) != nil,
            let row = categories.first(where: { $0.number("catid") == id })
        else { return nil }
        let memo = row.text("memo")
        return QDACode(
            guid: names.guid("category", id), name: row.text("name"), isCodable: false,
            description: memo.isEmpty ? nil : memo,
            children: level(category: id, code: nil, &left, &leftCategories))
    }

    private func code(_ id: Int, _ left: inout Set<Int>, _ leftCategories: inout Set<Int>) -> QDACode? {
        guard left.remove(id) != nil, let row = codes.first(where: { $0.number("cid") == id }) else {
            return nil
        }
        let memo = row.text("memo")
        return QDACode(
            guid: names.guid("code", id), name: row.text("name"), colour: QDAColour(row.text("color")),
            description: memo.isEmpty ? nil : memo,
            children: hasNestedCodes ? level(category: nil, code: id, &left, &leftCategories) : [])
    }
}

/// Where a place in a text is once its line ends are line feeds.
struct TextCounting {
    let text: String
    /// For each place of the text as it came; `nil` where both are the same.
    private let places: [Int]?
    private let count: Int

    init(_ source: String) {
        text = QDAText.normalised(source)
        let scalars = Array(source.unicodeScalars)
        count = scalars.count
        guard scalars.contains("\r") || scalars.first == "\u{FEFF}" else {
            places = nil
            return
        }
        var places: [Int] = []
        var position = 0
        for (index, scalar) in scalars.enumerated() {
            places.append(position)
            let isMark = index == 0 && scalar == "\u{FEFF}"
            let isFirstOfTwo = scalar == "\r" && index + 1 < scalars.count && scalars[index + 1] == "\n"
            if !isMark, !isFirstOfTwo { position += 1 }
        }
        self.places = places + [position]
    }

    /// `nil` outside of the text.
    func position(_ place: Int) -> Int? {
        guard (0...count).contains(place) else { return nil }
        return places?[place] ?? place
    }
}
