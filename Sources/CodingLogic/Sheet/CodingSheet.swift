package import StudyModel

/// One coder's codings of one record while they are being changed, in memory.
///
/// A change is whole or throws; after a throw the sheet is thrown away.
package struct CodingSheet: Sendable {
    package private(set) var codings: [Coding]
    package let codebook: Codebook
    /// Made or changed so far, in that order.
    package private(set) var touched: [Coding] = []
    package private(set) var removed: [Coding] = []
    /// What was to be added and stood there already.
    package private(set) var repeated: [Coding] = []
    package private(set) var hasChanged = false

    private let record: Record
    private let sha256: String
    private let places: PlaceFinder
    private let at: Timestamp
    private let origin: Coding.Origin
    private let newID: @Sendable () -> CodingID

    /// - Parameters:
    ///   - record: the version that is coded.
    ///   - sha256: that of its file.
    ///   - codings: what the coder has in it.
    ///   - origin: how new codings come about.
    package init(
        record: Record, sha256: String, codings: [Coding], codebook: Codebook, at: Timestamp,
        origin: Coding.Origin = .hand, newID: @escaping @Sendable () -> CodingID
    ) {
        self.record = record
        self.sha256 = sha256
        self.codings = codings
        self.codebook = codebook
        self.at = at
        self.origin = origin
        self.newID = newID
        places = PlaceFinder(body: record.body)
    }

    /// Carries out one change.
    ///
    /// - Throws: `code.not_found`, `code.ambiguous`, `code.invalid`, `coding.not_found`, `coding.ambiguous`,
    ///   `coding.invalid`.
    package mutating func apply(_ change: CodingChange) throws(StudyError) {
        switch change.act {
        case .add: try add(change)
        case .remove: try remove(change)
        case .edit: try edit(change)
        case .confirm: try confirm(change)
        }
    }

    // MARK: Acts

    private mutating func add(_ change: CodingChange) throws(StudyError) {
        guard let names = change.codes, !names.isEmpty else {
            throw StudyError(.codingInvalid, "No code is named.", hint: "Name one or more codes.")
        }
        let span = try places.span(of: change)
        var codes: [Code] = []
        for name in names {
            let entry = try codebook.one(name)
            guard entry.code.isUsable else { throw CodebookEditor.notUsable(entry) }
            try Self.check(change.weight, against: entry)
            if !codes.contains(where: { $0.id == entry.code.id }) { codes.append(entry.code) }
        }
        for code in codes {
            let statement = CodingStatement(code: code.id, span: span)
            if let same = codings.first(where: { $0.statement == statement }) {
                repeated.append(same)
                continue
            }
            let anchor = try anchor(span)
            insert(
                Coding(
                    id: newID(), code: code.id, anchor: anchor, version: record.version, sha256: sha256,
                    revision: code.revision, origin: origin, comment: change.comment?.nonEmpty,
                    weight: change.weight, at: at, guid: nil))
        }
    }

    private mutating func remove(_ change: CodingChange) throws(StudyError) {
        let index = try place(of: change.coding)
        removed.append(codings.remove(at: index))
        hasChanged = true
    }

    private mutating func edit(_ change: CodingChange) throws(StudyError) {
        let index = try place(of: change.coding)
        var coding = codings[index]
        if let names = change.codes {
            guard names.count == 1 else {
                throw StudyError(
                    .codingInvalid, "A coding has one code.", hint: "Name the code that takes its place.")
            }
            let entry = try codebook.one(names[0])
            guard entry.code.isUsable else { throw CodebookEditor.notUsable(entry) }
            coding = coding.recoded(to: entry.code)
        }
        if change.namesPlace {
            coding.anchor = try anchor(try places.span(of: change))
            settle(&coding)
        }
        if let comment = change.comment { coding.comment = comment.nonEmpty }
        if let weight = change.weight {
            guard let entry = codebook[coding.code] else { throw Self.orphan }
            try Self.check(weight, against: entry)
            coding.weight = weight
        }
        if change.dropsWeight == true { coding.weight = nil }
        replace(at: index, by: coding)
    }

    private mutating func confirm(_ change: CodingChange) throws(StudyError) {
        let index = try place(of: change.coding)
        var coding = codings[index]
        guard coding.state != .lost else {
            throw StudyError(
                .codingInvalid, "The words of this coding are gone, so it can't be confirmed as it is.",
                hint:
                    "Give it a place: 'rir code edit \(record.id.suffix) --coding \(coding.id.suffix) --quote \"…\"', or remove it."
            )
        }
        guard let code = codebook[coding.code]?.code else { throw Self.orphan }
        guard code.replacedBy.count < 2 else {
            let parts = code.replacedBy.compactMap { codebook[$0]?.path.rawValue }.joined(separator: ", ")
            throw StudyError(
                .codingInvalid, "The code of this coding was split, so it can't be confirmed as it is.",
                hint: "Give it one of the codes that took its place: \(parts).")
        }
        coding.revision = code.revision
        settle(&coding)
        replace(at: index, by: coding)
    }

    // MARK: Parts

    private func settle(_ coding: inout Coding) {
        coding.state = .sound
        coding.was = nil
        coding.version = record.version
        coding.sha256 = sha256
    }

    private mutating func insert(_ coding: Coding) {
        codings.append(coding)
        touched.append(coding)
        hasChanged = true
    }

    private mutating func replace(at index: Int, by coding: Coding) {
        if coding != codings[index] { hasChanged = true }
        codings[index] = coding
        touched.append(coding)
    }

    /// `nil` for the record as a whole.
    private func anchor(_ span: Range<Int>?) throws(StudyError) -> Anchor? {
        guard let span else { return nil }
        if let anchor = Anchor(span, in: places.scalars) { return anchor }
        throw StudyError(
            .codingInvalid, "The span \(span.lowerBound):\(span.upperBound) does not lie in the text.",
            hint: "The text has \(places.scalars.count) characters; a span is FIRST:END, from 0.")
    }

    private static func check(_ weight: Int?, against entry: Codebook.Entry) throws(StudyError) {
        guard let weight else { return }
        guard let scale = entry.code.scale else {
            throw StudyError(
                .codingInvalid, "'\(entry.path)' has no scale, so a coding with it has no weight.",
                hint: "Give it one: 'rir codebook edit \(entry.path) --scale 1..5'.")
        }
        guard scale.contains(weight) else {
            throw StudyError(
                .codingInvalid, "A weight of '\(entry.path)' is \(scale.lowest) to \(scale.highest).",
                hint: "Give one of these, or another scale: 'rir codebook edit \(entry.path) --scale 1..5'.")
        }
    }

    /// Which coding a text names: the whole id or its end.
    private func place(of text: String?) throws(StudyError) -> Int {
        try codings.map(\.id).place(of: text ?? "", in: record.id, areOwn: true)
    }

    private static let orphan = StudyError(
        .codingInvalid, "The code of this coding is not in the codebook any more.",
        hint: "Give it another one, or remove it.")
}

extension CodingChange {
    /// Whether it says where in the text.
    package var namesPlace: Bool {
        span != nil || quote != nil || turns != nil || paragraphs != nil || lines != nil || isWhole == true
    }
}

extension String {
    /// `nil` for a text without anything to read.
    fileprivate var nonEmpty: String? { allSatisfy(\.isWhitespace) ? nil : self }
}
