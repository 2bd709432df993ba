import Synchronization

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// SIGTERM and SIGINT as bytes in a pipe, for a command that works until it is told to end and then ends well.
enum StopSignal {
    private static let entrance = Atomic<Int32>(-1)
    private static let received = Atomic<Int32>(0)

    /// What ended the waiting, if anything did.
    static var signal: Int32? {
        let number = received.load(ordering: .relaxed)
        return number == 0 ? nil : number
    }

    /// Catches both from now on.
    ///
    /// - Returns: the descriptor that can be read once one of them has come; negative where the system has none.
    static func install() -> Int32 {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return -1 }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        entrance.store(ends[1], ordering: .relaxed)
        var both = sigset_t()
        sigemptyset(&both)
        for number in [SIGTERM, SIGINT] {
            sigaddset(&both, number)
            catchSignal(number) { StopSignal.note($0) }
        }
        // Whoever started this may have held them back, and that is inherited.
        pthread_sigmask(SIG_UNBLOCK, &both, nil)
        // Whoever read the remarks and went away does not end the service.
        catchSignal(SIGPIPE, SIG_IGN)
        return ends[0]
    }

    /// Only calls that POSIX allows in a handler.
    private static func note(_ number: Int32) {
        let code = errno
        received.store(number, ordering: .relaxed)
        var byte: UInt8 = 1
        _ = write(entrance.load(ordering: .relaxed), &byte, 1)
        errno = code
    }
}

private func catchSignal(_ number: Int32, _ handler: @escaping @convention(c) (Int32) -> Void) {
    signal(number, handler)
}

private func catchSignal(_ number: Int32, _ handler: sighandler_t?) { signal(number, handler) }
