import StudyModel

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

extension Connection {
    /// A stream socket that no child inherits and that never raises SIGPIPE.
    static func openSocket() -> Int32 {
        #if canImport(Darwin)
        let descriptor = socket(AF_UNIX, SOCK_STREAM, 0)
        guard descriptor >= 0 else { return -1 }
        var on: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_NOSIGPIPE, &on, socklen_t(MemoryLayout<Int32>.size))
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        return descriptor
        #else
        return socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        #endif
    }

    /// Sends without waiting for room.
    static func transmit(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Darwin)
        return send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_DONTWAIT))
        #else
        return send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL))
        #endif
    }

    static func failure(_ sentence: String, _ code: Int32) -> StudyError {
        StudyError(
            .daemonNotRunning, "\(sentence) (\(String(cString: strerror(code)))).",
            hint: "Run 'rir doctor' to see what is wrong."
        )
    }
}
