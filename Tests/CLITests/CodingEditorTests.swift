import Foundation
import ProgramFixture
import Testing

/// Codes and codings that go through a person's editor.
@Suite struct CodingEditorTests {
    @Test func aDraftOfMarks_takesNothingAwayThatWasCodedSince() throws {
        try ProgramFixture.with(["EDITOR": "false"]) { fixture in
            try fixture.makeStudy("--template", "blank")
            #expect(try fixture.rir("codebook", "add", "Access").status == 0)
            let id = try #require(try fixture.json("note", "They come. They stay. They go.")["id"] as? String)
            func quotes() throws -> [String] {
                let codings = try #require(
                    try fixture.json("code", "list", id)["codings"] as? [[String: Any]])
                return codings.compactMap { (view: [String: Any]) -> String? in
                    let coding = view["coding"] as? [String: Any]
                    return (coding?["anchor"] as? [String: Any])?["quote"] as? String
                }
            }
            #expect(try fixture.rir("code", "add", id, "access", "--quote", "They come.").status == 0)
            #expect(try fixture.rir("code", "add", id, "access", "--quote", "They stay.").status == 0)
            let broken = try fixture.rir("code", "edit", id)
            let draft = "\(fixture.study)/.rir/drafts/marks-\(id).md"
            #expect(broken.status == 1 && broken.errors.contains(draft), "\(broken.errors)")
            // The person took the marks of the first away before the editor died.
            let text = Bytes.text(of: draft).replacing(
                /\{\{access #[^}]*\}\}They come\.\{\{[^}]*\}\}/, with: "They come.")
            Bytes.write(text, to: draft)
            #expect(try fixture.rir("code", "add", id, "access", "--quote", "They go.").status == 0)
            let taken = try fixture.rir("code", "edit", id, "--draft", draft)
            #expect(taken.status == 0, "\(taken.errors)")
            #expect(try quotes() == ["They stay.", "They go."])
            let left = try FileManager.default.contentsOfDirectory(atPath: fixture.study + "/.rir/drafts")
            #expect(left.isEmpty)
        }
    }

    @Test func aCodeInTheEditor_keepsEveryLine_andOthersWork() throws {
        let line = "#first and == Example == and more"
        let editor = #"sed -i "s/^== Use when ==/\#(line)\n\\\\== Example ==\n\n== Use when ==/" "$0""#
        try ProgramFixture.with(["EDITOR": "sh -c '\(editor)'"]) { fixture in
            try fixture.makeStudy("--template", "blank")
            #expect(try fixture.rir("codebook", "add", "Access", "--scale", "1..5").status == 0)
            let edited = try fixture.rir("codebook", "edit", "access")
            #expect(edited.status == 0, "\(edited.errors)")
            let code = try fixture.json("codebook", "show", "access")["code"] as? [String: Any]
            #expect(code?["definition"] as? String == "\(line)\n== Example ==")
            #expect((code?["scale"] as? [String: Any])?["highest"] as? Int == 5)
        }
    }

    @Test func aCodeThatSomebodyElseChanged_isNotOverwritten_andTheDraftGoesOn() throws {
        let meanwhile = "rir codebook edit access --example theirs"
        let editor = #"sed -i "s/^== Use when ==/mine\n\n== Use when ==/;s/^draft$/agreed/" "$0"; "#
        try ProgramFixture.with(["EDITOR": "sh -c '\(editor)\(meanwhile)'"]) { fixture in
            try fixture.makeStudy("--template", "blank")
            #expect(try fixture.rir("codebook", "add", "Access").status == 0)
            let refused = try fixture.rir("codebook", "edit", "access")
            #expect(refused.status == 13, "\(refused.output)\(refused.errors)")
            let folder = fixture.study + "/.rir/drafts"
            let draft = try #require(
                try FileManager.default.contentsOfDirectory(atPath: folder).first { $0.hasSuffix(".md") })
            let again = try fixture.run(
                "env", ["EDITOR=true", "rir", "codebook", "edit", "access", "--draft", "\(folder)/\(draft)"],
                in: fixture.study)
            #expect(again.status == 0, "\(again.errors)")
            let code = try fixture.json("codebook", "show", "access")["code"] as? [String: Any]
            #expect(code?["definition"] as? String == "mine")
            #expect(code?["example"] as? String == "theirs")
            #expect(code?["status"] as? String == "agreed")
        }
    }
}
