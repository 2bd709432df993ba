import Foundation
import StudyArchive
import StudyModel
import StudyService
import Testing

@Suite("The door: names on their way in")
struct DoorTests {
    private static let jane = SuspectDecision(text: "Jane Smith", verdict: .participant, handle: "SP66")

    @Test("A note with names waits, is decided about, and goes in with handles")
    func noteWithNames() async throws {
        let fixture = try await StudyFixture(names: .assisted)
        let saved = try await fixture.service.note("Jane Smith from Merton told me that referrals doubled.")
        let waits = try #require(saved.waits)
        #expect(waits.cause == .suspects)
        #expect(waits.suspects == 2)
        #expect(try await fixture.service.records(RecordFilter()).total == 0)
        try await expectNoName(in: fixture, ["Jane", "Smith", "Merton"])

        let left = try await fixture.service.decide(
            "\(saved.record.id.suffix)", [Self.jane, .init(text: "Merton", verdict: .place)])
        #expect(left.suspects.isEmpty)
        let cleared = try await fixture.service.clear(nil, asItIs: false)
        #expect(cleared.records.map(\.id) == [saved.record.id])
        #expect(cleared.waiting == 0)
        let text = try fixture.text(of: saved.record.id)
        #expect(text.contains("[SP66] from [place A] told me that referrals doubled.\n"))
        #expect(try await fixture.service.participants(names: true).first?.name == "Jane Smith")
        try await expectNoName(in: fixture, ["Jane", "Smith", "Merton"])
        #expect(try await fixture.service.isSound())
        #expect(try await fixture.service.checkVault().findings.isEmpty)
    }

    @Test("What is known is replaced at once, in titles, reasons and edits too")
    func knownNames() async throws {
        let fixture = try await StudyFixture(names: .assisted)
        try await fixture.know("Jane Smith", "SP66")
        let saved = try await fixture.service.note("We met jane smith, and Jane's plan was good.")
        #expect(saved.waits == nil)
        #expect(try fixture.text(of: saved.record.id).contains("We met [SP66], and [SP66]'s plan was good."))
        let edited = try await fixture.service.edit(
            saved.record.id.rawValue, RecordChanges(body: "Jane Smith agreed.\n", title: "About Jane"),
            reason: "jane asked for it", base: nil)
        #expect(edited.record.title == "About [SP66]")
        let reason = try await fixture.service.operations(limit: 1, offset: 0).operations.first?.reason
        #expect(reason == "[SP66] asked for it")
        try await expectNoName(in: fixture, ["jane", "smith"])
    }

    @Test("Ids of the study are no names, however their random characters read")
    func identifiers() async throws {
        let fixture = try await StudyFixture(names: .assisted)
        let quoted = "2021-03-17-interview-bess/01bj2nh2h5"
        let saved = try await fixture.service.note("See [[quote:\(quoted)]] and 2021-03-17-field-note-maja.")
        #expect(saved.waits == nil)
        for typed in [
            "2021-03-17-interview/e13aa9", "2021-03-17-interview/5maja2", "bess/e13aa9",
            "2021-03-17/01bj2nh2h5",
        ] {
            let cited = try await fixture.service.note("> [[quote:\(typed)]] says it.")
            #expect(cited.waits == nil, "\(typed)")
        }
        #expect(try await fixture.service.note("See [[quote:Maja/e13aa9]].").waits != nil)
        let drawn = try await fixture.service.note(
            "The card w-4njeg/b4y3nq hangs under c-6315820264 in [rir d-maja2].")
        #expect(drawn.waits == nil)
        let bare = try await fixture.service.note("She lives in E1 3AA, her number is 0123456789.")
        #expect(bare.waits?.suspects == 2)
        for count in [4, 5, 6] {
            let drawn = (0..<2000).map { _ in Random.characters(count) }
            #expect(drawn.allSatisfy { $0.contains(where: \.isNumber) && $0.utf8.count == count })
        }
    }

