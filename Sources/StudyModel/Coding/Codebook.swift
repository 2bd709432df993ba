/// The coding frame at one moment: every code with the place it has.
package struct Codebook: Sendable, Equatable {
    /// A code and where it stands.
    package struct Entry: Hashable, Sendable, Codable {
        package var path: CodePath
        package var code: Code

        package init(path: CodePath, code: Code) {
            self.path = path
            self.code = code
        }
    }

    /// In the order of paths: each code before those below it.
    package let entries: [Entry]
    private let byID: [CodeID: Int]
    private let byPath: [CodePath: Int]

    /// - Parameter entries: in any order; of two with one path or one id the first in the order of paths stays.
    package init(_ entries: [Entry] = []) {
        var kept: [Entry] = []
        var byID: [CodeID: Int] = [:]
        var byPath: [CodePath: Int] = [:]
        let sorted = entries.sorted { ($0.path, $0.code.id) < ($1.path, $1.code.id) }
        for entry in sorted where byPath[entry.path] == nil && byID[entry.code.id] == nil {
            byPath[entry.path] = kept.count
            byID[entry.code.id] = kept.count
            kept.append(entry)
        }
        self.entries = kept
        self.byID = byID
        self.byPath = byPath
    }

    package subscript(id: CodeID) -> Entry? { byID[id].map { entries[$0] } }
    package subscript(path: CodePath) -> Entry? { byPath[path].map { entries[$0] } }

    package var isEmpty: Bool { entries.isEmpty }

    /// The codes right below a code, or at the top.
    package func children(of path: CodePath?) -> [Entry] { entries.filter { $0.path.parent == path } }

    /// A code and everything below it.
    package func subtree(_ path: CodePath) -> [Entry] { entries.filter { $0.path.isWithin(path) } }

    /// The names from the top, as people write them: `Pathway / Access`.
    package func names(of path: CodePath) -> [String] {
        var names: [String] = []
        var current: CodePath? = path
        while let step = current {
            names.append(self[step]?.code.name ?? String(step.last))
            current = step.parent
        }
        return names.reversed()
    }

    /// The codes a text can mean.
    ///
    /// The first of these that finds any decides: the code's id; its whole path; the end of its path, part by part; its
    /// name in any capitals. Where some of several are not retired, only those count.
    package func resolve(_ text: String) -> [Entry] {
        if let id = CodeID(rawValue: text), let entry = self[id] { return [entry] }
        let wanted = text.split(separator: "/").map { CodePath.slug(of: String($0)) }
        if let path = CodePath(rawValue: wanted.joined(separator: "/")) {
            if let entry = self[path] { return [entry] }
            let ending = "/" + path.rawValue
            let found = entries.filter { $0.path.rawValue.hasSuffix(ending) }
            if !found.isEmpty { return Self.current(found) }
        }
        let name = text.lowercased()
        return Self.current(entries.filter { $0.code.name.lowercased() == name })
    }

    private static func current(_ found: [Entry]) -> [Entry] {
        let current = found.filter { $0.code.status != .retired }
        return current.isEmpty ? found : current
    }

    /// A path for a new code of a name below another: its slug, with a number where a sibling of another name has it.
    ///
    /// - Returns: `nil` where a sibling has the name already, or the frame would be too deep.
    package func freePath(for name: String, below parent: CodePath?, except own: CodeID? = nil) -> CodePath? {
        let siblings = children(of: parent).filter { $0.code.id != own }
        let folded = name.lowercased()
        if siblings.contains(where: { $0.code.name.lowercased() == folded }) { return nil }
        let taken = Set(siblings.map(\.path))
        let slug = CodePath.slug(of: name)
        for number in 1...(siblings.count + 1) {
            let part = number == 1 ? slug : "\(slug)-\(number)"
            guard let path = CodePath(part, below: parent) else { return nil }
            if !taken.contains(path) { return path }
        }
        return nil
    }
}
