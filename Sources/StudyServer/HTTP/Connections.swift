import NIOCore
import Synchronization

/// One client's connection.
final class Connection: Sendable {
    let channel: any Channel
    /// Beyond the number served at once; it is told so and closed.
    let isExcess: Bool
    private let work = Atomic(0)

    init(channel: any Channel, isExcess: Bool) {
        self.channel = channel
        self.isExcess = isExcess
    }

    /// Whether the service is doing something for it, which a stop waits for.
    var isWorking: Bool { work.load(ordering: .relaxed) > 0 }

    func working<Result>(_ body: () async throws -> Result) async rethrows -> Result {
        work.add(1, ordering: .relaxed)
        defer { work.subtract(1, ordering: .relaxed) }
        return try await body()
    }

    /// The part of working that is waiting for the client to send, which a stop does not wait for.
    func waitingForClient<Result>(_ body: () async throws -> Result) async rethrows -> Result {
        work.subtract(1, ordering: .relaxed)
        defer { work.add(1, ordering: .relaxed) }
        return try await body()
    }
}

/// The open connections of the server.
final class Connections: Sendable {
    private let open = Mutex<[ObjectIdentifier: Connection]>([:])
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    /// Counts a connection in; it counts itself out when it closes.
    func admit(_ channel: any Channel) -> Connection {
        let id = ObjectIdentifier(channel)
        let connection = open.withLock { open in
            let connection = Connection(channel: channel, isExcess: open.count >= limit)
            open[id] = connection
            return connection
        }
        channel.closeFuture.whenComplete { _ in self.open.withLock { $0[id] = nil } }
        return connection
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

    /// Waits until all are closed; after `patience` those that wait for their client are closed, after `limit` all.
    func drain(patience: Duration, limit: Duration) async {
        let start = ContinuousClock.now
        while !isEmpty {
            let waited = ContinuousClock.now - start
            for connection in all where waited > limit || (waited > patience && !connection.isWorking) {
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
