/// Writes and reads `framework/<matrix>/matrix.yaml` and `framework/<matrix>/rows/<case>.yaml` (format.md §19).
///
/// The written form is canonical; the reader takes exactly that form.
package enum FrameworkText {
    /// The whole file of a matrix.
    package static func text(of matrix: FrameworkMatrix) -> String {
        var lines = ["matrix: \(matrix.id)", "title: \(JSONText.quoted(matrix.title))"]
        if let kind = matrix.choice.kind { lines.append("kind: \(kind.rawValue)") }
        lines.append("cases: \(FieldValue.yamlList(matrix.choice.cases.map(\.rawValue)))")
        lines.append("attributes: \(FieldValue.yamlList(matrix.choice.attributes))")
        if let query = matrix.choice.query { lines.append("where: \(JSONText.quoted(query))") }
        lines += [
            "themes: \(FieldValue.yamlList(matrix.themes.map(\.rawValue)))",
            "added-by: \(matrix.added.by.rawValue)", "added-at: \(matrix.added.at.rawValue)",
            "nonce: \(matrix.nonce)",
        ]
        return lines.joined(separator: "\n") + "\n"
    }

    package static func bytes(of matrix: FrameworkMatrix) -> [UInt8] { Array(text(of: matrix).utf8) }

    /// Reads a canonical file of a matrix.
    ///
    /// - Throws: ``PeopleTextFailure`` with the line or the field that is not as the format says.
    package static func matrix(from bytes: [UInt8]) throws(PeopleTextFailure) -> FrameworkMatrix {
        let fields = try FieldLines.fields(in: bytes)
        let matrix = FrameworkMatrix(
            id: try fields.one("matrix") { FrameworkID(rawValue: $0) },
            title: try fields.one("title") { $0 },
            choice: FrameworkChoice(
                kind: try fields.maybe("kind") { CaseKind(rawValue: $0) },
                cases: try fields.texts("cases") { CaseID(rawValue: $0) },
                attributes: try fields.texts("attributes") {
                    FrameworkChoice.parts(of: $0) == nil ? nil : $0
                },
                query: try fields.maybe("where") { $0 }),
            themes: try fields.texts("themes") { CodeID(rawValue: $0) },
            added: try fields.provenance("added"),
            nonce: try fields.one("nonce") { FrontMatter.isNonce($0) ? $0 : nil })
        if let problem = matrix.problem { throw PeopleTextFailure(line: nil, reason: problem) }
        try FieldLines.check(bytes, is: text(of: matrix))
        return matrix
    }

    /// The whole file of a row.
    package static func text(of row: FrameworkRow) -> String {
        let lines =
            ["matrix: \(row.matrix)", "case: \(row.caseID.rawValue)", "nonce: \(row.nonce)"]
            + ItemLines.lines("cells", row.cells.map(\.values))
        return lines.joined(separator: "\n") + "\n"
    }

    package static func bytes(of row: FrameworkRow) -> [UInt8] { Array(text(of: row).utf8) }

    /// Reads a canonical file of a row.
    ///
    /// - Throws: ``PeopleTextFailure`` with the line or the field that is not as the format says.
    package static func row(from bytes: [UInt8]) throws(PeopleTextFailure) -> FrameworkRow {
        guard bytes.count <= FrameworkRow.largest else {
            throw PeopleTextFailure(line: nil, reason: "The file is larger than 4 MiB.")
        }
        let (fields, lists) = try ItemLines.parts(of: bytes, lists: ["cells"])
        var cells: [FrameworkCell] = []
        for item in lists["cells"] ?? [] {
            let cell = try FrameworkCell(fields: item)
            if let problem = cell.problem { throw PeopleTextFailure(line: item.line, reason: problem) }
            if let last = cells.last, !FrameworkCell.isEarlier(last, cell) {
                throw PeopleTextFailure(line: item.line, reason: "The versions are not in their order.")
            }
            cells.append(cell)
        }
        let row = FrameworkRow(
            matrix: try fields.one("matrix") { FrameworkID(rawValue: $0) },
            caseID: try fields.one("case") { CaseID(rawValue: $0) }, cells: cells,
            nonce: try fields.one("nonce") { FrontMatter.isNonce($0) ? $0 : nil })
        try FieldLines.check(bytes, is: text(of: row))
        return row
    }
}

extension FrameworkCell {
    fileprivate var values: [String: FieldValue] {
        var values: [String: FieldValue] = [
            "at": .text(written.at.rawValue), "basis": .list(basis.map { .object($0.values) }),
            "by": .text(written.by.rawValue), "id": .text(id.rawValue), "number": .number(number),
            "text": .text(text), "theme": .text(theme.rawValue),
        ]
        if isWithdrawn { values["withdrawn"] = .number(1) }
        return values
    }

    fileprivate init(fields: Fields) throws(PeopleTextFailure) {
        self.init(
            theme: try fields.one("theme") { CodeID(rawValue: $0) },
            id: try fields.one("id") { OperationID(rawValue: $0) }, number: try fields.number("number"),
            text: try fields.one("text") { $0 },
            written: Provenance(
                by: try fields.one("by") { MemberID(rawValue: $0) },
                at: try fields.one("at") { Timestamp(rawValue: $0) }),
            basis: try fields.list("basis") { FrameworkBasis(value: $0) },
            isWithdrawn: fields.values["withdrawn"] == .number(1))
    }
}

extension FrameworkBasis {
    fileprivate var values: [String: FieldValue] {
        var values: [String: FieldValue] = [
            "code": .text(code.rawValue), "coding": .text(coding.rawValue), "record": .text(record.rawValue),
            "source": .text(source.rawValue), "words": .text(words),
        ]
        if !isLinked { values["aside"] = .number(1) }
        return values
    }

    fileprivate init?(value: FieldValue) {
        guard case .object(let values) = value,
            let record = values["record"]?.string.flatMap({ RecordID(rawValue: $0) }),
            let source = values["source"]?.string.flatMap({ CodingSource(rawValue: $0) }),
            let coding = values["coding"]?.string.flatMap({ CodingID(rawValue: $0) }),
            let code = values["code"]?.string.flatMap({ CodeID(rawValue: $0) }),
            let words = values["words"]?.string
        else { return nil }
        self.init(
            record: record, source: source, coding: coding, code: code, words: words,
            isLinked: values["aside"] != .number(1))
    }
}
