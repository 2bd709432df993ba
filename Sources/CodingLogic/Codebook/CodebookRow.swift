package import StudyModel

/// One code of a coding frame that comes from a file, wherever that was made.
package struct CodebookRow: Sendable, Equatable {
    /// The names from the top, the code's own last.
    package var names: [String]
    package var id: CodeID?
    package var guid: String?
    package var definition: String?
    package var useWhen: String?
    package var notWhen: String?
    package var example: String?
    package var colour: String?
    package var origin: Code.Origin?
    package var status: Code.Status?
    package var isCategory: Bool?
    package var scale: [Int]?

    package init(names: [String]) { self.names = names }

    /// A code as it stands.
    package init(_ entry: Codebook.Entry, in codebook: Codebook) {
        let code = entry.code
        self.init(names: codebook.names(of: entry.path))
        (id, guid) = (code.id, code.guid)
        (definition, useWhen) = (code.definition, code.useWhen)
        (notWhen, example) = (code.notWhen, code.example)
        colour = code.colour
        (origin, status) = (code.origin, code.status)
        isCategory = code.isCategory
        scale = code.scale.map { [$0.lowest, $0.highest] } ?? []
    }
}

/// Works out what would make a coding frame hold what a file holds.
package struct CodebookMerging: Sendable {
    /// In an order in which they can be carried out.
    package private(set) var changes: [CodebookChange] = []
    /// What was left aside or altered, one sentence each.
    package private(set) var remarks: [String] = []
    /// The code each row is about, in the order of the rows.
    package private(set) var codes: [CodeID] = []

    private let codebook: Codebook
    private let newID: @Sendable () -> CodeID
    private var byGUID: [String: CodeID] = [:]
    /// Codes by their folded names from the top.
    private var byNames: [[String]: CodeID] = [:]
    private var taken: Set<CodeID>

    /// - Parameters:
    ///   - rows: parents may come behind their children; those that are missing are made.
    ///   - guid: what a code of the frame is called in other programs.
    ///   - newID: gives an id for a new code.
    package init(
        _ rows: [CodebookRow], into codebook: Codebook, guid: (Code) -> String,
        newID: @escaping @Sendable () -> CodeID
    ) {
        self.codebook = codebook
        self.newID = newID
        taken = Set(codebook.entries.map(\.code.id))
        for entry in codebook.entries {
            byGUID[guid(entry.code)] = entry.code.id
            byNames[Self.folded(codebook.names(of: entry.path))] = entry.code.id
        }
        for row in rows { codes.append(merge(row)) }
    }

    private static func folded(_ names: [String]) -> [String] { names.map { $0.lowercased() } }

    private mutating func merge(_ row: CodebookRow) -> CodeID {
        let names = row.names.map(Self.name)
        if names != row.names {
            remarks.append(
                "The name of '\(names.last ?? "")' was put in order: one line, at most 200 characters.")
        }
        let known =
            row.id.flatMap { taken.contains($0) ? $0 : nil } ?? row.guid.flatMap { byGUID[$0.lowercased()] }
            ?? byNames[Self.folded(names)]
        if let known {
            edit(known, row)
            return known
        }
        let parent = names.count > 1 ? self.parent(Array(names.dropLast())) : nil
        return add(names, below: parent, row)
    }

    /// The code of some names, made where there is none.
    private mutating func parent(_ names: [String]) -> CodeID {
        if let known = byNames[Self.folded(names)] { return known }
        let above = names.count > 1 ? parent(Array(names.dropLast())) : nil
        return add(names, below: above, CodebookRow(names: names))
    }

    private mutating func add(_ names: [String], below parent: CodeID?, _ row: CodebookRow) -> CodeID {
        var names = names
        var number = 2
        while byNames[Self.folded(names)] != nil {
            names[names.count - 1] = "\(row.names.last ?? "") (\(number))"
            number += 1
        }
        if number > 2 {
            remarks.append("A second code of one name below one parent is called '\(names.last ?? "")'.")
        }
        let id = row.id.flatMap { taken.contains($0) ? nil : $0 } ?? newID()
        var change = CodebookChange(.add, name: names.last, parent: parent?.rawValue ?? "")
        change.id = id
        change.guid = row.guid?.lowercased()
        describe(&change, row)
        changes.append(change)
        taken.insert(id)
        byNames[Self.folded(names)] = id
        if let guid = row.guid { byGUID[guid.lowercased()] = id }
        return id
    }

    /// Changes what differs; what a file leaves open stays.
    private mutating func edit(_ id: CodeID, _ row: CodebookRow) {
        guard let code = codebook[id]?.code else { return }
        var change = CodebookChange(.edit, code: id.rawValue)
        describe(&change, row)
        func differs<Value: Equatable>(_ new: Value?, _ old: Value) -> Bool { new.map { $0 != old } ?? false }
        let isSame =
            !differs(change.definition, code.definition) && !differs(change.useWhen, code.useWhen)
            && !differs(change.notWhen, code.notWhen) && !differs(change.example, code.example)
            && !differs(change.colour, code.colour ?? "") && !differs(change.origin, code.origin)
            && !differs(change.status, code.status) && !differs(change.isCategory, code.isCategory)
            && !differs(change.scale, code.scale.map { [$0.lowest, $0.highest] } ?? [])
        if !isSame { changes.append(change) }
    }

    private mutating func describe(_ change: inout CodebookChange, _ row: CodebookRow) {
        change.definition = row.definition
        change.useWhen = row.useWhen
        change.notWhen = row.notWhen
        change.example = row.example
        change.origin = row.origin
        change.status = row.status
        change.isCategory = row.isCategory
        change.scale = row.scale
        guard let colour = row.colour?.lowercased() else { return }
        if let long = Self.colour(colour) {
            change.colour = long
        } else {
            remarks.append("A colour that is not #rrggbb was left out.")
        }
    }

    /// `#rgb` as `#rrggbb`.
    private static func colour(_ text: String) -> String? {
        if text.isEmpty || Code.isColour(text) { return text }
        let long = "#" + text.dropFirst().map { "\($0)\($0)" }.joined()
        return text.utf8.count == 4 && Code.isColour(long) ? long : nil
    }

    /// A name as a code may have it.
    private static func name(_ text: String) -> String {
        let line = text.split(whereSeparator: { $0.isWhitespace || $0.isNewline }).joined(separator: " ")
        let clean = String(
            String.UnicodeScalarView(
                line.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }.prefix(200)))
        let trimmed = clean.last == " " ? String(clean.dropLast()) : clean
        return Code.isName(text) ? text : trimmed.isEmpty ? "Code without a name" : trimmed
    }
}
