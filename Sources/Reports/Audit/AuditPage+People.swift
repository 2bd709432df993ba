internal import StudyModel

/// Consent, access and records.
extension AuditPage {
    func addConsent(to page: inout HTMLPage) {
        heading("consent", in: &page)
        addForms(to: &page)
        if facts.people.isEmpty { return page.paragraph("There is no participant.") }
        page.paragraph(
            "Each line is one thing that a participant said, in the order in which they said it, with who wrote it down and when. Times are in UTC."
        )
        page.add(
            AuditTable(
                caption: nil,
                columns: ["Participant", "When", "What", "For", "Mode", "Form", "Written down"],
                rows: facts.people.flatMap(rows)))
        let gaps = facts.records.filter { !$0.gaps.isEmpty }
        if gaps.isEmpty { return }
        page.add(
            AuditTable(
                caption: "Records with people whose consent is missing, came later or was taken back",
                columns: ["Record", "Day", "What is wrong"],
                rows: gaps.map { record in
                    [
                        .text(record.id.rawValue), .text(record.day.rawValue),
                        .lines(record.gaps.map { .flag($0.sentence) }),
                    ]
                }))
    }

    private func addForms(to page: inout HTMLPage) {
        if facts.forms.isEmpty { return page.paragraph("There is no consent form or script.") }
        page.add(
            AuditTable(
                caption: "Forms and scripts",
                columns: ["Name", "Version", "Kind", "For", "In use", "Digest"],
                rows: facts.forms.map { form in
                    let until = form.validUntil.map { " to \($0.rawValue)" } ?? ""
                    return [
                        .text(form.name), .text(form.version),
                        .text(form.kind == .form ? "signed form" : "read aloud"),
                        .text(form.purposes.map(\.rawValue).joined(separator: ", ")),
                        .text("from \(form.validFrom.rawValue)\(until)"), Self.hash(form.digest),
                    ]
                }))
    }

    /// A line for each event, the first of them with who it is.
    private func rows(of person: AuditPerson) -> [[AuditTable.Cell]] {
        var rows = person.events.map(Self.row)
        rows += person.withdrawals.map(Self.row)
        rows += person.reviews.map(Self.row)
        if rows.isEmpty { rows = [[.soft(""), .flag("nothing is recorded")]] }
        let width = 6
        return rows.enumerated().map { index, cells in
            let name: AuditTable.Cell = index == 0 ? .markup(Self.name(of: person)) : .text("")
            return [name] + cells + Array(repeating: .text(""), count: max(0, width - cells.count))
        }
    }

    private static func name(of person: AuditPerson) -> String {
        let records = "<br>\n<span class=\"soft\">\(person.records.counted("record"))</span>"
        let stands = person.isWithdrawn ? "<br>\n<span class=\"flag\">withdrawn</span>" : ""
        return "<strong>\(person.handle.rawValue)</strong>\(records)\(stands)"
    }

    private static func row(of event: ConsentEvent) -> [AuditTable.Cell] {
        let limits = [
            event.expires.map { "until \($0.rawValue)" },
            event.scope.map { "for \($0.count.counted("record")) alone" },
            event.meeting.map { "at \($0.rawValue)" },
        ].compactMap(\.self)
        let purposes =
            event.purposes.isEmpty ? "everything" : event.purposes.map(\.rawValue).joined(separator: ", ")
        let taken = event.takenBy.map { "asked by \($0.rawValue); " } ?? ""
        return [
            .text(event.at.plain), word(for: event.act),
            .lines([.text(purposes)] + limits.map { .soft($0) }), .text(event.mode.rawValue),
            event.form.map { .text("\($0.name) \($0.version ?? "")") } ?? .soft("none"),
            .text("\(taken)\(event.recorded.at.plain)\u{A0}\(event.recorded.by.rawValue)"),
        ]
    }

    private static func row(of withdrawal: Withdrawal) -> [AuditTable.Cell] {
        [
            .text(withdrawal.at.plain), .flag("left the study"),
            .lines(
                [.text(action(withdrawal.option))]
                    + (withdrawal.record.map { [.soft("wish in \($0.rawValue)")] } ?? [])),
            .text(""), .text(""),
            .text("\(withdrawal.recorded.at.plain)\u{A0}\(withdrawal.recorded.by.rawValue)"),
        ]
    }

