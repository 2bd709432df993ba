import CNcurses
import Synchronization

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Signals as something that can be waited for together with keys.
///
/// A handler writes the signal's number into a pipe and does nothing else, so that all else happens in its turn, between
/// two keys. The handlers that were there before come back with ``restore()``.
enum TerminalSignals {
    typealias Handler = @convention(c) (Int32) -> Void

    private static let writeEnd = Atomic<Int32>(-1)
    private static let watched = [SIGHUP, SIGTERM, SIGINT, SIGWINCH, SIGCONT]

    /// The pipe, and what was there before.
    struct Watch {
        /// To be polled; holds one byte for each signal that came.
        let descriptor: Int32
        fileprivate let other: Int32
        fileprivate let before: [(signal: Int32, handler: Handler?)]
    }

    /// Begins to take signals; `nil` where the system gives no pipe.
    static func watch() -> Watch? {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        writeEnd.store(ends[1], ordering: .sequentiallyConsistent)
        let before = watched.map { number in (number, signal(number) { TerminalSignals.note($0) }) }
        return Watch(descriptor: ends[0], other: ends[1], before: before)
    }

    /// Puts everything back.
    static func restore(_ watch: Watch) {
        for (number, handler) in watch.before { _ = signal(number, handler) }
        writeEnd.store(-1, ordering: .sequentiallyConsistent)
        close(watch.descriptor)
        close(watch.other)
    }

    /// The signals that came since this was last asked.
    static func taken(_ watch: Watch) -> [Int32] {
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = read(watch.descriptor, &bytes, bytes.count)
        return count > 0 ? bytes.prefix(count).map(Int32.init) : []
    }

    /// In the handler: only what POSIX allows there, and `errno` as it was.
    private static func note(_ number: Int32) {
        let kept = errno
        let end = writeEnd.load(ordering: .relaxed)
        var byte = UInt8(truncatingIfNeeded: number)
        if end >= 0 { _ = write(end, &byte, 1) }
        errno = kept
    }
}
