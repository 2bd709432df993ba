/// What the order of and the space between categories mean (Stevens 1946), which decides how far apart two values are in
/// Krippendorff's alpha.
public enum Scale: String, Sendable, Hashable, Codable, CaseIterable {
    /// Names only: two values are the same or not.
    case nominal
    /// An order: values are as far apart as there are ratings between them.
    case ordinal
    /// Numbers whose differences count.
    case interval
    /// Numbers with a true zero, whose proportions count.
    case ratio
}
