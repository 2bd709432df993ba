/// Bounds that a file has to keep to; what exceeds one is refused.
///
/// Time and memory for reading grow with these, not with what a file claims.
public struct QDALimits: Sendable, Hashable {
    /// What can be limited; the raw value is a word for people.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// See ``QDALimits/entries``.
        case entries = "entries"
        /// See ``QDALimits/entryBytes``.
        case entryBytes = "bytes in one entry"
        /// See ``QDALimits/totalBytes``.
        case totalBytes = "bytes in all entries together"
        /// See ``QDALimits/ratio``.
        case ratio = "times the packed size in one entry"
        /// See ``QDALimits/xmlBytes``.
        case xmlBytes = "bytes of XML"
        /// See ``QDALimits/elements``.
        case elements = "elements"
        /// See ``QDALimits/depth``.
        case depth = "levels of elements"
    }

    /// How many entries an archive may have.
    public var entries = 20_000
    /// How many bytes one entry may unpack to.
    public var entryBytes = 512 << 20
    /// How many bytes all entries together may unpack to.
    public var totalBytes = 1 << 30
    /// How many times its packed size an entry of more than 1 MiB may unpack to.
    public var ratio = 400
    /// How many bytes of XML are read.
    public var xmlBytes = 128 << 20
    /// How many elements and attributes the XML may have together.
    public var elements = 4_000_000
    /// How deep elements may lie in each other; libxml2 stops at 256 in any case.
    public var depth = 256

    /// The limits as documented with each.
    public init() {}
}