    @Test("An edit that brings a name waits; words that stood there before do not")
    func edits() async throws {
        let fixture = try await StudyFixture(names: .assisted)
        let saved = try await fixture.service.capture(
            RecordDraft(kind: .fieldNote, title: "Notes", body: "Priya Patel came.\n"), cleared: true)
        let same = try await fixture.service.edit(
            saved.record.id.rawValue, RecordChanges(body: "Priya Patel came late.\n"), reason: nil, base: nil)
        #expect(same.waits == nil)
        let other = try await fixture.service.edit(
            saved.record.id.rawValue, RecordChanges(body: "Priya Patel and Tom Baker came late.\n"),
            reason: nil, base: nil)
        #expect(other.waits?.source == .edit)
        #expect(!(try fixture.text(of: saved.record.id).contains("Baker")))
        let again = try await fixture.service.edit(
            saved.record.id.rawValue, RecordChanges(title: "Seen by Ravi Shah"), reason: nil,
            base: try await fixture.service.record(saved.record.id.rawValue, version: nil).sha256)
        #expect(again.waits?.id != other.waits?.id, "one edit does not push another out of the inbox")
        #expect(try await fixture.service.inbox().count == 2)
        let waiting = try #require(other.waits?.id)
        _ = try await fixture.service.clear([waiting.rawValue], asItIs: true)
        #expect(try fixture.text(of: saved.record.id).contains("Tom Baker"))
        // The other edit started from a version that is no longer the newest.
        let second = try #require(again.waits?.id)
        await expectFailure(.recordConflict) {
            try await fixture.service.clear([second.rawValue], asItIs: true)
        }
        _ = try await fixture.service.discard(second.rawValue)
        #expect(try await fixture.service.inbox().isEmpty)
    }

    @Test("An undecided source is not taken in, and one that is dropped is gone")
    func undecided() async throws {
        let fixture = try await StudyFixture(names: .assisted)
        let saved = try await fixture.service.note("Priya Patel was there.")
        await expectFailure(.inboxUndecided) {
            try await fixture.service.clear([saved.record.id.rawValue], asItIs: false)
        }
        _ = try await fixture.service.clear(nil, asItIs: false)
        #expect(try await fixture.service.inbox().count == 1)
        _ = try await fixture.service.discard(saved.record.id.rawValue)
        #expect(try await fixture.service.inbox().isEmpty)
        await expectFailure(.inboxNotFound) { try await fixture.service.waiting(saved.record.id.rawValue) }
    }

    @Test("Not a name is for one source, never a name for the study")
    func notNames() async throws {
        let fixture = try await StudyFixture(names: .assisted)
        let first = try await fixture.service.note("Priya Patel was there.")
        let left = try await fixture.service.decide(
            first.record.id.rawValue, [.init(text: "Priya Patel", verdict: .notAName)])
        #expect(left.suspects.isEmpty)
        _ = try await fixture.service.clear(nil, asItIs: false)
        let second = try await fixture.service.note("Priya Patel was there again.")
        #expect(second.waits?.suspects == 1)
        _ = try await fixture.service.decide(
            second.record.id.rawValue, [.init(text: "Priya Patel", verdict: .never)])
        #expect(try await fixture.service.note("And Priya Patel once more.").waits == nil)
    }

    @Test("One name can't stand for two people")
    func conflict() async throws {
        let fixture = try await StudyFixture(names: .assisted)
        try await fixture.know("Jane Smith", "SP66")
        await expectFailure(.namesConflict) { try await fixture.know("jane smith", "SP67") }
        await expectFailure(.namesInvalid) { try await fixture.know("Tom Baker", "sixty six") }
    }

    @Test("The policy hold lets nothing in unseen, off everything", arguments: NamePolicy.allCases)
    func policies(_ policy: NamePolicy) async throws {
        let fixture = try await StudyFixture(names: policy)
        let saved = try await fixture.service.note("the waiting list is long.")
        switch policy {
        case .hold: #expect(saved.waits?.cause == .policy)
        case .assisted, .off: #expect(saved.waits == nil)
        }
    }

