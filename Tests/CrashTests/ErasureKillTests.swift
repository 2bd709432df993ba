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
/// `RIR_ERASURE_KILLS` says how often for each kind (12 unless set; the soak run takes 500).
@Suite(.serialized) struct ErasureKillTests {
    private static let rounds =
        ProcessInfo.processInfo.environment["RIR_ERASURE_KILLS"].flatMap(Int.init) ?? 12
    private static let sentence = "The purple heron counted every tablet twice on Tuesday"

    /// What takes something out of history, and how one sees whether it did.
    struct Kind: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var command: [String]
        var isWithdrawal: Bool { command[0] == "participant" }
        /// Whether the study says that it is gone.
        var isDone: @Sendable (ProgramFixture) throws -> Bool
        /// Where something of it is.
        var places: @Sendable (ProgramFixture) throws -> [String]
    }

    private static let withdrawal = Kind(
        testDescription: "withdrawal",
        command: ["participant", "withdraw", "SP41", "--option", "erase", "--yes"],
        isDone: { try $0.rir("participant", "show", "SP41").output.contains("withdr") },
        places: { try places(in: $0) })

    private static let records = Kind(
        testDescription: "records whose time is over", command: ["retention", "apply", "records", "--yes"],
        isDone: { try $0.rir("log").output.contains("erase") }, places: { try places(in: $0) })

    private static let originals = Kind(
        testDescription: "originals whose time is over",
        command: ["retention", "apply", "originals", "--yes"],
        isDone: { try $0.rir("log").output.contains("erase") }, places: { try sealed(in: $0) })

    @Test(arguments: [withdrawal, records, originals])
    func kill_inAnErasure_leavesItWholeOrNotBegun(_ kind: Kind) throws {
        try ProgramFixture.with { fixture in
            try Self.plant(kind, in: fixture)
            #expect(try fixture.rir("daemon", "stop").status == 0)
            let template = fixture.root + "/template"
            try FileManager.default.copyItem(atPath: fixture.study, toPath: template)
            _ = try fixture.rir("status")
            #expect(try !kind.isDone(fixture) && !kind.places(fixture).isEmpty)
            let whole = try fixture.rir(kind.command).milliseconds
            #expect(try kind.isDone(fixture))
            #expect(try kind.places(fixture) == [])
            var outcomes: [Bool: Int] = [:]
            for round in 1...Self.rounds {
                outcomes[try Self.round(round, kind, fixture, template, within: whole), default: 0] += 1
            }
            print(
                "\(kind.testDescription), killed: \(outcomes[true] ?? 0) finished by the next start, \(outcomes[false] ?? 0) not begun"
            )
        }
    }

    /// - Returns: whether it is done after the next start; otherwise nothing was begun.
    private static func round(
        _ round: Int, _ kind: Kind, _ fixture: ProgramFixture, _ template: String, within whole: Double
    ) throws -> Bool {
        #expect(try fixture.rir("daemon", "stop").status == 0, "round \(round)")
        try FileManager.default.removeItem(atPath: fixture.study)
        try FileManager.default.copyItem(atPath: template, toPath: fixture.study)
        #expect(try fixture.rir("status").status == 0, "round \(round)")
        let process = try #require(fixture.process(), "round \(round): no daemon to kill")
        let done = DispatchSemaphore(value: 0)
        DispatchQueue.global().async {
            _ = try? fixture.rir(kind.command)
            done.signal()
        }
        usleep(UInt32(Double.random(in: 0...whole) * 1000))
        kill(process, SIGKILL)
        done.wait()
        // The next start opens the study, and finishes what waits before it answers.
        let status = try fixture.rir("status")
        #expect(status.status == 0, "round \(round): \(status.errors)")
        let isDone = try kind.isDone(fixture)
        let places = try kind.places(fixture)
        if isDone {
            #expect(places == [], "round \(round)")
        } else {
            #expect(!places.isEmpty, "round \(round): something went, and nothing says so")
        }
        let check = try fixture.rir("check")
        #expect(check.status == 0, "round \(round): \(check.output)")
        return isDone
    }

    private static func plant(_ kind: Kind, in fixture: ProgramFixture) throws {
        func rir(_ arguments: String...) throws {
            let outcome = try fixture.rir(arguments)
            #expect(outcome.status == 0, "\(arguments): \(outcome.errors)")
        }
        try fixture.makeStudy("--names", "assisted")
        try rir("pseudonym", "add", "Priya Patel", "SP66", "--yes")
        try fixture.write("Priya Patel was there.\n", to: "told.txt")
        try rir("import", "../told.txt", "--kind", "report", "--date", "2020-04-17", "--cleared")
        for day in 10...15 {
            try rir("note", "\(sentence), day \(day).", "--participant", "SP41", "--date", "2020-04-\(day)")
        }
        try rir("note", "Nothing of hers stands here.", "--participant", "SP66", "--date", "2020-04-16")
        try rir("edit", "2020-04-15", "--title", "Heron", "--reason", "\(sentence): better so")
        try rir(
            "memo", "add", "--title", "Herons", "--cleared", "--record", "2020-04-15",
            "They say: \(sentence).")
        // What was found stays when the time of what it rests on is over.
        let found = kind.isWithdrawal ? "People count: \(sentence)." : "People count twice."
        try rir("finding", "new", found, "--name", "count", "--cleared", "--supports", "2020-04-15")
        let file = "\(fixture.study)/study.yaml"
        let rules = """
            end-of-study: 2021-06-30
            retention:
            - {class: records, until: 2022-06-30, basis: "Protocol 9"}
            - {class: originals, years-after-end: 1, basis: "Protocol 9"}

            """
        let yaml = try String(contentsOfFile: file, encoding: .utf8)
        try (yaml + rules).write(toFile: file, atomically: true, encoding: .utf8)
        try rir("adopt", "study.yaml")
    }

    private static func sealed(in fixture: ProgramFixture) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(fixture.study)/.rir/vault/originals")
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
