import StudyModel

/// Collects what a source did not say outright.
struct Guesses {
    private(set) var all: [ImportGuess] = []

    mutating func add(_ field: String, _ basis: String, _ certainty: ImportGuess.Certainty) {
        all.append(ImportGuess(field: field, basis: basis, certainty: certainty))
    }

    /// The kind, which a folder or the file's name gives, else what the content looks like.
    mutating func kind(_ path: SourcePath, else basis: String, _ certainty: ImportGuess.Certainty) {
        if path.kind != nil {
            add("kind", path.kindIsFolders ? "the folder's name" : "the file's name", .likely)
        } else {
            add("kind", basis, certainty)
        }
    }

    /// An encoding that nothing names: single bytes by how they read, wide ones by their zero bytes.
    mutating func encoding(_ text: SourceText) {
        if text.encoding.isLegacy {
            add("encoding", "which letters its bytes would give", .unsure)
        } else if text.encoding != .utf8, !text.hasMark {
            add("encoding", "where its zero bytes lie", .likely)
        }
    }
}
