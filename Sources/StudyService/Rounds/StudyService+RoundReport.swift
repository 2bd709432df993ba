internal import CodingLogic
internal import StudyArchive
internal import StudyIndex
package import StudyModel
internal import Workflows

/// What was compared in a round, in plain values.
struct RoundMaterial {
    var records: [CodedRecord] = []
    /// By record.
    var kinds: [String: RecordKind] = [:]
    var weeks: [String: String] = [:]
    /// Who coded, in order.
    var coders: [String]
    /// Paths of the codes that are compared.
    var codes: [String]
    /// Records that are gone, or whose version that was coded is.
    var missing = 0
}

extension StudyService {
    /// How far the coders of a closed round agree.
    ///
    /// Figures come from what they handed in, not from what their codings are now.
    ///
    /// - Throws: `round.not_found`; `round.state` while it is not closed; `round.invalid` for another round without the same
    ///   records and people.
    package func roundReport(
        _ name: String, _ request: RoundReport.Request
    ) async throws(StudyError) -> RoundReport {
        try await refreshed()
        let round = try await round(name)
        let known = try await adjudication(of: round)
        var plan = AgreementPlan()
        let level = request.level ?? round.level
        plan.level = AgreementPlan.Level(level)
        plan.segmentName = level.rawValue
        (plan.rule, plan.ruleLevel) = (round.rule, round.level.rawValue)
        plan.seed = UInt64(max(0, request.seed))
        let material: RoundMaterial
        if let other = request.against {
            material = try await self.material(of: round, against: try await self.round(other), level)
        } else {
            material = try await self.material(of: round, level, known.codebook)
        }
        plan.facts = facts(of: round, material, known.codebook, against: request.against)
        var report = try Self.report(of: material, plan, title: round.title)
        if request.against == nil { report.adjudication = .init(known) }
        return RoundReport(
            round: round.id, report: report, groups: try Self.groups(of: material, by: request.by, plan))
    }

    private static func report(
        of material: RoundMaterial, _ plan: AgreementPlan, title: String
    ) throws(StudyError) -> AgreementReport {
        try AgreementReportMaker.report(
            ofRecords: material.records, coders: material.coders, codes: material.codes, plan: plan,
            title: title)
    }

    // MARK: What is compared

    private func material(
        of round: Round, _ level: Round.Level, _ codebook: Codebook
    ) async throws(StudyError) -> RoundMaterial {
        var material = RoundMaterial(
            coders: round.coders.map(\.rawValue), codes: Self.paths(of: round, in: codebook))
        for sampled in round.records {
            let sheets = try await frozenSheets(of: sampled.record, in: round)
            let named = sheets.map { ($0.coder.rawValue, $0.codings) }
            try await add(sampled, named, level, codebook, to: &material)
            let works = try await roundMemory()
            let last = round.coders.compactMap { coder in
                works.work(of: coder, in: round.id).events.last { $0.record == sampled.record }?.at
            }.max()
            material.weeks[sampled.record.rawValue] =
                last.map { MatrixPeriod.week.label(of: $0.day) } ?? "unknown"
        }
        return material
    }

    /// Everybody against themselves, in the records that both rounds have.
    private func material(
        of round: Round, against other: Round, _ level: Round.Level
    ) async throws(StudyError) -> RoundMaterial {
        let codebook = try await codebook()
        _ = try await adjudication(of: other)
        let people = round.coders.filter { other.coders.contains($0) }
        let shared = round.records.filter { other.contains($0.record) }
        guard people.count == 1, let person = people.first, !shared.isEmpty else {
            throw StudyError(
                .roundInvalid,
                people.count > 1
                    ? "More than one coder is in both rounds."
                    : "No coder has coded the same records in both rounds.",
                hint:
                    "Plan a round for one coder over records they coded before: 'rir round plan TITLE --coder r1 --again --record …'."
            )
        }
        var material = RoundMaterial(
            coders: [other.id, round.id].map { "\(person.rawValue) in \($0)" },
            codes: Self.paths(of: round, in: codebook))
        for sampled in shared {
            var sheets: [(String, [Coding])] = []
            for (name, each) in zip(material.coders, [other, round]) {
                let own = try await frozenSheets(of: sampled.record, in: each).first { $0.coder == person }
                if let own { sheets.append((name, own.codings)) }
            }
            try await add(sampled, sheets, level, codebook, to: &material)
        }
        return material
    }

    private static func paths(of round: Round, in codebook: Codebook) -> [String] {
        round.codes.map { codebook[$0]?.path.rawValue ?? $0.rawValue }
    }

    /// Adds a record in the version that was coded, whatever became of its text since.
    ///
    /// Where a text was changed under the open round, to protect somebody, it is the version that the codings were brought to.
    private func add(
        _ sampled: Round.Sampled, _ sheets: [(coder: String, codings: [Coding])], _ level: Round.Level,
        _ codebook: Codebook, to material: inout RoundMaterial
    ) async throws(StudyError) {
        guard !sheets.isEmpty else { return }
        let sha256 = sheets.flatMap(\.codings).first?.sha256 ?? sampled.sha256
        guard try await index.isRemoved(sampled.record) == false,
            let body = try await body(of: sampled.record, sha256: sha256)
        else {
            material.missing += 1
            return
        }
        let scalars = TextUnits.scalars(of: body)
        var coders: [String: [CodedRecord.Span]] = [:]
        for (coder, codings) in sheets {
            coders[coder] = codings.filter { $0.state != .lost }.compactMap { coding in
                let path = codebook[coding.code]?.path.rawValue ?? coding.code.rawValue
                let span = (coding.anchor?.span ?? 0..<scalars.count).clamped(to: scalars.indices)
                return material.codes.contains(path) && !span.isEmpty ? .init(span, path) : nil
            }
        }
        let id = sampled.record.rawValue
        material.kinds[id] = try await stored(sampled.record, version: nil).record.kind
        material.records.append(
            CodedRecord(
                id: id, length: scalars.count, coders: coders,
                segments: Self.segments(of: body, scalars, level)))
    }

