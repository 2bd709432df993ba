import Foundation
import StudyModel
import StudyService
import Testing

@Suite("Codings after a change made with git")
struct AnchoringTests {
    /// A study in which one record is coded, and that record.
    private func coded() async throws -> (StudyFixture, RecordID) {
        let fixture = try await StudyFixture()
        try await CodingTests.frame(fixture.service)
        let id = try await fixture.service.note("They come by themselves.").record.id
        _ = try await CodingTests.add(fixture.service, id, ["access"], "by themselves")
        return (fixture, id)
    }

    private func commitByHand(_ fixture: StudyFixture, _ id: RecordID) throws {
        let text = try fixture.text(of: id).replacingOccurrences(of: "They come", with: "Yes, they come")
        try text.write(toFile: fixture.path(of: id), atomically: true, encoding: .utf8)
        try commit(fixture, id.path)
    }

    private func commit(_ fixture: StudyFixture, _ path: String) throws {
        try StudyFixture.git(fixture.study, "read-tree", "HEAD")
        try StudyFixture.git(fixture.study, "add", path)
        #expect(try StudyFixture.git(fixture.study, "commit", "-qm", "by hand").status == 0)
    }

    private func expectBroughtAlong(_ service: StudyService, _ id: RecordID) async throws {
        let coding = try #require(try await service.codings(of: id.rawValue).codings.first).coding
        #expect(coding.anchor?.span == 15..<28)
        #expect(coding.state == .sound)
    }

    @Test func broughtAlong_isNotTakenBack() async throws {
        let (fixture, id) = try await coded()
        try commitByHand(fixture, id)
        try await expectBroughtAlong(fixture.service, id)
        #expect(try await fixture.service.operations(limit: 1, offset: 0).operations.first?.act == .anchor)
        await expectFailure(.undoRefused) { try await fixture.service.undo(reason: nil) }
        try await expectBroughtAlong(fixture.service, id)
        try await fixture.service.close()
    }

    @Test func madeWhileTheDaemonWasDown_bringsCodingsAlong() async throws {
        let (fixture, id) = try await coded()
        try await fixture.service.close()
        try commitByHand(fixture, id)
        let service = try await StudyFixture.open(fixture.study)
        try await expectBroughtAlong(service, id)
        try await service.close()
    }

    @Test func madeBeforeTheIndexWasLost_bringsCodingsAlong() async throws {
        let (fixture, id) = try await coded()
        try await fixture.service.close()
        try commitByHand(fixture, id)
        try FileManager.default.removeItem(atPath: fixture.study + "/.rir/index.sqlite")
        let service = try await StudyFixture.open(fixture.study)
        try await expectBroughtAlong(service, id)
        try await service.close()
    }

    @Test func aFileThatCannotBeRead_keepsNoOtherFromBeingBroughtAlong() async throws {
        let (fixture, id) = try await coded()
        let other = try await fixture.service.note("Another day.").record.id
        let outcome = try await CodingTests.add(fixture.service, other, ["access"], "Another")
        #expect(outcome.codings.count == 1)
        let path = "coding/r1/\(other.path.dropFirst("records/".count).dropLast("md".count))jsonl"
        try "no coding\n".write(toFile: "\(fixture.study)/\(path)", atomically: true, encoding: .utf8)
        try commit(fixture, path)
        try commitByHand(fixture, id)
        try await expectBroughtAlong(fixture.service, id)
        await expectFailure(.codingInvalid) { try await fixture.service.codings(of: other.rawValue) }
        try await fixture.service.close()
    }
}
