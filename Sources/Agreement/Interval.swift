/// How sure a figure is: its standard error and an interval.
public struct Interval: Sendable, Hashable {
    /// How the interval was found.
    public enum Method: String, Sendable, Hashable, Codable, CaseIterable {
        /// Units drawn again with replacement; percentiles of what comes out.
        case unitBootstrap = "unit-bootstrap"
        /// Whole records drawn again with replacement; percentiles of what comes out.
        case recordBootstrap = "record-bootstrap"
        /// Segments of records drawn again with replacement, where there are too few records; percentiles of what comes out.
        case segmentBootstrap = "segment-bootstrap"
        /// Pairs of values drawn with expected disagreement held fixed (Hayes and Krippendorff 2007); far too narrow, for
        /// comparison with the KALPHA macro alone.
        case kalphaBootstrap = "kalpha-bootstrap"
        /// One unit left out at a time.
        case jackknife
        /// Large-sample variance of kappa (Fleiss, Cohen and Everitt 1969), normal distribution.
        case fleissCohenEveritt = "fleiss-cohen-everitt"
        /// Linearised variance (Gwet 2014), Student's t with n - 1 degrees of freedom, cut at 1.
        case gwetLinearised = "gwet-linearised"
    }

    /// The lower limit.
    public var lower: Double
    /// The upper limit.
    public var upper: Double
    /// The share of intervals made like this that would hold the true figure, from 0 to 1; usually 0.95.
    public var level: Double
    /// How it was found.
    public var method: Method
    /// The standard error; `nil` where the method has none.
    public var standardError: Double?
    /// For a bootstrap: how it was drawn.
    public var drawing: Drawing?

    /// How a bootstrap was drawn, so that another can draw the same.
    public struct Drawing: Sendable, Hashable {
        /// Replicates asked for.
        public var replicates: Int
        /// Replicates without a value (no variation in what was drawn), which were left out.
        public var dropped: Int
        /// The seed of the generator.
        public var seed: UInt64
        /// How many units or records were drawn from.
        public var population: Int

        /// A drawing.
        public init(replicates: Int, dropped: Int, seed: UInt64, population: Int) {
            self.replicates = replicates
            self.dropped = dropped
            self.seed = seed
            self.population = population
        }
    }

    /// An interval.
    public init(
        lower: Double, upper: Double, level: Double = 0.95, method: Method, standardError: Double? = nil,
        drawing: Drawing? = nil
    ) {
        self.lower = lower
        self.upper = upper
        self.level = level
        self.method = method
        self.standardError = standardError
        self.drawing = drawing
    }
}
