import StudyModel

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A witness on sockets: speaks HTTP/1.1 with many at once and asks its desk one call at a time.
///
/// Everything happens on the thread that calls ``run(until:)``, so no two calls can be looked at together. Somebody who
/// is slow, silent or too long-winded is cut off and keeps nobody waiting.
package final class WitnessServer {
    /// What one other side may take up.
    package struct Limits: Sendable {
        /// How many connections are held at once.
        package var connections = 64
        /// The most bytes of a body.
        package var body: Int
        /// How long a request may take to come, and its answer to go.
        package var call: Duration = .seconds(20)
        /// How long a connection may stay without a request.
        package var idle: Duration = .seconds(60)
        /// How long an ended connection is listened to, so that the answer is not lost.
        package var farewell: Duration = .seconds(1)

        /// The usual ones, with the largest body that is read.
        package init(body: Int) { self.body = body }
    }

    private let listeners: [Listener]
    private let routes: WitnessRoutes
    private let limits: Limits
    private var callers: [Caller] = []
    /// After the system had no room for a connection.
    private var pausesUntil: ContinuousClock.Instant?

    /// Serves a desk at some places, which are open already.
    package init(_ listeners: [Listener], desk: any WitnessDesk, limits: Limits) {
        self.listeners = listeners
        routes = WitnessRoutes(desk: desk)
        self.limits = limits
    }

    /// Answers until something can be read from a descriptor; then what was answered is still sent.
    package func run(until stop: Int32) {
        while !turn(stop) {}
        for listener in listeners { listener.close() }
        let end = ContinuousClock.now + .seconds(5)
        callers.removeAll { !$0.isSending }
        while !callers.isEmpty, ContinuousClock.now < end {
            _ = wait(for: [], atMost: end)
            serveCallers(answering: false)
            callers.removeAll { !$0.isSending }
        }
        callers = []
    }

    /// Waits for something to happen and deals with it; true when it is time to stop.
    private func turn(_ stop: Int32) -> Bool {
        let now = ContinuousClock.now
        if let until = pausesUntil, until <= now { pausesUntil = nil }
        let takesMore = pausesUntil == nil && (callers.count < limits.connections || idleCaller != nil)
        let open = takesMore ? listeners : []
        let ready = wait(for: [stop] + open.map(\.descriptor), atMost: pausesUntil)
        if ready.contains(stop) { return true }
        serveCallers(answering: true)
        for listener in open where ready.contains(listener.descriptor) {
            // Those who have just sent something were heard above and are not silent.
            if callers.count >= limits.connections, let idle = idleCaller { callers.remove(at: idle) }
            welcome(listener)
        }
        return false
    }

    /// The one who has been silent for longest, between two requests.
    private var idleCaller: Int? {
        callers.indices.filter { callers[$0].isIdle }.min { callers[$0].deadline < callers[$1].deadline }
    }

    private func welcome(_ listener: Listener) {
        while callers.count < limits.connections {
            guard let descriptor = listener.accept() else {
                if [EMFILE, ENFILE, ENOBUFS, ENOMEM].contains(errno) {
                    pausesUntil = .now + .milliseconds(200)
                }
                return
            }
            callers.append(Caller(descriptor, limits))
        }
    }

    private func serveCallers(answering: Bool) {
        let now = ContinuousClock.now
        for caller in callers {
            caller.serve(now) { [routes] call in answering ? routes.answer(to: call) : nil }
        }
        callers.removeAll(where: \.isOver)
    }

    /// Waits until one of the descriptors or callers is ready, or somebody's time is up.
    ///
    /// - Returns: those of the descriptors that are ready; callers keep it for themselves.
    private func wait(for descriptors: [Int32], atMost end: ContinuousClock.Instant?) -> Set<Int32> {
        var entries = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        for caller in callers {
            entries.append(
                pollfd(fd: caller.descriptor, events: Int16(caller.isSending ? POLLOUT : POLLIN), revents: 0))
        }
        var milliseconds: Int32 = -1
        if let first = (callers.map(\.deadline) + (end.map { [$0] } ?? [])).min() {
            let left = max(.zero, first - ContinuousClock.now)
            // Rounded up, so that the time is really over.
            milliseconds = Int32(
                clamping: left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000
                    + 1)
        }
        guard poll(&entries, nfds_t(entries.count), milliseconds) > 0 else { return [] }
        for (caller, entry) in zip(callers, entries.dropFirst(descriptors.count)) {
            caller.isReady = entry.revents != 0
        }
        return Set(entries.prefix(descriptors.count).filter { $0.revents != 0 }.map(\.fd))
    }
}
