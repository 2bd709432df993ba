package import StudyModel

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Where a witness can be reached: a Unix socket or an address of the network.
///
/// The socket's file goes with ``close()``, if it is still the one that was made.
package final class Listener {
    let descriptor: Int32
    /// The socket's path, or the address as one begins a URL with.
    package let name: String
    private let path: String?
    private let identity: FileMark?
    private var isOpen = true

    private init(_ descriptor: Int32, name: String, path: String? = nil) {
        self.descriptor = descriptor
        self.name = name
        self.path = path
        identity = path.flatMap { FileMark($0) }
    }

    deinit { close() }

    /// Takes no more connections, and removes the socket's file.
    package func close() {
        guard isOpen else { return }
        isOpen = false
        if let path, let identity, FileMark(path) == identity { unlink(path) }
        systemClose(descriptor)
    }

    // MARK: Unix sockets

    /// Binds a path; a socket that nobody serves any more is replaced.
    ///
    /// - Parameter forGroup: Whether the group of the file may connect, and not its owner alone.
    /// - Throws: `witness.socket`.
    package static func unix(_ path: String, forGroup: Bool) throws(StudyError) -> Listener {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        guard path.utf8.count < MemoryLayout.size(ofValue: address.sun_path), !path.utf8.contains(0) else {
            throw StudyError(
                .witnessSocket, "The socket's path '\(path)' is too long for this system.",
                hint: "Name a shorter one with --socket.")
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let descriptor = Descriptors.make(AF_UNIX)
        guard descriptor >= 0 else { throw failure(path) }
        do throws(StudyError) {
            try makeRoom(path, address)
            // The mode comes from the mask at bind, so the socket is never open to others.
            let mask = umask(forGroup ? 0o117 : 0o177)
            let bound = withPointer(to: address) { bind(descriptor, $0, $1) }
            let code = errno
            umask(mask)
            errno = code
            guard bound == 0, listen(descriptor, 64) == 0 else { throw failure(path) }
            return Listener(descriptor, name: path, path: path)
        } catch {
            systemClose(descriptor)
            throw error
        }
    }

    private static func makeRoom(_ path: String, _ address: sockaddr_un) throws(StudyError) {
        guard let mark = FileMark(path) else { return }
        guard mark.isSocket else {
            throw StudyError(
                .witnessSocket, "'\(path)' is there already, and no socket.",
                hint: "Name another path with --socket.")
        }
        let probe = Descriptors.make(AF_UNIX)
        guard probe >= 0 else { throw failure(path) }
        defer { systemClose(probe) }
        let isAnswered = withPointer(to: address) { connect(probe, $0, $1) } == 0
        // One that is merely overrun says EAGAIN.
        guard !isAnswered, errno == ECONNREFUSED else {
            throw StudyError(
                .witnessSocket, "Somebody serves '\(path)' already.",
                hint: "End that first, or name another path with --socket.")
        }
        unlink(path)
    }

    // MARK: The network

    /// Binds an address, such as `127.0.0.1:8080` or `[::1]:8080`; the port 0 takes a free one.
    ///
    /// - Throws: `witness.socket`; `usage` for a text that is no address.
    package static func network(_ text: String) throws(StudyError) -> Listener {
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
            throw noAddress(text)
        }
        let host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            var address = sockaddr_in6()
            address.sin6_family = sa_family_t(AF_INET6)
            address.sin6_port = port.bigEndian
            guard inet_pton(AF_INET6, String(host.dropFirst().dropLast()), &address.sin6_addr) == 1 else {
                throw noAddress(text)
            }
            let (descriptor, bound) = try open(AF_INET6, address, text)
            return Listener(descriptor, name: "http://\(host):\(UInt16(bigEndian: bound.sin6_port))/")
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        guard inet_pton(AF_INET, String(host), &address.sin_addr) == 1 else { throw noAddress(text) }
        let (descriptor, bound) = try open(AF_INET, address, text)
        return Listener(descriptor, name: "http://\(host):\(UInt16(bigEndian: bound.sin_port))/")
    }

    private static func open<Address>(
        _ family: Int32, _ address: Address, _ text: String
    ) throws(StudyError) -> (Int32, Address) {
        let descriptor = Descriptors.make(family)
        guard descriptor >= 0 else { throw failure(text) }
        var on: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
        var bound = address
        var length = socklen_t(MemoryLayout<Address>.size)
        guard withPointer(to: address, { bind(descriptor, $0, $1) }) == 0, listen(descriptor, 64) == 0,
            withUnsafeMutablePointer(
                to: &bound,
                {
                    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                        getsockname(descriptor, $0, &length)
                    }
                }) == 0
        else {
            let error = failure(text)
            systemClose(descriptor)
            throw error
        }
        return (descriptor, bound)
    }

    private static func noAddress(_ text: String) -> StudyError {
        StudyError(
            .usage, "'\(text)' is no address to listen at.",
            hint: "Write figures and a port: 127.0.0.1:8080, or [::1]:8080.")
    }

    private static func failure(_ place: String) -> StudyError {
        StudyError(
            .witnessSocket, "The witness can't be served at '\(place)' (\(Descriptors.reason)).",
            hint: "Name another place with --socket or --listen.")
    }

    // MARK: Connections

    /// The next connection that waits.
    func accept() -> Int32? {
        let descriptor = systemAccept(descriptor)
        guard descriptor >= 0 else { return nil }
        Descriptors.prepare(descriptor)
        return descriptor
    }

    private static func withPointer<Address>(
        to address: Address, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        withUnsafePointer(to: address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<Address>.size))
            }
        }
    }
}

/// Which file a path stands for.
private struct FileMark: Equatable {
    let device: UInt64
    let inode: UInt64
    let isSocket: Bool

    init?(_ path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        device = UInt64(truncatingIfNeeded: status.st_dev)
        inode = UInt64(status.st_ino)
        isSocket = status.st_mode & S_IFMT == S_IFSOCK
    }
}

private func systemClose(_ descriptor: Int32) { close(descriptor) }

private func systemAccept(_ descriptor: Int32) -> Int32 { accept(descriptor, nil, nil) }
