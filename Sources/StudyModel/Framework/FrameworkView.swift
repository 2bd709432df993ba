/// A new framework matrix as a person asks for it.
package struct FrameworkPlan: Hashable, Sendable, Codable {
    package var name: String
    package var title: String?
    /// Codes as people name them; those at the top of the codebook without any.
    package var themes: [String]?
    package var kind: CaseKind?
    package var cases: [String]?
    /// `name=value`.
    package var attributes: [String]?
    package var query: String?

    package init(name: String, title: String? = nil, themes: [String]? = nil) {
        self.name = name
        self.title = title
        self.themes = themes
    }
}

/// What a change makes of a matrix; what is absent stays.
package struct FrameworkEdit: Hashable, Sendable, Codable {
    package var title: String?
    /// Codes that become columns, behind those there are.
    package var add: [String]?
    /// Codes that are columns no more.
    package var drop: [String]?
    /// Which cases are rows: where any of these four is given, together they take the place of the choice there was.
    package var kind: CaseKind?
    package var cases: [String]?
    package var attributes: [String]?
    package var query: String?
    /// Drops columns that have summaries too.
    package var anyway: Bool?
    package var cleared: Bool?

    package init() {}

    /// The choice it makes; `nil` where that stays.
    package var plan: FrameworkPlan? {
        if kind == nil, cases == nil, attributes == nil, query == nil { return nil }
        var plan = FrameworkPlan(name: "")
        (plan.kind, plan.cases, plan.attributes, plan.query) = (kind, cases, attributes, query)
        return plan
    }
}

/// Summaries under a code that is no column of the matrix any more.
package struct FrameworkLeft: Hashable, Sendable, Codable {
    package var theme: FrameworkTheme
    package var summaries: Int

    package init(theme: FrameworkTheme, summaries: Int) {
        self.theme = theme
        self.summaries = summaries
    }
}

/// A summary as a person writes it.
package struct FrameworkFilling: Hashable, Sendable, Codable {
    package var caseID: String
    package var theme: String
    /// Empty takes the summary away; without it the one there is stays, and rests on the codings as they now are.
    package var text: String?
    /// The ends of the ids of the codings that it rests on; all of the case and the theme without it.
    package var codings: [String]?
    /// The id of the version it started from; whatever is newest without it.
    package var base: OperationID?
    package var cleared: Bool?

    package init(caseID: String, theme: String, text: String?) {
        self.caseID = caseID
        self.theme = theme
        self.text = text
    }
}

/// A column of a matrix.
package struct FrameworkTheme: Hashable, Sendable, Codable {
    package var code: CodeID
    /// Its path; its id where the study has the code no more.
    package var path: String
    package var name: String

    package init(code: CodeID, path: String, name: String) {
        self.code = code
        self.path = path
        self.name = name
    }
}

/// Why a summary no longer fits the codings it rests on.
package struct FrameworkCause: Hashable, Sendable, Codable {
    package enum Reason: String, Hashable, Sendable, Codable, CaseIterable {
        /// A coding of this case and theme that was not there.
        case added
        /// A coding is gone, or its record is.
        case removed
        /// It has another code.
        case recoded
        /// It belongs to another case or theme, because people or codes were moved.
        case moved
        /// The words it stands on were changed, or are gone from the text.
        case edited
        /// Somebody in its record does not agree to this use any more.
        case consent
        /// Somebody withdrew on whose words the summary rested.
        case withdrawn
    }

    package var reason: Reason
    package var record: RecordID?
    package var coding: CodingID?

    package init(_ reason: Reason, record: RecordID? = nil, coding: CodingID? = nil) {
        self.reason = reason
        self.record = record
        self.coding = coding
    }
}

/// A cell as it now stands.
package struct FrameworkCellView: Hashable, Sendable, Codable {
    package var theme: CodeID
    /// Codings of the case and the theme that may be used now.
    package var codings: Int
    /// Absent where nobody wrote one, and where it was taken away.
    package var text: String?
    package var number: Int?
    package var version: OperationID?
    package var written: Provenance?
    /// Why it is stale; empty for one that is not.
    package var causes: [FrameworkCause]

    package init(
        theme: CodeID, codings: Int, cell: FrameworkCell? = nil, causes: [FrameworkCause] = []
    ) {
        self.theme = theme
        self.codings = codings
        text = cell.flatMap { $0.text.isEmpty ? nil : $0.text }
        number = cell?.number
        version = cell?.id
        written = cell?.written
        self.causes = causes
    }

    /// Whether its summary no longer fits.
    package var isStale: Bool { text != nil && !causes.isEmpty }
}

/// One case of a matrix.
package struct FrameworkRowView: Hashable, Sendable, Codable {
    package var caseID: CaseID
    /// Its value of the attribute the view was asked by.
    package var group: String?
    /// Whether the matrix's choice of cases still takes it in.
    package var isChosen: Bool
    /// In the order of the matrix's themes.
    package var cells: [FrameworkCellView]

    package init(caseID: CaseID, group: String? = nil, isChosen: Bool, cells: [FrameworkCellView]) {
        self.caseID = caseID
        self.group = group
        self.isChosen = isChosen
        self.cells = cells
    }
}

