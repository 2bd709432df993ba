import Synchronization

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// What a terminal shows of typing, and when it hands it over, for as long as something is asked.
///
/// The terminal is given back as it was found: when the work ends, and when a signal ends or stops the process. One mode at
/// a time: commands run on one thread.
package enum TerminalMode {
    package enum Kind: Sendable {
        /// Lines, of which nothing is shown.
        case hidden
        /// Every key at once, and none of them shown.
        case keys
    }

    // Both are written before the handlers that read them are in place, and never while they are.
    nonisolated(unsafe) private static var before = termios()
    // As the line above says.
    nonisolated(unsafe) private static var during = termios()
    private static let descriptor = Atomic<Int32>(-1)
    private static let signals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP]

    /// Does the work with the terminal in another mode; what is no terminal is left as it is.
    package static func with<Value>(_ kind: Kind, on terminal: Int32, _ work: () -> Value) -> Value {
        var found = termios()
        guard tcgetattr(terminal, &found) == 0 else { return work() }
        before = found
        during = mode(kind, from: found)
        descriptor.store(terminal, ordering: .relaxed)
        let handlers = signals.map { number in
            signal(number) { TerminalMode.receive($0) }
        }
        defer {
            // What was typed ahead stays for whoever reads next.
            tcsetattr(terminal, TCSADRAIN, &found)
            for (number, handler) in zip(signals, handlers) { signal(number, handler) }
        }
        var wanted = during
        // A word typed before it was asked for must not become a passphrase.
        tcsetattr(terminal, kind == .hidden ? TCSAFLUSH : TCSADRAIN, &wanted)
        return work()
    }

    private static func mode(_ kind: Kind, from found: termios) -> termios {
        var mode = found
        mode.c_lflag &= ~tcflag_t(ECHO)
        guard kind == .keys else { return mode }
        mode.c_lflag &= ~tcflag_t(ICANON)
        withUnsafeMutableBytes(of: &mode.c_cc) { cells in
            cells[Int(VMIN)] = 1
            cells[Int(VTIME)] = 0
        }
        return mode
    }

    /// Only calls that POSIX allows in a handler.
    private static func receive(_ number: Int32) {
        let terminal = descriptor.load(ordering: .relaxed)
        var mode = before
        tcsetattr(terminal, TCSANOW, &mode)
        switch number {
        case SIGINT: Interruption.end()
        case SIGTSTP:
            // Waits here until the shell lets the process go on.
            kill(getpid(), SIGSTOP)
            mode = during
            tcsetattr(terminal, TCSANOW, &mode)
        default:
            signal(number, SIG_DFL)
            raise(number)
        }
    }
}
