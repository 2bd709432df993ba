package import StudyModel

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The full-screen coder: one record at a time, keyboard first.
package enum TerminalCoder {
    /// Runs the coder until the person leaves, and gives the terminal back as it was.
    ///
    /// Takes over standard input and output, SIGHUP, SIGTERM, SIGINT, SIGWINCH and SIGCONT for as long as it runs.
    ///
    /// - Parameters:
    ///   - desk: Where records come from and codings go; called on the calling thread.
    ///   - environment: The process's environment; `TERM`, `NO_COLOR`, `LC_ALL`, `LC_CTYPE` and `LANG` are read.
    /// - Returns: How it ended; after ``CoderEnding/hungUp`` there is no terminal to write to.
    /// - Throws: `terminal.unsuitable`, and what the desk throws for its first sheet. The terminal is as it was.
    package static func run(desk: some CoderDesk, environment: [String: String]) throws(StudyError)
        -> CoderEnding
    {
        // Before the terminal is taken over, so that a record that can't be opened says so on a plain screen.
        var session = try CoderSession(desk: desk, size: CoderSize(rows: 24, columns: 80))
        guard let watch = TerminalSignals.watch() else {
            throw StudyError(.terminalUnsuitable, "The system gives no more file descriptors.")
        }
        defer { TerminalSignals.restore(watch) }
        let screen = try TerminalScreen(environment: environment)
        defer { screen.close() }
        var loop = TerminalLoop(screen: screen, watch: watch)
        _ = session.press(.resize(screen.size))
        while true {
            screen.show(CoderFrame(session.state, screen.glyphs))
            for key in loop.wait() {
                for request in session.press(key) {
                    switch request {
                    case .end(let ending): return ending
                    case .redraw: screen.forget()
                    case .suspend: loop.suspend()
                    }
                }
            }
        }
    }
}

/// Waits for keys and signals.
struct TerminalLoop {
    let screen: TerminalScreen
    let watch: TerminalSignals.Watch
    private var keys = TerminalKeys()

    init(screen: TerminalScreen, watch: TerminalSignals.Watch) {
        self.screen = screen
        self.watch = watch
    }

    /// The keys and signals that have come, at least one; several at once are drawn once.
    mutating func wait() -> [CoderKey] {
        while true {
            // What was read ahead comes before what has still to be waited for.
            let waiting = arrived()
            if !waiting.isEmpty { return waiting }
            var polled = [
                pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
                pollfd(fd: watch.descriptor, events: Int16(POLLIN), revents: 0),
            ]
            guard poll(&polled, 2, -1) > 0 else { continue }
            if polled[1].revents != 0 {
                let found = TerminalSignals.taken(watch).compactMap(key)
                if !found.isEmpty { return found }
            }
            if polled[0].revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0 { return [.hangUp] }
        }
    }

    private mutating func arrived() -> [CoderKey] {
        var found: [CoderKey] = []
        while found.count < Self.mostAtOnce, let key = keys.next() { found.append(key) }
        return found
    }

    private static let mostAtOnce = 32

    /// Stops the process as ^Z does, with the terminal as it was; goes on when it is continued.
    func suspend() {
        screen.leave()
        let before = signal(SIGTSTP, SIG_DFL)
        kill(0, SIGTSTP)
        signal(SIGTSTP, before)
        screen.resume()
    }

    private func key(_ signal: Int32) -> CoderKey? {
        switch signal {
        case SIGHUP: .hangUp
        case SIGTERM: .terminate
        case SIGINT: .control("c")
        case SIGWINCH: .resize(screen.resize())
        case SIGCONT: .resumed
        default: nil
        }
    }
}
