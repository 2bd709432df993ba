#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Tells systemd how the service fares (sd_notify(3)): one datagram each, failures ignored as the manual
/// asks.
struct SystemdNotifier: Sendable {
    /// Path of the socket, `@` for the abstract namespace.
    let socket: String
    /// How often systemd wants to hear of us, when it does.
    let watchdog: Duration?

    /// The notifier, or `nil` when nobody listens.
    init?(environment: [String: String], pid: Int32 = getpid()) {
        guard let socket = environment["NOTIFY_SOCKET"], socket.hasPrefix("/") || socket.hasPrefix("@") else {
            return nil
        }
        self.socket = socket
        let meant = environment["WATCHDOG_PID"].flatMap { Int32($0) } ?? pid
        let interval = environment["WATCHDOG_USEC"].flatMap { Int64($0) } ?? 0
        watchdog = interval > 0 && meant == pid ? .microseconds(interval) : nil
    }

    /// Takes the variables out of the environment, so that no child speaks in our name.
    static func forgetVariables() {
        for name in ["NOTIFY_SOCKET", "WATCHDOG_PID", "WATCHDOG_USEC"] { unsetenv(name) }
    }

    func ready() { send("READY=1\nSTATUS=Serving") }
    func stopping() { send("STOPPING=1\nSTATUS=Finishing what was begun") }
    func alive() { send("WATCHDOG=1") }

    private func send(_ text: String) {
        let descriptor = makeUnixSocket(datagram: true)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        #if canImport(Darwin)
        let flags: Int32 = 0
        #else
        let flags = Int32(MSG_NOSIGNAL.self)
        #endif
        _ = withUnixAddress(socket) { address, length in
            bytes.withUnsafeBytes { sendto(descriptor, $0.baseAddress, $0.count, flags, address, length) }
        }
    }
}
