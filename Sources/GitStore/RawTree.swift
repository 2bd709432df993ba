/// A folder as its object's bytes have it, for judging what may not be a folder of a study at all.
package struct RawTree: Sendable {
    /// Where an entry lies in the bytes.
    package struct Entry: Sendable {
        fileprivate let start: Int
        fileprivate let name: Int
        fileprivate let end: Int
        package let id: ObjectID
    }

    package let entries: [Entry]
    private let bytes: [UInt8]

    /// Takes a tree object's bytes apart; `nil` when they are none.
    init?(bytes: [UInt8]) {
        var entries: [Entry] = []
        entries.reserveCapacity(bytes.count / 48)
        var start = 0
        while start < bytes.count {
            guard let space = bytes[start...].firstIndex(of: 0x20),
                let end = bytes[space...].firstIndex(of: 0), end + 20 < bytes.count,
                let id = ObjectID(bytes: bytes[end + 1...end + 20])
            else { return nil }
            entries.append(Entry(start: start, name: space + 1, end: end, id: id))
            start = end + 21
        }
        self.entries = entries
        self.bytes = bytes
    }

    package func isFolder(_ entry: Entry) -> Bool { mode(of: entry).elementsEqual("40000".utf8) }

    package func isPlainFile(_ entry: Entry) -> Bool { mode(of: entry).elementsEqual("100644".utf8) }

    package func name(of entry: Entry) -> ArraySlice<UInt8> { bytes[entry.name..<entry.end] }

    private func mode(of entry: Entry) -> ArraySlice<UInt8> { bytes[entry.start..<(entry.name - 1)] }

    /// Whether an entry says the same of the same name as another's does.
    package func isSame(_ entry: Entry, as other: Entry, in tree: RawTree) -> Bool {
        entry.id == other.id
            && bytes[entry.start..<entry.end].elementsEqual(tree.bytes[other.start..<other.end])
    }

    /// Whether an entry stands before another's in git's order, in which a folder is as if its name ended in a slash.
    package func precedes(_ entry: Entry, _ other: Entry, in tree: RawTree) -> Bool {
        let (mine, theirs) = (entry.end - entry.name, other.end - other.name)
        for place in 0..<min(mine, theirs) {
            let (one, two) = (bytes[entry.name + place], tree.bytes[other.name + place])
            if one != two { return one < two }
        }
        return byte(min(mine, theirs), of: entry) < tree.byte(min(mine, theirs), of: other)
    }

    private func byte(_ place: Int, of entry: Entry) -> UInt8 {
        if entry.name + place < entry.end { return bytes[entry.name + place] }
        return isFolder(entry) ? UInt8(ascii: "/") : 0
    }

    /// Whether entries stand in git's order, none twice.
    package var isSorted: Bool {
        zip(entries, entries.dropFirst()).allSatisfy { precedes($0, $1, in: self) }
    }
}

extension GitRepository {
    /// A folder's bytes, taken apart; `nil` where they are none of a folder.
    package func rawTree(_ id: ObjectID) throws(GitError) -> RawTree? {
        let object = try object(id)
        guard object.kind == .tree else { throw .malformed(id) }
        return RawTree(bytes: object.bytes)
    }
}
