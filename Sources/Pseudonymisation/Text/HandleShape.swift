/// What handles and labels look like.
enum HandleShape {
    /// Whether atoms have the shape of a handle (`SP66`, `GP-12`) or of a label (`place A`).
    static func isHandle(_ read: ReadText, _ atoms: Range<Int>) -> Bool {
        guard atoms.count == 2 || atoms.count == 3 else { return false }
        let first = read.atoms[atoms.lowerBound]
        let last = read.atoms[atoms.upperBound - 1]
        guard !first.isDigits else { return false }
        if last.isDigits { return first.length <= 12 && last.length <= 6 }
        let kind = String(decoding: read.letters[first.key], as: UTF8.self)
        return atoms.count == 2 && KeyTable.Kind(rawValue: kind) != nil && last.isAllUpper && last.length <= 3
    }
}
