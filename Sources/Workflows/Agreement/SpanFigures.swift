internal import Agreement
internal import StudyModel

/// The figures of one sample of coded texts.
struct SpanFigures {
    let parts: FigureParts
    let spans: SpanParts
    let names: [SpanFigureName]

    var plan: AgreementPlan { parts.plan }
    var sample: SpanSample { spans.sample }

    /// A figure of pooled counts that waits for its draws.
    struct Wanted<Part> {
        var name: String
        var title: String
        var parameters: [String: String] = [:]
        var find: (Part) -> Estimate
        var meaning: (Estimate) -> String
    }

    /// All wanted figures of one pool, from the same draws.
    func figures<Part>(_ wanted: [Wanted<Part>], of pool: Pool<Part>) -> [AgreementFigure] {
        if wanted.isEmpty { return [] }
        let whole = pool.total
        let drawn =
            plan.intervals == .none
            ? wanted.map { _ in nil }
            : pool.bootstraps(replicates: plan.replicates, seed: plan.seed, of: wanted.map(\.find))
        return zip(wanted, drawn).map { wanted, drawn in
            let estimate = reasoned(wanted.find(whole))
            let spread =
                plan.intervals == .none
                ? .notAsked
                : parts.spread { () throws(UndefinedReason) in
                    guard let drawn else { throw .singleUnit }
                    return drawn
                }
            return parts.figure(
                wanted.name, wanted.title, estimate, spread: spread, parameters: wanted.parameters,
                meaning: wanted.meaning(estimate))
        }
    }

    /// Texts that several coded and that hold nothing are empty, and not without double coding.
    private func reasoned(_ estimate: Estimate) -> Estimate {
        let double = sample.records.filter { $0.coders.count > 1 }
        guard estimate.reason == .noDoubleCoding, !double.isEmpty, double.allSatisfy({ $0.length == 0 })
        else { return estimate }
        return .undefined(.empty)
    }

    // MARK: Everything together

    /// The figures over all codes.
    func overall() throws(StudyError) -> [AgreementFigure] {
        try sets() + unitising() + matches(of: nil) + gamma() + disorder() + oldAlpha(of: sample.codes)
    }

    private func sets() throws(StudyError) -> [AgreementFigure] {
        let distances = names.compactMap { if case .sets(let distance) = $0 { distance } else { nil } }
        guard !distances.isEmpty, let level = plan.level.unit else { return [] }
        let table = sample.unitCodes(per: level, rule: plan.presence)
        let pool = SetPool(table.cells, records: Self.drawn(table))
        let wanted = distances.map { distance in
            Wanted<SetUnits>(
                name: "set_alpha_\(distance.rawValue)",
                title: "Krippendorff's alpha over sets of codes, \(distance.title)",
                parameters: ["distance": distance.rawValue, "unit": plan.unitName],
                find: pool.alpha(distance),
                meaning: { FigureWords.meaning(ofSets: distance, $0, unit: plan.unitName) })
        }
        let unit: SpanUnit = table.records.last ?? 0 > 0 ? .record : .segment
        return figures(wanted, of: Pool(parts: pool.parts, unit: unit))
    }

    /// For each unit what it is drawn with: its record, or itself where there is one record.
    private static func drawn<Value>(_ table: UnitTable<Value>) -> [Int] {
        let records = table.records
        return records.last ?? 0 > 0 ? records : Array(records.indices)
    }

    private func unitising() -> [AgreementFigure] {
        let found = SpanStatistic.allCases.filter { names.contains(.span($0)) }.compactMap { statistic in
            statistic.ofTable.map { self.wanted(statistic, $0) }
        }
        return found.isEmpty ? [] : figures(found, of: unitisingPool)
    }

    /// What coincides with what, by the metric of the plan.
    private var unitisingPool: Pool<UnitisingTable> {
        sample.unitising(metric: plan.unitMetric(of: sample.codes), per: spans.unit)
    }

    /// The same, where a figure of single codes needs it.
    var codePool: Pool<UnitisingTable>? {
        [SpanStatistic.codeAlpha, .codeCoverage].contains { names.contains(.span($0)) } ? unitisingPool : nil
    }

    func wanted<Part>(
        _ statistic: SpanStatistic, _ find: @escaping (Part) -> Estimate
    ) -> Wanted<Part> {
        let isMetric = statistic == .codingAlpha || statistic == .codeAlpha
        return Wanted(
            name: statistic.rawValue, title: statistic.title,
            parameters: isMetric ? ["metric": plan.metric.rawValue] : [:], find: find,
            meaning: { FigureWords.meaning(of: statistic, $0) })
    }

    private func matches(of code: String?) -> [AgreementFigure] {
        guard names.contains(.span(.spanF1)) else { return [] }
        let thresholds: [Double] = if let overlap = plan.overlap { [overlap] } else { [1, 0.5, 0] }
        return thresholds.flatMap { threshold in
            figures(
                [
                    Wanted<SpanMatches>(
                        name: SpanStatistic.spanF1.rawValue,
                        title: SpanStatistic.spanF1.title(overlap: threshold),
                        parameters: ["overlap": FigureText.decimals(threshold, 2)], find: \.f1,
                        meaning: { FigureWords.meaning(of: .spanF1, $0) })
                ], of: spans.matches(of: code, threshold: threshold))
        }
    }

    // MARK: Code by code

