import Foundation
import ProgramFixture
import StudyArchive
import StudyModel
import StudyService
import Testing

@Suite("What comes from a remote is looked at as from a stranger")
struct RemoteTrustTests {
    @Test("Nobody answers for what they may not do, and nothing is joined then")
    func adoptingTooMuch() async throws {
        let team = try await TeamFixture()
        let two = try team["r2"]
        let clone = team.first.root + "/stock"
        #expect(try Program.run(["git", "clone", "-q", team.remote, clone, "-b", "main"]).status == 0)
        let file = "\(clone)/study.yaml"
        let text = try String(contentsOfFile: file, encoding: .utf8)
        try (text + "more: \"of it\"\n").write(toFile: file, atomically: true, encoding: .utf8)
        #expect(try StudyFixture.git(clone, "commit", "-qam", "settings").status == 0)
        #expect(try StudyFixture.git(clone, "push", "-q", "origin", "main").status == 0)
        let before = try StudyFixture.git(try team.folder("r2"), "rev-parse", "main", "audit").output
        await expectFailure(.syncRefused) { try await two.sync(adopting: true) }
        #expect(try StudyFixture.git(try team.folder("r2"), "rev-parse", "main", "audit").output == before)
        _ = try await team["r1"].sync(adopting: true)
        try await team.settle()
        try await team.expectAlike()
        try await team.close()
    }

    @Test("Whoever is not in the team reads and does not write")
    func stranger() async throws {
        let team = try await TeamFixture(members: 1)
        let studies = Studies(
            surroundings: StudyFixture.surroundings(team.first.root + "/x"), log: StudyFixture.log)
        try FileManager.default.createDirectory(
            atPath: team.first.root + "/x", withIntermediateDirectories: true)
        let path = team.first.root + "/x/study"
        let outcome = try await studies.clone(team.remote, to: path, as: nil)
        #expect(outcome.request.member.rawValue == "r2" && outcome.code.count == 14)
        let service = try await studies.study(at: path)
        await expectFailure(.memberInvalid) { try await service.note("Mine.") }
        await expectFailure(.memberInvalid) {
            try await team["r1"].admit("0000-0000-0000", as: nil, role: "coder")
        }
        try await service.close()
        try await team.close()
    }

    @Test("What no member may have put there is refused by name, and nothing changes")
    func hostile() async throws {
        let team = try await TeamFixture()
        let (one, two) = (try team["r1"], try team["r2"])
        let id = try await one.note("It began at nine.").record.id
        try await team.settle()
        let before = try StudyFixture.git(try team.folder("r2"), "rev-parse", "main", "audit").output
        let clone = team.first.root + "/stock"
        func fresh() throws {
            try? FileManager.default.removeItem(atPath: clone)
            #expect(try Program.run(["git", "clone", "-q", team.remote, clone, "-b", "main"]).status == 0)
        }
        func push() throws {
            #expect(try StudyFixture.git(clone, "push", "-qf", "origin", "main").status == 0)
        }
        let good = try StudyFixture.git(team.remote, "rev-parse", "main").output.trimmingCharacters(
            in: .whitespacesAndNewlines)
        let tricks: [(String, (String) throws -> Void)] = [
            (
                "unsigned",
                { folder in
                    try "changed\n".write(toFile: "\(folder)/\(id.path)", atomically: true, encoding: .utf8)
                }
            ),
            (
                "link",
                { folder in
                    try FileManager.default.createSymbolicLink(
                        atPath: "\(folder)/records/x", withDestinationPath: "/etc/passwd")
                }
            ),
            (
                "attributes",
                { folder in
                    try "* filter=x\n".write(
                        toFile: "\(folder)/.gitattributes", atomically: true, encoding: .utf8)
                }
            ),
        ]
        for (name, trick) in tricks {
            try fresh()
            try trick(clone)
            try StudyFixture.git(clone, "add", "-Af")
            #expect(try StudyFixture.git(clone, "commit", "-qm", name).status == 0)
            try push()
            await expectFailure(.syncRefused) { try await two.sync() }
            let after = try StudyFixture.git(try team.folder("r2"), "rev-parse", "main", "audit").output
            #expect(after == before, "\(name)")
        }
        // A log that lost its last line.
        try fresh()
        #expect(try StudyFixture.git(clone, "push", "-qf", "origin", "\(good):main").status == 0)
        let log = try StudyFixture.git(team.remote, "update-ref", "refs/heads/audit", "refs/heads/audit~1")
        #expect(log.status == 0)
        _ = try await two.note("Mine.")
        await expectFailure(.syncRefused) { try await two.sync() }
        // Whoever keeps the remote says that a backup was put back: what is here heals it.
        for name in ["main", "audit"] {
            try StudyFixture.git(try team.folder("r2"), "update-ref", "-d", "refs/rir/seen/origin/\(name)")
            try StudyFixture.git(try team.folder("r1"), "update-ref", "-d", "refs/rir/seen/origin/\(name)")
        }
        try await team.settle()
        try await team.expectAlike()
        try await team.close()
    }

