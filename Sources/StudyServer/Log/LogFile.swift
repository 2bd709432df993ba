import StudyAPI
import Synchronization

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A log file that never grows past its size: at the limit it becomes `.1`, the one before `.2`, and the
/// oldest goes.
///
/// Lines are written at once and whole, with mode 0600 in a folder of mode 0700.
package final class LogFile: Sendable {
    package let path: String
    private let limit: Int
    private let kept: Int
    private let state: Mutex<(descriptor: Int32, size: Int)>

    /// Opens or makes the file.
    ///
    /// - Parameters:
    ///   - limit: Bytes after which the file is set aside.
    ///   - kept: Files in all, the newest included.
    /// - Returns: `nil` where the folder or the file can't be made; the daemon then runs without one.
    package init?(path: String, limit: Int = 5 << 20, kept: Int = 3) {
        guard let slash = path.lastIndex(of: "/"), Self.makeFolder(String(path[..<slash])) else { return nil }
        guard let opened = Self.open(path) else { return nil }
        self.path = path
        self.limit = limit
        self.kept = kept
        state = Mutex(opened)
    }

    deinit { state.withLock { _ = close($0.descriptor) } }

    /// Appends a line; its line end is added.
    package func append(_ line: String) {
        let bytes = Array((line + "\n").utf8)
        state.withLock { state in
            if state.size > 0, state.size + bytes.count > limit { rotate(&state) }
            let count = bytes.withUnsafeBytes { write(state.descriptor, $0.baseAddress, $0.count) }
            if count > 0 { state.size += count }
        }
    }

    private func rotate(_ state: inout (descriptor: Int32, size: Int)) {
        for number in stride(from: kept - 1, to: 1, by: -1) {
            rename("\(path).\(number - 1)", "\(path).\(number)")
        }
        if kept > 1 { rename(path, path + ".1") } else { unlink(path) }
        guard let opened = Self.open(path) else { return }
        close(state.descriptor)
        state = opened
    }

    private static func open(_ path: String) -> (descriptor: Int32, size: Int)? {
        let flags = O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW
        #if canImport(Darwin)
        let descriptor = Darwin.open(path, flags, 0o600)
        #elseif canImport(Musl)
        let descriptor = Musl.open(path, flags, 0o600)
        #else
        let descriptor = Glibc.open(path, flags, 0o600)
        #endif
        guard descriptor >= 0, let facts = FileFacts(descriptor: descriptor) else { return nil }
        return (descriptor, facts.size)
    }

    private static func makeFolder(_ path: String) -> Bool {
        var made = ""
        for name in path.split(separator: "/") {
            made += "/" + name
            if mkdir(made, 0o700) != 0, errno != EEXIST, errno != EISDIR, errno != EROFS, errno != EACCES {
                return false
            }
        }
        guard let facts = FileFacts(path: path, following: true) else { return false }
        return facts.kind == .folder && facts.owner == geteuid()
    }
}
