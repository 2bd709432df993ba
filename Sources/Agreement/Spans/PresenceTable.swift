/// Whether each of two coders used a code, counted: characters, segments or records, and all figures of such a table.
///
/// Every figure is undefined with `.noDoubleCoding` where nothing is counted. A code that neither used is `.unusedCode` wherever
/// agreement by chance is taken off; one that both used everywhere is `.noVariation` there.
public struct PresenceTable: Poolable, Hashable {
    /// Both used it.
    public var both = 0
    /// The first coder used it, the second did not.
    public var onlyFirst = 0
    /// The second coder used it, the first did not.
    public var onlySecond = 0
    /// Neither used it.
    public var neither = 0

    /// A table of nothing.
    public init() {}

    /// A table.
    public init(both: Int, onlyFirst: Int, onlySecond: Int, neither: Int) {
        self.both = both
        self.onlyFirst = onlyFirst
        self.onlySecond = onlySecond
        self.neither = neither
    }

    /// Adds what another table counts.
    public mutating func add(_ other: PresenceTable) {
        both += other.both
        onlyFirst += other.onlyFirst
        onlySecond += other.onlySecond
        neither += other.neither
    }

    /// Adds `count` units that the coders used the code on, or did not.
    mutating func count(_ count: Int, first: Bool, second: Bool) {
        switch (first, second) {
        case (true, true): both += count
        case (true, false): onlyFirst += count
        case (false, true): onlySecond += count
        case (false, false): neither += count
        }
    }

    /// How many units are counted.
    public var units: Int { both + onlyFirst + onlySecond + neither }

    /// The share of units on which they agree, from 0 to 1.
    public var percentAgreement: Estimate { share(both + neither) }

    /// The share of units on which the first coder used the code, from 0 to 1.
    public var firstPrevalence: Estimate { share(both + onlyFirst) }

    /// The share of units on which the second coder used the code, from 0 to 1.
    public var secondPrevalence: Estimate { share(both + onlySecond) }

    /// Cohen's kappa, at most 1: chance from each coder's own prevalence (Cohen 1960).
    ///
    /// Exactly 0 where one coder never, or always, used the code.
    public var cohenKappa: Estimate {
        let (first, second) = (Double(both + onlyFirst), Double(both + onlySecond))
        let (notFirst, notSecond) = (Double(onlySecond + neither), Double(onlyFirst + neither))
        let crossed = Double(both) * Double(neither) - Double(onlyFirst) * Double(onlySecond)
        return correctedForChance(2 * crossed, first * notSecond + notFirst * second)
    }

    /// Scott's pi, at most 1: chance from the mean of the two prevalences (Scott 1955).
    public var scottPi: Estimate { fromDisagreement(times: Double(2 * units)) }

    /// Krippendorff's alpha for nominal values, at most 1: Scott's pi corrected for the size of the sample
    /// (Krippendorff 2004; two values for each unit).
    public var krippendorffAlpha: Estimate { fromDisagreement(times: Double(2 * units - 1)) }

    /// Gwet's AC1, at most 1 (Gwet 2008): defined without variation too, where it is 1 by construction.
    public var gwetAC1: Estimate {
        agreement { agreed in
            let used = Double(2 * both + onlyFirst + onlySecond) / Double(2 * units)
            let chance = 2 * used * (1 - used)
            return (agreed - chance) / (1 - chance)
        }
    }

    /// The coefficient of Brennan and Prediger (1981), which is PABAK (Byrt, Bishop and Carlin 1993) for two
    /// categories: twice the share of agreement, less 1.
    ///
    /// From -1 to 1.
    public var brennanPrediger: Estimate { agreement { 2 * $0 - 1 } }

    /// F1: what both used as a share of what each used, from 0 to 1 (Dice 1945; the same whoever is first).
    ///
    /// Not corrected for chance; undefined with `.unusedCode` where neither used the code.
    public var f1: Estimate { overlap(2 * both, of: 2 * both + onlyFirst + onlySecond) }

    /// Jaccard: what both used as a share of what either used, from 0 to 1.
    ///
    /// Undefined like ``f1``.
    public var jaccard: Estimate { overlap(both, of: both + onlyFirst + onlySecond) }

    private func share(_ count: Int) -> Estimate {
        units == 0 ? .undefined(.noDoubleCoding) : .value(Double(count) / Double(units))
    }

    private func agreement(_ figure: (Double) -> Double) -> Estimate {
        switch percentAgreement {
        case .value(let agreed): .value(figure(agreed))
        case .undefined(let reason): .undefined(reason)
        }
    }

    private func overlap(_ shared: Int, of all: Int) -> Estimate {
        if units == 0 { return .undefined(.noDoubleCoding) }
        return .ratio(Double(shared), Double(all), otherwise: .unusedCode)
    }

    /// One less the disagreement, `scale` times, over the product of how often the code was used and how often not.
    private func fromDisagreement(times scale: Double) -> Estimate {
        let used = Double(2 * both + onlyFirst + onlySecond)
        let unused = Double(2 * neither + onlyFirst + onlySecond)
        let disagreement = Double(onlyFirst + onlySecond) * scale
        return correctedForChance(used * unused - disagreement, used * unused)
    }

    /// The divisors are whole numbers, so nothing but 0 is taken for nothing.
    private func correctedForChance(_ numerator: Double, _ divisor: Double) -> Estimate {
        if units == 0 { return .undefined(.noDoubleCoding) }
        let isUnused = both + onlyFirst + onlySecond == 0
        return .ratio(numerator, divisor, otherwise: isUnused ? .unusedCode : .noVariation)
    }
}
