#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Standard input, output and error of the process.
package enum StandardStreams {
    /// Points all three at nothing and leaves the folder the command was run in, so that a daemon keeps
    /// neither a pipe open that somebody waits on nor a disk busy that somebody wants to remove.
    package static func detach() {
        let nothing = open("/dev/null", O_RDWR)
        if nothing >= 0 {
            for stream in 0...2 as ClosedRange<Int32> { dup2(nothing, stream) }
            if nothing > 2 { close(nothing) }
        }
        _ = chdir("/")
    }

    /// Whether somebody reads standard error: a person, or systemd.
    package static func isErrorRead(starter: Starter) -> Bool {
        starter == .systemd || (starter != .client && isatty(2) == 1)
    }

    package static func writeError(_ text: String) {
        let bytes = Array((text + "\n").utf8)
        _ = bytes.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
    }

    /// A reader that went away must not end the process.
    package static func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }
}
