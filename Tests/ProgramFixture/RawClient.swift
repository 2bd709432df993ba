#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The least of an HTTP client on a Unix socket, as anybody could write it: one request, one connection.
package struct RawClient: Sendable {
    package let socket: String
    package let study: String

    package init(socket: String, study: String) {
        self.socket = socket
        self.study = study
    }

    /// An answer; `nil` instead of one means that the connection failed or broke.
    package struct Answer: Sendable {
        package var status: Int
        package var body: String

        /// The text of a member, where the body is flat enough to look for it.
        package func text(_ member: String) -> String? {
            guard let start = body.firstRange(of: "\"\(member)\":\"") else { return nil }
            return String(body[start.upperBound...].prefix { $0 != "\"" })
        }
    }

    package func ask(_ method: String, _ target: String, json: String? = nil) -> Answer? {
        let descriptor = connected()
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var head = "\(method) \(target) HTTP/1.1\r\nhost: rir\r\nconnection: close\r\nrir-study: \(study)\r\n"
        if let json { head += "content-length: \(json.utf8.count)\r\n" }
        guard send(Array((head + "\r\n" + (json ?? "")).utf8), to: descriptor) else { return nil }
        return Self.answer(receive(from: descriptor))
    }

    /// Whether anybody listens.
    package var isAnswered: Bool {
        let descriptor = connected()
        if descriptor >= 0 { close(descriptor) }
        return descriptor >= 0
    }

    private func connected() -> Int32 {
        #if canImport(Darwin) || canImport(Musl)
        let descriptor = Self.cloexec(socketCall(AF_UNIX, SOCK_STREAM, 0))
        #else
        let descriptor = Self.cloexec(socketCall(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0))
        #endif
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) {
            $0.copyBytes(from: Array(socket.utf8).prefix($0.count - 1))
        }
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        if result == 0 { return descriptor }
        close(descriptor)
        return -1
    }

    private static func cloexec(_ descriptor: Int32) -> Int32 {
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        // A daemon that neither answers nor hangs up fails the test instead of hanging it.
        var limit = timeval(tv_sec: 70, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        return descriptor
    }

    private func send(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                #if canImport(Darwin)
                write(descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done)
                #else
                Glibc.send(
                    descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done,
                    Int32(MSG_NOSIGNAL))
                #endif
            }
            guard count > 0 else { return false }
            done += count
        }
        return true
    }

    private func receive(from descriptor: Int32) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let size = buffer.count
            let count = recv(descriptor, &buffer, size, 0)
            guard count > 0 else { return bytes }
            bytes += buffer[..<count]
        }
    }

    /// Takes an answer apart; `nil` where it was cut off.
    private static func answer(_ bytes: [UInt8]) -> Answer? {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let gap = text.firstRange(of: "\r\n\r\n") else { return nil }
        let head = text[..<gap.lowerBound].lowercased()
        let body = String(text[gap.upperBound...])
        guard let status = head.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
            return nil
        }
        for line in head.split(separator: "\r\n") where line.hasPrefix("content-length:") {
            let length = Int(line.dropFirst("content-length:".count).drop { $0 == " " }) ?? 0
            if body.utf8.count < length { return nil }
        }
        return Answer(status: status, body: body)
    }
}

private func socketCall(_ family: Int32, _ type: Int32, _ protocolNumber: Int32) -> Int32 {
    socket(family, type, protocolNumber)
}
