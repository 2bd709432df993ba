import StudyModel
import Testing

@testable import Merging

@Suite("Report drafts of two people")
struct ReportDraftMergeTests {
    private static let nonce = String(repeating: "0", count: 64)
    private static let name = ReportDraftID(rawValue: "interim").unsafelyUnwrapped
    private static let round = CommentRoundID(rawValue: "d-7f3k9").unsafelyUnwrapped
    private static let path = "drafts/interim.md"

    private static func id(_ number: Int) -> OperationID {
        let digits = String(number)
        return OperationID(rawValue: String(repeating: "0", count: 26 - digits.count) + digits)
            .unsafelyUnwrapped
    }

    private static func who(_ member: String, _ at: Int) -> Provenance {
        Provenance(
            by: MemberID(rawValue: member).unsafelyUnwrapped, at: Timestamp(secondsSinceEpoch: at))
    }

    private static func event(_ act: ReportDraft.Event.Act, _ number: Int, by member: String = "r1")
        -> ReportDraft.Event
    {
        let who = who(member, number)
        var event = ReportDraft.Event(act, id: id(number), by: who.by, at: who.at)
        event.round = act == .signed || act == .answered ? nil : round
        if act == .shared { (event.version, event.audience, event.due) = (id(1), ["g"], who.at.day) }
        if act == .commented { (event.group, event.text) = ("g", "x") }
        if act == .signed { (event.group, event.version) = ("g", id(1)) }
        return event
    }

    private static let begun = ReportDraft(
        id: name, title: "t", versions: [.init(id: id(1), written: who("r1", 1))],
        events: [event(.shared, 2)], nonce: nonce, body: "One two three.\n\nFour five six.\n")

    /// The draft after another version.
    private static func after(_ draft: ReportDraft, _ body: String, _ number: Int, by member: String)
        -> ReportDraft
    {
        var next = draft
        next.versions.append(
            .init(id: id(number), number: draft.latest.number + 1, written: who(member, number), cause: .edit)
        )
        next.body = body
        next.keepTexts { $0 == draft.latest.id ? draft.body : nil }
        return next
    }

