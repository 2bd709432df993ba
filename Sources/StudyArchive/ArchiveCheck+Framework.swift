internal import GitStore
internal import StudyModel

/// What a check says of framework matrices as they stand now.
extension ArchiveCheck {
    /// Reads a matrix or a row of one.
    func checkFramework(_ path: String, _ blob: ObjectID) throws(GitError) {
        let bytes = try repository.blob(blob)
        if FrameworkID(path: path) != nil {
            if (try? FrameworkText.matrix(from: bytes))?.path == path { return }
        } else if FrameworkRow.place(ofPath: path) != nil {
            if (try? FrameworkText.row(from: bytes))?.path == path { return }
        } else {
            return
        }
        add(
            "matrix.unreadable", "The file \(path) can't be read as the part of a matrix that its path names."
        )
    }
}
