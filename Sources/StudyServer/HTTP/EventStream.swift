import HTTPTypes
import Hummingbird
import NIOCore
import StudyModel

/// Long work whose progress the client sees: an answer of server-sent events.
enum EventStream {
    /// Work that reports through the queue and returns the JSON of its `done` event.
    typealias Work = @Sendable (EventQueue) async throws -> String

    static let mediaType = "text/event-stream"

    /// Starts the work and answers with its events.
    ///
    /// What fails before the first event is thrown, so that the client gets an ordinary error; later failures
    /// are the stream's last event.
    static func response(
        exchange: Exchange, activity: Activity, heartbeat: Duration,
        fault: @escaping @Sendable (any Error) -> StudyError,
        work: @escaping Work
    ) async throws -> Response {
        let queue = EventQueue()
        let failure = Failure()
        let task = Task {
            await exchange.connection.work.during {
                await run(work, queue, failure, activity: activity, heartbeat: heartbeat, fault: fault)
            }
        }
        exchange.own(task, queue)
        let observer = activity.whenStopping { task.cancel() }
        exchange.atEnd { activity.forget(observer) }
        guard let first = await queue.next() else { throw failure.error ?? CancellationError() }
        return Response(
            status: .ok, headers: [.contentType: mediaType, .cacheControl: "no-store"],
            body: ResponseBody { writer in
                try await writer.write(ByteBuffer(string: first))
                while let text = await queue.next() { try await writer.write(ByteBuffer(string: text)) }
                if let error = failure.error {
                    exchange.note(status: 200, code: error.code.rawValue)
                    try await writer.write(ByteBuffer(string: try EventText.failed(error)))
                }
                try await writer.finish(nil)
            }
        )
    }

    private static func run(
        _ work: @escaping Work, _ queue: EventQueue, _ failure: Failure, activity: Activity,
        heartbeat: Duration,
        fault: @Sendable (any Error) -> StudyError
    ) async {
        let beating = Task {
            while !Task.isCancelled {
                try await Task.sleep(for: heartbeat)
                queue.beat()
            }
        }
        defer { beating.cancel() }
        do {
            try await queue.send(EventText.done(try await work(queue)))
        } catch {
            let stopped = activity.isStopping && error is CancellationError
            failure.note(stopped ? StudyError.daemonStopping : fault(error))
        }
        queue.finish()
    }
}

extension StudyError {
    static let daemonStopping = StudyError(
        .stopping, "The daemon is stopping; what was acknowledged is kept.", hint: "Run the command again."
    )
}
