internal import GitStore
internal import StudyModel

/// Finds the codings of some records among those of everybody, whose folders are opened only where one of these records can lie.
///
/// A hundred people have a hundred trees of folders by year, month and day; asking each for each record would read all of them.
struct CodingFiles {
    /// The parts of a path below a layer that lead to one of the records: years, months, days, and the files without their ending.
    private let wanted: Set<String>

    init(of records: Set<RecordID>) {
        var wanted: Set<String> = []
        for record in records {
            // A round's codings lie side by side, those of a coder by day.
            wanted.insert(record.rawValue)
            var place = ""
            for part in record.path.dropLast(".md".count).split(separator: "/").dropFirst() {
                place += place.isEmpty ? String(part) : "/\(part)"
                wanted.insert(place)
            }
        }
        self.wanted = wanted
    }

    /// The study paths of those that a tree has.
    func paths(in root: ObjectID, _ editor: inout TreeEditor) throws(GitError) -> Set<String> {
        var found: Set<String> = []
        for folder in CodingText.folders {
            guard let id = try editor.find(folder, isFolder: true, in: root) else { continue }
            for layer in try editor.tree(id).entries where layer.isFolder {
                try collect(layer.id, below: "\(folder)/\(layer.name)/", at: "", &editor, into: &found)
            }
        }
        return found
    }

    private func collect(
        _ folder: ObjectID, below layer: String, at place: String, _ editor: inout TreeEditor,
        into found: inout Set<String>
    ) throws(GitError) {
        for entry in try editor.tree(folder).entries {
            if entry.isFolder {
                guard wanted.contains(place + entry.name) else { continue }
                try collect(entry.id, below: layer, at: place + entry.name + "/", &editor, into: &found)
            } else if entry.name.hasSuffix(".jsonl"), wanted.contains(place + entry.name.dropLast(6)) {
                found.insert(layer + place + entry.name)
            }
        }
    }
}
