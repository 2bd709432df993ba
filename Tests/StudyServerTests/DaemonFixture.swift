import Logging
import StudyAPI
import StudyModel
import StudyService
import Testing

@testable import StudyServer

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A daemon in this process with a home of its own.
struct DaemonFixture: Sendable {
    let folder: String
    let socket: String
    let stop: @Sendable () -> Void

    var logText: String { contents(folder + "/state/rir/rird.log") ?? "" }

    /// Runs a daemon round `body` and waits until it has ended.
    static func run(
        standIns: [Route: RouteTable.Handler] = [:], change: (inout DaemonOptions) -> Void = { _ in },
        _ body: (DaemonFixture) async throws -> Void
    ) async throws {
        try await withFolder { folder in
            var options = DaemonOptions(environment: environment(folder))
            change(&options)
            let (started, continuation) = AsyncStream<@Sendable () -> Void>.makeStream()
            var hooks = DaemonHooks(signals: false) { continuation.yield($0) }
            hooks.standIns = standIns
            let daemon = try make(options, folder: folder, hooks: hooks)
            let running = Task {
                defer { continuation.finish() }
                try await daemon.run()
            }
            guard let stop = await started.first(where: { _ in true }) else { return try await running.value }
            let fixture = DaemonFixture(folder: folder, socket: folder + "/rir.sock", stop: stop)
            do { try await body(fixture) } catch {
                stop()
                try await running.value
                throw error
            }
            stop()
            try await running.value
        }
    }

    static func environment(_ folder: String) -> [String: String] {
        ["RIR_SOCKET": folder + "/rir.sock", "HOME": folder, "XDG_STATE_HOME": folder + "/state"]
    }

    static func make(_ options: DaemonOptions, folder: String, hooks: DaemonHooks) throws -> Daemon {
        let path = folder + "/state/rir/rird.log"
        let file = try #require(LogFile(path: path))
        let log = Logger(label: "rird") { LineLog(label: $0, level: .debug, file: file, echoes: false) }
        return Daemon(
            options: options, studies: Studies(log: log), log: log, logPath: path,
            startedAt: Timestamp(secondsSinceEpoch: 1_600_000_000), hooks: hooks
        )
    }

    /// Sends one request and returns the whole answer, head and body.
    func ask(_ method: String, _ target: String, headers: [String] = [], body: String? = nil) async -> Answer
    {
        var lines = ["\(method) \(target) HTTP/1.1", "host: rir", "connection: close"] + headers
        if let body { lines.append("content-length: \(body.utf8.count)") }
        let text = lines.joined(separator: "\r\n") + "\r\n\r\n" + (body ?? "")
        let socket = socket
        return await blocking {
            let line = Line(to: socket)
            line.send(text)
            return Answer(line.readToEnd())
        }
    }
}

/// An answer in its parts.
struct Answer: Sendable {
    let text: String

    init(_ text: String) { self.text = text }

    var status: Int { text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0 }
    var head: String { text.firstRange(of: "\r\n\r\n").map { String(text[..<$0.lowerBound]) } ?? text }
    var body: String { text.firstRange(of: "\r\n\r\n").map { String(text[$0.upperBound...]) } ?? "" }

    func header(_ name: String) -> String? {
        for line in head.split(separator: "\r\n") where line.lowercased().hasPrefix(name + ":") {
            return String(line.dropFirst(name.count + 1).drop { $0 == " " })
        }
        return nil
    }

    /// Whether the body is a failure with this code.
    func fails(with code: StudyError.Code) -> Bool {
        body.contains("\"code\":\"\(code.rawValue)\"") && body.contains("\"ok\":false")
    }
}

/// One blocking connection to a daemon.
final class Line: Sendable {
    private let descriptor: Int32

    init(to socket: String) {
        descriptor = makeUnixSocket()
        _ = withUnixAddress(socket) { connect(descriptor, $0, $1) }
        // A test that waits longer than this fails instead of hanging.
        var limit = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        signal(SIGPIPE, SIG_IGN)
    }

    deinit { close(descriptor) }

    func send(_ text: String) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }

    func readToEnd() -> String { read(until: nil) }

    /// Reads until the text has come, the other side has closed, or the time limit has passed.
    func read(until mark: String?) -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            if let mark, String(decoding: bytes, as: UTF8.self).contains(mark) { break }
            let size = buffer.count
            let count = recv(descriptor, &buffer, size, 0)
            guard count > 0 else { break }
            bytes += buffer[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
