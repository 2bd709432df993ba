internal import GitStore

/// Plain files for the rooms above, which do not see the git store.
package enum StudyFiles {
    /// The names in a folder, sorted; empty when there is none.
    package static func names(in folder: String) -> [String] { Files.names(in: folder) }

    /// A plain file's bytes; `nil` when it can't be read, is a link, or is larger than `limit`.
    package static func read(_ path: String, limit: Int = .max) -> [UInt8]? { Files.read(path, limit: limit) }

    /// Whether a path leads to a folder and not to a link to one.
    package static func isFolder(_ path: String) -> Bool { Files.isFolder(path) }

    package static func exists(_ path: String) -> Bool { Files.exists(path) }
}

extension StudyFolder {
    /// Adds to what hooks have printed, keeping about the last megabyte.
    package func appendToHooksLog(_ bytes: [UInt8]) {
        let path = "\(stateFolder)/hooks.log"
        let old = Files.read(path) ?? []
        // Losing a hook's output is no failure of the study, so an error ends here.
        try? RealDisk().replaceFile(path, with: Array(old.suffix(1024 * 1024)) + bytes, mode: 0o600)
    }
}
