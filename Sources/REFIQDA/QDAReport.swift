/// What reading or writing did not carry over as it was: the list that the standard asks importers for (§7).
///
/// Each thing in a file that is not in the returned value has an item. No item holds a word of what
/// participants or researchers wrote: things are named by element and identifier.
public struct QDAReport: Sendable, Hashable {
    /// What happened to a thing.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// It was in the file and is not in the value, or it was in the value and is not in the file.
        case discarded
        /// It is there in another form.
        case changed
        /// The file leaves something open, and a choice was made.
        case guessed
        /// A file that the project names is not in the archive.
        case missing
        /// It refers to something that isn't there, or is of another kind; the reference is kept.
        case dangling
        /// Its identifier belongs to something else too; it got a new one.
        case duplicate
        /// Its position is outside of its text; it was moved to where the text ends.
        case outside
        /// The value left something out that readers need, and it was added.
        case added
        /// It is written as it is, and some programs are known to lose or misread it.
        case fragile
    }

    /// One thing and what happened to it.
    public struct Item: Sendable, Hashable {
        /// What happened.
        public var kind: Kind
        /// The element's name, or `archive` for an entry of the archive.
        public var element: String
        /// The identifier of the thing, or of the nearest thing around it that has one.
        public var guid: QDAGUID?
        /// Why, in words.
        public var reason: String

        /// Makes an item.
        public init(_ kind: Kind, _ element: String, _ guid: QDAGUID?, _ reason: String) {
            self.kind = kind
            self.element = element
            self.guid = guid
            self.reason = reason
        }

        /// The item as one line.
        public var line: String {
            "\(kind.rawValue): \(element)" + (guid.map { " \($0)" } ?? "") + ": \(reason)"
        }
    }

    /// The items in the order in which they were found.
    public var items: [Item] = []

    /// Makes an empty report.
    public init() {}

    /// Whether there is nothing to report.
    public var isEmpty: Bool { items.isEmpty }

    /// How many items there are of each kind that occurs.
    public var counts: [Kind: Int] { items.reduce(into: [:]) { $0[$1.kind, default: 0] += 1 } }

    /// The items of one kind.
    public func items(_ kind: Kind) -> [Item] { items.filter { $0.kind == kind } }

    /// Each item as one line.
    public var lines: [String] { items.map(\.line) }

    mutating func add(_ kind: Kind, _ element: String, _ guid: QDAGUID?, _ reason: String) {
        items.append(Item(kind, element, guid, reason))
    }
}
