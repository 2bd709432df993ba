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

/// `kill -9` of a daemon at random moments of an erasure: the next start finds it not begun, or finishes it.
///
/// `RIR_ERASURE_KILLS` says how often (12 unless set; the soak run takes 500).
@Suite(.serialized) struct ErasureKillTests {
    private static let rounds =
        ProcessInfo.processInfo.environment["RIR_ERASURE_KILLS"].flatMap(Int.init) ?? 12
    private static let sentence = "The purple heron counted every tablet twice on Tuesday"
    private static let withdraw = ["participant", "withdraw", "SP41", "--option", "erase", "--yes"]

    @Test func kill_inAnErasure_leavesItWholeOrNotBegun() throws {
        try ProgramFixture.with { fixture in
            try Self.plant(in: fixture)
            #expect(try fixture.rir("daemon", "stop").status == 0)
            let template = fixture.root + "/template"
            try FileManager.default.copyItem(atPath: fixture.study, toPath: template)
            _ = try fixture.rir("status")
            let whole = try fixture.rir(Self.withdraw).milliseconds
            #expect(try Self.places(in: fixture) == [])
            var outcomes: [Bool: Int] = [:]
            for round in 1...Self.rounds {
                outcomes[try Self.round(round, fixture, template, within: whole), default: 0] += 1
            }
            print(
                "erasures killed: \(outcomes[true] ?? 0) finished by the next start, \(outcomes[false] ?? 0) not begun"
            )
        }
    }

    /// - Returns: whether the participant is erased after the next start; otherwise nothing was begun.
    private static func round(
        _ round: Int, _ fixture: ProgramFixture, _ template: String, within whole: Double
    ) throws -> Bool {
        #expect(try fixture.rir("daemon", "stop").status == 0, "round \(round)")
        try FileManager.default.removeItem(atPath: fixture.study)
        try FileManager.default.copyItem(atPath: template, toPath: fixture.study)
        #expect(try fixture.rir("status").status == 0, "round \(round)")
        let process = try #require(fixture.process(), "round \(round): no daemon to kill")
        let done = DispatchSemaphore(value: 0)
        DispatchQueue.global().async {
            _ = try? fixture.rir(withdraw)
            done.signal()
        }
        usleep(UInt32(Double.random(in: 0...whole) * 1000))
        kill(process, SIGKILL)
        done.wait()
        // The next start opens the study, and finishes what waits before it answers.
        let status = try fixture.rir("status")
        #expect(status.status == 0, "round \(round): \(status.errors)")
        let shown = try fixture.rir("participant", "show", "SP41").output
        let places = try places(in: fixture)
        let isWithdrawn = shown.contains("withdr")
        if isWithdrawn {
            #expect(places == [], "round \(round)")
        } else {
            #expect(!places.isEmpty, "round \(round): words went without a withdrawal")
        }
        let check = try fixture.rir("check")
        #expect(check.status == 0, "round \(round): \(check.output)")
        return isWithdrawn
    }

    private static func plant(in fixture: ProgramFixture) throws {
        func rir(_ arguments: String...) throws {
            let outcome = try fixture.rir(arguments)
            #expect(outcome.status == 0, "\(arguments): \(outcome.errors)")
        }
        try fixture.makeStudy("--names", "assisted")
        for day in 10...15 {
            try rir("note", "\(sentence), day \(day).", "--participant", "SP41", "--date", "2020-04-\(day)")
        }
        try rir("note", "Nothing of hers stands here.", "--participant", "SP66", "--date", "2020-04-16")
        try rir("edit", "2020-04-15", "--title", "Heron", "--reason", "\(sentence): better so")
        try rir(
            "memo", "add", "--title", "Herons", "--cleared", "--record", "2020-04-15",
            "They say: \(sentence).")
        try rir("finding", "new", "People count: \(sentence).", "--name", "count", "--cleared")
    }

    private static func places(in fixture: ProgramFixture) throws -> [String] {
        var found: [String] = []
        let all = try #require(FileManager.default.enumerator(atPath: fixture.study))
        for case let path as String in all {
            guard let data = FileManager.default.contents(atPath: "\(fixture.study)/\(path)") else {
                continue
            }
            if String(decoding: data, as: UTF8.self).lowercased().contains("purple heron") {
                found.append(path)
            }
        }
        let objects = try fixture.run(
            "/bin/sh", ["-c", "git cat-file --batch-all-objects --batch | grep -a -i -c 'purple heron'"],
            in: fixture.study)
        let count = objects.output.trimmingCharacters(in: .whitespacesAndNewlines)
        return count == "0" ? found : found + ["git: \(count)"]
    }
}
