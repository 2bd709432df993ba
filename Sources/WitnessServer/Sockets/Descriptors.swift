#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// What the systems call differently about sockets.
enum Descriptors {
    #if canImport(Darwin)
    private static let stream = SOCK_STREAM
    private static let sendFlags: Int32 = 0
    #else
    private static let stream = Int32(SOCK_STREAM.rawValue)
    private static let sendFlags = Int32(MSG_NOSIGNAL)
    #endif

    /// A stream socket that no child inherits; negative where there is none.
    static func make(_ family: Int32) -> Int32 {
        let descriptor = socket(family, stream, 0)
        if descriptor >= 0 { prepare(descriptor) }
        return descriptor
    }

    /// Makes a socket one that never waits, that no child inherits, and that never raises SIGPIPE.
    static func prepare(_ descriptor: Int32) {
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        #if canImport(Darwin)
        var on: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_NOSIGPIPE, &on, socklen_t(MemoryLayout<Int32>.size))
        #endif
    }

    /// How many bytes the system took; negative where it took none.
    static func send(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) -> Int {
        bytes.withUnsafeBytes { systemSend(descriptor, $0.baseAddress, $0.count, sendFlags) }
    }

    /// What has come; empty at the end, `nil` where there is nothing or the connection failed.
    static func receive(from descriptor: Int32, atMost limit: Int) -> [UInt8]? {
        var result = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
            result = recv(descriptor, buffer.baseAddress, buffer.count, 0)
            count = max(0, result)
        }
        return result < 0 ? nil : bytes
    }

    /// Whether the last call failed only because it would have had to wait.
    static var isPatience: Bool { errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR }

    /// What the system says about its last failure.
    static var reason: String { String(cString: strerror(errno)) }
}

private func systemSend(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int, _ flags: Int32) -> Int
{
    send(descriptor, bytes, count, flags)
}
