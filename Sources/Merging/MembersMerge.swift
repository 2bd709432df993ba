/// Three-way merge of the members in `study.yaml`: by their ids, and field by field.
///
/// Nobody gets a right by a merge that neither side gave: who was taken out on one side is out, of two roles the one with fewer
/// rights stands, and a key is never put beside what the other side said of somebody else's.
enum MembersMerge {
    /// One entry of the list.
    struct Entry: Hashable {
        var id: String
        /// The lines of each key, `- id:` first, in the order they stand in.
        var fields: [Field]

        struct Field: Hashable {
            var name: String
            var text: String
        }

        var text: String { fields.map(\.text).joined() }

        func value(_ name: String) -> String? { fields.first { $0.name == name }?.text }
    }

    /// The entries that stand, and the ids somebody has to look at.
    ///
    /// - Returns: `nil` for lists of another form, or with one id twice.
    static func merged(
        base: [String], left: [String], right: [String]
    ) -> (items: [String], contested: [String])? {
        guard let was = entries(base), let mine = entries(left), let theirs = entries(right) else {
            return nil
        }
        let order =
            left.compactMap { entry($0)?.id } + right.compactMap { entry($0)?.id }.filter { mine[$0] == nil }
        var (kept, contested): ([Entry], [String]) = ([], [])
        for id in order {
            let (entry, isContested) = one(was[id], mine[id], theirs[id])
            if let entry { kept.append(entry) }
            if isContested { contested.append(id) }
        }
        let byKey = Dictionary(grouping: kept) { $0.value("key") ?? $0.id }
        contested += byKey.values.filter { $0.count > 1 }.flatMap { $0.map(\.id) }
        return (kept.map(\.text), Set(contested).sorted().map { "member \($0)" })
    }

    private static func one(_ was: Entry?, _ mine: Entry?, _ theirs: Entry?) -> (Entry?, isContested: Bool) {
        guard let mine, let theirs else {
            let left = mine ?? theirs
            guard let was else { return (left, false) }
            return (nil, left != was)
        }
        if mine == theirs { return (mine, false) }
        // Two people, or two keys of one: what is said of one is not mixed with what is said of the other.
        let (keys, before) = ((identity(mine), identity(theirs)), was.map(identity))
        if keys.0 != keys.1, keys.0 != before, keys.1 != before { return (mine, true) }
        var sides = ThreeWay(base: was, left: mine, right: theirs, prefersLeft: true)
        let standing = keys.0 == before ? identity(theirs) : identity(mine)
        var values = sides.pick(each: { side in
            Dictionary(side.fields.map { ($0.name, $0.text) }) { first, _ in first }
        })
        if sides.contested.contains("role") {
            values["role"] = [mine, theirs].compactMap { $0.value("role") }.min(by: hasFewerRights)
        }
        for name in Self.whoItIs { values[name] = standing[name] }
        let names = mine.fields.map(\.name) + theirs.fields.map(\.name).filter { mine.value($0) == nil }
        let fields = names.compactMap { name in values[name].map { Entry.Field(name: name, text: $0) } }
        return (Entry(id: mine.id, fields: fields), sides.contested.contains { !whoItIs.contains($0) })
    }

    /// What says who a member is: it stands together or not at all.
    private static let whoItIs = ["key", "recipient"]

    private static func identity(_ entry: Entry) -> [String: String] {
        var identity: [String: String] = [:]
        for name in whoItIs { identity[name] = entry.value(name) }
        return identity
    }

    private static func hasFewerRights(_ one: String, _ other: String) -> Bool {
        (rank(one), one) < (rank(other), other)
    }

    private static func rank(_ role: String) -> Int {
        ["reader", "coder", "lead"].firstIndex { role.contains($0) } ?? -1
    }

    // MARK: Reading

    private static func entries(_ items: [String]) -> [String: Entry]? {
        var entries: [String: Entry] = [:]
        for item in items {
            guard let entry = entry(item), entries.updateValue(entry, forKey: entry.id) == nil else {
                return nil
            }
        }
        return entries
    }

    /// An item's fields; `nil` where it does not begin with an id.
    private static func entry(_ item: String) -> Entry? {
        var entry = Entry(id: "", fields: [])
        var names: Set<String> = []
        for line in item.split(separator: "\n", omittingEmptySubsequences: true) {
            let words = line.drop { $0 == " " || $0 == "-" }
            guard let colon = words.firstIndex(of: ":"), names.insert(String(words[..<colon])).inserted else {
                return nil
            }
            entry.fields.append(.init(name: String(words[..<colon]), text: line + "\n"))
            if entry.fields.count == 1 {
                entry.id = words[words.index(after: colon)...].filter { $0 != " " && $0 != "\"" }
            }
        }
        return entry.fields.first?.name == "id" && !entry.id.isEmpty ? entry : nil
    }
}
