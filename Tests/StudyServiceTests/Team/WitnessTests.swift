import Foundation
import StudyArchive
import StudyModel
import StudyService
import Testing

/// Every device signs its log, and the others put their names to it.
@Suite("Logs are signed by their devices and cosigned by the others") struct WitnessTests {
    /// The leaves of a type in the log of one's device.
    private static func leaves(_ type: String, in team: TeamFixture, of member: String) throws -> [String] {
        let folder = try team.folder(member)
        let device = try #require(
            String(contentsOfFile: "\(folder)/.rir/device", encoding: .utf8).split(separator: "\n").first)
        let log = try StudyFixture.git(folder, "show", "audit:\(device)/0000/00.jsonl").output
        return log.split(separator: "\n").map(String.init).filter { $0.hasSuffix("\"type\":\"\(type)\"}") }
    }

    @Test("What was done is signed once, seen by each, and then nobody writes any more")
    func seenByAll() async throws {
        let team = try await TeamFixture(members: 3)
        _ = try await team["r1"].note("Seen.")
        _ = try await team["r2"].note("Seen too.")
        try await team.settle()
        try await team.expectAlike()
        let logs = try await team["r1"].deviceLogs()
        #expect(logs.map(\.member.rawValue).sorted() == ["r1", "r2", "r3"], "\(logs)")
        for log in logs where log.signed != nil {
            #expect(log.unsigned == 0)
            #expect(log.seenBy.count == 2, "\(log)")
        }
        let before = try StudyFixture.git(try team.folder("r1"), "rev-parse", "audit").output
        try await team.settle()
        #expect(try StudyFixture.git(try team.folder("r1"), "rev-parse", "audit").output == before)
        try await team.close()
    }

    @Test("A checkpoint can be checked with nothing but the log, and a note made of it")
    func note() async throws {
        let team = try await TeamFixture()
        _ = try await team["r2"].note("To be signed.")
        try await team.sync("r2")
        let leaf = try #require(try Self.leaves("checkpoint", in: team, of: "r2").last)
        #expect(!leaf.contains("\"op\""))
        try await team.settle()
        let seen = try #require(try Self.leaves("seen", in: team, of: "r1").last)
        func value(_ key: String, _ leaf: String) throws -> String {
            let object = try JSONSerialization.jsonObject(with: Data(leaf.utf8)) as? [String: Any]
            return "\(try #require(object?[key]))"
        }
        #expect(try value("root", seen) == value("root", leaf))
        #expect(try value("size", seen) == value("seq", leaf))
        try await team.close()
    }

    /// A log on the remote with a line more, signed by its own member as it should be.
    private static func attack(
        says: String, line: (_ team: TeamFixture, _ device: String, _ size: Int) throws -> String
    ) async throws {
        let team = try await TeamFixture()
        _ = try await team["r2"].note("Mine.")
        try await team.settle()
        let folder = try team.folder("r2")
        let device = String(
            try #require(
                String(contentsOfFile: "\(folder)/.rir/device", encoding: .utf8).split(separator: "\n").first)
        )
        let forger = try Forger(team)
        let path = "\(device)/0000/00.jsonl"
        let log = try forger.file(path, at: "audit")
        let size = log.split(separator: "\n").count
        let text = log + (try line(team, device, size)) + "\n"
        let commit = try forger.commit(
            tree: try forger.tree(of: "audit", with: [path: Array(text.utf8)]),
            parents: [try forger.head("audit")], message: "Log \(device)\n", by: "r2",
            key: try Forger.key("r2", in: folder))
        try forger.push(commit, to: "refs/heads/audit")
        let before = try StudyFixture.git(team.first.study, "rev-parse", "main", "audit").output
        let error = await #expect(throws: StudyError.self) { try await team["r1"].sync() }
        #expect(error?.code == .syncRefused)
        #expect(error?.message.contains(says) == true, "\(error?.message ?? "nothing")")
        #expect(try StudyFixture.git(team.first.study, "rev-parse", "main", "audit").output == before)
        try await team.close()
    }

    private static let root = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
    private static let time = "\"t\":\"2026-11-22T10:11:12Z\""

    @Test("A device that signs another log than its own is named")
    func wrongRoot() async throws {
        try await Self.attack(says: "is not what its own entry") { _, _, size in
            "{\"actor\":\"r2\",\"root\":\"\(Self.root)\",\"seq\":\(size),\"sig\":\"AAAA\",\(Self.time),\"type\":\"checkpoint\"}"
        }
    }

    @Test("A device that says it saw another log of somebody is named")
    func wrongSight() async throws {
        try await Self.attack(says: "is not the one that entry") { team, _, size in
            let own = try String(contentsOfFile: "\(team.first.study)/.rir/device", encoding: .utf8)
            let log = own.split(separator: "\n")[0]
            return
                "{\"actor\":\"r2\",\"log\":\"\(log)\",\"root\":\"\(Self.root)\",\"seq\":\(size),\"sig\":\"AAAA\",\"size\":1,\(Self.time),\"type\":\"seen\"}"
        }
    }

    @Test("A signature of another member is named, and a line that can't be read")
    func wrongSignature() async throws {
        try await Self.attack(says: "is not one of the member it names") { team, device, size in
            // All that r2 signed is right, but for the name above it.
            let leaf = try #require(try Self.leaves("seen", in: team, of: "r2").last)
            let object = try JSONSerialization.jsonObject(with: Data(leaf.utf8)) as? [String: Any]
            let parts = try #require(object)
            func part(_ key: String) -> String { "\(parts[key] ?? "")" }
            return
                "{\"actor\":\"r1\",\"log\":\"\(part("log"))\",\"root\":\"\(part("root"))\",\"seq\":\(size),\"sig\":\"\(part("sig"))\",\"size\":\(part("size")),\(Self.time),\"type\":\"seen\"}"
        }
        try await Self.attack(says: "can't be read") { _, _, size in
            "{\"actor\":\"r2\",\"root\":\"\(Self.root)\",\"seq\":\(size),\(Self.time),\"type\":\"checkpoint\"}"
        }
    }
}
