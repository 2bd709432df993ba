import Foundation
import StudyModel
import StudyService
import Testing

@Suite("Codes and codings in a study")
struct CodingTests {
    static func frame(_ service: StudyService, _ names: [String] = ["Access", "Workforce", "Strength"])
        async throws
    {
        var changes = names.map { CodebookChange(.add, name: $0, parent: "") }
        changes[changes.count - 1].scale = [1, 5]
        _ = try await service.changeCodebook(changes, reason: nil)
    }

    static func add(_ service: StudyService, _ id: RecordID, _ codes: [String], _ quote: String) async throws
        -> CodingOutcome
    {
        var change = CodingChange(.add, codes: codes)
        change.quote = quote
        return try await service.code(id.rawValue, [change])
    }

    @Test func coding_byQuote_lastsAndUndoes() async throws {
        let fixture = try await StudyFixture()
        let service = fixture.service
        try await Self.frame(service)
        let id = try await service.note("Rain.\nThey come by themselves,\n and they stay.").record.id
        let outcome = try await Self.add(service, id, ["access", "workforce"], "by themselves, and they")
        #expect(outcome.codings.count == 2)
        #expect(outcome.codings.allSatisfy { $0.coding.anchor?.quote == "by themselves,\n and they" })
        let again = try await Self.add(service, id, ["access"], "by themselves, and they")
        #expect(again.repeated.count == 1 && again.operation == nil)

        let reopened = try await fixture.reopened()
        #expect(try await reopened.codings(of: id.rawValue).codings.count == 2)
        _ = try await reopened.undo(reason: nil)
        #expect(try await reopened.codings(of: id.rawValue).codings.isEmpty)
        #expect(try await reopened.isSound())
        try await reopened.close()
    }

    @Test func coding_wordsInSeveralPlaces_asksWhich() async throws {
        let fixture = try await StudyFixture()
        try await Self.frame(fixture.service)
        let id = try await fixture.service.note("Yes.\nNo.\nYes.").record.id
        await expectFailure(.codingAmbiguous) { try await Self.add(fixture.service, id, ["access"], "Yes.") }
        var change = CodingChange(.add, codes: ["access"])
        (change.quote, change.occurrence) = ("yes.", 2)
        let outcome = try await fixture.service.code(id.rawValue, [change])
        #expect(outcome.codings.first?.coding.anchor?.span == 9..<13)
        try await fixture.service.close()
    }

    @Test func coding_whatCannotBe_isRefusedAndChangesNothing() async throws {
        let fixture = try await StudyFixture()
        let service = fixture.service
        try await Self.frame(service)
        let id = try await service.note("Words to code.").record.id
        await expectFailure(.codeNotFound) { try await Self.add(service, id, ["acess"], "Words") }
        await expectFailure(.codingInvalid) { try await Self.add(service, id, ["access"], "absent") }
        var change = CodingChange(.add, codes: ["access"], span: [3, 99])
        await expectFailure(.codingInvalid) { try await service.code(id.rawValue, [change]) }
        change.span = [0, 5]
        change.weight = 3
        await expectFailure(.codingInvalid) { try await service.code(id.rawValue, [change]) }
        change.codes = ["strength"]
        change.weight = 6
        await expectFailure(.codingInvalid) { try await service.code(id.rawValue, [change]) }
        var second = change
        second.weight = 5
        // The first of two is good, so all or nothing.
        await expectFailure(.codingInvalid) { try await service.code(id.rawValue, [second, change]) }
        #expect(try await service.codings(of: id.rawValue).codings.isEmpty)
        _ = try await service.changeCodebook([CodebookChange(.retire, code: "access")], reason: nil)
        await expectFailure(.codeInvalid) { try await Self.add(service, id, ["access"], "Words") }
        try await service.close()
    }

