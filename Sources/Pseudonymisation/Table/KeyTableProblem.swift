/// Something in a key table that keeps names from being found or makes them stand for two.
package struct KeyTableProblem: Codable, Sendable, Equatable {
    package enum Kind: String, Codable, Sendable {
        /// A name without letters or with one letter, which is not looked for.
        case tooShort = "too short"
        /// A name two entries list: it is reported, never replaced.
        case shared
        /// A handle that is itself a name of the table.
        case handleIsName = "handle is a name"
        /// An entry without a handle.
        case noHandle = "no handle"
    }

    package var kind: Kind
    /// The handles concerned, in the order of the table.
    package var replacements: [String]

    package init(kind: Kind, replacements: [String]) {
        self.kind = kind
        self.replacements = replacements
    }
}

extension KeyTable {
    /// What keeps names in the table from being found.
    package func problems() -> [KeyTableProblem] {
        var problems: [KeyTableProblem] = []
        var owners: [String: [String]] = [:]
        for entry in entries {
            if entry.replacement.isEmpty { problems.append(.init(kind: .noHandle, replacements: [""])) }
            for name in entry.allNames {
                let key = NameForm.key(of: name)
                if key.unicodeScalars.count < 2 {
                    problems.append(.init(kind: .tooShort, replacements: [entry.replacement]))
                }
                owners[key, default: []].append(entry.replacement)
            }
        }
        for (key, handles) in owners.sorted(by: { $0.key < $1.key }) where !key.isEmpty {
            let handles = handles.withoutRepeats
            if handles.count > 1 { problems.append(.init(kind: .shared, replacements: handles)) }
        }
        for entry in entries where owners[NameForm.key(of: entry.replacement)] != nil {
            problems.append(.init(kind: .handleIsName, replacements: [entry.replacement]))
        }
        return problems
    }
}
