import Foundation
import ProgramFixture
import Testing

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// `kill -9` of a loaded daemon at random moments: nothing that was acknowledged is lost, nothing is half there.
///
/// `RIR_KILL_ROUNDS` says how often (200 unless set; the soak run takes 10,000).
@Suite(.serialized) struct KillTests {
    private static let rounds =
        ProcessInfo.processInfo.environment["RIR_KILL_ROUNDS"].flatMap(Int.init) ?? 200

    @Test func kill_atRandom_losesNothingThatWasAcknowledged() throws {
        try ProgramFixture.with { fixture in
            try fixture.makeStudy()
            let socket = try fixture.rir("socket").output.trimmingCharacters(in: .newlines)
            let client = RawClient(socket: socket, study: fixture.study)
            let writers = Writers(client: client, threads: 4)
            var restarts: [Double] = []
            for round in 1...Self.rounds {
                try Self.killWhileBusy(fixture, writers, round)
                restarts.append(try Self.startAgain(fixture, writers, round))
                try Self.expectEverything(client, writers, all: false)
                if round.isMultiple(of: max(20, Self.rounds / 50)) || round == Self.rounds {
                    try Self.expectSound(fixture, writers, round)
                }
            }
            writers.finish()
            try Self.expectEverything(client, writers, all: true)
            try Self.expectWholeTexts(fixture, writers)
            Self.report(writers, restarts)
        }
    }

    /// Waits until the daemon has answered a few writes, then kills it in the middle of the next ones.
    private static func killWhileBusy(_ fixture: ProgramFixture, _ writers: Writers, _ round: Int) throws {
        let answer = try #require(
            writers.client.ask("GET", "/v1/daemon"), "round \(round): no daemon to kill")
        let process = try #require(Int32(answer.body.firstMatch(of: /"pid":(\d+)/)?.1 ?? ""))
        let enough = writers.count + Int.random(in: 0...6)
        writers.pause(false)
        let limit = Clock.milliseconds + 20_000
        while writers.count < enough {
            if Clock.milliseconds > limit { throw Stuck(round: round) }
            usleep(500)
        }
        // Anywhere in the next write, not only at its start.
        usleep(UInt32.random(in: 0...4000))
        kill(process, SIGKILL)
        // The call returns before the process is gone, and a command that still reaches it is not the next one.
        while writers.client.isAnswered { usleep(200) }
        writers.pause(true)
        writers.waitUntilQuiet()
    }

    /// The writers got no answer for 20 seconds from a daemon that runs.
    private struct Stuck: Error {
        var round: Int
    }

    /// The next command starts a daemon that mends what the kill left; returns how long its answer took.
    private static func startAgain(_ fixture: ProgramFixture, _ writers: Writers, _ round: Int) throws
        -> Double
    {
        let outcome = try fixture.rir("note", "Round \(round).", "--json")
        #expect(outcome.status == 0, "round \(round): \(outcome.output)\(outcome.errors)")
        let id = try #require(outcome.output.firstMatch(of: /"id":"([^"]+)"/)?.1)
        writers.read { state in
            state.acknowledged[String(id)] = "Round \(round)."
            state.fresh.append(String(id))
        }
        return outcome.milliseconds
    }

    /// Every acknowledged record is listed: those of the last round, or all there are.
    private static func expectEverything(_ client: RawClient, _ writers: Writers, all: Bool) throws {
        let wanted = writers.read { state in
            defer { state.fresh = [] }
            return all ? Array(state.acknowledged.keys) : state.fresh
        }
        let answer = try #require(client.ask("GET", "/v1/records"))
        #expect(answer.status == 200, "\(answer.body)")
        let listed = Set(answer.body.matches(of: /"id":"([^"]+)"/).map { String($0.1) })
        let lost = wanted.filter { !listed.contains($0) }
        #expect(lost == [], "acknowledged and lost")
    }

    private static func expectSound(
        _ fixture: ProgramFixture, _ writers: Writers, _ round: Int
    ) throws {
        let check = try fixture.rir("check")
        #expect(check.status == 0, "round \(round): \(check.output)\(check.errors)")
        let git = try fixture.run("git", ["fsck", "--strict", "--no-dangling"], in: fixture.study)
        #expect(git.status == 0, "round \(round): \(git.output)\(git.errors)")
        let refusals = writers.read { Set($0.refusals) }
        #expect(refusals.subtracting(["study.busy", "daemon.stopping"]) == [], "round \(round)")
    }

    /// What is in the study, acknowledged or not, is a whole text; what was acknowledged is the text that was sent.
    private static func expectWholeTexts(_ fixture: ProgramFixture, _ writers: Writers) throws {
        let acknowledged = writers.read { $0.acknowledged }
        #expect(try fixture.rir("check").status == 0)
        let records = try FileManager.default.subpathsOfDirectory(atPath: fixture.study + "/records")
            .filter { $0.hasSuffix(".md") }
        #expect(records.count >= acknowledged.count)
        for path in records {
            let text = Bytes.text(of: "\(fixture.study)/records/\(path)")
            let body = text.range(of: "\n---\n").map { String(text[$0.upperBound...]) } ?? ""
            let id = String(URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent)
            if let sent = acknowledged[id] {
                #expect(body == sent + "\n", "\(id) is not what was sent")
            } else {
                #expect(Writers.isWhole(body), "\(id) is half a note: \(body.prefix(80))")
            }
        }
        #expect((try fixture.json("status")["handEdited"] as? [Any])?.isEmpty == true)
        let unsaid = try fixture.run("git", ["status", "--porcelain"], in: fixture.study).output
        #expect(unsaid == "", "the folder is not what git holds")
    }

    private static func report(_ writers: Writers, _ restarts: [Double]) {
        let sorted = restarts.sorted()
        let numbers = writers.read { ($0.sent, $0.acknowledged.count, $0.refusals.count) }
        func milliseconds(_ share: Double) -> String {
            String(format: "%.0f ms", sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))])
        }
        print(
            "\(restarts.count) kills: \(numbers.0) notes sent, \(numbers.1) acknowledged, 0 lost, \(numbers.2) told to wait;",
            "from a dead daemon to an acknowledged note: median \(milliseconds(0.5)), p95 \(milliseconds(0.95)),",
            "most \(milliseconds(1))")
    }
}