    @Test func editing_theText_bringsCodingsAlongAndUndoBringsThemBack() async throws {
        let fixture = try await StudyFixture()
        let service = fixture.service
        try await Self.frame(service)
        let id = try await service.note("One sentence here. Another one there. A third at last.").record.id
        for quote in ["One sentence here.", "Another one there.", "A third at last."] {
            _ = try await Self.add(service, id, ["access"], quote)
        }
        let before = try await service.codings(of: id.rawValue).codings
        let changes = RecordChanges(body: "First. One sentence here. Another two there.\n")
        let ahead = try await service.edit(id.rawValue, changes, reason: nil, base: nil, dryRun: true)
        let saved = try await service.edit(id.rawValue, changes, reason: nil, base: nil)
        #expect(ahead.anchors == saved.anchors)
        let report = try #require(saved.anchors)
        #expect((report.moved, report.changed, report.lost) == (1, 1, 1))
        let after = try await service.codings(of: id.rawValue).codings
        #expect(after.count == 3)
        #expect(after.contains { $0.coding.anchor?.span == 7..<25 && $0.coding.state == .sound })
        #expect(after.contains { $0.coding.was == "Another one there." && $0.doubts == [.changed] })
        #expect(after.contains { $0.coding.state == .lost && $0.coding.anchor?.quote == "A third at last." })
        #expect(try await service.doubtfulCodings().codings.count == 2)

        _ = try await service.undo(reason: nil)
        let back = try await service.codings(of: id.rawValue).codings
        #expect(back.map(\.coding.anchor) == before.map(\.coding.anchor))
        #expect(back.allSatisfy { $0.coding.state == .sound })
        // Undo goes on from there, step by step.
        for left in [2, 1, 0] {
            _ = try await service.undo(reason: nil)
            #expect(try await service.codings(of: id.rawValue).codings.count == left)
        }
        #expect(try await service.isSound())
        try await service.close()
    }

    @Test func aChangedCoding_isConfirmedOrMoved() async throws {
        let fixture = try await StudyFixture()
        let service = fixture.service
        try await Self.frame(service)
        let id = try await service.note("Another one there. And more.").record.id
        _ = try await Self.add(service, id, ["access"], "Another one there.")
        _ = try await service.edit(
            id.rawValue, RecordChanges(body: "Another two there. And more.\n"), reason: nil, base: nil)
        let coding = try #require(try await service.codings(of: id.rawValue).codings.first).coding
        _ = try await service.code(id.rawValue, [CodingChange(.confirm, coding: String(coding.id.suffix))])
        #expect(try await service.doubtfulCodings().codings.isEmpty)
        var edit = CodingChange(.edit, coding: coding.id.rawValue, codes: ["workforce"])
        edit.quote = "And more."
        edit.comment = "better"
        let moved = try await service.code(id.rawValue, [edit]).codings
        #expect(moved.first?.path?.rawValue == "workforce")
        #expect(moved.first?.coding.anchor?.quote == "And more.")
        await expectFailure(.codingNotFound) {
            try await service.code(id.rawValue, [CodingChange(.remove, coding: "zzzzzz")])
        }
        try await service.close()
    }

    @Test func merging_recodesEveryCodersCodings_once() async throws {
        let fixture = try await StudyFixture()
        let service = fixture.service
        try await Self.frame(service)
        let id = try await service.note("They come by themselves.").record.id
        _ = try await Self.add(service, id, ["access", "workforce"], "by themselves")
        _ = try await Self.add(service, id, ["workforce"], "They")
        var merge = CodebookChange(.merge, code: "workforce")
        merge.into = "access"
        let dry = try await service.changeCodebook([merge], reason: nil, dryRun: true)
        let done = try await service.changeCodebook([merge], reason: "one thing")
        #expect(dry.recoded == 2 && done.recoded == 2)
        let codings = try await service.codings(of: id.rawValue).codings
        #expect(codings.map(\.path?.rawValue) == ["access", "access"])
        _ = try await service.undo(reason: nil)
        #expect(try await service.codings(of: id.rawValue).codings.count == 3)
        #expect(try await service.isSound())
        try await service.close()
    }

    @Test func merging_keepsCommentsAndPossibleWeights_andTouchesNothingElse() async throws {
        let fixture = try await StudyFixture()
        let service = fixture.service
        try await Self.frame(service, ["Access", "Cost", "Strength"])
        var scale = CodebookChange(.edit, code: "cost")
        scale.scale = [1, 3]
        _ = try await service.changeCodebook([scale], reason: nil)
        let id = try await service.note("They come by themselves. They stay.").record.id
        func code(_ code: String, _ quote: String, _ comment: String?, _ weight: Int?) async throws {
            var change = CodingChange(.add, codes: [code])
            (change.quote, change.comment, change.weight) = (quote, comment, weight)
            _ = try await service.code(id.rawValue, [change])
        }
        try await code("cost", "by themselves", "first", 2)
        try await code("strength", "by themselves", "second", 5)
        try await code("strength", "They stay.", "alone", 5)
        try await code("access", "by themselves", "other", nil)
        var merge = CodebookChange(.merge, code: "strength")
        merge.into = "cost"
        let done = try await service.changeCodebook([merge], reason: nil)
        #expect(done.recoded == 2 && done.joined == 1)
        let codings = try await service.codings(of: id.rawValue).codings
        #expect(codings.map(\.path?.rawValue) == ["access", "cost", "cost"])
        #expect(codings.map(\.coding.comment) == ["other", "first\n\nsecond", "alone"])
        #expect(codings.map(\.coding.weight) == [nil, 2, nil])
        #expect(try await service.isSound())
        try await service.close()
    }

