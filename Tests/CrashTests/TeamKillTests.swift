import Foundation
import ProgramFixture
import TestDice
import Testing

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// `kill -9` of the daemons of three people who exchange work, at random moments, most of them in the middle of a synchronisation.
///
/// `RIR_TEAM_KILLS` says how often (12 unless set), `RIR_TEAM_SEED` which order of things it is; where a kill falls differs each time.
@Suite(.serialized) struct TeamKillTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let kills = environment["RIR_TEAM_KILLS"].flatMap { Int($0) } ?? 12
    private static let seed = environment["RIR_TEAM_SEED"].flatMap { UInt64($0) } ?? 1

    @Test func kills_amongThree_loseNothingAndLeaveAllAlike() throws {
        try ProgramFixture.with { one in
            try ProgramFixture.with { two in
                try ProgramFixture.with { three in
                    let team = try KilledTeam([one, two, three], seed: Self.seed)
                    for _ in 0..<Self.kills { try team.killWhileBusy() }
                    try team.settle()
                    try team.expectAlike()
                    print(
                        "seed \(Self.seed): \(Self.kills) kills, \(team.acknowledged.count) acknowledged, 0 lost"
                    )
                }
            }
        }
    }
}

/// Three people with homes and daemons of their own, and a bare repository between them.
private final class KilledTeam {
    private let people: [ProgramFixture]
    private var random: Seeded
    private var counter = 0
    /// Words of notes and edits that were answered as saved.
    private(set) var acknowledged: [String] = []

    init(_ people: [ProgramFixture], seed: UInt64) throws {
        self.people = people
        random = Seeded(seed)
        let (lead, remote) = (people[0], people[0].root + "/remote.git")
        try lead.makeStudy()
        try done(lead.run("git", ["init", "-q", "--bare", remote]))
        try done(lead.rir("codebook", "add", "Access"))
        try done(lead.rir("remote", "add", remote))
        try done(lead.rir("sync"))
        for person in people.dropFirst() {
            try done(person.rir(["clone", remote, person.study], in: person.root))
            let code = try person.rir("member", "code").output.trimmingCharacters(in: .whitespacesAndNewlines)
            try done(lead.rir("member", "add", "--code", code))
            try done(lead.rir("sync"))
            try done(person.rir("sync"))
        }
    }

    private func done(_ outcome: Program.Outcome) throws {
        try #require(outcome.status == 0, "\(outcome.all)")
    }

    /// Lets somebody do a few things, and kills their daemon at some moment of them.
    func killWhileBusy() throws {
        let person = try #require(people.randomElement(using: &random))
        try write(person)
        // The kill before may have come after the last command.
        guard let process = person.process() else { return }
        let pause = UInt32.random(in: 0...400_000, using: &random)
        Thread.detachNewThread {
            usleep(pause)
            kill(process, SIGKILL)
        }
        for _ in 0..<3 {
            if Bool.random(using: &random) { try write(person) }
            // Whatever becomes of it is seen in the end.
            _ = try person.rir("sync")
        }
    }

    /// A note, or a line in a note of anybody's.
    private func write(_ person: ProgramFixture) throws {
        counter += 1
        let word = "w\(counter)w"
        let notes = try person.rir("list").output.split(separator: "\n").compactMap {
            $0.split(separator: " ").first
        }
        if let note = notes.randomElement(using: &random), Bool.random(using: &random) {
            let shown = try person.rir("show", String(note), "--raw")
            // What could not be read must not be written over.
            guard shown.status == 0 else { return }
            let edit = try person.rir(["edit", String(note), "--text", shown.output + "\nAlso \(word)."])
            if edit.status == 0 { acknowledged.append(word) }
        } else if try person.rir("note", "Heard of \(word).").status == 0 {
            acknowledged.append(word)
        }
    }

    /// Synchronises everybody until nobody has anything new.
    func settle() throws {
        for _ in 0..<12 {
            var isQuiet = true
            for person in people {
                let outcome = try person.rir("sync")
                try done(outcome)
                if !outcome.output.hasPrefix("Nothing new") { isQuiet = false }
            }
            let logs = try people.map { try $0.run("git", ["rev-parse", "audit"], in: $0.study).output }
            if isQuiet, Set(logs).count == 1 { return }
        }
        Issue.record("the copies do not come to rest")
    }

    func expectAlike() throws {
        var heads: Set<String> = []
        for person in people {
            heads.insert(try person.run("git", ["rev-parse", "main", "audit"], in: person.study).output)
            let check = try person.rir("check")
            #expect(check.status == 0, "\(check.all)")
            let git = try person.run("git", ["fsck", "--strict", "--no-dangling"], in: person.study)
            #expect(git.status == 0, "\(git.all)")
        }
        #expect(heads.count == 1)
        let person = people[0]
        var kept = try person.run(
            "git", ["grep", "-ho", "w[0-9]*w", "main", "--", "records"], in: person.study
        ).output
        for line in try person.rir("conflicts").output.split(separator: "\n") {
            kept += try person.rir("conflicts", String(line.prefix { $0 != " " })).output
        }
        for word in acknowledged { #expect(kept.contains(word), "\(word) is lost") }
    }
}
