extension Commit {
    /// Reads a commit object; `nil` when it has no tree, author or committer.
    package init?(bytes: [UInt8]) {
        var tree: ObjectID?
        var parents: [ObjectID] = []
        var texts: [Header: [UInt8]] = [:]
        var current: Header?
        var position = 0
        while position < bytes.count, bytes[position] != 0x0A {
            let end = bytes[position...].firstIndex(of: 0x0A) ?? bytes.count
            let line = bytes[position..<end]
            position = min(end + 1, bytes.count)
            if line.first == 0x20 {
                if let current { texts[current, default: []] += [0x0A] + line.dropFirst() }
                continue
            }
            let space = line.firstIndex(of: 0x20) ?? line.endIndex
            current = Header(rawValue: String(decoding: line[..<space], as: UTF8.self))
            let value = line[min(space + 1, line.endIndex)...]
            switch current {
            case .tree: tree = ObjectID(hex: String(decoding: value, as: UTF8.self))
            case .parent:
                // A parent that others might read and this does not would hide a history.
                guard let parent = ObjectID(hex: String(decoding: value, as: UTF8.self)) else { return nil }
                parents.append(parent)
            case .author, .committer, .gpgsig: current.map { texts[$0] = Array(value) }
            case nil: break
            }
        }
        func text(_ header: Header) -> String? { texts[header].map { String(decoding: $0, as: UTF8.self) } }
        guard let tree, let author = text(.author), let committer = text(.committer) else { return nil }
        self.init(
            tree: tree, parents: parents, author: author, committer: committer,
            message: String(decoding: bytes[min(position + 1, bytes.count)...], as: UTF8.self),
            signature: text(.gpgsig))
    }

    private enum Header: String {
        case tree
        case parent
        case author
        case committer
        case gpgsig
    }
}
