import ServiceLifecycle

/// Ends the daemon in good order when a client asks for it, or when it has been idle for its time.
///
/// Its return is the signal: the service group then stops every service, the server first.
struct StopRequest: Service {
    private let requests: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation
    private let activity: Activity
    private let idleLimit: Duration?

    init(activity: Activity, idleLimit: Duration?) {
        (requests, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        self.activity = activity
        self.idleLimit = idleLimit
    }

    /// Asks for the stop; what is under way is finished first.
    func stop() { continuation.yield() }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { for await _ in requests { return } }
                if let idleLimit { group.addTask { await waitUntilIdle(for: idleLimit) } }
                await group.next()
                group.cancelAll()
            }
        }
    }

    private func waitUntilIdle(for limit: Duration) async {
        while !Task.isCancelled {
            let idle = activity.idle
            if idle >= limit { return }
            try? await Task.sleep(for: idle == .zero ? min(limit, .seconds(1)) : limit - idle)
        }
    }
}
