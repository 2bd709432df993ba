/// A REFI-QDA project: what one `.qdpx` file holds (standard §5 and schema `ProjectType`).
public struct QDAProject: Sendable, Hashable {
    /// The project's name.
    public var name: String
    /// The program that wrote the file.
    public var origin: String?
    /// What the project says about itself.
    public var description: String?
    /// Who made and last changed the project, and when.
    public var stamp: QDAStamp
    /// The folder that paths `relative:///…` start from; empty or absent where there are none.
    public var basePath: String?
    /// The people whose work is in the project.
    public var users: [QDAUser]
    /// The codes that stand at the top; each holds those below it.
    public var codes: [QDACode]
    /// The variables that cases and sources have values of.
    public var variables: [QDAVariable]
    /// The cases: people, organisations, places.
    public var cases: [QDACase]
    /// The documents, pictures and recordings, in the order of the file.
    public var sources: [QDASource]
    /// The memos.
    public var notes: [QDANote]
    /// Links between any two things.
    public var links: [QDALink]
    /// Groups of codes, sources and notes.
    public var sets: [QDASet]
    /// Drawings of how things hang together.
    public var graphs: [QDAGraph]
    /// The notes about the project as a whole.
    public var noteRefs: [QDAGUID]

    /// Makes a project; what is not given is absent.
    public init(
        name: String, origin: String? = nil, description: String? = nil, stamp: QDAStamp = QDAStamp(),
        basePath: String? = nil, users: [QDAUser] = [], codes: [QDACode] = [], variables: [QDAVariable] = [],
        cases: [QDACase] = [], sources: [QDASource] = [], notes: [QDANote] = [], links: [QDALink] = [],
        sets: [QDASet] = [], graphs: [QDAGraph] = [], noteRefs: [QDAGUID] = []
    ) {
        self.name = name
        self.origin = origin
        self.description = description
        self.stamp = stamp
        self.basePath = basePath
        self.users = users
        self.codes = codes
        self.variables = variables
        self.cases = cases
        self.sources = sources
        self.notes = notes
        self.links = links
        self.sets = sets
        self.graphs = graphs
        self.noteRefs = noteRefs
    }
}

/// Who made and last changed a thing, and when.
public struct QDAStamp: Sendable, Hashable {
    /// Who made it: a ``QDAUser``.
    public var creator: QDAGUID?
    /// When it was made.
    public var created: QDADateTime?
    /// Who last changed it: a ``QDAUser``.
    public var modifier: QDAGUID?
    /// When it was last changed.
    public var modified: QDADateTime?

    /// Makes a stamp; what is not given is absent.
    public init(
        creator: QDAGUID? = nil, created: QDADateTime? = nil, modifier: QDAGUID? = nil,
        modified: QDADateTime? = nil
    ) {
        self.creator = creator
        self.created = created
        self.modifier = modifier
        self.modified = modified
    }
}

/// Somebody whose work is in a project.
public struct QDAUser: Sendable, Hashable {
    /// What refers to this person.
    public var guid: QDAGUID
    /// The name, if the file has one.
    public var name: String?
    /// A short sign for the person, as some programs use.
    public var id: String?

    /// Makes a user.
    public init(guid: QDAGUID, name: String? = nil, id: String? = nil) {
        self.guid = guid
        self.name = name
        self.id = id
    }
}