    @Test func undo_takesBackNoOtherOperationThanTheOneMeant() async throws {
        let fixture = try await StudyFixture()
        let service = fixture.service
        try await Self.frame(service)
        let id = try await service.note("They come by themselves.").record.id
        let first = try #require(try await Self.add(service, id, ["access"], "They").operation)
        let second = try #require(try await Self.add(service, id, ["access"], "by themselves").operation)
        await expectFailure(.undoSuperseded) { try await service.undo(reason: nil, expected: first) }
        #expect(try await service.undo(reason: nil, expected: second).undone.id == second)
        #expect(try await service.undo(reason: nil, expected: first).undone.id == first)
        #expect(try await service.codings(of: id.rawValue).codings.isEmpty)
        try await service.close()
    }

    @Test func aCodeThatWasChangedMeanwhile_isNotOverwritten() async throws {
        let fixture = try await StudyFixture()
        let service = fixture.service
        try await Self.frame(service)
        let seen = try #require(try await service.codebook(at: nil).resolve("access").first)
        var change = CodebookChange(.edit, code: "access")
        (change.example, change.base) = ("One.", seen.code.nonce)
        _ = try await service.changeCodebook([change], reason: nil)
        change.example = "Two."
        await expectFailure(.codeConflict) { try await service.changeCodebook([change], reason: nil) }
        #expect(try await service.codebook(at: nil).resolve("access").first?.code.example == "One.")
        try await service.close()
    }

    @Test func redefining_makesEarlierCodingsOutdated_untilConfirmed() async throws {
        let fixture = try await StudyFixture()
        let service = fixture.service
        try await Self.frame(service)
        let id = try await service.note("They come by themselves.").record.id
        _ = try await Self.add(service, id, ["access"], "by themselves")
        var edit = CodebookChange(.edit, code: "access")
        edit.definition = "Who is reached."
        #expect(try await service.changeCodebook([edit], reason: nil).outdated == 1)
        let doubt = try #require(try await service.doubtfulCodings().codings.first)
        #expect(doubt.doubts == [.redefined])
        _ = try await service.code(id.rawValue, [CodingChange(.confirm, coding: doubt.coding.id.rawValue)])
        #expect(try await service.doubtfulCodings().codings.isEmpty)

        let versions = try await service.codebookHistory()
        #expect(versions.map(\.number) == [1, 2])
        let diff = try await service.codebookDifference(from: nil, to: nil)
        #expect(diff.differences.map(\.kinds) == [[.redefined]])
        await expectFailure(.requestInvalid) { try await service.codebookDifference(from: "9", to: nil) }
        try await service.close()
    }

    @Test func theStateAtAMoment_isThatOfThen() async throws {
        let fixture = try await StudyFixture()
        let service = fixture.service
        try await Self.frame(service)
        let id = try await service.note("They come by themselves.").record.id
        let long = Timestamp(secondsSinceEpoch: 1_500_000_000)
        #expect(try await service.codebook(at: long).isEmpty)
        await expectFailure(.recordNotFound) { try await service.codings(of: id.rawValue, at: long) }
        let soon = Timestamp(secondsSinceEpoch: 4_000_000_000)
        _ = try await Self.add(service, id, ["access"], "by themselves")
        #expect(try await service.codings(of: id.rawValue, at: soon).codings.count == 1)
        #expect(try await service.codebook(at: soon) == service.codebook(at: nil))
        try await service.close()
    }

    @Test func aChangeMadeWithGit_bringsCodingsAlong() async throws {
        let fixture = try await StudyFixture()
        let service = fixture.service
        try await Self.frame(service)
        let id = try await service.note("They come by themselves.").record.id
        _ = try await Self.add(service, id, ["access"], "by themselves")
        let text = try fixture.text(of: id).replacingOccurrences(of: "They come", with: "Yes, they come")
        try text.write(toFile: fixture.path(of: id), atomically: true, encoding: .utf8)
        try StudyFixture.git(fixture.study, "read-tree", "HEAD")
        try StudyFixture.git(fixture.study, "add", id.path)
        #expect(try StudyFixture.git(fixture.study, "commit", "-qm", "by hand").status == 0)
        let coding = try #require(try await service.codings(of: id.rawValue).codings.first).coding
        #expect(coding.anchor?.span == 15..<28)
        #expect(coding.state == .sound)
        try await service.close()
    }

