package import StudyModel

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// One connection to the daemon's socket, for one request.
///
/// The request is sent and the answer read at the same time, so that neither side waits for a full buffer of
/// the other. Blocks the calling thread.
package struct Connection: ~Copyable {
    /// Why an exchange did not end with an answer.
    package enum Failure: Error {
        /// Nobody listens at the socket.
        case refused
        /// The daemon hung up before it answered anything.
        case closed
        case study(StudyError)
    }

    private static let pieceSize = 64 * 1024
    private let descriptor: Int32

    /// Connects to a socket by its path.
    package init(path: String) throws(Failure) {
        descriptor = try Self.open(path)
    }

    private static func open(_ path: String) throws(Failure) -> Int32 {
        let descriptor = openSocket()
        guard descriptor >= 0 else {
            throw .study(failure("The socket of the daemon can't be opened", errno))
        }
        do throws(Failure) {
            try join(descriptor, to: path)
            return descriptor
        } catch {
            close(descriptor)
            throw error
        }
    }

    private static func join(_ descriptor: Int32, to path: String) throws(Failure) {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let capacity = MemoryLayout.size(ofValue: address.sun_path)
        guard path.utf8.count < capacity else {
            throw .study(StudyError(.socketUnsafe, "The socket path '\(path)' is too long for this system."))
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let result = withUnsafePointer(to: address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        if result == 0 { return }
        switch errno {
        case ENOENT, ECONNREFUSED, ENOTDIR: throw .refused
        case let code: throw .study(failure("The daemon's socket '\(path)' can't be reached", code))
        }
    }

    deinit { close(descriptor) }

    /// Sends a request and hands the answer on, piece by piece, as it arrives.
    ///
    /// - Parameters:
    ///   - patience: Milliseconds without a byte in either direction after which the daemon counts as stuck.
    ///   - receive: Called with the head and the next bytes of the body, at least once.
    package func exchange(
        _ request: Request, patience: Int32,
        receive: (ResponseReader.Head, [UInt8]) throws(StudyError) -> Void
    ) throws(Failure) {
        var outgoing = Outgoing(request)
        var reader = ResponseReader()
        var heard = false
        while !reader.isComplete {
            do throws(StudyError) { try outgoing.refill() } catch { throw .study(error) }
            let ready = try wait(sending: outgoing.hasBytes, patience: patience)
            if ready.canWrite, !send(&outgoing) { outgoing.stop() }
            guard ready.canRead else { continue }
            let bytes = try receiveBytes(heard: heard)
            do {
                let hadHead = reader.head != nil
                let body = bytes.isEmpty ? [] : try reader.take(bytes)
                if bytes.isEmpty { try endOfAnswer(&reader, heard: heard) }
                heard = true
                if let head = reader.head, !hadHead || !body.isEmpty { try receive(head, body) }
            } catch let error as Failure {
                throw error
            } catch let error as StudyError {
                throw .study(error)
            } catch {
                throw .study(
                    StudyError(.internalFault, "The daemon's answer breaks off or is no HTTP.", cause: error))
            }
        }
    }

    private func endOfAnswer(_ reader: inout ResponseReader, heard: Bool) throws {
        guard heard else { throw Failure.closed }
        try reader.end()
    }

    private func wait(sending: Bool, patience: Int32) throws(Failure) -> (canRead: Bool, canWrite: Bool) {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN) | (sending ? Int16(POLLOUT) : 0), revents: 0)
        while true {
            let count = poll(&entry, 1, patience)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .study(Self.failure("The daemon's socket failed", errno)) }
            guard count > 0 else {
                throw .study(
                    StudyError(
                        .timeout, "The daemon has not answered for \(patience / 1000) seconds.",
                        hint:
                            "Look at 'rir daemon log'; after 'rir daemon stop' the next command starts it anew."
                    ))
            }
            let failed = entry.revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0
            return (entry.revents & Int16(POLLIN) != 0 || failed, entry.revents & Int16(POLLOUT) != 0)
        }
    }

    /// Sends what fits; false when the daemon no longer takes bytes.
    ///
    /// It may have answered all the same.
    private func send(_ outgoing: inout Outgoing) -> Bool {
        let sent = outgoing.bytes.withUnsafeBytes { buffer in
            Self.transmit(descriptor, UnsafeRawBufferPointer(rebasing: buffer[outgoing.sent...]))
        }
        if sent >= 0 {
            outgoing.sent += sent
            return true
        }
        return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR
    }

    private func receiveBytes(heard: Bool) throws(Failure) -> [UInt8] {
        var code: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: Self.pieceSize) { buffer, count in
            var result = recv(descriptor, buffer.baseAddress, buffer.count, 0)
            while result < 0, errno == EINTR {
                result = recv(descriptor, buffer.baseAddress, buffer.count, 0)
            }
            if result < 0 { code = errno }
            count = max(0, result)
        }
        guard code == 0 || code == ECONNRESET else {
            throw .study(Self.failure("The daemon's socket failed", code))
        }
        return bytes
    }
}