/// A framework matrix, or a part of it.
package struct FrameworkView: Hashable, Sendable, Codable {
    package var id: FrameworkID
    package var title: String
    package var choice: FrameworkChoice
    package var themes: [FrameworkTheme]
    package var rows: [FrameworkRowView]
    /// The attribute that rows are grouped by.
    package var by: String?
    /// Codes that are no columns any more and have summaries; absent where there are none.
    package var left: [FrameworkLeft]?
    /// The file of the matrix inside the study's folder.
    package var path: String
    package var operation: OperationID?

    package init(
        _ matrix: FrameworkMatrix, themes: [FrameworkTheme], rows: [FrameworkRowView], by: String? = nil,
        left: [FrameworkLeft]? = nil, operation: OperationID? = nil
    ) {
        id = matrix.id
        title = matrix.title
        choice = matrix.choice
        self.themes = themes
        self.rows = rows
        self.by = by
        self.left = left
        path = matrix.path
        self.operation = operation
    }
}

/// A framework matrix as lists show it.
package struct FrameworkHead: Hashable, Sendable, Codable {
    package var id: FrameworkID
    package var title: String
    package var cases: Int
    package var themes: Int
    package var filled: Int
    package var stale: Int

    package init(_ view: FrameworkView) {
        id = view.id
        title = view.title
        cases = view.rows.count
        themes = view.themes.count
        filled = view.rows.reduce(0) { $0 + $1.cells.count { $0.text != nil } }
        stale = view.rows.reduce(0) { $0 + $1.cells.count(where: \.isStale) }
    }
}

/// One cell with all that is known of it.
package struct FrameworkCellDetail: Hashable, Sendable, Codable {
    package var matrix: FrameworkID
    package var caseID: CaseID
    package var theme: FrameworkTheme
    package var cell: FrameworkCellView
    /// The codings of the case and the theme as they now stand.
    package var evidence: [FrameworkEvidenceView]
    /// Every version, the oldest first.
    package var history: [FrameworkCell]
    package var operation: OperationID?

    package init(
        matrix: FrameworkID, caseID: CaseID, theme: FrameworkTheme, cell: FrameworkCellView,
        evidence: [FrameworkEvidenceView], history: [FrameworkCell], operation: OperationID? = nil
    ) {
        self.matrix = matrix
        self.caseID = caseID
        self.theme = theme
        self.cell = cell
        self.evidence = evidence
        self.history = history
        self.operation = operation
    }
}

/// A coding that a cell is about, with its words.
package struct FrameworkEvidenceView: Hashable, Sendable, Codable {
    package var record: RecordID
    package var source: CodingSource
    package var coding: CodingID
    package var code: String
    package var day: CalendarDay
    /// Absent for a coding of the whole record.
    package var quote: String?
    /// Whether the newest summary rests on it.
    package var isLinked: Bool

    package init(
        record: RecordID, source: CodingSource, coding: CodingID, code: String, day: CalendarDay,
        quote: String?, isLinked: Bool
    ) {
        self.record = record
        self.source = source
        self.coding = coding
        self.code = code
        self.day = day
        self.quote = quote
        self.isLinked = isLinked
    }
}

/// A cell by its name, for people.
package struct FrameworkCellName: Hashable, Sendable, Codable {
    package var matrix: FrameworkID
    package var caseID: CaseID
    package var theme: String

    package init(matrix: FrameworkID, caseID: CaseID, theme: String) {
        self.matrix = matrix
        self.caseID = caseID
        self.theme = theme
    }

    /// `pathway: SP66, access/open`.
    package var words: String { "\(matrix): \(caseID.rawValue), \(theme)" }
}

/// What a spreadsheet makes of one cell.
package struct FrameworkChange: Hashable, Sendable, Codable {
    package var caseID: CaseID
    package var theme: CodeID
    /// The theme's path.
    package var path: String
    /// What the study says; absent where it says nothing.
    package var before: String?
    package var after: String
    /// Whether the study's summary is not the one that was written out.
    package var isConflict: Bool

    package init(
        caseID: CaseID, theme: CodeID, path: String, before: String?, after: String, isConflict: Bool
    ) {
        self.caseID = caseID
        self.theme = theme
        self.path = path
        self.before = before
        self.after = after
        self.isConflict = isConflict
    }

    /// `SP66/access/open`.
    package var name: String { "\(caseID.rawValue)/\(path)" }
}

/// What a spreadsheet makes of a matrix.
package struct FrameworkImportReply: Hashable, Sendable, Codable {
    /// What is saved, or would be.
    package var changes: [FrameworkChange]
    /// Cells that were changed in the study and in the file; left as they are unless the file's were asked for.
    package var conflicts: [FrameworkChange]
    package var unchanged: Int
    /// Cells that are empty in the file and not in the study; they stay.
    package var blank: Int
    /// Cells nobody touched in the file, and somebody changed in the study; they stay.
    package var newer: Int
    /// Rows and cells that were left out.
    package var problems: [SheetProblem]
    package var operation: OperationID?

    package init(
        changes: [FrameworkChange] = [], conflicts: [FrameworkChange] = [], unchanged: Int = 0,
        blank: Int = 0, newer: Int = 0, problems: [SheetProblem] = [], operation: OperationID? = nil
    ) {
        self.changes = changes
        self.conflicts = conflicts
        self.unchanged = unchanged
        self.blank = blank
        self.newer = newer
        self.problems = problems
        self.operation = operation
    }
}
