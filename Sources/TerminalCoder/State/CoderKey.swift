/// What the person at the keyboard did, or what became of the terminal.
package enum CoderKey: Hashable, Sendable {
    case character(Character)
    /// With the control key: `control("w")`.
    case control(Character)
    case up
    case down
    case left
    case right
    case pageUp
    case pageDown
    case home
    case end
    case enter
    case tab
    case escape
    case backspace
    case delete
    /// Text the terminal says was pasted, or as much of it as is taken.
    case paste(String)
    case resize(CoderSize)
    /// The process was stopped and goes on; the screen may hold anything.
    case resumed
    /// The terminal is gone.
    case hangUp
    /// The process has been asked to end.
    case terminate
}

/// A terminal's size in cells.
package struct CoderSize: Hashable, Sendable {
    package var rows: Int
    package var columns: Int

    package init(rows: Int, columns: Int) {
        self.rows = rows
        self.columns = columns
    }

    /// Below this nothing useful fits.
    package static let least = CoderSize(rows: 10, columns: 40)

    /// Whether the coder can be used in it.
    package var suffices: Bool { rows >= Self.least.rows && columns >= Self.least.columns }
}

/// How a session came to its end.
package enum CoderEnding: Sendable, Equatable {
    case quit
    /// ^C.
    case interrupted
    case hungUp
    case terminated
}
