import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import StudyAPI
import StudyModel

/// Serves the API on the listening socket until the group stops, then answers what was begun and closes.
struct HTTPService: Service {
    let socket: ListeningSocket
    let responder: RouterResponder<APIContext>
    let limits: ServerLimits
    let activity: Activity
    let eventLoops: any EventLoopGroup
    /// Only this user's processes are served.
    let owner: UInt32
    let log: Logger
    let didStart: @Sendable () -> Void
    let willStop: @Sendable () -> Void

    func run() async throws {
        let connections = Connections(limit: limits.connections)
        let child = HTTP1Channel(
            responder: { request, writer, channel in
                try await answer(request, writer, connections.connection(of: channel))
            },
            configuration: .init(idleTimeout: TimeAmount(limits.silence))
        )
        let server = try await ServerBootstrap(group: eventLoops)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .bind(socket.descriptor) { channel in accept(channel, child, connections) }
        didStart()
        await withDiscardingTaskGroup { group in
            let stopping = Task { await stop(server.channel, connections) }
            await serve(server, child, in: &group)
            stopping.cancel()
            await stopping.value
        }
    }

    private func accept(
        _ channel: any Channel, _ child: HTTP1Channel, _ connections: Connections
    ) -> EventLoopFuture<HTTP1Channel.Value?> {
        Peer.user(of: channel).flatMap { user in
            guard user == owner else {
                log.warning("refused a connection of another user", metadata: ["code": "daemon.peer_refused"])
                return channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        StrangerHandler(answer: Self.strangerAnswer))
                    return nil
                }
            }
            guard connections.admit(channel) else { return channel.close().map { nil } }
            return child.setup(channel: channel, logger: log).map { $0 }
        }.flatMapError { error in
            // A connection that can't be set up is its client's loss, not the end of the service.
            log.warning("a connection could not be set up", metadata: ["error": "\(error)"])
            return channel.close().map { nil }.recover { _ in nil }
        }
    }

    private func serve(
        _ server: NIOAsyncChannel<HTTP1Channel.Value?, Never>, _ child: HTTP1Channel,
        in group: inout DiscardingTaskGroup
    ) async {
        do {
            try await server.executeThenClose { inbound in
                for try await accepted in inbound {
                    guard let accepted else { continue }
                    group.addTask { await child.handle(value: accepted, logger: log) }
                }
            }
        } catch {
            log.error("the socket can't be served any more", error: error)
        }
    }

    private func stop(_ server: any Channel, _ connections: Connections) async {
        do { try await gracefulShutdown() } catch { return }
        willStop()
        activity.beginStopping()
        socket.removeFile()
        try? await Task.sleep(for: limits.settling)
        server.close(mode: .all, promise: nil)
        connections.quiesce()
        await connections.drain(patience: limits.draining, limit: limits.request + limits.draining)
    }

    private static let strangerAnswer: ByteBuffer = {
        let refusal = Refusal(
            StudyError(.peerRefused, "This daemon serves the person who started it and nobody else."))
        let body = (try? Reply.text(FailureReply(refusal.error))) ?? "{}"
        return ByteBuffer(
            string: "HTTP/1.1 403 Forbidden\r\ncontent-type: application/json\r\n"
                + "\(APIVersion.header): \(APIVersion.current)\r\n"
                + "content-length: \(body.utf8.count)\r\nconnection: close\r\n\r\n\(body)"
        )
    }()
}

// MARK: - One request

extension HTTPService {
    @concurrent private func answer(
        _ request: Request, _ writer: consuming ResponseWriter, _ connection: Connection
    ) async throws {
        activity.begin()
        defer { activity.end() }
        // Until the answer is written, so that a stop does not close the connection between the two.
        connection.work.begin()
        defer { connection.work.end() }
        let exchange = Exchange(connection: connection)
        do {
            if request.headers[.expect] == "100-continue", !connection.isExcess, mayGoOn(request) {
                try await writer.writeInformationalHead(HTTPResponse(status: .continue))
            }
            let response = await response(to: request, exchange)
            try await writer.write(response: response.head, body: response.body)
        } catch {
            await exchange.end(log: log)
            throw error
        }
        await exchange.end(log: log)
        if connection.isExcess { throw ExcessConnection() }
    }

    /// Whether a body of the announced size would be taken.
    private func mayGoOn(_ request: Request) -> Bool {
        guard let length = request.headers[.contentLength].flatMap({ Int($0) }) else { return true }
        return length <= limits.body || request.uri.path == Route.importsRun.path
    }

    private func response(to request: Request, _ exchange: Exchange) async -> Response {
        var response: Response
        if exchange.connection.isExcess {
            let busy = StudyError(
                .studyBusy, "The daemon has \(limits.connections) connections open; try again.")
            response = Refusal(busy, headers: [.connection: "close"]).response
            exchange.note(status: response.status.code, code: busy.code.rawValue)
        } else {
            do {
                let context = APIContext(source: ExchangeSource(exchange: exchange, logger: log))
                response = try await responder.respond(to: request, context: context)
            } catch {
                let refusal = Refusal(StudyError(.internalFault, "Something went wrong in the daemon."))
                response = refusal.response
                exchange.note(status: response.status.code, code: refusal.error.code.rawValue)
                log.error("a request failed", error: error)
            }
        }
        response.headers[.apiVersion] = String(APIVersion.current)
        return response
    }

    /// Thrown after the answer to a connection too many, which closes it.
    private struct ExcessConnection: Error {}
}
