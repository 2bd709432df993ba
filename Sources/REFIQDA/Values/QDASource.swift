/// A document, picture or recording (standard §6; schema types `TextSourceType` to `VideoSourceType`).
public struct QDASource: Sendable, Hashable {
    /// What a source is made of.
    public enum Content: Sendable, Hashable {
        /// A text.
        case text(QDAText)
        /// A PDF, perhaps with its text.
        case pdf(QDAPDF)
        /// A picture, perhaps with a text that describes it.
        case picture(QDAPicture)
        /// A sound recording.
        case audio(QDARecording)
        /// A film.
        case video(QDARecording)
    }

    /// What refers to this source.
    ///
    /// Its files in the archive are named after it.
    public var guid: QDAGUID
    /// The name.
    public var name: String?
    /// What is noted about it.
    public var description: String?
    /// Who brought it in and last changed it, and when.
    public var stamp: QDAStamp
    /// The text, picture or recording with its selections.
    public var content: Content
    /// The codes of the source as a whole.
    public var codings: [QDACoding]
    /// The notes about it.
    public var noteRefs: [QDAGUID]
    /// Its values of variables.
    public var values: [QDAVariableValue]

    /// Makes a source.
    public init(
        guid: QDAGUID, name: String? = nil, description: String? = nil, stamp: QDAStamp = QDAStamp(),
        content: Content, codings: [QDACoding] = [], noteRefs: [QDAGUID] = [], values: [QDAVariableValue] = []
    ) {
        self.guid = guid
        self.name = name
        self.description = description
        self.stamp = stamp
        self.content = content
        self.codings = codings
        self.noteRefs = noteRefs
        self.values = values
    }
}

/// A text with its selections.
///
/// The text is what spans are counted in: no byte-order mark at its beginning, and only line feeds between
/// lines. ``normalised(_:)`` makes such a text. Where the file refers to a text that isn't in it, ``text`` is
/// `nil`, ``path`` says where it should be, and the spans are the numbers of the file as they stand.
public struct QDAText: Sendable, Hashable {
    /// The text, or `nil` where it isn't in the archive.
    public var text: String?
    /// Where the text lies, in the form of the file, when it isn't here.
    public var path: String?
    /// The same text with its formatting, as `.docx`.
    public var richText: QDAFile?
    /// The selections, in the order of the file.
    public var selections: [QDASelection]

    /// Makes a text.
    ///
    /// - Parameter text: See ``normalised(_:)``; writing refuses any other.
    public init(
        _ text: String?, path: String? = nil, richText: QDAFile? = nil, selections: [QDASelection] = []
    ) {
        self.text = text
        self.path = path
        self.richText = richText
        self.selections = selections
    }

    /// The text without a byte-order mark at its beginning, and with a line feed for each CR LF and each lone
    /// CR.
    public static func normalised(_ text: String) -> String { RawText(text).normalisedText }

    /// What a span holds.
    ///
    /// - Parameter span: Unicode scalars of ``text``, from 0.
    /// - Returns: `nil` where there is no text or the span does not lie in it.
    public func quotation(of span: Range<Int>) -> String? {
        guard let scalars = text?.unicodeScalars, span.lowerBound >= 0,
            let start = scalars.index(
                scalars.startIndex, offsetBy: span.lowerBound, limitedBy: scalars.endIndex),
            let end = scalars.index(start, offsetBy: span.count, limitedBy: scalars.endIndex)
        else { return nil }
        return String(scalars[start..<end])
    }
}

/// A text that stands for itself: a memo, or the text of a PDF or a picture (schema `TextSourceType`).
public struct QDATextSource: Sendable, Hashable {
    /// What refers to it.
    ///
    /// Its files in the archive are named after it.
    public var guid: QDAGUID
    /// The name.
    public var name: String?
    /// What is noted about it.
    public var description: String?
    /// Who wrote and last changed it, and when.
    public var stamp: QDAStamp
    /// The text with its selections.
    public var body: QDAText
    /// The codes of the text as a whole.
    public var codings: [QDACoding]
    /// The notes about it.
    public var noteRefs: [QDAGUID]
    /// Its values of variables.
    public var values: [QDAVariableValue]

    /// Makes a text that stands for itself.
    public init(
        guid: QDAGUID, name: String? = nil, description: String? = nil, stamp: QDAStamp = QDAStamp(),
        body: QDAText, codings: [QDACoding] = [], noteRefs: [QDAGUID] = [], values: [QDAVariableValue] = []
    ) {
        self.guid = guid
        self.name = name
        self.description = description
        self.stamp = stamp
        self.body = body
        self.codings = codings
        self.noteRefs = noteRefs
        self.values = values
    }
}

/// A memo.
///
/// What it is about refers to it; one that nothing refers to stands free.
public typealias QDANote = QDATextSource

/// A file that belongs to a source: in the archive, or elsewhere.
public struct QDAFile: Sendable, Hashable {
    /// The bytes, or `nil` where the file isn't in the archive.
    public var bytes: [UInt8]?
    /// The ending of its name without the point, of ASCII letters and digits; may be empty.
    public var ending: String
    /// Where the file lies, in the form of the project (`relative:///…`, `absolute:///…`), when it isn't
    /// here.
    ///
    /// Nothing is ever read from there.
    public var path: String?
    /// Where the file lay before it came into the project.
    public var currentPath: String?

    /// Makes a file that is in the archive.
    public init(_ bytes: [UInt8], ending: String, currentPath: String? = nil) {
        self.bytes = bytes
        self.ending = ending
        self.currentPath = currentPath
    }

    /// Makes a file that lies elsewhere.
    public init(elsewhere path: String?, currentPath: String? = nil) {
        ending = ""
        self.path = path
        self.currentPath = currentPath
    }
}
