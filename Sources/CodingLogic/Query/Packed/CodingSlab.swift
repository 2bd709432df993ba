import StudyModel

/// The codings of one record, or of one file of it, as columns of numbers: one block of memory, sorted by where they
/// begin, then by where they end, then by source and id.
///
/// A coding of the whole record begins at 0 and ends beyond every text. Column by column: code with a mark for
/// lost ones, start, end, source and
/// flags, revision, weight, day with the id's top bits, and four words of id.
package struct CodingSlab: Hashable, Sendable {
    /// Numbers for each coding.
    static let columns = 11
    /// Where a coding of the whole record ends.
    static let wholeEnd = UInt32.max
    /// Marks a lost coding in the column of codes, so that most counting reads that column alone.
    static let lostMark: UInt32 = 1 << 31
    /// So that days before 1970 are no negative numbers.
    static let dayOffset = 719_162

    var words: [UInt32]
    package private(set) var count: Int

    /// No coding.
    package init() {
        words = []
        count = 0
    }

    /// - Precondition: `words` holds ``columns`` whole columns in the order of this type.
    init(words: [UInt32], count: Int) {
        precondition(words.count == count * Self.columns)
        self.words = words
        self.count = count
    }

    /// Packs the codings of one file, in any order.
    package init(_ codings: [PackedCoding], source: UInt16 = 0) {
        let rows = codings.map { Self.row($0, source) }
        var words: [UInt32] = []
        words.reserveCapacity(rows.count * Self.columns)
        for column in 0..<Self.columns {
            for row in rows { words.append(row[column]) }
        }
        let slab = CodingSlab(words: words, count: rows.count)
        let order = Array(0..<rows.count).sorted { slab.precedes($0, slab, $1) }
        self = slab.picking(order)
    }

    private static func row(_ coding: PackedCoding, _ source: UInt16) -> [UInt32] {
        let id = PackedID(coding.id)
        let day = UInt32(clamping: coding.day + dayOffset) & 0x3F_FFFF
        return [
            coding.code & ~lostMark | (coding.state == .lost ? lostMark : 0),
            UInt32(clamping: coding.span?.lowerBound ?? 0),
            coding.span.map { UInt32(clamping: min($0.upperBound, Int(wholeEnd) - 1)) } ?? wholeEnd,
            UInt32(source) << 16 | PackedFlags(coding).bits, UInt32(clamping: coding.revision),
            UInt32(bitPattern: Int32(clamping: coding.weight ?? 0)), day | id.top << 22,
        ] + id.words
    }

    /// Whether a coding comes before one of another slab: by start, end, source, then id.
    private func precedes(_ row: Int, _ other: CodingSlab, _ otherRow: Int) -> Bool {
        func value(_ column: Int, _ shift: UInt32 = 0) -> (UInt32, UInt32) {
            (words[column * count + row] >> shift, other.words[column * other.count + otherRow] >> shift)
        }
        for (column, shift) in Self.sorting {
            let (left, right) = value(column, shift)
            if left != right { return left < right }
        }
        return false
    }

    private static let sorting: [(column: Int, shift: UInt32)] = [
        (1, 0), (2, 0), (3, 16), (6, 22), (7, 0), (8, 0), (9, 0), (10, 0),
    ]

    private func picking(_ rows: [Int]) -> CodingSlab {
        var picked: [UInt32] = []
        picked.reserveCapacity(rows.count * Self.columns)
        for column in 0..<Self.columns {
            for row in rows { picked.append(words[column * count + row]) }
        }
        return CodingSlab(words: picked, count: rows.count)
    }

    // MARK: One coding

    func code(_ row: Int) -> UInt32 { words[row] & ~Self.lostMark }
    func start(_ row: Int) -> UInt32 { words[count + row] }
    func end(_ row: Int) -> UInt32 { words[2 * count + row] }
    func source(_ row: Int) -> UInt16 { UInt16(words[3 * count + row] >> 16) }
    func flags(_ row: Int) -> PackedFlags { PackedFlags(bits: words[3 * count + row]) }
    func revision(_ row: Int) -> Int { Int(words[4 * count + row]) }
    func weight(_ row: Int) -> Int { Int(Int32(bitPattern: words[5 * count + row])) }
    func day(_ row: Int) -> Int { Int(words[6 * count + row] & 0x3F_FFFF) - Self.dayOffset }

    /// The id of a coding; `nil` only where the numbers were damaged.
    func id(_ row: Int) -> CodingID? {
        PackedID(words: (7..<11).map { words[$0 * count + row] }, top: words[6 * count + row] >> 22 & 3).id
    }

    /// Everything about a coding.
    package func coding(_ row: Int) -> PackedCoding? {
        guard let id = id(row) else { return nil }
        let flags = flags(row)
        return PackedCoding(
            id: id, code: code(row), span: flags.isWhole ? nil : Int(start(row))..<Int(end(row)),
            state: flags.state,
            origin: flags.origin, revision: revision(row), weight: flags.hasWeight ? weight(row) : nil,
            day: day(row), hasComment: flags.hasComment)
    }

    // MARK: Files in records

    /// The same codings as those of another source.
    func stamped(_ source: UInt16) -> CodingSlab {
        var copy = self
        for place in 3 * count..<4 * count {
            copy.words[place] = UInt32(source) << 16 | words[place] & 0xFFFF
        }
        return copy
    }

    /// Whether all codings are of one source.
    func isOnly(_ source: UInt16) -> Bool { (0..<count).allSatisfy { self.source($0) == source } }

    /// The codings with those of one source taken out or replaced, in time linear in both.
    func replacing(_ source: UInt16, with file: CodingSlab) -> CodingSlab {
        if isOnly(source) { return file.stamped(source) }
        let file = file.stamped(source)
        let kept = picking((0..<count).filter { self.source($0) != source })
        var order: [(isNew: Bool, row: Int)] = []
        order.reserveCapacity(kept.count + file.count)
        var (old, new) = (0, 0)
        while old < kept.count || new < file.count {
            let takesNew = old == kept.count || new < file.count && file.precedes(new, kept, old)
            order.append(takesNew ? (true, new) : (false, old))
            if takesNew { new += 1 } else { old += 1 }
        }
        var merged: [UInt32] = []
        merged.reserveCapacity(order.count * Self.columns)
        for column in 0..<Self.columns {
            for place in order {
                merged.append(
                    (place.isNew ? file : kept).words[column * (place.isNew ? file : kept).count + place.row])
            }
        }
        return CodingSlab(words: merged, count: order.count)
    }
}
