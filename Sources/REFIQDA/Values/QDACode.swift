/// A code and the codes below it (schema `CodeType`).
public struct QDACode: Sendable, Hashable {
    /// What refers to this code.
    public var guid: QDAGUID
    /// The name, which need not be unique.
    public var name: String
    /// Whether selections may carry this code; a mere heading may not.
    public var isCodable: Bool
    /// The colour to show it in.
    public var colour: QDAColour?
    /// The definition.
    public var description: String?
    /// The notes about it.
    ///
    /// A `.qdc` file can't hold these.
    public var noteRefs: [QDAGUID]
    /// The codes below it, in order.
    public var children: [QDACode]

    /// Makes a code.
    public init(
        guid: QDAGUID, name: String, isCodable: Bool = true, colour: QDAColour? = nil,
        description: String? = nil,
        noteRefs: [QDAGUID] = [], children: [QDACode] = []
    ) {
        self.guid = guid
        self.name = name
        self.isCodable = isCodable
        self.colour = colour
        self.description = description
        self.noteRefs = noteRefs
        self.children = children
    }
}

/// A codebook without a project: what one `.qdc` file holds (standard Codebook.xsd 1.0).
public struct QDACodebook: Sendable, Hashable {
    /// The program that wrote the file.
    public var origin: String?
    /// The codes that stand at the top.
    public var codes: [QDACode]
    /// Groups of codes; they can hold nothing else in such a file.
    public var sets: [QDASet]

    /// Makes a codebook.
    public init(origin: String? = nil, codes: [QDACode] = [], sets: [QDASet] = []) {
        self.origin = origin
        self.codes = codes
        self.sets = sets
    }
}

/// A colour, as `#rrggbb` or `#rgb` (schema `RGBType`), kept as it was written.
public struct QDAColour: Sendable, Hashable {
    /// The written form.
    public let text: String

    /// Takes `#` and three or six hexadecimal digits in either case.
    ///
    /// - Returns: `nil` for any other text.
    public init?(_ text: String) {
        guard text.hasPrefix("#"), [4, 7].contains(text.utf8.count),
            text.utf8.dropFirst().allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit })
        else { return nil }
        self.text = text
    }
}

/// A group of codes, sources and notes (schema `SetType`).
public struct QDASet: Sendable, Hashable {
    /// What refers to this set.
    public var guid: QDAGUID
    /// The name.
    public var name: String
    /// What the set is for.
    public var description: String?
    /// The codes in it.
    public var codes: [QDAGUID]
    /// The sources in it.
    ///
    /// A `.qdc` file can't hold these.
    public var sources: [QDAGUID]
    /// The notes in it.
    ///
    /// A `.qdc` file can't hold these.
    public var notes: [QDAGUID]

    /// Makes a set.
    public init(
        guid: QDAGUID, name: String, description: String? = nil, codes: [QDAGUID] = [],
        sources: [QDAGUID] = [],
        notes: [QDAGUID] = []
    ) {
        self.guid = guid
        self.name = name
        self.description = description
        self.codes = codes
        self.sources = sources
        self.notes = notes
    }
}
