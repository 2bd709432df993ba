/// What a later export of a survey brings to the one that is kept.
package struct SurveyUpdate: Hashable, Sendable {
    /// The survey with what is new: its codebook stays as it was put right, new variables and answers come behind.
    package var survey: Survey
    /// Ids of answers that are new.
    package var added: [String] = []
    /// Ids of answers that say something else now.
    package var changed: [String] = []
    /// Ids of answers that the later export no longer has; they are kept.
    package var absent: [String] = []
    /// Names of variables that are new.
    package var newVariables: [String] = []
    /// Names of variables whose type is worked out otherwise now; the kept type stays.
    package var otherTypes: [String] = []

    /// Whether an answer says something else to a variable that was kept before.
    fileprivate var hasMoved = false

    fileprivate init(survey: Survey) { self.survey = survey }

    /// Whether the later export brings nothing.
    package var isEmpty: Bool { added.isEmpty && changed.isEmpty && newVariables.isEmpty }
}

extension Survey {
    /// Takes in a later export of the same survey.
    ///
    /// Variables are matched by name, answers by id. Where ids are only the places of rows (``SurveyDraft`` without an id
    /// column), every kept answer must be in its place unchanged: an export in another order would otherwise put words into
    /// other people's mouths.
    ///
    /// - Parameter areIDsGiven: Whether the table itself names its answers.
    /// - Throws: `request.invalid` where answers can't be matched.
    package func updated(by later: Survey, areIDsGiven: Bool) throws(StudyError) -> SurveyUpdate {
        var update = SurveyUpdate(survey: self)
        let places = update.takeVariables(of: later)
        var known = Dictionary(uniqueKeysWithValues: answers.enumerated().map { ($1.id, $0) })
        for answer in update.survey.answers.indices { update.widen(answer) }
        for answer in later.answers {
            var values: [SurveyValue?] = Array(repeating: nil, count: update.survey.variables.count)
            for (place, value) in zip(places, answer.values) { values[place] = value }
            let new = SurveyAnswer(id: answer.id, participant: answer.participant, values: values)
            if let place = known.removeValue(forKey: answer.id) {
                update.replace(place, with: new, brought: places)
            } else {
                update.survey.answers.append(new)
                update.added.append(answer.id)
            }
        }
        update.absent = known.sorted { $0.value < $1.value }.map(\.key)
        guard areIDsGiven || !update.hasMoved && update.absent.isEmpty else {
            throw StudyError(
                .requestInvalid,
                "The answers of this export can't be matched with those of '\(id.rawValue)': it has no ids, and rows changed or moved.",
                hint: "Name the column of response ids with '--id-column', or import it as another survey.")
        }
        return update
    }
}

extension SurveyUpdate {
    /// Adds what is new and says where each of the later survey's variables is now.
    fileprivate mutating func takeVariables(of later: Survey) -> [Int] {
        var places: [String: Int] = [:]
        for (place, variable) in survey.variables.enumerated() { places[variable.name.lowercased()] = place }
        return later.variables.map { variable in
            guard let place = places[variable.name.lowercased()] else {
                survey.variables.append(variable)
                newVariables.append(variable.name)
                return survey.variables.count - 1
            }
            if survey.variables[place].type != variable.type {
                otherTypes.append(survey.variables[place].name)
            }
            if !survey.variables[place].values.isEmpty {
                let listed = Set(survey.variables[place].values.map(\.value))
                survey.variables[place].values += variable.values.filter { !listed.contains($0.value) }
            }
            return place
        }
    }

    fileprivate mutating func widen(_ answer: Int) {
        let lacking = survey.variables.count - survey.answers[answer].values.count
        survey.answers[answer].values += Array(repeating: nil, count: max(0, lacking))
    }

    /// Variables that the later export doesn't have keep what was answered.
    fileprivate mutating func replace(_ place: Int, with new: SurveyAnswer, brought: [Int]) {
        var answer = survey.answers[place]
        let old = survey.variables.count - newVariables.count
        hasMoved = hasMoved || brought.contains { $0 < old && answer.values[$0] != new.values[$0] }
        if let who = new.participant {
            // Where rows alone name the answers, another person in a row is another answer.
            hasMoved = hasMoved || answer.participant.map { $0 != who } ?? false
            answer.participant = who
        }
        for variable in brought { answer.values[variable] = new.values[variable] }
        guard answer != survey.answers[place] else { return }
        survey.answers[place] = answer
        changed.append(answer.id)
    }
}
