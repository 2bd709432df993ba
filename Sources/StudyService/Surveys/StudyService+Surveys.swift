internal import Intake
internal import StudyArchive
package import StudyModel

extension StudyService {
    /// How many records of answers one write makes.
    private static var batch: Int { 500 }

    /// Imports a table as a survey: its variables, its answers, and a record for each person's open answers.
    ///
    /// The same table again makes nothing; an interrupted import is finished by repeating it.
    ///
    /// - Throws: what ``SurveyIntake/read(source:options:)`` throws; `survey.exists` where the study holds another survey
    ///   of that id; `storage.full`, `storage.failed`.
    package func importSurvey(
        _ file: ImportFile, options: SurveyOptions, dryRun: Bool
    ) async throws(StudyError) -> SurveyImport {
        var outcome = SurveyImport(draft: try await Self.read(file, options))
        let survey = outcome.draft.survey
        let files = Dictionary(
            outcome.draft.files.map { ($0.path, Optional($0.bytes)) }, uniquingKeysWith: { $1 })
        let isHeld = try await holds(survey)
        let run = try await beginImport(dryRun: dryRun)
        let operation = await run.operation
        if !dryRun, !isHeld {
            try await writing { () async throws(StudyError) in
                let write = ArchiveOperation(
                    id: operation, act: .import, by: archive.member, at: surroundings.now, files: files)
                _ = try await commit([write])[0].get()
            }
        }
        let path = file.path
        for start in stride(from: 0, to: outcome.draft.records.count, by: Self.batch) {
            let drafts = Array(outcome.draft.records[start...].prefix(Self.batch))
            for result in try await run.add(drafts, path: path, modified: file.modified) {
                if result.result == .created { outcome.created += 1 } else { outcome.held += 1 }
            }
        }
        _ = try await run.finish()
        outcome.operation = dryRun || (isHeld && outcome.created == 0) ? nil : operation
        return outcome
    }

    @concurrent
    private static func read(_ file: ImportFile, _ options: SurveyOptions) async throws(StudyError)
        -> SurveyDraft
    {
        let source = IntakeSource(
            path: file.path, bytes: file.bytes, overrides: file.overrides, password: file.password)
        return try SurveyIntake.read(source: source, options: options)
    }

    /// Whether the study holds these answers already under this id.
    private func holds(_ survey: Survey) async throws(StudyError) -> Bool {
        try await refreshed()
        guard let bytes = try await reader.file(survey.id.answersPath) else { return false }
        guard bytes == SurveyAnswerText.bytes(of: survey) else {
            throw StudyError(
                .surveyExists, "The study holds another survey with the id '\(survey.id.rawValue)'.",
                hint: "Give this one an id of its own with --id.")
        }
        return true
    }

    /// The surveys of the study, by id.
    package func surveys() async throws(StudyError) -> [Survey] {
        try await refreshed()
        var surveys: [Survey] = []
        for path in try await reader.files(below: "surveys") {
            let parts = path.split(separator: "/")
            guard parts.count == 3, parts[2] == "variables.yaml",
                let id = SurveyID(rawValue: String(parts[1]))
            else { continue }
            surveys.append(try await stored(id))
        }
        return surveys
    }

    /// One survey.
    ///
    /// - Throws: `survey.not_found`, `survey.invalid` for files that are not as the format says.
    package func survey(_ name: String) async throws(StudyError) -> Survey {
        try await refreshed()
        guard let id = SurveyID(rawValue: name) else { throw Self.unknown(name) }
        return try await stored(id)
    }

    private func stored(_ id: SurveyID) async throws(StudyError) -> Survey {
        guard let variables = try await reader.file(id.variablesPath),
            let answers = try await reader.file(id.answersPath)
        else { throw Self.unknown(id.rawValue) }
        return try await Self.parse(variables, answers, id)
    }

    @concurrent
    private static func parse(
        _ variables: [UInt8], _ answers: [UInt8], _ id: SurveyID
    ) async throws(StudyError) -> Survey {
        let codebook = try codebook(from: variables)
        do throws(SurveyAnswerText.Failure) {
            return Survey(
                id: id, title: codebook.title, variables: codebook.variables,
                answers: try SurveyAnswerText.answers(from: answers, to: codebook.variables))
        } catch {
            throw StudyError(
                .surveyInvalid, "Line \(error.line) of '\(id.answersPath)' is not an answer to this survey.",
                hint: "Compare it with 'git log -p' on that file.")
        }
    }

    private static func codebook(from bytes: [UInt8]) throws(StudyError) -> SurveyVariableText.Codebook {
        do throws(SurveyVariableText.Failure) {
            return try SurveyVariableText.codebook(from: bytes)
        } catch {
            throw StudyError(
                .surveyInvalid, "Line \(error.line) of the survey's variables: \(error.reason).",
                hint: "docs/reference/format.md says what a line may hold.")
        }
    }

    private static func unknown(_ name: String) -> StudyError {
        StudyError(
            .surveyNotFound, "There is no survey '\(name.printable)' in this study.",
            hint: "Run 'rir survey list' to see the surveys there are.")
    }

    /// Changes what a survey's codebook says about its variables: labels, types, values, what counts as missing.
    ///
    /// - Throws: `survey.invalid` naming the line, and for another id, other names or another order of variables.
    package func setVariables(
        of name: String, codebook text: String, reason: String?
    ) async throws(StudyError) -> Survey {
        var survey = try await survey(name)
        let codebook = try Self.codebook(from: Array(text.utf8))
        guard codebook.id == survey.id, codebook.variables.map(\.name) == survey.variables.map(\.name) else {
            throw StudyError(
                .surveyInvalid, "The survey's id, its variables' names and their order can't be changed.",
                hint: "Change labels, types, values and missing values.")
        }
        (survey.title, survey.variables) = (codebook.title, codebook.variables)
        let bytes = SurveyVariableText.bytes(of: survey)
        try await writing { () async throws(StudyError) in
            guard try await reader.file(survey.id.variablesPath) != bytes else { return }
            let write = ArchiveOperation(
                id: surroundings.operationID(), act: .edit, by: archive.member, at: surroundings.now,
                reason: reason, files: [survey.id.variablesPath: bytes])
            _ = try await commit([write])[0].get()
        }
        return survey
    }
}