    @Test("Nothing that lies in the remote's folder is run")
    func traps() async throws {
        let team = try await TeamFixture()
        let (root, remote) = (team.first.root, team.remote)
        let trap = "touch '\(root)/sprung'"
        for name in ["pre-receive", "update", "post-receive", "post-update", "reference-transaction"] {
            let path = "\(remote)/hooks/\(name)"
            try "#!/bin/sh\n\(trap)\n".write(toFile: path, atomically: true, encoding: .utf8)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        }
        let settings = ["core.alternateRefsCommand", "core.fsmonitor", "gc.recentObjectsHook"]
        for setting in settings { try StudyFixture.git(remote, "config", setting, trap) }
        try StudyFixture.git(remote, "config", "gc.auto", "1")
        #expect(try Program.run(["git", "init", "-q", "--bare", "\(root)/other.git"]).status == 0)
        try "\(root)/other.git/objects\n".write(
            toFile: "\(remote)/objects/info/alternates", atomically: true, encoding: .utf8)
        for member in ["r1", "r2"] {
            _ = try await team[member].note("From \(member).")
            #expect(try await team.sync(member).sent > 0)
        }
        #expect(!FileManager.default.fileExists(atPath: "\(root)/sprung"))
        // The traps are sound: plain git steps into them.
        let copy = try team.folder("r1")
        #expect(try StudyFixture.git(copy, "push", "-q", remote, "main:refs/heads/other").status == 0)
        #expect(FileManager.default.fileExists(atPath: "\(root)/sprung"))
        try await team.close()
    }

    @Test("A server that takes calls and says nothing is given up", arguments: ["https", "ssh"])
    func silence(_ scheme: String) async throws {
        let fixture = try await StudyFixture(names: .off)
        try await fixture.service.close()
        var surroundings = StudyFixture.surroundings(fixture.root)
        surroundings.remotePatience = .milliseconds(300)
        let service = try await StudyService.open(
            StudyFolder(path: fixture.study), surroundings: surroundings, log: StudyFixture.log)
        let silent = try SilentServer()
        let address = "\(scheme)://127.0.0.1:\(silent.port)/study.git"
        _ = try await service.addRemote(Remote(name: "origin", address: address))
        await expectFailure(.syncUnreachable) { try await service.sync() }
        try await service.close()
    }

