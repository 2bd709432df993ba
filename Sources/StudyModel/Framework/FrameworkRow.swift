/// What is charted of one case: every version of each of its cells (format.md §19).
package struct FrameworkRow: Hashable, Sendable, Codable {
    package let matrix: FrameworkID
    package let caseID: CaseID
    /// In the order of ``FrameworkCell/isEarlier(_:_:)``.
    package var cells: [FrameworkCell]
    /// As for ``Record/nonce``.
    package var nonce: String

    package init(matrix: FrameworkID, caseID: CaseID, cells: [FrameworkCell] = [], nonce: String) {
        self.matrix = matrix
        self.caseID = caseID
        self.cells = cells
        self.nonce = nonce
    }

    /// The largest file of a row, in bytes: 4 MiB.
    package static let largest = 4 << 20

    package var path: String { Self.path(of: caseID, in: matrix) }

    package static func path(of caseID: CaseID, in matrix: FrameworkID) -> String {
        "\(matrix.rows)/\(caseID.rawValue).yaml"
    }

    /// The matrix and the case of a row's study path; `nil` for any other path.
    package static func place(ofPath path: some StringProtocol) -> (matrix: FrameworkID, caseID: CaseID)? {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 4, parts[0] == "framework", parts[2] == "rows", parts[3].hasSuffix(".yaml"),
            let matrix = FrameworkID(rawValue: String(parts[1])),
            let caseID = CaseID(rawValue: String(parts[3].dropLast(5)))
        else { return nil }
        return (matrix, caseID)
    }

    /// What a cell says now; `nil` for one that nobody filled.
    package func latest(_ theme: CodeID) -> FrameworkCell? { cells.last { $0.theme == theme } }

    /// What every cell says now.
    package var latest: [CodeID: FrameworkCell] {
        Dictionary(cells.map { ($0.theme, $0) }) { _, later in later }
    }

    /// Every version of a cell, the oldest first.
    package func history(_ theme: CodeID) -> [FrameworkCell] { cells.filter { $0.theme == theme } }

    /// Puts a version in its place.
    package mutating func add(_ cell: FrameworkCell) {
        let place = cells.firstIndex { FrameworkCell.isEarlier(cell, $0) } ?? cells.count
        cells.insert(cell, at: place)
    }
}

/// One version of a cell: a summary, who wrote it, and the codings it rests on.
package struct FrameworkCell: Hashable, Sendable, Codable {
    /// The code of the cell's column.
    package let theme: CodeID
    /// The operation that wrote it.
    package let id: OperationID
    /// Counts from 1; two that were written beside each other may share one.
    package var number: Int
    /// Empty where the summary was taken away.
    package var text: String
    package var written: Provenance
    /// The codings of the case and the theme when it was written.
    package var basis: [FrameworkBasis]
    /// Whether somebody withdrew on whose words it rested.
    package var isWithdrawn: Bool

    package init(
        theme: CodeID, id: OperationID, number: Int, text: String, written: Provenance,
        basis: [FrameworkBasis] = [], isWithdrawn: Bool = false
    ) {
        self.theme = theme
        self.id = id
        self.number = number
        self.text = text
        self.written = written
        self.basis = basis
        self.isWithdrawn = isWithdrawn
    }

    /// The order of versions in a row: by theme, then by number, time and id.
    package static func isEarlier(_ one: Self, _ other: Self) -> Bool {
        func key(_ cell: Self) -> (String, Int, Int, String) {
            (cell.theme.rawValue, cell.number, cell.written.at.secondsSinceEpoch, cell.id.rawValue)
        }
        return key(one) < key(other)
    }

    /// What names the version in a spreadsheet: the end of its id.
    package var stamp: String { String(id.rawValue.suffix(8)) }

    /// What can't be in a cell, as a sentence; `nil` for a possible one.
    package var problem: String? {
        if text.unicodeScalars.count > FrameworkMatrix.longestText {
            return "A summary has \(FrameworkMatrix.longestText) characters at most."
        }
        if number < 1 { return "A version counts from 1." }
        if Set(basis.map(\.key)).count != basis.count { return "The summary rests on a coding twice." }
        return nil
    }

    /// Whether it says the same as another, and rests on the same.
    package func isSame(as other: FrameworkCell) -> Bool { text == other.text && basis == other.basis }

    /// The cell without the words of somebody who withdrew, or as it is.
    package func rewritten(_ change: (String) -> String) -> FrameworkCell {
        var cell = self
        cell.text = change(text)
        return cell
    }
}

/// A coding as it was when a summary was written.
package struct FrameworkBasis: Hashable, Sendable, Codable {
    package var record: RecordID
    package var source: CodingSource
    package var coding: CodingID
    package var code: CodeID
    /// The beginning of the SHA-256 of the words it stood on, in hexadecimal.
    package var words: String
    /// Whether the summary rests on it; else it was there and was left aside.
    package var isLinked: Bool

    package init(
        record: RecordID, source: CodingSource, coding: CodingID, code: CodeID, words: String,
        isLinked: Bool = true
    ) {
        self.record = record
        self.source = source
        self.coding = coding
        self.code = code
        self.words = words
        self.isLinked = isLinked
    }

    /// Names the coding in the study.
    package var key: FrameworkCodingKey { FrameworkCodingKey(source: source, coding: coding) }
}

/// One coding of one layer.
package struct FrameworkCodingKey: Hashable, Sendable {
    package let source: CodingSource
    package let coding: CodingID

    package init(source: CodingSource, coding: CodingID) {
        self.source = source
        self.coding = coding
    }
}
