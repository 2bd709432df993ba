#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Lines of standard input one at a time: what follows a line is left for the next reader.
package enum InputLine {
    /// Longer lines are cut here.
    private static let longest = 64 * 1024

    /// The next line without its end, or `nil` at the end of the input.
    package static func read(_ descriptor: Int32) -> String? {
        var bytes: [UInt8] = []
        while let byte = byte(descriptor) {
            if byte == UInt8(ascii: "\n") {
                if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
                return String(decoding: bytes, as: UTF8.self)
            }
            if bytes.count < longest { bytes.append(byte) }
        }
        return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
    }

    /// The next byte, or `nil` at the end of the input.
    static func byte(_ descriptor: Int32) -> UInt8? {
        var byte: UInt8 = 0
        while true {
            let count = systemRead(descriptor, &byte)
            if count == 1 { return byte }
            guard count < 0, errno == EINTR else { return nil }
        }
    }

    /// Whether a byte can be read at once, or within so many milliseconds.
    static func isReady(_ descriptor: Int32, within milliseconds: Int32) -> Bool {
        var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&watched, 1, milliseconds) == 1
    }
}

private func systemRead(_ descriptor: Int32, _ byte: inout UInt8) -> Int { read(descriptor, &byte, 1) }
