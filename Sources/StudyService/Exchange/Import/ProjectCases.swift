internal import Pseudonymisation
internal import REFIQDA
internal import StudyModel

/// Finds the study's cases for those of a project, and makes those it has not.
///
/// Whoever a case is stays out of the study: a new case has the next handle, and its name goes to the key table.
struct ProjectCases: Sendable {
    /// The study's cases that are new or changed, by id.
    private(set) var changed: [CaseID: Case] = [:]
    private(set) var tally = ProjectReport.Tally()
    private(set) var losses = ProjectLosses()
    /// The key table with the names of new cases; `nil` where the study leaves names alone.
    private(set) var table: KeyTable?
    private(set) var usedHandles: Set<Handle>
    /// Who takes part in each source.
    private(set) var participants: [QDAGUID: [Handle]] = [:]
    /// Values that are still to pass the door.
    private(set) var values: [(id: CaseID, declaration: AttributeDeclaration, value: CaseValue)] = []

    private let state: ProjectState
    private let variables: [QDAGUID: QDAVariable]
    private var byGUID: [QDAGUID: Case] = [:]
    private var byID: [CaseID: Case] = [:]
    private let newNonce: @Sendable () -> String

    init(_ project: QDAProject, _ state: ProjectState, newNonce: @escaping @Sendable () -> String) {
        self.state = state
        self.newNonce = newNonce
        table = state.table
        usedHandles = state.usedHandles
        variables = Dictionary(project.variables.map { ($0.guid, $0) }) { first, _ in first }
        for value in state.cases {
            byGUID[ExchangeGUID.of(value)] = value
            byID[value.id] = value
        }
        // Handles that the file itself gives are nobody else's.
        usedHandles.formUnion(project.cases.compactMap { $0.name.flatMap { Handle(rawValue: $0) } })
        for value in project.cases { add(value) }
    }

    private mutating func add(_ source: QDACase) {
        var value = known(source) ?? new(source)
        let isNew = byID[value.id] == nil
        if isNew { tally.made += 1 } else { tally.held += 1 }
        let own = ExchangeGUID.of("case", value.id.rawValue)
        if isNew, source.guid != own { value.guid = source.guid.description }
        if isNew { changed[value.id] = value }
        byID[value.id] = value
        byGUID[source.guid] = value
        for entry in source.values { describe(value, entry) }
        for guid in source.sourceRefs { takePart(value, in: guid) }
        losses.count("description of a case", source.description?.isEmpty == false ? 1 : 0)
        losses.count("code of a case", source.codeRefs.count)
        losses.count("passage of a case", source.selectionRefs.count)
    }

    private mutating func takePart(_ value: Case, in source: QDAGUID) {
        guard let handle = value.handle else {
            return losses.count("source of a case that is no participant")
        }
        if !participants[source, default: []].contains(handle) {
            participants[source, default: []].append(handle)
        }
    }

    // MARK: Who it is

    private func known(_ source: QDACase) -> Case? {
        if let value = byGUID[source.guid] { return value }
        guard let name = source.name else { return nil }
        if let id = CaseID(rawValue: name) { return byID[id] }
        guard case .one(let entry)? = table?.entry(listing: name) else { return nil }
        return Handle(rawValue: entry.replacement).flatMap { byID[CaseID($0)] }
    }

    private mutating func new(_ source: QDACase) -> Case {
        let kind = kind(source)
        if let id = source.name.flatMap({ CaseID(rawValue: $0) }), kind != .participant || id.handle != nil {
            return made(id, kind ?? (id.handle == nil ? .site : .participant))
        }
        let handle = named(source.name) ?? next()
        usedHandles.insert(handle)
        enter(source.name, handle)
        return made(CaseID(handle), kind ?? .participant)
    }

    private func made(_ id: CaseID, _ kind: CaseKind) -> Case {
        Case(
            id: id, kind: kind, added: Provenance(by: state.member, at: state.now), nonce: newNonce())
    }

    private func kind(_ source: QDACase) -> CaseKind? {
        let value = source.values.first { $0.variable == ExchangeGUID.caseKindVariable }
        guard case .text(let text)? = value?.value else { return nil }
        return CaseKind(rawValue: text)
    }

    /// The handle that stands for a name in the key table already.
    private func named(_ name: String?) -> Handle? {
        guard let name, case .one(let entry)? = table?.entry(listing: name) else { return nil }
        return Handle(rawValue: entry.replacement)
    }

    /// The next handle of the prefix that the study has most of.
    private func next() -> Handle {
        let counts = Dictionary(grouping: usedHandles, by: \.prefix).mapValues(\.count)
        let prefixes = Set(state.patterns.patterns.map(\.prefix)).union(counts.keys).subtracting(state.team)
        let best = prefixes.min { (-(counts[$0] ?? 0), $0) < (-(counts[$1] ?? 0), $1) }
        // One letter and a number are always a handle.
        return state.patterns.next(best ?? "P", used: usedHandles)
            ?? Handle(rawValue: "P\(usedHandles.count + 1)").unsafelyUnwrapped
    }

    private mutating func enter(_ name: String?, _ handle: Handle) {
        guard let name, !name.isEmpty else { return }
        guard var table else { return losses.count("name of a case (the study has no vault for it)") }
        do throws(StudyError) {
            try table.add(NewName(names: [name], replacement: handle.rawValue, kind: .person))
            self.table = table
        } catch {
            losses.count("name of a case that stands for somebody else already")
        }
    }

    // MARK: What it is like

    private mutating func describe(_ value: Case, _ entry: QDAVariableValue) {
        guard entry.variable != ExchangeGUID.caseKindVariable, let given = entry.value else { return }
        guard let variable = variables[entry.variable], let declaration = declaration(variable),
            declaration.appliesTo.contains(value.kind)
        else { return losses.count("value of a variable that study.yaml does not declare") }
        guard let read = declaration.value(from: given.words) else {
            return losses.count("value of a variable that its attribute can't have")
        }
        values.append((value.id, declaration, read))
    }

    private func declaration(_ variable: QDAVariable) -> AttributeDeclaration? {
        let name = Self.folded(variable.name)
        return state.attributes.list.first { ExchangeGUID.attribute($0.name) == variable.guid }
            ?? state.attributes.list.first { Self.folded($0.name) == name || Self.folded($0.label) == name }
    }

    private static func folded(_ text: String) -> String {
        text.lowercased().filter { $0.isLetter || $0.isNumber }
    }

    /// Sets the values, in words that passed the door.
    mutating func set(_ text: (String) -> String) {
        for entry in values {
            guard var value = byID[entry.id] else { continue }
            let new = entry.value.mapTexts(text)
            // What was written by hand here stays.
            guard value.attributes[entry.declaration.name] == nil else { continue }
            value.attributes[entry.declaration.name] = new
            if changed[value.id] == nil { value.nonce = newNonce() }
            byID[value.id] = value
            changed[value.id] = value
        }
    }

    /// Whether somebody in a source has withdrawn.
    func hasWithdrawn(from source: QDAGUID) -> Bool {
        participants[source, default: []].contains { byID[CaseID($0)]?.status == .withdrawn }
    }
}

extension QDAVariableValue.Value {
    /// The value as a cell of a table would have it.
    var words: String {
        switch self {
        case .text(let text): text
        case .boolean(let flag): flag ? "true" : "false"
        case .integer(let number): String(number)
        case .decimal(let number): number.text
        case .date(let day): String(day.text.prefix(10))
        case .dateTime(let moment): String(moment.text.prefix(10))
        }
    }
}
