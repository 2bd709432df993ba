import NIOCore
import Synchronization

/// One client's connection.
final class Connection: Sendable {
    let channel: any Channel
    /// Beyond the number served at once; it is told so and closed.
    let isExcess: Bool
    let work = ClientWork()

    init(channel: any Channel, isExcess: Bool) {
        self.channel = channel
        self.isExcess = isExcess
    }

}

/// Whether the service is doing something for a client, which a stop waits for.
final class ClientWork: Sendable {
    private let count = Atomic(0)

    var isUnderWay: Bool { count.load(ordering: .relaxed) > 0 }

    func begin() { count.add(1, ordering: .relaxed) }

    func end() { count.subtract(1, ordering: .relaxed) }

    func during<Result>(_ body: () async throws -> Result) async rethrows -> Result {
        begin()
        defer { end() }
        return try await body()
    }

    /// Begins the part of the work that is waiting for the client to send, which a stop does not wait for.
    func pause() { count.subtract(1, ordering: .relaxed) }

    /// Ends what ``pause()`` began.
    func resume() { count.add(1, ordering: .relaxed) }
}

/// The open connections of the server.
final class Connections: Sendable {
    private let open = Mutex<[ObjectIdentifier: Connection]>([:])
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    /// Counts a connection in; it counts itself out when it closes.
    ///
    /// - Returns: False when there are so many already that not even a refusal can be given.
    func admit(_ channel: any Channel) -> Bool {
        let id = ObjectIdentifier(channel)
        let isAdmitted = open.withLock { open in
            guard open.count < limit * 4 else { return false }
            open[id] = Connection(channel: channel, isExcess: open.count >= limit)
            return true
        }
        if isAdmitted { channel.closeFuture.whenComplete { _ in self.open.withLock { $0[id] = nil } } }
        return isAdmitted
    }

    func connection(of channel: any Channel) -> Connection {
        open.withLock { $0[ObjectIdentifier(channel)] } ?? Connection(channel: channel, isExcess: false)
    }

    var all: [Connection] { open.withLock { Array($0.values) } }

    var isEmpty: Bool { open.withLock { $0.isEmpty } }

    /// Asks every connection to close once its request is answered.
    func quiesce() {
        for connection in all {
            connection.channel.eventLoop.execute {
                connection.channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
            }
        }
    }

    /// Waits until all are closed; after `patience` those that wait for their client are closed, after
    /// `limit` all.
    func drain(patience: Duration, limit: Duration) async {
        let start = ContinuousClock.now
        while !isEmpty {
            let waited = ContinuousClock.now - start
            for connection in all where waited > limit || (waited > patience && !connection.work.isUnderWay) {
                connection.channel.close(mode: .all, promise: nil)
            }
            try? await Task.sleep(for: .milliseconds(5))
        }
    }
}

/// Tells a stranger in one answer that the daemon serves only its own person, and hangs up.
final class StrangerHandler: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let answer: ByteBuffer

    init(answer: ByteBuffer) { self.answer = answer }

    func channelActive(context: ChannelHandlerContext) {
        context.writeAndFlush(Self.wrapOutboundOut(answer), promise: nil)
        context.close(promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {}
}
