extension SpanSample {
    /// Counts how the units of all coders coincide, record by record: of the records with two or more coders.
    ///
    /// Every span is a unit and its code the value. A text is read once from left to right; the work grows with the number of
    /// units, not with their lengths or their square.
    ///
    /// - Parameters:
    ///   - metric: How far two values are apart; ``UnitisingTable/alpha`` and ``UnitisingTable/binaryAlpha`` are nominal
    ///     whatever it is.
    ///   - unit: With segments, lengths count where they are and squares where their unit begins, so that all parts together are
    ///     the same as the whole record.
    public func unitising(metric: UnitMetric = .nominal, per unit: SpanUnit = .record) -> Pool<
        UnitisingTable
    > {
        let places = Dictionary(uniqueKeysWithValues: codes.enumerated().map { ($1, $0) })
        return unitising(codes: codes, metric: metric, per: unit) { spans in
            spans.map { UnitisingTally.Unit(range: $0.range, value: places[$0.code] ?? 0) }
        }
    }

    /// Counts how the units of one code coincide, all else being gaps: for a code at a time, where codes overlap.
    ///
    /// A coder's own overlapping spans of the code are one unit; touching ones stay apart.
    public func unitising(of code: String, per unit: SpanUnit = .record) -> Pool<UnitisingTable> {
        unitising(codes: [code], metric: .nominal, per: unit) { spans in
            spans.runs(of: code, joinsTouching: false).map { UnitisingTally.Unit(range: $0, value: 0) }
        }
    }

    private func unitising(
        codes: [String], metric: UnitMetric, per unit: SpanUnit,
        units: ([CodedSpan]) -> [UnitisingTally.Unit]
    ) -> Pool<UnitisingTable> {
        let distances = UnitDistances(metric, codes: codes)
        let parts = records.flatMap { record -> [UnitisingTable] in
            let lanes = lanes(of: record).map(units)
            guard lanes.count > 1 else { return [] }
            var tally = UnitisingTally(
                lanes: lanes, windows: record.windows(unit), codes: codes, distances: distances)
            tally.read(length: record.length)
            return tally.parts
        }
        return Pool(parts: parts, unit: unit)
    }
}

/// Counts of one record.
struct UnitisingTally {
    /// A stretch of text with the place of its code.
    struct Unit {
        let range: Range<Int>
        let value: Int
    }

    private(set) var parts: [UnitisingTable]
    private let lanes: [[Unit]]
    private let windows: [Range<Int>]
    private let distances: UnitDistances
    /// How much the unit that each coder is in shares so far with the units of each other.
    private var shared: [Double]
    /// How many coders there are besides one.
    private var others: Double { Double(lanes.count - 1) }

    init(lanes: [[Unit]], windows: [Range<Int>], codes: [String], distances: UnitDistances) {
        var part = UnitisingTable()
        (part.names, part.distances) = (codes, distances)
        part.values = Array(repeating: UnitisingTable.Value(), count: codes.count + 1)
        part.hasOverlaps = lanes.contains { units in
            zip(units, units.dropFirst()).contains { $0.range.upperBound > $1.range.lowerBound }
        }
        parts = Array(repeating: part, count: windows.count)
        (self.lanes, self.windows, self.distances) = (lanes, windows, distances)
        shared = Array(repeating: 0, count: lanes.count * lanes.count)
    }

    /// Reads the text from left to right; nothing is counted where units of one coder overlap.
    mutating func read(length: Int) {
        if parts.contains(where: \.hasOverlaps) { return }
        Sweep.stretches(of: lanes.map { $0.map(\.range) } + [windows], length: length) { stretch, active in
            let window = active[lanes.count]
            let inUnits = lanes.indices.filter { active[$0] >= 0 }
            parts[window].total += Double(stretch.count * lanes.count)
            countGaps(lanes.count - inUnits.count, length: Double(stretch.count), in: window)
            for lane in inUnits {
                let unit = lanes[lane][active[lane]]
                for other in inUnits where other != lane {
                    let met = lanes[other][active[other]]
                    count(unit.value, meeting: met.value, length: Double(stretch.count), in: window)
                    shared[lane * lanes.count + other] += Double(stretch.count)
                }
                parts[window].values[unit.value].length += Double(stretch.count)
                if unit.range.upperBound == stretch.upperBound { close(unit, of: lane) }
            }
        }
    }

    private mutating func countGaps(_ count: Int, length: Double, in window: Int) {
        let gaps = parts[window].values.count - 1
        parts[window].values[gaps].length += length * Double(count)
        parts[window].values[gaps].squares += length * Double(count)
        parts[window].values[gaps].agreeing += length * Double(count * (count - 1)) / others
    }

    private mutating func count(_ value: Int, meeting other: Int, length: Double, in window: Int) {
        let share = length / others
        parts[window].values[value].met += share
        parts[window].values[value].deviation += share * distances.squared(value, other)
        if value == other { parts[window].values[value].agreeing += share }
    }

    /// Counts the squares of a unit that ends.
    private mutating func close(_ unit: Unit, of lane: Int) {
        let window = windows.window(of: unit.range.lowerBound)
        let length = Double(unit.range.count)
        parts[window].values[unit.value].squares += length * length
        for other in lane * lanes.count..<(lane + 1) * lanes.count {
            parts[window].values[unit.value].metSquares += shared[other] * shared[other] / others
            shared[other] = 0
        }
    }
}
