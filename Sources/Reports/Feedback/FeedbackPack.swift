package import StudyModel

/// What an audience is given in a feedback cycle: findings in plain English with what speaks for them and against, and how to
/// answer.
package struct FeedbackPack: Sendable {
    /// One finding as it is shared.
    package struct Finding: Sendable {
        package var statement: String
        package var supports: Evidence
        package var disconfirms: Evidence
        /// Where evidence against it was looked for without finding any.
        package var searched: String?

        package init(statement: String, supports: Evidence, disconfirms: Evidence, searched: String?) {
            self.statement = statement
            self.supports = supports
            self.disconfirms = disconfirms
            self.searched = searched
        }
    }

    /// What speaks for a finding, or what against.
    package struct Evidence: Sendable {
        /// Passages that may be quoted, each with who said it and when.
        package var quotes: [(text: String, attribution: String)] = []
        /// How many sources of each kind there are.
        package var kinds: [(kind: RecordKind, count: Int)] = []
        /// Passages that may not be quoted.
        package var withheld = 0
        /// Pieces that are not in the study any more, or not to be seen.
        package var gone = 0

        package init() {}
    }

    package var study: String
    package var title: String
    package var audience: [String]
    package var due: CalendarDay
    package var token: String
    package var findings: [Finding]

    package init(
        study: String, title: String, audience: [String], due: CalendarDay, token: String,
        findings: [Finding]
    ) {
        self.study = study
        self.title = title
        self.audience = audience
        self.due = due
        self.token = token
        self.findings = findings
    }

    /// The pack as one HTML file that needs nothing from elsewhere and can be printed.
    package var html: String {
        var page = HTMLPage(title: title)
        page.note("\(study). For \(FeedbackWords.audience(audience)).")
        for paragraph in introduction { page.paragraph(paragraph) }
        for (number, finding) in zip(1..., findings) {
            page.heading(heading(number))
            page.paragraph(finding.statement)
            add("What speaks for it", finding.supports, to: &page)
            add("What speaks against it", finding.disconfirms, to: &page)
            if let searched = finding.searched { page.paragraph("\(Self.searched) \(searched)") }
        }
        page.heading("Your answer")
        page.list(answers)
        for paragraph in instructions { page.paragraph(paragraph) }
        return page.text
    }

    private func add(_ heading: String, _ evidence: Evidence, to page: inout HTMLPage) {
        if evidence.isEmpty { return }
        page.subheading(heading)
        if !evidence.kinds.isEmpty { page.paragraph(FeedbackWords.sources(evidence.kinds)) }
        for quote in evidence.quotes { page.quote("\(quote.text) \(quote.attribution)") }
        for note in evidence.notes { page.note(note) }
    }

    /// The same as the text of an e-mail, its subject on the first line.
    package var mail: String {
        var lines = ["Subject: \(title) \(token)", ""]
        lines += introduction.flatMap { FeedbackWords.wrapped($0) + [""] }
        for (number, finding) in zip(1..., findings) {
            lines += [heading(number).uppercased(), ""]
            lines += FeedbackWords.wrapped(finding.statement) + [""]
            lines += Self.lines("What speaks for it.", finding.supports)
            lines += Self.lines("What speaks against it.", finding.disconfirms)
            if let searched = finding.searched {
                lines += FeedbackWords.wrapped("\(Self.searched) \(searched)") + [""]
            }
        }
        lines += ["YOUR ANSWER", ""]
        lines += answers.flatMap { FeedbackWords.wrapped($0, indent: "  ") } + [""]
        lines += instructions.flatMap { FeedbackWords.wrapped($0) + [""] }
        return lines.joined(separator: "\n")
    }

    private static func lines(_ heading: String, _ evidence: Evidence) -> [String] {
        if evidence.isEmpty { return [] }
        let sources = evidence.kinds.isEmpty ? "" : " " + FeedbackWords.sources(evidence.kinds)
        var lines = FeedbackWords.wrapped(heading + sources) + [""]
        for quote in evidence.quotes {
            lines += FeedbackWords.wrapped("\(quote.text) \(quote.attribution)", indent: "    ") + [""]
        }
        for note in evidence.notes { lines += FeedbackWords.wrapped(note) + [""] }
        return lines
    }

    // MARK: Words

    private func heading(_ number: Int) -> String {
        findings.count == 1 ? "What we think we found" : "Finding \(number)"
    }

    private static let searched = "We also looked for what speaks against it, and found nothing:"

    private var introduction: [String] {
        [
            """
            \(Self.opening) \(findings.count == 1 ? "is a finding" : "are \(findings.count) findings") of our study, and \
            nothing is settled yet. You know this from the inside: please tell us whether it is right, what we have \
            missed, and what you see otherwise.
            """,
            """
            What people told us is quoted only where they agreed to it, and never with a name. Please answer by \
            \(FeedbackWords.day(due)).
            """,
        ]
    }

    /// What a mail begins with that is the pack itself and no answer to it.
    package static let opening = "This is what we think so far. Below"

    private var answers: [String] {
        [
            "AGREE - it is as you say.", "NUANCE - it is right as far as it goes, and this belongs to it: …",
            "DISAGREE - I see it otherwise: …", "NEW - you ought to look at something else: …",
        ]
    }

    private var instructions: [String] {
        let first =
            findings.count == 1
            ? "Begin your answer with one of these words"
            : "Begin your answer to each finding with its number and one of these words, such as '1: agree'"
        return [
            "\(first), and add as much as you like. Leave \(token) in the subject of your e-mail, so that your answer finds its place.",
            "Please don't name anybody. We write back to you what became of it.",
        ]
    }
}

extension FeedbackPack.Evidence {
    fileprivate var isEmpty: Bool { quotes.isEmpty && kinds.isEmpty && withheld == 0 && gone == 0 }

    /// What was left out.
    fileprivate var notes: [String] {
        var notes: [String] = []
        if withheld > 0 {
            notes.append(
                "\(withheld == 1 ? "1 passage is" : "\(withheld) passages are") not shown, because not everybody in it has agreed to be quoted."
            )
        }
        if gone > 0 {
            notes.append("\(gone == 1 ? "1 source" : "\(gone) sources") can't be shown any more.")
        }
        return notes
    }
}
