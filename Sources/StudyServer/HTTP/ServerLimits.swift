/// What the server allows, so that nobody waits for ever and memory stays bounded.
package struct ServerLimits: Sendable {
    /// Connections served at once; one more gets `study.busy`.
    package var connections = 64
    /// How long one request may take; a stream may take longer.
    package var request: Duration = .seconds(60)
    /// The largest JSON body in bytes.
    package var body = 32 << 20
    /// How long a connection may stay silent between or within requests.
    package var silence: Duration = .seconds(120)
    /// The longest silence within a stream.
    package var heartbeat: Duration = .seconds(10)
    /// Between taking the socket's file away and closing the socket, so that a client that has just found it
    /// is still answered.
    package var settling: Duration = .milliseconds(30)
    /// How long a stopping server waits for a client that has begun a request and not finished sending it.
    package var draining: Duration = .seconds(5)
    /// An import's batch is handed over at this many bytes.
    package var batchBytes = 4 << 20
    /// An import's batch is handed over at this many files, if it has not been before.
    package var batchFiles = 500

    package init() {}
}