    private static func row(of review: ReviewEvent) -> [AuditTable.Cell] {
        let count = review.corrections.isEmpty ? "" : " (\(review.corrections.count.grouped))"
        return [
            .text(review.at.plain), .text("looked at their data"),
            .text("\(review.records.count.counted("record")): \(review.verdict.rawValue)\(count)"),
            .text(""), .text(""),
            .text("\(review.recorded.at.plain)\u{A0}\(review.recorded.by.rawValue)"),
        ]
    }

    private static func word(for act: ConsentAct) -> AuditTable.Cell {
        switch act {
        case .granted: .text("agreed")
        case .refused: .flag("said no")
        case .changed: .text("changed to")
        case .withdrawn: .flag("took back")
        }
    }

    private static func action(_ option: WithdrawalOption) -> String {
        switch option {
        case .stopFurtherUse: "no further use"
        case .removeFromAnalysis: "no further use, taken out of the analysis"
        case .erase: "no further use, texts, quotes and sources taken out"
        }
    }

    func addAccess(to page: inout HTMLPage) {
        heading("access", in: &page)
        if facts.members.isEmpty { return page.paragraph("No member is known.") }
        page.paragraph(
            "A member works with the key whose fingerprint stands here; each step and each commit is signed with it. Whoever opens the vault can see who stands behind a handle."
        )
        page.add(
            AuditTable(
                caption: nil, columns: ["Member", "Role", "From", "To", "Opens the vault", "Key"],
                rows: facts.members.map { member in
                    [
                        .text(member.member.rawValue), .text(member.role), .text(member.from.plain),
                        member.until.map { .text($0.plain) } ?? .soft("now"),
                        member.until != nil ? .soft("unknown") : .text(member.opensVault ? "yes" : "no"),
                        .code(member.fingerprint),
                    ]
                }))
    }

    func addRecords(to page: inout HTMLPage) {
        heading("records", in: &page)
        if facts.records.isEmpty { return page.paragraph("There is no record.") }
        page.paragraph(
            "The hash is the SHA-256 of the newest version's file: 'sha256sum' on the file must print it, and the log has it too."
        )
        page.add(
            AuditTable(
                caption: nil,
                columns: ["Record", "People", "Says", "Captured", "Versions", "Hash"],
                rows: facts.records.map(row)))
    }

    private func row(of record: AuditRecord) -> [AuditTable.Cell] {
        let kind = record.kind.rawValue.replacing("-", with: " ")
        let last = record.versions.last
        let changed: [AuditTable.Cell] =
            record.versions.count > 1
            ? [.soft("last \(last?.at.day.rawValue ?? "")"), .soft("by \(last?.by.rawValue ?? "")")] : []
        let people = record.participants.map(\.rawValue).joined(separator: ", ")
        return [
            .lines([
                .text(record.id.rawValue), .soft(record.isFromRecording ? "\(kind), recorded" : kind),
            ]),
            record.gaps.isEmpty ? .text(people) : .flag(people), says(record),
            .lines([.text(record.captured.at.day.rawValue), .soft("by \(record.captured.by.rawValue)")]),
            .lines([.text(record.versions.count.grouped)] + changed), Self.hash(record.sha256 ?? ""),
        ]
    }

    /// What a record of people who met tells of the meeting.
    private func says(_ record: AuditRecord) -> AuditTable.Cell {
        guard record.isSession else { return .soft("-") }
        let parts = [
            record.hasSetting ? "where" : nil, record.hasDuration ? "how long" : nil,
            record.hasPresence ? "who was there" : nil,
        ].compactMap(\.self)
        return parts.isEmpty ? .soft("nothing of the meeting") : .text(parts.joined(separator: ", "))
    }

    /// In two lines, so that it can be read aloud and compared.
    private static func hash(_ digest: String) -> AuditTable.Cell {
        .lines([.digest(String(digest.prefix(32))), .digest(String(digest.dropFirst(32)))])
    }
}

extension Timestamp {
    /// `2020-04-15 13:30`, in UTC.
    var plain: String { "\(day.rawValue)\u{A0}\(timeOfDay.prefix(5))" }
}
