import Hummingbird
import Logging
import NIOCore
import StudyAPI
import Synchronization

/// One request and what belongs to it until its answer has left: the work behind a stream, and the log line.
final class Exchange: Sendable {
    private struct State {
        var work: Task<Void, Never>?
        var queue: EventQueue?
        var ending: (@Sendable () -> Void)?
        var route: String?
        var study: String?
        var status = 0
        var code: String?
    }

    private let state = Mutex(State())
    private let started = ContinuousClock.now
    let connection: Connection

    init(connection: Connection) { self.connection = connection }

    func note(route: Route) { state.withLock { $0.route = "\(route)" } }

    /// Keeps a digest of the study's folder for the log, never the folder.
    func note(study path: String) { state.withLock { $0.study = Self.digest(path) } }

    func note(status: Int, code: String?) {
        state.withLock {
            $0.status = status
            if let code { $0.code = code }
        }
    }

    /// Makes this exchange the owner of a stream's work.
    func own(_ work: Task<Void, Never>, _ queue: EventQueue) {
        state.withLock {
            $0.work = work
            $0.queue = queue
        }
    }

    /// Does something when the exchange ends.
    func atEnd(_ ending: @escaping @Sendable () -> Void) { state.withLock { $0.ending = ending } }

    /// Ends the exchange: work whose client is gone is stopped and waited for.
    func end(log: Logger) async {
        let (work, queue, ending) = state.withLock { ($0.work, $0.queue, $0.ending) }
        ending?()
        if let work, let queue {
            queue.close()
            work.cancel()
            await work.value
        }
        let line = state.withLock { state in
            var metadata: Logger.Metadata = [
                "status": "\(state.status)", "ms": "\(Self.milliseconds(since: started))",
            ]
            metadata["route"] = state.route.map { "\($0)" }
            metadata["study"] = state.study.map { "\($0)" }
            metadata["code"] = state.code.map { "\($0)" }
            return metadata
        }
        log.info("request", metadata: line)
    }

    private static func milliseconds(since start: ContinuousClock.Instant) -> String {
        let elapsed = (ContinuousClock.now - start).components
        let micros = elapsed.seconds * 1_000_000 + elapsed.attoseconds / 1_000_000_000_000
        return "\(micros / 1000).\(Int(micros % 1000).threeDigits)"
    }

    /// FNV-1a, 64 bits: enough to tell studies apart in a log.
    private static func digest(_ path: String) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in path.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return String(hash, radix: 16)
    }
}

extension Int {
    fileprivate var threeDigits: String { self < 10 ? "00\(self)" : self < 100 ? "0\(self)" : "\(self)" }
}

/// What a route's handler gets along with the request.
struct APIContext: RequestContext {
    typealias Source = ExchangeSource

    var coreContext: CoreRequestContextStorage
    let exchange: Exchange

    init(source: ExchangeSource) {
        coreContext = .init(source: source)
        exchange = source.exchange
    }
}

struct ExchangeSource: RequestContextSource {
    let exchange: Exchange
    let logger: Logger
}
