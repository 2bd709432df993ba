internal import StudyModel

/// What was made of the records.
extension AuditPage {
    func addCodebook(to page: inout HTMLPage) {
        heading("codebook", in: &page)
        if facts.codes.isEmpty { return page.paragraph("There is no code.") }
        let days = CalendarDay.span(facts.codes.flatMap(\.changes).map(\.at.day))
        page.paragraph(
            "\(facts.codes.count.counted("code")) in \(facts.codebookStates.counted("state")) of the frame\(days). Examples are words of participants and are left out."
        )
        page.add(
            AuditTable(
                caption: nil, columns: ["Code", "Meaning", "What became of it"],
                rows: facts.codes.map { code in
                    [
                        .markup(Self.name(of: code)),
                        code.definition.isEmpty
                            ? .soft(code.isCategory ? "a category" : "no definition")
                            : .text(code.definition),
                        .lines(code.changes.map(Self.line)),
                    ]
                }))
    }

    private static func name(of code: AuditCode) -> String {
        let depth = code.path.rawValue.split(separator: "/").count - 1
        let indent = String(repeating: "\u{2003}", count: depth)
        let name = HTMLPage.escaped(indent + code.name)
        return code.status == .retired ? "<span class=\"soft\">\(name) (retired)</span>" : name
    }

    private static func line(of change: AuditCode.Change) -> AuditTable.Cell {
        let what = change.kinds.map(\.rawValue).joined(separator: ", ")
        let before = change.before.map { $0.isEmpty ? "; no definition before" : "; before: \($0)" } ?? ""
        return .text("\(change.at.day.rawValue) \(change.by.rawValue): \(what)\(before)")
    }

    func addCoding(to page: inout HTMLPage) {
        heading("coding", in: &page)
        let coding = facts.coding
        if coding.coders.isEmpty {
            page.paragraph("Nothing is coded.")
        } else {
            page.add(
                AuditTable(
                    caption: "Who coded what", columns: ["Coder", "Records", "Codings"],
                    rows: coding.coders.map {
                        [.text($0.coder.rawValue), .number($0.records), .number($0.codings)]
                    }, looks: .narrow))
        }
        let memos = facts.memos
        if memos.total + memos.sealed == 0 { return page.paragraph("There are no memos.") }
        let kinds = memos.kinds.map { "\($0.count.grouped) \($0.name)" }.joined(separator: ", ")
        let days = CalendarDay.span([memos.firstDay, memos.lastDay].compactMap(\.self))
        page.paragraph(
            "\(memos.total.counted("memo"))\(days)\(kinds.isEmpty ? "" : ": \(kinds)"); \(memos.linked.grouped) with links to what they are about."
                + (memos.sealed > 0 ? " \(memos.sealed.counted("more")) sealed for their writer alone." : "")
        )
    }

    func addRounds(to page: inout HTMLPage) {
        heading("rounds", in: &page)
        if facts.rounds.isEmpty { return page.paragraph("There is no round of double-coding.") }
        page.add(
            AuditTable(
                caption: nil,
                columns: [
                    "Round", "State", "Coders", "Sample", "Agreement", "Rule", "Disagreements",
                ],
                rows: facts.rounds.map(row)))
    }

    private func row(of one: AuditRound) -> [AuditTable.Cell] {
        let round = one.round
        let events = round.events.filter { $0.act != .returned }
        let states = events.map { "\($0.act.rawValue) \($0.at.day.rawValue)" }
        return [
            .text(round.title), .lines(states.map { .text($0) }),
            .text(round.coders.map(\.rawValue).joined(separator: ", ")),
            .text(
                "\(round.records.count.counted("record")) of \(round.draw.population.grouped), \(round.codes.count.counted("code"))"
            ),
            one.figures.isEmpty
                ? .soft("not closed") : .lines(one.figures.map { .text(Self.words(for: $0)) }),
            .text(one.outcome ?? ""),
            .text("\(one.disagreements.grouped), \(one.decided.grouped) settled"),
        ]
    }

    private static func words(for figure: AgreementFigure) -> String {
        guard let value = figure.value else { return "\(figure.title): \(figure.reason ?? "no figure")" }
        let interval = figure.interval.map {
            " (\(Int(($0.level * 100).rounded())) %: \($0.lower.hundredths) to \($0.upper.hundredths))"
        }
        return "\(figure.title) \(value.hundredths)\(interval ?? "")"
    }

    func addFindings(to page: inout HTMLPage) {
        heading("findings", in: &page)
        if facts.findings.isEmpty { page.paragraph("There is no finding.") }
        for finding in facts.findings {
            let count = finding.versions.count
            let dropped = finding.latest?.state == .dropped ? ", dropped" : ""
            page.add(
                AuditTable(
                    caption:
                        "\(finding.id.rawValue): \(count.counted("version"))\(dropped), \(finding.spans.counted("passage")) and \(finding.wholes.counted("record")) of evidence",
                    columns: ["Version", "Day", "By", "Statement", "For, against", "Why"],
                    rows: finding.versions.map { row(of: $0, in: finding) }))
        }
        addCycles(to: &page)
    }

