import NIOCore

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The user at the other end of a connection, as the kernel recorded it at `connect`.
enum Peer {
    #if !canImport(Darwin)
    /// Linux's `struct ucred` (unix(7)), which the C module shows only to GNU sources.
    private struct Credentials {
        var process: pid_t
        var user: uid_t
        var group: gid_t
    }
    #endif

    /// The user id.
    ///
    /// The process id is never asked for: it proves nothing.
    static func user(of channel: any Channel) -> EventLoopFuture<uid_t> {
        guard let socket = channel as? any SocketOptionProvider else {
            return channel.eventLoop.makeFailedFuture(ChannelError.operationUnsupported)
        }
        #if canImport(Darwin)
        // LOCAL_PEERCRED at SOL_LOCAL, sys/un.h.
        return socket.unsafeGetSocketOption(
            level: .init(rawValue: 0), name: .init(rawValue: LOCAL_PEERCRED)
        )
        .map { (credentials: xucred) in credentials.cr_uid }
        #else
        return socket.unsafeGetSocketOption(level: .socket, name: .init(rawValue: SO_PEERCRED))
            .map { (credentials: Credentials) in credentials.user }
        #endif
    }
}
