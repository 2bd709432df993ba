internal import StudyModel

/// Consent, access and records.
extension AuditPage {
    func addConsent(to page: inout HTMLPage) {
        heading("consent", in: &page)
        addForms(to: &page)
        if facts.people.isEmpty { return page.paragraph("There is no participant.") }
        page.paragraph(
            "Each line is one thing that a participant said, in the order in which they said it. What is underneath a line was done because of it."
        )
        for person in facts.people { page.add(table(of: person)) }
        let gaps = facts.records.filter { !$0.gaps.isEmpty }
        if gaps.isEmpty { return }
        page.add(
            AuditTable(
                caption: "Records with people whose consent is missing or came later",
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
                caption: "Forms and scripts", columns: ["Name", "Version", "Kind", "For", "In use", "Digest"],
                rows: facts.forms.map { form in
                    let until = form.validUntil.map { " to \($0.rawValue)" } ?? ""
                    return [
                        .text(form.name), .text(form.version),
                        .text(form.kind == .form ? "signed form" : "read aloud"),
                        .text(form.purposes.map(\.rawValue).joined(separator: ", ")),
                        .text("from \(form.validFrom.rawValue)\(until)"), .code(form.digest),
                    ]
                }))
    }

    private func table(of person: AuditPerson) -> AuditTable {
        var rows: [[AuditTable.Cell]] = person.events.map { event in
            let form = event.form.map { "\($0.name) \($0.version ?? "")" }
            let limits = [
                event.expires.map { "until \($0.rawValue)" },
                event.scope.map { "for \($0.count.counted("record")) alone" },
                event.meeting.map { "at \($0.rawValue)" },
            ].compactMap(\.self)
            let purposes = event.purposes.isEmpty ? "everything" : event.purposes.map(\.rawValue).joined(separator: ", ")
            return [
                .text(event.at.plain), word(for: event.act), .text(purposes), .text(event.mode.rawValue),
                form.map { .text($0) } ?? .soft("none"), .soft(limits.joined(separator: ", ")),
                .text("\((event.takenBy ?? event.recorded.by).rawValue)"),
                .text("\(event.recorded.by.rawValue), \(event.recorded.at.plain)"),
            ]
        }
        for withdrawal in person.withdrawals {
            rows.append([
                .text(withdrawal.at.plain), .flag("left the study"), .text(Self.action(withdrawal.option)),
                .text(""), .text(""), .soft(withdrawal.record.map { "wish in \($0.rawValue)" } ?? ""),
                .text(""), .text("\(withdrawal.recorded.by.rawValue), \(withdrawal.recorded.at.plain)"),
            ])
        }
        for review in person.reviews {
            rows.append([
                .text(review.at.plain), .text("reviewed"),
                .text(
                    "\(review.records.count.counted("record")): \(review.verdict.rawValue)\(review.corrections.isEmpty ? "" : ", \(review.corrections.count.grouped)")"
                ), .text(""), .text(""), .text(""), .text(""),
                .text("\(review.recorded.by.rawValue), \(review.recorded.at.plain)"),
            ])
        }
        if rows.isEmpty {
            rows.append([.flag("Nothing is recorded.")] + Array(repeating: .text(""), count: 7))
        }
        return AuditTable(
            caption: caption(of: person),
            columns: ["When", "What", "For", "Mode", "Form", "Limits", "Asked by", "Written down"], rows: rows)
    }

    private func caption(of person: AuditPerson) -> String {
        let stands =
            person.isWithdrawn
            ? "withdrawn"
            : person.granted.isEmpty
                ? "nothing is agreed to now"
                : "agrees to \(person.granted.map(\.rawValue).joined(separator: ", ")) now"
        return "\(person.handle.rawValue): \(person.records.counted("record")), \(stands)"
    }

    private func word(for act: ConsentAct) -> AuditTable.Cell {
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
                columns: [
                    "Record", "Type", "People", "Setting", "Length", "Captured", "Versions", "Hash",
                ],
                rows: facts.records.map(row)))
    }

    private func row(of record: AuditRecord) -> [AuditTable.Cell] {
        let last = record.versions.last
        let changed =
            record.versions.count > 1
            ? "\(record.versions.count), last \(last?.at.day.rawValue ?? "") by \(last?.by.rawValue ?? "")"
            : "1"
        let people = record.participants.map(\.rawValue).joined(separator: ", ")
        return [
            .text(record.id.rawValue),
            .text(
                record.kind.rawValue.replacing("-", with: " ") + (record.isFromRecording ? ", recorded" : "")),
            record.gaps.isEmpty ? .text(people) : .flag(people),
            said(record.hasSetting, record.isSession), said(record.hasDuration, record.isSession),
            .text("\(record.captured.by.rawValue), \(record.captured.at.day.rawValue)"), .text(changed),
            .code(record.sha256 ?? ""),
        ]
    }

    private func said(_ isSaid: Bool, _ isAsked: Bool) -> AuditTable.Cell {
        isSaid ? .text("given") : isAsked ? .soft("not given") : .soft("-")
    }
}

extension Timestamp {
    /// `2020-04-15 13:30`, in UTC.
    var plain: String { "\(day.rawValue) \(timeOfDay.prefix(5))" }
}
