/// Why a file was refused, or a value can't be written.
///
/// No case and no ``description`` holds a word of what participants or researchers wrote, nor the name of a
/// file.
public enum QDAError: Error, Sendable, Hashable {
    /// The bytes are no zip archive.
    case notArchive
    /// The archive is damaged or cut short; the place of the entry in it, counted from 1, where that is
    /// known.
    case archiveDamaged(entry: Int?)
    /// An entry needs a password; its place in the archive, counted from 1.
    case archiveEncrypted(entry: Int)
    /// The archive's directory is of a kind that is refused.
    case archiveRefused(ArchiveFault)
    /// More than a limit allows.
    case limitExceeded(QDALimits.Kind, limit: Int)
    /// The archive has no `.qde` file at its root.
    case noProject
    /// The archive has more than one `.qde` file at its root.
    case severalProjects(count: Int)
    /// The XML is not well formed; lines count from 1.
    case xmlDamaged(line: Int)
    /// The XML has a document type declaration, which could declare entities.
    case xmlDeclaresType
    /// The XML is not in UTF-8.
    case xmlNotUTF8
    /// The XML is well formed and is something else than this.
    case wrongRoot(expected: Document)
    /// Two things of the value have this identifier, or one file of the archive would be written twice.
    case duplicateGUID(QDAGUID)
    /// The text of this source has a carriage return or begins with a byte-order mark; see
    /// ``QDAText/normalised(_:)``.
    case textNotNormalised(QDAGUID)
    /// The span of this selection, or the position of this synchronisation point, is not in its text.
    case spanOutsideText(QDAGUID)
    /// A codebook needs at least one code.
    case noCodes
    /// Codes lie deeper than readers of XML go.
    case codesTooDeep(limit: Int)
    /// A file of this source has more than 2^31 - 1 bytes, which the standard does not allow in an archive
    /// (§8).
    case fileTooLarge(QDAGUID)
    /// The archive could not be written, most likely for want of memory.
    case notWritten
}

extension QDAError {
    /// What an archive's directory can do wrong.
    public enum ArchiveFault: String, Sendable, Hashable {
        /// It is spread over several disks or larger than 4 GiB.
        case tooLargeKind = "it is of a kind for several disks or more than 4 GiB"
        /// Two entries have one name.
        case duplicateName = "two entries have one name"
        /// Two entries share bytes.
        case overlap = "entries overlap"
    }

    /// The two kinds of files.
    public enum Document: String, Sendable, Hashable {
        /// The project file of a `.qdpx`.
        case project
        /// A `.qdc`.
        case codebook
    }
}

extension QDAError: CustomStringConvertible {
    /// One sentence for people.
    public var description: String {
        switch self {
        case .duplicateGUID, .textNotNormalised, .spanOutsideText, .noCodes, .codesTooDeep, .fileTooLarge,
            .notWritten:
            writingDescription
        case .notArchive: "This is not a zip archive."
        case .archiveDamaged(let entry?): "The archive is damaged in its entry \(entry)."
        case .archiveDamaged(nil): "The archive is damaged or cut short."
        case .archiveEncrypted(let entry): "Entry \(entry) of the archive is protected with a password."
        case .archiveRefused(let fault): "The archive is refused: \(fault.rawValue)."
        case .limitExceeded(let kind, let limit): "The file has more than \(limit) \(kind.rawValue)."
        case .noProject: "The archive holds no project: there is no .qde file at its root."
        case .severalProjects(let count):
            "The archive holds \(count) .qde files at its root; there must be one."
        case .xmlDamaged(let line): "The XML is not well formed in line \(line)."
        case .xmlDeclaresType: "The XML has a document type declaration, which no such file needs."
        case .xmlNotUTF8: "The XML is not in UTF-8."
        case .wrongRoot(let expected): "The XML is not a REFI-QDA \(expected.rawValue)."
        }
    }

    private var writingDescription: String {
        switch self {
        case .duplicateGUID(let guid): "More than one thing has the identifier \(guid)."
        case .textNotNormalised(let guid):
            "The text of \(guid) has carriage returns or begins with a byte-order mark."
        case .spanOutsideText(let guid): "The position of \(guid) is not in its text."
        case .noCodes: "A codebook needs at least one code."
        case .codesTooDeep(let limit): "Codes lie more than \(limit) deep."
        case .fileTooLarge(let guid): "A file of \(guid) has more than 2,147,483,647 bytes."
        default: "The archive could not be written."
        }
    }
}
