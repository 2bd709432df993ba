internal import Intake
internal import StudyArchive
package import StudyModel

extension StudyService {
    /// How many records of answers one write makes.
    private static var batch: Int { 500 }

    /// Imports a table as a survey: its variables, its answers, and a record for each person's open answers.
    ///
    /// The same table again makes nothing; an interrupted import is finished by repeating it. A later export of the same
    /// survey brings its new answers and variables; what was put right in the codebook stays. It goes on to its end where
    /// nobody waits for it any more.
    ///
    /// - Throws: what ``SurveyIntake/read(source:options:)`` throws; `survey.exists` where the study holds a survey of that
    ///   id whose answers can't be matched with these; `storage.full`, `storage.failed`.
    package func importSurvey(
        _ file: ImportFile, options: SurveyOptions, people: ImportFile? = nil, codebook: ImportFile? = nil,
        dryRun: Bool, cleared: Bool = false
    ) async throws(StudyError) -> SurveyImport {
        let asked = HeldSurvey(file: file, options: options, people: people, codebook: codebook)
        var options = options
        if let people {
            let source = IntakeSource(path: people.path, bytes: people.bytes)
            options.map.merge(try SurveyIntake.people(from: source)) { $1 }
        }
        var outcome = SurveyImport(draft: try await Self.read(file, options, codebook: codebook))
        if let kept = try await kept(outcome.draft.survey.id), kept.title != outcome.draft.survey.title {
            // Titles of records begin with the survey's; a later export may come under another file name.
            var told = options
            (told.id, told.title) = (kept.id, kept.title)
            outcome.draft = try await Self.read(file, told, codebook: codebook)
        }
        if let waits = try await waits(&outcome.draft, asked, cleared: cleared, dryRun: dryRun) {
            outcome.waits = waits
            return outcome
        }
        let run = try await beginImport(dryRun: dryRun)
        let operation = await run.operation
        let wrote = try await write(&outcome.draft, in: operation, dryRun: dryRun)
        for start in stride(from: 0, to: outcome.draft.records.count, by: Self.batch) {
            let drafts = Array(outcome.draft.records[start...].prefix(Self.batch))
            for result in try await run.add(drafts, path: file.path, modified: file.modified) {
                if result.result == .created { outcome.created += 1 } else { outcome.held += 1 }
            }
        }
        _ = try await run.finish()
        outcome.operation = dryRun || (!wrote && outcome.created == 0) ? nil : operation
        return outcome
    }

    /// Puts the table and what the study holds together and writes the survey's files, in one turn.
    ///
    /// - Returns: whether anything was written.
    private func write(
        _ draft: inout SurveyDraft, in operation: OperationID, dryRun: Bool
    ) async throws(StudyError) -> Bool {
        let start = draft
        let (merged, wrote) = try await writing { () async throws(StudyError) -> (SurveyDraft, Bool) in
            let merged = try await Self.merged(start, with: try await kept(start.survey.id))
            let files = Dictionary(
                await Self.files(of: merged).map { ($0.path, Optional($0.bytes)) }, uniquingKeysWith: { $1 })
            var differs = false
            for (path, bytes) in files where try await reader.file(path) != bytes { differs = true }
            guard differs, !dryRun else { return (merged, false) }
            let write = ArchiveOperation(
                id: operation, act: .import, by: archive.member, at: surroundings.now, files: files)
            _ = try await commit([write])[0].get()
            return (merged, true)
        }
        draft = merged
        return wrote
    }

    @concurrent
    private static func files(of draft: SurveyDraft) async -> [(path: String, bytes: [UInt8])] { draft.files }

    /// The survey of an id, or `nil` where the study holds none.
    private func kept(_ id: SurveyID) async throws(StudyError) -> Survey? {
        guard try await reader.file(id.answersPath) != nil else { return nil }
        return try await stored(id)
    }

