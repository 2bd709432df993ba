internal import Intake
internal import StudyArchive
package import StudyModel

extension StudyService {
    /// How many records of answers one write makes.
    private static var batch: Int { 500 }

    /// Imports a table as a survey: its variables, its answers, and a record for each person's open answers.
    ///
    /// The same table again makes nothing; an interrupted import is finished by repeating it. A later export of the same
    /// survey brings its new answers and variables; what was put right in the codebook stays.
    ///
    /// - Throws: what ``SurveyIntake/read(source:options:)`` throws; `survey.exists` where the study holds a survey of that
    ///   id whose answers can't be matched with these; `storage.full`, `storage.failed`.
    package func importSurvey(
        _ file: ImportFile, options: SurveyOptions, dryRun: Bool
    ) async throws(StudyError) -> SurveyImport {
        var outcome = SurveyImport(draft: try await Self.read(file, options))
        let isHeld = try await merge(&outcome.draft)
        let files = Dictionary(
            outcome.draft.files.map { ($0.path, Optional($0.bytes)) }, uniquingKeysWith: { $1 })
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

    /// Puts what the study holds of a survey and a later export of it together.
    ///
    /// - Returns: whether the study holds everything already.
    private func merge(_ draft: inout SurveyDraft) async throws(StudyError) -> Bool {
        try await refreshed()
        let id = draft.survey.id
        guard try await reader.file(id.answersPath) != nil else { return false }
        let update: SurveyUpdate
        do throws(StudyError) {
            update = try await stored(id).updated(
                by: draft.survey, areIDsGiven: draft.idColumn != nil)
        } catch  where error.code == .requestInvalid {
            throw StudyError(
                .surveyExists,
                "The study holds a survey '\(id.rawValue)' whose answers can't be matched with these.",
                hint:
                    "Give this one an id of its own with --id, or name the column of its ids with --id-column."
            )
        }
        draft.survey = update.survey
        if !update.changed.isEmpty {
            draft.remarks.append("\(update.changed.count) answers say something else than before.")
        }
        if !update.absent.isEmpty {
            draft.remarks.append("\(update.absent.count) answers are no longer in the table; they are kept.")
        }
        return update.isEmpty
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
                .surveyInvalid, "Line \(error.line) of the survey's variables: \(error.reason)",
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
