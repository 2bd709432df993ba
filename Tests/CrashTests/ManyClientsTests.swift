import Foundation
import ProgramFixture
import Synchronization
import Testing

/// Eight clients at once, each of which reads what it wrote.
@Suite(.serialized) struct ManyClientsTests {
    private struct Tally {
        var written = 0
        var busy = 0
        var problems: [String] = []
        var slowest: Double = 0
        var running = 0
    }

    @Test func eightClients_eachReadsItsOwnWritesAtOnce() throws {
        try ProgramFixture.with { fixture in
            try fixture.makeStudy()
            let socket = try fixture.rir("socket").output.trimmingCharacters(in: .newlines)
            let client = RawClient(socket: socket, study: fixture.study)
            let tally = Shared(8)
            for number in 0..<8 {
                Thread.detachNewThread {
                    for turn in 0..<25 { tally.take(Self.writeAndRead(client, number, turn)) }
                    tally.leave()
                }
            }
            tally.wait()
            let result = tally.result
            #expect(result.problems == [])
            #expect(result.written + result.busy == 200)
            #expect(result.written > 0)
            print(
                "8 clients: \(result.written) writes read back at once, \(result.busy) told to wait,",
                "slowest answer \(Int(result.slowest)) ms")
            #expect(try fixture.json("list")["total"] as? Int == result.written)
            let check = try fixture.rir("check")
            #expect(check.status == 0, "\(check.output)")
        }
    }

    private enum Step {
        case written(Double)
        case busy
        case problem(String)
    }

    /// Writes a note with a word of its own, then asks for it by id, in the list and by that word.
    private static func writeAndRead(_ client: RawClient, _ number: Int, _ turn: Int) -> Step {
        let word = "quokka\(number)x\(turn)"
        let start = Clock.milliseconds
        guard let saved = client.ask("POST", "/v1/records", json: "{\"text\":\"Heard of \(word) today.\"}")
        else {
            return .problem("no answer")
        }
        let spent = Clock.milliseconds - start
        if saved.text("code") == "study.busy" { return .busy }
        guard saved.status == 200, let id = saved.text("id") else { return .problem(saved.body) }
        for target in ["/v1/records/\(id)", "/v1/search?q=\(word)", "/v1/records?text=\(word)"] {
            let answer = client.ask("GET", target)
            if answer?.text("code") == "study.busy" { continue }
            if answer?.body.contains("\"\(id)\"") != true {
                return .problem("\(target): \(answer?.body ?? "nothing")")
            }
        }
        // Some change what they wrote, and read the change.
        if turn.isMultiple(of: 5) {
            let edited = client.ask(
                "PUT", "/v1/records/\(id)", json: "{\"body\":\"No more \(word), but wombats.\"}")
            if edited?.text("code") == "study.busy" { return .written(spent) }
            let shown = client.ask("GET", "/v1/records/\(id)")
            if shown?.body.contains("but wombats") != true {
                return .problem("\(id): \(shown?.body ?? "nothing")")
            }
        }
        return .written(spent)
    }

    private final class Shared: Sendable {
        private let tally: Mutex<Tally>
        private let over = DispatchSemaphore(value: 0)

        init(_ threads: Int) { tally = Mutex(Tally(running: threads)) }

        var result: Tally { tally.withLock { $0 } }

        func take(_ step: Step) {
            tally.withLock { tally in
                switch step {
                case .written(let milliseconds):
                    tally.written += 1
                    tally.slowest = max(tally.slowest, milliseconds)
                case .busy: tally.busy += 1
                case .problem(let problem): tally.problems.append(problem)
                }
            }
        }

        func leave() {
            let isLast = tally.withLock { tally in
                tally.running -= 1
                return tally.running == 0
            }
            if isLast { over.signal() }
        }

        func wait() { over.wait() }
    }
}
