import Foundation
import StudyArchive
import StudyModel
import StudyService
import Testing

@Suite("Whoever was taken out of the team adds nothing more to it")
struct DepartureTests {
    /// Takes a member out as a lead does: by hand in study.yaml.
    static func remove(_ member: String, from team: TeamFixture, by lead: String = "r1") async throws {
        let file = "\(try team.folder(lead))/study.yaml"
        let text = try String(contentsOfFile: file, encoding: .utf8)
        let start = try #require(text.range(of: "- id: \(member)\n"))
        let rest = text[start.upperBound...]
        let end = rest.range(of: "\n- ") ?? rest.range(of: "\nquestions")
        let left = text[..<start.lowerBound] + (end.map { rest[$0.lowerBound...].dropFirst() } ?? "")
        try String(left).write(toFile: file, atomically: true, encoding: .utf8)
        _ = try await team[lead].adopt(paths: nil, reason: nil)
        try await team.reopen(lead)
        #expect(try await !team[lead].members().contains { $0.id.rawValue == member })
    }

    private func operation(
        _ team: TeamFixture, after parent: String, by member: String = "r2"
    ) throws -> Forger.Operation {
        let day = "2020/04/15/2020-04-15-field-note-\(member)77"
        let text = """
            ---
            id: 2020-04-15-field-note-\(member)77
            kind: field-note
            version: 1
            date: 2020-04-15
            title: "Late"
            participants: []
            captured-by: \(member)
            captured-at: 2026-11-22T10:11:12Z
            saved-by: \(member)
            saved-at: 2026-11-22T10:11:12Z
            nonce: \(String(repeating: "ab", count: 32))
            ---
            From somebody who left.

            """
        return Forger.Operation(
            act: "capture", member: member, key: try Forger.key(member, in: try team.folder(member)),
            device: "d-\(member)888888".prefix(10).description,
            files: ["records/\(day).md": Array(text.utf8)],
            parent: parent)
    }

    @Test(
        "A step that nobody had seen when its maker was taken out is refused by all, until a lead answers for it"
    )
    func beside() async throws {
        let team = try await TeamFixture(members: 3)
        let forger = try Forger(team)
        let before = try forger.head()
        // The lead takes r2 out; before that goes out, r2 puts a step of the state before on the remote, which r3 has seen.
        try await Self.remove("r2", from: team)
        try forger.push(try operation(team, after: before))
        try await team.sync("r3")
        await expectFailure(.syncRefused) { try await team.sync("r1") }
        let head = try StudyFixture.git(try team.folder("r1"), "rev-parse", "main", "audit").output
        await expectFailure(.syncRefused) { try await team.sync("r1") }
        #expect(try StudyFixture.git(try team.folder("r1"), "rev-parse", "main", "audit").output == head)
        _ = try await team["r1"].sync(adopting: true)
        try await team.sync("r3")
        try await team.sync("r1")
        #expect(try await team["r3"].records(RecordFilter()).records.count == 1)
        #expect(try await team["r3"].members().map(\.id.rawValue) == ["r1", "r3"])
        // A new copy believes it too, because a lead answered.
        try await team.join("r4")
        #expect(try await team["r4"].records(RecordFilter()).records.count == 1)
        for member in ["r1", "r3", "r4"] { #expect(try await team[member].isSound()) }
        try await team.close()
    }

    @Test("Nobody sends or joins on what was added to a state from before a removal, wherever it comes from")
    func behind() async throws {
        let team = try await TeamFixture(members: 3)
        let forger = try Forger(team)
        let before = try forger.head()
        try await Self.remove("r2", from: team)
        try await team.sync("r1")
        let good = try StudyFixture.git(team.remote, "rev-parse", "main", "audit").output
            .split(separator: "\n").map(String.init)
        // To a copy that knows of the removal, and to one that does not yet, and to a new one.
        try await team.sync("r3")
        let step = try forger.push(try operation(team, after: before), main: false)
        try forger.push(step, to: "refs/heads/main")
        await expectFailure(.syncRefused) { try await team.sync("r3") }
        // A coder can't answer for somebody who left.
        await expectFailure(.syncRefused) { try await team["r3"].sync(adopting: true) }
        // Put right by whoever keeps the remote, all goes on.
        for (branch, commit) in zip(["main", "audit"], good) {
            #expect(
                try StudyFixture.git(team.remote, "update-ref", "refs/heads/\(branch)", commit).status == 0)
        }
        _ = try await team["r3"].note("Mine.")
        for member in ["r3", "r1"] { try await team.sync(member) }
        #expect(try await team["r1"].records(RecordFilter()).records.count == 1)
        for member in ["r1", "r3"] { #expect(try await team[member].isSound()) }
        try await team.close()
    }

    @Test("A lead who was taken out can't take that back, nor take in anybody else, by a step beside it")
    func lead() async throws {
        let team = try await TeamFixture(members: 3)
        let forger = try Forger(team)
        let before = try forger.head()
        // r2 leads as well.
        let yaml = try forger.file("study.yaml")
        let two = yaml.replacing("- id: r2\n  role: coder", with: "- id: r2\n  role: lead")
        #expect(two != yaml)
        let folder = try team.folder("r1")
        try two.write(toFile: "\(folder)/study.yaml", atomically: true, encoding: .utf8)
        _ = try await team["r1"].adopt(paths: nil, reason: nil)
        try await team.reopen("r1")
        try await team.settle()
        let both = try Forger(team).head()
        #expect(both != before)
        try await Self.remove("r2", from: team)
        let own = SigningKey()
        var step = Forger.Operation(
            act: "member", member: "r2", key: try Forger.key("r2", in: try team.folder("r2")))
        step.files = [
            "study.yaml": Array(
                two.replacing(
                    "members:\n", with: "members:\n- id: r9\n  role: lead\n  key: \"\(own.publicKey)\"\n"
                ).utf8)
        ]
        let admitted = try forger.push(step)
        // The newcomer takes r2 out, as if a lead had seen what r2 did.
        var cover = Forger.Operation(
            act: "member", member: "r9", key: own, device: "d-99999999", parent: admitted)
        let without = two.replacing("- id: r2\n", with: "- id: r8\n")
        cover.files = [
            "study.yaml": Array(
                without.replacing(
                    "members:\n", with: "members:\n- id: r9\n  role: lead\n  key: \"\(own.publicKey)\"\n"
                ).utf8)
        ]
        try forger.push(cover)
        await expectFailure(.syncRefused) { try await team.sync("r1") }
        #expect(try await team["r1"].members().map(\.id.rawValue) == ["r1", "r3"])
        try await team.close()
    }
}
