/// Reads a sheet of participants; see ``ParticipantSheet``.
struct ParticipantSheetReader {
    private typealias Column = ParticipantSheet.Column

    private let options: ParticipantSheet.Options
    private let table: SheetRows<ParticipantSheet.Column>
    private var sheet = ParticipantSheet()
    /// All handles that a made one must not repeat.
    private var taken: Set<Handle>
    /// The rows in which handles and folded names stood first.
    private var rowOfHandle: [Handle: Int] = [:]
    private var rowOfName: [String: Int] = [:]
    /// Everything in the sheet that says who somebody is, folded.
    private var identifying: Set<String> = []

    init(_ rows: [[String]], _ options: ParticipantSheet.Options) {
        self.options = options
        taken = options.used
        let declared = options.attributes.list.filter { $0.appliesTo.contains(.participant) }
        table = SheetRows(rows) { heading in
            if let column = Column.of(heading) { return column }
            let found =
                declared.first { SheetText.folded($0.name) == heading }
                ?? declared.first { !$0.label.isEmpty && SheetText.folded($0.label) == heading }
            return found.map { .attribute($0.name) }
        }
    }

    mutating func read() -> ParticipantSheet {
        checkHeadings()
        for (_, cells) in table.filled {
            if let handle = givenHandle(cells) { taken.insert(handle) }
            for detail in details(cells).all { identifying.insert(SheetText.folded(detail)) }
        }
        for (number, cells) in table.filled { read(number, cells) }
        sheet.problems.sort { ($0.row, $0.column ?? 0) < ($1.row, $1.column ?? 0) }
        return sheet
    }

    private mutating func checkHeadings() {
        for place in table.strangers {
            warn(1, place, "The heading is no attribute of study.yaml, so the column is left out.")
        }
        let several: [Column] = [.name, .nickname, .email, .phone]
        for place in table.repeats(allowing: several.contains) {
            warn(1, place, "Another column has this heading; the first that is filled counts.")
        }
        if table.columns.isEmpty {
            sheet.problems.append(
                SheetProblem(
                    row: 1, column: nil, reason: "The first row has no heading such as 'handle' or 'name'.",
                    isWarning: false))
        }
    }

    private mutating func read(_ number: Int, _ cells: [String]) {
        let details = details(cells)
        let attributes = attributes(number, cells)
        let given = givenHandle(cells)
        guard let handle = given ?? madeHandle(number, cells, attributes) else { return }
        guard rowOfHandle[handle] == nil else {
            let first = rowOfHandle[handle].map { "row \($0)" } ?? "another row"
            refuse(number, nil, "The handle \(handle.rawValue) stands in \(first) already.")
            return
        }
        rowOfHandle[handle] = number
        warnOfSameNames(number, details)
        sheet.rows.append(
            .init(
                number: number, handle: handle, isMade: given == nil, details: details,
                attributes: attributes))
    }

    // MARK: Handles

    private func givenHandle(_ cells: [String]) -> Handle? {
        table.cell(.handle, in: cells).flatMap { SheetText.handle($0.text) }
    }

    private mutating func madeHandle(
        _ number: Int, _ cells: [String], _ attributes: [String: CaseValue]
    ) -> Handle? {
        var prefix: String?
        if let (place, text) = table.cell(.handle, in: cells) ?? table.cell(.prefix, in: cells) {
            let pattern = options.handles.pattern(prefix: text) ?? options.handles.pattern(meaning: text)
            prefix = pattern?.key
            if prefix == nil {
                refuse(number, place, "The cell is no handle such as SP66 and no prefix of study.yaml.")
                return nil
            }
        }
        let roles = attributes.sorted { $0.key < $1.key }.map(\.value.words)
        prefix =
            prefix ?? roles.compactMap { options.handles.pattern(meaning: $0)?.key }.first ?? options.prefix
        guard let prefix, let handle = options.handles.next(prefix, used: taken) else {
            refuse(number, nil, "There is no handle, and no prefix or role that one can be made from.")
            return nil
        }
        taken.insert(handle)
        return handle
    }

    // MARK: People

    private func details(_ cells: [String]) -> PersonalDetails {
        var names = table.cells(.name, in: cells).map(\.text)
        let parts = [Column.firstName, .lastName].compactMap { table.cell($0, in: cells)?.text }
        if !parts.isEmpty { names.append(parts.joined(separator: " ")) }
        func items(_ column: Column) -> [String] {
            table.cells(column, in: cells).flatMap { SheetText.items($0.text) }
        }
        return PersonalDetails(
            names: names, nicknames: items(.nickname), emails: items(.email), phones: items(.phone))
    }

    private mutating func warnOfSameNames(_ number: Int, _ details: PersonalDetails) {
        for name in Set(details.names.map { SheetText.folded($0) }) where !name.isEmpty {
            if let first = rowOfName[name] {
                warn(number, nil, "The name is the same as in row \(first).")
            } else {
                rowOfName[name] = number
            }
        }
    }

    // MARK: Attributes

    private mutating func attributes(_ number: Int, _ cells: [String]) -> [String: CaseValue] {
        var attributes: [String: CaseValue] = [:]
        for (place, column) in table.columns {
            guard case .attribute(let name) = column, attributes[name] == nil,
                let declaration = options.attributes[name],
                let text = table.cells(column, in: cells).first(where: { $0.place == place })?.text
            else { continue }
            guard let value = declaration.value(from: text, today: options.today) else {
                let reason = declaration.validate(.list([""])) ?? "The cell can't be read."
                warn(number, place, "\(reason) The cell is left out.")
                continue
            }
            if declaration.type == .text, saysWho(text) {
                warn(number, place, "The cell holds a name or an address of this sheet and is left out.")
            } else {
                attributes[name] = value
            }
        }
        return attributes
    }

    /// Whether a cell holds an e-mail address, is a detail of somebody in the sheet, or holds one of two or
    /// more words.
    private func saysWho(_ text: String) -> Bool {
        let folded = SheetText.folded(text)
        guard !text.contains("@"), !identifying.contains(folded) else { return true }
        let words = folded.split(separator: " ")
        guard words.count > 2 else { return false }
        for start in words.indices {
            for end in words.indices where end > start && end - start < 5 {
                if identifying.contains(words[start...end].joined(separator: " ")) { return true }
            }
        }
        return false
    }

    // MARK: Problems

    private mutating func warn(_ row: Int, _ place: Int?, _ reason: String) {
        sheet.problems.append(
            SheetProblem(row: row, column: place.map { $0 + 1 }, reason: reason, isWarning: true))
    }

    private mutating func refuse(_ row: Int, _ place: Int?, _ reason: String) {
        let reason = "\(reason) The row is left out."
        sheet.problems.append(
            SheetProblem(row: row, column: place.map { $0 + 1 }, reason: reason, isWarning: false))
    }
}
