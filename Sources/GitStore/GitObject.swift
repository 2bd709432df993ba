/// A git object: its kind and its bytes, not compressed.
package struct GitObject: Hashable, Sendable {
    /// The numbers are those of git's pack format.
    package enum Kind: UInt8, Sendable {
        case commit = 1
        case tree = 2
        case blob = 3

        package var name: String {
            switch self {
            case .commit: "commit"
            case .tree: "tree"
            case .blob: "blob"
            }
        }

        init?(name: String) {
            switch name {
            case "commit": self = .commit
            case "tree": self = .tree
            case "blob": self = .blob
            default: return nil
            }
        }

        func header(length: Int) -> [UInt8] { Array("\(name) \(length)\0".utf8) }
    }

    package let id: ObjectID
    package let kind: Kind
    package let bytes: [UInt8]

    package init(_ kind: Kind, _ bytes: [UInt8]) {
        self.kind = kind
        self.bytes = bytes
        id = ObjectID(kind: kind, bytes: bytes)
    }
}
