import Foundation
import ProgramFixture
import StudyArchive
import StudyModel
import StudyService
import Testing

/// One copy erases; the others hear of it, carry it out, and keep what is theirs.
@Suite("Erasure in copies of a study")
struct ErasureSyncTests {
    private static let sentence = "The purple heron counted every tablet twice on Tuesday"

    @Test(
        "The other copy carries it out, keeps its own unsent work, and confirms; nothing of it is left in either"
    )
    func carriedOut() async throws {
        let team = try await Self.team()
        let kept = try await team["r2"].note("The garden opens in June, whatever happens.")
        let receipt = try await Self.erase(team)
        #expect(receipt.confirmed.count == 1 && receipt.waitingFor.count == 1)
        #expect(try await team.sync("r1").sent > 0)
        let report = try await team.sync("r2")
        #expect(report.erasures == [receipt.id] && report.lost == 0)
        try await team.settle()
        try await team.expectAlike()
        try await Self.expectGone(team, from: ["r1", "r2"])
        #expect(
            try await team["r1"].record(kept.record.id.rawValue, version: nil).record.body.contains("June"))
        #expect(try await team["r2"].isSound())
        #expect(try await team["r1"].isSound())
        let steps = try await team["r1"].operations(limit: 0, offset: 0).operations
        #expect(steps.contains { $0.by.rawValue == "r2" && $0.act == .capture })
        let later = try #require(try await team["r1"].erasureReceipts().first)
        #expect(later.confirmed.count == 2 && later.waitingFor.isEmpty)
        try await team.close()
    }

    @Test("What a copy sent meanwhile on the old history is taken over without what was erased")
    func quicker() async throws {
        let team = try await Self.team()
        let receipt = try await Self.erase(team)
        let kept = try await team["r2"].note("The garden opens in June, whatever happens.")
        let records = try await team["r2"].records(RecordFilter()).records
        let shared = try #require(records.first { $0.title == "Shared" })
        _ = try await team["r2"].edit(
            shared.id.rawValue, RecordChanges(title: "Shared by two"), reason: nil, base: nil)
        try await team.sync("r2")
        try await team.sync("r1")
        let report = try await team.sync("r2")
        #expect(report.erasures.first == receipt.id)
        try await team.settle()
        try await team.expectAlike()
        try await Self.expectGone(team, from: ["r1", "r2"])
        for member in ["r1", "r2"] {
            #expect(try await team[member].isSound())
            let note = try await team[member].record(kept.record.id.rawValue, version: nil)
            #expect(note.record.body.contains("June"))
        }
        let steps = try await team["r1"].operations(limit: 0, offset: 0).operations
        #expect(steps.contains { $0.by.rawValue == "r2" && $0.act == .capture })
        try await team.close()
    }

    @Test("What a copy had not sent yet and quotes it comes back without the quotation, and not into history")
    func unsentQuotes() async throws {
        let team = try await Self.team()
        let quoting = try await team["r2"].note("SP66 told me: \(Self.sentence.lowercased()), and left.")
        _ = try await team["r2"].edit(
            quoting.record.id.rawValue, RecordChanges(title: "Told"), reason: "\(Self.sentence): so it was",
            base: nil)
        _ = try await team["r2"].writeMemo(
            MemoDraft(kind: .analytic, title: "Herons", body: "They said: \(Self.sentence)."))
        let receipt = try await Self.erase(team)
        try await team.sync("r1")
        let report = try await team.sync("r2")
        #expect(report.erasures == [receipt.id] && report.lost > 0)
        try await team.settle()
        try await team.expectAlike()
        try await Self.expectGone(team, from: ["r1", "r2"])
        for member in ["r1", "r2"] {
            #expect(try await team[member].isSound())
            let told = try await team[member].record(quoting.record.id.rawValue, version: nil).record
            #expect(told.body == "SP66 told me: [withdrawn], and left.\n" && told.title == "Told")
        }
        try await team.close()
    }

    /// The places are those that a write and an erasure pass, one after another; some are beyond the end.
    @Test(
        "A kill while an erasure is taken over loses nothing of what was not sent",
        arguments: [4, 8, 11, 14, 17, 20, 24, 30])
    func killed(place: Int) async throws {
        let team = try await Self.team()
        let quoting = try await team["r2"].note("SP66 told me: \(Self.sentence.lowercased()), and left.")
        let garden = try await team["r2"].note("The garden opens in June, whatever happens.")
        let receipt = try await Self.erase(team)
        try await team.sync("r1")
        let died = try await team.dying("r2", at: place) { try await team.sync("r2") }
        if died { try await team.sync("r2") }
        try await team.settle()
        try await team.expectAlike()
        try await Self.expectGone(team, from: ["r1", "r2"])
        for member in ["r1", "r2"] {
            #expect(try await team[member].isSound(), "\(member) after a kill at \(place): \(died)")
            let told = try await team[member].record(quoting.record.id.rawValue, version: nil).record
            #expect(told.body == "SP66 told me: [withdrawn], and left.\n")
            let kept = try await team[member].record(garden.record.id.rawValue, version: nil).record
            #expect(kept.body.contains("June"))
        }
        #expect(
            try await team["r1"].erasureReceipts().first { $0.id == receipt.id }?.waitingFor.isEmpty == true)
        let state = try team.folder("r2") + "/.rir"
        #expect(!FileManager.default.fileExists(atPath: state + "/held"))
        try await team.close()
    }

    @Test("What somebody writes while their copy takes an erasure over is there afterwards")
    func meanwhile() async throws {
        let team = try await Self.team()
        for number in 0..<20 { _ = try await team["r2"].note("Bed \(number) was dug over.") }
        _ = try await Self.erase(team)
        try await team.sync("r1")
        let two = try team["r2"]
        async let report = two.sync()
        var written: [RecordID] = []
        for number in 0..<40 { written.append(try await two.note("Row \(number) was sown.").record.id) }
        #expect(try await report.erasures.count == 1)
        try await team.settle()
        for id in written {
            #expect(try await team["r1"].record(id.rawValue, version: nil).record.body.contains("sown"))
        }
        #expect(try await team["r2"].isSound())
        try await team.close()
    }

    @Test(
        "What a copy had added beside somebody to drafts and matrices, and not sent yet, is there without them"
    )
    func unsentBesides() async throws {
        let team = try await Self.team()
        _ = try await team["r1"].changeCodebook([CodebookChange(.add, name: "Access")], reason: nil)
        _ = try await team["r1"].newFramework(
            FrameworkPlan(name: "pathway", title: "As SP41 sees it", themes: ["access"]))
        _ = try await team["r1"].writeDraft(
            DraftPlan(name: "known", title: "t", text: "One.\n\nSP41 was asked.\n\nTwo.\n"))
        try await team.settle()
        _ = try await team["r2"].writeDraft(
            DraftPlan(name: "new", title: "t", text: "As SP41 says: Three.\n"))
        _ = try await team["r2"].shareDraft(
            "new", CommentRoundPlan(audience: ["residents"], due: FeedbackFixture.day))
        _ = try await team["r2"].comment(CommentDraft(who: "residents", text: "Say more."), on: "new")
        _ = try await team["r2"].changeDraft(
            "known", FeedbackFixture.text("One.\n\nSP41 was asked.\n\nTwo and a half.\n"))
        _ = try await team["r2"].note("The garden opens in June, whatever happens.")
        let receipt = try await Self.erase(team)
        _ = try await team["r1"].changeDraft(
            "known", FeedbackFixture.text("One indeed.\n\n[withdrawn] was asked.\n\nTwo.\n"))
        try await team.sync("r1")
        #expect(try await team.sync("r2").erasures == [receipt.id])
        try await team.settle()
        // What came without a part of it can still be told from what was changed afterwards.
        try await team.expectAlike()
        try await Self.expectGone(team, from: ["r1", "r2"])
        for member in ["r1", "r2"] {
            #expect(try await team[member].isSound())
            let new = try await team[member].draft("new", version: nil)
            #expect(new.text == "As [withdrawn] says: Three.\n" && new.comments.map(\.text) == ["Say more."])
            let known = try await team[member].draft("known", version: nil)
            #expect(known.text == "One indeed.\n\n[withdrawn] was asked.\n\nTwo and a half.\n")
        }
        try await team.close()
    }

    @Test("A coder withdraws somebody; the lead's copy erases when it hears of it")
    func byACoder() async throws {
        let team = try await Self.team()
        let outcome = try await team["r2"].withdraw("SP41", .erase, mode: .oral, at: nil, dryRun: false)
        #expect(outcome.receipt?.erasure == nil && (outcome.receipt?.versionsLeft ?? 0) > 0)
        try await team.sync("r2")
        try await team.sync("r1")
        try await Self.expectGone(team, from: ["r1"])
        try await team.settle()
        try await team.expectAlike()
        try await Self.expectGone(team, from: ["r1", "r2"])
        #expect(try await team["r2"].isSound())
        try await team.close()
    }

    @Test("A class whose time is over leaves the other copy too, and what its vault holds of it")
    func retention() async throws {
        let rules = """
            retention:
            - {class: records, until: 2022-06-30, basis: "Protocol 9"}
            - {class: originals, until: 2022-06-30, basis: "Protocol 9"}

            """
        let team = try await TeamFixture(names: .assisted, yaml: rules)
        for member in ["r1", "r2"] {
            _ = try await team[member].importTexts([("\(member).txt", "\(Self.sentence), \(member) heard.\n")]
            )
        }
        try await team.settle()
        await expectFailure(.memberInvalid) {
            _ = try await team["r2"].applyRetention(to: .originals, dryRun: false)
        }
        for one in [RetentionClass.originals, .records] {
            let done = try await team["r1"].applyRetention(to: one, dryRun: false)
            #expect(done.receipt?.confirmed.count == 1 && done.receipt?.waitingFor.count == 1)
        }
        #expect(
            try await team["r2"].retention(on: nil).classes.contains {
                $0.class == .originals && $0.count == 1
            })
        try await team.settle()
        try await team.expectAlike()
        for member in ["r1", "r2"] {
            let classes = try await team[member].retention(on: nil).classes
            #expect(classes.allSatisfy { $0.count == 0 }, "\(member): \(classes)")
            #expect(try await team[member].isSound())
        }
        let receipts = try await team["r1"].erasureReceipts()
        #expect(receipts.map(\.class) == [.originals, .records])
        #expect(receipts.allSatisfy { $0.confirmed.count == 2 && $0.waitingFor.isEmpty })
        try await Self.expectGone(team, from: ["r1", "r2"])
        try await team.close()
    }

    @Test("Steps of somebody who left, and those made by hand, are what they were after an erasure")
    func answeredFor() async throws {
        let team = try await Self.team()
        try await team.join("r3")
        try await team.settle()
        let kept = try await team["r2"].note("The garden opens in June, whatever happens.")
        try await DepartureTests.remove("r2", from: team)
        try await team.sync("r2")
        try await team.sync("r3")
        await expectFailure(.syncRefused) { try await team.sync("r1") }
        _ = try await team["r1"].sync(adopting: true)
        let folder = try team.folder("r1")
        let yaml = try String(contentsOfFile: "\(folder)/study.yaml", encoding: .utf8)
        try (yaml + "# By hand.\n").write(toFile: "\(folder)/study.yaml", atomically: true, encoding: .utf8)
        try StudyFixture.git(folder, "read-tree", "HEAD")
        #expect(try StudyFixture.git(folder, "commit", "-qam", "by hand").status == 0)
        for member in ["r1", "r3"] { try await team.sync(member) }
        _ = try await Self.erase(team)
        for member in ["r1", "r3", "r1", "r3"] { try await team.sync(member) }
        try await team.join("r4")
        for member in ["r1", "r3", "r4"] {
            #expect(try await team[member].isSound())
            let note = try await team[member].record(kept.record.id.rawValue, version: nil)
            #expect(note.record.body.contains("June") && note.record.captured.by.rawValue == "r2")
            let read = try Program.run(
                ["python3", "-B", "\(Repository.path)/verify/verify.py", try team.folder(member)])
            #expect(read.status == 0, "\(read.output)\(read.errors)")
        }
        try await Self.expectGone(team, from: ["r1", "r3", "r4"])
        try await team.close()
    }

    @Test("What stock git puts back on the remote is refused by every copy")
    func stockGit() async throws {
        let team = try await Self.team()
        let old = team.first.root + "/old"
        #expect(
            try StudyFixture.git(team.first.root, "clone", "-q", "-b", "main", team.remote, old).status == 0)
        _ = try await Self.erase(team)
        try await team.settle()
        let pulled = try StudyFixture.git(
            old, "pull", "-q", "--no-rebase", "--no-edit", "-X", "ours", "origin", "main")
        #expect(pulled.status == 0, "\(pulled.output)")
        #expect(try StudyFixture.git(old, "push", "-q", "origin", "HEAD:main").status == 0)
        await expectFailure(.syncRefused) { try await team.sync("r2") }
        await expectFailure(.syncRefused) { try await team.sync("r1") }
        try await Self.expectGone(team, from: ["r1", "r2"])
        try await team.close()
    }

    // MARK: Fixture

    private static func team() async throws -> TeamFixture {
        let team = try await TeamFixture()
        let people = ["SP41", "SP66"].compactMap { Handle(rawValue: $0) }
        _ = try await team["r1"].capture(
            RecordDraft(
                kind: .fieldNote, title: "Hers", participants: [people[0]], body: "\(sentence), she said.\n"))
        _ = try await team["r1"].capture(
            RecordDraft(
                kind: .interview, title: "Shared", participants: people,
                body: "SP41: \(sentence).\n\nSP66: I have nothing to add to that at all.\n"))
        try await team.settle()
        return team
    }

    private static func erase(_ team: TeamFixture) async throws -> ErasureReceipt {
        let outcome = try await team["r1"].withdraw("SP41", .erase, mode: .oral, at: nil, dryRun: false)
        let receipt = try #require(outcome.receipt?.erasure)
        #expect(receipt.searched.found.isEmpty && receipt.commits > 0)
        return receipt
    }

    /// Searches every file and every object of some copies.
    private static func expectGone(_ team: TeamFixture, from members: [String]) async throws {
        for member in members {
            let folder = try team.folder(member)
            let objects = try Program.run(
                [
                    "/bin/sh", "-c",
                    "cd '\(folder)' && git cat-file --batch-all-objects --batch | grep -a -i -c 'purple heron'; "
                        + "grep -r -a -i -l 'purple heron' . ; true",
                ])
            #expect(objects.output == "0\n", "\(member): \(objects.output)")
        }
    }
}
