import Foundation
import ProgramFixture
import Synchronization

/// Threads that write notes through the socket as fast as they are answered, whenever they may.
///
/// Each text is a sentence that says whose it is and how often it repeats itself, so that half a note can be told from a
/// whole one.
final class Writers: Sendable {
    struct State {
        /// Record ids by what was sent; only those that were acknowledged.
        var acknowledged: [String: String] = [:]
        /// Ids not yet compared with a list.
        var fresh: [String] = []
        /// Failures that were an answer, not a broken connection.
        var refusals: [String] = []
        var sent = 0
        var isOver = false
        var isPaused = true
        /// Threads that wait for an answer.
        var asking = 0
        var running = 0
    }

    let client: RawClient
    private let state = Mutex(State())

    init(client: RawClient, threads: Int) {
        self.client = client
        state.withLock { $0.running = threads }
        for number in 0..<threads {
            Thread.detachNewThread { [self] in write(as: number) }
        }
    }

    func read<Value>(_ body: (inout sending State) -> sending Value) -> Value { state.withLock(body) }

    /// How many notes were acknowledged so far.
    var count: Int { state.withLock { $0.acknowledged.count } }

    /// Lets the threads end and waits for them.
    func finish() {
        state.withLock { $0.isOver = true }
        while state.withLock({ $0.running }) > 0 { usleep(1000) }
    }

    /// Whether the threads hold back; what is on its way is still answered, or not.
    func pause(_ value: Bool) { state.withLock { $0.isPaused = value } }

    /// Waits until nothing is on its way any more.
    func waitUntilQuiet() {
        while state.withLock({ $0.asking }) > 0 { usleep(500) }
    }

    private func write(as number: Int) {
        var random = SystemRandomNumberGenerator()
        var next = 0
        while !state.withLock({ $0.isOver }) {
            let mayAsk = state.withLock { state in
                if !state.isPaused { state.asking += 1 }
                return !state.isPaused
            }
            guard mayAsk else {
                usleep(1000)
                continue
            }
            defer { state.withLock { $0.asking -= 1 } }
            next += 1
            let text = Self.text(number, next, repeats: Int.random(in: 1...40, using: &random))
            state.withLock { $0.sent += 1 }
            let date = Self.date(using: &random)
            guard
                let answer = client.ask(
                    "POST", "/v1/records", json: "{\"text\":\"\(text)\",\"date\":\"\(date)\"}")
            else {
                // The daemon is dead; somebody starts the next one.
                usleep(2000)
                continue
            }
            note(answer, text)
        }
        state.withLock { $0.running -= 1 }
    }

    private func note(_ answer: RawClient.Answer, _ text: String) {
        state.withLock { state in
            if answer.status == 200, let id = answer.text("id") {
                state.acknowledged[id] = text
                state.fresh.append(id)
            } else {
                state.refusals.append(answer.text("code") ?? "status \(answer.status)")
            }
        }
    }

    /// A day of twenty years, as the days of a real study are many.
    private static func date(using random: inout some RandomNumberGenerator) -> String {
        let month = String(Int.random(in: 101...112, using: &random)).dropFirst()
        let day = String(Int.random(in: 101...128, using: &random)).dropFirst()
        return "\(Int.random(in: 2000...2019, using: &random))-\(month)-\(day)"
    }

    static func text(_ writer: Int, _ number: Int, repeats: Int) -> String {
        let sentence = "Writer \(writer), note \(number), said \(repeats) times."
        return Array(repeating: sentence, count: repeats).joined(separator: " ")
    }

    /// Whether a text is one that a writer could have sent, from its first to its last letter.
    static func isWhole(_ text: String) -> Bool {
        guard
            let match = text.wholeMatch(
                of: /(Writer \d+, note \d+, said (\d+) times\.)( .*)?\n/.dotMatchesNewlines())
        else { return false }
        guard let repeats = Int(match.2) else { return false }
        return text == Array(repeating: String(match.1), count: repeats).joined(separator: " ") + "\n"
    }
}
