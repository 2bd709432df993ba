/// How far the units that coders cut out of a continuum and gave values agree: the alphas of Krippendorff, Mathet, Bouvry and
/// Widlöcher (2016), "On the reliability of unitizing textual continua".
///
/// Each coder's text is cut into units with a value and gaps without; a coder who marked nothing has one gap. A position has one
/// value for each coder: where spans of one coder overlap, every figure is undefined with `.overlappingSpans`. Units that touch stay
/// two, though only agreement by chance knows of it: the family is blind to bounds between touching units of one value.
///
/// Lengths are in Unicode scalars. What is pooled over records are the lengths that coincide and the sums of squares, each from
/// coders of one record only.
public struct UnitisingTable: Poolable, Hashable {
    /// Whether somebody's spans overlap.
    var hasOverlaps = false
    /// How much text all coders have together: mL.
    var total = 0.0
    /// The codes, in the order of `values`.
    var names: [String] = []
    /// By code, and the gaps last.
    var values: [Value] = []
    var distances = UnitDistances(.nominal, codes: [])

    /// What is counted of one value.
    struct Value: Hashable, Sendable {
        /// How much was given this value, by all coders.
        var length = 0.0
        /// How much of it coincides with the same value of other coders.
        var agreeing = 0.0
        /// The sum of squared lengths of its units; for gaps, of lengths.
        var squares = 0.0
        /// How much of it coincides with a unit of whatever value.
        var met = 0.0
        /// How far what it coincides with is from it: lengths times squared distances.
        var deviation = 0.0
        /// The sum of squared lengths that its units share with each other coder's units.
        var metSquares = 0.0

        mutating func add(_ other: Value) {
            length += other.length
            agreeing += other.agreeing
            squares += other.squares
            met += other.met
            deviation += other.deviation
            metSquares += other.metSquares
        }
    }

    /// A table of nothing.
    public init() {}

    /// Adds what another counts of the same codes.
    public mutating func add(_ other: UnitisingTable) {
        hasOverlaps = hasOverlaps || other.hasOverlaps
        total += other.total
        if values.isEmpty {
            (names, values, distances) = (other.names, other.values, other.distances)
            return
        }
        for value in other.values.indices { values[value].add(other.values[value]) }
    }

    /// How far both the bounds and the values of units agree: *u*α, at most 1, over values and gaps, nominal.
    ///
    /// Undefined with `.noVariation` where all text has one value, or none; `.noDoubleCoding` without text of two coders.
    public var alpha: Estimate {
        defined { table in
            let chance = table.values.reduce(0) { $0 + $1.length * (table.total - $1.length) }
            let observed = table.values.reduce(table.total) { $0 - $1.agreeing }
            return table.figure(observed * table.pairs, table.total * chance)
        }
    }

    /// How far coders agree on what is relevant: |*u*α, at most 1, units of whatever value against gaps.
    ///
    /// Undefined with `.noVariation` where nobody marked anything, or everybody everything.
    public var binaryAlpha: Estimate {
        defined { table in
            guard let gaps = table.values.last else { return .undefined(.noDoubleCoding) }
            let chance = table.total * gaps.length * (table.total - gaps.length)
            return table.figure((gaps.length - gaps.agreeing) * table.pairs, chance)
        }
    }

    /// How far values agree where units of different coders meet: *cu*α, at most 1; the bounds play no part.
    ///
    /// Undefined with `.noIntersection` where no units meet, `.noVariation` where those that do have one value, `.notNumeric` where a
    /// metric needs numbers that a code hasn't.
    public var codingAlpha: Estimate {
        metricDefined { table in
            let chance = table.codes.indices.reduce(0) {
                $0 + table.codes[$1].met * table.distanceByChance(of: $1)
            }
            let observed = table.codes.reduce(0) { $0 + $1.deviation }
            return table.figure(observed * table.metPairs, table.meetingLength * chance)
        }
    }

    /// How much of all coders' text ``codingAlpha`` speaks of, from 0 to 1.
    public var codingCoverage: Estimate {
        defined { .ratio($0.meetingLength, $0.total, otherwise: .empty) }
    }

    /// How far coders agree on one value where its units meet those of others: (*k*)*u*α, at most 1.
    ///
    /// Undefined like ``codingAlpha``, and with `.unusedCode` where nobody used the code.
    ///
    public func alpha(of code: String) -> Estimate {
        metricDefined { table in
            guard let code = table.names.firstIndex(of: code), table.codes[code].length > 0 else {
                return .undefined(.unusedCode)
            }
            let value = table.codes[code]
            if value.met == 0 { return .undefined(.noIntersection) }
            let byChance = value.met * table.meetingLength - value.metSquares
            return table.figure(
                byChance * value.deviation, value.met * value.met * table.distanceByChance(of: code))
        }
    }

    /// How much of what has one value its figure speaks of, from 0 to 1.
    public func coverage(of code: String) -> Estimate {
        defined { table in
            guard let code = table.names.firstIndex(of: code) else { return .undefined(.unusedCode) }
            return .ratio(table.codes[code].met, table.codes[code].length, otherwise: .unusedCode)
        }
    }

    /// All but the gaps.
    private var codes: ArraySlice<Value> { values.dropLast() }

    /// How many pairs of positions chance could draw, but for those of one unit.
    private var pairs: Double { total * total - values.reduce(0) { $0 + $1.squares } }

    /// How much of all coders' text are units that meet others.
    private var meetingLength: Double { codes.reduce(0) { $0 + $1.met } }

    private var metPairs: Double {
        meetingLength * meetingLength - codes.reduce(0) { $0 + $1.metSquares }
    }

    /// Squared distances from one value to all, times how much of the others meets units.
    private func distanceByChance(of code: Int) -> Double {
        if distances.isNominal { return meetingLength - codes[code].met }
        return codes.indices.reduce(0) { $0 + codes[$1].met * distances.squared(code, $1) }
    }

    private func figure(_ observed: Double, _ expected: Double) -> Estimate {
        expected > 0 ? .value(1 - observed / expected) : .undefined(.noVariation)
    }

    private func defined(_ figure: (UnitisingTable) -> Estimate) -> Estimate {
        if hasOverlaps { return .undefined(.overlappingSpans) }
        return total > 0 ? figure(self) : .undefined(.noDoubleCoding)
    }

    private func metricDefined(_ figure: (UnitisingTable) -> Estimate) -> Estimate {
        defined { table in
            guard table.distances.areDefined else { return .undefined(.notNumeric) }
            return table.meetingLength > 0 ? figure(table) : .undefined(.noIntersection)
        }
    }
}
