import StudyModel

extension Schemas {
    /// What the study counts for a report.
    static let methods: [Schema] = [
        .message(
            "JointRequest", "A joint display as a person asks for it.",
            [
                .always("rows", .list(.ref("JointRow"))),
                .maybe("quotes", .whole, "How many stand beside a theme at most; 3 without it."),
                .maybe("format", .text, "md, html or docx; html without it."),
            ]),
        .message(
            "JointRow", "A theme and what stands beside it.",
            [
                .always("theme", .text, "A code, as people name one."),
                .always("tables", .list(.text), "Titles of tables that study.yaml declares."),
            ]),
        .message(
            "MethodsReport", "What a methods section counts.",
            [
                .always("title", .text), .always("protocol", .ref("MethodsPlan")),
                .always("questions", .list(.text)), .always("names", .ref("NamePolicy")),
                .always("sources", .ref("MethodsSources")),
                .always("participants", .ref("MethodsParticipants")),
                .always("surveys", .list(.ref("MethodsSurvey"))),
                .always("tables", .list(.ref("FilledTable")), "Those that study.yaml declares."),
                .always("coding", .ref("MethodsCoding")), .always("rounds", .list(.ref("MethodsRound"))),
                .always("memos", .list(.ref("MethodsCount")), "By kind, without private ones."),
                .always("feedback", .ref("MethodsFeedback")),
                .always("workshops", .ref("MethodsWorkshops")),
                .always("matrices", .list(.ref("MethodsMatrix"))), .always("drafts", .ref("MethodsDrafts")),
                .always("consent", .ref("MethodsConsent")),
                .always("reviewers", .whole, "Participants who looked at what is held about them."),
                .always("team", .list(.ref("MethodsCount")), "By role."),
            ]),
        .message(
            "MethodsPlan", "The protocol that was approved.",
            [.maybe("title", .text), .maybe("version", .text), .maybe("approval", .text)]),
        .message(
            "MethodsCount", "How many there are of something.",
            [.always("name", .text), .always("count", .whole)]),
        .message(
            "MethodsBreakdown", "People, or answers, by what they have in common.",
            [
                .always("by", .text), .always("values", .list(.ref("MethodsShare"))),
                .maybe("without", .whole, "How many have no value; absent where it is not shown."),
            ]),
        .message(
            "MethodsShare", "One value's count; without one it is not shown.",
            [.always("name", .text), .maybe("count", .whole)]),
        .message(
            "MethodsSources", "The records, without answers to surveys.",
            [
                .always("total", .whole), .always("kinds", .list(.ref("MethodsCount"))),
                .maybe("firstDay", .ref("CalendarDay")), .maybe("lastDay", .ref("CalendarDay")),
            ]),
        .message(
            "MethodsParticipants", "The participants.",
            [
                .always("total", .whole), .always("withdrawn", .whole),
                .always("breakdowns", .list(.ref("MethodsBreakdown"))),
            ]),
        .message(
            "MethodsSurvey", "A survey in numbers.",
            [
                .always("id", .text), .always("title", .text), .always("answers", .whole),
                .always("closed", .whole, "Questions with values, numbers or dates."),
                .always("open", .whole, "Questions that people answered in their own words."),
                .always("breakdowns", .list(.ref("MethodsBreakdown"))),
            ]),
        .message(
            "FilledTable", "A declared table with its counts.",
            [
                .always("title", .text), .always("survey", .text),
                .maybe("base", .text, "Whose answers count; everybody's without it."),
                .always("parts", .list(.ref("FilledTablePart"))),
            ]),
        .message(
            "FilledTablePart", "One variable of a table.",
            [.always("label", .text), .always("table", .ref("SurveyTable"))]),
        .message(
            "MethodsCoding", "Codebook and codings.",
            [
                .always("codes", .whole, "In use: no categories, none that are retired."),
                .always("deductive", .whole), .always("inductive", .whole),
                .always("changes", .whole, "How often the codebook was changed."),
                .always("records", .whole, "Records with a coding."),
                .always("coders", .list(.ref("MethodsCoder"))),
            ]),
        .message(
            "MethodsCoder", "What one coder did.",
            [
                .always("coder", .ref("CoderID")), .always("records", .whole), .always("codings", .whole),
            ]),
        .message(
            "MethodsRound", "A round of double-coding in numbers.",
            [
                .always("id", .ref("RoundID")), .always("title", .text), .always("state", .ref("RoundState")),
                .always("coders", .whole), .always("records", .whole), .always("codes", .whole),
                .maybe("figure", .ref("AgreementFigure")),
                .maybe("outcome", .text, "What came of the rule."),
            ]),
        .message(
            "MethodsFeedback", "What was taken back to the people it came from.",
            [
                .always("findings", .whole), .always("cycles", .whole),
                .always("closed", .whole, "Cycles whose audience was told what became of its answers."),
                .always("responses", .whole),
                .always("decisions", .list(.ref("MethodsCount")), "Findings by what was last decided."),
            ]),
        .message(
            "MethodsWorkshops", "What was made together with the people it concerns.",
            [
                .always("workshops", .whole), .always("closed", .whole),
                .always("invited", .whole, "Participants who were invited, each once."),
                .always("cards", .whole), .always("votes", .whole), .always("clusters", .whole),
                .always("implications", .whole), .always("recommendations", .whole),
            ]),
        .message(
            "MethodsMatrix", "A framework matrix in numbers.",
            [
                .always("id", .ref("FrameworkID")), .always("title", .text), .always("cases", .whole),
                .always("themes", .whole), .always("cells", .whole, "Cases times themes."),
                .always("filled", .whole, "Cells with a summary."),
            ]),
        .message(
            "MethodsDrafts", "The report drafts, and what was said of them.",
            [
                .always("drafts", .whole), .always("versions", .whole),
                .always("rounds", .whole, "Rounds of comments."), .always("comments", .whole),
                .always("takenIn", .whole, "Comments that a version took in."), .always("declined", .whole),
                .always("signOffs", .whole, "Stakeholders who signed a draft off, each once a draft."),
                .always("standing", .whole, "Sign-offs of a draft's newest version."),
            ]),
        .message(
            "MethodsConsent", "On what consent.",
            [
                .always("modes", .list(.ref("MethodsCount")), "Participants with an event of each."),
                .always("purposes", .list(.ref("MethodsPurpose"))),
                .always("gaps", .whole, "Records with people whose consent is missing or came later."),
            ]),
        .message(
            "MethodsPurpose", "How many participants stand how on one purpose.",
            [
                .always("purpose", .ref("ConsentPurpose")), .always("granted", .whole),
                .always("refused", .whole), .always("withdrawn", .whole), .always("expired", .whole),
                .always("neverAsked", .whole),
            ]),
    ]
}
