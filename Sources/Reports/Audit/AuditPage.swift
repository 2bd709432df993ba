package import StudyModel

/// The page that an ethics reviewer opens first: who did what to whose data, on which consent.
///
/// One file without scripts or anything from elsewhere, readable on paper. It holds no word of a record and no name.
package struct AuditPage: Sendable {
    let facts: AuditFacts
    let checklist: AuditChecklist
    /// What wrote the page, such as `rir 0.1.0`.
    let software: String

    package init(_ facts: AuditFacts, software: String) {
        self.facts = facts
        self.software = software
        checklist = AuditChecklist(scoring: facts)
    }

    /// The sections, by what links to them are called.
    static let sections: [(id: String, name: String)] = [
        ("study", "The study"), ("summary", "In short"), ("timeline", "When"), ("consent", "Consent"),
        ("access", "Who had access"), ("records", "Records"), ("codebook", "Codebook"),
        ("coding", "Coding and memos"), ("rounds", "Rounds and agreement"), ("findings", "Findings"),
        ("workshops", "Workshops and surveys"), ("confidentiality", "Names"), ("retention", "Retention"),
        ("erasures", "Erasures"), ("integrity", "Integrity"), ("checklist", "Checklist"),
        ("reporting", "What only the authors can say"),
    ]

    package var html: String {
        var page = HTMLPage(title: "Audit trail: \(facts.study.title)")
        page.style = Self.style
        page.note(opening)
        page.markup(contents)
        addStudy(to: &page)
        addSummary(to: &page)
        addTimeline(to: &page)
        addConsent(to: &page)
        addAccess(to: &page)
        addRecords(to: &page)
        addCodebook(to: &page)
        addCoding(to: &page)
        addRounds(to: &page)
        addFindings(to: &page)
        addWorkshops(to: &page)
        addNames(to: &page)
        addRetention(to: &page)
        addErasures(to: &page)
        addIntegrity(to: &page)
        addChecklist(to: &page)
        addReporting(to: &page)
        return page.text
    }

    // MARK: The top

    private var opening: String {
        let made = facts.study.made
        return
            "Made on \(made.at.day.words) by \(made.by.rawValue) with \(software). It holds no words of participants and no names: people stand here as handles, members of the team as r1, r2 and so on."
    }

    private var contents: String {
        let links = Self.sections.map { "<a href=\"#\($0.id)\">\(HTMLPage.escaped($0.name))</a>" }
        return "<nav>\(links.joined(separator: " \u{00B7} "))</nav>"
    }

    func heading(_ id: String, in page: inout HTMLPage) {
        let name = Self.sections.first { $0.id == id }?.name ?? id
        page.heading(name, id: id)
    }

    private func addStudy(to page: inout HTMLPage) {
        heading("study", in: &page)
        var rows: [[AuditTable.Cell]] = [[.text("Title"), .text(facts.study.title)]]
        for amendment in facts.study.amendments {
            let plan = amendment.plan
            let words = [plan.title, plan.version.map { "version \($0)" }, plan.approval]
                .compactMap(\.self).filter { !$0.isEmpty }
            if words.isEmpty { continue }
            rows.append([
                .text("Protocol"),
                .text(
                    "\(words.joined(separator: ", ")). Entered on \(amendment.since.at.day.rawValue) by \(amendment.since.by.rawValue)."
                ),
            ])
        }
        if !facts.study.questions.isEmpty {
            rows.append([.text("Questions"), .lines(facts.study.questions.map { .text($0) })])
        }
        rows.append([.text("Consent"), .text(consentPolicy)])
        rows.append([.text("Names"), .text(namePolicy)])
        if let ended = facts.study.ended { rows.append([.text("Ended"), .text(ended.words)]) }
        rows.append([.text("This page is about"), .text(scopeWords)])
        page.add(AuditTable(caption: nil, columns: [], rows: rows, looks: .named))
    }

    private var consentPolicy: String {
        switch facts.study.consent {
        case .required: "What has no consent is refused."
        case .recorded: "What has no consent is flagged, not refused."
        case .off: "Consent is not checked."
        }
    }

    private var namePolicy: String {
        switch facts.names.policy {
        case .hold: "Every text waits until a person has put handles in the place of names."
        case .assisted: "Known names are replaced by handles; a text with others waits for a person."
        case .off: "Texts are taken as they are: names are not replaced."
        }
    }

    private var scopeWords: String {
        let scope = facts.scope
        var parts: [String] = []
        if let from = scope.from { parts.append("from \(from.words)") }
        if let until = scope.until { parts.append("until \(until.words)") }
        if let handle = scope.participant { parts.append("about \(handle.rawValue)") }
        if let round = scope.round { parts.append("the round \(round.rawValue)") }
        return parts.isEmpty ? "The whole study." : "A part of the study: \(parts.joined(separator: ", "))."
    }

    // MARK: The summary

    private func addSummary(to page: inout HTMLPage) {
        heading("summary", in: &page)
        for paragraph in AuditSentences(facts, checklist).paragraphs { page.paragraph(paragraph) }
        let verdict = checklist.passes ? "passes" : "does not yet pass"
        let missing =
            checklist.missing.isEmpty
            ? ""
            : " What it cannot pass without and does not show: "
                + checklist.missing.map { "\($0.number) \($0.name)" }.joined(separator: "; ") + "."
        page.markup(
            "<p class=\"verdict\"><strong>\(checklist.points) of \(checklist.most) points.</strong> "
                + HTMLPage.escaped("The trail \(verdict) the checklist at the end.\(missing)") + "</p>")
    }

    private func addTimeline(to page: inout HTMLPage) {
        heading("timeline", in: &page)
        guard let picture = AuditTimeline(facts.steps) else {
            return page.paragraph("Nothing has happened yet.")
        }
        page.markup(
            "<figure>\n\(picture.svg)\n<figcaption>\(HTMLPage.escaped(picture.caption))</figcaption>\n</figure>"
        )
    }

    // MARK: Looks

    private static let style = """
        body { max-width: 60em; }
        h2 { scroll-margin-top: 1em; }
        nav { font: 10pt/1.9 system-ui, sans-serif; border-top: 1px solid #999; border-bottom: 1px solid #999; padding: .4em 0; }
        nav a, td a { color: #1a4f7a; text-decoration: none; white-space: nowrap; }
        td a { white-space: normal; }
        p { max-width: 42em; }
        table { font: 9.5pt/1.4 system-ui, sans-serif; font-variant-numeric: tabular-nums; margin: .8em 0 1.4em; }
        caption { text-align: left; font-weight: 600; padding: .4em 0; }
        th, td { border: 0; border-bottom: 1px solid #d4d4d4; padding: .35em .9em .35em 0; }
        thead th { border-bottom: 1px solid #555; font-weight: 600; vertical-align: bottom; }
        tbody th { font-weight: 400; white-space: nowrap; }
        table.named tbody th { font-weight: 600; width: 12em; }
        table.items, table.paper { table-layout: fixed; }
        .items th:first-child, .paper th:first-child { width: 2.4em; }
        .items th:nth-child(2) { width: 32%; } .items th:nth-child(3) { width: 4.4em; text-align: center; } .items th:nth-child(5) { width: 15%; }
        .paper th:nth-child(2) { width: 24%; }
        code.h { white-space: nowrap; }
        table.narrow { width: auto; } table.narrow th, table.narrow td { padding-right: 2.5em; }
        td.n, th.n { text-align: right; }
        code { font: 8.5pt/1.35 ui-monospace, "DejaVu Sans Mono", monospace; word-break: break-all; }
        .flag { color: #8a1c1c; font-weight: 600; }
        .soft { color: #555; }
        .tick { white-space: nowrap; }
        .p0 { color: #8a1c1c; } .p1 { color: #7a5a00; } .p2 { color: #1d5c2e; }
        .points { font-weight: 700; text-align: center; white-space: nowrap; }
        .verdict { border-left: 4px solid #555; padding: .3em 0 .3em .9em; }
        figure { margin: 1em 0; } figcaption { font: 9.5pt/1.4 system-ui, sans-serif; color: #555; }
        svg { max-width: 100%; height: auto; }
        @page { size: A4; margin: 2cm 1.8cm 2.2cm; @bottom-right { content: counter(page) " / " counter(pages); font: 9pt sans-serif; } }
        @media print { body { margin: 0; max-width: none; padding: 0; font-size: 10.5pt; } h2, h3 { break-after: avoid; } table { font-size: 8pt; } code { font-size: 6.5pt; } div[role="region"] { overflow: visible; } nav a { color: inherit; } }

        """
}

extension CalendarDay {
    /// `4 May 2020`.
    var words: String {
        let months = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ]
        return "\(day) \(months[month - 1]) \(year)"
    }

    /// ` of 4 May 2020 to 6 June 2020`; nothing where there is no day.
    static func span(_ days: [CalendarDay]) -> String {
        guard let first = days.min(), let last = days.max() else { return "" }
        return first == last ? " of \(first.words)" : " of \(first.words) to \(last.words)"
    }
}