    @Test func takingARecordOut_takesItsCodingsAlong() async throws {
        let fixture = try await StudyFixture()
        let service = fixture.service
        try await Self.frame(service)
        let (_, outcomes) = try await service.importTexts([("a.md", "They come by themselves.\n")])
        let id = try #require(outcomes.first?.record?.id)
        _ = try await Self.add(service, id, ["access"], "by themselves")
        _ = try await service.undo(reason: nil)
        _ = try await service.undo(reason: nil)
        #expect(try await service.codingCounts().isEmpty)
        #expect(try await service.isSound())
        try await service.close()
    }

    @Test func aCodeEditedByHand_isAdoptedAndRedefined() async throws {
        let fixture = try await StudyFixture()
        let service = fixture.service
        try await Self.frame(service)
        let path = "\(fixture.study)/codebook/access.yaml"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try (text + "definition: Who is reached.\n").write(toFile: path, atomically: true, encoding: .utf8)
        try "name: New code\n".write(
            toFile: "\(fixture.study)/codebook/access-2.yaml", atomically: true, encoding: .utf8)
        _ = try await service.adopt(paths: nil, reason: nil)
        let codebook = try await service.codebook(at: nil)
        #expect(codebook.resolve("access").first?.code.revision == 2)
        #expect(codebook.resolve("New code").count == 1)
        try "name: [".write(toFile: path, atomically: true, encoding: .utf8)
        #expect(try await service.status().handEdited.map(\.change) == [.broken])
        try await service.close()
    }

    @Test func aNameFoundLater_leavesNoCodingAndNoCode() async throws {
        let fixture = try await StudyFixture(names: .assisted)
        let service = fixture.service
        var change = CodebookChange(.add, name: "Merrowby talk", parent: "")
        change.example = "Ask Zebedee Quillfeather."
        _ = try await service.changeCodebook(
            [change, CodebookChange(.add, name: "Below", parent: "merrowby-talk")],
            reason: nil, cleared: true)
        let id = try await service.capture(
            RecordDraft(
                kind: .fieldNote, title: "A note", body: "We met Zebedee Quillfeather there, and talked.\n"),
            cleared: true
        ).record.id
        var code = CodingChange(.add, codes: ["below"])
        code.quote = "met Zebedee Quillfeather there"
        code.comment = "Zebedee Quillfeather again"
        await expectFailure(.namesSuspected) { try await service.code(id.rawValue, [code]) }
        _ = try await service.code(id.rawValue, [code], cleared: true)
        code.comment = nil
        code.quote = "talked"
        _ = try await service.code(id.rawValue, [code])
        _ = try await service.addPseudonym(
            name: "Zebedee Quillfeather", also: [], handle: "SP66", kind: nil, dryRun: false)
        _ = try await service.addPseudonym(
            name: "Merrowby", also: [], handle: nil, kind: "place", dryRun: false)
        let codings = try await service.codings(of: id.rawValue).codings
        #expect(codings.map(\.coding.anchor?.quote) == ["met [SP66] there", "talked"])
        #expect(codings.allSatisfy { $0.coding.state == .sound && $0.coding.was == nil })
        #expect(codings.first?.coding.comment == "[SP66] again")
        #expect(try await service.leaks(in: .newest).total == 0)
        try await service.close()
    }

    @Test func aWithdrawal_countsAndTakesTheCodingsOnSomebodysWords() async throws {
        let fixture = try await StudyFixture(yaml: "policies:\n  consent: recorded\n")
        let service = fixture.service
        try await Self.frame(service)
        let handle = try #require(Handle(rawValue: "SP66"))
        let own = try await service.capture(
            RecordDraft(
                kind: .conversation, day: CalendarDay(rawValue: "2020-04-15"), title: "A talk",
                participants: [handle], body: "They come by themselves.\n")
        ).record.id
        let other = try await service.note("A quiet day.\nSP66 rang.\nNobody else did.").record.id
        _ = try await Self.add(service, own, ["access"], "They come by themselves.")
        _ = try await Self.add(service, other, ["access"], "SP66 rang.")
        _ = try await Self.add(service, other, ["access"], "Nobody else did.")
        #expect(try await service.everything(about: "SP66").codings == 2)
        let outcome = try await service.withdraw(
            "SP66", .removeFromAnalysis, mode: .oral, at: nil, dryRun: false)
        #expect(outcome.preview.counts.codings == 2)
        let left = try await service.codings(of: other.rawValue).codings.compactMap(\.coding.anchor?.quote)
        #expect(left.contains("Nobody else did.") && !left.contains { $0.contains("SP66") })
        #expect(try await service.codingCounts().values.reduce(0, +) == left.count)
        #expect(try await service.isSound())
        try await service.close()
    }
}
