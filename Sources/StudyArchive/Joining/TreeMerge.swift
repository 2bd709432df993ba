internal import GitStore
internal import Merging
internal import StudyModel

/// Merges the trees of two commits, path by path, the same on every computer.
struct TreeMerge {
    private let repository: GitRepository
    private var editor: TreeEditor
    /// What was made and is not in the repository yet.
    private(set) var objects: [GitObject] = []
    private var blobs: [ObjectID: [UInt8]] = [:]
    /// What the last merge could not settle.
    private(set) var questions: [MergeQuestion] = []

    init(repository: GitRepository) {
        self.repository = repository
        editor = TreeEditor(repository: repository)
    }

    /// The tree of what two commits together hold.
    mutating func tree(
        of one: ObjectID, _ other: ObjectID, depth: Int = 0
    ) throws(GitError) -> ObjectID {
        let (left, right) = one < other ? (one, other) : (other, one)
        let bases = try repository.mergeBases(left, right)
        let base = try baseTree(bases, depth: depth)
        var sides = Sides(
            base: base, left: try repository.commit(left).tree, right: try repository.commit(right).tree)
        sides.protectedLeft = try protectedRecords(in: left, notIn: right)
        sides.protectedRight = try protectedRecords(in: right, notIn: left)
        return try merged(sides)
    }

    /// Where several commits are the nearest that both have, their own merge is what both began with.
    ///
    /// - Parameter depth: how many such merges this one is for; anybody can make histories in which that never ends.
    private mutating func baseTree(_ bases: [ObjectID], depth: Int) throws(GitError) -> ObjectID? {
        guard let first = bases.first else { return nil }
        if bases.count == 1 || depth >= Self.deepest { return try repository.commit(first).tree }
        return try tree(of: first, bases[1], depth: depth + 1)
    }

    private static var deepest: Int { 8 }

    // MARK: Who is protected

    private struct Sides {
        var base: ObjectID?
        var left: ObjectID
        var right: ObjectID
        var protectedLeft: [RecordID: OperationSummary.Act] = [:]
        var protectedRight: [RecordID: OperationSummary.Act] = [:]

        func act(on record: RecordID) -> OperationSummary.Act? {
            let acts = [protectedLeft[record], protectedRight[record]]
            return acts.contains(.withdrawal) ? .withdrawal : acts.compactMap(\.self).first
        }

        func protecting(_ record: RecordID?) -> FileMerge.Side? {
            guard let record else { return nil }
            switch (protectedLeft[record], protectedRight[record]) {
            case (nil, nil): return nil
            case (.withdrawal, _), (_, nil): return .one
            default: return .other
            }
        }
    }

    /// The records that somebody was taken out of on one side alone.
    private mutating func protectedRecords(
        in side: ObjectID, notIn other: ObjectID
    ) throws(GitError) -> [RecordID: OperationSummary.Act] {
        var found: [RecordID: OperationSummary.Act] = [:]
        for id in try repository.commits(leadingTo: side, notTo: [other]) {
            let commit = try repository.commit(id)
            let act = CommitMessage(commit, id: id).act
            guard commit.parents.count == 1, act == .withdrawal || act == .pseudonymise else { continue }
            let before = try repository.commit(commit.parents[0]).tree
            for change in try editor.changes(from: before, to: commit.tree) {
                guard let record = RecordID(path: change.path), found[record] != .withdrawal else { continue }
                found[record] = act
            }
        }
        return found
    }

    // MARK: Paths

    private mutating func merged(_ sides: Sides) throws(GitError) -> ObjectID {
        questions = []
        let left = try changes(from: sides.base, to: sides.left)
        let right = try changes(from: sides.base, to: sides.right)
        let both = Set(left.keys).intersection(right.keys).filter { left[$0]?.new != right[$0]?.new }
        var result: [String: ObjectID?] = [:]
        for (path, change) in right where !both.contains(path) {
            result.updateValue(change.new, forKey: path)
        }
        for path in both.sorted() where CodePath(file: path) == nil {
            let record = RecordID(path: path) ?? CodingText.place(ofPath: path)?.record
            let merged = FileMerge.merged(
                path, base: try bytes(left[path]?.old), try bytes(left[path]?.new),
                try bytes(right[path]?.new),
                protecting: sides.protecting(record))
            result.updateValue(blob(merged.bytes), forKey: path)
            questions += merged.questions
        }
        let isFrame = { (path: String) in path.hasPrefix("codebook/") }
        if left.keys.contains(where: isFrame), right.keys.contains(where: isFrame) {
            try mergeFrame(sides, into: &result)
        }
        try keepCoded(sides, left, right, &result)
        try bringCodings(sides, Set(left.keys).union(right.keys), &result)
        for question in questions { result[question.path] = blob(MergeQuestionText.bytes(of: question)) }
        return try apply(result, to: sides.left)
    }

    private mutating func changes(
        from old: ObjectID?, to new: ObjectID
    ) throws(GitError) -> [String: TreeChange] {
        Dictionary(try editor.changes(from: old, to: new).map { ($0.path, $0) }) { first, _ in first }
    }

    private mutating func apply(
        _ changes: [String: ObjectID?], to root: ObjectID
    ) throws(GitError) -> ObjectID {
        if changes.isEmpty { return root }
        let edit = try editor.apply(changes, to: root)
        objects += edit.objects
        return edit.root
    }

