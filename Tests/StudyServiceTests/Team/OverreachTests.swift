import Foundation
import ProgramFixture
import StudyArchive
import StudyModel
import StudyService
import Testing

/// A coder who writes commits by hand, signed with their own key and in their own log.
@Suite("What a coder may not do is refused by name, whatever act it says it is")
struct OverreachTests {
    /// The lead's study with a coded note, a memo, consent, and a round that is closed.
    private static func filled() async throws -> (TeamFixture, RecordID) {
        let team = try await TeamFixture(yaml: "policies:\n  consent: recorded\n")
        let lead = try team["r1"]
        try await CodingTests.frame(lead, ["Access", "Entry"])
        let note = try await lead.note("They come by themselves.\n\nThe queue was long.").record.id
        for quote in ["come by themselves", "queue was long"] {
            var change = CodingChange(.add, codes: ["access"])
            change.quote = quote
            _ = try await lead.code(note.rawValue, [change])
        }
        _ = try await lead.writeMemo(MemoDraft(kind: .analytic, title: "Mine", body: "Mine alone."))
        let asked = ConsentAsked(
            participants: [try #require(Handle(rawValue: "SP66"))], meeting: nil, act: .granted,
            purposes: [.collect], mode: .oral, at: nil, form: nil, expires: nil, records: nil, evidence: nil)
        _ = try await lead.recordConsent(asked)
        var plan = RoundPlan(title: "First")
        (plan.records, plan.again) = ([note.rawValue], true)
        plan.coders = ["r1", "r2"].compactMap { CoderID(rawValue: $0) }
        _ = try await lead.planRound(plan)
        try await team.settle()
        return (team, note)
    }

    private struct Attempt: Sendable {
        var act: String
        var path: String
        /// What becomes of the file; `nil` takes it away.
        var change: @Sendable (String) -> String?
        /// What the refusal says.
        var says: String

        init(_ act: String, _ path: String, says: String, _ change: @escaping @Sendable (String) -> String?) {
            (self.act, self.path, self.change, self.says) = (act, path, change, says)
        }
    }

    private static func attempts(_ note: RecordID, memo: String) -> [Attempt] {
        let codings = "coding/r1\(note.path.dropFirst(7).dropLast(3)).jsonl"
        let consent = "consent/SP66.jsonl"
        let firstLine: @Sendable (String) -> String = { text in
            text.split(separator: "\n").first.map { "\($0)\n" } ?? ""
        }
        let moved: @Sendable (String) -> String = { $0.replacing(#""start":5"#, with: #""start":4"#) }
        return [
            Attempt("anchor", codings, says: "moves codings of r1", moved),
            Attempt("edit", codings, says: "moves codings of r1", moved),
            Attempt("pseudonymise", codings, says: "moves codings of r1", moved),
            Attempt("withdrawal", codings, says: "takes something out of codings of r1", firstLine),
            Attempt("import", codings, says: "changes codings of r1", firstLine),
            Attempt("code", codings, says: "changes codings of r1", firstLine),
            Attempt("undo", codings, says: "takes something out of codings of r1", firstLine),
            Attempt("codebook", codings, says: "changes more than the code in codings of r1", firstLine),
            Attempt("adopt", codings, says: "takes away codings of r1") { _ in nil },
            Attempt("round", codings, says: "changes codings of r1", firstLine),
            Attempt("anchor", codings, says: "adds to codings of r1") {
                $0 + (firstLine($0).replacing(#""id":"0"#, with: #""id":"z"#))
            },
            Attempt("edit", codings, says: "changes what is said by codings of r1") {
                $0.replacing(#","end":"#, with: #","comment":"Not mine.","end":"#)
            },
            Attempt("memo", memo, says: "changes a memo of r1") { $0 + "More.\n" },
            Attempt("withdrawal", memo, says: "takes away a memo of r1") { _ in nil },
            Attempt("pseudonymise", memo, says: "rewrites a memo of r1") {
                $0.replacing("written-by: r1", with: "written-by: r2")
            },
            Attempt("consent", consent, says: "changes what a participant consented to") {
                $0.replacing("collect", with: "quote")
            },
            Attempt("withdrawal", consent, says: "takes away what a participant consented to") { _ in nil },
            Attempt("adopt", "decisions/withdrawal-x.yaml", says: "adds a withdrawal") { _ in "id: x\n" },
            Attempt("member", "study.yaml", says: "changes the team and the study's settings") {
                $0 + "a: 1\n"
            },
            Attempt("adopt", "study.yaml", says: "changes the team and the study's settings") {
                $0 + "a: 1\n"
            },
            Attempt("round", "rounds/first.yaml", says: "changes the round first") {
                $0.replacing("First", with: "Last")
            },
            Attempt("round", "rounds/first.yaml", says: "changes the round first") { _ in nil },
            Attempt("edit", "rounds/first.yaml", says: "changes the round first") {
                $0.replacing("First", with: "Last")
            },
            Attempt("round", "rounds/first/r1.jsonl", says: "changes work of r1 in the round first") { _ in
                #"{"act":"opened","at":"2026-01-01T00:00:00Z","record":"\#(note)"}"# + "\n"
            },
            Attempt("round", "rounds/first/r1/\(note).age", says: "changes work of r1 in the round first") {
                _ in
                "age-encryption.org/v1\n"
            },
            Attempt("code", "rounds/first/r1/\(note).age", says: "adds work of r1 in the round first") { _ in
                "age-encryption.org/v1\n"
            },
            Attempt(
                "adjudicate", "consensus/first/\(note).jsonl",
                says: "changes the consensus of the round first"
            ) {
                _ in "x\n"
            },
            Attempt(
                "round", "consensus/first/\(note).jsonl", says: "changes the consensus of the round first"
            ) { _ in "x\n" },
            Attempt("capture", "codebook/entry.yaml", says: "changes a code") { $0 + "\n" },
            Attempt("join", "notes/x.md", says: "joins nothing") { _ in "x\n" },
        ]
    }

    @Test("Each is refused, and what a coder may do is taken in the same way")
    func refused() async throws {
        let (team, note) = try await Self.filled()
        let forger = try Forger(team)
        let memo = try #require(
            try forger.git("ls-tree", "-r", "--name-only", "main", "memos").split(separator: "\n").first)
        let key = try Forger.key("r2", in: try team.folder("r2"))
        let good = (main: try forger.head(), audit: try forger.head("audit"))
        let lead = try team["r1"]
        let before = try StudyFixture.git(try team.folder("r1"), "rev-parse", "main", "audit").output
        func attempt(_ attempt: Attempt) throws {
            try forger.push(good.main, to: "refs/heads/main")
            try forger.push(good.audit, to: "refs/heads/audit")
            let known = try forger.file(attempt.path)
            let text = attempt.change(known)
            #expect(text != known, "\(attempt.act) of \(attempt.path) changes nothing")
            var operation = Forger.Operation(act: attempt.act, member: "r2", key: key)
            operation.files.updateValue(text.map { Array($0.utf8) }, forKey: attempt.path)
            try forger.push(operation)
        }
        for one in Self.attempts(note, memo: String(memo)) {
            try attempt(one)
            do {
                _ = try await lead.sync()
                Issue.record("\(one.act) of \(one.path) was taken")
            } catch {
                #expect(
                    error.code == .syncRefused && error.message.contains(one.says),
                    "\(one.act): \(error.message)")
                #expect(one.act == "join" || error.message.contains(one.path), "\(error.message)")
            }
            #expect(
                try StudyFixture.git(try team.folder("r1"), "rev-parse", "main", "audit").output == before)
        }
        try attempt(Attempt("code", "queries/mine.yaml", says: "") { _ in "name: mine\n" })
        #expect(try await lead.sync().way == .received)
        try await team.close()
    }
}
