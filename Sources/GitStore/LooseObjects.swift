#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif
internal import Synchronization

/// Writes objects one file each, without flushing: the journal carries them until a checkpoint.
package final class LooseObjects: Sendable {
    private let folder: String
    private let disk: any Disk
    private let made = Mutex<Set<UInt8>>([])

    /// - Parameter folder: the repository's `objects` folder.
    package init(folder: String, disk: any Disk) {
        self.folder = folder
        self.disk = disk
    }

    /// Writes an object. An object that lies there already is written again when `overwriting`, because after a
    /// power cut it may be empty or torn.
    package func write(_ object: GitObject, overwriting: Bool = false) throws(GitError) {
        let hex = object.id.hex
        let path = "\(folder)/\(hex.prefix(2))/\(hex.dropFirst(2))"
        if !overwriting, access(path, F_OK) == 0 { return }
        try makeFanOut(hex)
        let compressed = try Deflate.compress(object.kind.header(length: object.bytes.count) + object.bytes)
        try disk.replaceFile(path, with: compressed, mode: 0o444)
    }

    private func makeFanOut(_ hex: String) throws(GitError) {
        let key = UInt8(hex.prefix(2), radix: 16) ?? 0
        if made.withLock({ $0.contains(key) }) { return }
        try disk.makeFolder("\(folder)/\(hex.prefix(2))")
        made.withLock { _ = $0.insert(key) }
    }
}