    @Test("Nobody takes themselves into the team, and nobody else writes in a log")
    func takeover() async throws {
        let team = try await TeamFixture()
        let (one, two) = (try team["r1"], try team["r2"])
        _ = try await one.note("It began at nine.")
        try await team.settle()
        let root = team.first.root
        let (clone, key) = ("\(root)/stock", "\(root)/key")
        #expect(try Program.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key]).status == 0)
        let line = try String(contentsOfFile: "\(key).pub", encoding: .utf8).split(separator: " ")
        let publicKey = "\(line[0]) \(line[1])"
        func git(_ arguments: String...) throws {
            let signing = ["-c", "gpg.format=ssh", "-c", "user.signingkey=\(key)"]
            let done = try Program.run(
                ["git", "-C", clone, "-c", "user.name=x", "-c", "user.email=x@rir.invalid"] + signing
                    + arguments)
            #expect(done.status == 0, "\(arguments): \(done.all)")
        }
        #expect(try Program.run(["git", "clone", "-q", team.remote, clone, "-b", "main"]).status == 0)
        // A commit without a signature makes its author the lead; a signed one answers for it, with a leaf of its own.
        let file = "\(clone)/study.yaml"
        let yaml = try String(contentsOfFile: file, encoding: .utf8)
        try yaml.replacing("members:\n", with: "members:\n- id: r9\n  role: lead\n  key: \"\(publicKey)\"\n")
            .write(toFile: file, atomically: true, encoding: .utf8)
        try git("commit", "-qam", "more of us")
        let unsigned = try StudyFixture.git(clone, "rev-parse", "HEAD").output.prefix(40)
        let operation = String(repeating: "0", count: 25) + "9"
        try git(
            "commit", "-q", "-S", "--allow-empty", "-m", "Adopt 0 records", "-m",
            "Operation: \(operation)\nAct: adopt\nMember: r9\nAudit-Seq: d-99999999/0\nVouches: \(unsigned)\nNonce: 00"
        )
        try git("push", "-q", "origin", "HEAD:main")
        try git("checkout", "-q", "-b", "audit", "origin/audit")
        try FileManager.default.createDirectory(
            atPath: "\(clone)/d-99999999/0000", withIntermediateDirectories: true)
        let leaf =
            #"{"actor":"r9","c":"00","op":"\#(operation)","seq":0,"t":"2026-01-01T00:00:00Z","type":"files"}"#
        try (leaf + "\n").write(
            toFile: "\(clone)/d-99999999/0000/00.jsonl", atomically: true, encoding: .utf8)
        try git("add", "-A")
        try git("commit", "-q", "-S", "-m", "Log d-99999999/0")
        try git("push", "-q", "origin", "audit")
        for service in [one, two] {
            await expectFailure(.syncRefused) { try await service.sync() }
            #expect(try await service.members().map(\.id.rawValue) == ["r1", "r2"])
        }
        // The same line in the log alone is refused too.
        let good = try StudyFixture.git(try team.folder("r1"), "rev-parse", "main").output.prefix(40)
        #expect(try StudyFixture.git(team.remote, "update-ref", "refs/heads/main", String(good)).status == 0)
        await expectFailure(.syncRefused) { try await two.sync() }
        #expect(try await two.isSound())
        try await team.close()
    }

    @Test("Whoever left the team leaves a log that a new copy believes")
    func left() async throws {
        let team = try await TeamFixture()
        let (one, two) = (try team["r1"], try team["r2"])
        _ = try await two.note("From somebody who will leave.")
        try await team.settle()
        let file = "\(try team.folder("r1"))/study.yaml"
        let text = try String(contentsOfFile: file, encoding: .utf8)
        let start = try #require(text.range(of: "- id: r2"))
        let rest = text[start.upperBound...]
        let end = rest.range(of: "\n- ") ?? rest.range(of: "\nquestions")
        let left = text[..<start.lowerBound] + (end.map { rest[$0.lowerBound...].dropFirst() } ?? "")
        try String(left).write(toFile: file, atomically: true, encoding: .utf8)
        _ = try await one.adopt(paths: nil, reason: nil)
        #expect(try await one.members().map(\.id.rawValue) == ["r1"])
        _ = try await one.sync()
        try await team.join("r3")
        #expect(try await team["r3"].records(RecordFilter()).records.count == 1)
        try await team.close()
    }
}
