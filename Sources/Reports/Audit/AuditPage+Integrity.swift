internal import StudyModel

/// Names, retention, erasures, logs and the checklist.
extension AuditPage {
    func addNames(to page: inout HTMLPage) {
        heading("confidentiality", in: &page)
        let names = facts.names
        guard names.policy != .off, let known = names.known else {
            return page.paragraph("The study takes texts as they are; nothing was looked for.")
        }
        if known == 0 {
            page.paragraph("The key table holds no name yet, so none could be looked for.")
        } else {
            page.paragraph(
                "Before this page was given out, \(known.counted("known name")), with inflected and misspelt forms, \(known == 1 ? "was" : "were") looked for in \(names.places.counted("file")) of the study (\(names.bytes.grouped) bytes), and in the page itself. Found: \(names.found == 0 ? "nowhere" : names.found.counted("time"))."
            )
        }
        page.paragraph(
            "Who stands behind a handle, and sources as they came, lie sealed and apart from the data; the log holds digests of \(facts.integrity.originals.counted("source"))."
        )
    }

    func addRetention(to page: inout HTMLPage) {
        heading("retention", in: &page)
        let held = facts.retention.filter { $0.count > 0 || $0.rule != nil }
        if held.isEmpty { return page.paragraph("There is nothing to keep.") }
        page.add(
            AuditTable(
                caption: nil, columns: ["Class", "Held", "Until", "Basis"],
                rows: held.map { due in
                    [
                        .text(due.class.words), .number(due.count), Self.until(due),
                        due.rule.map { .text($0.basis) } ?? .flag("no rule"),
                    ]
                }))
    }

    private static func until(_ due: RetentionDue) -> AuditTable.Cell {
        switch due.state {
        case .due: .flag("\(due.until?.rawValue ?? ""): due")
        case .open:
            .text(
                "\((due.rule?.yearsAfterEnd ?? 0).counted("year")) from the study's end, which has not come")
        case .kept, .unruled, .empty: .text(due.until?.rawValue ?? "")
        }
    }

    func addErasures(to page: inout HTMLPage) {
        heading("erasures", in: &page)
        if facts.erasures.isEmpty {
            return page.paragraph("None. The logs tell of no erasure.")
        }
        page.paragraph(
            "What was erased is gone from the devices that confirmed it. That an entry of a log can't be opened any more is said by the log itself; the checkpoints from before still hold."
        )
        page.add(
            AuditTable(
                caption: nil,
                columns: ["Erasure", "Basis", "Of", "Files", "Day", "By", "Confirmed", "Not confirmed"],
                rows: facts.erasures.map { one in
                    [
                        .code(one.id.rawValue), .text(one.basis), .text(one.participant?.rawValue ?? ""),
                        .number(one.paths), .text(one.recorded?.at.plain ?? ""),
                        .text(one.recorded?.by.rawValue ?? ""),
                        .text(one.confirmed.map(\.rawValue).joined(separator: ", ")),
                        one.unconfirmed.isEmpty
                            ? .soft("none")
                            : .flag(one.unconfirmed.map(\.rawValue).joined(separator: ", ")),
                    ]
                }))
    }

    func addIntegrity(to page: inout HTMLPage) {
        heading("integrity", in: &page)
        let integrity = facts.integrity
        page.paragraph(
            "Each device keeps a log in which every step is an entry. A log can only grow: whoever has a checkpoint of it, its size and its root, sees whether anything before was changed."
        )
        if !integrity.logs.isEmpty {
            page.add(
                AuditTable(
                    caption: "Logs",
                    columns: ["Log", "Of", "Entries", "Signed up to", "Cosigned by", "Root now"],
                    rows: integrity.logs.map { log in
                        [
                            .code(log.device.rawValue), .text(log.member.rawValue), .number(log.entries),
                            log.signed.map { .text($0.grouped) } ?? .flag("never"),
                            log.seenBy.isEmpty
                                ? .soft("nobody")
                                : .text(log.seenBy.map(\.rawValue).joined(separator: ", ")),
                            .code(integrity.roots[log.device] ?? ""),
                        ]
                    }))
        }
        addHandouts(to: &page)
        if integrity.findings.isEmpty {
            return page.paragraph("The check of everything found nothing wrong.")
        }
        page.add(
            AuditTable(
                caption: "What the check found", columns: ["Code", "Times"],
                rows: integrity.findings.map { [.code($0.name), .number($0.count)] }, looks: .narrow))
    }

