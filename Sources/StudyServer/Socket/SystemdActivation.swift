#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The sockets systemd hands to a service it starts on demand (sd_listen_fds(3)).
enum SystemdActivation {
    static let firstDescriptor: Int32 = 3

    /// The handed-over descriptor, when there is one for this process, and takes the variables out of the
    /// environment so that no child believes they are meant for it.
    static func takeDescriptor(environment: [String: String], pid: Int32 = getpid()) -> Int32? {
        defer { for name in ["LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"] { unsetenv(name) } }
        guard let meant = environment["LISTEN_PID"].flatMap({ Int32($0) }), meant == pid,
            let count = environment["LISTEN_FDS"].flatMap({ Int32($0) }), count >= 1
        else { return nil }
        for descriptor in firstDescriptor..<(firstDescriptor + min(count, 16)) { closeOnExec(descriptor) }
        return isListening(firstDescriptor) ? firstDescriptor : nil
    }

    /// The path a Unix socket is bound to.
    static func path(of descriptor: Int32) -> String? {
        var address = sockaddr_un()
        var length = socklen_t(MemoryLayout<sockaddr_un>.size)
        let result = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
        }
        guard result == 0, address.sun_family == sa_family_t(AF_UNIX) else { return nil }
        return withUnsafeBytes(of: address.sun_path) { bytes in
            let path = bytes.prefix { $0 != 0 }
            return path.isEmpty ? nil : String(decoding: path, as: UTF8.self)
        }
    }

    private static func isListening(_ descriptor: Int32) -> Bool {
        var value: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        return getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &value, &length) == 0 && value != 0
    }
}