    @Test("An import waits source by source, once, and goes in with its own path's kind")
    func imports() async throws {
        let fixture = try await StudyFixture(names: .assisted)
        try await fixture.know("Jane Smith", "SP66")
        let texts = [
            (path: "a.md", text: "Jane Smith: the groups are full.\n"),
            (path: "b.md", text: "Priya Patel rang about the waiting list.\n"),
        ]
        let (summary, outcomes) = try await fixture.service.importTexts(texts)
        #expect(summary.created == 1 && summary.waiting == 1)
        #expect(outcomes[1].waits?.source == .import)
        let (again, _) = try await fixture.service.importTexts(texts)
        #expect(again.created == 0 && again.waiting == 0 && again.held == 2)
        #expect(try await fixture.service.inbox().count == 1)
        let waiting = try #require(outcomes[1].waits?.id)
        _ = try await fixture.service.decide(
            waiting.rawValue, [.init(text: "Priya Patel", verdict: .participant, handle: "SP")])
        _ = try await fixture.service.clear(nil, asItIs: false)
        #expect(try fixture.text(of: waiting).contains("[SP67] rang about the waiting list."))
        let (third, _) = try await fixture.service.importTexts(texts)
        #expect(third.held == 2, "what came is known by what came, whatever stands there by now")
        try await expectNoName(in: fixture, ["Jane", "Smith", "Priya", "Patel"])
    }

    @Test("The people of an e-mail become participants")
    func mail() async throws {
        let fixture = try await StudyFixture(names: .assisted)
        try await fixture.know("Jane Smith", "SP66", also: ["jane.smith@example.org"])
        try await fixture.know("Tom Baker", "M04", also: ["tom@example.org"])
        let mail = """
            From: "Smith, Jane" <jane.smith@example.org>
            To: Tom Baker <tom@example.org>
            Subject: the list
            Date: Wed, 15 Apr 2020 10:00:00 +0000
            Message-ID: <jane.smith.1@example.org>

            The list is long, Tom.

            """
        let (summary, outcomes) = try await fixture.service.importTexts([(path: "m.eml", text: mail)])
        #expect(summary.created == 1, "\(outcomes)")
        let id = try #require(outcomes.first?.record?.id)
        let record = try await fixture.service.record(id.rawValue, version: nil).record
        #expect(record.participants.map(\.rawValue) == ["SP66", "M04"])
        #expect(record.details["from"] == .text("SP66"))
        #expect(record.body.contains("The list is long, [M04]."))
        try await expectNoName(in: fixture, ["jane", "smith", "baker"])
    }

    @Test("Mails stay apart and in their thread though their ids named the sender")
    func messageIDs() async throws {
        let fixture = try await StudyFixture(names: .assisted)
        try await fixture.know("Tom Baker", "M04", also: ["tom.baker@example.org"])
        func mail(_ number: Int, answering: Int?) -> (path: String, text: String) {
            let answer = answering.map { "In-Reply-To: <\($0).tom.baker@example.org>\n" } ?? ""
            return (
                "\(number).eml",
                "From: Tom Baker <tom.baker@example.org>\nTo: sp66@example.org\nSubject: The list\n"
                    + "Date: Wed, 15 Apr 2020 1\(number):00:00 +0000\n"
                    + "Message-ID: <\(number).tom.baker@example.org>\n\(answer)\nIt is long, as I wrote \(number) times.\n"
            )
        }
        let (summary, outcomes) = try await fixture.service.importTexts([
            mail(1, answering: nil), mail(2, answering: 1), mail(3, answering: nil),
        ])
        #expect(summary.created == 3, "\(outcomes.compactMap(\.waits)) \(outcomes.map(\.remarks))")
        let ids = outcomes.compactMap { $0.record?.id.rawValue }
        #expect(try await fixture.service.thread(of: ids[1]).records.count == 2)
        #expect(try await fixture.service.thread(of: ids[2]).records.count == 1)
        try await expectNoName(in: fixture, ["baker"])
    }

