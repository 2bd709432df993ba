// The C library under one name; every file that calls POSIX imports this way.
#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// What the system said about the last call that failed.
func systemReason(_ code: Int32) -> String { String(cString: strerror(code)) }

/// Closes a descriptor on `exec`, so that hooks and tools don't inherit it.
func closeOnExec(_ descriptor: Int32) {
    let flags = fcntl(descriptor, F_GETFD)
    if flags >= 0 { _ = fcntl(descriptor, F_SETFD, flags | FD_CLOEXEC) }
}

/// Calls `body` with the address of a Unix socket path, or returns `nil` when the path is too long.
///
/// A path that starts with `@` means Linux's abstract namespace.
func withUnixAddress<Result>(
    _ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
) -> Result? {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    var bytes = Array(path.utf8)
    guard !bytes.isEmpty, bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { return nil }
    let isAbstract = bytes[0] == UInt8(ascii: "@")
    if isAbstract { bytes[0] = 0 }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    let offset = MemoryLayout<sockaddr_un>.offset(of: \.sun_path) ?? 2
    let length = isAbstract ? offset + bytes.count : MemoryLayout<sockaddr_un>.size
    return withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(length)) }
    }
}

/// A fresh Unix socket of a kind, closed on `exec`; -1 where the system refuses.
func makeUnixSocket(datagram: Bool = false) -> Int32 {
    #if canImport(Glibc)
    let kind = Int32((datagram ? SOCK_DGRAM : SOCK_STREAM).rawValue)
    #else
    let kind = datagram ? SOCK_DGRAM : SOCK_STREAM
    #endif
    let descriptor = socket(AF_UNIX, kind, 0)
    if descriptor >= 0 { closeOnExec(descriptor) }
    return descriptor
}
