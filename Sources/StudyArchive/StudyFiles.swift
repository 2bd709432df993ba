internal import GitStore

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Plain files for the rooms above, which do not see the git store.
package enum StudyFiles {
    /// The names in a folder, sorted; empty when there is none.
    package static func names(in folder: String) -> [String] { Files.names(in: folder) }

    /// A plain file's bytes; `nil` when it can't be read, is a link, or is larger than `limit`.
    package static func read(_ path: String, limit: Int = .max) -> [UInt8]? { Files.read(path, limit: limit) }

    /// Whether a path leads to a folder and not to a link to one.
    package static func isFolder(_ path: String) -> Bool { Files.isFolder(path) }

    package static func exists(_ path: String) -> Bool { Files.exists(path) }

    /// Removes what a fetch that git broke off left of the packs it was writing.
    package static func sweepFetch(in folder: String) {
        let objects = "\(folder)/.git/objects"
        for place in [objects, "\(objects)/pack"] {
            for name in names(in: place)
            where name.hasPrefix("tmp_") && !name.hasPrefix(Files.temporaryPrefix) {
                try? FileManager.default.removeItem(atPath: "\(place)/\(name)")
            }
        }
    }

    /// Removes a folder with everything in it, as far as the system lets it.
    package static func removeFolder(_ path: String) { try? FileManager.default.removeItem(atPath: path) }
}

extension StudyFolder {
    /// Adds to what hooks have printed, keeping about the last megabyte.
    package func appendToHooksLog(_ bytes: [UInt8]) {
        let path = "\(stateFolder)/hooks.log"
        let old = Files.read(path) ?? []
        // Losing a hook's output is no failure of the study, so an error ends here.
        try? RealDisk().replaceFile(path, with: Array(old.suffix(1024 * 1024)) + bytes, mode: 0o600)
    }

    private var syncFile: String { "\(stateFolder)/sync.json" }

    /// What was noted of synchronisations.
    package var syncNote: [UInt8]? { Files.read(syncFile, limit: 1024 * 1024) }

    /// Notes something of synchronisations; a note that can't be kept is no failure of the study.
    package func keepSyncNote(_ bytes: [UInt8]) {
        try? RealDisk().replaceFile(syncFile, with: bytes, mode: 0o600)
    }
}
