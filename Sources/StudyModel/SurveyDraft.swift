/// What a person says about a table, which wins over whatever is worked out.
///
/// A column is named by its header, its variable's name or its number from 1.
package struct SurveyOptions: Sendable, Codable {
    /// The survey's id; worked out from the file's name where it is `nil`.
    package var id: SurveyID?
    package var title: String?
    /// The name of a workbook's sheet, or its number from 1.
    package var sheet: String?
    /// The number of the row that names the columns; 0 where none does.
    package var headerRow: Int?
    /// The column that names each response.
    package var idColumn: String?
    /// The column that says who answered: with a handle, or with what ``map`` turns into one.
    package var participantColumn: String?
    /// Identifying columns to keep all the same; `*` keeps all.
    package var keep: [String]
    /// Who a value of ``participantColumn`` stands for; compared without regard to case.
    package var map: [String: Handle]

    /// Columns that people answer in their own words, and columns that they don't, where that was worked out wrongly.
    package var open: [String]
    package var closed: [String]

    package init(
        id: SurveyID? = nil, title: String? = nil, sheet: String? = nil, headerRow: Int? = nil,
        idColumn: String? = nil, participantColumn: String? = nil, keep: [String] = [],
        map: [String: Handle] = [:], open: [String] = [], closed: [String] = []
    ) {
        self.id = id
        self.title = title
        self.sheet = sheet
        self.headerRow = headerRow
        self.idColumn = idColumn
        self.participantColumn = participantColumn
        self.keep = keep
        self.map = map
        self.open = open
        self.closed = closed
    }
}

/// What a table becomes: a survey, and a record for each person who answered in their own words.
package struct SurveyDraft: Sendable {
    /// A column that was left out because it says who somebody is.
    package struct LeftOut: Hashable, Sendable, Codable {
        /// The column's header.
        package var column: String
        /// What it holds: `names`, `e-mail addresses`, ...
        package var holds: String

        package init(column: String, holds: String) {
            self.column = column
            self.holds = holds
        }
    }

    package var survey: Survey
    /// Of kind `survey-response`, in the order of the answers; people without an open answer have none.
    package var records: [RecordDraft]
    package var guesses: [ImportGuess] = []
    /// Sentences for the person that never quote an answer.
    package var remarks: [String] = []
    /// Columns of the table, those that were left out and those that name an answer or a participant among them.
    package var columns = 0
    package var leftOut: [LeftOut] = []
    /// The sheet that was read, and the others that hold something or are hidden.
    package var sheet: String?
    package var otherSheets: [String] = []
    /// The row that names the columns, as the file numbers it; `nil` where none does.
    package var headerRow: Int?
    /// The columns that were taken for the response's id and for the participant.
    package var idColumn: String?
    package var participantColumn: String?
    /// The program whose export this is, where its first rows say so: `Qualtrics`, `Microsoft Forms`, ...
    package var maker: String?

    package init(survey: Survey, records: [RecordDraft]) {
        self.survey = survey
        self.records = records
    }

    /// Puts every text through a function: those of the survey, and titles and bodies of the records.
    ///
    /// What was left out stays out.
    package mutating func replaceTexts(_ replacement: (String) -> String) {
        survey.replaceTexts(replacement)
        for index in records.indices {
            records[index].title = replacement(records[index].title)
            records[index].body = replacement(records[index].body)
        }
    }

    /// The survey's two files in the study.
    package var files: [(path: String, bytes: [UInt8])] {
        [
            (survey.id.variablesPath, SurveyVariableText.bytes(of: survey)),
            (survey.id.answersPath, SurveyAnswerText.bytes(of: survey)),
        ]
    }
}