    /// A table with what the study holds of the same survey.
    ///
    /// Only answers that are new become records: one that was put otherwise keeps the record it has, and is named.
    @concurrent
    private static func merged(
        _ draft: SurveyDraft, with kept: Survey?
    ) async throws(StudyError) -> SurveyDraft {
        guard let kept else { return draft }
        var draft = draft
        // Answers that are named by their rows stay so: rows alone can't tell who moved.
        let isNumbered = kept.answers.enumerated().allSatisfy { $1.id == "A\($0 + 1)" }
        let update: SurveyUpdate
        do throws(StudyError) {
            update = try kept.updated(by: draft.survey, areIDsGiven: draft.idColumn != nil && !isNumbered)
        } catch  where error.code == .requestInvalid {
            throw StudyError(
                .surveyExists,
                "The study holds a survey '\(kept.id.rawValue)' whose answers can't be matched with these.",
                hint: "Give this one an id of its own with --id.")
        }
        draft.survey = update.survey
        if !update.changed.isEmpty {
            let names = update.changed.prefix(20).joined(separator: ", ")
            draft.remarks.append(
                "Answers that say something else than before, whose records stay: \(names)\(update.changed.count > 20 ? " …" : "")."
            )
            let changed = Set(update.changed)
            draft.records.removeAll { $0.details.text("answer").map(changed.contains) ?? false }
        }
        if !update.absent.isEmpty {
            let names = update.absent.prefix(20).joined(separator: ", ")
            draft.remarks.append(
                "Answers that are no longer in the table and are kept: \(names)\(update.absent.count > 20 ? " …" : "")."
            )
        }
        return draft
    }

    /// Reads a table as a survey.
    @concurrent
    static func read(
        _ file: ImportFile, _ options: SurveyOptions, codebook: ImportFile?
    ) async throws(StudyError) -> SurveyDraft {
        let source = IntakeSource(
            path: file.path, bytes: file.bytes, overrides: file.overrides, password: file.password)
        var draft = try SurveyIntake.read(source: source, options: options)
        let isLinked = draft.survey.answers.contains { $0.participant != nil }
        if let column = options.participantColumn, !isLinked {
            throw StudyError(
                .requestInvalid, "No value of the column '\(column)' stands for a participant.",
                hint:
                    "Give a table of people with --map: a handle in each row, and beside it what stands for it."
            )
        }
        if let codebook {
            try draft.apply(codebook: IntakeSource(path: codebook.path, bytes: codebook.bytes))
        }
        return draft
    }

    /// The surveys of the study, by id.
    package func surveys() async throws(StudyError) -> [Survey] {
        try await refreshed()
        return try await storedSurveys()
    }

    /// The surveys as git has them; also for use inside `writing`.
    func storedSurveys() async throws(StudyError) -> [Survey] {
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

    /// The smallest count of people that a table of the study shows.
    package func smallestCount() async throws(StudyError) -> Int { try await describedNow().smallestCount }

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
        try await refreshed()
        guard let id = SurveyID(rawValue: name) else { throw Self.unknown(name) }
        let codebook = try Self.codebook(from: Array(try await replacingKnownNames(text).utf8))
        let reason = try await replacingNames(reason)
        return try await writing { () async throws(StudyError) -> Survey in
            var survey = try await stored(id)
            guard codebook.id == id, codebook.variables.map(\.name) == survey.variables.map(\.name) else {
                throw StudyError(
                    .surveyInvalid, "The survey's id, its variables' names and their order can't be changed.",
                    hint: "Change labels, types, values and missing values.")
            }
            (survey.title, survey.variables) = (codebook.title, codebook.variables)
            let bytes = SurveyVariableText.bytes(of: survey)
            guard try await reader.file(id.variablesPath) != bytes else { return survey }
            let write = ArchiveOperation(
                id: surroundings.operationID(), act: .edit, by: archive.member, at: surroundings.now,
                reason: reason, files: [id.variablesPath: bytes])
            _ = try await commit([write])[0].get()
            return survey
        }
    }
}
