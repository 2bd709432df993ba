internal import CPosix
internal import Synchronization

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

/// The machine's own file system.
package final class RealDisk: Disk {
    /// Journals stay open, so that an entry costs one write and one flush.
    private let open = Mutex<[String: Int32]>([:])
    private let counter = Atomic<UInt64>(0)

    package init() {}

    deinit {
        open.withLock { for descriptor in $0.values { close(descriptor) } }
    }

    package func makeFolder(_ path: String) throws(GitError) {
        if mkdir(path, 0o700) == 0 || errno == EEXIST { return }
        guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else {
            throw .system(call: "mkdir", errno: errno, path: path)
        }
        try makeFolder(String(path[..<slash]))
        if mkdir(path, 0o700) != 0, errno != EEXIST { throw .system(call: "mkdir", errno: errno, path: path) }
    }

    package func replaceFile(_ path: String, with bytes: [UInt8], mode: UInt32) throws(GitError) {
        let number = counter.add(1, ordering: .relaxed).newValue
        let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
        try put(
            bytes, at: path, through: "\(folder)\(Files.temporaryPrefix)\(getpid())-\(number)", mode: mode)
    }

    package func replaceLocked(_ path: String, with bytes: [UInt8]) throws(GitError) {
        try put(bytes, at: path, through: "\(path).lock", mode: 0o644)
    }

    private func put(
        _ bytes: [UInt8], at path: String, through temporary: String, mode: UInt32
    ) throws(GitError) {
        let descriptor = Self.retrying { rir_create_new(temporary, mode_t(mode)) }
        guard descriptor >= 0 else { throw .system(call: "open", errno: errno, path: temporary) }
        do throws(GitError) {
            try Self.fill(descriptor, with: bytes, path: temporary)
            if rename(temporary, path) != 0 {
                throw GitError.system(call: "rename", errno: errno, path: path)
            }
        } catch {
            unlink(temporary)
            throw error
        }
    }

    private static func fill(_ descriptor: Int32, with bytes: [UInt8], path: String) throws(GitError) {
        do throws(GitError) {
            try writeAll(bytes, to: descriptor, at: 0, path: path)
        } catch {
            close(descriptor)
            throw error
        }
        if close(descriptor) != 0 { throw .system(call: "close", errno: errno, path: path) }
    }

    package func moveFile(_ path: String, to new: String) throws(GitError) {
        forget(new)
        if rename(path, new) != 0 { throw .system(call: "rename", errno: errno, path: new) }
    }

    /// Closes a file that was written inside of, because its name will mean another one.
    private func forget(_ path: String) {
        if let descriptor = open.withLock({ $0.removeValue(forKey: path) }) { close(descriptor) }
    }

    package func removeFile(_ path: String) throws(GitError) {
        forget(path)
        if unlink(path) != 0, errno != ENOENT { throw .system(call: "unlink", errno: errno, path: path) }
    }

    package func overwrite(_ path: String, at offset: Int, with bytes: [UInt8]) throws(GitError) {
        try Self.writeAll(bytes, to: try descriptor(of: path), at: offset, path: path)
    }

    package func flushFile(_ path: String) throws(GitError) {
        if let descriptor = open.withLock({ $0[path] }) {
            if Self.flush(descriptor) < 0 { throw .system(call: "fdatasync", errno: errno, path: path) }
        } else {
            try withDescriptor(path, O_RDONLY, Self.flush)
        }
    }

    private static func flush(_ descriptor: Int32) -> Int32 {
        #if canImport(Darwin)
        fcntl(descriptor, F_FULLFSYNC)
        #else
        retrying { fdatasync(descriptor) }
        #endif
    }

    package func flushFolder(_ path: String) throws(GitError) {
        try withDescriptor(path, O_RDONLY) { fsync($0) }
    }

    package func flushAll(_ path: String) throws(GitError) {
        #if canImport(Darwin)
        sync()
        try withDescriptor(path, O_RDONLY) { fcntl($0, F_FULLFSYNC) }
        #else
        try withDescriptor(path, O_RDONLY) { rir_syncfs($0) }
        #endif
    }

    private func withDescriptor(_ path: String, _ flags: Int32, _ call: (Int32) -> Int32) throws(GitError) {
        let descriptor = openFile(path, flags)
        guard descriptor >= 0 else { throw .system(call: "open", errno: errno, path: path) }
        defer { close(descriptor) }
        if Self.retrying({ call(descriptor) }) < 0 { throw .system(call: "fsync", errno: errno, path: path) }
    }

    private func descriptor(of path: String) throws(GitError) -> Int32 {
        let found = open.withLock { open -> Int32 in
            if let descriptor = open[path] { return descriptor }
            let descriptor = openFile(path, O_RDWR | O_CLOEXEC)
            if descriptor >= 0 { open[path] = descriptor }
            return descriptor
        }
        guard found >= 0 else { throw .system(call: "open", errno: errno, path: path) }
        return found
    }

    private static func writeAll(
        _ bytes: [UInt8], to descriptor: Int32, at offset: Int, path: String
    ) throws(GitError) {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                pwrite(
                    descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done,
                    off_t(offset + done))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                throw .system(call: "write", errno: count == 0 ? ENOSPC : errno, path: path)
            }
            done += count
        }
    }

    private static func retrying(_ call: () -> Int32) -> Int32 {
        while true {
            let status = call()
            if status < 0, errno == EINTR { continue }
            return status
        }
    }
}

/// The corresponding C function is `open`, under a name that no property here hides.
private func openFile(_ path: String, _ flags: Int32) -> Int32 { open(path, flags) }
