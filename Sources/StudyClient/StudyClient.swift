import StudyAPI
import StudyModel

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The typed client of the daemon's API: one function per ``Route``.
///
/// Every call opens a connection of its own, blocks the calling thread until the answer is there, and fails
/// with a ``StudyError``: the daemon's own, or one of `daemon.not_running`, `daemon.not_started`,
/// `daemon.timeout`, `api.version_mismatch`, `internal`. Where a ``program`` is given, a daemon that is not
/// running is started first.
package struct StudyClient: Sendable {
    /// The path of the daemon's socket.
    package var socket: String
    /// The absolute path of the study's folder, for the routes about one.
    package var study: String?
    /// The daemon to start when none runs; `nil` starts none.
    package var program: DaemonProgram?
    /// The socket of the person's ssh agent, for the routes that reach a remote.
    package var agent: String?
    /// Milliseconds of silence after which the daemon counts as stuck.
    package var patience: Int32 = 60_000
    /// The same for long work, which reports as it goes.
    package var streamPatience: Int32 = 600_000

    package init(socket: String, study: String? = nil, program: DaemonProgram? = nil) {
        self.socket = socket
        self.study = study
        self.program = program
    }

    /// The largest answer that is no stream, in bytes.
    static let largestAnswer = 256 * 1024 * 1024

    typealias QueryItem = (name: QueryName, value: String)

    /// What a call sends.
    struct Call {
        var route: Route
        var record: String?
        /// The other parameters of the path, by name.
        var parts: [String: String] = [:]
        var query: [QueryItem] = []
        var body: [UInt8]?
        var stream: (any RequestStream)?
        /// False for calls that any daemon must serve, of whatever version.
        var namesVersion = true
        /// Whether the answer may be a stream of events, which may take as long as the work does.
        var takesEvents = false
    }

    /// Sends a call and decodes the one value it answers with.
    func value<Reply: Decodable>(_ type: Reply.Type, _ call: Call) throws(StudyError) -> Reply {
        try WireJSON.decode(type, from: try bytes(call))
    }

    /// Sends a call and returns the body of the answer.
    func bytes(_ call: Call) throws(StudyError) -> [UInt8] {
        var body: [UInt8] = []
        try send(call, patience: patience) { (_, piece) throws(StudyError) in try Self.add(piece, to: &body) }
        return body
    }

    /// Adds a piece of an answer to those before it.
    static func add(_ piece: ArraySlice<UInt8>, to body: inout [UInt8]) throws(StudyError) {
        guard body.count + piece.count <= largestAnswer else {
            throw StudyError(
                .requestTooLarge, "The daemon's answer is too large.", hint: "Ask with --limit.")
        }
        body += piece
    }

    /// Sends a call and hands on the bytes of a successful answer as they come.
    func send(
        _ call: Call, patience: Int32,
        receive: (ResponseReader.Head, ArraySlice<UInt8>) throws(StudyError) -> Void
    ) throws(StudyError) {
        let request = request(for: call)
        var patienceWithStart = StartPatience()
        while true {
            do throws(Connection.Failure) {
                let connection = try Connection(path: socket)
                return try exchange(request, on: connection, checks: call.namesVersion, patience, receive)
            } catch {
                try recover(from: error, call, &patienceWithStart)
            }
        }
    }

    private func request(for call: Call) -> Request {
        var parts = call.parts
        parts["record"] = call.record
        let path = call.route.path.split(separator: "/", omittingEmptySubsequences: false)
            .map { part in
                guard part.first == "{" else { return String(part) }
                return PercentEncoding.encode(parts[String(part.dropFirst().dropLast())] ?? "")
            }.joined(separator: "/")
        var fields: [(name: String, value: String)] = []
        if call.namesVersion { fields.append((APIVersion.header, String(APIVersion.current))) }
        if let study { fields.append((APIVersion.studyHeader, PercentEncoding.encode(study, keeping: "/"))) }
        if let agent, call.route.reachesRemote {
            fields.append((APIVersion.agentHeader, PercentEncoding.encode(agent, keeping: "/")))
        }
        fields.append(("Accept", call.takesEvents ? "text/event-stream" : "application/json"))
        var body = Request.Body.none
        if let bytes = call.body {
            fields.append(("Content-Type", "application/json"))
            body = .bytes(bytes)
        } else if let stream = call.stream {
            fields.append(("Content-Type", ImportFrame.mediaType))
            body = .stream(stream)
        }
        let target = path + PercentEncoding.query(call.query.map { ($0.name.rawValue, $0.value) })
        return Request(method: call.route.method, target: target, fields: fields, body: body)
    }

    private func exchange(
        _ request: Request, on connection: borrowing Connection, checks: Bool, _ patience: Int32,
        _ receive: (ResponseReader.Head, ArraySlice<UInt8>) throws(StudyError) -> Void
    ) throws(Connection.Failure) {
        var failed: ResponseReader.Head?
        var failure: [UInt8] = []
        try connection.exchange(request, patience: patience) { (head, piece) throws(StudyError) in
            if checks { try VersionCheck.check(head.fields[APIVersion.header]) }
            if (200..<300).contains(head.status) { return try receive(head, piece[...]) }
            failed = head
            if failure.count < 64 * 1024 { failure += piece }
        }
        if let failed { throw .study(Self.error(status: failed.status, failure)) }
    }

    private static func error(status: Int, _ body: [UInt8]) -> StudyError {
        if let reply = try? WireJSON.decode(FailureReply.self, from: body) { return reply.error.error }
        return StudyError(
            .internalFault, "The daemon answered with status \(status) and no reason.",
            hint: "Look at 'rir daemon log'."
        )
    }
}
