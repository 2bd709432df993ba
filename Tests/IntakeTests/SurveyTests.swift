import StudyModel
import Testing

@testable import Intake

@Suite struct SurveyTests {
    private func read(
        _ text: String, path: String = "surveys/2021 staff survey.csv",
        options: SurveyOptions = SurveyOptions()
    ) throws -> SurveyDraft {
        let draft = try SurveyIntake.read(
            source: IntakeSource(path: path, bytes: Array(text.utf8)), options: options)
        SurveyChecks.check(draft, of: path)
        return draft
    }

    /// One column of cells, with a column beside it so that the table is one.
    private func variable(_ cells: [String]) throws -> (SurveyVariable, SurveyCounts, [SurveyValue?]) {
        let rows = cells.map { "\"\($0.replacing("\"", with: "\"\""))\",x" }.joined(separator: "\n")
        let survey = try read("Question,Other\n\(rows)\n").survey
        return (survey.variables[0], survey.counts(ofVariableAt: 0), survey.answers.map { $0.values[0] })
    }

    // MARK: Types

    @Test(arguments: [
        (["1", "2", "30"], SurveyVariable.ValueType.integer), (["1.5", "2", "NA"], .number),
        (["1,5", "2,25"], .number),
        (["TRUE", "false"], .boolean), (["2021-03-17", "2020-01-01"], .date),
        (["17/03/2021 10:00", "1/2/2021 9:00"], .datetime),
        (["Yes", "No", "Yes", "Yes"], .choice), (["Phone;Laptop;", "Phone;", "Laptop;"], .multiple),
        (["", "", " "], .empty),
        (["Link worker", "Manager", "Nurse"], .text), (["04:15", "12:30"], .text), (["007", "008"], .text),
    ]) func types_areInferred(cells: [String], type: SurveyVariable.ValueType) throws {
        #expect(try variable(cells).0.type == type)
    }

    @Test func valuesThatDoNotFit_areKeptAndCounted() throws {
        let (variable, counts, values) = try variable(
            Array(repeating: "3", count: 19) + ["about 3", "", "NA"])
        #expect(variable.type == .integer && variable.missing == ["NA"])
        #expect(counts.answered == 20 && counts.unfitting == 1 && counts.missing == 1)
        #expect(values[19] == .text("about 3") && values[20] == nil && values[21] == .text("NA"))
    }

    @Test func negativeCodes_areMissingAmongNumbersThatAreNot() throws {
        #expect(try variable(["1", "2", "-99"]).0.missing == ["-99"])
        #expect(try variable(["-1", "-2", "-99"]).0.missing == [])
        #expect(try variable(["1", "2", "-99"]).1.answered == 2)
    }

    @Test func choices_areListedInOrderOfAppearance() throws {
        let (variable, counts, _) = try variable(["Often", "Never", "Often", "Always", "Never", "Often"])
        #expect(variable.type == .choice && variable.values.map(\.value) == ["Often", "Never", "Always"])
        #expect(counts.values.map(\.count) == [3, 2, 1])
    }

    @Test func multipleChoice_isSplitIntoItems() throws {
        let (variable, counts, values) = try variable(["a b;c;", "c;", "a b;c;c", "d"])
        #expect(variable.type == .multiple && variable.values.map(\.value) == ["a b", "c", "d"])
        #expect(values[0] == .list(["a b", "c"]) && values[2] == .list(["a b", "c"]))
        #expect(counts.values.map(\.count) == [2, 3, 1] && counts.answered == 4)
    }

    @Test func commasSplitOnlyWhatRepeatsFewParts() throws {
        let tools = [
            "Phone, Laptop", "Phone", "Laptop, Tablet", "Phone, Tablet, Laptop", "Laptop", "Tablet",
            "Phone, Laptop",
        ]
        #expect(try variable(tools).0.type == .multiple)
        #expect(try variable(["Yes, always", "Yes, always", "No", "No", "Yes, sometimes"]).0.type == .choice)
        #expect(try variable(["1,2", "1,3", "2,3,4", "1,2,3", "1,2,3,4"]).0.type == .multiple)
    }

    @Test func openAnswers_areKnownByTheirWords() throws {
        let (variable, counts, _) = try variable([
            "I felt heard for the first time in months.", "They rang every week, which mattered to me.", "",
            "Nobody told us that it was there to use.",
        ])
        #expect(variable.type == .text && variable.isOpen && variable.values.isEmpty && counts.values.isEmpty)
        #expect(try !self.variable(Array(repeating: "I agree to take part in this study", count: 5)).0.isOpen)
    }

    @Test(arguments: [
        (["8/21/2019 13:10", "9/4/2019 9:00"], "2019-08-21T13:10:00", false),
        (["21/8/2019 13:10", "4/9/2019 9:00"], "2019-08-21T13:10:00", false),
        (["3/4/2019 13:10", "5/6/2019 9:00"], "2019-04-03T13:10:00", true),
    ]) func dayAndMonth_areToldApartByTheColumn(cells: [String], first: String, isGuess: Bool) throws {
        let draft = try read("Timestamp,Other\n\(cells[0]),x\n\(cells[1]),y\n")
        #expect(draft.survey.answers[0].values[0] == .text(first))
        #expect(draft.guesses.contains { $0.field == "type" } == isGuess)
    }

    @Test func formulaLookingCells_areText() throws {
        let draft = try read("id,Why\n1,\"=cmd|' /C calc'!A0\"\n2,@SUM(1)\n3,+1+1\n")
        #expect(
            draft.survey.answers.map { $0.values[0] } == [
                .text("=cmd|' /C calc'!A0"), .text("@SUM(1)"), .text("+1+1"),
            ])
    }

    // MARK: Who

    @Test func identifyingColumns_areLeftOutUnlessKept() throws {
        let text =
            "Name,Your e-mail,How are you?,Contact,Organisation name\nA B,a@b.org,fine,07700 900123,PCN1\nC D,c@d.org,well,07700 900456,PCN2\n"
        let draft = try read(text)
        #expect(draft.survey.variables.map(\.label) == ["How are you?", "Organisation name"])
        #expect(draft.leftOut.map(\.holds) == ["names", "e-mail addresses", "telephone numbers"])
        #expect(draft.columns == 5)
        let kept = try read(text, options: SurveyOptions(keep: ["name", "4"]))
        #expect(
            kept.survey.variables.map(\.label) == ["Name", "How are you?", "Contact", "Organisation name"])
        #expect(try read(text, options: SurveyOptions(keep: ["*"])).leftOut.isEmpty)
        #expect(throws: StudyError.self) { try read(text, options: SurveyOptions(keep: ["nope"])) }
    }

    @Test(arguments: [
        ("RecipientFirstName", "names"), ("IPAddress", "network addresses"),
        ("Email Address", "e-mail addresses"),
        ("Date of birth", "dates of birth"), ("First name", "names"), ("item_name", nil), ("Name", "names"),
        ("Which phone do you use for your work calls?", nil), ("LocationLatitude", "places"),
        ("Postcode", "postcodes"),
        ("Age", nil), ("Names of services you know of in town", nil),
    ]) func headers_sayWhatIdentifies(header: String, holds: String?) {
        #expect(IdentifyingColumn.holds(header: header) == holds)
    }

    @Test func handles_linkAnswersToParticipants() throws {
        let draft = try read("Participant,How?\nSP66,fine\nM04,well\n,anonymous\n")
        #expect(draft.survey.answers.map { $0.participant?.rawValue } == ["SP66", "M04", nil])
        #expect(draft.survey.answers.map(\.id) == ["A1", "A2", "A3"])
        #expect(draft.participantColumn == "Participant" && draft.survey.variables.map(\.name) == ["how"])
    }

    @Test func map_turnsNamesIntoHandles() throws {
        let handle = try #require(Handle(rawValue: "SP66"))
        let draft = try read(
            "Email,How?\nKim@x.org,fine\nlee@x.org,well\n",
            options: SurveyOptions(participantColumn: "Email", map: ["kim@x.org": handle]))
        #expect(draft.survey.answers.map(\.participant) == [handle, nil])
        #expect(draft.survey.variables.map(\.label) == ["How?"])
        #expect(draft.remarks.contains { $0.hasPrefix("1 answer with a participant") })
    }

    @Test func peopleMap_isReadFromATable() throws {
        func people(_ text: String) throws -> [String: String] {
            try SurveyIntake.people(from: IntakeSource(path: "people.csv", bytes: Array(text.utf8)))
                .mapValues(\.rawValue)
        }
        #expect(
            try people("name,address,handle\nKim Lee,kim@x.org,SP66\n,lee@x.org,M04\n")
                == ["kim lee": "SP66", "kim@x.org": "SP66", "lee@x.org": "M04"])
        #expect(throws: StudyError.self) { try people("name,handle\nKim,kim\n") }
        #expect {
            try people("Kim,SP66\nkim,SP67\n")
        } throws: { error in
            (error as? StudyError)?.message.contains("Row 2") == true && !"\(error)".contains("kim")
        }
    }

    @Test func spacesAroundCells_areNotPartOfThem() throws {
        let draft = try read(
            "Participant,How?\u{A0}\nsp66 ,Yes\u{A0}\nSP67,\u{A0} Yes\n",
            options: SurveyOptions(participantColumn: "participant"))
        #expect(draft.survey.answers.map(\.participant?.rawValue) == ["SP66", "SP67"])
        #expect(draft.survey.answers.map { $0.values[0] } == [.text("Yes"), .text("Yes")])
        #expect(draft.survey.variables[0].label == "How?")
    }

    @Test func ids_comeFromTheFileWhereTheyAreOnes() throws {
        #expect(try read("ResponseId,Q\nR_1a,x\nR_2b,y\n").survey.answers.map(\.id) == ["R_1a", "R_2b"])
        #expect(
            try read("ID,Start time,Completion time,Q\n7,a,b,x\n9,a,b,y\n").survey.answers.map(\.id) == [
                "A7", "A9",
            ])
        let draft = try read("Key,Q\na b,x\na b,y\n", options: SurveyOptions(idColumn: "Key"))
        #expect(draft.survey.answers.map(\.id) == ["A1", "A2"])
        #expect(draft.remarks.contains { $0.contains("numbered A1") })
    }

    @Test func surveyIDs_comeFromFileNamesWithoutPeople() {
        let ids = [
            "2021 staff survey.csv", "Survey (responses) - SP66.xlsx", "kim@x.org_20210317.csv", "…",
            "Staff_Survey_March 17, 2021_10.11.csv",
        ]
        #expect(
            ids.map { SurveyNaming.id(SourcePath($0)).rawValue } == [
                "staff-survey-2021", "survey", "survey", "survey", "staff-survey-march-2021",
            ])
    }

    // MARK: Records

    @Test func openAnswers_becomeOneRecordForEachPerson() throws {
        let draft = try read(
            """
            Timestamp,Participant,Role,What helped you most?,What would you change here?
            2021-03-17 14:30:00,SP66,Manager,"They rang me every week.

            That mattered.",More time to talk to people
            2021-03-18 09:00:00,SP67,Manager,,
            2021-03-19 09:00:00,SP68,Nurse,,Fewer forms to fill in please

            """, options: SurveyOptions(title: "Staff survey"))
        #expect(draft.survey.answers.count == 3 && draft.records.count == 2)
        let first = try #require(draft.records.first)
        #expect(first.kind == .surveyResponse && first.title == "Staff survey, A1")
        #expect(first.day?.rawValue == "2021-03-17" && first.time == "14:30:00")
        #expect(first.participants.map(\.rawValue) == ["SP66"])
        #expect(first.text("survey") == "staff-survey-2021" && first.text("answer") == "A1")
        #expect(
            first.body
                == "## What helped you most?\n\nThey rang me every week.\n\nThat mattered.\n\n## What would you change here?\n\nMore time to talk to people\n"
        )
        #expect(draft.records[1].body == "## What would you change here?\n\nFewer forms to fill in please\n")
        let answer = try #require(draft.survey.answer("a1"))
        #expect(
            draft.survey.attributes(of: answer).map(\.value).prefix(2) == ["2021-03-17T14:30:00", "Manager"])
    }

    @Test func openColumns_canBeTold() throws {
        let text = "Role,Why?\nManager,They rang me every week here.\nNurse,The forms were short and plain.\n"
        let draft = try read(text, options: SurveyOptions(open: ["role"], closed: ["2"]))
        #expect(draft.survey.variables.map(\.isOpen) == [true, false])
        #expect(draft.records.map(\.body) == ["## Role\n\nManager\n", "## Role\n\nNurse\n"])
    }

    @Test func records_areMadeAnewOfChangedVariables() throws {
        var survey = try read("Timestamp,Role\n2021-03-17 14:30:00,Nurse\n").survey
        #expect(try SurveyIntake.records(of: survey).isEmpty)
        survey.variables[1].isOpen = true
        let record = try #require(try SurveyIntake.records(of: survey).first)
        #expect(record.body == "## Role\n\nNurse\n" && record.day?.rawValue == "2021-03-17")
    }

    @Test func codebookTable_givesLabelsValuesAndWhatIsOpen() throws {
        var draft = try read(
            "Participant,sex,mood,why,age\nSP1,2,3,Rest,40\nSP2,1,2,Calls,50\nSP3,2,9,Rest,60\nSP4,1,3,Calls,44\n"
        )
        #expect(draft.records.isEmpty)
        let table = """
            variable,label,type,values,missing
            Participant,who,handle,,
            sex,What is your sex?,categorical,1=Male|2=Female,
            mood,How are you?,ordinal,1 poor; 2 fair; 3 good; empty: not answered,9
            why,Why is that?,open,free text,
            age,Age,number,0 to 120,
            gone,Gone,number,,
            """
        try draft.apply(codebook: IntakeSource(path: "codebook.csv", bytes: Array(table.utf8)))
        let variables = draft.survey.variables
        #expect(variables.map(\.label) == ["What is your sex?", "How are you?", "Why is that?", "Age"])
        #expect(variables[0].values == [.init("1", label: "Male"), .init("2", label: "Female")])
        #expect(variables[1].values.map(\.value) == ["1", "2", "3"] && variables[1].missing == ["9"])
        #expect(variables[2].isOpen && variables[3].values.isEmpty)
        #expect(draft.records.count == 4 && draft.records[0].body == "## Why is that?\n\nRest\n")
        #expect(draft.remarks.contains { $0.contains("1 variable that") })
        #expect(
            draft.survey.attributes(of: draft.survey.answers[0]).map(\.value) == [
                "Female", "good", "Rest", "40",
            ])
        SurveyChecks.check(draft, of: "x")
        #expect(throws: StudyError.self) {
            try draft.apply(codebook: IntakeSource(path: "c.csv", bytes: Array("a,b\nx,y\n".utf8)))
        }
    }

    @Test func plainImport_givesTheOpenAnswersAndSaysWhereTheRestIs() async throws {
        let text =
            "Role,What helped you most?\nManager,They rang me every week here.\nNurse,The forms were short and plain.\n"
        let drafts = try await Intake.drafts(from: IntakeSource(path: "x.csv", bytes: Array(text.utf8)))
        #expect(drafts.map(\.kind) == [.surveyResponse, .surveyResponse])
        #expect(drafts[0].remarks.contains { $0.contains("rir survey import") })
        let titled = try await Intake.drafts(
            from: IntakeSource(
                path: "x.csv", bytes: Array(text.utf8), overrides: RecordOverrides(title: "Staff")))
        #expect(titled.map(\.title) == ["Staff, A1", "Staff, A2"])
        await #expect(throws: StudyError.self) {
            try await Intake.drafts(from: IntakeSource(path: "x.csv", bytes: Array("a,b\n1,2\n".utf8)))
        }
    }

    @Test func tableInAMail_isNamedAndNotTakenForASurvey() async throws {
        let mail = """
            From: a@example.org
            Subject: Rota
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/plain

            Here it is.
            --b
            Content-Type: text/csv
            Content-Disposition: attachment; filename=rota.csv

            Day,Who does what on the day in question
            Monday,Everybody calls the people on their list

            --b--

            """
        let draft = try #require(
            try await Intake.drafts(from: IntakeSource(path: "a.eml", bytes: Array(mail.utf8))).first)
        #expect(draft.parts.isEmpty)
        #expect(draft.list("attachments")?.first?.hasPrefix("rota.csv") == true)
        #expect(draft.remarks.contains { $0.contains("not every table is a survey") })
    }
}
