/// Where the positions of a file lie in the normalised text, under one reading.
struct OffsetMap {
    /// A place in the normalised text.
    struct Place: Equatable {
        /// Scalars of the normalised text before the place, or before the scalar that the place is inside of.
        var index: Int
        /// Whether the place is inside of a scalar of two UTF-16 units.
        var isInsideScalar = false
        /// Whether the place is between a CR and its LF.
        var isInsideLineEnd = false
        /// Whether the place is before the beginning or after the end of the text.
        var isOutside = false

        /// Whether the place is one between two scalars of the text.
        var isExact: Bool { !isInsideScalar && !isInsideLineEnd && !isOutside }
    }

    private var places: [Int: Place] = [:]

    /// Walks through the text once.
    ///
    /// - Parameter offsets: The positions that will be asked for.
    init(_ text: RawText, reading: QDAOffsetReading, offsets: some Sequence<Int>) {
        var walk = Walk(text: text, reading: reading)
        for offset in Set(offsets).sorted() { places[offset] = walk.place(of: offset) }
    }

    /// The place of a position that was announced.
    subscript(offset: Int) -> Place { places[offset] ?? Place(index: 0, isOutside: true) }

    private struct Walk {
        let text: RawText
        let reading: QDAOffsetReading
        /// Units before ``next``.
        var units: Int
        /// Normalised scalars before ``next``.
        var index = 0
        /// The scalar of the file that comes next.
        var next = 0

        init(text: RawText, reading: QDAOffsetReading) {
            self.text = text
            self.reading = reading
            units = text.hasMark && reading.countsByteOrderMark ? 1 : 0
        }

        private var width: Int {
            if text.isPair(at: next) { return reading.countsCarriageReturn ? 1 : 0 }
            return reading.unit == .utf16 && text.scalars[next].value > 0xFFFF ? 2 : 1
        }

        mutating func place(of offset: Int) -> Place {
            if offset < 0 { return Place(index: 0, isOutside: true) }
            while next < text.scalars.count, units + width <= offset {
                units += width
                index += text.isPair(at: next) ? 0 : 1
                next += 1
            }
            if next == text.scalars.count { return Place(index: index, isOutside: offset > units) }
            if units < offset { return Place(index: index, isInsideScalar: true) }
            let isInsideLineEnd =
                reading.countsCarriageReturn && units == offset && next > 0 && text.isPair(at: next - 1)
            return Place(index: index, isInsideLineEnd: isInsideLineEnd)
        }
    }
}
