/// A framework matrix: cases by themes, with a summary in each cell (format.md §19).
///
/// It says which cases and which themes; the summaries are in a file for each case, ``FrameworkRow``. It has nothing to do with
/// ``CodingMatrix``, which counts codings.
package struct FrameworkMatrix: Hashable, Sendable, Codable {
    package let id: FrameworkID
    package var title: String
    package var choice: FrameworkChoice
    /// The codes that are its columns, in their order; none twice.
    package var themes: [CodeID]
    package var added: Provenance
    /// As for ``Record/nonce``.
    package var nonce: String

    package init(
        id: FrameworkID, title: String, choice: FrameworkChoice, themes: [CodeID], added: Provenance,
        nonce: String
    ) {
        self.id = id
        self.title = title
        self.choice = choice
        self.themes = themes
        self.added = added
        self.nonce = nonce
    }

    package var path: String { id.path }

    /// The most columns a matrix has.
    package static let mostThemes = 200
    /// The longest summary in Unicode scalars.
    package static let longestText = 4000

    /// What can't be in a matrix, as a sentence; `nil` for a possible one.
    package var problem: String? {
        if title.isEmpty || title.unicodeScalars.count > 200 || title.contains(where: \.isNewline) {
            return "A matrix's title is one line of 1 to 200 characters."
        }
        if themes.isEmpty { return "A matrix has a theme at least." }
        if themes.count > Self.mostThemes { return "A matrix has \(Self.mostThemes) themes at most." }
        if Set(themes).count != themes.count { return "A theme stands in the matrix twice." }
        return nil
    }
}

/// Which cases are the rows of a framework matrix; all conditions hold together.
package struct FrameworkChoice: Hashable, Sendable, Codable {
    /// Participants where neither this nor ``cases`` is given.
    package var kind: CaseKind?
    /// These alone.
    package var cases: [CaseID]
    /// `name=value`, each.
    package var attributes: [String]
    /// Cases in whose records the query finds something.
    package var query: String?

    package init(
        kind: CaseKind? = nil, cases: [CaseID] = [], attributes: [String] = [], query: String? = nil
    ) {
        self.kind = kind
        self.cases = cases
        self.attributes = attributes
        self.query = query
    }

    /// Whether a case fits by what is known of it alone; the query is not asked.
    ///
    /// - Parameter team: the prefixes of handles that stand for members of the team; they are rows only where they are named.
    package func fits(_ value: Case, team: Set<String>) -> Bool {
        if !cases.isEmpty, !cases.contains(value.id) { return false }
        if cases.isEmpty {
            if value.kind != kind ?? .participant { return false }
            if let handle = value.handle, team.contains(handle.prefix) { return false }
        } else if let kind, value.kind != kind {
            return false
        }
        return attributes.allSatisfy { condition in
            guard let (name, wanted) = Self.parts(of: condition) else { return false }
            return value.attributes[name].map { Self.values(of: $0).contains { same($0, wanted) } } ?? false
        }
    }

    /// The name and the value of `name=value`.
    package static func parts(of condition: String) -> (name: String, value: String)? {
        let parts = condition.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, AttributeDeclaration.isName(String(parts[0])) else { return nil }
        return (String(parts[0]), String(parts[1]))
    }

    /// What a value holds: each item of a list, or the value itself in words.
    package static func values(of value: CaseValue) -> [String] {
        if case .list(let items) = value { return items }
        return [value.words]
    }

    private func same(_ one: String, _ other: String) -> Bool { one.lowercased() == other.lowercased() }
}

/// Names a framework matrix: a name somebody chose, such as `pathway`.
package struct FrameworkID: RawRepresentable, Hashable, Sendable, Codable {
    package let rawValue: String

    /// 1 to 40 small letters and digits of ASCII, and dashes inside, because it names a folder.
    package init?(rawValue: String) {
        guard RoundID(rawValue: rawValue) != nil else { return nil }
        self.rawValue = rawValue
    }

    /// The matrix whose own file is at a study path; `nil` for any other path.
    package init?(path: some StringProtocol) {
        guard path.hasPrefix("framework/"), path.hasSuffix("/matrix.yaml") else { return nil }
        self.init(rawValue: String(path.dropFirst(10).dropLast(12)))
    }

    /// Where its own file lies in the study.
    package var path: String { "framework/\(rawValue)/matrix.yaml" }
    /// Where the files of its rows lie.
    package var rows: String { "framework/\(rawValue)/rows" }
}

extension FrameworkID: Comparable, CustomStringConvertible {
    package static func < (left: FrameworkID, right: FrameworkID) -> Bool { left.rawValue < right.rawValue }
    package var description: String { rawValue }
}
