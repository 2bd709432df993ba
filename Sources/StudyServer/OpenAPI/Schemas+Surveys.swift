extension Schemas {
    /// Surveys.
    static let surveys: [Schema] = [
        .message(
            "SurveyFrame", "The first line of the body of a survey's import.",
            [
                .always("path", .text, "The file's path as the person gave it."), .always("bytes", .whole),
                .maybe("modified", .ref("Timestamp")), .maybe("id", .text), .maybe("title", .text),
                .maybe("sheet", .text, "By name or number."),
                .maybe("headerRow", .whole, "The row that names the columns; 0 where none does."),
                .maybe("idColumn", .text), .maybe("participantColumn", .text),
                .maybe("keep", .list(.text), "Identifying columns to keep; * keeps all."),
                .maybe("open", .list(.text), "Columns that people answer in their own words."),
                .maybe("closed", .list(.text), "Columns that they don't."),
                .maybe("people", .text, "A table of people, as CSV: a handle in each row."),
                .maybe("codebook", .text, "A table that describes the variables, as CSV."),
                .maybe("map", .ref("HandlesByText")), .maybe("password", .text), .maybe("dryRun", .flag),
                .maybe("cleared", .flag, cleared),
            ]),
        .message(
            "SurveyVariablesRequest", "Changes a survey's codebook of variables.",
            [.always("codebook", .text, "The whole variables.yaml."), .maybe("reason", .text)]),
        .message(
            "SurveyHead", "A survey as lists show it.",
            [
                .always("id", .text), .always("title", .text), .always("variables", .whole),
                .always("answers", .whole),
            ]),
        .message("SurveysReply", "The study's surveys.", [.always("surveys", .list(.ref("SurveyHead")))]),
        .message(
            "SurveyReply", "A survey's variables with counts.",
            [
                .always("survey", .ref("SurveyHead")), .always("variables", .list(.ref("SurveyVariable"))),
                .always("codebook", .text, "The whole variables.yaml."), .always("path", .text),
            ]),
        .message(
            "SurveyVariable", "One variable and what was answered.",
            [
                .always("name", .text), .always("label", .text, "The question as it was asked."),
                .always("type", .text), .always("isOpen", .flag, "Answered in people's own words."),
                .always("counts", .ref("SurveyCounts")),
            ]),
        .message(
            "SurveyCounts", "How often a variable was answered, and with what.",
            [
                .always("answered", .whole), .always("missing", .whole),
                .always("unfitting", .whole, "Answers that are not of the variable's type."),
                .always("values", .list(.ref("SurveyValueCount"))), .always("hasMoreValues", .flag),
            ]),
        .message(
            "SurveyValueCount", "One value and how many gave it.",
            [.always("value", .text), .always("label", .text), .always("count", .whole)]),
        .message(
            "SurveyImportReply", "What became of a table.",
            [
                .always("survey", .ref("SurveyHead")), .maybe("operation", .ref("OperationID")),
                .always("dryRun", .flag), .always("created", .whole), .always("held", .whole),
                .always("columns", .whole), .always("variables", .list(.ref("SurveyVariable"))),
                .always("leftOut", .list(.ref("SurveyLeftOut"))),
                .always("guesses", .list(.ref("ImportGuess"))), .always("remarks", .list(.text)),
                .maybe("sheet", .text), .always("otherSheets", .list(.text)), .maybe("headerRow", .whole),
                .maybe("idColumn", .text), .maybe("participantColumn", .text), .maybe("maker", .text),
                .maybe(
                    "waits", .ref("WaitingSource"),
                    "There when it waits in the inbox; then nothing of it is in git."),
            ]),
        .message(
            "SurveyLeftOut", "A column that was left out because it says who somebody is.",
            [.always("column", .text), .always("holds", .text)]),
        .message(
            "SurveyAnswerReply", "One person's whole answer.",
            [
                .always("survey", .text), .always("id", .text), .maybe("participant", .ref("Handle")),
                .always("values", .list(.ref("SurveyAnswerValue"))),
            ]),
        .message(
            "SurveyAnswerValue", "What was answered to one variable.",
            [.always("variable", .text), .always("label", .text), .always("value", .text)]),
        .message(
            "SurveyTable", "A table of counts in which small ones are not shown.",
            [
                .always("variable", .text), .maybe("by", .text), .always("groups", .list(.text)),
                .always("rows", .list(.ref("SurveyTableRow"))),
                .always("answered", .list(.wholeOrNull), "By group, then in all."), .maybe("left", .whole),
                .always("suppressed", .whole),
            ]),
        .message(
            "SurveySummary", "Numbers summed up; what is left out or null is not shown.",
            [
                .always("variable", .text), .maybe("by", .text),
                .always("groups", .list(.ref("SurveySummaryGroup")), "By value, then for all."),
            ]),
        .message(
            "SurveySummaryGroup", "One group of answers.",
            [
                .maybe("value", .text), .maybe("count", .whole), .maybe("mean", .number),
                .maybe("deviation", .number, "Of the sample."), .maybe("median", .number),
            ]),
        .message(
            "SurveyTableRow", "One value's counts.",
            [
                .always("value", .text), .always("label", .text),
                .always("cells", .list(.ref("SurveyTableCell")), "By group, then for all."),
            ]),
        .message(
            "SurveyTableCell", "A count; without one it is not shown.",
            [.maybe("count", .whole), .maybe("percent", .number)]),
    ]
}
