import Reports
import StudyModel
import Testing

/// The counts of a methods section as Markdown and HTML.
@Suite struct MethodsDocumentTests {
    @Test func emptyStudy_claimsNothing() {
        let text = MethodsDocument(Self.report(), checklist: .coreq).markdown
        #expect(text.contains("No sources yet."))
        // The software is the one thing an empty study can say.
        #expect(
            text.contains("The study answers 1 of 32 items, some in part; 31 are for the authors to write."))
        let other = MethodsDocument(Self.report(), checklist: .srqr).markdown
        #expect(other.contains("of 21 items"))
        #expect(!MethodsDocument(Self.report(), checklist: nil).markdown.contains("COREQ"))
    }

    @Test func names_areNeverMarkup() {
        var report = Self.report()
        report.title = "<script>a|b</script>\u{202E}"
        report.questions = ["[a](b) <b>*c*</b>"]
        let page = MethodsDocument(report, checklist: .srqr).html
        #expect(!page.contains("<script>") && !page.contains("<b>") && !page.contains("\u{202E}"))
        let markdown = MethodsDocument(report, checklist: .srqr).markdown
        #expect(markdown.contains("\\[a\\](b) \\<b\\>\\*c\\*"))
    }

    @Test func roundWithoutAFigure_saysWhy() {
        var report = Self.report()
        let id = RoundID(rawValue: "kit").unsafelyUnwrapped
        let round = Round(
            id: id, title: "Kit", level: .paragraph, codes: [], frame: "f", coders: [],
            draw: .init(way: .all, amount: 0, seed: 1, strata: [], population: 1), rule: Round.Rule(),
            records: [],
            events: [
                .init(act: .planned, by: Self.member, at: Self.time),
                .init(act: .opened, by: Self.member, at: Self.time),
                .init(act: .closed, by: Self.member, at: Self.time),
            ], nonce: "n")
        let figure = AgreementFigure(
            name: "krippendorff_alpha", title: "Krippendorff's alpha", value: nil, reason: "no-variation",
            meaning: "m")
        report.rounds = [.init(round, figure: figure, outcome: nil)]
        let text = MethodsDocument(report, checklist: nil).markdown
        #expect(text.contains("Krippendorff's alpha is not defined (no-variation)"))
    }

    @Test func feedback_isCounted_whereThereIsAny() {
        var report = Self.report()
        report.feedback = .init(findings: 1, cycles: [])
        let text = MethodsDocument(report, checklist: .coreq).markdown
        #expect(text.contains("1 finding. None has been taken back to anybody yet."))
        #expect(text.contains("| 28 Participant checking | to be written |"))
        (report.feedback.cycles, report.feedback.closed, report.feedback.responses) = (2, 1, 7)
        report.feedback.decisions = [.init("keep", 1), .init("revise", 1)]
        let told = "1 finding. 2 feedback cycles, 1 of them closed; 7 answers; decided: keep 1, revise 1."
        #expect(
            MethodsDocument(report, checklist: .coreq).markdown.contains(
                "| 28 Participant checking | \(told) |"))
    }

    @Test func workshops_areCounted_whereThereAreAny() {
        var report = Self.report()
        #expect(!MethodsDocument(report, checklist: nil).markdown.contains("Co-production"))
        (report.workshops.workshops, report.workshops.closed, report.workshops.invited) = (2, 1, 7)
        (report.workshops.cards, report.workshops.clusters, report.workshops.votes) = (40, 1, 12)
        (report.workshops.implications, report.workshops.recommendations) = (1, 3)
        let told =
            "2 workshops with 7 invited participants, 1 of them closed: 40 cards in 1 cluster, 12 votes. 1 implication and 3 recommendations."
        #expect(MethodsDocument(report, checklist: nil).markdown.contains(told))
    }

    @Test func matricesAndDrafts_areCounted_whereThereAreAny() throws {
        var report = Self.report()
        let empty = MethodsDocument(report, checklist: nil).markdown
        #expect(!empty.contains("Framework matrices") && !empty.contains("Report drafts"))
        let matrix = FrameworkMatrix(
            id: try #require(FrameworkID(rawValue: "pathway")), title: "Ways in", choice: .init(), themes: [],
            added: .init(by: Self.member, at: Self.time), nonce: "n")
        var facts = MethodsReport.Matrix(FrameworkHead(FrameworkView(matrix, themes: [], rows: [])))
        #expect(facts.percent == nil)
        (facts.cases, facts.themes, facts.cells, facts.filled) = (12, 5, 60, 48)
        report.matrices = [facts]
        report.drafts.drafts = 1
        report.drafts.versions = 1
        var text = MethodsDocument(report, checklist: nil).markdown
        #expect(text.contains("- Ways in: 12 cases by 5 themes, 48 of 60 cells filled (80 %)"))
        #expect(text.contains("1 report draft in 1 version. None has been shared for comments yet."))
        (report.drafts.versions, report.drafts.rounds, report.drafts.comments) = (4, 2, 9)
        (report.drafts.takenIn, report.drafts.declined) = (6, 3)
        (report.drafts.signOffs, report.drafts.standing) = (3, 1)
        text = MethodsDocument(report, checklist: nil).markdown
        let told =
            "1 report draft in 4 versions. 2 comment rounds: 9 comments, 6 of them taken in and 3 declined; 3 sign-offs, 1 of them of the newest version."
        #expect(text.contains(told))
    }

    private static let member = MemberID(rawValue: "r1").unsafelyUnwrapped
    private static let time = Timestamp(secondsSinceEpoch: 1_600_000_000)

    private static func report() -> MethodsReport {
        MethodsReport(
            title: "", protocol: .init(), questions: [], names: .assisted,
            sources: .init(total: 0, kinds: [], firstDay: nil, lastDay: nil),
            participants: .init(total: 0, withdrawn: 0, breakdowns: []), surveys: [], tables: [],
            coding: .init(codes: 0, deductive: 0, inductive: 0, changes: 0, records: 0, coders: []),
            rounds: [], memos: [], feedback: .init(findings: 0, cycles: []),
            workshops: .init([], []),
            matrices: [], drafts: .init([ReportDraft]()),
            consent: .init(modes: [], purposes: [], gaps: 0), reviewers: 0, team: [])
    }
}