    @Test("Labels with times stay labels", arguments: ["[00:00:10]:", "(00:10):", " 00:00:10", ":"])
    func labels(_ end: String) async throws {
        let fixture = try await StudyFixture(names: .assisted, yaml: "policies:\n  consent: recorded\n")
        try await fixture.know("Jane Smith", "SP66")
        let saved = try await fixture.service.capture(
            RecordDraft(kind: .interview, title: "Talk", body: "Jane Smith \(end)\nWe are full.\n"))
        #expect(saved.waits == nil)
        #expect(try fixture.text(of: saved.record.id).contains("\nSP66 \(end)\n"))
    }

    @Test("An address that is a handle already is nobody's name")
    func handleAddresses() async throws {
        let fixture = try await StudyFixture(names: .assisted)
        let mail = """
            From: SP66 <sp66@merrow.example>
            To: M04 <m04@merrow.example>
            Subject: the list
            Date: Wed, 15 Apr 2020 10:00:00 +0000

            It is long.

            """
        let (summary, outcomes) = try await fixture.service.importTexts([(path: "m.eml", text: mail)])
        #expect(summary.created == 1, "\(outcomes.compactMap(\.waits))")
    }

    @Test("Who speaks is named by the bare handle, so turns stay turns")
    func transcript() async throws {
        let fixture = try await StudyFixture(names: .assisted, yaml: "policies:\n  consent: recorded\n")
        try await fixture.know("Jane Smith", "SP66")
        let text = """
            Interviewer: How is it?

            Jane Smith: It is fine. Jane is tired.

            Interviewer: And the groups?

            Jane Smith: They are full.

            """
        let (_, outcomes) = try await fixture.service.importTexts([(path: "interview.txt", text: text)])
        let id = try #require(outcomes.first?.record?.id, "\(outcomes)")
        let turns = try await fixture.service.turns(id.rawValue, version: nil).turns
        #expect(turns.map(\.speaker) == ["Interviewer", "SP66", "Interviewer", "SP66"])
        #expect(try fixture.text(of: id).contains("It is fine. [SP66] is tired."))
    }
}

extension StudyFixture {
    /// Puts a name into the key table.
    func know(_ name: String, _ handle: String, also: [String] = []) async throws {
        _ = try await service.addPseudonym(name: name, also: also, handle: handle, kind: nil, dryRun: false)
    }
}

/// No byte of the study outside the vault, packed or not, holds any of some words in any case.
func expectNoName(
    in fixture: StudyFixture, _ names: [String], sourceLocation: SourceLocation = #_sourceLocation
) async throws {
    let found = try await fixture.places(of: names)
    #expect(found.isEmpty, "\(found)", sourceLocation: sourceLocation)
}

extension StudyFixture {
    /// Where some words stand: in every object of the repository and every file but the vault's.
    func places(of names: [String]) async throws -> [String] {
        var places: [String] = []
        let lowered = names.map { Array($0.lowercased().utf8) }
        func look(_ bytes: [UInt8], _ place: String) {
            let text = bytes.map { (0x41...0x5A).contains($0) ? $0 + 32 : $0 }
            for name in lowered where text.firstRange(of: name) != nil {
                places.append("\(place): \(String(decoding: name, as: UTF8.self))")
            }
        }
        let objects = try Self.git(study, "cat-file", "--batch-all-objects", "--batch").output
        look(Array(objects.utf8), "git objects")
        let files = try FileManager.default.subpathsOfDirectory(atPath: study)
        for file in files where !file.hasPrefix(".rir/vault") && !file.hasPrefix(".git/objects") {
            look(Array(file.utf8), "the name of a file")
            if let data = FileManager.default.contents(atPath: "\(study)/\(file)") { look(Array(data), file) }
        }
        return places
    }
}