    /// What is said of one code.
    func code(_ code: String, unitising pool: Pool<UnitisingTable>?) -> AgreementReport.CodeAgreement {
        let presence = plan.level == .character ? characters(code) : units(code)
        var figures = presence.figures
        if let pool { figures += self.unitising(of: code, pool) }
        figures += matches(of: code) + oldAlpha(of: [code])
        return AgreementReport.CodeAgreement(
            code: code, units: presence.units, applied: presence.applied, table: presence.table,
            figures: figures)
    }

    private func unitising(of code: String, _ pool: Pool<UnitisingTable>) -> [AgreementFigure] {
        var found: [AgreementFigure] = []
        if names.contains(.span(.binaryAlpha)) {
            found += figures(
                [wanted(.binaryAlpha) { $0.binaryAlpha }], of: sample.unitising(of: code, per: spans.unit))
        }
        var both: [Wanted<UnitisingTable>] = []
        if names.contains(.span(.codeAlpha)) { both.append(wanted(.codeAlpha) { $0.alpha(of: code) }) }
        if names.contains(.span(.codeCoverage)) {
            both.append(wanted(.codeCoverage) { $0.coverage(of: code) })
        }
        return found + figures(both, of: pool)
    }

    private struct Presence {
        var units: Int
        var applied: [Int]
        var table: [Int]?
        var figures: [AgreementFigure]
    }

    private var presenceNames: [PresenceStatistic] {
        names.compactMap { if case .presence(let statistic) = $0 { statistic } else { nil } }
    }

    private func characters(_ code: String) -> Presence {
        let counts = spans.counts(of: code)
        let tables = spans.tables(of: code)
        let isPair = sample.coders.count == 2
        let shown = presenceNames.flatMap { statistic -> [AgreementFigure] in
            if statistic.isForTwoCoders, !isPair {
                return figures([presence(statistic) { _ in .undefined(.notTwoCoders) }], of: tables)
            }
            if let find = statistic.ofCounts { return figures([presence(statistic, find)], of: counts) }
            if let find = statistic.ofTable { return figures([presence(statistic, find)], of: tables) }
            return figures(
                [presence(statistic, statistic.ofPatterns)], of: sample.patterns(of: code, per: spans.unit))
        }
        let double = sample.records.filter { $0.coders.count > 1 }
        return Presence(
            units: double.reduce(0) { $0 + $1.length },
            applied: sample.coders.map { coder in
                double.reduce(0) { $0 + $1.characters(of: code, by: coder) }
            }, table: isPair ? tables.total.cells : nil, figures: shown + means(of: code))
    }

    func presence<Part>(
        _ statistic: PresenceStatistic, _ find: @escaping (Part) -> Estimate
    ) -> Wanted<Part> {
        Wanted(
            name: plan.level.prefix + statistic.name, title: statistic.title, find: find,
            meaning: { statistic.meaning($0, unit: plan.unitName) })
    }

    private func units(_ code: String) -> Presence {
        let table = sample.unitPresence(of: code, per: plan.level.unit ?? .record, rule: plan.presence)
        let matrix = table.ratings
        let counts = RatingCounts(matrix)
        let drawn = Self.drawn(table)
        let isSpread = table.records.last ?? 0 > 0
        let ratings = RatingFigures(
            matrix: matrix, records: isSpread ? table.records : nil, parts: parts, prefix: plan.level.prefix,
            unit: plan.unitName, drawn: isSpread ? nil : .segmentBootstrap)
        let pool = Pool(parts: tables(table, drawn), unit: isSpread ? .record : .segment)
        let isUsed = counts.occurrences.last ?? 0 > 0
        let shown = presenceNames.flatMap { statistic -> [AgreementFigure] in
            guard case .rating(let rating) = statistic else {
                return figures(
                    [presence(statistic, statistic.ofTable ?? { _ in .undefined(.notTwoCoders) })], of: pool)
            }
            var figure = ratings.figure(rating)
            if !isUsed, figure.reason == UndefinedReason.noVariation.rawValue {
                figure.reason = UndefinedReason.unusedCode.rawValue
                figure.meaning = FigureWords.undefined(.undefined(.unusedCode))
            }
            return [figure]
        }
        return Presence(
            units: counts.pairable, applied: applied(counts),
            table: sample.coders.count == 2 ? pool.total.cells : nil,
            figures: shown)
    }

    /// By coder of the sample, also those without a value.
    private func applied(_ counts: RatingCounts) -> [Int] {
        var applied = [Int](repeating: 0, count: sample.coders.count)
        for (place, coder) in counts.active.enumerated() { applied[coder] = counts.applied[1][place] }
        return applied
    }

    /// The tables of every two coders, record by record.
    private func tables(_ table: UnitTable<Bool>, _ drawn: [Int]) -> [PresenceTable] {
        var parts: [PresenceTable] = []
        for (row, record) in drawn.enumerated() {
            if record == parts.count { parts.append(PresenceTable()) }
            let values = table.cells[row]
            for first in values.indices {
                for second in values.indices.dropFirst(first + 1) {
                    guard let one = values[first], let other = values[second] else { continue }
                    parts[record].add(
                        PresenceTable(
                            both: one && other ? 1 : 0, onlyFirst: one && !other ? 1 : 0,
                            onlySecond: !one && other ? 1 : 0, neither: one || other ? 0 : 1))
                }
            }
        }
        return parts.filter { $0.units > 0 }
    }
}
