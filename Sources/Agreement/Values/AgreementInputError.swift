/// Why ratings can't be taken as they are given.
public enum AgreementInputError: Error, Sendable, Hashable {
    /// Two categories, coders or codes have this name.
    case duplicateName(String)
    /// A coder gave a value that is not among the declared categories.
    case undeclaredCategory(String)
    /// Rows or columns differ in length, or there are more or fewer names than there are things to name.
    case unequalLengths
    /// More than 65,535 categories, or different sets of codes.
    case tooManyCategories
    /// A count is below nothing, or counts add up to more than an `Int` holds.
    case countOutOfRange
    /// A weight or a distance is not a finite number.
    case notFinite
}

extension Sequence<String> {
    /// Throws where a name comes twice.
    func requireDistinct() throws(AgreementInputError) {
        var seen: Set<String> = []
        for name in self where !seen.insert(name).inserted { throw .duplicateName(name) }
    }
}
