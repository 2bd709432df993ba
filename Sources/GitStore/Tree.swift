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

        /// Compares two entries in git's order.
        ///
        /// - Returns: -1, 0 for the same name and kind, or 1. Nothing comes last.
        package static func compare(_ left: Entry?, _ right: Entry?) -> Int {
            guard let left else { return 1 }
            guard let right else { return -1 }
            if left.name == right.name, left.isFolder == right.isFolder { return 0 }
            return left.order.lexicographicallyPrecedes(right.order) ? -1 : 1
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
        out.reserveCapacity(entries.count * 64)
        for entry in entries {
            out += (entry.isFolder ? "40000 " : "100644 ").utf8
            out += entry.name.utf8
            out.append(0)
            entry.id.append(to: &out)
        }
        return out
    }

    package var isEmpty: Bool { entries.isEmpty }

    package subscript(name: String) -> Entry? {
        for isFolder in [false, true] {
            let probe = Entry(name: name, isFolder: isFolder, id: .none)
            let place = place(of: probe)
            if place < entries.count, entries[place].name == name { return entries[place] }
        }
        return nil
    }

    /// Puts entries in the place of those with the same names, or takes names out.
    package mutating func set(_ changes: [String: Entry?]) {
        if changes.count > 16 {
            entries.removeAll { changes[$0.name] != nil }
            entries += changes.values.compactMap { $0 }
            entries = entries.map { ($0.order, $0) }.sorted { $0.0.lexicographicallyPrecedes($1.0) }.map(\.1)
            return
        }
        for (name, entry) in changes {
            if let old = self[name] { entries.remove(at: place(of: old)) }
            if let entry { entries.insert(entry, at: place(of: entry)) }
        }
    }

    /// Where an entry stands, or would stand.
    private func place(of entry: Entry) -> Int {
        let order = entry.order
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].order.lexicographicallyPrecedes(order) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }
}
