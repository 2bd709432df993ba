/// Which way a link or an edge points (schema `directionType`).
public enum QDADirection: String, Sendable, Hashable, CaseIterable {
    /// Neither way.
    case associative = "Associative"
    /// From its origin to its target.
    case oneWay = "OneWay"
    /// Both ways.
    case bidirectional = "Bidirectional"
}

/// A link between any two things of a project (schema `LinkType`).
public struct QDALink: Sendable, Hashable {
    /// What refers to this link.
    public var guid: QDAGUID
    /// The name.
    public var name: String?
    /// Which way it points.
    public var direction: QDADirection?
    /// The colour to show it in.
    public var colour: QDAColour?
    /// What it starts from.
    public var origin: QDAGUID?
    /// What it leads to.
    public var target: QDAGUID?
    /// The notes about it.
    public var noteRefs: [QDAGUID]

    /// Makes a link.
    public init(
        guid: QDAGUID, name: String? = nil, direction: QDADirection? = nil, colour: QDAColour? = nil,
        origin: QDAGUID? = nil, target: QDAGUID? = nil, noteRefs: [QDAGUID] = []
    ) {
        self.guid = guid
        self.name = name
        self.direction = direction
        self.colour = colour
        self.origin = origin
        self.target = target
        self.noteRefs = noteRefs
    }
}

/// A drawing of how things hang together (schema `GraphType`).
public struct QDAGraph: Sendable, Hashable {
    /// What refers to this graph.
    public var guid: QDAGUID
    /// The name.
    public var name: String?
    /// The boxes.
    public var vertices: [QDAVertex]
    /// The lines between them.
    public var edges: [QDAEdge]

    /// Makes a graph.
    public init(guid: QDAGUID, name: String? = nil, vertices: [QDAVertex] = [], edges: [QDAEdge] = []) {
        self.guid = guid
        self.name = name
        self.vertices = vertices
        self.edges = edges
    }
}

/// A box of a graph (schema `VertexType`).
public struct QDAVertex: Sendable, Hashable {
    /// The shapes a box can have (schema `ShapeType`).
    public enum Shape: String, Sendable, Hashable, CaseIterable {
        /// A person.
        case person = "Person"
        /// An oval.
        case oval = "Oval"
        /// A rectangle.
        case rectangle = "Rectangle"
        /// A rectangle with round corners.
        case roundedRectangle = "RoundedRectangle"
        /// A star.
        case star = "Star"
        /// A triangle that points to the left.
        case leftTriangle = "LeftTriangle"
        /// A triangle that points to the right.
        case rightTriangle = "RightTriangle"
        /// A triangle that points up.
        case upTriangle = "UpTriangle"
        /// A triangle that points down.
        case downTriangle = "DownTriangle"
        /// A sheet of paper.
        case note = "Note"
    }

    /// What refers to this box.
    public var guid: QDAGUID
    /// What it stands for.
    public var represented: QDAGUID?
    /// The name.
    public var name: String?
    /// The column of its first corner.
    public var firstX: Int
    /// The row of its first corner.
    public var firstY: Int
    /// The column of its second corner.
    public var secondX: Int?
    /// The row of its second corner.
    public var secondY: Int?
    /// Its shape.
    public var shape: Shape?
    /// Its colour.
    public var colour: QDAColour?

    /// Makes a box.
    public init(
        guid: QDAGUID, represented: QDAGUID? = nil, name: String? = nil, firstX: Int, firstY: Int,
        secondX: Int? = nil, secondY: Int? = nil, shape: Shape? = nil, colour: QDAColour? = nil
    ) {
        self.guid = guid
        self.represented = represented
        self.name = name
        self.firstX = firstX
        self.firstY = firstY
        self.secondX = secondX
        self.secondY = secondY
        self.shape = shape
        self.colour = colour
    }
}

/// A line of a graph (schema `EdgeType`).
public struct QDAEdge: Sendable, Hashable {
    /// How a line is drawn (schema `LineStyleType`).
    public enum Style: String, Sendable, Hashable, CaseIterable {
        /// Dots.
        case dotted
        /// Dashes.
        case dashed
        /// One line.
        case solid
    }

    /// What refers to this line.
    public var guid: QDAGUID
    /// What it stands for.
    public var represented: QDAGUID?
    /// The name.
    public var name: String?
    /// The box it starts from.
    public var source: QDAGUID
    /// The box it leads to.
    public var target: QDAGUID
    /// Its colour.
    public var colour: QDAColour?
    /// Which way it points.
    public var direction: QDADirection?
    /// How it is drawn.
    public var style: Style?

    /// Makes a line.
    public init(
        guid: QDAGUID, represented: QDAGUID? = nil, name: String? = nil, source: QDAGUID, target: QDAGUID,
        colour: QDAColour? = nil, direction: QDADirection? = nil, style: Style? = nil
    ) {
        self.guid = guid
        self.represented = represented
        self.name = name
        self.source = source
        self.target = target
        self.colour = colour
        self.direction = direction
        self.style = style
    }
}
