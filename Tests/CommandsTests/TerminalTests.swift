import Commands
import Foundation
import Testing

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#endif

/// The mode of a terminal is one for the process, so these run one after another.
@Suite(.serialized) struct TerminalTests {
    /// Both ends of a terminal: what a person types goes into the first, a program reads the second.
    private struct Pair {
        let person: Int32
        let program: Int32

        init() throws {
            var ends: (Int32, Int32) = (-1, -1)
            try #require(openpty(&ends.0, &ends.1, nil, nil, nil) == 0)
            (person, program) = ends
        }

        func type(_ text: String) { _ = text.withCString { write(person, $0, strlen($0)) } }

        var flags: tcflag_t {
            var mode = termios()
            tcgetattr(program, &mode)
            return mode.c_lflag
        }

        func end() {
            close(program)
            close(person)
        }
    }

    @Test(arguments: [(TerminalMode.Kind.hidden, true), (.keys, false)])
    func mode_isGivenBack(_ kind: TerminalMode.Kind, hasLines: Bool) throws {
        let pair = try Pair()
        defer { pair.end() }
        let before = pair.flags
        let during = TerminalMode.with(kind, on: pair.program) { pair.flags }
        #expect(during & tcflag_t(ECHO) == 0)
        #expect((during & tcflag_t(ICANON) != 0) == hasLines)
        #expect(pair.flags == before)
    }

    @Test func hiddenLine_isRead_andNotShown() throws {
        let pair = try Pair()
        defer { pair.end() }
        let line = TerminalMode.with(.hidden, on: pair.program) {
            pair.type("correct horse\n")
            return InputLine.read(pair.program)
        }
        #expect(line == "correct horse")
        #expect(!isReadable(pair.person))
    }

    @Test func key_isHandedOverWithoutALineEnd() throws {
        let pair = try Pair()
        defer { pair.end() }
        var keyboard = Keyboard(input: pair.program, inputIsTerminal: true)
        for (typed, key) in [("p", "p"), ("\u{1B}[A", "?"), ("é", "?"), ("\r", "\n"), ("n", "n")] {
            pair.type(typed)
            let pressed = keyboard.key()
            #expect(pressed == key.first)
        }
        pair.type("\u{4}")
        let end = keyboard.key()
        #expect(end == nil)
    }

    @Test func whatIsNoTerminal_isLeftAsItIs() throws {
        let pipe = Pipe()
        try pipe.fileHandleForWriting.write(contentsOf: Data("one\r\ntwo".utf8))
        try pipe.fileHandleForWriting.close()
        let input = pipe.fileHandleForReading.fileDescriptor
        #expect(TerminalMode.with(.hidden, on: input) { InputLine.read(input) } == "one")
        #expect(InputLine.read(input) == "two")
        #expect(InputLine.read(input) == nil)
    }

    private func isReadable(_ descriptor: Int32) -> Bool {
        var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&watched, 1, 0) == 1
    }
}
