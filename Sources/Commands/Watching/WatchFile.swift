import StudyClient
import StudyModel

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The rules of a study on this computer and what their folders have shown: `.rir/watch.json`, never in git.
struct WatchFile: Codable {
    struct Entry: Codable {
        var rule: WatchRule
        var seen: WatchedFolder
    }

    private(set) var entries: [Entry] = []

    init() {}

    /// Reads a study's rules; none where there is no file.
    ///
    /// - Throws: `storage.failed` for a file that can't be read or understood.
    init(study: String) throws(StudyError) {
        let path = Self.path(study)
        guard Paths.kind(of: path, following: false) != nil else { return }
        do throws(StudyError) {
            self = try WireJSON.decode(WatchFile.self, from: try SourceBytes.read(path).bytes)
        } catch {
            throw StudyError(
                .storageFailed, "The list of watched folders can't be read: '\(path)'.",
                hint: "Remove that file and name the folders again with 'rir watch FOLDER'.", cause: error)
        }
    }

    private static func path(_ study: String) -> String { study + "/.rir/watch.json" }

    /// Takes the rules as they stand in the study now; what known folders have shown is kept.
    ///
    /// - Throws: `storage.failed`; the rules are then as they were.
    mutating func renew(study: String) throws(StudyError) {
        var now = try WatchFile(study: study)
        for entry in entries { now.update(entry.rule.folder) { $0 = entry.seen } }
        self = now
    }

    /// Adds a rule, or changes the one for the same folder.
    mutating func set(_ rule: WatchRule) {
        if let place = entries.firstIndex(where: { $0.rule.folder == rule.folder }) {
            entries[place].rule = rule
        } else {
            entries.append(Entry(rule: rule, seen: WatchedFolder()))
        }
    }

    /// Forgets a folder; false where it was not watched.
    mutating func forget(_ folder: String) -> Bool {
        let count = entries.count
        entries.removeAll { $0.rule.folder == folder }
        return entries.count < count
    }

    mutating func update(_ folder: String, _ change: (inout WatchedFolder) -> Void) {
        guard let place = entries.firstIndex(where: { $0.rule.folder == folder }) else { return }
        change(&entries[place].seen)
    }

    /// Writes what one folder has shown, leaving to others what they wrote meanwhile.
    ///
    /// - Throws: `storage.failed`; the old file is left as it was.
    func save(_ folder: String, study: String) throws(StudyError) {
        guard let entry = entries.first(where: { $0.rule.folder == folder }) else { return }
        var now = try WatchFile(study: study)
        guard now.entries.contains(where: { $0.rule.folder == folder }) else { return }
        now.update(folder) { $0 = entry.seen }
        try now.save(study: study)
    }

    /// Writes the file whole, in the place of the old one.
    ///
    /// - Throws: `storage.failed`; the old file is left as it was.
    func save(study: String) throws(StudyError) {
        let path = Self.path(study)
        let draft = try DraftFile(
            study: study, name: "watch", text: String(decoding: try WireJSON.encode(self), as: UTF8.self))
        guard rename(draft.path, path) == 0 else {
            draft.remove()
            throw StudyError(
                .storageFailed, "'\(path)' can't be written (\(String(cString: strerror(errno)))).")
        }
    }
}
