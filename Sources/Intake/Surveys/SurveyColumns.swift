import StudyModel

/// What each column of a table is for, and the variables that come of it.
struct SurveyColumns {
    /// One column that becomes a variable.
    struct Kept {
        var column: Int
        var type: ColumnType
        var variable: SurveyVariable
    }

    private(set) var kept: [Kept] = []
    private(set) var leftOut: [SurveyDraft.LeftOut] = []
    private(set) var id: Int?
    private(set) var participant: Int?
    /// The column that says when each person answered, by its place among the kept ones.
    private(set) var time: Int?
    private(set) var guesses: [ImportGuess] = []
    private(set) var remarks: [String] = []
    /// Columns of the table that have a header or hold something.
    private(set) var count = 0

    private let table: Table
    private let head: TableHead
    private let rows: [Int]
    private let names: [String]

    /// - Throws: `request.invalid` for a column in the options that the table doesn't have.
    init(_ table: Table, head: TableHead, rows: [Int], options: SurveyOptions) throws(StudyError) {
        self.table = table
        self.head = head
        self.rows = rows
        names = ColumnName.names(codes: head.codes, labels: head.labels)
        let censuses = ColumnCensus.of(table, rows: rows, columns: head.labels.count)
        id = try told(options.idColumn) ?? findID(censuses)
        participant = try told(options.participantColumn) ?? findParticipant(censuses)
        if id == participant, options.idColumn == nil { id = nil }
        let keepsAll = options.keep.contains("*")
        let keep = try told(options.keep.filter { $0 != "*" })
        let (open, closed) = (try told(options.open), try told(options.closed))
        for (column, census) in censuses.enumerated() where census.filled > 0 || !head.labels[column].isEmpty
        {
            count += 1
            guard column != id, column != participant || keep.contains(column) else { continue }
            if !keepsAll, !keep.contains(column), leaveOut(column, census) { continue }
            add(column, census, isOpen: open.contains(column) ? true : closed.contains(column) ? false : nil)
        }
        time = Self.time(among: kept.map(\.variable))
    }

    private func told(_ name: String?) throws(StudyError) -> Int? {
        guard let name else { return nil }
        let wanted = name.lowercased()
        if let found = head.labels.firstIndex(where: { $0.lowercased() == wanted }) { return found }
        if let found = names.firstIndex(where: { $0.lowercased() == wanted }) { return found }
        if let number = Int(name), (1..<names.count + 1).contains(number) { return number - 1 }
        throw StudyError(
            .requestInvalid, "The table has no column '\(name)'.",
            hint: "Name a column by its header, its variable's name or its number from 1.")
    }

    private func told(_ names: [String]) throws(StudyError) -> Set<Int> {
        var columns: Set<Int> = []
        for name in names {
            if let column = try told(name) { columns.insert(column) }
        }
        return columns
    }

    private mutating func leaveOut(_ column: Int, _ census: ColumnCensus) -> Bool {
        guard census.filled > 0,
            let holds = IdentifyingColumn.holds(
                header: head.labels[column], table, column: column, rows: rows)
        else { return false }
        let header = head.labels[column].isEmpty ? names[column] : head.labels[column]
        leftOut.append(.init(column: header.shortened(to: 120), holds: holds))
        return true
    }

    private mutating func add(_ column: Int, _ census: ColumnCensus, isOpen: Bool?) {
        let type = ColumnType(census, isOpen: isOpen)
        if let guess = type.guess {
            guesses.append(
                ImportGuess(
                    field: "type", basis: "\(names[column]): \(guess.basis)", certainty: guess.certainty))
        }
        let label = head.labels[column].isEmpty ? names[column] : head.labels[column]
        var variable = SurveyVariable(
            name: names[column], label: label.shortened(to: 1000), type: type.type, isOpen: type.isOpen,
            missing: type.missing)
        // Whole numbers of few kinds are mostly codes: they are listed, so that somebody can say what they mean.
        if type.type == .integer, !census.hasMore, census.different <= 12, census.answers >= 10 {
            let values = census.order.filter { !type.missing.contains($0) && Int($0) != nil }
            variable.values = values.sorted { (Int($0) ?? 0) < (Int($1) ?? 0) }.map { .init($0) }
        }
        kept.append(Kept(column: column, type: type, variable: variable))
    }

    // MARK: Who and when

    private static let idHeaders: Set<String> = [
        "responseid", "response id", "response_id", "respondent id", "respondentid", "respondent_id",
        "submission id",
        "answer id", "id", "#", "no.", "nr.",
    ]

    private func findID(_ censuses: [ColumnCensus]) -> Int? {
        return head.labels.indices.first { column in
            let headers = [head.labels[column], column < head.codes.count ? head.codes[column] : ""]
            guard headers.contains(where: { Self.idHeaders.contains($0.lowercased()) }) else { return false }
            return censuses[column].filled == rows.count && isUnique(column)
        }
    }

    private func isUnique(_ column: Int) -> Bool {
        var seen: Set<String> = []
        for row in rows {
            let text = table.text(row, column)
            guard SurveyAnswer.isID(text), seen.insert(text.lowercased()).inserted else { return false }
        }
        return true
    }

    private static let people: Set<String> = [
        "participant", "participants", "handle", "pseudonym", "case", "respondent", "code", "id", "person",
        "member",
    ]

    /// A column of handles that says so in its header, or in which no two are alike.
    private mutating func findParticipant(_ censuses: [ColumnCensus]) -> Int? {
        let found = head.labels.indices.first { column in
            let census = censuses[column]
            guard census.filled > 0, !census.hasMore, census.order.allSatisfy({ Handle(rawValue: $0) != nil })
            else { return false }
            let words = head.labels[column].lowercased().split { !$0.isLetter }.map(String.init)
            return words.contains(where: Self.people.contains)
                || census.order.count == census.filled && census.filled >= 3
        }
        if found != nil {
            guesses.append(
                ImportGuess(
                    field: "participants", basis: "a column in which every value is a handle",
                    certainty: .likely))
        }
        return found
    }

    private static let timeHeaders = [
        "completion time", "timestamp", "recordeddate", "recorded date", "enddate", "end date", "submitdate",
        "date submitted", "completed", "date modified", "startdate", "start date", "start time", "datestamp",
        "date",
    ]

    /// The place of the variable that says when somebody answered.
    static func time(among variables: [SurveyVariable]) -> Int? {
        let moments = variables.indices.filter { [.datetime, .date].contains(variables[$0].type) }
        for header in timeHeaders {
            let found = moments.first { place in
                variables[place].name.lowercased() == header || variables[place].label.lowercased() == header
            }
            if let found { return found }
        }
        return nil
    }
}