    private mutating func mergeFrame(
        _ sides: Sides, into result: inout [String: ObjectID?]
    ) throws(GitError) {
        let merge = CodebookMerge(
            base: try frame(in: sides.base), try frame(in: sides.left), try frame(in: sides.right))
        questions += merge.questions
        for path in try frame(in: sides.left).keys where merge.files[path] == nil {
            result.updateValue(nil, forKey: path)
        }
        for path in result.keys where path.hasPrefix("codebook/") && merge.files[path] == nil {
            result.updateValue(nil, forKey: path)
        }
        for (path, bytes) in merge.files { result.updateValue(blob(bytes), forKey: path) }
    }

    private mutating func frame(in root: ObjectID?) throws(GitError) -> [String: [UInt8]] {
        guard let folder = try editor.find("codebook", isFolder: true, in: root) else { return [:] }
        var files: [String: [UInt8]] = [:]
        for file in try editor.files(in: folder) {
            files["codebook/\(file.path)"] = try bytes(file.new)
        }
        return files
    }

    // MARK: Codings

    /// A record that one took away for no one's protection while the other coded in it stays, and somebody is asked.
    private mutating func keepCoded(
        _ sides: Sides, _ left: [String: TreeChange], _ right: [String: TreeChange],
        _ result: inout [String: ObjectID?]
    ) throws(GitError) {
        for (mine, theirs) in [(left, right), (right, left)] {
            for (path, change) in mine where change.new == nil && change.old != nil {
                guard let record = RecordID(path: path), sides.act(on: record) == nil,
                    theirs.contains(where: {
                        CodingText.place(ofPath: $0.key)?.record == record && $0.value.new != nil
                    }),
                    let kept = try bytes(change.old)
                else { continue }
                let merged = FileMerge.keptThoughRemoved(path, kept, base: kept)
                result.updateValue(blob(merged.bytes), forKey: path)
                questions += merged.questions
            }
        }
    }

    /// Brings the codings of every record that either side changed to what came out of it.
    private mutating func bringCodings(
        _ sides: Sides, _ touched: Set<String>, _ result: inout [String: ObjectID?]
    ) throws(GitError) {
        let records = Set(touched.compactMap { RecordID(path: $0) ?? CodingText.place(ofPath: $0)?.record })
        if records.isEmpty { return }
        let layers = try layers(sides, touched)
        let present = try CodingFiles(of: records).paths(in: sides.left, &editor).union(result.keys)
        for record in records.sorted() {
            let coded = layers.map { CodingText.path(of: record, in: $0) }.filter(present.contains)
            if coded.isEmpty { continue }
            var versions: [String: String] = [:]
            for root in [sides.base, sides.left, sides.right] {
                guard let bytes = try file(record.path, in: root),
                    let known = RecordReader.record(from: bytes)
                else { continue }
                versions[Digest.hex(bytes)] = known.body
            }
            let current = try now(record.path, sides, result)
            for path in coded {
                guard let before = try now(path, sides, result) else { continue }
                guard let current else {
                    result.updateValue(nil, forKey: path)
                    continue
                }
                guard let codings = try? CodingText.codings(from: before),
                    let known = RecordReader.record(from: current)
                else { continue }
                let brought = CodingsAfterMerge.brought(
                    codings, to: known, sha256: Digest.hex(current), versions: versions,
                    protecting: sides.act(on: record))
                if brought == codings { continue }
                let bytes = brought.isEmpty ? nil : CodingText.bytes(of: brought)
                result.updateValue(blob(bytes), forKey: path)
            }
        }
    }

    /// Whose codings there are: folders of either side.
    private mutating func layers(_ sides: Sides, _ touched: Set<String>) throws(GitError) -> [CodingSource] {
        var layers = Set(touched.compactMap { CodingText.place(ofPath: $0)?.source })
        for root in [sides.left, sides.right] {
            for folder in CodingText.folders {
                guard let id = try editor.find(folder, isFolder: true, in: root) else { continue }
                for entry in try editor.tree(id).entries where entry.isFolder {
                    if folder == "coding" {
                        if let coder = CoderID(rawValue: entry.name) { layers.insert(.coder(coder)) }
                    } else {
                        layers.insert(.consensus(round: entry.name))
                    }
                }
            }
        }
        return layers.sorted { $0.rawValue < $1.rawValue }
    }

    // MARK: Bytes

    /// A file as the merge has it so far.
    private mutating func now(
        _ path: String, _ sides: Sides, _ result: [String: ObjectID?]
    ) throws(GitError) -> [UInt8]? {
        if let changed = result[path] { return try bytes(changed) }
        return try file(path, in: sides.left)
    }

    private mutating func file(_ path: String, in root: ObjectID?) throws(GitError) -> [UInt8]? {
        try bytes(try editor.find(path, in: root))
    }

    private func bytes(_ id: ObjectID?) throws(GitError) -> [UInt8]? {
        guard let id else { return nil }
        if let bytes = blobs[id] { return bytes }
        return try repository.blob(id)
    }

    private mutating func blob(_ bytes: [UInt8]?) -> ObjectID? {
        guard let bytes else { return nil }
        let object = GitObject(.blob, bytes)
        blobs[object.id] = bytes
        objects.append(object)
        return object.id
    }
}
