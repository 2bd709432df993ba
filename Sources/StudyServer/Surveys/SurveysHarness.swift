import StudyAPI
import StudyModel
import StudyService

/// `/v1/surveys`.
enum SurveysHarness {
    @Sendable static func list(_ call: Call) async throws -> Reply {
        try Reply(SurveysReply(surveys: await call.study().surveys().map(SurveyHead.init)))
    }

    @Sendable static func show(_ call: Call) async throws -> Reply {
        try Reply(SurveyReply(await call.study().survey(call.survey)))
    }

    @Sendable static func answer(_ call: Call) async throws -> Reply {
        let survey = try await call.study().survey(call.survey)
        guard let answer = survey.answer(call.answer) else {
            throw StudyError(
                .surveyNotFound, "The survey '\(survey.id.rawValue)' has no such answer.",
                hint: "Its answers are named in the titles of its records: rir list --kind survey-response")
        }
        return try Reply(SurveyAnswerReply(answer, of: survey))
    }

    @Sendable static func table(_ call: Call) async throws -> Reply {
        let variable = try variable(call)
        let study = try await call.study()
        let survey = try await study.survey(call.survey)
        let table = try survey.table(
            of: variable, by: call.query.text(.by), smallest: await study.smallestCount())
        if try call.query.flag(.leaves) {
            let label = survey.index(of: variable).map { survey.variables[$0].label } ?? ""
            let words = [label, table.variable] + table.groups + table.rows.flatMap { [$0.value, $0.label] }
            try await study.requireNoKnownNames(in: words, of: "the table of \(table.variable)")
        }
        return try Reply(table)
    }

    @Sendable static func summary(_ call: Call) async throws -> Reply {
        let variable = try variable(call)
        let study = try await call.study()
        return try Reply(
            await study.survey(call.survey).summary(
                of: variable, by: call.query.text(.by), smallest: await study.smallestCount()))
    }

    private static func variable(_ call: Call) throws(StudyError) -> String {
        guard let variable = call.query.text(.variable) else {
            throw StudyError(.requestInvalid, "The query lacks 'variable', the one that is asked about.")
        }
        return variable
    }

    @Sendable static func variables(_ call: Call) async throws -> Reply {
        let request = try await call.decode(SurveyVariablesRequest.self)
        let survey = try await call.study().setVariables(
            of: call.survey, codebook: request.codebook, reason: request.reason)
        return try Reply(SurveyReply(survey))
    }

    @Sendable static func run(_ call: Call) async throws -> Reply {
        let (frame, bytes) = try SurveyBody.read(try await call.bytes(upTo: SurveyBody.largest))
        let file = ImportFile(
            path: frame.path, bytes: bytes, modified: frame.modified,
            overrides: .init(), password: frame.password)
        let study = try await call.study()
        let people = Self.table(frame.people, named: "people.csv")
        let codebook = Self.table(frame.codebook, named: "codebook.csv")
        let options = try SurveyOptions(frame)
        let dryRun = frame.dryRun ?? false
        let cleared = frame.cleared ?? false
        let outcome = try await finishing {
            try await study.importSurvey(
                file, options: options, people: people, codebook: codebook, dryRun: dryRun,
                cleared: cleared)
        }
        return try Reply(SurveyImportReply(outcome, dryRun: frame.dryRun ?? false))
    }
}

extension SurveysHarness {
    private static func table(_ text: String?, named name: String) -> ImportFile? {
        text.map { ImportFile(path: name, bytes: Array($0.utf8), modified: nil, overrides: .init()) }
    }
}

/// Takes the body of a survey's import apart: a line of JSON, then the table.
enum SurveyBody {
    static let largest = ImportFrame.largestFile + SurveyFrame.largestHeader

    static func read(_ body: [UInt8]) throws(StudyError) -> (frame: SurveyFrame, bytes: [UInt8]) {
        guard let end = body.prefix(SurveyFrame.largestHeader).firstIndex(of: UInt8(ascii: "\n")) else {
            throw StudyError(.requestInvalid, "The body does not begin with a line of JSON of at most 4 MiB.")
        }
        let frame = try RequestText.decode(SurveyFrame.self, from: Array(body[..<end]))
        let bytes = Array(body[(end + 1)...])
        guard !frame.path.isEmpty, bytes.count == frame.bytes else {
            throw StudyError(.requestInvalid, "The body does not hold the bytes that its first line says.")
        }
        return (frame, bytes)
    }
}

extension SurveyFrame: KnownFields {
    static let fields: Set<String> = [
        "path", "bytes", "modified", "id", "title", "sheet", "headerRow", "idColumn", "participantColumn",
        "keep", "open", "closed", "map", "people", "codebook", "password", "dryRun",
        "cleared",
    ]
}

extension SurveyVariablesRequest: KnownFields {
    static let fields: Set<String> = ["codebook", "reason"]
}

extension SurveyOptions {
    /// - Throws: `request.invalid` for an id that is none.
    init(_ frame: SurveyFrame) throws(StudyError) {
        let id = frame.id.flatMap { SurveyID(rawValue: $0) }
        guard frame.id == nil || id != nil else {
            throw StudyError(
                .requestInvalid, "A survey's id is one to 48 small letters, digits and dashes.",
                hint: "Give one such as 'staff-2021'.")
        }
        self.init(
            id: id, title: frame.title, sheet: frame.sheet, headerRow: frame.headerRow,
            idColumn: frame.idColumn, participantColumn: frame.participantColumn, keep: frame.keep ?? [],
            map: frame.map ?? [:], open: frame.open ?? [], closed: frame.closed ?? [])
    }
}

extension SurveyImportReply {
    init(_ outcome: SurveyImport, dryRun: Bool) {
        let draft = outcome.draft
        let survey = draft.survey
        self.init(
            survey: SurveyHead(survey), operation: outcome.operation, dryRun: dryRun,
            created: outcome.created, held: outcome.held, columns: draft.columns,
            variables: survey.variables.indices.map {
                .init(survey.variables[$0], counts: survey.counts(ofVariableAt: $0))
            },
            leftOut: draft.leftOut.map { .init(column: $0.column, holds: $0.holds) },
            guesses: draft.guesses, remarks: draft.remarks, sheet: draft.sheet,
            otherSheets: draft.otherSheets, headerRow: draft.headerRow, idColumn: draft.idColumn,
            participantColumn: draft.participantColumn, maker: draft.maker, waits: outcome.waits)
    }
}
