#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// What a command finds around it: the process in earnest, made-up values in tests.
package struct Surroundings {
    package var environment: [String: String]
    /// The current folder.
    package var folder: String
    /// The descriptor that text is read from.
    package var input: Int32
    /// Whether a person sits at ``input``.
    package var inputIsTerminal: Bool
    package var output: Sink
    package var errors: Sink
    /// Seconds since 1970-01-01T00:00:00Z.
    package var now: () -> Int
    /// Waits so many seconds; false says that the waiting is over for good.
    package var pause: (_ seconds: Double) -> Bool = { _ in false }
    /// Whether a daemon that is not running may be started.
    package var startsDaemon = true

    package init(
        environment: [String: String], folder: String, input: Int32, inputIsTerminal: Bool, output: Sink,
        errors: Sink,
        now: @escaping () -> Int
    ) {
        self.environment = environment
        self.folder = folder
        self.input = input
        self.inputIsTerminal = inputIsTerminal
        self.output = output
        self.errors = errors
        self.now = now
    }
}
