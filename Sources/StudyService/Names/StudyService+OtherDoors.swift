internal import Intake
internal import Pseudonymisation
internal import StudyModel
internal import Vault

extension StudyService {
    // MARK: Changes made by hand

    /// A version made by hand with known names replaced.
    ///
    /// - Throws: `vault.locked`; `names.suspected` where it brings what may be a name.
    func admitted(
        _ record: Record, insteadOf known: Record, cleared: Bool
    ) async throws(StudyError) -> Record {
        guard namePolicy != .off else { return record }
        guard let door = try await door() else { throw Vault.locked }
        guard namePolicy != .hold || cleared else {
            throw StudyError(
                .namesSuspected, "The study holds every text until a person has looked, \(record.id) too.",
                hint: "Look through what was changed by hand, then repeat with --cleared.")
        }
        let before = door.pass(known.draft).suspects.map { $0.text.lowercased() }
        let passage = door.pass(record.draft, settled: Set(before))
        if !passage.suspects.isEmpty, !cleared {
            throw StudyError(
                .namesSuspected,
                "The change of \(record.id) made by hand brings \(passage.suspects.count) words that may be names.",
                hint: "Put handles in their place, or repeat with --cleared if none of them is a name.")
        }
        var admitted = record
        (admitted.title, admitted.body) = (passage.draft.title, passage.draft.body)
        admitted.details = passage.draft.details
        return admitted
    }

    /// Refuses another file than a record that holds a known name: what its form is only its own reader knows.
    func requireNoNames(in bytes: [UInt8], of path: String) async throws(StudyError) {
        guard namePolicy != .off else { return }
        guard await vault.isOpen else { throw Vault.locked }
        let report = LeakScanner(try await keyTable()).scan(bytes)
        guard report.count > 0 else { return }
        throw StudyError(
            .namesFound,
            "'\(path)' holds known names in \(report.count == 1 ? "one place" : "\(report.count) places").",
            hint: "Put handles in their place, then repeat the command.")
    }

    /// A text with known names replaced, whose other names are its own business: a form names whom to write to.
    func replacingKnownNames(_ text: String) async throws(StudyError) -> String {
        guard namePolicy != .off else { return text }
        guard let door = try await door() else { throw Vault.locked }
        return door.replacing(text, in: DraftField(name: "form", role: .prose)).text
    }

    // MARK: Surveys

    /// Takes a survey through the door: known names are replaced in every text of it.
    ///
    /// - Returns: what waits in the inbox, or `nil` when it goes on.
    func waits(
        _ draft: inout SurveyDraft, _ asked: HeldSurvey, cleared: Bool, dryRun: Bool
    ) async throws(StudyError) -> WaitingSource? {
        if namePolicy == .off { return nil }
        let door = try await door()
        let texts = draft.texts
        let admission = await Self.admit(texts, by: door, cleared: cleared)
        switch admission {
        case .asItIs: return nil
        case .passed(let passage):
            guard let door, !passage.replaced.isEmpty else { return nil }
            draft.rename {
                door.replacing($0.replacing("-", with: " "), in: DraftField(name: "name", role: .value))
            }
            draft.replaceTexts { door.replacing($0, in: Self.surveyField).text }
            if dryRun { return nil }
            var batch = VaultBatch()
            let survey = draft.survey.id.rawValue
            let lines = passage.replaced.map { LoggedReplacement(survey: survey, change: $0) }
            try batch.add(lines, id: sealedID(surroundings.operationID()))
            try await keep(batch)
            return nil
        case .waits(let cause, let passage):
            var held = held(texts, cause: cause)
            held.survey = asked
            if !dryRun { try await keep([held]) }
            return note(of: held, passage)
        }
    }

    static let surveyField = DraftField(name: "survey", role: .prose)

    /// A waiting survey's texts, read again from its file.
    func draft(of survey: HeldSurvey) async throws(StudyError) -> RecordDraft {
        var options = survey.options
        if let people = survey.people {
            let source = IntakeSource(path: people.path, bytes: people.bytes)
            options.map.merge(try SurveyIntake.people(from: source)) { $1 }
        }
        return try await Self.read(survey.file, options, codebook: survey.codebook).texts
    }
}

extension Record {
    /// The texts of a version as a draft.
    fileprivate var draft: RecordDraft {
        RecordDraft(kind: kind, day: day, title: title, details: details, body: body)
    }
}

extension Survey {
    /// Puts the survey's id and its variables' names through a function where that finds a name in them.
    mutating func rename(_ replacing: (String) -> (text: String, replaced: [ReplacedName])) {
        if let slug = Self.slug(of: id.rawValue, replacing), let new = SurveyID(rawValue: slug) { id = new }
        var used = Set(variables.map { $0.name.lowercased() })
        for index in variables.indices {
            guard let slug = Self.slug(of: variables[index].name, replacing) else { continue }
            var name = slug
            var number = 2
            while !used.insert(name.lowercased()).inserted {
                name = "\(slug.prefix(44))-\(number)"
                number += 1
            }
            variables[index].name = name
        }
    }

    /// What a name becomes that somebody is named in; `nil` for any other.
    private static func slug(
        of name: String, _ replacing: (String) -> (text: String, replaced: [ReplacedName])
    ) -> String? {
        let (text, replaced) = replacing(name)
        guard !replaced.isEmpty else { return nil }
        let slug = SurveyIntake.slug(text)
        return SurveyVariable.isName(slug) ? slug : "q-\(slug)"
    }
}

extension SurveyDraft {
    /// Puts its id and its variables' names through a function, in the records too.
    fileprivate mutating func rename(_ replacing: (String) -> (text: String, replaced: [ReplacedName])) {
        survey.rename(replacing)
        for index in records.indices { records[index].details["survey"] = .text(survey.id.rawValue) }
    }

    /// Everything people wrote in a survey as one text, for a person to look through.
    fileprivate var texts: RecordDraft {
        var lines: [String] = []
        var seen: Set<String> = []
        var copy = self
        copy.replaceTexts { text in
            if seen.insert(text).inserted { lines.append(text) }
            return text
        }
        return RecordDraft(
            kind: .surveyResponse, title: survey.title, body: lines.joined(separator: "\n") + "\n")
    }
}
