/// Names one survey in a study: `2021-staff-survey`, one to 48 of `a-z 0-9 -`, a letter or digit first.
package struct SurveyID: RawRepresentable, Hashable, Sendable, Codable {
    package let rawValue: String

    package init?(rawValue: String) {
        let bytes = rawValue.utf8
        guard (1...48).contains(bytes.count), bytes.first != UInt8(ascii: "-"),
            bytes.allSatisfy({ SurveyName.isLower($0) || SurveyName.isDigit($0) || $0 == UInt8(ascii: "-") })
        else { return nil }
        self.rawValue = rawValue
    }

    private init(checked rawValue: String) { self.rawValue = rawValue }

    /// The id of a survey whose file's name gives none.
    package static let unnamed = SurveyID(checked: "survey")

    /// Where the survey's variables lie in the study.
    package var variablesPath: String { "surveys/\(rawValue)/variables.yaml" }

    /// Where the survey's answers lie in the study.
    package var answersPath: String { "surveys/\(rawValue)/answers.jsonl" }
}

/// A survey: what was asked, and what each person answered.
///
/// - Invariant: every answer has as many values as there are variables, and answers' ids differ.
package struct Survey: Hashable, Sendable {
    package var id: SurveyID
    package var title: String
    package var variables: [SurveyVariable]
    package var answers: [SurveyAnswer]

    package init(id: SurveyID, title: String, variables: [SurveyVariable], answers: [SurveyAnswer]) {
        self.id = id
        self.title = title
        self.variables = variables
        self.answers = answers
    }

    /// The place of the variable with a name, compared without regard to case.
    package func index(of name: String) -> Int? {
        variables.firstIndex { $0.name == name }
            ?? variables.firstIndex { $0.name.lowercased() == name.lowercased() }
    }

    package func answer(_ id: String) -> SurveyAnswer? {
        answers.first { $0.id == id } ?? answers.first { $0.id.lowercased() == id.lowercased() }
    }

    /// A whole answer as a person reads it: each variable that has a value, in order.
    package func attributes(of answer: SurveyAnswer) -> [(variable: SurveyVariable, value: String)] {
        zip(variables, answer.values).compactMap { variable, value in
            value.map { (variable, variable.words(for: $0)) }
        }
    }

    /// Puts every text through a function: title, labels, values and what people wrote.
    ///
    /// The same text becomes the same text everywhere, so values and their list stay alike.
    package mutating func replaceTexts(_ replacement: (String) -> String) {
        title = replacement(title)
        for index in variables.indices {
            variables[index].label = replacement(variables[index].label)
            for place in variables[index].values.indices {
                let old = variables[index].values[place]
                variables[index].values[place] = .init(replacement(old.value), label: replacement(old.label))
            }
        }
        for index in answers.indices {
            for place in answers[index].values.indices {
                switch answers[index].values[place] {
                case .text(let text): answers[index].values[place] = .text(replacement(text))
                case .list(let items): answers[index].values[place] = .list(items.map(replacement))
                default: break
                }
            }
        }
    }
}

/// What one person answered.
package struct SurveyAnswer: Hashable, Sendable {
    /// `A1` and on, or what the source calls the response: one to 48 of letters, digits, `_ . -`, never blank.
    package var id: String
    /// Who answered, where that is known.
    package var participant: Handle?
    /// One for each variable in its order; `nil` where nothing was answered.
    package var values: [SurveyValue?]

    package init(id: String, participant: Handle? = nil, values: [SurveyValue?]) {
        self.id = id
        self.participant = participant
        self.values = values
    }

    package static func isID(_ text: some StringProtocol) -> Bool {
        guard let first = text.utf8.first, SurveyName.isLetter(first) || SurveyName.isDigit(first) else {
            return false
        }
        return text.utf8.count <= 48 && text.utf8.allSatisfy(SurveyName.isInName)
    }
}

/// What one person answered to one variable.
package enum SurveyValue: Hashable, Sendable {
    case text(String)
    /// Finite.
    case number(Double)
    case boolean(Bool)
    /// What was ticked, in the order the source gives.
    case list([String])

    /// The shortest text of a number: whole ones without a point.
    package static func text(of number: Double) -> String {
        number == number.rounded() && number.magnitude < 1e15 ? String(Int(number)) : "\(number)"
    }

    /// The value in words.
    package var words: String {
        switch self {
        case .text(let text): text
        case .number(let number): Self.text(of: number)
        case .boolean(let flag): flag ? "true" : "false"
        case .list(let items): items.joined(separator: "; ")
        }
    }

    /// What is counted: each ticked item by itself.
    package var items: [String] {
        if case .list(let items) = self { return items }
        return [words]
    }
}

extension SurveyValue: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let flag = try? container.decode(Bool.self) {
            self = .boolean(flag)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let list = try? container.decode([String].self) {
            self = .list(list)
        } else {
            self = .text(try container.decode(String.self))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .number(let number): try container.encode(number)
        case .boolean(let flag): try container.encode(flag)
        case .list(let list): try container.encode(list)
        }
    }
}
