#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A client of few lines that shares nothing with the server: bytes out, bytes in.
package final class SocketCaller {
    /// An answer of HTTP.
    package struct Reply: Equatable {
        package var status: Int
        package var head: String
        package var body: String
    }

    private let descriptor: Int32

    /// Connects to a Unix socket.
    package init(_ path: String) throws {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        #if canImport(Darwin)
        descriptor = socket(AF_UNIX, SOCK_STREAM, 0)
        #else
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        #endif
        let result = withUnsafePointer(to: address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        if result != 0 { throw Failure(errno: errno) }
        // So that a server that says nothing fails a test and does not stop it.
        var patience = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    }

    /// The system's reason why there is no connection.
    package struct Failure: Error {
        package var errno: Int32

        package init(errno: Int32) { self.errno = errno }
    }

    deinit { close(descriptor) }

    /// Sends a text.
    @discardableResult package func send(_ text: String) -> SocketCaller { send(Array(text.utf8)) }

    /// Sends bytes; what the other side no longer takes is dropped.
    @discardableResult package func send(_ bytes: [UInt8]) -> SocketCaller {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { systemSend(descriptor, $0) }
            if count <= 0 { break }
            rest = rest.dropFirst(count)
        }
        return self
    }

    /// Everything that comes until the other side closes; `nil` where it did not close.
    package func rest() -> String? {
        var all: [UInt8] = []
        while true {
            guard let piece = receive() else { return nil }
            if piece.isEmpty { return String(decoding: all, as: UTF8.self) }
            all += piece
        }
    }

    private var waiting: [UInt8] = []

    /// The next answer, by its Content-Length.
    package func reply() -> Reply? {
        while true {
            let text = String(decoding: waiting, as: UTF8.self)
            if let end = text.range(ofBytes: "\r\n\r\n") {
                let head = String(text[..<end.lowerBound])
                let length =
                    head.lowercased().split(separator: "\r\n").first { $0.hasPrefix("content-length: ") }
                    .flatMap { Int($0.dropFirst(16)) } ?? 0
                let start = head.utf8.count + 4
                if waiting.count >= start + length {
                    let body = String(decoding: waiting[start..<(start + length)], as: UTF8.self)
                    waiting.removeFirst(start + length)
                    return Reply(status: Int(head.dropFirst(9).prefix(3)) ?? 0, head: head, body: body)
                }
            }
            guard let piece = receive(), !piece.isEmpty else { return nil }
            waiting += piece
        }
    }

    /// Posts a text and waits for the answer.
    package func post(_ body: String, path: String = "/add-checkpoint") -> Reply? {
        send("POST \(path) HTTP/1.1\r\nHost: w\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)").reply()
    }

    private func receive() -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        return count < 0 ? nil : Array(buffer.prefix(count))
    }
}

private func systemSend(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    #if canImport(Darwin)
    send(descriptor, bytes.baseAddress, bytes.count, 0)
    #else
    send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
    #endif
}

extension String {
    fileprivate func range(ofBytes text: String) -> Range<String.Index>? {
        let bytes = Array(utf8)
        let wanted = Array(text.utf8)
        guard bytes.count >= wanted.count else { return nil }
        for start in 0...(bytes.count - wanted.count) where bytes[start...].starts(with: wanted) {
            let first = utf8.index(utf8.startIndex, offsetBy: start)
            return first..<utf8.index(first, offsetBy: wanted.count)
        }
        return nil
    }
}
