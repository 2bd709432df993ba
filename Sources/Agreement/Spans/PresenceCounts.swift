/// How many of its coders used a code on each unit, counted: the figures of any number of coders, who need not be the same
/// for every unit.
///
/// Undefined with `.noDoubleCoding` where no unit has two coders, `.unusedCode` where chance is taken off and nobody used the code,
/// `.noVariation` where everybody always did.
public struct PresenceCounts: Poolable, Hashable {
    /// Units by number of coders and number of those who used the code: 1 coder 0 and 1, 2 coders 0, 1 and 2, and so on.
    private var counts: [Int] = []

    /// Counts of nothing.
    public init() {}

    /// Adds what others count.
    public mutating func add(_ other: PresenceCounts) {
        grow(to: other.counts.count)
        for place in other.counts.indices { counts[place] += other.counts[place] }
    }

    /// Adds units on which `present` of `assigned` coders used the code.
    ///
    /// Units nobody was assigned to are not counted.
    public mutating func count(_ units: Int, present: Int, of assigned: Int) {
        guard assigned > 0, (0...assigned).contains(present) else { return }
        grow(to: Self.place(assigned, assigned) + 1)
        counts[Self.place(assigned, present)] += units
    }

    /// How many units have `assigned` coders, `present` of whom used the code.
    public func units(present: Int, of assigned: Int) -> Int {
        guard assigned > 0, (0...assigned).contains(present) else { return 0 }
        let place = Self.place(assigned, present)
        return place < counts.count ? counts[place] : 0
    }

    /// The share of pairs of coders who agree, averaged over units with two or more coders: the unit average
    /// of Fleiss and Gwet.
    ///
    /// From 0 to 1.
    public var percentAgreement: Estimate {
        let sums = self.sums
        if sums.pairable == 0 { return .undefined(.noDoubleCoding) }
        return .value(1 - sums.disagreement / sums.pairable)
    }

    /// The share of pairs of coders who agree, averaged over values: 1 less the observed disagreement of
    /// alpha.
    ///
    /// From 0 to 1; the same as ``percentAgreement`` where every unit has as many coders.
    public var percentAgreementByValues: Estimate {
        let sums = self.sums
        if sums.values == 0 { return .undefined(.noDoubleCoding) }
        return .value(1 - sums.valueDisagreement / sums.values)
    }

    /// Krippendorff's alpha for nominal values, at most 1, over the units with two or more coders (Krippendorff 2004).
    public var krippendorffAlpha: Estimate {
        let sums = self.sums
        if sums.values == 0 { return .undefined(.noDoubleCoding) }
        let expected = 2 * sums.present * (sums.values - sums.present)
        return corrected(1 - (sums.values - 1) * sums.valueDisagreement / max(expected, 1), divisor: expected)
    }

    /// Fleiss' kappa, at most 1, in the form that allows for missing coders (Gwet 2014): prevalence from all units.
    public var fleissKappa: Estimate {
        chanceCorrected { used in 1 - 2 * used * (1 - used) }
    }

    /// Gwet's AC1, at most 1 (Gwet 2008): defined without variation too, where it is 1 by construction.
    public var gwetAC1: Estimate {
        chanceCorrected { used in 2 * used * (1 - used) }
    }

    /// The coefficient of Brennan and Prediger (1981), free-marginal kappa for many coders: twice the share
    /// of agreement, less 1.
    ///
    /// From -1 to 1.
    public var brennanPrediger: Estimate { chanceCorrected { _ in 0.5 } }

    /// The mean share of a unit's coders who used the code, over all units that have a coder: from 0 to 1.
    ///
    /// Undefined with `.empty` where no unit has one.
    public var prevalence: Estimate {
        let sums = self.sums
        return sums.units == 0 ? .undefined(.empty) : .value(sums.shares / sums.units)
    }

    private static func place(_ assigned: Int, _ present: Int) -> Int {
        assigned * (assigned + 1) / 2 - 1 + present
    }

    private mutating func grow(to count: Int) {
        if counts.count < count { counts += repeatElement(0, count: count - counts.count) }
    }

    private struct Sums {
        /// Units with a coder, and with two.
        var (units, pairable) = (0.0, 0.0)
        /// Shares of coders who used the code, added over units.
        var shares = 0.0
        /// Shares of disagreeing pairs, added over units with two coders.
        var disagreement = 0.0
        /// Values in units with two coders, those that say yes, and disagreements weighted by values.
        var (values, present, valueDisagreement) = (0.0, 0.0, 0.0)
    }

    private var sums: Sums {
        var (sums, place, assigned) = (Sums(), 0, 1)
        while place < counts.count {
            for present in 0...assigned {
                add(Double(counts[place]), Double(present), Double(assigned), to: &sums)
                place += 1
            }
            assigned += 1
        }
        return sums
    }

    private func add(_ units: Double, _ present: Double, _ assigned: Double, to sums: inout Sums) {
        sums.units += units
        sums.shares += units * present / assigned
        guard assigned > 1 else { return }
        let disagreement = 2 * present * (assigned - present) / (assigned - 1)
        sums.pairable += units
        sums.disagreement += units * disagreement / assigned
        sums.values += units * assigned
        sums.present += units * present
        sums.valueDisagreement += units * disagreement
    }

    private func chanceCorrected(_ chance: (Double) -> Double) -> Estimate {
        guard let agreed = percentAgreement.number, let used = prevalence.number else {
            return .undefined(.noDoubleCoding)
        }
        let expected = chance(used)
        return corrected((agreed - expected) / max(1 - expected, .ulpOfOne), divisor: 1 - expected)
    }

    private func corrected(_ figure: Double, divisor: Double) -> Estimate {
        if abs(divisor) >= 1e-12 { return .value(figure) }
        return .undefined(prevalence.number == 0 ? .unusedCode : .noVariation)
    }
}
