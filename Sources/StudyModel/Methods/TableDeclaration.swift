/// A table of a survey that a study reports: what `study.yaml` says below `tables`.
package struct TableDeclaration: Hashable, Sendable, Codable {
    package var title: String
    package var survey: String
    /// The variables that are counted, in order.
    package var variables: [String]
    /// The variable whose values make the groups.
    package var by: String?
    /// Only answers with one of these values count: `mobile: ["true"]`; all variables have to fit.
    package var `where`: [String: [String]]?

    package init(
        title: String, survey: String, variables: [String], by: String? = nil,
        where conditions: [String: [String]]? = nil
    ) {
        self.title = title
        self.survey = survey
        self.variables = variables
        self.by = by
        self.where = conditions
    }
}

/// A declared table with its counts, fit to be shown: small ones are suppressed.
package struct FilledTable: Hashable, Sendable, Codable {
    package var title: String
    package var survey: SurveyID
    /// Whose answers count, in words; `nil` for everybody's.
    package var base: String?
    /// One for each variable.
    package var parts: [Part]

    package init(title: String, survey: SurveyID, base: String?, parts: [Part]) {
        self.title = title
        self.survey = survey
        self.base = base
        self.parts = parts
    }

    package struct Part: Hashable, Sendable, Codable {
        /// The question as it was asked.
        package var label: String
        package var table: SurveyTable

        package init(label: String, table: SurveyTable) {
            self.label = label
            self.table = table
        }
    }
}

extension Survey {
    /// The survey with those answers alone that have one of the values given for each of the variables.
    ///
    /// A value is named as it is stored or by its label; of ticked items one is enough.
    ///
    /// - Throws: `request.invalid` for a variable that the survey doesn't have, and for a value nobody can give.
    package func limited(to conditions: [String: [String]]) throws(StudyError) -> Survey {
        var limited = self
        for (name, wanted) in conditions.sorted(by: { $0.key < $1.key }) {
            let index = try tabular(name)
            let known = counts(ofVariableAt: index).values
            var values: Set<String> = []
            for text in wanted {
                guard let value = known.first(where: { $0.value == text || $0.label == text }) else {
                    throw StudyError(
                        .requestInvalid, "Nobody can answer '\(text)' to '\(variables[index].name)'.",
                        hint:
                            "Its values are \(known.map(\.value).joined(separator: ", ")): 'rir survey variables \(id.rawValue)'."
                    )
                }
                values.insert(value.value)
            }
            let variable = variables[index]
            limited.answers.removeAll { answer in
                guard let value = answer.values[index], !variable.isMissing(value) else { return true }
                return values.isDisjoint(with: value.items)
            }
        }
        return limited
    }

    /// Fills a declared table.
    ///
    /// - Parameter smallest: the smallest count that is shown.
    /// - Throws: `request.invalid` for what the survey doesn't have.
    package func filled(_ declaration: TableDeclaration, smallest: Int) throws(StudyError) -> FilledTable {
        let conditions = declaration.where ?? [:]
        var survey = try limited(to: conditions)
        // What could be answered stays a row or a column, but for groups that are not looked at.
        for index in survey.variables.indices {
            let known = counts(ofVariableAt: index).values.map {
                SurveyVariable.Value($0.value, label: $0.label)
            }
            survey.variables[index].values = known
            guard survey.index(of: declaration.by ?? "") == index,
                let wanted = conditions[variables[index].name]
            else { continue }
            survey.variables[index].values = wanted.compactMap { text in
                known.first { $0.value == text || $0.label == text }
            }
        }
        var parts: [FilledTable.Part] = []
        for name in declaration.variables {
            let table = try survey.table(of: name, by: declaration.by, smallest: smallest)
            parts.append(.init(label: variables[try tabular(name)].label, table: table))
        }
        let words = conditions.sorted { $0.key < $1.key }.map { name, values in
            "\(name) is \(values.joined(separator: " or "))"
        }
        return FilledTable(
            title: declaration.title, survey: id,
            base: words.isEmpty ? nil : words.joined(separator: " and "), parts: parts)
    }
}
