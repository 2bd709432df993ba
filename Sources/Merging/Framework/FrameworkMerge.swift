internal import StudyModel

/// Three-way merge of a row of a framework matrix: every version of both stays, cell by cell.
enum FrameworkMerge {
    /// A cell that both changed, each in their own way.
    struct Contested {
        var theme: CodeID
        /// Whose version stands: the last in the order of versions.
        var isLeft: Bool
    }

    /// The row, with the cells that both changed.
    static func merged(
        base: FrameworkRow?, left: FrameworkRow, right: FrameworkRow, prefersLeft: Bool = true
    ) -> (row: FrameworkRow, contested: [Contested]) {
        var sides = ThreeWay(base: base, left: left, right: right, prefersLeft: prefersLeft)
        var row = left
        row.cells = sides.pick(each: { row in
            Dictionary(row.cells.map { ("\($0.theme.rawValue) \($0.id.rawValue)", $0) }) { first, _ in first }
        }).values.sorted(by: FrameworkCell.isEarlier)
        row.nonce = FileMerge.nonce(left.nonce, right.nonce)
        let (was, mine, theirs) = (base?.latest ?? [:], left.latest, right.latest)
        let stands = row.latest
        let contested = mine.keys.sorted { $0.rawValue < $1.rawValue }.compactMap { theme -> Contested? in
            guard let one = mine[theme], let other = theirs[theme] else { return nil }
            let before = was[theme]?.id
            guard one.id != before, other.id != before, one.id != other.id, one.text != other.text else {
                return nil
            }
            return Contested(theme: theme, isLeft: stands[theme]?.id == one.id)
        }
        return (row, contested)
    }
}

extension FrameworkMerge {
    /// The matrix's own file: columns of both, but for those that either took out; title and choice as one has them.
    ///
    /// - Returns: `nil` where what comes of it can't be a matrix.
    static func merged(
        base: FrameworkMatrix?, left: FrameworkMatrix, right: FrameworkMatrix
    ) -> (matrix: FrameworkMatrix, contested: [String])? {
        var sides = ThreeWay(base: base, left: left, right: right, prefersLeft: true)
        var matrix = left
        matrix.title = sides.pick("title", \.title)
        matrix.choice = sides.pick("choice", \.choice)
        matrix.themes = sides.union(\.themes)
        matrix.nonce = FileMerge.nonce(left.nonce, right.nonce)
        return matrix.problem == nil && left.added == right.added ? (matrix, sides.contested) : nil
    }
}

extension FileMerge {
    /// A framework matrix's own file.
    static func frameworkMatrix(
        _ path: String, _ base: [UInt8]?, _ left: [UInt8], _ right: [UInt8]
    ) -> MergedFile? {
        guard let (bytes, contested) = mergedMatrix(path, base, left, right) else { return nil }
        return asking(path, bytes, contested, (left, right))
    }

    /// A matrix's own file, where one side protects somebody: its words stand, and nobody is asked.
    static func sparedMatrix(_ path: String, _ base: [UInt8]?, safe: [UInt8], free: [UInt8]) -> [UInt8]? {
        mergedMatrix(path, base, safe, free)?.bytes
    }

    private static func mergedMatrix(
        _ path: String, _ base: [UInt8]?, _ left: [UInt8], _ right: [UInt8]
    ) -> (bytes: [UInt8], contested: [String])? {
        guard let id = FrameworkID(path: path), let mine = try? FrameworkText.matrix(from: left),
            let theirs = try? FrameworkText.matrix(from: right), mine.id == id, theirs.id == id
        else { return nil }
        let old = base.flatMap { try? FrameworkText.matrix(from: $0) }
        return FrameworkMerge.merged(base: old, left: mine, right: theirs).map {
            (FrameworkText.bytes(of: $0.matrix), $0.contested)
        }
    }

    /// A row of a framework matrix; for each side whose summaries stand where both wrote one, a question.
    static func framework(
        _ path: String, _ base: [UInt8]?, _ left: [UInt8], _ right: [UInt8]
    ) -> MergedFile? {
        guard FrameworkRow.place(ofPath: path) != nil, let mine = try? FrameworkText.row(from: left),
            let theirs = try? FrameworkText.row(from: right)
        else { return nil }
        let old = base.flatMap { try? FrameworkText.row(from: $0) }
        let (merged, contested) = FrameworkMerge.merged(base: old, left: mine, right: theirs)
        var file = MergedFile(bytes: FrameworkText.bytes(of: merged), questions: [])
        for isLeft in [true, false] {
            let fields = contested.filter { $0.isLeft == isLeft }.map { "cell \($0.theme.rawValue)" }
            file.questions += asking(path, [], fields, isLeft ? (left, right) : (right, left)).questions
        }
        return file
    }

    /// A row, where one side protects somebody: its words stand, and nobody is asked.
    static func framework(
        _ path: String, _ base: [UInt8]?, safe: [UInt8], free: [UInt8]
    ) -> [UInt8]? {
        guard FrameworkRow.place(ofPath: path) != nil, let safe = try? FrameworkText.row(from: safe),
            let free = try? FrameworkText.row(from: free)
        else { return nil }
        let old = base.flatMap { try? FrameworkText.row(from: $0) }
        return FrameworkText.bytes(of: FrameworkMerge.merged(base: old, left: safe, right: free).row)
    }
}
