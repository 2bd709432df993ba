import Foundation
import StudyModel
import StudyService
import Testing

@Suite("Findings")
struct FindingTests {
    @Test("A finding keeps every version with what caused it")
    func versions() async throws {
        let fixture = try await FeedbackFixture()
        let service = fixture.service
        let first = try await fixture.finding()
        #expect(first.id.rawValue == "open-door" && first.version.number == 1 && first.operation != nil)
        #expect(first.evidence.map(\.quote) == ["come by themselves", "Nobody came", "queue was long"])
        #expect(first.evidence.map(\.code) == ["access", "access", "access"])
        #expect(try FindingText.finding(from: Array(fixture.file(first.path).utf8)).latest == first.version)

        var changes = FindingChanges()
        changes.statement = "Some come by themselves."
        await expectFailure(.findingInvalid) { try await service.changeFinding("open", changes) }
        (changes.reason, changes.base) = ("too strong", first.version.id)
        let second = try await service.changeFinding("open", changes)
        #expect(
            second.version.number == 2 && second.version.cause == .edit
                && second.version.reason == "too strong")
        changes.statement = "Others do."
        await expectFailure(.findingConflict) { try await service.changeFinding("open-door", changes) }
        var evidence = FindingChanges()
        evidence.unlink = [3]
        evidence.links = [EvidenceDraft(.supports, record: fixture.records[1].rawValue)]
        let third = try await service.changeFinding("open-door", evidence)
        #expect(third.version.cause == .evidence && third.version.links.count == 3)
        #expect(try await service.changeFinding("open-door", FindingChanges()).operation == nil)
        evidence.unlink = [9]
        await expectFailure(.findingInvalid) { try await service.changeFinding("open-door", evidence) }

        let (_, steps) = try await service.findingHistory("open-door")
        #expect(steps.map(\.version.number) == [1, 2, 3] && steps.map(\.before) == [nil, 1, 2])
        #expect(steps[1].statementBefore == "People come by themselves.")
        #expect(steps[2].linked.count == 1 && steps[2].unlinked.count == 1)
        #expect(try await service.finding("open-door", version: 1).version == first.version)
        await expectFailure(.findingNotFound) { try await service.finding("open-door", version: 7) }
        _ = try await service.undo(reason: nil)
        #expect(try await service.finding("open-door", version: nil).version == second.version)
        #expect(try await service.isSound())
        let reopened = try await fixture.study.reopened()
        #expect(try await reopened.finding("open-door", version: nil).versions == 2)
        try await reopened.close()
    }

    @Test("Names are chosen or made, and what they can't be is refused")
    func names() async throws {
        let fixture = try await FeedbackFixture()
        let service = fixture.service
        let made = try await service.writeFinding(FindingDraft(statement: "A."))
        #expect(made.id.rawValue.hasPrefix("f-") && made.id.rawValue.count == 7)
        _ = try await service.writeFinding(FindingDraft(statement: "B.", name: "door-one"))
        _ = try await service.writeFinding(FindingDraft(statement: "C.", name: "door-two"))
        for name in ["door-one", "Door", "a b", "-", ""] {
            await expectFailure(.findingInvalid) {
                try await service.writeFinding(FindingDraft(statement: "D.", name: name))
            }
        }
        await expectFailure(.findingInvalid) { try await service.writeFinding(FindingDraft(statement: " ")) }
        await expectFailure(.findingAmbiguous) { try await service.finding("door", version: nil) }
        await expectFailure(.findingNotFound) { try await service.finding("window", version: nil) }
        #expect(try await service.findings().findings.filter { !$0.isExamined }.count == 3)
        let searched = FindingDraft(statement: "E.", searched: "In all interviews.")
        #expect(try await service.writeFinding(searched).version.isExamined)
    }

    @Test("A name never gets into a finding, and one learnt later goes out of every version")
    func realNames() async throws {
        let fixture = try await FeedbackFixture(names: .assisted)
        let service = fixture.service
        let doubtful = FindingDraft(statement: "Dr Priya Patel sends everybody.", name: "gp")
        await expectFailure(.namesSuspected) { try await service.writeFinding(doubtful) }
        var cleared = doubtful
        cleared.cleared = true
        _ = try await service.writeFinding(cleared)
        var changes = FindingChanges()
        (changes.statement, changes.reason) = ("One practice sends everybody.", "fewer")
        _ = try await service.changeFinding("gp", changes)
        let change = try await service.addPseudonym(
            name: "Priya Patel", also: [], handle: "SP66", kind: nil, dryRun: false)
        #expect(change.files == ["findings/gp.yaml"])
        let text = try fixture.file("findings/gp.yaml")
        #expect(!text.contains("Patel") && text.contains("[SP66]"))
        let known = FindingDraft(statement: "Priya Patel does it still.", name: "gp-2")
        #expect(try await service.writeFinding(known).version.statement.contains("[SP66]"))
        #expect(try await service.leaks(in: .newest).total == 0)
        #expect(try await service.isSound())
    }
}

/// Files of findings and cycles that somebody changed by hand.
@Suite("Findings and cycles changed by hand")
struct FeedbackByHandTests {
    @Test("A broken file is named, stops nothing else, and is not adopted")
    func broken() async throws {
        let fixture = try await FeedbackFixture()
        let service = fixture.service
        for name in ["a", "b"] {
            _ = try await service.writeFinding(FindingDraft(statement: "A.", name: name, searched: "W."))
        }
        let cycle = try await fixture.open("a")
        let path = "\(fixture.study.study)/findings/a.yaml"
        let text = try fixture.file("findings/a.yaml")
        try text.replacingOccurrences(of: "\"number\":1", with: "\"number\":0")
            .write(toFile: path, atomically: true, encoding: .utf8)
        await expectFailure(.findingInvalid) { try await service.adopt(paths: nil, reason: nil) }
        try StudyFixture.git(fixture.study.study, "read-tree", "HEAD")
        #expect(try StudyFixture.git(fixture.study.study, "commit", "-qam", "by hand").status == 0)
        let (findings, unreadable) = try await service.findings()
        #expect(findings.map(\.id.rawValue) == ["b"] && unreadable.count == 1)
        #expect(unreadable[0].contains("findings/a.yaml"))
        await expectFailure(.findingInvalid) { try await service.finding("a", version: nil) }
        await expectFailure(.cycleInvalid) { try await service.cyclePack(cycle.id.rawValue, as: .html) }
        let found = Set(try await service.check { _ in }.findings.map(\.code))
        #expect(found.isSuperset(of: ["finding.unreadable", "cycle.version"]))
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        #expect(try await service.adopt(paths: nil, reason: nil).files == ["findings/a.yaml"])
        #expect(try await service.findings().unreadable.isEmpty)
    }

    @Test("Names of findings and groups name nobody")
    func names() async throws {
        let fixture = try await FeedbackFixture(names: .assisted)
        let service = fixture.service
        _ = try await service.writeFinding(FindingDraft(statement: "A.", name: "a", searched: "W."))
        let cycle = try await fixture.open("a", audience: ["priya-patel", "link-workers"])
        _ = try await service.addPseudonym(
            name: "Priya Patel", also: [], handle: "SP66", kind: nil, dryRun: false)
        #expect(try await service.cycle(cycle.id.rawValue).audience == ["SP66", "link-workers"])
        await expectFailure(.namesFound) { try await fixture.open("a", audience: ["priya-patel"]) }
        await expectFailure(.namesFound) {
            try await service.writeFinding(FindingDraft(statement: "A.", name: "priya-patel"))
        }
    }
}
