import Foundation
import ProgramFixture
import Testing

/// What a person sees of memos.
@Suite struct MemoTranscriptTests {
    @Test func memos() throws {
        try transcript("memos") { rir, fixture in
            try fixture.makeStudy("--names", "assisted")
            try rir.rir(
                "note", "they come by themselves now.", "--date", "2020-04-15", "--participant", "SP66")
            try rir.rir("codebook", "add", "Access")
            try rir.rir("memo", "list")
            try rir.rir(
                "memo", "add", "--code", "access", "open door and self-referral are hard to tell apart.")
            let words = try rir.rir(
                "memo", "add", "--record", "2020-04-15", "--quote", "come by themselves", "--case", "SP66",
                "--title", "who is they?", "patients, or *link workers*?")
            let memo = Self.id(in: words.output)
            try rir.rir(
                ["memo", "add", "--kind", "method", "--stdin"], input: "cases were chosen by site.\n")
            try rir.rir("memo", "add", "Priya Patel said so.")
            try rir.rir("memo", "add", "--quote", "nowhere", "x")
            try rir.rir("memo", "list", "--kind", "method")
            try rir.rir("memo", "list", "--case", "SP66")
            try rir.rir("memo", "list", "--record", "2020-04-15", "--json")
            try rir.rir("memo", "search", "LINK", "worker")
            try rir.rir("memo", "show", memo)
            try rir.rir("show", "2020-04-15")
            try rir.rir("edit", "2020-04-15", "--text", "now they come by themselves.")
            try rir.rir("memo", "show", memo)
            try rir.rir("memo", "edit", memo, "--unlink", "2", "--code", "access", "--kind", "code")
            try rir.rir("memo", "edit", memo, "--text", "patients.")
            try rir.rir("memo", "show", memo, "--raw")
            try rir.rir("undo")
            try rir.rir("memo", "show", memo, "--raw")
            try rir.rir("memo", "remove", memo)
            try rir.rir("memo", "show", memo)
        }
    }

    @Test func privateMemos() throws {
        try transcript("memos-private") { rir, fixture in
            try fixture.makeStudy("--names", "assisted")
            let saved = try rir.rir("memo", "add", "--private", "today it was hard to listen.")
            let memo = Self.id(in: saved.output)
            try rir.rir("memo", "add", "--private", "--kind", "method", "x")
            try rir.rir("memo", "list")
            try rir.rir("memo", "show", memo)
            try rir.rir("vault", "lock")
            try rir.rir("memo", "list")
            try rir.rir("memo", "show", memo)
            try rir.rir(["memo", "add", "--private"], input: "more.\n")
            try rir.rir("vault", "unlock")
            try rir.rir("memo", "edit", memo, "--text", "today was easier.")
            try rir.rir("memo", "list", "--private")
            try rir.rir("vault", "check")
            try rir.rir("memo", "remove", memo)
            try rir.rir("memo", "remove", memo, "--yes")
            try rir.rir("memo", "list")
            try rir.rir("log")
        }
        try ProgramFixture.with { fixture in
            try fixture.makeStudy()
            let refused = try fixture.rir(["memo", "add", "--private", "x"])
            #expect(refused.status == 1 && refused.errors.contains("has no vault"))
        }
    }

    private static func id(in output: String) -> String {
        output.firstMatch(of: /m-[0-9a-z]{10}/).map { String($0.0) } ?? ""
    }
}
