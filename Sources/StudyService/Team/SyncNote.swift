internal import StudyArchive
internal import StudyModel

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// What a copy remembers of its synchronisations, by the remote's name: `.rir/sync.json`.
struct SyncNote: Codable {
    struct Entry: Codable {
        var last: Timestamp?
        var failure: SyncState.Failure?
        /// When was last tried, with or without success.
        var tried: Timestamp?
    }

    var remotes: [String: Entry] = [:]

    /// What stands in the file; nothing where there is none that can be read.
    init(in folder: StudyFolder) {
        guard let bytes = folder.syncNote,
            let note = try? JSONDecoder().decode(Self.self, from: Data(bytes))
        else { return }
        self = note
    }

    func save(in folder: StudyFolder) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        // What is lost with it is when was synchronised last, and nothing of the study.
        if let data = try? encoder.encode(self) { folder.keepSyncNote(Array(data) + [0x0A]) }
    }
}
