#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Writes objects one file each, without flushing: the journal carries them until a checkpoint.
package final class LooseObjects: Sendable {
    private let folder: String
    private let disk: any Disk

    /// - Parameter folder: the repository's `objects` folder.
    package init(folder: String, disk: any Disk) {
        self.folder = folder
        self.disk = disk
    }

    /// Writes an object.
    ///
    /// An object that lies there already is written again when `overwriting`, which mends a file that a power cut
    /// left empty or torn.
    package func write(_ object: GitObject, overwriting: Bool = false) throws(GitError) {
        let hex = object.id.hex
        let path = "\(folder)/\(hex.prefix(2))/\(hex.dropFirst(2))"
        if !overwriting, access(path, F_OK) == 0 { return }
        let compressed = try Deflate.compress(
            object.kind.header(length: object.bytes.count) + object.bytes,
            // A folder is mostly hashes, and the next capture of the day replaces it.
            level: object.kind == .tree ? 0 : Deflate.level)
        do throws(GitError) {
            try disk.replaceFile(path, with: compressed, mode: 0o444)
        } catch GitError.system("open", ENOENT, _) {
            // The folder is new, or git removed it when packing had emptied it.
            try disk.makeFolder("\(folder)/\(hex.prefix(2))")
            try disk.replaceFile(path, with: compressed, mode: 0o444)
        }
    }

    /// Reads an object that lies in a file of its own.
    ///
    /// libgit2 1.5 never returns from an empty or cut-off object file, and a power cut leaves such files, so these are
    /// read here and hashed.
    ///
    /// - Returns: `nil` when there is no such file.
    /// - Throws: ``GitError/malformed(_:)`` when the file does not hold the object.
    static func read(_ id: ObjectID, in folder: String) throws(GitError) -> GitObject? {
        let hex = id.hex
        guard let file = Files.read("\(folder)/\(hex.prefix(2))/\(hex.dropFirst(2))") else { return nil }
        guard let bytes = Deflate.expand(file, limit: largest), let end = bytes.firstIndex(of: 0) else {
            throw .malformed(id)
        }
        let words = String(decoding: bytes[..<end], as: UTF8.self).split(separator: " ")
        guard words.count == 2, let kind = GitObject.Kind(name: String(words[0])) else {
            throw .malformed(id)
        }
        let object = GitObject(kind, Array(bytes[(end + 1)...]))
        guard object.id == id else { throw .malformed(id) }
        return object
    }

    /// The largest object that is read: four records of the largest size.
    private static let largest = 64 * 1024 * 1024
}
