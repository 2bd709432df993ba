package import StudyModel

/// What an audience is told at the end of a feedback cycle: you said, we did.
package struct FeedbackAnswer: Sendable {
    /// What became of one finding.
    package struct Finding: Sendable {
        /// As it was shared.
        package var statement: String
        package var answers: Answers
        package var outcome: Cycle.Outcome
        package var reason: String
        /// What it says since; `nil` where that is what it said.
        package var now: String?

        package init(
            statement: String, answers: Answers, outcome: Cycle.Outcome, reason: String, now: String?
        ) {
            self.statement = statement
            self.answers = answers
            self.outcome = outcome
            self.reason = reason
            self.now = now
        }
    }

    /// What was answered.
    package struct Answers: Sendable {
        /// For each group, in the order they were named, how often it took each stance; an empty name where it is not known.
        package var groups: [(group: String, counts: [(stance: Cycle.Stance, count: Int)])] = []
        /// Words that may be quoted, with who said them.
        package var quotes: [(text: String, attribution: String)] = []
        /// Answers with words that may not be quoted.
        package var withheld = 0

        package init() {}
    }

    package var study: String
    package var title: String
    package var audience: [String]
    package var token: String
    package var findings: [Finding]
    /// What was said about no finding of these.
    package var new: Answers

    package init(
        study: String, title: String, audience: [String], token: String, findings: [Finding], new: Answers
    ) {
        self.study = study
        self.title = title
        self.audience = audience
        self.token = token
        self.findings = findings
        self.new = new
    }

    private struct Block {
        var heading: String?
        var text: [String] = []
        var quotes: [(text: String, attribution: String)] = []
        var note: String?
    }

    /// The answer as one HTML file that needs nothing from elsewhere and can be printed.
    package var html: String {
        var page = HTMLPage(title: "You said, we did: \(title)")
        page.note("\(study). For \(FeedbackWords.audience(audience)).")
        page.paragraph(Self.introduction)
        for block in blocks {
            if let heading = block.heading { page.heading(heading) }
            for text in block.text { page.paragraph(text) }
            for quote in block.quotes { page.quote("\(quote.text) \(quote.attribution)") }
            if let note = block.note { page.note(note) }
        }
        page.paragraph(Self.thanks)
        return page.text
    }

    /// The same as the text of an e-mail, its subject on the first line.
    package var mail: String {
        var lines = ["Subject: You said, we did: \(title)", ""]
        lines += FeedbackWords.wrapped(Self.introduction) + [""]
        for block in blocks {
            if let heading = block.heading { lines += [heading.uppercased(), ""] }
            for text in block.text { lines += FeedbackWords.wrapped(text) + [""] }
            for quote in block.quotes {
                lines += FeedbackWords.wrapped("\(quote.text) \(quote.attribution)", indent: "    ") + [""]
            }
            if let note = block.note { lines += FeedbackWords.wrapped(note) + [""] }
        }
        lines += FeedbackWords.wrapped(Self.thanks) + [""]
        return lines.joined(separator: "\n")
    }

    private static let introduction =
        "You told us what you think of what we found. This is what you said, and what we did about it."
    private static let thanks = "Thank you: what we find is better for it."

    private var blocks: [Block] {
        var blocks: [Block] = []
        for (number, finding) in zip(1..., findings) {
            blocks.append(
                Block(
                    heading: findings.count == 1 ? "What we had found" : "Finding \(number)",
                    text: [finding.statement]))
            blocks.append(said(finding.answers))
            blocks.append(Block(text: did(finding)))
        }
        if !new.groups.isEmpty {
            var block = said(new)
            block.heading = "What else you said"
            blocks.append(block)
        }
        return blocks
    }

    private func said(_ answers: Answers) -> Block {
        var block = Block()
        let groups = answers.groups.map { group, counts in
            let words = counts.map { "\($0.count) \($0.stance.words($0.count))" }
            let others = answers.groups.count > 1 ? "of others: " : ""
            let who = group.isEmpty ? others : "of \(FeedbackWords.audience([group])): "
            return who + FeedbackWords.listed(words)
        }
        let sentence = groups.isEmpty ? "nothing that reached us." : groups.joined(separator: "; ") + "."
        block.text = ["You said: \(sentence)"]
        block.quotes = answers.quotes
        if answers.withheld > 0 {
            block.note =
                "The words of \(answers.withheld == 1 ? "1 answer are" : "\(answers.withheld) answers are") not quoted, because we have not been allowed to."
        }
        return block
    }

    private func did(_ finding: Finding) -> [String] {
        let reason = finding.reason
        switch finding.outcome {
        case .keep: return ["We did: we kept it as it is. \(reason)"]
        case .drop: return ["We did: we dropped it. \(reason)"]
        case .revise:
            return ["We did: we changed it. \(reason)"] + (finding.now.map { ["It now says: \($0)"] } ?? [])
        }
    }
}

extension Cycle.Stance {
    /// What people with this stance did.
    fileprivate func words(_ count: Int) -> String {
        switch self {
        case .agree: "agreed"
        case .nuance: "agreed with something to add"
        case .disagree: "disagreed"
        case .new: count == 1 ? "brought up something new" : "brought up new things"
        }
    }
}