    private static func merged(
        _ base: ReportDraft, _ one: ReportDraft, _ other: ReportDraft, protecting: FileMerge.Side? = nil
    ) throws -> (draft: ReportDraft, questions: [MergeQuestion]) {
        let (base, one, other) = (
            ReportDraftText.bytes(of: base), ReportDraftText.bytes(of: one), ReportDraftText.bytes(of: other)
        )
        let merged = FileMerge.merged(path, base: base, one, other, protecting: protecting)
        let flipped: FileMerge.Side? = protecting.map { $0 == .one ? .other : .one }
        #expect(merged == FileMerge.merged(path, base: base, other, one, protecting: flipped))
        return (try ReportDraftText.draft(from: try #require(merged.bytes)), merged.questions)
    }

    @Test("Texts are merged by words, and a version joins them")
    func words() throws {
        let one = Self.after(Self.begun, "1 two three.\n\nFour five six.\n", 3, by: "r1")
        let other = Self.after(Self.begun, "One two three!\n\nFour five six, seven.\n", 4, by: "r2")
        let (draft, questions) = try Self.merged(Self.begun, one, other)
        #expect(draft.body == "1 two three!\n\nFour five six, seven.\n" && questions.isEmpty)
        #expect(draft.versions.map(\.number) == [1, 2, 2, 3] && draft.latest.cause == .join)
        #expect(draft.text(of: Self.id(1)) == Self.begun.body)
    }

    @Test("Where both changed the same words one text stands and a question is asked; the other can be taken")
    func contested() throws {
        let one = Self.after(Self.begun, "One 2 three.\n\nFour five 6.\n", 3, by: "r1")
        let other = Self.after(Self.begun, "One II three.\n\nFour five six.\n", 4, by: "r2")
        let (draft, questions) = try Self.merged(Self.begun, one, other)
        #expect(draft.body == "One II three.\n\nFour five 6.\n")
        #expect(questions.map(\.fields) == [["body"]])
        let taken = AnswerMerge.draft(
            .init(base: Self.begun, kept: other, other: one), fields: ["body"], now: draft, id: Self.id(20),
            Self.who("r1", 20))
        #expect(taken.body == "One 2 three.\n\nFour five 6.\n" && taken.problem == nil)
        #expect(taken.latest.number == draft.latest.number + 1)
    }

    @Test("What happened in either happened, and each once")
    func events() throws {
        var (one, other) = (Self.begun, Self.begun)
        one.events += [Self.event(.commented, 5)]
        other.events += [Self.event(.commented, 4, by: "r2"), Self.event(.signed, 6, by: "r2")]
        let (draft, questions) = try Self.merged(Self.begun, one, other)
        #expect(draft.events.map(\.id) == [2, 4, 5, 6].map(Self.id) && questions.isEmpty)
        #expect(draft.versions.count == 1)
        // A text that one signed while the other wrote on is kept.
        let edited = Self.after(Self.begun, "Other.\n", 7, by: "r1")
        let (both, _) = try Self.merged(Self.begun, edited, other)
        #expect(both.body == "Other.\n" && both.text(of: Self.id(1)) == Self.begun.body)
        #expect(both.signatures.map(\.stands) == [false] && both.problem == nil)
    }

    @Test("What protects somebody stands, whatever was written meanwhile")
    func protected() throws {
        var safe = Self.begun
        safe.body = "One [withdrawn] three.\n\nFour five six.\n"
        let edited = Self.after(Self.begun, "One two, three.\n\nFour five six, seven.\n", 3, by: "r2")
        let (draft, questions) = try Self.merged(Self.begun, safe, edited, protecting: .one)
        #expect(questions.isEmpty && !draft.body.contains("two") && draft.body.contains("seven"))
        #expect(draft.text(of: Self.id(1)) == safe.body, "of the version that was shared too")
    }

    @Test("A coder adds versions and comments in their own name, and nothing else")
    func rights() throws {
        func overreach(
            _ before: ReportDraft?, _ after: ReportDraft, _ act: OperationSummary.Act = .draft
        ) throws -> String? {
            let states = OneFile(
                path: Self.path, old: before.map(ReportDraftText.bytes), new: ReportDraftText.bytes(of: after)
            )
            var rights = OperationRights(
                of: try #require(MemberID(rawValue: "r2")), role: "coder", act: act, states: states)
            return rights.overreach([Self.path])?.words
        }
        let edited = Self.after(Self.begun, "Other.\n", 3, by: "r2")
        #expect(try overreach(Self.begun, edited) == nil)
        #expect(try overreach(Self.begun, edited, .adopt) == nil)
        #expect(try overreach(Self.begun, edited, .import) != nil)
        #expect(try overreach(Self.begun, Self.after(Self.begun, "Other.\n", 3, by: "r1")) != nil)
        var draft = Self.begun
        draft.body = "Other.\n"
        #expect(try overreach(Self.begun, draft) != nil, "another text without a version")
        #expect(try overreach(Self.begun, draft, .withdrawal) == nil)
        draft = Self.begun
        draft.events.append(Self.event(.commented, 5, by: "r2"))
        #expect(try overreach(Self.begun, draft) == nil)
        #expect(try overreach(Self.begun, draft, .import) == nil)
        draft.events.append(Self.event(.signed, 6, by: "r2"))
        #expect(try overreach(Self.begun, draft, .import) != nil)
        #expect(try overreach(draft, Self.begun) != nil, "what happened stays")
        draft = edited
        draft.versions[0].text = "Never said.\n"
        #expect(try overreach(Self.begun, draft) != nil, "what was shared stays")
    }
}

/// A study of one file.
private struct OneFile: StudyStates {
    let path: String
    let old: [UInt8]?
    let new: [UInt8]?

    func isThere(_ path: String) -> (before: Bool, after: Bool) { (old != nil, new != nil) }
    func before(_ path: String) -> [UInt8]? { path == self.path ? old : nil }
    func after(_ path: String) -> [UInt8]? { path == self.path ? new : nil }
    func restores(_ path: String) -> Bool { false }
    func record(from bytes: [UInt8]) -> Record? { nil }
    func codebook() -> Codebook { Codebook() }
}