    private static func segments(
        of body: String, _ scalars: [Unicode.Scalar], _ level: Round.Level
    ) -> [Range<Int>] {
        switch level {
        case .character, .record: []
        case .paragraph: TextUnits.paragraphs(scalars)
        case .sentence: TextUnits.sentences(scalars)
        case .turn:
            // What has no turns is compared by paragraph.
            Turns.of(body: body).map(\.range).nonEmpty ?? TextUnits.paragraphs(scalars)
        }
    }

    // MARK: What is said of it

    private func facts(
        of round: Round, _ material: RoundMaterial, _ codebook: Codebook, against other: String?
    ) -> [AgreementReport.Fact] {
        let draw = round.draw
        let how =
            switch draw.way {
            case .named: "named, not drawn"
            case .all: "all of \(draw.population), in a random order from seed \(draw.seed)"
            case .size, .share: "drawn at random from \(draw.population), seed \(draw.seed)"
            }
        let strata = draw.strata.isEmpty ? "" : ", stratified by \(draw.strata.joined(separator: " and "))"
        let days = round.events.map { "\($0.act.rawValue) \($0.at.rawValue.prefix(10))" }.joined(
            separator: ", ")
        var facts = [
            AgreementReport.Fact(
                "Round", "\(round.id): \(round.records.count) whole records, \(how)\(strata); \(days)."),
            AgreementReport.Fact(
                "Codebook",
                "\(round.codes.count) codes, frozen for the round (state \(round.frame.prefix(12))…)."),
        ]
        if let other {
            facts.append(
                .init(
                    "Comparison", "One coder with themselves: what they did here and in the round \(other)."))
        } else {
            facts.append(
                .init(
                    "Blinding",
                    "Coders worked apart: nobody could see another's codings before the round closed. "
                        + "Figures come from what was handed in, before any discussion."))
        }
        for event in round.events where event.act == .reopened {
            facts.append(
                .init(
                    "Reopened",
                    "On \(event.at.rawValue.prefix(10)), after coders could have seen each other's work: \(event.reason ?? "")."
                ))
        }
        if material.missing > 0 {
            facts.append(.init("Left out", "\(material.missing) records that the study no longer holds."))
        }
        return facts
    }

    // MARK: Groups

    private static func groups(
        of material: RoundMaterial, by grouping: RoundReport.Grouping?, _ plan: AgreementPlan
    ) throws(StudyError) -> [RoundReport.Group] {
        guard let grouping else { return [] }
        var groups: [RoundReport.Group] = []
        for (name, part) in parts(of: material, by: grouping) {
            let report = try report(of: part, plan, title: name)
            guard let figure = AgreementReportMaker.figure(of: plan, in: report) else { continue }
            groups.append(.init(name: name, records: part.records.count, figure: figure))
        }
        return groups
    }

    private static func parts(
        of material: RoundMaterial, by grouping: RoundReport.Grouping
    ) -> [(String, RoundMaterial)] {
        func part(_ name: String, _ isIn: (CodedRecord) -> Bool) -> (String, RoundMaterial) {
            var part = material
            part.records = material.records.filter(isIn)
            return (name, part)
        }
        switch grouping {
        case .pair: return pairs(of: material)
        case .kind:
            return Set(material.kinds.values.map(\.rawValue)).sorted().map { kind in
                part(kind) { material.kinds[$0.id]?.rawValue == kind }
            }
        case .week:
            return Set(material.weeks.values).sorted().map { week in
                part(week) { material.weeks[$0.id] == week }
            }
        }
    }

    private static func pairs(of material: RoundMaterial) -> [(String, RoundMaterial)] {
        var pairs: [(String, RoundMaterial)] = []
        for (index, first) in material.coders.enumerated() {
            for second in material.coders.dropFirst(index + 1) {
                var part = material
                part.coders = [first, second]
                part.records = material.records.compactMap { record in
                    var record = record
                    record.coders = record.coders.filter { [first, second].contains($0.key) }
                    return record.coders.isEmpty ? nil : record
                }
                pairs.append(("\(first) and \(second)", part))
            }
        }
        return pairs
    }
}

extension Array {
    fileprivate var nonEmpty: [Element]? { isEmpty ? nil : self }
}

extension AgreementReport.Adjudication {
    init(_ known: RoundAdjudication) {
        let decided = known.disagreements.compactMap { known.decisions[$0.id] }
        self.init(
            agreed: known.agreed,
            disagreements: Dictionary(known.disagreements.map { ($0.kind.rawValue, 1) }, uniquingKeysWith: +),
            decided: Dictionary(decided.map { ($0.method.rawValue, 1) }, uniquingKeysWith: +),
            before: known.before, after: known.after)
    }
}
