import Foundation
import ProgramFixture
import Testing

/// What two people see who work in copies of one study: joining the team, everyday work, and a question that joining raised.
@Suite struct TeamTranscriptTests {
    @Test func team() throws {
        try transcript("team") { rir, fixture in
            let sam = Person(fixture, "sam")
            defer { sam.leave() }
            try fixture.makeStudy("--title", "Link workers")
            #expect(try fixture.run("git", ["init", "-q", "--bare", "meet.git"]).status == 0)
            let meet = "\(fixture.root)/meet.git"
            try rir.rir("note", "The first meeting began at nine.", "--date", "2020-05-12")
            try Self.remotes(rir, meet)
            try Self.join(rir, sam, meet)
            try Self.work(rir, sam)
            try Self.settle(rir, sam)
            try rir.rir("check")
            // What was joined is no false alarm for whoever checks an export.
            #expect(try fixture.rir("audit", "export", "--out", "../bag").status == 0)
            let said = try fixture.run(
                "python3", ["-B", fixture.root + "/bag/verify.py", fixture.root + "/bag"])
            #expect(said.status == 0, "\(said.output)")
            try rir.rir("remote", "remove", "origin")
            try rir.rir("sync")
        }
    }

    /// Enters the remote; addresses that are refused are.
    private static func remotes(_ rir: Transcript, _ meet: String) throws {
        try rir.rir("sync")
        try rir.rir("remote")
        try rir.rir("remote", "add", "https://kim:secret@host/study.git")
        try rir.rir("remote", "add", "file://host/study.git")
        try rir.rir("remote", "add", "../meet.git")
        try rir.rir("remote", "add", meet)
        try rir.rir("remote", "show", "--json")
        try rir.rir("sync")
        try rir.rir("sync")
    }

    /// Sam makes a copy and is taken in.
    private static func join(_ rir: Transcript, _ sam: Person, _ meet: String) throws {
        try sam.rir(rir, "clone", meet, "study", "--study", "x")
        try sam.rir(rir, "clone", meet, "study", "--as", "r2")
        try sam.rir(rir, "clone", meet, "../study")
        try sam.rir(rir, "note", "Mine.")
        try sam.rir(rir, "status")
        let code = try sam.rir(rir, "member", "code").output.trimmingCharacters(in: .whitespacesAndNewlines)
        try rir.rir("member", "requests")
        try rir.rir("member", "requests", "--json")
        try rir.rir("member", "add", "--code", "0000-0000-0000")
        try rir.rir("member", "add", "--code", code.uppercased())
        try rir.rir("member", "code")
        try rir.rir("sync")
        try sam.rir(rir, "sync")
        try sam.rir(rir, "member", "list")
        try sam.rir(rir, "member", "add", "--code", code)
    }

    /// Both work, and change the same words.
    private static func work(_ rir: Transcript, _ sam: Person) throws {
        try sam.rir(rir, "note", "The queue was long.", "--date", "2020-05-13")
        try rir.rir("edit", "2020-05-12", "--text", "The first meeting began at ten.\nAll were there.")
        try sam.rir(rir, "edit", "2020-05-12", "--text", "The first meeting began at half past eight.")
        try rir.rir("sync")
        try sam.rir(rir, "sync", "--json")
        try rir.rir("sync")
        try rir.rir("list")
        // Whose step a join is follows from ids where both saved in one second, so the page itself differs.
        #expect(try rir.unnoted("status").output.contains("1 question waits where two people changed"))
    }

    /// Looks at the question, answers it, and tells the other.
    private static func settle(_ rir: Transcript, _ sam: Person) throws {
        let listed = try rir.rir("conflicts").output
        try rir.rir("conflicts", "--json")
        let question = String(listed.prefix { $0 != " " })
        try sam.rir(rir, "conflicts", question)
        try sam.rir(rir, "conflicts", question, "--json")
        try rir.rir("conflicts", "q-0000000000")
        try sam.rir(rir, "resolve", question)
        try sam.rir(rir, "resolve", question, "--other", "--reason", "minutes")
        try sam.rir(rir, "sync")
        try rir.rir("sync")
        try rir.rir("conflicts")
        try rir.rir("resolve", question, "--keep")
        try rir.rir("show", "2020-05-12")
    }
}

/// Somebody with a home and a daemon of their own, on the same computer.
private struct Person {
    let fixture: ProgramFixture
    let name: String
    private var home: String { "\(fixture.root)/\(name)" }

    init(_ fixture: ProgramFixture, _ name: String) {
        self.fixture = fixture
        self.name = name
        try? FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
    }

    /// Runs rir in their copy, or in their home while there is none.
    @discardableResult
    func rir(_ transcript: Transcript, _ arguments: String...) throws -> Program.Outcome {
        let study = home + "/study"
        let folder = FileManager.default.fileExists(atPath: study) ? study : home
        let outcome = try fixture.run("env", ["HOME=\(home)", "rir"] + arguments, in: folder)
        transcript.note(outcome, of: arguments, by: name)
        return outcome
    }

    /// Ends their daemon.
    func leave() { _ = try? fixture.run("env", ["HOME=\(home)", "rir", "daemon", "stop"]) }
}
