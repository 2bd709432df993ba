import CNcurses
import StudyModel

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The terminal, through ncurses: draws frames and reads keys, and decides nothing.
///
/// One at a time in a process; it is made, used and closed on one thread.
final class TerminalScreen {
    private let screen: UnsafeMutableRawPointer
    private let colours: Int
    private var pairs: [UInt32: Int16] = [:]
    private var shown: CoderFrame?
    private var isClosed = false
    let glyphs: CoderGlyphs

    /// Takes the terminal over.
    ///
    /// - Throws: `terminal.unsuitable` where there is none, or none that can be drawn on; nothing has been changed.
    init(environment: [String: String]) throws(StudyError) {
        let name = try Self.terminal(environment)
        glyphs = Self.chooseLocale(environment) ? .unicode : .ascii
        guard let screen = rir_screen_open(name) else { throw Self.unknown(name) }
        self.screen = screen
        rir_screen_prepare()
        let hasNoColour = environment["NO_COLOR"]?.isEmpty == false
        colours = hasNoColour ? 0 : Int(rir_screen_colours())
        TerminalKeys.define()
        Self.askForPasteMarks(true)
    }

    var size: CoderSize {
        CoderSize(rows: Int(rir_screen_rows()), columns: Int(rir_screen_columns()))
    }

    /// Draws what is different from what the screen shows.
    func show(_ frame: CoderFrame) {
        for row in 0..<frame.size.rows where shown?.size != frame.size || shown?.row(row) != frame.row(row) {
            draw(frame.row(row), row: row)
        }
        rir_screen_cursor(frame.cursor == nil ? 0 : 1)
        rir_screen_show(Int32(frame.cursor?.row ?? 0), Int32(frame.cursor?.column ?? 0))
        shown = frame
    }

    /// Forgets what the screen shows, because something else may have drawn on it.
    func forget() {
        shown = nil
        rir_screen_forget()
    }

    /// Takes over the size the terminal has now.
    func resize() -> CoderSize {
        var rows: Int32 = 0
        var columns: Int32 = 0
        if rir_terminal_size(&rows, &columns) != 0 { resizeterm(rows, columns) }
        forget()
        return size
    }

    /// Leaves the terminal as it was found; ``resume()`` takes it again.
    func leave() {
        Self.askForPasteMarks(false)
        endwin()
    }

    func resume() {
        Self.askForPasteMarks(true)
        forget()
    }

    /// Leaves the terminal for good.
    func close() {
        guard !isClosed else { return }
        isClosed = true
        leave()
        rir_screen_close(screen)
    }

    // MARK: Drawing

    private func draw(_ cells: ArraySlice<CoderCell>, row: Int) {
        for (column, cell) in cells.enumerated() where !cell.text.isEmpty {
            let isWide = column + 1 < cells.count && cells[cells.startIndex + column + 1].text.isEmpty
            var text = Self.wide(cell.text, columns: isWide ? 2 : 1)
            rir_screen_put(Int32(row), Int32(column), &text, attributes(cell.style), pair(cell.style))
        }
    }

    /// The scalars of a cell, ended by zero; a question mark for what this system's terminals can't place.
    private static func wide(_ text: String, columns: Int) -> [wchar_t] {
        let scalars = text.unicodeScalars.map(\.value)
        guard let first = scalars.first, Int(rir_character_columns(first)) == columns else {
            return [0x3F, 0]
        }
        let marks = scalars.dropFirst().filter { rir_character_columns($0) == 0 }.prefix(4)
        return ([first] + marks).map { wchar_t(truncatingIfNeeded: $0) } + [0]
    }

    private func attributes(_ style: CoderStyle) -> UInt32 {
        var bits: UInt32 = 0
        let wanted = style.attributes
        if wanted.contains(.bold) { bits |= rir_attribute_bold() }
        if wanted.contains(.dim) { bits |= rir_attribute_dim() }
        if wanted.contains(.reverse) { bits |= rir_attribute_reverse() }
        if wanted.contains(.underline) { bits |= rir_attribute_underline() }
        return bits
    }

    private func pair(_ style: CoderStyle) -> Int16 {
        guard let colour = style.colour, let index = CoderColours.nearest(colour, of: colours) else {
            return 0
        }
        if let known = pairs[UInt32(index)] { return known }
        let next = pairs.count + 1
        guard next < min(Int(rir_screen_pairs()), 256), init_pair(Int16(next), Int16(index), -1) == OK else {
            return 0
        }
        pairs[UInt32(index)] = Int16(next)
        return Int16(next)
    }

    // MARK: Opening

    private static func terminal(_ environment: [String: String]) throws(StudyError) -> String {
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
            throw StudyError(
                .terminalUnsuitable, "Coding on the screen needs a terminal for input and output.",
                hint: "In scripts: rir code add.")
        }
        let name = environment["TERM"] ?? ""
        guard !name.isEmpty else {
            throw StudyError(
                .terminalUnsuitable, "TERM is not set, so it is not known what terminal this is.",
                hint: "Most understand: TERM=xterm-256color rir code")
        }
        guard rir_terminal_known(name) == 1 else { throw unknown(name) }
        guard rir_terminal_can("cup") != 0, rir_terminal_can("clear") != 0 else {
            throw StudyError(
                .terminalUnsuitable,
                "The terminal '\(VisibleText.line(name))' can't place text on its screen.",
                hint: "Most understand: TERM=xterm-256color rir code. Without a screen: rir code add.")
        }
        return name
    }

    private static func unknown(_ name: String) -> StudyError {
        StudyError(
            .terminalUnsuitable,
            "This system has no description (terminfo) of the terminal '\(VisibleText.line(name))'.",
            hint: "Most understand: TERM=xterm-256color rir code")
    }

    /// Lets the system's functions read and write text as the terminal does.
    ///
    /// Where the locale that is asked for is not installed, as often over SSH, but its name says UTF-8, the plain one
    /// with UTF-8 serves as well.
    ///
    /// - Returns: Whether text is UTF-8.
    private static func chooseLocale(_ environment: [String: String]) -> Bool {
        let isSet = rir_locale_choose("") != 0
        if isSet, rir_locale_is_utf8() != 0 { return true }
        let asked = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        let name = asked.lowercased()
        guard name.hasSuffix("utf-8") || name.hasSuffix("utf8") else { return false }
        for plain in ["C.UTF-8", "en_US.UTF-8"]
        where rir_locale_choose(plain) != 0 && rir_locale_is_utf8() != 0 {
            return true
        }
        return false
    }

    /// Asks the terminal to say where pasted text begins and ends; one that can't passes over it.
    private static func askForPasteMarks(_ isWanted: Bool) {
        let text: StaticString = isWanted ? "\u{1B}[?2004h" : "\u{1B}[?2004l"
        _ = write(STDOUT_FILENO, text.utf8Start, text.utf8CodeUnitCount)
    }
}
