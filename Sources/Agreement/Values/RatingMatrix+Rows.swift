extension RatingMatrix {
    /// Calls `visit` with every unit that has a value.
    public func visitUnits(_ visit: (_ unit: UnitCounts, _ repeats: Int) -> Void) {
        var unit = UnitCounts()
        visitRows(isOrderKept: false) { row, repeats in
            unit.take(row)
            if unit.total > 0 { visit(unit, repeats) }
        }
    }

    /// Calls `visit` with every row and how often it comes: rows alike together where counting all rows there can be is cheap.
    ///
    /// - Parameters:
    ///   - isOrderKept: Whether it matters who gave which value; if not, rows with the same values may be put together.
    ///   - visit: Called with values in the order of the coders, if that is kept.
    public func visitRows(isOrderKept: Bool = true, _ visit: (_ row: [UInt16], _ repeats: Int) -> Void) {
        if repeats == nil, var histogram = RowHistogram(self) {
            if !isOrderKept { histogram.foldOrders() }
            return histogram.visitRows(visit)
        }
        var row = [UInt16](repeating: Self.missing, count: columns.count)
        for unit in 0..<rowCount {
            let count = repeats?[unit] ?? 1
            guard count > 0 else { continue }
            for coder in columns.indices { row[coder] = columns[coder][unit] }
            visit(row, count)
        }
    }

    /// The rows that differ, each once with how often it comes, without those of fewer than `least` values.
    func distinctRows(least: Int) -> RatingMatrix {
        var places: [[UInt16]: Int] = [:]
        var distinct = [[UInt16]](repeating: [], count: columns.count)
        var counts: [Int] = []
        visitRows { row, repeats in
            guard row.count(where: { $0 != Self.missing }) >= least else { return }
            if let place = places[row] {
                counts[place] += repeats
            } else {
                places[row] = counts.count
                counts.append(repeats)
                for coder in row.indices { distinct[coder].append(row[coder]) }
            }
        }
        return RatingMatrix(checked: distinct, categories: categories, coders: coders, repeats: counts)
    }

    /// The same rows, each counted as often as `repeats` says.
    func repeating(_ repeats: [Int]) -> RatingMatrix {
        RatingMatrix(checked: columns, categories: categories, coders: coders, repeats: repeats)
    }
}

/// How often each row there can be comes in a matrix, for as long as there are few enough of them to count in 4 MiB.
struct RowHistogram {
    /// One place for each row there can be: its values are the digits of the place, missing the highest digit.
    private var counts: [UInt32]
    private let radix: Int
    private let width: Int

    /// `nil` where there are too many rows there can be.
    init?(_ matrix: RatingMatrix) {
        radix = matrix.categories.count + 1
        width = matrix.columns.count
        guard matrix.rowCount <= Int(UInt32.max) else { return nil }
        let most = min(1 << 20, 64 + 4 * matrix.rowCount)
        var places = 1
        for _ in 0..<width {
            places *= radix
            if places > most { return nil }
        }
        counts = [UInt32](repeating: 0, count: places)
        count(matrix)
    }

    /// Works on blocks of units, column by column, so that the places are found by vector instructions.
    private mutating func count(_ matrix: RatingMatrix) {
        let block = 2048
        var places = [UInt32](repeating: 0, count: block)
        let (radix, missing) = (UInt32(radix), UInt16(radix - 1))
        for start in stride(from: 0, to: matrix.rowCount, by: block) {
            let length = min(block, matrix.rowCount - start)
            for index in 0..<length { places[index] = 0 }
            for column in matrix.columns {
                column.withUnsafeBufferPointer { column in
                    for index in 0..<length {
                        let digit = min(column[start + index], missing)
                        places[index] = places[index] &* radix &+ UInt32(digit)
                    }
                }
            }
            for index in 0..<length { counts[Int(places[index])] &+= 1 }
        }
    }

    /// Puts rows that differ only in who gave which value together, under the one whose values rise.
    mutating func foldOrders() {
        var sorted = [UInt16](repeating: 0, count: width)
        let radix = radix
        counts.withUnsafeMutableBufferPointer { counts in
            var digits = Odometer(width: width, radix: radix)
            for place in counts.indices {
                defer { digits.advance() }
                guard counts[place] > 0 else { continue }
                digits.sort(into: &sorted)
                var least = 0
                for digit in sorted { least = least &* radix &+ Int(digit) }
                guard least != place else { continue }
                counts[least] += counts[place]
                counts[place] = 0
            }
        }
    }

    /// Calls `visit` with every row that comes.
    func visitRows(_ visit: (_ row: [UInt16], _ repeats: Int) -> Void) {
        var row = [UInt16](repeating: 0, count: width)
        var digits = Odometer(width: width, radix: radix)
        for count in counts {
            defer { digits.advance() }
            guard count > 0 else { continue }
            for (coder, digit) in digits.digits.enumerated() {
                row[coder] = digit == digits.highest ? RatingMatrix.missing : digit
            }
            visit(row, Int(count))
        }
    }
}

/// The digits of 0, 1, 2 and so on, without a division for each.
private struct Odometer {
    private(set) var digits: [UInt16]
    let highest: UInt16

    init(width: Int, radix: Int) {
        digits = [UInt16](repeating: 0, count: width)
        highest = UInt16(radix - 1)
    }

    mutating func advance() {
        var place = digits.count - 1
        while place >= 0, digits[place] == highest {
            digits[place] = 0
            place -= 1
        }
        if place >= 0 { digits[place] += 1 }
    }

    /// The digits in rising order.
    func sort(into sorted: inout [UInt16]) {
        for (place, digit) in digits.enumerated() {
            var hole = place
            while hole > 0, sorted[hole - 1] > digit {
                sorted[hole] = sorted[hole - 1]
                hole -= 1
            }
            sorted[hole] = digit
        }
    }
}
