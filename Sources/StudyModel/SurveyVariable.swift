/// One question or property of a survey, as its codebook of variables describes it.
package struct SurveyVariable: Hashable, Sendable, Codable {
    /// What its values are.
    package enum ValueType: String, Hashable, Sendable, Codable, CaseIterable {
        case text
        case number
        case integer
        case date
        case datetime
        /// One of ``SurveyVariable/values``.
        case choice
        /// Any of ``SurveyVariable/values``.
        case multiple
        case boolean
        /// Nobody answered.
        case empty
    }

    /// A value that can be answered, and what it means where it is a code.
    package struct Value: Hashable, Sendable, Codable {
        package var value: String
        /// `Male` for `1`; empty where the value says it itself.
        package var label: String

        package init(_ value: String, label: String = "") {
            self.value = value
            self.label = label
        }
    }

    /// What people type: a letter, then up to 47 letters, digits, `_ . -`; unlike every other in its survey without regard to case.
    package var name: String
    /// The question as it was asked.
    package var label: String
    package var type: ValueType
    /// Whether people answer it in their own words, so that it becomes part of a record.
    package var isOpen: Bool
    /// In the order in which they first occur, so that a scale is listed as people know it after it is put right once.
    package var values: [Value]
    /// Values that stand for no answer, such as `-99`.
    package var missing: [String]

    package init(
        name: String, label: String, type: ValueType, isOpen: Bool = false, values: [Value] = [],
        missing: [String] = []
    ) {
        self.name = name
        self.label = label
        self.type = type
        self.isOpen = isOpen
        self.values = values
        self.missing = missing
    }

    package static func isName(_ text: some StringProtocol) -> Bool {
        guard let first = text.utf8.first, SurveyName.isLetter(first) else { return false }
        return text.utf8.count <= 48 && text.utf8.allSatisfy(SurveyName.isInName)
    }

    /// A value in words, with the labels of codes.
    package func words(for value: SurveyValue) -> String {
        value.items.map { item in
            guard let label = values.first(where: { $0.value == item })?.label, !label.isEmpty else {
                return item
            }
            return label
        }.joined(separator: "; ")
    }

    /// Whether a value stands for no answer.
    package func isMissing(_ value: SurveyValue) -> Bool { !missing.isEmpty && missing.contains(value.words) }

    /// Whether a value is of the variable's type.
    package func fits(_ value: SurveyValue) -> Bool {
        switch (type, value) {
        case (.text, _): true
        case (.number, .number), (.boolean, .boolean): true
        case (.integer, .number(let number)): number == number.rounded()
        case (.date, .text(let text)): CalendarDay(rawValue: text) != nil
        case (.datetime, .text(let text)): CalendarDay(rawValue: text.prefix(10)) != nil
        case (.choice, .list), (.multiple, .boolean): false
        case (.choice, _), (.multiple, _):
            values.isEmpty || value.items.allSatisfy { item in values.contains { $0.value == item } }
        default: false
        }
    }
}

/// How often a variable was answered, and with what.
package struct SurveyCounts: Hashable, Sendable, Codable {
    /// One value and how many people gave it.
    package struct Value: Hashable, Sendable, Codable {
        package var value: String
        package var label: String
        package var count: Int
    }

    /// People who gave an answer that stands for one.
    package var answered = 0
    /// People who gave a value that stands for no answer.
    package var missing = 0
    /// Answers that are not of the variable's type.
    package var unfitting = 0
    /// In the variable's order, then others in order of appearance; empty for open answers and where there are more than
    /// ``mostValues``.
    package var values: [Value] = []
    /// Whether there were more different values than are listed.
    package var hasMoreValues = false

    /// More different values than this are not listed.
    package static let mostValues = 50
}

extension Survey {
    /// Counts the answers to one variable.
    package func counts(ofVariableAt index: Int) -> SurveyCounts {
        let variable = variables[index]
        var counts = SurveyCounts()
        var places: [String: Int] = [:]
        for value in variable.values where places[value.value] == nil {
            places[value.value] = counts.values.count
            counts.values.append(.init(value: value.value, label: value.label, count: 0))
        }
        for answer in answers {
            guard index < answer.values.count, let value = answer.values[index] else { continue }
            guard !variable.isMissing(value) else {
                counts.missing += 1
                continue
            }
            counts.answered += 1
            // Values that are listed only because they occur always fit.
            counts.unfitting += variable.fits(value) ? 0 : 1
            guard !variable.isOpen, !counts.hasMoreValues else { continue }
            for item in value.items {
                if let place = places[item] {
                    counts.values[place].count += 1
                } else if counts.values.count < SurveyCounts.mostValues {
                    places[item] = counts.values.count
                    counts.values.append(.init(value: item, label: "", count: 1))
                } else {
                    counts.hasMoreValues = true
                }
            }
        }
        if counts.hasMoreValues || variable.isOpen { counts.values = [] }
        return counts
    }
}

/// Letters of names in surveys.
enum SurveyName {
    static func isLower(_ byte: UInt8) -> Bool { byte &- 0x61 < 26 }
    static func isLetter(_ byte: UInt8) -> Bool { isLower(byte | 0x20) }
    static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
    static func isInName(_ byte: UInt8) -> Bool {
        isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
            || byte == UInt8(ascii: "-")
    }
}