    private func addHandouts(to page: inout HTMLPage) {
        let handouts = facts.integrity.handouts
        if handouts.isEmpty {
            return page.paragraph(
                "Not yet witnessed: no checkpoint was handed to anybody outside. 'rir audit checkpoint' makes one."
            )
        }
        page.add(
            AuditTable(
                caption: "Checkpoints that were handed out",
                columns: ["To", "When", "By", "Log, size and root", "Standing"],
                rows: handouts.map { one in
                    [
                        .text(one.to), .text(one.at?.plain ?? ""), .text(one.by?.rawValue ?? ""),
                        .lines(
                            one.checkpoints.map {
                                .code("\($0.device?.rawValue ?? "?") \($0.size) \($0.root)")
                            }),
                        .lines(one.checkpoints.map(Self.standing)),
                    ]
                }))
    }

    private static func standing(of checkpoint: AuditCheckpoint) -> AuditTable.Cell {
        switch checkpoint.standing {
        case .consistent: .text("the log goes on from it")
        case .contradicted: .flag("the log is another one")
        case .unsigned: .flag("signed by nobody in the team")
        case .unreadable: .flag("can't be read")
        }
    }

    // MARK: The checklist

    func addChecklist(to page: inout HTMLPage) {
        heading("checklist", in: &page)
        page.paragraph(
            "0 stands for absent, 1 for in part, 2 for there and such that a machine can check it. The trail passes with three quarters of the points, and nothing in bold at 0."
        )
        for (letter, name) in AuditChecklist.groups {
            let items = checklist.items.filter { $0.group == letter }
            let points = items.reduce(0) { $0 + $1.points }
            page.add(
                AuditTable(
                    caption: "\(letter). \(name): \(points) of \(items.count * 2)",
                    columns: ["", "Asked for", "Points", "Why", "Evidence"], rows: items.map(row),
                    looks: .items))
        }
    }

    private func row(of item: AuditChecklist.Item) -> [AuditTable.Cell] {
        let name = HTMLPage.escaped(item.name)
        let evidence = item.evidence.map { one -> String in
            if let section = one.section {
                return "<a href=\"#\(section)\">\(HTMLPage.escaped(one.name))</a>"
            }
            return "<code>\(HTMLPage.escaped(one.path ?? ""))</code>"
        }
        return [
            .text("\(item.number)"), .markup(item.isNeeded ? "<strong>\(name)</strong>" : name),
            .points(item.points), .text(item.why), .markup(evidence.joined(separator: "<br>\n")),
        ]
    }

    func addReporting(to page: inout HTMLPage) {
        heading("reporting", in: &page)
        page.paragraph(
            "These items of COREQ and SRQR are about the paper and get no points. What the study says to them stands here; the rest is for the authors to write. Counts are of the whole study."
        )
        for checklist in ReportingChecklist.allCases {
            page.add(
                AuditTable(
                    caption: checklist.title, columns: ["", "Item", "What the study says"],
                    rows: checklist.unscored(facts.methods).map { item in
                        [
                            .text("\(item.number)"), .text(item.name),
                            item.answer.map { .text($0) } ?? .soft("for the authors"),
                        ]
                    }, looks: .paper))
        }
    }
}

extension ReportingChecklist {
    /// The items about the paper itself, which an audit does not score.
    func unscored(_ report: MethodsReport) -> [Item] {
        let numbers: Set<Int> =
            switch self {
            case .coreq: [9, 11, 12, 14, 16, 18, 30, 31]
            case .srqr: [1, 2, 3, 4, 5, 18, 19, 20, 21]
            }
        return items(report).filter { numbers.contains($0.number) }
    }
}
