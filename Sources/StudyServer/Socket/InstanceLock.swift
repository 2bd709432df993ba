import StudyModel

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The proof that this process is the only daemon of a socket: a locked file beside it, holding the process
/// id.
///
/// The system releases the lock with the process, however that ends, so a lock is never stale; the file
/// itself stays.
final class InstanceLock: Sendable {
    private let descriptor: Int32

    private init(descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    static func path(forSocket socket: String) -> String { socket + ".lock" }

    /// Takes the lock of a socket.
    ///
    /// - Parameter patience: How long to wait for a daemon that is stopping, which no longer answers. One
    ///   that answers is never waited for.
    /// - Throws: `daemon.running`; `daemon.socket_unsafe` when the lock file can't be made.
    static func take(forSocket socket: String, patience: Duration) async throws -> InstanceLock {
        let deadline = ContinuousClock.now + patience
        let lock = InstanceLock(descriptor: try open(path(forSocket: socket)))
        while !lock.tryLocking() {
            guard ContinuousClock.now < deadline, !answers(socket) else {
                throw running(socket: socket, pid: lock.recordedPID)
            }
            try await Task.sleep(for: .milliseconds(5))
        }
        lock.recordPID()
        return lock
    }

    private static func open(_ path: String) throws(StudyError) -> Int32 {
        #if canImport(Darwin)
        let descriptor = Darwin.open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        #elseif canImport(Musl)
        let descriptor = Musl.open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        #else
        let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        #endif
        guard descriptor >= 0 else {
            throw StudyError(
                .socketUnsafe, "The daemon's lock file '\(path)' can't be opened (\(systemReason(errno))).",
                hint: "Look at it, move it away, and try again."
            )
        }
        return descriptor
    }

    private func tryLocking() -> Bool { flock(descriptor, LOCK_EX | LOCK_NB) == 0 }

    private func recordPID() {
        let text = Array("\(getpid())\n".utf8)
        guard ftruncate(descriptor, 0) == 0 else { return }
        _ = text.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    }

    private var recordedPID: Int? {
        var buffer = [UInt8](repeating: 0, count: 24)
        let count = buffer.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
        guard count > 0 else { return nil }
        return Int(String(decoding: buffer[..<count].prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
    }

    private static func answers(_ socket: String) -> Bool {
        let descriptor = makeUnixSocket()
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return withUnixAddress(socket) { connect(descriptor, $0, $1) == 0 } ?? false
    }

    private static func running(socket: String, pid: Int?) -> StudyError {
        let process = pid.map { " (process \($0))" } ?? ""
        return StudyError(
            .daemonRunning, "A daemon\(process) serves '\(socket)' already.",
            hint: "Run 'rir daemon status' to see it, 'rir daemon stop' to stop it."
        )
    }
}
