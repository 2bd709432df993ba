/// A part of a text (schema `PlainTextSelectionType`; standard §10.2).
public struct QDASelection: Sendable, Hashable {
    /// What refers to this selection.
    public var guid: QDAGUID
    /// The part: Unicode scalars of the normalised text from 0, the end not included.
    public var span: Range<Int>
    /// The name; many programs write how the quotation begins, which lets a reader check the span.
    public var name: String?
    /// What is noted about it.
    public var description: String?
    /// Who made and last changed it, and when.
    public var stamp: QDAStamp
    /// The codes it carries, each by somebody.
    public var codings: [QDACoding]
    /// The notes about it.
    public var noteRefs: [QDAGUID]

    /// Makes a selection.
    public init(
        guid: QDAGUID, span: Range<Int>, name: String? = nil, description: String? = nil,
        stamp: QDAStamp = QDAStamp(), codings: [QDACoding] = [], noteRefs: [QDAGUID] = []
    ) {
        self.guid = guid
        self.span = span
        self.name = name
        self.description = description
        self.stamp = stamp
        self.codings = codings
        self.noteRefs = noteRefs
    }
}

/// That somebody gave a code (schema `CodingType`).
public struct QDACoding: Sendable, Hashable {
    /// What refers to this coding.
    public var guid: QDAGUID
    /// The code.
    public var code: QDAGUID
    /// Who gave it.
    public var creator: QDAGUID?
    /// When.
    public var created: QDADateTime?
    /// The notes about it.
    public var noteRefs: [QDAGUID]

    /// Makes a coding.
    public init(
        guid: QDAGUID, code: QDAGUID, creator: QDAGUID? = nil, created: QDADateTime? = nil,
        noteRefs: [QDAGUID] = []
    ) {
        self.guid = guid
        self.code = code
        self.creator = creator
        self.created = created
        self.noteRefs = noteRefs
    }
}

/// A part of a page, a picture or a recording.
public struct QDARegionSelection: Sendable, Hashable {
    /// What refers to this selection.
    public var guid: QDAGUID
    /// The part.
    public var region: QDARegion
    /// The name.
    public var name: String?
    /// What is noted about it.
    public var description: String?
    /// Who made and last changed it, and when.
    public var stamp: QDAStamp
    /// The codes it carries.
    public var codings: [QDACoding]
    /// The notes about it.
    public var noteRefs: [QDAGUID]
    /// What is written there; only a selection of a PDF can have it.
    public var representation: QDATextSource?

    /// Makes a selection.
    public init(
        guid: QDAGUID, region: QDARegion, name: String? = nil, description: String? = nil,
        stamp: QDAStamp = QDAStamp(), codings: [QDACoding] = [], noteRefs: [QDAGUID] = [],
        representation: QDATextSource? = nil
    ) {
        self.guid = guid
        self.region = region
        self.name = name
        self.description = description
        self.stamp = stamp
        self.codings = codings
        self.noteRefs = noteRefs
        self.representation = representation
    }
}

/// Where in a page, a picture or a recording.
public enum QDARegion: Sendable, Hashable {
    /// A rectangle on a page.
    ///
    /// The standard counts in points from the bottom left; programs differ in that and in whether the first
    /// page is 0 or 1, so the numbers are those of the file.
    case page(Int, QDARectangle)
    /// A rectangle in a picture, in pixels.
    case picture(QDARectangle)
    /// A stretch of a recording, in milliseconds from its beginning.
    case time(begin: Int, end: Int)
}

/// Two opposite corners.
public struct QDARectangle: Sendable, Hashable {
    /// The column of the first corner.
    public var firstX: Int
    /// The row of the first corner.
    public var firstY: Int
    /// The column of the second corner.
    public var secondX: Int
    /// The row of the second corner.
    public var secondY: Int

    /// Makes a rectangle.
    public init(firstX: Int, firstY: Int, secondX: Int, secondY: Int) {
        self.firstX = firstX
        self.firstY = firstY
        self.secondX = secondX
        self.secondY = secondY
    }
}
