import Foundation
import ProgramFixture
import Testing

/// What a person sees of report drafts.
@Suite struct DraftTranscriptTests {
    @Test func drafts() throws {
        try transcript("drafts") { rir, fixture in
            try fixture.makeStudy()
            try rir.rir("note", "They come by themselves.", "--date", "2020-04-15")
            try rir.rir("finding", "new", "People come.", "--name", "door", "--searched", "Everywhere.")
            try rir.rir("draft", "list")
            try fixture.write("One.\n\nWe found: [[finding:window]]\n", to: "wrong.md")
            try rir.rir("draft", "new", "interim", "--title", "Interim report", "--file", "../wrong.md")
            let text =
                "## Access\n\nWe found: [[finding:door]] In [[count:records]] records.\n\n- one\n- two\n"
            try fixture.write(text, to: "interim.md")
            try rir.rir("draft", "new", "interim", "--title", "Interim report", "--file", "../interim.md")
            try rir.rir("draft", "show", "interim")
            try rir.rir("draft", "show", "window")
            try Self.check(rir)
            try Self.round(rir, fixture)
            try Self.signing(rir, fixture)
            try rir.rir("draft", "show", "interim", "--json")
            try rir.rir("undo")
            try rir.rir("log")
            try rir.rir("check")
        }
    }

    private static func check(_ rir: Transcript) throws {
        try rir.rir("draft", "check", "interim")
        try rir.rir("finding", "edit", "door", "Some people come.", "--reason", "too strong")
        try rir.rir("note", "Nobody came.", "--date", "2020-04-16")
        try rir.rir("draft", "check", "interim")
        try rir.rir("draft", "check", "interim", "--update")
        try rir.rir("draft", "show", "interim", "--source")
    }

    /// A comment round from its opening to its end; the files are written where they can be looked at.
    private static func round(_ rir: Transcript, _ fixture: ProgramFixture) throws {
        let due = ["--due", "2030-07-01"]
        try rir.rir("draft", "comment", "interim", "Too long.", "--from", "commissioners")
        try rir.rir(
            ["draft", "share", "interim", "--audience", "commissioners", "--out", "..", "--format", "txt"]
                + due)
        let round = try Self.round(rir)
        rir.note(
            try fixture.run("cat", ["../interim-\(round).txt"], in: fixture.study), of: ["draft", "pack"])
        let mail = """
            From: SP66 <a@b.example>
            Date: Fri, 17 Apr 2020 10:00:00 +0000
            Subject: Re: Interim report [rir \(round)]
            Message-ID: <1@b.example>

            2: leave this out

            """
        try fixture.write(mail, to: "answer.eml")
        try rir.rir("import", "../answer.eml")
        try rir.rir(
            ["draft", "comment", "interim", "In which year?", "--from", "commissioners", "--paragraph", "1"]
                + ["--on", "We found"])
        try rir.rir("draft", "comments", "interim", "../interim.md", "--from", "commissioners")
        try rir.rir("draft", "comments", "interim")
        try rir.rir("draft", "answer", "interim", "1", "declined")
        try rir.rir("draft", "answer", "interim", "1", "declined", "--reason", "It is short.")
        try rir.rir("draft", "answer", "interim", "2", "accepted")
        try rir.rir("draft", "close", "interim")
        try rir.rir("status")
        try fixture.write("## Access\n\nIn 2020 some people came.\n", to: "interim.md")
        try rir.rir("draft", "edit", "interim", "--file", "../interim.md", "--takes-in", "2")
        try rir.rir("draft", "comments", "interim", "--open")
        try rir.rir("draft", "close", "interim")
    }

    private static func signing(_ rir: Transcript, _ fixture: ProgramFixture) throws {
        try rir.rir("draft", "sign", "interim", "--by", "commissioners")
        try rir.rir(
            "draft", "share", "interim", "--audience", "commissioners", "--due", "2030-07-01", "--out", "..",
            "--format", "txt")
        try rir.rir("draft", "close", "interim")
        try rir.rir("status")
        try rir.rir("draft", "sign", "interim", "--by", "commissioners")
        try rir.rir("draft", "list")
        try rir.rir("draft", "export", "interim", "--as", "md", "--out", "-")
        try rir.rir("draft", "edit", "interim", "--title", "Interim report, July")
        try rir.rir("draft", "history", "interim")
        try rir.rir("draft", "show", "interim", "--version", "1")
    }

    private static func round(_ rir: Transcript) throws -> String {
        let output = try rir.unnoted("draft", "show", "interim").output
        let start = try #require(output.range(of: "d-[0-9a-hjkmnp-tv-z]{5}", options: .regularExpression))
        return String(output[start])
    }
}
