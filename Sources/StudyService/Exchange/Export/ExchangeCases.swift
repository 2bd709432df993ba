internal import REFIQDA
internal import StudyModel

/// Cases as a project has them: only those of the texts that go out, and under their handles.
struct ExchangeCases: Sendable {
    let cases: [QDACase]
    let variables: [QDAVariable]

    /// - Parameters:
    ///   - cases: the study's cases.
    ///   - declarations: what their attributes are.
    ///   - texts: the texts that go out.
    init(_ cases: [Case], _ declarations: AttributeDeclarations, of texts: [ExchangeText]) {
        var sources: [Handle: [QDAGUID]] = [:]
        for text in texts {
            for handle in text.record.participants where sources[handle]?.contains(text.guid) != true {
                sources[handle, default: []].append(text.guid)
            }
        }
        let known = Dictionary(cases.map { ($0.id, $0) }) { first, _ in first }
        // Whoever takes part in nothing that goes out stays at home; places and organisations are nobody.
        let others = cases.filter { $0.kind != .participant }.map(\.id)
        let ids = Set(sources.keys.map { CaseID($0) } + others).sorted()
        self.cases = ids.map { id in
            let value = known[id]
            return QDACase(
                guid: value.map { ExchangeGUID.of($0) } ?? ExchangeGUID.of("case", id.rawValue),
                name: id.rawValue, values: value.map { Self.values($0, declarations) } ?? [],
                sourceRefs: (id.handle.flatMap { sources[$0] } ?? []).sorted())
        }
        let used = Set(self.cases.flatMap(\.values).map(\.variable))
        variables = Self.variables(declarations).filter { used.contains($0.guid) }
    }

    private static func values(_ value: Case, _ declarations: AttributeDeclarations) -> [QDAVariableValue] {
        var values: [QDAVariableValue] = []
        if value.kind != .participant {
            values.append(
                QDAVariableValue(
                    variable: ExchangeGUID.caseKindVariable, value: .text(value.kind.rawValue)))
        }
        for declaration in declarations.list {
            guard let attribute = value.attributes[declaration.name] else { continue }
            values.append(
                QDAVariableValue(
                    variable: ExchangeGUID.attribute(declaration.name), value: Self.value(attribute)))
        }
        return values
    }

    private static func value(_ value: CaseValue) -> QDAVariableValue.Value? {
        switch value {
        case .text, .list: .text(value.words)
        case .number: QDADecimal(value.words).map { .decimal($0) } ?? .text(value.words)
        case .date(let day): QDADate(day.rawValue).map { .date($0) }
        }
    }

    private static func variables(_ declarations: AttributeDeclarations) -> [QDAVariable] {
        let ours = QDAVariable(
            guid: ExchangeGUID.caseKindVariable, name: "case-kind", kind: .text,
            description: "Whether a case is an organisation or a site")
        return [ours]
            + declarations.list.sorted { $0.name < $1.name }.map { declaration in
                QDAVariable(
                    guid: ExchangeGUID.attribute(declaration.name), name: declaration.name,
                    kind: kind(declaration.type),
                    description: declaration.label.isEmpty ? nil : declaration.label)
            }
    }

    private static func kind(_ type: AttributeDeclaration.ValueType) -> QDAVariable.Kind {
        switch type {
        case .number: .decimal
        case .date: .date
        case .text, .oneOf, .manyOf: .text
        }
    }
}
