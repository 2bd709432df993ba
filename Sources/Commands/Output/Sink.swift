#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Where text goes: a stream of the process, or memory.
///
/// Used by one thread only; commands run from start to end on theirs.
package final class Sink {
    /// What a person sees there.
    package struct Screen: Sendable {
        package var width: Int
        package var showsColour: Bool

        package init(width: Int, showsColour: Bool) {
            self.width = width
            self.showsColour = showsColour
        }
    }

    /// Present when a person looks at it.
    package let screen: Screen?
    /// What was written, when nothing else takes it.
    package private(set) var text = ""
    private let descriptor: Int32?

    /// Keeps what is written.
    package init(screen: Screen? = nil) {
        self.screen = screen
        descriptor = nil
    }

    /// Writes to a stream of the process.
    package init(descriptor: Int32, environment: [String: String]) {
        self.descriptor = descriptor
        guard isatty(descriptor) == 1 else {
            screen = nil
            return
        }
        var size = winsize()
        let known = ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        let colour = (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
        screen = Screen(width: known ? Int(size.ws_col) : 80, showsColour: colour)
    }

    /// Writes at once.
    ///
    /// A reader that has gone away ends the process, as it does for other programs.
    package func write(_ piece: String) {
        guard let descriptor else {
            text += piece
            return
        }
        var piece = piece
        piece.withUTF8 { _ = Descriptor.write(UnsafeRawBufferPointer($0), to: descriptor) }
    }
}
