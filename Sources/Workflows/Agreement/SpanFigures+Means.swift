internal import Agreement
internal import StudyModel

/// Figures that are means over records.
extension SpanFigures {
    // MARK: Presence

    /// The means of a code's figures over records.
    func means(of code: String) -> [AgreementFigure] {
        let wanted = names.compactMap { name in
            if case .mean(let statistic, let way) = name { (statistic, way) } else { nil }
        }
        if wanted.isEmpty { return [] }
        let isPair = sample.coders.count == 2
        return wanted.flatMap { statistic, way -> [AgreementFigure] in
            let records =
                statistic.isForTwoCoders && !isPair
                ? [] : self.records(statistic, of: code)
            let why = isPair || !statistic.isForTwoCoders ? nil : UndefinedReason.notTwoCoders
            return mean(statistic, way, records, why)
        }
    }

    /// The figure of each record with how long it is.
    private func records(_ statistic: PresenceStatistic, of code: String) -> [(
        estimate: Estimate, length: Int
    )] {
        if let find = statistic.ofTable {
            return spans.tables(of: code).parts.map { (find($0), $0.units) }
        }
        return sample.patterns(of: code, per: spans.unit).parts.map { (statistic.ofPatterns($0), $0.units) }
    }

    private func mean(
        _ statistic: PresenceStatistic, _ way: PoolWay, _ records: [(estimate: Estimate, length: Int)],
        _ why: UndefinedReason?
    ) -> [AgreementFigure] {
        let sums = records.map { record -> MeanSum in
            guard let number = record.estimate.number else { return MeanSum() }
            let weight = way == .mean ? 1 : Double(record.length)
            return MeanSum(sum: number * weight, weight: weight)
        }
        let reason = why ?? records.compactMap(\.estimate.reason).first ?? .noDoubleCoding
        let count = records.count { $0.estimate.number != nil }
        return figures(
            [
                Wanted<MeanSum>(
                    name: "\(plan.level.prefix)\(statistic.name)_\(way.rawValue)",
                    title: "\(statistic.title), \(way.title)", parameters: ["records": "\(count)"],
                    find: { $0.mean(otherwise: reason) },
                    meaning: { statistic.meaning($0, unit: plan.unitName) })
            ], of: Pool(parts: sums, unit: spans.unit))
    }

    // MARK: Gamma

    /// A figure of each record coded by two or more, as far as it has one.
    private struct OfRecords {
        var sums: [MeanSum] = []
        /// The records without the figure, and why the first has none.
        var failing: [String] = []
        var reason: UndefinedReason?

        mutating func add(_ estimate: Estimate, of record: String) {
            if let number = estimate.number {
                sums.append(MeanSum(sum: number, weight: 1))
            } else {
                failing.append(record)
                reason = reason ?? estimate.reason
            }
        }
    }

    private var double: [SpanRecord] { sample.records.filter { $0.coders.count > 1 } }

    func gamma() -> [AgreementFigure] {
        guard names.contains(.span(.gamma)) else { return [] }
        var (found, drawn) = (OfRecords(), 0)
        for record in double {
            do throws(UndefinedReason) {
                let gamma = try record.gamma(weights: plan.gammaWeights, plan: GammaPlan(seed: plan.seed))
                drawn = max(drawn, gamma.samples)
                found.add(gamma.estimate, of: record.id)
            } catch {
                found.add(.undefined(error), of: record.id)
            }
        }
        let drawing = [
            "sampler": ChanceSampler.statistical.rawValue, "samples": "\(drawn)", "seed": "\(plan.seed)",
        ]
        return figures(.gamma, found, gammaParameters.merging(drawing) { $1 })
    }

    /// How far apart the passages are that belong together, without what chance would make of it.
    func disorder() -> [AgreementFigure] {
        guard names.contains(.span(.bestDisorder)) else { return [] }
        var found = OfRecords()
        for record in double {
            do throws(UndefinedReason) {
                found.add(
                    .value(try record.bestAlignment(weights: plan.gammaWeights).disorder), of: record.id)
            } catch {
                found.add(.undefined(error), of: record.id)
            }
        }
        return figures(.bestDisorder, found, gammaParameters)
    }

    private var gammaParameters: [String: String] {
        let weights = plan.gammaWeights
        return ["alpha": FigureText.plain(weights.position), "beta": FigureText.plain(weights.code)]
    }

    private func figures(
        _ statistic: SpanStatistic, _ found: OfRecords, _ parameters: [String: String]
    ) -> [AgreementFigure] {
        var parameters = parameters
        parameters["records"] = "\(found.sums.count)"
        if !found.failing.isEmpty { parameters["without"] = found.failing.joined(separator: ", ") }
        let reason = found.reason ?? .noDoubleCoding
        return figures(
            [
                Wanted<MeanSum>(
                    name: statistic.rawValue, title: statistic.title, parameters: parameters,
                    find: { $0.mean(otherwise: reason) },
                    meaning: { FigureWords.meaning(of: statistic, $0) })
            ], of: Pool(parts: found.sums))
    }

    // MARK: The alpha of 1995

    /// The superseded alpha of these codes, in the mean over records.
    func oldAlpha(of codes: [String]) -> [AgreementFigure] {
        guard names.contains(.span(.oldAlpha)) else { return [] }
        var found = OfRecords()
        for record in double { found.add(record.supersededAlphaU(codes: codes), of: record.id) }
        return figures(.oldAlpha, found, [:])
    }
}
