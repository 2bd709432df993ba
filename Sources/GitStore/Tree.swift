/// One folder of a commit: names to objects, in git's order.
package struct Tree: Hashable, Sendable {
    package struct Entry: Hashable, Sendable {
        package let name: String
        package let isFolder: Bool
        package let id: ObjectID

        package init(name: String, isFolder: Bool, id: ObjectID) {
            self.name = name
            self.isFolder = isFolder
            self.id = id
        }

        /// git sorts folders as if their names ended in a slash.
        fileprivate var order: [UInt8] { Array(name.utf8) + (isFolder ? [UInt8(ascii: "/")] : []) }
    }

    /// Sorted as git sorts.
    package private(set) var entries: [Entry]

    package init() { entries = [] }

    /// Reads a tree object's bytes; `nil` when they are none, or hold anything but folders and plain files.
    package init?(bytes: [UInt8]) {
        entries = []
        var position = 0
        while position < bytes.count {
            guard let space = bytes[position...].firstIndex(of: 0x20),
                let end = bytes[space...].firstIndex(of: 0), end + 20 < bytes.count,
                let id = ObjectID(bytes: bytes[end + 1...end + 20])
            else { return nil }
            let mode = String(decoding: bytes[position..<space], as: UTF8.self)
            guard mode == "40000" || mode.hasPrefix("100") else { return nil }
            let name = String(decoding: bytes[space + 1..<end], as: UTF8.self)
            entries.append(Entry(name: name, isFolder: mode == "40000", id: id))
            position = end + 21
        }
    }

    package var bytes: [UInt8] {
        var out: [UInt8] = []
        for entry in entries {
            out += Array((entry.isFolder ? "40000 " : "100644 ").utf8)
            out += Array(entry.name.utf8)
            out.append(0)
            out += entry.id.bytes
        }
        return out
    }

    package var isEmpty: Bool { entries.isEmpty }

    package subscript(name: String) -> Entry? { entries.first { $0.name == name } }

    /// Puts an entry in the place of one with the same name, or takes the name out.
    package mutating func set(_ name: String, to entry: Entry?) {
        if let old = entries.firstIndex(where: { $0.name == name }) { entries.remove(at: old) }
        guard let entry else { return }
        let order = entry.order
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].order.lexicographicallyPrecedes(order) { low = middle + 1 } else { high = middle }
        }
        entries.insert(entry, at: low)
    }
}
