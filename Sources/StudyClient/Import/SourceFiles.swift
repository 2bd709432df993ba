package import StudyModel

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The files an import takes in, found under the paths a person named.
///
/// Folders are read with all folders below them, in the order of their names. Hidden files and folders are
/// left out, and so are symbolic links and studies inside a folder: what a person did not point at is not
/// followed. Of a Maildir the messages are read, in `cur` and `new`, and those of the mail folders inside it,
/// whose names begin with a dot (Maildir++).
package struct SourceFiles: Sendable {
    /// Files to read, in order, by the path as the person gave it.
    package private(set) var paths: [String] = []
    /// The size of all files in bytes, as far as known.
    package private(set) var bytes = 0
    /// Named paths that can't be taken in.
    package private(set) var refused: [ImportOutcome] = []
    /// Symbolic links inside folders that were not followed.
    package private(set) var links = 0

    /// Looks at every path a person named.
    package init(_ named: [String]) {
        for path in named {
            switch Paths.kind(of: path) {
            case .folder where StudyLocation.isStudy(path):
                refuse(path, .importUnsupported, "'\(path)' is a study, not a folder of sources.")
            case .folder: collect(path)
            case .file, .other, .link: add(path)
            case nil: refuse(path, .importNotFound, "There is nothing at '\(path)'.")
            }
        }
    }

    private mutating func add(_ path: String) {
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG { bytes += Int(status.st_size) }
        paths.append(path)
    }

    private mutating func refuse(_ path: String, _ code: StudyError.Code, _ message: String) {
        refused.append(
            ImportOutcome(path: path, result: .refused, error: StudyErrorBody(StudyError(code, message))))
    }

    private mutating func collect(_ folder: String) {
        guard let names = Self.names(in: folder) else {
            return refuse(folder, .importUnreadable, "The folder '\(folder)' can't be read.")
        }
        let base = folder.hasSuffix("/") ? folder : folder + "/"
        let isMaildir = Self.isMaildir(folder)
        for name in names {
            let path = base + name
            if name.hasPrefix(".") {
                if isMaildir, Self.isMaildir(path) { collect(path) }
                continue
            }
            if isMaildir, !["cur", "new"].contains(name) { continue }
            switch Paths.kind(of: path, following: false) {
            case .folder: if !StudyLocation.isStudy(path) { collect(path) }
            case .file: add(path)
            case .link: links += 1
            case .other, nil: break
            }
        }
    }

    private static func isMaildir(_ folder: String) -> Bool {
        ["cur", "new"].allSatisfy { Paths.kind(of: "\(folder)/\($0)", following: false) == .folder }
    }

    private static func names(in folder: String) -> [String]? {
        guard let handle = opendir(folder) else { return nil }
        defer { closedir(handle) }
        var names: [String] = []
        while let entry = readdir(handle) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    }
}
