package import StudyModel

/// A folder whose new files become records, and what is known about them beforehand.
package struct WatchRule: Codable, Equatable, Sendable {
    /// The absolute path.
    package var folder: String
    package var kind: RecordKind?
    package var participants: [Handle]
    /// The folder a file goes to once the study holds it; it stays where it is without one.
    package var moveTo: String?

    package init(folder: String, kind: RecordKind? = nil, participants: [Handle] = [], moveTo: String? = nil)
    {
        self.folder = folder
        self.kind = kind
        self.participants = participants
        self.moveTo = moveTo
    }

    var overrides: RecordOverrides? {
        if kind == nil, participants.isEmpty { return nil }
        return RecordOverrides(kind: kind, participants: participants.isEmpty ? nil : participants)
    }
}

/// What tells one state of a file from another.
package struct FileStamp: Codable, Equatable, Sendable {
    package var size: Int
    /// When it was last changed, in nanoseconds since 1970.
    package var modified: Int64
    package var inode: UInt64

    package init(size: Int, modified: Int64, inode: UInt64) {
        self.size = size
        self.modified = modified
        self.inode = inode
    }
}

/// What a watched folder has shown so far.
///
/// A file is ready when two looks in a row found it the same and nothing was written to it for a while, so a file
/// that is still being copied, downloaded or recorded is left alone.
package struct WatchedFolder: Codable, Equatable, Sendable {
    /// States that were handed to the study, by path.
    package private(set) var done: [String: FileStamp] = [:]
    private var last: [String: FileStamp] = [:]
    /// How many files of the last look were not ready yet.
    package private(set) var waiting = 0

    private enum CodingKeys: CodingKey { case done }

    package init() {}

    /// Takes in a look at the folder and returns the files that are ready, sorted.
    ///
    /// - Parameters:
    ///   - now: Nanoseconds since 1970.
    ///   - settle: How long a file must have lain untouched, in seconds; one dated in the future counts as untouched.
    package mutating func look(_ files: [String: FileStamp], now: Int64, settle: Int) -> [String] {
        let pause = Int64(settle) * 1_000_000_000
        let ready = files.filter { path, stamp in
            let age = now - stamp.modified
            return done[path] != stamp && last[path] == stamp && (age >= pause || age < 0)
        }
        waiting = files.count { done[$0] != $1 } - ready.count
        last = files
        done = done.filter { files[$0.key] != nil }
        return ready.keys.sorted()
    }

    /// Says that a state of a file was handed over, whatever became of it.
    package mutating func finish(_ path: String) {
        if let stamp = last[path] { done[path] = stamp }
    }

    /// Whether a file's name says that it is not whole yet or nobody's source.
    package static func isPassing(_ name: String) -> Bool {
        let lower = name.lowercased()
        return name.hasPrefix("~$")
            || [".part", ".crdownload", ".download", ".tmp", ".partial", ".icloud"].contains {
                lower.hasSuffix($0)
            }
    }
}