    private func row(of version: Finding.Version, in finding: AuditFinding) -> [AuditTable.Cell] {
        let isSame = finding.versions.last { $0.number < version.number }?.statement == version.statement
        let sides = Finding.Side.allCases.map { side in
            version.links.count { $0.side == side }.grouped
        }
        return [
            .text("\(version.number)"), .text(version.written.at.day.rawValue),
            .text(version.written.by.rawValue),
            isSame ? .soft("as before") : .text(version.statement), .text(sides.joined(separator: ", ")),
            .text(Self.cause(of: version)),
        ]
    }

    private static func cause(of version: Finding.Version) -> String {
        switch version.cause {
        case .new: return "new"
        case .edit: return "changed by hand"
        case .evidence: return "evidence changed"
        case .decision:
            let answers =
                version.responses.isEmpty ? "" : ", after \(version.responses.count.counted("answer"))"
            return "decided in \(version.cycle?.rawValue ?? "a cycle")\(answers)"
        case .join: return "two versions joined"
        }
    }

    private func addCycles(to page: inout HTMLPage) {
        if facts.cycles.isEmpty { return page.paragraph("No finding was taken back to anybody.") }
        page.add(
            AuditTable(
                caption: "Feedback cycles",
                columns: ["Cycle", "Shown to", "From", "To", "Answers", "Findings"],
                rows: facts.cycles.map { cycle in
                    [
                        .text(cycle.title), .text(cycle.audience.joined(separator: ", ")),
                        .text(cycle.opened?.day.rawValue ?? ""),
                        cycle.closed.map { .text($0.day.rawValue) } ?? .soft(cycle.stage.rawValue),
                        .number(cycle.responses), .lines(cycle.findings.map(Self.line)),
                    ]
                }))
    }

    private static func line(of shown: AuditCycle.Shown) -> AuditTable.Cell {
        let what = "\(shown.finding.rawValue), version \(shown.version)"
        guard let outcome = shown.outcome else { return .text("\(what): not decided") }
        return .text("\(what): \(outcome.rawValue) on \(shown.decided?.day.rawValue ?? "")")
    }

    func addWorkshops(to page: inout HTMLPage) {
        heading("workshops", in: &page)
        if facts.workshops.isEmpty && facts.surveys.isEmpty {
            page.paragraph("There is neither a workshop nor a survey.")
        }
        if !facts.workshops.isEmpty {
            page.add(
                AuditTable(
                    caption: "Workshops",
                    columns: [
                        "Workshop", "Day", "State", "Invited", "Cards", "Votes", "Clusters", "What follows",
                    ],
                    rows: facts.workshops.map { workshop in
                        [
                            .text(workshop.title), .text(workshop.day.rawValue),
                            .text(workshop.stage.rawValue), .text(people(workshop.invited)),
                            .number(workshop.cards), .number(workshop.votes), .number(workshop.clusters),
                            .text(workshop.recommendations.map(\.rawValue).joined(separator: ", ")),
                        ]
                    }))
        }
        addRecommendations(to: &page)
        if facts.surveys.isEmpty { return }
        page.add(
            AuditTable(
                caption: "Surveys", columns: ["Survey", "Questions", "Answers"],
                rows: facts.surveys.map { survey in
                    [.text(survey.title), .number(survey.variables), .text(people(survey.answers))]
                }, looks: .narrow))
    }

    private func addRecommendations(to page: inout HTMLPage) {
        if facts.recommendations.isEmpty { return }
        page.add(
            AuditTable(
                caption: "Recommendations and implications",
                columns: ["Name", "Kind", "Statement", "Version", "Rests on", "Last changed"],
                rows: facts.recommendations.map { one in
                    [
                        .text(one.id.rawValue), .text(one.kind.rawValue), .text(one.statement),
                        .number(one.version), .text(one.links.counted("thing")),
                        .text("\(one.changed.at.day.rawValue) \(one.changed.by.rawValue)"),
                    ]
                }))
    }

    /// How many people, where they are enough that nobody can be told from it.
    private func people(_ count: Int) -> String {
        (1..<max(facts.study.smallest, 1)).contains(count)
            ? "fewer than \(facts.study.smallest)" : count.grouped
    }
}

extension Double {
    /// With two decimals.
    fileprivate var hundredths: String {
        let value = Int((magnitude * 100).rounded())
        return "\(self < 0 && value > 0 ? "-" : "")\(value / 100).\((value % 100).padded(to: 2))"
    }
}
