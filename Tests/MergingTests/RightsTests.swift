import StudyModel
import Testing

@testable import Merging

@Suite("Who may change what")
struct RightsTests {
    /// A study's files before and after an operation.
    private struct States: StudyStates {
        var old: [String: String] = [:]
        var new: [String: String] = [:]
        var restored: Set<String> = []

        mutating func isThere(_ path: String) -> (before: Bool, after: Bool) {
            (old[path] != nil, new[path] != nil)
        }

        mutating func before(_ path: String) -> [UInt8]? { old[path].map { Array($0.utf8) } }
        mutating func after(_ path: String) -> [UInt8]? { new[path].map { Array($0.utf8) } }
        mutating func restores(_ path: String) -> Bool { restored.contains(path) }
        func record(from bytes: [UInt8]) -> Record? { try? FrontMatter.record(from: bytes) }
        mutating func codebook() -> Codebook { Codebook() }
    }

    private static let day = "2020/04/15/2020-04-15-minutes-7f3k"
    private static let member = MemberID(rawValue: "r2").unsafelyUnwrapped
    private static let paths = [
        "study.yaml", "records/\(day).md", "memos/\(day).jsonl", "memos/r1/2020/04/15/m-7f3k9q2mzz.md",
        "notes/a.md", "codebook/access.yaml", "coding/r1/\(day).jsonl", "coding/x100000/\(day).jsonl",
        "queries/a.yaml", "rounds/a.yaml", "rounds/a/key.age", "rounds/a/r1.jsonl",
        "rounds/a/decisions.jsonl",
        "consensus/a/2020-04-15-minutes-7f3k.jsonl", "surveys/a/answers.jsonl", "cases/SP66.yaml",
        "coders/x100000.yaml", "consent/SP66.jsonl", "consent/forms/a-1.yaml", "reviews/SP66.jsonl",
        "decisions/withdrawal-a.yaml", "questions/q-0000000000.yaml", "workflows/a.yaml",
        "workflows/a.jsonl", "erasures/01kb2s9m4x0e7a2v9c1d3f5g7h.yaml", "anything",
    ]
    private static let acts: [OperationSummary.Act] = [
        .create, .capture, .import, .edit, .adopt, .undo, .pseudonymise, .participant, .consent, .review,
        .withdrawal, .codebook, .code, .memo, .anchor, .round, .adjudicate, .workflow, .member, .join,
    ]

    private static func overreach(
        _ role: String, _ act: OperationSummary.Act, _ path: String, old: String?, new: String?,
        restored: Bool = false
    ) -> Overreach? {
        var states = States()
        (states.old[path], states.new[path]) = (old, new)
        if restored { states.restored = [path] }
        var rights = OperationRights(of: member, role: role, act: act, states: states)
        return rights.overreach([path])
    }

    @Test("A lead may everything, a reader and an unknown role nothing", arguments: acts)
    func roles(act: OperationSummary.Act) {
        for path in Self.paths {
            #expect(Self.overreach("lead", act, path, old: "a", new: nil) == nil)
            for role in ["reader", "guest", ""] {
                #expect(Self.overreach(role, act, path, old: nil, new: "a") != nil, "\(role) \(path)")
            }
        }
    }

    @Test("No act lets a coder change the team, a key, another's work or a withdrawal", arguments: acts)
    func never(act: OperationSummary.Act) {
        for path in [
            "study.yaml", "rounds/a/key.age", "rounds/a/r1.jsonl", "decisions/withdrawal-a.yaml",
            "erasures/01kb2s9m4x0e7a2v9c1d3f5g7h.yaml",
        ] {
            #expect(Self.overreach("coder", act, path, old: "a", new: "b") != nil, "\(path)")
            #expect(Self.overreach("coder", act, path, old: "a", new: nil) != nil, "\(path)")
        }
    }

    @Test("What only grows can't shrink, whatever the act", arguments: acts)
    func grows(act: OperationSummary.Act) {
        for path in ["consent/SP66.jsonl", "reviews/SP66.jsonl"] {
            #expect(Self.overreach("coder", act, path, old: "a\nb\n", new: "a\n") != nil)
            #expect(Self.overreach("coder", act, path, old: "a\nb\n", new: "b\nb\n") != nil)
            #expect(Self.overreach("coder", act, path, old: "a\n", new: nil) != nil)
        }
        let isConsent: Set<OperationSummary.Act> = [.consent, .withdrawal, .edit, .adopt, .undo]
        let added = Self.overreach("coder", act, "consent/SP66.jsonl", old: "a\n", new: "a\nb\n")
        #expect((added == nil) == isConsent.contains(act))
    }

    @Test("An undo brings back what was, and nothing else")
    func undo() {
        for path in ["questions/q-0000000000.yaml", "rounds/a/decisions.jsonl", "coders/x100000.yaml"] {
            #expect(Self.overreach("coder", .undo, path, old: "a", new: nil) != nil)
        }
        let question = "questions/q-0000000000.yaml"
        #expect(Self.overreach("coder", .undo, question, old: nil, new: "a", restored: true) == nil)
        let refused = Self.overreach("coder", .undo, question, old: nil, new: "a")
        #expect(refused?.words == "does not bring back a question that waits ('\(question)')")
    }

    @Test("A coder adds to a workflow's history in their own name, and rewrites nothing of it")
    func workflowHistory() throws {
        let path = "workflows/a.jsonl"
        func text(_ events: WorkflowEvent...) -> String {
            String(decoding: WorkflowText.bytes(of: events), as: UTF8.self)
        }
        let theirs = try event(by: "r1", note: "asked Ann Example")
        let own = try event(by: "r2", note: nil)
        func refuses(_ act: OperationSummary.Act, _ old: String, _ new: String) -> Bool {
            Self.overreach("coder", act, path, old: old, new: new) != nil
        }
        #expect(!refuses(.workflow, text(theirs), text(theirs, own)))
        #expect(refuses(.workflow, text(theirs), text(theirs, try event(by: "r1", note: nil))))
        #expect(refuses(.workflow, text(theirs), text(own)))
        let replaced = theirs.rewritten { _ in "asked [SP66]" }
        #expect(refuses(.workflow, text(theirs), text(replaced)))
        #expect(!refuses(.pseudonymise, text(theirs), text(replaced)))
        #expect(refuses(.pseudonymise, text(theirs), text(own)))
    }

    private func event(by member: String, note: String?) throws -> WorkflowEvent {
        let by = try #require(MemberID(rawValue: member))
        let id = try #require(
            OperationID(rawValue: "01kb2s9m4x0e7a2v9c1d3f5g" + member.replacing("r", with: "x")))
        return WorkflowEvent(
            .ticked, id: id, by: by, at: Timestamp(secondsSinceEpoch: 1_700_000_000), tick: "asked",
            reason: note)
    }

    @Test("Every kind of file is known by its path, and is named in words")
    func parts() {
        let others: Set<StudyPart> = Set(Self.paths.map { StudyPart(path: $0) })
        #expect(others.count == Self.paths.count)
        #expect(others.filter { $0 == .other }.count == 1)
        #expect(Set(others.map(\.words)).count >= Self.paths.count - 1)
    }
}
