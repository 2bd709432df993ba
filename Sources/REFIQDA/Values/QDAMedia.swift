/// A PDF with its selections, and its text where the file has one (schema `PDFSourceType`).
public struct QDAPDF: Sendable, Hashable {
    /// The PDF itself; `nil` where the project names none.
    public var file: QDAFile?
    /// Rectangles on its pages.
    public var selections: [QDARegionSelection]
    /// Its text, with selections of its own.
    public var representation: QDATextSource?

    /// Makes a PDF.
    public init(
        file: QDAFile?, selections: [QDARegionSelection] = [], representation: QDATextSource? = nil
    ) {
        self.file = file
        self.selections = selections
        self.representation = representation
    }
}

/// A picture with its selections (schema `PictureSourceType`).
public struct QDAPicture: Sendable, Hashable {
    /// The picture itself; `nil` where the project names none.
    public var file: QDAFile?
    /// Rectangles in it.
    public var selections: [QDARegionSelection]
    /// A text that describes it, with selections of its own.
    public var textDescription: QDATextSource?

    /// Makes a picture.
    public init(
        file: QDAFile?, selections: [QDARegionSelection] = [], textDescription: QDATextSource? = nil
    ) {
        self.file = file
        self.selections = selections
        self.textDescription = textDescription
    }
}

/// A recording with its transcripts and selections (schema `AudioSourceType` and `VideoSourceType`).
public struct QDARecording: Sendable, Hashable {
    /// The recording itself; `nil` where the project names none.
    public var file: QDAFile?
    /// What is said in it.
    public var transcripts: [QDATranscript]
    /// Stretches of it.
    public var selections: [QDARegionSelection]

    /// Makes a recording.
    public init(file: QDAFile?, transcripts: [QDATranscript] = [], selections: [QDARegionSelection] = []) {
        self.file = file
        self.transcripts = transcripts
        self.selections = selections
    }
}

/// What is said in a recording, and when (schema `TranscriptType`).
public struct QDATranscript: Sendable, Hashable {
    /// What refers to this transcript.
    ///
    /// Its files in the archive are named after it.
    public var guid: QDAGUID
    /// The name.
    public var name: String?
    /// What is noted about it.
    public var description: String?
    /// Who wrote and last changed it, and when.
    public var stamp: QDAStamp
    /// The text.
    ///
    /// Its own list of selections is not used; see ``selections``.
    public var body: QDAText
    /// Places in the text whose time is known.
    public var syncPoints: [QDASyncPoint]
    /// Parts of the text, from one such place to another.
    public var selections: [QDATranscriptSelection]
    /// The notes about it.
    public var noteRefs: [QDAGUID]

    /// Makes a transcript.
    public init(
        guid: QDAGUID, name: String? = nil, description: String? = nil, stamp: QDAStamp = QDAStamp(),
        body: QDAText, syncPoints: [QDASyncPoint] = [], selections: [QDATranscriptSelection] = [],
        noteRefs: [QDAGUID] = []
    ) {
        self.guid = guid
        self.name = name
        self.description = description
        self.stamp = stamp
        self.body = body
        self.syncPoints = syncPoints
        self.selections = selections
        self.noteRefs = noteRefs
    }
}

/// A place in a transcript whose time in the recording is known (schema `SyncPointType`).
public struct QDASyncPoint: Sendable, Hashable {
    /// What refers to this place.
    public var guid: QDAGUID
    /// Milliseconds from the beginning of the recording.
    public var milliseconds: Int?
    /// Unicode scalars of the normalised text before it.
    public var position: Int?

    /// Makes a place with a time.
    public init(guid: QDAGUID, milliseconds: Int? = nil, position: Int? = nil) {
        self.guid = guid
        self.milliseconds = milliseconds
        self.position = position
    }
}

/// A part of a transcript, from one place to another (schema `TranscriptSelectionType`).
public struct QDATranscriptSelection: Sendable, Hashable {
    /// What refers to this selection.
    public var guid: QDAGUID
    /// Where it begins: a ``QDASyncPoint``.
    public var from: QDAGUID?
    /// Where it ends: a ``QDASyncPoint``.
    public var to: QDAGUID?
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

    /// Makes a selection.
    public init(
        guid: QDAGUID, from: QDAGUID? = nil, to: QDAGUID? = nil, name: String? = nil,
        description: String? = nil,
        stamp: QDAStamp = QDAStamp(), codings: [QDACoding] = [], noteRefs: [QDAGUID] = []
    ) {
        self.guid = guid
        self.from = from
        self.to = to
        self.name = name
        self.description = description
        self.stamp = stamp
        self.codings = codings
        self.noteRefs = noteRefs
    }
}
