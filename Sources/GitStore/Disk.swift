#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

enum SystemErrors {
    static let full: Set<Int32> = [ENOSPC, EDQUOT, EFBIG]
}

/// Everything the store does to a disk that can fail or be lost in a power cut.
///
/// The one real implementation is ``RealDisk``; tests put a disk under the store that fails, fills up, or forgets
/// what was not flushed. Reading needs no seam and is done directly.
///
/// - Note: after a failed flush nothing is retried as if it had worked: the store goes read-only (AUDIT §5).
package protocol Disk: Sendable {
    /// Makes a folder and those above it that are missing, each with mode 0700.
    func makeFolder(_ path: String) throws(GitError)
    /// Writes a new file beside its place and renames it there, so readers see the old or the new file, whole. Nothing is
    /// flushed.
    func replaceFile(_ path: String, with bytes: [UInt8], mode: UInt32) throws(GitError)
    /// Replaces a file through `<path>.lock`, made exclusively, which is how git guards its refs.
    func replaceLocked(_ path: String, with bytes: [UInt8]) throws(GitError)
    /// Gives a file another name in the same folder, in place of what has that name; nothing is flushed.
    func moveFile(_ path: String, to new: String) throws(GitError)
    func removeFile(_ path: String) throws(GitError)
    /// Writes inside an existing file of fixed size.
    func overwrite(_ path: String, at offset: Int, with bytes: [UInt8]) throws(GitError)
    /// Flushes the contents of one file, not its name (`fdatasync`; `F_FULLFSYNC` on macOS).
    func flushFile(_ path: String) throws(GitError)
    /// Flushes one folder's names.
    func flushFolder(_ path: String) throws(GitError)
    /// Flushes everything written so far to the file system that holds `path`.
    func flushAll(_ path: String) throws(GitError)
}
