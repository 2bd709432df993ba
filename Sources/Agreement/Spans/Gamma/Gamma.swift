/// How much bounds and codes weigh in what sets two spans apart.
public struct GammaWeights: Sendable, Hashable {
    /// What differing bounds weigh (α of the paper), 0 or more.
    public let position: Double
    /// What differing codes weigh (β of the paper), 0 or more.
    public let code: Double

    /// Weights, 1 each unless told otherwise.
    ///
    /// What is below 0 or no number counts as 0.
    public init(position: Double = 1, code: Double = 1) {
        self.position = position.isFinite ? max(0, position) : 0
        self.code = code.isFinite ? max(0, code) : 0
    }
}

/// How chance is drawn for gamma, and how often.
public struct GammaPlan: Sendable, Hashable {
    /// How many continua are drawn at least, 1 or more.
    public var samples: Int
    /// How many at most, where the precision asks for more.
    public var mostSamples: Int
    /// How far the mean disorder of chance may be off, as a share of it, in 95 of 100 runs: as many continua
    /// are drawn as that takes.
    ///
    /// Without it, no more than ``samples``.
    public var precision: Double?
    /// Where the generator begins: the same draws the same.
    public var seed: UInt64
    /// How many steps (of about a nanosecond) the best alignment of one continuum may take.
    public var effort: Int

    /// A plan: 30 continua and as many more as a precision of 2 % takes.
    public init(
        samples: Int = 30, mostSamples: Int = 10_000, precision: Double? = 0.02, seed: UInt64,
        effort: Int = UnitAlignment.usualEffort
    ) {
        self.samples = samples
        self.mostSamples = mostSamples
        self.precision = precision
        self.seed = seed
        self.effort = effort
    }
}

/// How chance continua are made; gamma depends on it, so it is named.
public enum ChanceSampler: String, Sendable, Hashable, Codable, CaseIterable {
    /// Each coder gets units one after the other: as many as a normal distribution around the coders' mean gives (for the first coder
    /// one at least), with normally distributed gaps and lengths and with codes as often as they are used, all estimated from
    /// the record. The sampler that pygamma-agreement uses unless told otherwise.
    case statistical
}

/// Gamma of Mathet, Widlöcher and Métivier (2015): how far the best alignment of all coders' spans is from chance.
///
/// It takes overlapping spans of one coder as they are, and says which spans belong together (``UnitAlignment``). The figure depends
/// on how chance is drawn and carries its error: compare it only with one of the same sampler.
public struct Gamma: Sendable, Hashable {
    /// Gamma: 1 less ``disorder`` over ``chanceDisorder``, at most 1.
    ///
    /// Undefined with `.noVariation` where chance has no disorder.
    public let estimate: Estimate
    /// The disorder of the best alignment, 0 for coders who did the same; 1 is the cost of an unmatched unit.
    public let disorder: Double
    /// The mean disorder of the best alignments of chance continua.
    public let chanceDisorder: Double
    /// The standard error of ``estimate`` that is due to the drawing alone; 0 where it is undefined.
    public let drawingError: Double
    /// How many chance continua were drawn.
    public let samples: Int
    /// How they were made.
    public let sampler: ChanceSampler
    /// The seed of the generator.
    public let seed: UInt64
}

extension SpanRecord {
    /// Gamma of all coders of the record.
    ///
    /// - Throws: `.noDoubleCoding` for fewer than two coders, `.empty` without spans, `.effortExceeded` where the best alignment of
    ///   the record or of a chance continuum takes more steps than the plan allows: the figure then has no value, not a rough one.
    public func gamma(weights: GammaWeights = GammaWeights(), plan: GammaPlan) throws(UndefinedReason)
        -> Gamma
    {
        let continuum = AlignableContinuum(self)
        let disorder = try continuum.bestAlignment(weights: weights, effort: plan.effort).disorder
        var (drawn, wanted) = ([Double](), max(1, plan.samples))
        var generator = SeededGenerator(seed: plan.seed)
        let sampler = StatisticalSampler(continuum)
        while drawn.count < wanted {
            let chance = sampler.draw(&generator)
            drawn.append(try chance.bestAlignment(weights: weights, effort: plan.effort).disorder)
            if drawn.count == max(1, plan.samples), let precision = plan.precision {
                wanted = min(Self.samples(drawn, precision: precision), max(wanted, plan.mostSamples))
            }
        }
        return Gamma(disorder: disorder, chance: drawn, seed: plan.seed)
    }

    /// How many samples the mean takes to be that precise, judged by those there are.
    private static func samples(_ drawn: [Double], precision: Double) -> Int {
        let (mean, deviation) = drawn.meanAndDeviation
        guard mean > 0, precision > 0 else { return drawn.count }
        let root = 1.96 * deviation / (mean * precision)
        return Int(min(root * root, 1e9).rounded(.up))
    }
}

extension Gamma {
    fileprivate init(disorder: Double, chance: [Double], seed: UInt64) {
        let (mean, deviation) = chance.meanAndDeviation
        self.disorder = disorder
        chanceDisorder = mean
        estimate =
            mean < 1e-12 ? .undefined(.noVariation) : .value(1 - disorder / mean)
        drawingError =
            mean < 1e-12 ? 0 : disorder * deviation / (Double(chance.count).squareRoot() * mean * mean)
        samples = chance.count
        sampler = .statistical
        self.seed = seed
    }
}

extension [Double] {
    /// The mean and the standard deviation of all there are, 0 of nothing.
    var meanAndDeviation: (mean: Double, deviation: Double) {
        if isEmpty { return (0, 0) }
        let mean = reduce(0, +) / Double(count)
        let squares = reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return (mean, (squares / Double(count)).squareRoot())
    }
}
