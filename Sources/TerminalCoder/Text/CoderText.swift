import StudyModel

/// A record's body as the coder moves through it: its scalars, where its clusters begin, and the columns each takes.
///
/// Positions are scalars of the body. A cluster is a character as a person sees it; the cursor stands on the first scalar
/// of one. Everything is found once, when the record is opened.
struct CoderText: Sendable {
    let scalars: [Unicode.Scalar]
    /// For the first scalar of each cluster its columns, for the others ``inside``.
    private let columns: [UInt8]

    private static let inside: UInt8 = 255

    init(_ body: String) {
        let scalars = Array(body.unicodeScalars)
        var columns = [UInt8](repeating: 1, count: scalars.count)
        var index = 0
        while index < scalars.count {
            // A plain character before another plain one, or at the end, is a cluster of its own.
            if let own = Self.plainColumns(scalars[index]),
                index + 1 == scalars.count || Self.plainColumns(scalars[index + 1]) != nil
            {
                columns[index] = own
                index += 1
                continue
            }
            let end = Self.endOfKnot(from: index, scalars)
            Self.divide(index..<end, of: scalars, into: &columns)
            index = end
        }
        self.scalars = scalars
        self.columns = columns
    }

    var count: Int { scalars.count }
    var isEmpty: Bool { scalars.isEmpty }

    /// The last position the cursor can take.
    var last: Int { isEmpty ? 0 : start(atOrBefore: count - 1) }

    func isStart(_ position: Int) -> Bool {
        position >= 0 && position < count && columns[position] != Self.inside
    }

    /// The beginning of the cluster a position is in; inside the text for a text that is not empty.
    func start(atOrBefore position: Int) -> Int {
        var position = max(0, min(position, count - 1))
        while position > 0, columns[position] == Self.inside { position -= 1 }
        return position
    }

    /// Where the cluster at a position ends.
    func end(ofClusterAt position: Int) -> Int {
        guard position < count else { return count }
        var end = max(0, position) + 1
        while end < count, columns[end] == Self.inside { end += 1 }
        return end
    }

    /// The clusters' columns at a position that begins one.
    func columns(at position: Int) -> Int { Int(columns[position]) }

    /// What is drawn for the cluster at a position.
    func pieces(at position: Int) -> [Cluster.Piece] {
        Cluster.pieces(scalars[position..<end(ofClusterAt: position)])
    }

    /// The range grown to whole clusters and cut to the text.
    func snapped(_ range: Range<Int>) -> Range<Int> {
        guard !isEmpty else { return 0..<0 }
        let low = start(atOrBefore: range.lowerBound)
        guard range.upperBound > range.lowerBound, range.upperBound > 0 else { return low..<low }
        return low..<max(low, end(ofClusterAt: start(atOrBefore: range.upperBound - 1)))
    }

    func string(_ range: Range<Int>) -> String { Anchor.text(scalars[range.clamped(to: 0..<count)]) }

    /// The columns of a scalar that neither joins another of these nor is joined by one; `nil` for all others.
    ///
    /// What most texts consist of; all of these break on both sides (Unicode Standard Annex 29).
    private static func plainColumns(_ scalar: Unicode.Scalar) -> UInt8? {
        switch scalar.value {
        case 0x20...0x7E: 1
        case 0x0A: 0
        case 0x09: UInt8(Cluster.tab)
        case 0xA1...0xAC, 0xAF...0x02FF, 0x0391...0x0482, 0x048A...0x052F, 0x2010...0x2027: 1
        case 0x3001...0x3029, 0x3041...0x3096, 0x30A0...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
            0xFF01...0xFF60:
            2
        default: nil
        }
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool { plainColumns(scalar) != nil }

    /// The end of a stretch whose clusters only the standard library can tell, at least one scalar long.
    ///
    /// Stretches end before a plain scalar that has another behind it, and before and after each line feed.
    private static func endOfKnot(from start: Int, _ scalars: [Unicode.Scalar]) -> Int {
        var end = start + 1
        while end < scalars.count {
            if scalars[end] == "\n" || scalars[end - 1] == "\n" { break }
            if isPlain(scalars[end]), isPlain(scalars[end - 1]) { break }
            end += 1
        }
        return end
    }

    private static func divide(
        _ range: Range<Int>, of scalars: [Unicode.Scalar], into columns: inout [UInt8]
    ) {
        var position = range.lowerBound
        for character in Anchor.text(scalars[range]) {
            let end = position + character.unicodeScalars.count
            columns[position] = UInt8(min(254, Cluster.columns(scalars[position..<end])))
            for index in position + 1..<max(end, position + 1) { columns[index] = inside }
            position = end
        }
    }
}
