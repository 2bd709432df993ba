/// What `study.yaml` says of one attribute of its cases: `role: {type: one-of, values: [manager,
/// frontline]}`.
package struct AttributeDeclaration: Hashable, Sendable {
    /// What its values are.
    package enum ValueType: String, Hashable, Sendable, Codable, CaseIterable {
        case text
        case number
        case date
        /// One of ``AttributeDeclaration/values``.
        case oneOf = "one-of"
        /// Any of ``AttributeDeclaration/values``.
        case manyOf = "many-of"
    }

    /// `[a-z][a-z0-9_-]{0,47}`; see ``isName(_:)``.
    package let name: String
    package var type: ValueType
    /// What the types `one-of` and `many-of` choose from, in the order to show them; empty for the others.
    package var values: [String]
    /// The words to show, and the column heading to look for in a sheet; empty where the name says it.
    package var label: String
    /// The kinds of case that have the attribute.
    package var appliesTo: [CaseKind]

    package init(
        name: String, type: ValueType = .text, values: [String] = [], label: String = "",
        appliesTo: [CaseKind] = CaseKind.allCases
    ) {
        self.name = name
        self.type = type
        self.values = values
        self.label = label
        self.appliesTo = appliesTo
    }

    /// Whether a text can name an attribute: `[a-z][a-z0-9_-]{0,47}`, and none of the words that YAML reads
    /// as something other than text (`yes`, `no`, `on`, `off`, `true`, `false`, `null`, `y`, `n`).
    package static func isName(_ text: some StringProtocol) -> Bool {
        guard let first = text.utf8.first, SurveyName.isLower(first), text.utf8.count <= 48 else {
            return false
        }
        return text.utf8.allSatisfy { SurveyName.isInName($0) && !Bytes.isUpper($0) && $0 != 0x2E }
            && !["yes", "no", "on", "off", "true", "false", "null", "y", "n"].contains(String(text))
    }

    /// Why a value can't be this attribute's, as a sentence that doesn't quote it; `nil` where it can.
    package func validate(_ value: CaseValue) -> String? {
        switch (type, value) {
        case (.text, .text), (.date, .date): nil
        case (.number, .number(let number)): number.isFinite ? nil : "The attribute '\(name)' is a number."
        case (.oneOf, .text(let text)): values.contains(text) ? nil : choice("one")
        case (.manyOf, .list(let items)):
            items.allSatisfy(values.contains) && Set(items).count == items.count ? nil : choice("any")
        case (.text, _): "The attribute '\(name)' is a text."
        case (.number, _): "The attribute '\(name)' is a number."
        case (.date, _): "The attribute '\(name)' is a day such as 2020-04-15."
        case (.oneOf, _): choice("one")
        case (.manyOf, _): choice("any")
        }
    }

    private func choice(_ word: String) -> String {
        "The attribute '\(name)' is \(word) of \(values.joined(separator: ", "))."
    }

    /// The value that a cell of a sheet stands for, or `nil` where it is none of this attribute's.
    ///
    /// Choices are found without regard to case; several are separated by `;`, or by `,` where no choice
    /// holds one.
    ///
    /// - Parameter today: For days without a year; without it only `2020-04-15` is a day.
    package func value(from cell: String, today: CalendarDay? = nil) -> CaseValue? {
        let text = SheetText.trimmed(cell)
        switch type {
        case .text: return .text(text)
        case .number: return Double(text).flatMap { $0.isFinite ? .number($0) : nil }
        case .date: return SheetText.day(text, today: today).map { .date($0) }
        case .oneOf: return choice(of: text).map { .text($0) }
        case .manyOf:
            let hasCommas = values.contains { $0.contains(",") }
            let parts = text.split { $0 == ";" || ($0 == "," && !hasCommas) }
            let found = parts.compactMap { choice(of: String($0)) }
            return found.count == parts.count && Set(found).count == found.count ? .list(found) : nil
        }
    }

    private func choice(of text: String) -> String? {
        values.first { SheetText.folded($0) == SheetText.folded(text) }
    }

    /// What is wrong with some declarations, as sentences; empty where nothing is.
    package static func problems(of declarations: [AttributeDeclaration]) -> [String] {
        var problems: [String] = []
        var seen: Set<String> = []
        for declaration in declarations {
            let name = declaration.name
            guard isName(name) else {
                problems.append("An attribute's name is small letters, digits, '_' and '-', a letter first.")
                continue
            }
            if ParticipantSheet.Column.of(SheetText.folded(name)) != nil {
                problems.append("An attribute can't be called '\(name)': that says who somebody is.")
            }
            let needsValues = declaration.type == .oneOf || declaration.type == .manyOf
            if needsValues == declaration.values.isEmpty {
                problems.append(
                    needsValues
                        ? "The attribute '\(name)' lists no values."
                        : "The attribute '\(name)' lists values, so its type is one-of or many-of.")
            }
            if !seen.insert(SheetText.folded(name)).inserted {
                problems.append("The attribute '\(name)' is declared twice.")
            }
        }
        return problems
    }
}

/// The attributes of a study as the mapping under `attributes:` in `study.yaml` holds them, sorted by name.
package struct AttributeDeclarations: Hashable, Sendable {
    /// No name twice.
    package var list: [AttributeDeclaration]

    package init(_ list: [AttributeDeclaration] = []) { self.list = list }

    /// The declaration of a name.
    package subscript(name: String) -> AttributeDeclaration? { list.first { $0.name == name } }

    /// Why a case's attributes are not as declared, as sentences in the order of the names.
    ///
    /// They quote no value. An attribute that isn't declared is one too.
    package func problems(of value: Case) -> [String] {
        value.attributes.sorted { $0.key < $1.key }.compactMap { name, attribute in
            guard let declaration = self[name] else {
                return "The attribute '\(name)' is not declared in study.yaml."
            }
            guard declaration.appliesTo.contains(value.kind) else {
                return "The attribute '\(name)' is none of a \(value.kind.rawValue)."
            }
            return declaration.validate(attribute)
        }
    }
}

extension AttributeDeclarations: Codable {
    /// One entry of the mapping; `applies-to` is one kind or a list of them.
    private struct Entry: Codable {
        var type: AttributeDeclaration.ValueType?
        var values: [String]?
        var label: String?
        var appliesTo: Kinds?

        enum CodingKeys: String, CodingKey {
            case type
            case values
            case label
            case appliesTo = "applies-to"
        }
    }

    private struct Kinds: Codable {
        var kinds: [CaseKind]

        init(_ kinds: [CaseKind]) { self.kinds = kinds }

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let kind = try? container.decode(CaseKind.self) {
                kinds = [kind]
            } else {
                kinds = try container.decode([CaseKind].self)
            }
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            try container.encode(kinds)
        }
    }

    package init(from decoder: any Decoder) throws {
        let entries = try [String: Entry](from: decoder)
        list = entries.sorted { $0.key < $1.key }.map { name, entry in
            AttributeDeclaration(
                name: name, type: entry.type ?? (entry.values == nil ? .text : .oneOf),
                values: entry.values ?? [], label: entry.label ?? "",
                appliesTo: entry.appliesTo?.kinds ?? CaseKind.allCases)
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var entries: [String: Entry] = [:]
        for declaration in list {
            entries[declaration.name] = Entry(
                type: declaration.type, values: declaration.values.isEmpty ? nil : declaration.values,
                label: declaration.label.isEmpty ? nil : declaration.label,
                appliesTo: declaration.appliesTo == CaseKind.allCases ? nil : Kinds(declaration.appliesTo))
        }
        try entries.encode(to: encoder)
    }
}
