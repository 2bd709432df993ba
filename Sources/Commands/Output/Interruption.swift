import Synchronization

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// What Ctrl-C does: the bar goes, one line says what happened, the process ends with status 130.
///
/// Nothing else is needed: the daemon keeps what it acknowledged, and drafts lie in the study until they are
/// saved.
package enum Interruption {
    private static let open = Atomic<Bool>(false)

    /// Whether a bar stands on the terminal's line.
    package static var lineIsOpen: Bool {
        get { open.load(ordering: .relaxed) }
        set { open.store(newValue, ordering: .relaxed) }
    }

    /// Answers SIGINT from now on.
    package static func install() {
        lineIsOpen = false
        signal(SIGINT) { _ in Interruption.end() }
    }

    /// Ends the process as Ctrl-C does; only calls that POSIX allows in a handler.
    static func end() -> Never {
        if lineIsOpen { say("\r\u{1B}[K") }
        say("rir: interrupted; what was saved stays saved\n")
        _exit(ExitStatus.interrupted.rawValue)
    }

    private static func say(_ text: StaticString) {
        _ = write(2, text.utf8Start, text.utf8CodeUnitCount)
    }

    /// Leaves SIGINT to a program in the foreground while `body` runs.
    package static func withheld<Value>(_ body: () -> Value) -> Value {
        let before = signal(SIGINT, SIG_IGN)
        defer { signal(SIGINT, before) }
        return body()
    }
}
