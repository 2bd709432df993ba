import StudyAPI
import StudyModel
import Synchronization

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The socket clients connect to: bound by us, or handed over by systemd.
final class ListeningSocket: Sendable {
    /// The descriptor; whoever serves it closes it.
    let descriptor: Int32
    let path: String
    /// The file we made, so that another daemon's socket is never removed.
    private let identity: Mutex<FileIdentity?>

    private init(descriptor: Int32, path: String, identity: FileIdentity?) {
        self.descriptor = descriptor
        self.path = path
        self.identity = Mutex(identity)
    }

    /// Takes over a listening socket from systemd, which keeps the file.
    static func adopt(descriptor: Int32, path: String) -> ListeningSocket {
        closeOnExec(descriptor)
        return ListeningSocket(descriptor: descriptor, path: path, identity: nil)
    }

    /// Binds a path, removing what a daemon that was killed left there.
    ///
    /// - Parameters:
    ///   - path: As ``SocketLocation`` found it: a socket of ours or nothing lies there.
    ///   - lock: Held, so that nobody else binds or removes the path.
    /// - Throws: `daemon.socket_unsafe`.
    static func bind(path: String, holding lock: borrowing InstanceLock) throws(StudyError) -> ListeningSocket
    {
        unlink(path)
        let descriptor = makeUnixSocket()
        guard descriptor >= 0 else { throw failure(path, errno) }
        // The mode comes from the mask at bind, not from a chmod after it, so the socket is never open to
        // others.
        let mask = umask(0o177)
        let bound = withUnixAddress(path) { system_bind(descriptor, $0, $1) } ?? -1
        let code = errno
        umask(mask)
        guard bound == 0, listen(descriptor, 256) == 0, let identity = FileIdentity(path: path) else {
            close(descriptor)
            throw failure(path, bound == 0 ? errno : code)
        }
        return ListeningSocket(descriptor: descriptor, path: path, identity: identity)
    }

    /// Removes the file, if it is still the one we made.
    ///
    /// New clients then find no daemon.
    func removeFile() {
        identity.withLock { identity in
            if let known = identity, FileIdentity(path: path) == known { unlink(path) }
            identity = nil
        }
    }

    private static func failure(_ path: String, _ code: Int32) -> StudyError {
        StudyError(
            .socketUnsafe, "The daemon's socket '\(path)' can't be bound (\(systemReason(code))).",
            hint: "Set RIR_SOCKET to an absolute path in a folder of yours with mode 0700."
        )
    }
}

private func system_bind(_ descriptor: Int32, _ address: UnsafePointer<sockaddr>, _ length: socklen_t)
    -> Int32
{
    bind(descriptor, address, length)
}

/// Which file a path stands for.
private struct FileIdentity: Equatable {
    let device: UInt64
    let inode: UInt64
    let modified: Int64

    init?(path: String) {
        guard let facts = FileFacts(path: path, following: false) else { return nil }
        device = facts.device
        inode = facts.inode
        modified = facts.modified
    }
}
