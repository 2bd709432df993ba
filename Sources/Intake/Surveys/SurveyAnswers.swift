import StudyModel

/// Turns rows into answers.
struct SurveyAnswers {
    private(set) var answers: [SurveyAnswer] = []
    private(set) var variables: [SurveyVariable]
    /// When each person answered, in the order of the answers.
    private(set) var moments: [String?] = []
    private(set) var remarks: [String] = []
    /// Whether the table itself names its answers.
    private(set) var areIDsGiven = false

    private let table: Table
    private let columns: SurveyColumns
    private var listed: [Set<String>]
    private var unknownPeople = 0

    private static let mostListed = 200

    init(_ table: Table, rows: [Int], columns: SurveyColumns, map: [String: Handle]) {
        self.table = table
        self.columns = columns
        variables = columns.kept.map(\.variable)
        listed = variables.map { Set($0.values.map(\.value)) }
        let people = Dictionary(
            map.map { ($0.key.lowercased(), $0.value) }, uniquingKeysWith: { first, _ in first })
        var ids = AnswerIDs(table, column: columns.id, rows: rows)
        for row in rows {
            let participant = participant(row, people)
            answers.append(SurveyAnswer(id: ids.next(row), participant: participant, values: values(row)))
            moments.append(moment())
        }
        areIDsGiven = ids.areGiven
        if ids.isReplaced {
            remarks.append(
                "The column of response ids holds what is no id, or one twice; answers are numbered A1 and on."
            )
        }
        if unknownPeople > 0 {
            remarks.append(
                "\(unknownPeople.counted("answer")) with a participant that is no handle and not in the map; kept without one."
            )
        }
    }

    private mutating func participant(_ row: Int, _ people: [String: Handle]) -> Handle? {
        guard let column = columns.participant else { return nil }
        let text = table.text(row, column)
        if let handle = people[text.lowercased()] ?? Handle(rawValue: text.uppercased()) { return handle }
        unknownPeople += text.isEmpty ? 0 : 1
        return nil
    }

    private func moment() -> String? {
        guard let time = columns.time, case .text(let text)?? = answers.last?.values[time] else { return nil }
        return text
    }

    private mutating func values(_ row: Int) -> [SurveyValue?] {
        columns.kept.indices.map { index in
            let kept = columns.kept[index]
            let bytes = table.bytes(row, kept.column)
            guard !bytes.isEmpty else { return nil }
            return listed(Self.value(bytes, kept.type), index)
        }
    }

    /// Lists choices as they occur, and gives each the same text, so that it is held once for all who chose it.
    private mutating func listed(_ value: SurveyValue, _ index: Int) -> SurveyValue {
        let type = variables[index].type
        guard type == .choice || type == .multiple, !variables[index].isMissing(value) else { return value }
        switch value {
        case .text(let text): return .text(listed(text, index))
        case .list(let items): return .list(items.map { listed($0, index) })
        default: return value
        }
    }

    private mutating func listed(_ item: String, _ index: Int) -> String {
        guard listed[index].count < Self.mostListed else { return item }
        let (isNew, shared) = listed[index].insert(item)
        if isNew { variables[index].values.append(.init(item)) }
        return shared
    }

    /// A cell as a value of its column's type; one that doesn't fit stays text.
    private static func value(_ bytes: ArraySlice<UInt8>, _ type: ColumnType) -> SurveyValue {
        let text = String(decoding: bytes, as: UTF8.self)
        switch type.type {
        case .integer, .number:
            let shape = CellShape(bytes)
            let isNumber = shape == .integer || shape == .decimal
            if isNumber, let number = Double(text) { return .number(number) }
            if shape == .commaDecimal, type.hasCommas, let number = Double(text.replacing(",", with: ".")) {
                return .number(number)
            }
        case .boolean:
            if CellShape(bytes) == .boolean { return .boolean(text.utf8.count == 4) }
        case .date, .datetime:
            if case .moment(let moment) = CellShape(bytes), let day = moment.text(type.order) {
                return .text(day)
            }
        case .multiple:
            guard !type.missing.contains(text) else { return .text(text) }
            var items: [String] = []
            var seen: Set<String> = []
            for part in text.utf8.split(separator: type.separator) {
                let item = String(Substring(part).trimmedPart)
                if !item.isEmpty, items.count < 500, seen.insert(item).inserted { items.append(item) }
            }
            if !items.isEmpty { return .list(items) }
        case .text, .choice, .empty: break
        }
        return .text(text)
    }
}

/// Gives each answer its id.
private struct AnswerIDs {
    private let table: Table
    private let column: Int?
    private var count = 0
    /// Whether a column was named that can't be taken.
    private(set) var isReplaced = false
    /// Whether the table itself names the answers.
    var areGiven: Bool { column != nil }

    init(_ table: Table, column: Int?, rows: [Int]) {
        self.table = table
        var seen: Set<String> = []
        let isGood = column.map { column in
            rows.allSatisfy { row in
                let id = Self.id(table, row, column)
                return SurveyAnswer.isID(id) && seen.insert(id.lowercased()).inserted
            }
        }
        isReplaced = isGood == false
        self.column = isGood == true ? column : nil
    }

    mutating func next(_ row: Int) -> String {
        count += 1
        return column.map { Self.id(table, row, $0) } ?? "A\(count)"
    }

    /// Numbers get an `A` in front, so that an answer is never taken for a row.
    private static func id(_ table: Table, _ row: Int, _ column: Int) -> String {
        let text = table.text(row, column)
        return text.utf8.allSatisfy(Ascii.isDigit) && !text.isEmpty ? "A\(text)" : text
    }
}
