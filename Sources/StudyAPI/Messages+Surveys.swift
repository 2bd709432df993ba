package import StudyModel

/// The first line of the body of `POST /v1/surveys`; exactly ``bytes`` bytes of the table follow it.
///
/// A column is named by its header, its variable's name or its number from 1.
package struct SurveyFrame: Codable, Sendable {
    package static let mediaType = "application/vnd.rir.survey"
    /// The line is at most 4 MiB.
    package static let largestHeader = 4 * 1024 * 1024

    /// The file's path as the person gave it; it is never opened.
    package var path: String
    package var bytes: Int
    /// When the file was last changed; the date of answers that give none.
    package var modified: Timestamp?
    /// The survey's id; worked out from the file's name without it.
    package var id: String?
    package var title: String?
    /// A workbook's sheet, by name or number from 1.
    package var sheet: String?
    /// The row that names the columns; 0 where none does.
    package var headerRow: Int?
    package var idColumn: String?
    package var participantColumn: String?
    /// Identifying columns to keep all the same; `*` keeps all.
    package var keep: [String]?
    /// Columns that people answer in their own words, and columns that they don't.
    package var open: [String]?
    package var closed: [String]?
    /// Who a value of the participant's column stands for.
    package var map: [String: Handle]?
    /// A table of people as text (CSV): a handle in each row, and beside it what stands for it.
    package var people: String?
    /// A table that describes the variables, as text (CSV): `variable`, `label`, `type`, `values`, `missing`.
    package var codebook: String?
    /// Opens an encrypted workbook.
    package var password: String?
    /// Whether to say only what would become of it.
    package var dryRun: Bool?
    /// Whether a person says that what may look like a name in it is none.
    package var cleared: Bool?

    package init(path: String, bytes: Int, modified: Timestamp? = nil) {
        self.path = path
        self.bytes = bytes
        self.modified = modified
    }
}

/// A survey as lists show it.
package struct SurveyHead: Codable, Sendable {
    package var id: SurveyID
    package var title: String
    package var variables: Int
    package var answers: Int

    package init(_ survey: Survey) {
        id = survey.id
        title = survey.title
        variables = survey.variables.count
        answers = survey.answers.count
    }
}

/// `GET /v1/surveys`.
package struct SurveysReply: Codable, Sendable {
    package var surveys: [SurveyHead]

    package init(surveys: [SurveyHead]) { self.surveys = surveys }
}

/// `GET /v1/surveys/{survey}`: the codebook of variables with counts.
package struct SurveyReply: Codable, Sendable {
    package struct Variable: Codable, Sendable {
        package var name: String
        package var label: String
        package var type: SurveyVariable.ValueType
        /// Whether people answer it in their own words.
        package var isOpen: Bool
        package var counts: SurveyCounts

        package init(_ variable: SurveyVariable, counts: SurveyCounts) {
            name = variable.name
            label = variable.label
            type = variable.type
            isOpen = variable.isOpen
            self.counts = counts
        }
    }

    package var survey: SurveyHead
    package var variables: [Variable]
    /// `variables.yaml` as it stands, which an edit sends back changed.
    package var codebook: String
    /// The study path of that file.
    package var path: String

    package init(_ survey: Survey) {
        self.survey = SurveyHead(survey)
        variables = survey.variables.indices.map {
            Variable(survey.variables[$0], counts: survey.counts(ofVariableAt: $0))
        }
        codebook = String(decoding: SurveyVariableText.bytes(of: survey), as: UTF8.self)
        path = survey.id.variablesPath
    }
}

/// `POST /v1/surveys`: what became of a table.
package struct SurveyImportReply: Codable, Sendable {
    /// A column that was left out because it says who somebody is.
    package struct LeftOut: Codable, Sendable {
        package var column: String
        package var holds: String

        package init(column: String, holds: String) {
            self.column = column
            self.holds = holds
        }
    }

    package var survey: SurveyHead
    /// Absent in a dry run and where the study held everything already.
    package var operation: OperationID?
    package var dryRun: Bool
    /// Records of open answers that were made, and that the study held already.
    package var created: Int
    package var held: Int
    /// Columns of the table.
    package var columns: Int
    package var variables: [SurveyReply.Variable]
    package var leftOut: [LeftOut]
    package var guesses: [ImportGuess]
    package var remarks: [String]
    package var sheet: String?
    package var otherSheets: [String]
    /// The row that names the columns; absent where none does.
    package var headerRow: Int?
    package var idColumn: String?
    package var participantColumn: String?
    /// The program whose export it is, where that can be told.
    package var maker: String?
    /// Present when the survey waits in the inbox; nothing of it is in git then.
    package var waits: WaitingSource?

    package init(
        survey: SurveyHead, operation: OperationID?, dryRun: Bool, created: Int, held: Int, columns: Int,
        variables: [SurveyReply.Variable], leftOut: [LeftOut], guesses: [ImportGuess], remarks: [String],
        sheet: String?, otherSheets: [String], headerRow: Int?, idColumn: String?,
        participantColumn: String?, maker: String?, waits: WaitingSource? = nil
    ) {
        self.survey = survey
        self.operation = operation
        self.dryRun = dryRun
        self.created = created
        self.held = held
        self.columns = columns
        self.variables = variables
        self.leftOut = leftOut
        self.guesses = guesses
        self.remarks = remarks
        self.sheet = sheet
        self.otherSheets = otherSheets
        self.headerRow = headerRow
        self.idColumn = idColumn
        self.participantColumn = participantColumn
        self.maker = maker
        self.waits = waits
    }
}

/// `GET /v1/surveys/{survey}/answers/{answer}`: one person's whole answer.
package struct SurveyAnswerReply: Codable, Sendable {
    package struct Value: Codable, Sendable {
        package var variable: String
        /// The question as it was asked.
        package var label: String
        package var value: String

        package init(variable: String, label: String, value: String) {
            self.variable = variable
            self.label = label
            self.value = value
        }
    }

    package var survey: SurveyID
    package var id: String
    package var participant: Handle?
    /// Only what was answered, in the survey's order.
    package var values: [Value]

    package init(_ answer: SurveyAnswer, of survey: Survey) {
        self.survey = survey.id
        id = answer.id
        participant = answer.participant
        values = survey.attributes(of: answer).map {
            Value(variable: $0.variable.name, label: $0.variable.label, value: $0.value)
        }
    }
}

/// `PUT /v1/surveys/{survey}/variables`: the codebook of variables, changed.
package struct SurveyVariablesRequest: Codable, Sendable {
    /// The whole `variables.yaml`; names and their order stay.
    package var codebook: String
    package var reason: String?

    package init(codebook: String, reason: String? = nil) {
        self.codebook = codebook
        self.reason = reason
    }
}
