import Foundation
import ProgramFixture
import StudyArchive
import StudyIndex
import StudyModel
import StudyService
import Testing

@Suite("Copies of a study")
struct SyncTests {
    private static func coding(_ service: StudyService, _ id: RecordID, _ quote: String) async throws {
        var change = CodingChange(.add, codes: ["access"])
        change.quote = quote
        _ = try await service.code(id.rawValue, [change])
    }

    @Test("After a join the index stands at it, so that the next start has nothing to do")
    func indexAfterJoin() async throws {
        let team = try await TeamFixture()
        _ = try await team["r1"].note("They come by themselves.")
        _ = try await team["r2"].note("The queue was long.")
        try await team.sync("r1")
        #expect(try await team.sync("r2").way == .joined)
        let folder = try team.folder("r2")
        let head = try StudyFixture.git(folder, "rev-parse", "main").output
        #expect(try StudyFixture.git(folder, "log", "-1", "--format=%P", "main").output.contains(" "))
        for _ in 0..<2 {
            try await team["r2"].close()
            let index = try StudyIndex.open(at: StudyFolder(path: folder).indexFile)
            #expect(
                try await index.position()?.commit == head.trimmingCharacters(in: .whitespacesAndNewlines))
            await index.close()
            try await team.reopen("r2")
            _ = try await team["r2"].reindex { _ in }
        }
        try await team.close()
    }

    @Test("Work goes both ways, and both copies are alike")
    func bothWays() async throws {
        let team = try await TeamFixture()
        let (one, two) = (try team["r1"], try team["r2"])
        let mine = try await one.note("They come by themselves.").record.id
        let theirs = try await two.note("The queue was long.").record.id
        #expect(try await team.sync("r1").way == .sent)
        let report = try await team.sync("r2")
        let lead = try #require(MemberID(rawValue: "r1"))
        #expect(report.way == .joined && report.received == [lead: 1], "\(report)")
        #expect(try await team.sync("r1").way == .received)
        #expect(try await team.sync("r1").way == .nothing)
        for service in [one, two] {
            #expect(
                try await service.record(mine.rawValue, version: nil).record.body
                    == "They come by themselves.\n")
            #expect(
                try await service.record(theirs.rawValue, version: nil).record.body == "The queue was long.\n"
            )
            #expect(try await service.search("queue", filter: RecordFilter()).hits.count == 1)
        }
        // Who saw whose log goes out with the synchronisation after the one that brought it.
        try await team.settle()
        try await team.expectAlike()
        try await team.close()
    }

    @Test("Where nobody else did anything, what is new here goes out and nothing is fetched")
    func ownWork() async throws {
        let team = try await TeamFixture()
        try await team.settle()
        let folder = try team.folder("r1")
        try StudyFixture.git(folder, "update-ref", "-d", "refs/rir/incoming/main")
        _ = try await team["r1"].note("The queue was long.")
        let report = try await team.sync("r1")
        #expect(report.way == .sent && report.sent == 1)
        #expect(
            try StudyFixture.git(folder, "rev-parse", "-q", "--verify", "refs/rir/incoming/main").status != 0)
        // What this copy sent itself counts as seen, and a remote that goes back behind it is still noticed.
        try StudyFixture.git(team.remote, "update-ref", "refs/heads/main", "refs/heads/main~1")
        let one = try team["r1"]
        await expectFailure(.syncRefused) { try await one.sync() }
        try await team.close()
    }

    @Test("One edits a text that another codes: the coding stands on its words")
    func editAndCode() async throws {
        let team = try await TeamFixture()
        let (one, two) = (try team["r1"], try team["r2"])
        try await CodingTests.frame(one, ["Access"])
        let id = try await one.note("First.\n\nThey come by themselves.\n\nLast.").record.id
        try await team.settle()
        try await Self.coding(two, id, "come by themselves")
        let changes = RecordChanges(body: "A new first line.\n\nThey come by themselves.\n\nLast.\n")
        _ = try await one.edit(id.rawValue, changes, reason: nil, base: nil)
        try await team.settle()
        for service in [one, two] {
            let codings = try await service.codings(of: id.rawValue).codings
            #expect(codings.map(\.coding.anchor?.quote) == ["come by themselves"])
            #expect(codings.first?.coding.state == .sound)
            #expect(try await service.questions().isEmpty)
        }
        try await team.expectAlike()
        try await team.close()
    }

    @Test("Both change the same words: one stands, the other is kept, somebody is asked and answers")
    func conflict() async throws {
        let team = try await TeamFixture()
        let (one, two) = (try team["r1"], try team["r2"])
        let id = try await one.note("It began at nine.").record.id
        try await team.settle()
        _ = try await one.edit(id.rawValue, RecordChanges(body: "It began at ten.\n"), reason: nil, base: nil)
        _ = try await two.edit(
            id.rawValue, RecordChanges(body: "It began at eight.\n"), reason: nil, base: nil)
        try await team.settle()
        let question = try #require(try await one.questions().first)
        #expect(question.cause == .bothChanged && question.fields == ["body"])
        let view = try await two.question(question.id.rawValue)
        let bodies = [view.kept, view.other ?? ""].map { $0.split(separator: "\n").last.map(String.init) }
        #expect(Set(bodies) == ["It began at ten.", "It began at eight."])
        let text = try await one.record(id.rawValue, version: nil).record.body
        #expect(!text.contains("<<<<"))
        _ = try await two.answer(question.id.rawValue, with: .other, reason: nil)
        try await team.settle()
        for service in [one, two] {
            #expect(try await service.questions().isEmpty)
            let answered = try await service.record(id.rawValue, version: nil).record.body
            #expect(answered != text)
        }
        try await team.expectAlike()
        try await team.close()
    }

    @Test(
        "A colleague without the program edits and pushes: it is asked about, adopted in somebody's name, and then everybody's"
    )
    func stockGit() async throws {
        let team = try await TeamFixture()
        let (one, two) = (try team["r1"], try team["r2"])
        let id = try await one.note("It began at nine.").record.id
        try await team.settle()
        let clone = team.first.root + "/stock"
        #expect(try Program.run(["git", "clone", "-q", team.remote, clone, "-b", "main"]).status == 0)
        let file = "\(clone)/\(id.path)"
        let text = try String(contentsOfFile: file, encoding: .utf8)
        try (text + "\nThey left at ten.\n").write(toFile: file, atomically: true, encoding: .utf8)
        #expect(try StudyFixture.git(clone, "commit", "-qam", "left at ten").status == 0)
        #expect(try StudyFixture.git(clone, "push", "-q", "origin", "main").status == 0)
        _ = try await two.note("Mine, meanwhile.")
        await expectFailure(.syncRefused) { try await two.sync() }
        _ = try await one.sync(adopting: true)
        try await team.settle()
        for service in [one, two] {
            let body = try await service.record(id.rawValue, version: nil).record.body
            #expect(body.hasSuffix("They left at ten.\n"))
        }
        // What somebody commits in a copy of their own goes out in their name.
        let own = "\(try team.folder("r2"))/\(id.path)"
        let now = try String(contentsOfFile: own, encoding: .utf8)
        try (now + "\nAll of them.\n").write(toFile: own, atomically: true, encoding: .utf8)
        try StudyFixture.git(try team.folder("r2"), "read-tree", "HEAD")
        #expect(try StudyFixture.git(try team.folder("r2"), "commit", "-qam", "all").status == 0)
        try await team.settle()
        #expect(try await one.record(id.rawValue, version: nil).record.body.hasSuffix("All of them.\n"))
        // An editor leaves the nonce as it was, which a check goes on to name.
        try await team.expectAlike(besides: ["record.nonce"])
        try await team.close()
    }

    @Test("Words withdrawn in one copy are gone in all, whatever was done with them in another meanwhile")
    func withdrawal() async throws {
        let team = try await TeamFixture(yaml: "policies:\n  consent: recorded\n")
        let (one, two) = (try team["r1"], try team["r2"])
        try await CodingTests.frame(one, ["Access"])
        let people = try ["SP66", "SP67"].map { try #require(Handle(rawValue: $0)) }
        var draft = RecordDraft(
            kind: .conversation, title: "Walk",
            body: "SP66: The zebras were asleep.\nSP67: I saw nothing.\nSP66: No.\nSP67: Nothing.\n")
        draft.participants = people
        let shared = try await one.capture(draft, cleared: true).record.id
        draft.participants = [people[0]]
        draft.body = "SP66: Only zebras.\nI: Yes?\nSP66: No.\nI: No.\n"
        let own = try await one.capture(draft, cleared: true).record.id
        try await team.settle()
        _ = try await one.withdraw("SP66", .removeFromAnalysis, mode: .oral, at: nil, dryRun: false)
        try await Self.coding(two, shared, "zebras were asleep")
        try await Self.coding(two, own, "Only zebras.")
        let text =
            "SP66: The zebras were asleep, he said.\nSP67: I saw nothing at all.\nSP66: No.\nSP67: Nothing.\n"
        _ = try await two.edit(shared.rawValue, RecordChanges(body: text), reason: nil, base: nil)
        _ = try await two.edit(own.rawValue, RecordChanges(title: "Zebras"), reason: nil, base: nil)
        try await team.settle()
        for (member, service) in [("r1", one), ("r2", two)] {
            let tree = try StudyFixture.git(try team.folder(member), "grep", "-il", "zebras", "main").output
            #expect(tree.isEmpty, "\(member): \(tree)")
            let body = try await service.record(shared.rawValue, version: nil).record.body
            #expect(body.contains("I saw nothing at all."))
            await expectFailure(.recordNotFound) { try await service.record(own.rawValue, version: nil) }
            #expect(try await service.questions().isEmpty)
        }
        try await team.expectAlike()
        try await team.close()
    }

    @Test(
        "A record that one takes back while another codes it stays, in the tree and in every list, and somebody is asked"
    )
    func takenBackAndCoded() async throws {
        let team = try await TeamFixture()
        let (one, two) = (try team["r1"], try team["r2"])
        try await CodingTests.frame(one, ["Access"])
        let id = try await one.note("They come by themselves.").record.id
        try await team.settle()
        _ = try await one.undo(reason: nil)
        try await Self.coding(two, id, "by themselves")
        try await team.settle()
        for service in [one, two] {
            #expect(try await service.questions().map(\.cause) == [.changedAndRemoved])
            for _ in 0..<2 {
                #expect(try await service.records(RecordFilter()).records.map(\.id) == [id])
                let codings = try await service.codings(of: id.rawValue).codings
                #expect(codings.map(\.coding.anchor?.quote) == ["by themselves"])
                // The index says the same when it is built again.
                _ = try await service.reindex { _ in }
            }
        }
        let question = try #require(try await one.questions().first)
        _ = try await one.answer(question.id.rawValue, with: .other, reason: nil)
        try await team.settle()
        #expect(try await two.records(RecordFilter()).records.isEmpty)
        try await team.expectAlike()
        try await team.close()
    }

    @Test("What 'git pull' joined is refused with the way back, and joined anew by what it means")
    func joinedByGit() async throws {
        let team = try await TeamFixture()
        let (one, two) = (try team["r1"], try team["r2"])
        let ids = [
            try await one.note("The queue was long.").record.id,
            try await two.note("Nobody spoke.").record.id,
        ]
        _ = try await one.sync()
        let folder = try team.folder("r2")
        try StudyFixture.git(folder, "read-tree", "HEAD")
        #expect(try StudyFixture.git(folder, "fetch", "-q", team.remote, "main").status == 0)
        #expect(try StudyFixture.git(folder, "merge", "-q", "-m", "pull", "FETCH_HEAD").status == 0)
        do {
            _ = try await two.sync()
            Issue.record("it was taken")
        } catch {
            #expect(error.code == .syncRefused && error.hint?.contains("git reset --keep") == true)
        }
        #expect(try StudyFixture.git(folder, "reset", "-q", "--keep", "HEAD^1").status == 0)
        try await team.settle()
        for service in [one, two] {
            for id in ids { _ = try await service.record(id.rawValue, version: nil) }
        }
        try await team.expectAlike()
        try await team.close()
    }

    @Test("Taking the other side changes what was asked about, and nothing that was done since or besides")
    func otherSide() async throws {
        let team = try await TeamFixture()
        let (one, two) = (try team["r1"], try team["r2"])
        let id = try await one.note("The queue was long.\n\nNobody spoke.").record.id
        try await team.settle()
        // Both change the same words, and each something of their own.
        let bodies = [
            "The queue was very long.\n\nNobody spoke at all.\n", "The queue was endless.\n\nNobody spoke.\n",
        ]
        _ = try await one.edit(
            id.rawValue, RecordChanges(body: bodies[0], title: "Monday"), reason: nil, base: nil)
        _ = try await two.edit(id.rawValue, RecordChanges(body: bodies[1]), reason: nil, base: nil)
        try await team.settle()
        let question = try #require(try await one.questions().first)
        #expect(question.fields == ["body"])
        let view = try await one.question(question.id.rawValue)
        let other = try #require(view.other)
        let word = other.contains("endless") ? "endless" : "very long"
        // Somebody goes on with the note before the question is answered.
        let now = try await one.record(id.rawValue, version: nil).record.body
        #expect(!now.contains(word))
        _ = try await one.edit(
            id.rawValue, RecordChanges(body: now + "\nThen they left.\n"), reason: nil, base: nil)
        _ = try await one.answer(question.id.rawValue, with: .other, reason: nil)
        try await team.settle()
        for service in [one, two] {
            let record = try await service.record(id.rawValue, version: nil).record
            #expect(record.title == "Monday")
            #expect(
                record.body == "The queue was \(word).\n\nNobody spoke at all.\n\nThen they left.\n")
            #expect(try await service.questions().isEmpty)
        }
        try await team.expectAlike()
        try await team.close()
    }

    @Test("A question about a code is answered, and everybody takes the answer")
    func codeQuestion() async throws {
        let team = try await TeamFixture()
        let (one, two) = (try team["r1"], try team["r2"])
        try await CodingTests.frame(one, ["Access"])
        try await team.settle()
        for (service, text) in [(one, "Who comes."), (two, "Who gets in.")] {
            var edit = CodebookChange(.edit, code: "access")
            edit.definition = text
            _ = try await service.changeCodebook([edit], reason: nil)
        }
        try await team.settle()
        let question = try #require(try await two.questions().first)
        let stands = try await two.codebook(at: nil).entries.map(\.code.definition)
        _ = try await two.answer(question.id.rawValue, with: .other, reason: nil)
        try await team.settle()
        for service in [one, two] {
            let texts = try await service.codebook(at: nil).entries.map(\.code.definition)
            #expect(texts != stands && Set(texts + stands) == ["Who comes.", "Who gets in."])
            #expect(try await service.questions().isEmpty)
        }
        try await team.expectAlike()
        try await team.close()
    }
}
