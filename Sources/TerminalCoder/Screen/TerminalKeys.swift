import CNcurses

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// What ncurses reads, as keys of the coder.
struct TerminalKeys {
    /// More pasted text than this is dropped.
    private static let longestPaste = 64 * 1024
    private static let pasteBegins: Int32 = 0x7001
    private static let pasteEnds: Int32 = 0x7002

    /// What was pasted so far, while it arrives.
    private var pasted: String.UnicodeScalarView?

    /// Makes the marks around pasted text keys of their own.
    static func define() {
        rir_screen_define("\u{1B}[200~", pasteBegins)
        rir_screen_define("\u{1B}[201~", pasteEnds)
    }

    /// The next key that has arrived, or `nil` where there is none yet.
    mutating func next() -> CoderKey? {
        var value: UInt32 = 0
        while true {
            switch rir_screen_read(&value) {
            case 1: if let key = character(value) { return key }
            case 2: if let key = function(Int32(bitPattern: value)) { return key }
            default: return nil
            }
        }
    }

    private mutating func character(_ value: UInt32) -> CoderKey? {
        guard let scalar = Unicode.Scalar(value) else { return nil }
        if pasted != nil {
            if (pasted?.count ?? 0) < Self.longestPaste { pasted?.append(scalar == "\r" ? "\n" : scalar) }
            return nil
        }
        switch scalar.value {
        case 0x0A, 0x0D: return .enter
        case 0x09: return .tab
        case 0x1B: return .escape
        case 0x7F, 0x08: return .backspace
        case 0x01...0x1A: return Unicode.Scalar(scalar.value + 0x60).map { .control(Character($0)) }
        case 0..<0x20, 0x80...0x9F: return nil
        default: return .character(Character(scalar))
        }
    }

    private mutating func function(_ key: Int32) -> CoderKey? {
        if key == Self.pasteBegins {
            pasted = .init()
            return nil
        }
        if key == Self.pasteEnds {
            defer { pasted = nil }
            return pasted.map { .paste(String($0)) }
        }
        if pasted != nil { return nil }
        switch key {
        case KEY_UP: return .up
        case KEY_DOWN: return .down
        case KEY_LEFT: return .left
        case KEY_RIGHT: return .right
        case KEY_NPAGE: return .pageDown
        case KEY_PPAGE: return .pageUp
        case KEY_HOME: return .home
        case KEY_END: return .end
        case KEY_ENTER: return .enter
        case KEY_BACKSPACE: return .backspace
        case KEY_DC: return .delete
        default: return nil
        }
    }
}
