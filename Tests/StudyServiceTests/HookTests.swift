import Foundation
import StudyModel
import StudyService
import Testing

/// The study's own programs: what they are told, and what is never run.
@Suite struct HookTests {
    private func install(_ script: String, as name: String, mode: Int = 0o700, in fixture: StudyFixture)
        throws
    {
        let folder = fixture.study + "/hooks"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let path = "\(folder)/\(name)"
        try "#!/bin/sh\n\(script)\n".write(toFile: path, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }

    private func events(_ fixture: StudyFixture) throws -> [[String: Any]] {
        guard let text = try? String(contentsOfFile: fixture.root + "/told", encoding: .utf8) else {
            return []
        }
        return try text.split(separator: "\n").map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
    }

    @Test func everyEvent_tellsItsHooksInOrder() async throws {
        let fixture = try await StudyFixture()
        for name in ["record.created", "record.changed-log", "import.finished.sh", "operation.undone"] {
            try install("cat >> ../told; echo >> ../told", as: name, in: fixture)
        }
        let secret = "Mrs Q. said so."
        let id = try await fixture.service.note(secret).record.id
        _ = try await fixture.service.edit(
            id.rawValue, RecordChanges(title: "Call"), reason: "clear", base: nil)
        _ = try await fixture.service.importTexts([(path: "in/a.txt", text: "The garden.\n")])
        _ = try await fixture.service.undo(reason: nil)
        try await fixture.service.close()
        let events = try events(fixture)
        #expect(
            events.map { $0["event"] as? String } == [
                "record.created", "record.changed", "import.finished", "operation.undone",
            ])
        for event in events {
            #expect(event["version"] as? Int == 1)
            #expect(event["study"] as? String == fixture.study)
        }
        let created = try #require(events.first?["data"] as? [String: Any])
        #expect(created["id"] as? String == id.rawValue)
        #expect(created["version"] as? Int == 1)
        #expect(!"\(events)".contains("Mrs Q"), "a hook is told what was written")
        let finished = try #require(events[2]["data"] as? [String: Any])
        #expect(finished["created"] as? Int == 1)
    }

    @Test(arguments: [0o600, 0o722, 0o770])
    func fileThatOthersMayWriteOrNobodyMayRun_isNotRun(_ mode: Int) async throws {
        let fixture = try await StudyFixture()
        try install("cat >> ../told", as: "record.created", mode: mode, in: fixture)
        _ = try await fixture.service.note("One.")
        let hooks = try await fixture.service.doctor().first { $0.name == "hooks" }
        #expect(hooks?.verdict == .warning)
        try await fixture.service.close()
        #expect(try events(fixture).isEmpty)
    }

    @Test func hookOfAnotherName_isNotRun() async throws {
        let fixture = try await StudyFixture()
        try install("cat >> ../told", as: "record.createdness", in: fixture)
        try install("cat >> ../told", as: "before-record.created", in: fixture)
        _ = try await fixture.service.note("One.")
        try await fixture.service.close()
        #expect(try events(fixture).isEmpty)
    }

    @Test func failingHook_changesNothing() async throws {
        let fixture = try await StudyFixture()
        try install("echo from the hook; exit 7", as: "record.created", in: fixture)
        let saved = try await fixture.service.note("One.")
        #expect(saved.changed)
        #expect(try await fixture.service.isSound())
        try await fixture.service.close()
        let log = try String(contentsOfFile: fixture.study + "/.rir/hooks.log", encoding: .utf8)
        #expect(log.contains("record.created: failed") && log.contains("from the hook"))
    }

    /// Takes as long as a hook may.
    @Test func hookThatDoesNotEnd_isStoppedAndHoldsUpNobody() async throws {
        let fixture = try await StudyFixture()
        // The second time it ends at once, so that the test waits for one time limit only.
        try install(
            "[ -e \"$0.ran\" ] && exit 0; touch \"$0.ran\"; sleep 60", as: "record.created", in: fixture)
        _ = try await fixture.service.note("One.")
        _ = try await fixture.service.note("Two.")
        let soFar = (try? String(contentsOfFile: fixture.study + "/.rir/hooks.log", encoding: .utf8)) ?? ""
        #expect(!soFar.contains("stopped after its time limit"), "a hook held up a capture")
        try await fixture.service.close()
        let log = try String(contentsOfFile: fixture.study + "/.rir/hooks.log", encoding: .utf8)
        #expect(log.contains("stopped after its time limit"))
    }
}
