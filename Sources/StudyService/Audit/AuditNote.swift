internal import Packaging
internal import StudyArchive
internal import StudyModel

/// What an export says of itself, in its metadata and on the terminal.
struct AuditNote: Sendable {
    let title: String
    let at: Timestamp
    let request: AuditExportRequest
    let trail: AuditTrail
    let collection: AuditCollection
    /// How many known names were looked for; `nil` where nobody could.
    let names: Int?
    let policy: NamePolicy
    let privateMemos: Int

    /// Steps that are told one by one in the metadata; of more, `steps.jsonl` tells.
    private static let mostActions = 5000

    var name: String { "audit-\(at.day.rawValue)" }

    private var scan: String {
        if policy == .off { return "not made: the study keeps texts as they are" }
        guard let names else { return "not made: the vault was locked" }
        return "0 places with any of \(names) known names"
    }

    private var extent: String {
        let scope = request.scope
        let parts = [
            scope.from.map { "from \($0.rawValue)" }, scope.until.map { "until \($0.rawValue)" },
            scope.participant.map { "participant \($0.rawValue)" },
            scope.round.map { "round \($0.rawValue)" },
            request.withholdsBodies ? "without texts" : nil,
        ].compactMap(\.self)
        return parts.isEmpty ? "the whole study" : parts.joined(separator: ", ")
    }

    /// The lines of `bag-info.txt`.
    var info: [(name: String, value: String)] {
        [
            ("Bag-Software-Agent", "rir \(request.version)"), ("External-Description", title),
            ("Rir-Extent", extent), ("Rir-Name-Scan", scan),
            ("Rir-Withheld", withheldSentence),
            (
                "Rir-Private-Memos",
                "\(privateMemos) steps with memos that are their writers' alone, not shown"
            ),
        ]
    }

    private var withheldSentence: String {
        let counts = AuditWithheld.Reason.allCases.compactMap { reason in
            collection.counts[reason].map { "\(reason.rawValue) \($0)" }
        }
        return counts.isEmpty ? "nothing" : counts.joined(separator: ", ")
    }

    // MARK: Metadata

    var crate: ResearchCrate {
        var crate = ResearchCrate(
            name: "Audit export: \(title)",
            description:
                "Records, coding, decisions and consent of a study with the signed logs that they are checked "
                + "with (\(extent)). Withheld: \(withheldSentence). Scan for known names: \(scan).",
            published: at.rawValue, version: request.version)
        for key in trail.keys where !crate.people.contains(where: { $0.id == key.member.rawValue }) {
            crate.people.append(.init(id: key.member.rawValue, name: "\(key.member.rawValue), \(key.role)"))
        }
        crate.actions = actions
        return crate
    }

    private var actions: [ResearchCrate.Action] {
        let files = Dictionary(grouping: collection.entries.filter { $0.leaf != nil }) { $0.leaf ?? "" }
        let before = Dictionary(grouping: collection.entries, by: \.path).mapValues { $0.map(\.file.path) }
        var actions: [ResearchCrate.Action] = []
        // A large import is one operation in several steps.
        var parts: [OperationID: Int] = [:]
        for step in trail.steps where actions.count < Self.mostActions {
            guard let device = step.device, let leaves = step.leaves else { continue }
            let results = leaves.flatMap { files["\(device.rawValue)/\($0)"] ?? [] }
            guard !results.isEmpty else { continue }
            parts[step.operation, default: 0] += 1
            let part = parts[step.operation].flatMap { $0 > 1 ? "-\($0)" : nil } ?? ""
            let made = Set(results.map(\.file.path))
            let objects = results.flatMap { result in
                (before[result.path] ?? []).prefix { $0 != result.file.path }.suffix(1)
            }.filter { !made.contains($0) }
            actions.append(
                .init(
                    id: "step-\(step.operation.rawValue)\(part)", name: step.act.rawValue,
                    isCreation: objects.isEmpty, agent: step.member.rawValue, end: step.at.rawValue,
                    objects: Set(objects).sorted(), results: made.sorted()))
        }
        return actions
    }

    // MARK: The answer

    func bundle(
        named name: String, _ files: [(path: String, bytes: [UInt8])], isSigned: Bool
    ) -> AuditBundle {
        var remarks: [String] = []
        for reason in AuditWithheld.Reason.allCases {
            guard let count = collection.counts[reason] else { continue }
            remarks.append("\(count) x withheld: \(reason.words).")
        }
        if privateMemos > 0 {
            remarks.append("\(privateMemos) x a step with a private memo, which is counted and not shown.")
        }
        if policy == .off {
            remarks.append("Names were not looked for: this study keeps texts as they are.")
        } else if names == nil {
            remarks.append(
                "Names were not looked for, because the vault is locked; so earlier versions stayed at home. "
                    + "'rir vault unlock' first is better.")
        }
        if !isSigned { remarks.append("The export is not signed: your key is not one of the team's.") }
        return AuditBundle(
            name: name, files: files, records: Set(shown).count, versions: shown.count,
            leaves: trail.logs.reduce(0) { $0 + $1.lines.count }, withheld: collection.counts, names: names,
            remarks: remarks)
    }

    /// The record of each version that is shown, with its text or without.
    private var shown: [String] {
        (collection.entries.map(\.file) + collection.stubs).compactMap { file in
            let parts = file.path.split(separator: "/")
            return parts.first == "records" && parts.count == 3 ? String(parts[1]) : nil
        }
    }
}
