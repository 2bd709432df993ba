import StudyAPI
import StudyModel
import Synchronization

/// The events of one stream between the work that makes them and the connection that writes them.
///
/// Progress is replaced by newer progress while it waits; everything else is kept in order, and the work
/// waits when too much is unread, so memory stays bounded.
final class EventQueue: Sendable {
    fileprivate struct State {
        var events: [String] = []
        var progress: WorkProgress?
        var isFinished = false
        var isClosed = false
        var reader: CheckedContinuation<Void, Never>?
        var writer: CheckedContinuation<Void, Never>?
    }

    /// Thrown into work whose client is gone.
    struct ClientGone: Error {}

    private let state = Mutex(State())
    private let capacity: Int

    init(capacity: Int = 16_384) { self.capacity = capacity }

    /// Notes where the work stands.
    ///
    /// Never waits.
    func report(_ progress: WorkProgress) {
        wake(
            state.withLock { state in
                state.progress = progress
                return state.takeReader()
            })
    }

    /// Adds an event, waiting while too many are unread.
    ///
    /// - Throws: ``ClientGone``.
    func send(_ event: String) async throws {
        while true {
            let (isFull, reader) = try state.withLock { state -> (Bool, CheckedContinuation<Void, Never>?) in
                guard !state.isClosed else { throw ClientGone() }
                guard state.events.count < capacity else { return (true, nil) }
                if let progress = state.progress, let text = try? EventText.progress(progress) {
                    state.events.append(text)
                    state.progress = nil
                }
                state.events.append(event)
                return (false, state.takeReader())
            }
            wake(reader)
            guard isFull else { return }
            await waitForRoom()
        }
    }

    /// Adds a comment when nothing else waits.
    func beat() {
        wake(
            state.withLock { state in
                guard state.events.isEmpty, state.progress == nil else { return nil }
                state.events.append(EventText.heartbeat)
                return state.takeReader()
            })
    }

    /// No event follows.
    func finish() {
        wake(
            state.withLock { state in
                state.isFinished = true
                return state.takeReader()
            })
    }

    /// Nobody reads any more.
    func close() {
        wake(
            state.withLock { state in
                state.isClosed = true
                state.events = []
                state.progress = nil
                defer { state.writer = nil }
                return state.writer
            })
    }

    /// Everything that waits, as one piece of text; waits for some.
    ///
    /// `nil` at the end.
    func next() async -> String? {
        while true {
            let (text, ended, writer) = state.withLock { $0.take() }
            wake(writer)
            if let text { return text }
            if ended { return nil }
            await waitForEvents()
        }
    }

    private func waitForEvents() async {
        await withCheckedContinuation { continuation in
            wake(
                state.withLock { state in
                    guard state.events.isEmpty, state.progress == nil, !state.isFinished, !state.isClosed
                    else {
                        return continuation
                    }
                    state.reader = continuation
                    return nil
                })
        }
    }

    private func waitForRoom() async {
        await withCheckedContinuation { continuation in
            wake(
                state.withLock { state in
                    guard state.events.count >= capacity, !state.isClosed else { return continuation }
                    state.writer = continuation
                    return nil
                })
        }
    }

    private func wake(_ continuation: CheckedContinuation<Void, Never>?) { continuation?.resume() }
}

extension EventQueue.State {
    fileprivate mutating func takeReader() -> CheckedContinuation<Void, Never>? {
        defer { reader = nil }
        return reader
    }

    fileprivate mutating func take() -> (
        text: String?, ended: Bool, writer: CheckedContinuation<Void, Never>?
    ) {
        var texts = events
        events = []
        if let progress, let text = try? EventText.progress(progress) { texts.append(text) }
        progress = nil
        defer { writer = nil }
        return (texts.isEmpty ? nil : texts.joined(), isFinished || isClosed, writer)
    }
}

/// Server-sent events as text (HTML standard, section 9.2).
enum EventText {
    static let heartbeat = ": still working\n\n"

    static func progress(_ progress: WorkProgress) throws -> String {
        event("progress", try Reply.text(progress))
    }
    static func outcome(_ outcome: ImportOutcome) throws -> String {
        event("outcome", try Reply.text(outcome))
    }
    static func done(_ json: String) -> String { event("done", json) }
    static func failed(_ error: StudyError) throws -> String {
        event("failed", try Reply.text(FailureReply(error)))
    }

    private static func event(_ name: String, _ json: String) -> String {
        // A line break within the data begins a line of its own.
        let data = json.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\ndata: ")
        return "event: \(name)\ndata: \(data)\n\n"
    }
}
