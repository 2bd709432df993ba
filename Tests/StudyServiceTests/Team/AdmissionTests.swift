import Foundation
import StudyArchive
import StudyModel
import StudyService
import Testing

@Suite("Somebody is taken in under another id than they asked for")
struct AdmissionTests {
    @Test(
        "The sync that brings the admission gives the copy its id, and everything goes on as that member",
        arguments: [NamePolicy.off, .assisted])
    func anotherID(_ names: NamePolicy) async throws {
        let team = try await TeamFixture(members: 1, names: names)
        let root = "\(team.first.root)/new"
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        let surroundings = StudyFixture.surroundings(root)
        let studies = Studies(surroundings: surroundings, log: StudyFixture.log)
        let path = "\(root)/study"
        let outcome = try await studies.clone(team.remote, to: path, as: MemberID(rawValue: "r2"))
        var service = try await studies.study(at: path)
        func reopen() async throws {
            try await service.close()
            service = try await StudyService.open(
                StudyFolder(path: path), surroundings: surroundings, log: StudyFixture.log)
        }
        // A sync before the admission changes nothing.
        #expect(try await service.sync().isTeamChanged == false)
        _ = try await team["r1"].admit(outcome.code, as: MemberID(rawValue: "r7"), role: "coder")
        try await team.reopen("r1")
        try await team.sync("r1")
        #expect(try await service.sync().isTeamChanged)
        // What was opened with the old id writes nothing.
        await expectFailure(.memberInvalid) { try await service.note("Mine.") }
        try await reopen()
        let saved = try await service.note("Mine.")
        #expect(saved.record.id.rawValue.contains("field-note"))
        #expect(try await service.members().first { $0.isSelf }?.id.rawValue == "r7")
        #expect(try await service.sync().way == .sent)
        try await team.sync("r1")
        let operations = try await team["r1"].operations(limit: 1, offset: 0).operations
        #expect(operations.map(\.by.rawValue) == ["r7"])
        let device = try String(contentsOfFile: "\(path)/.rir/device", encoding: .utf8).split(separator: "\n")
        #expect(device == [Substring(outcome.request.device.rawValue), "r7"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(path)/.rir/keys") == ["r7"])
        // Once more, nothing is left to do.
        try await reopen()
        #expect(try await service.sync().isTeamChanged == false)
        #expect(try await service.isSound())
        try await service.close()
        try await team.close()
    }

    @Test("Somebody with the id that was asked for is somebody else", arguments: ["r2", "r3"])
    func taken(_ given: String) async throws {
        let team = try await TeamFixture(members: 1)
        var services: [String: StudyService] = [:]
        var codes: [String: String] = [:]
        for name in ["one", "two"] {
            let root = "\(team.first.root)/\(name)"
            try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
            let studies = Studies(surroundings: StudyFixture.surroundings(root), log: StudyFixture.log)
            codes[name] = try await studies.clone(
                team.remote, to: "\(root)/study", as: MemberID(rawValue: "r2")
            ).code
            services[name] = try await studies.study(at: "\(root)/study")
        }
        // Both asked for r2; the lead gives it to the second.
        let lead = try team["r1"]
        _ = try await lead.admit(try #require(codes["two"]), as: nil, role: "coder")
        let other = given == "r3" ? MemberID(rawValue: given) : nil
        if other == nil {
            await expectFailure(.memberInvalid) {
                try await lead.admit(codes["one"] ?? "", as: nil, role: "coder")
            }
        } else {
            _ = try await lead.admit(try #require(codes["one"]), as: other, role: "coder")
        }
        try await team.reopen("r1")
        try await team.sync("r1")
        for (name, service) in services {
            _ = try await service.sync()
            try await service.close()
            let root = "\(team.first.root)/\(name)"
            let again = try await StudyService.open(
                StudyFolder(path: "\(root)/study"), surroundings: StudyFixture.surroundings(root),
                log: StudyFixture.log)
            if name == "one", other == nil {
                await expectFailure(.memberInvalid) { try await again.note("Mine.") }
            } else {
                _ = try await again.note("Mine.")
                _ = try await again.sync()
            }
            try await again.close()
        }
        try await team.sync("r1")
        #expect(try await team["r1"].records(RecordFilter()).records.count == (other == nil ? 1 : 2))
        try await team.close()
    }
}
