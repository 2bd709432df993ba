import Foundation
import ProgramFixture
import Testing

/// What a person sees of findings and feedback cycles.
@Suite struct FeedbackTranscriptTests {
    @Test func feedback() throws {
        try transcript("feedback") { rir, fixture in
            try fixture.makeStudy()
            try rir.rir("note", "They come by themselves.", "--date", "2020-04-15")
            try rir.rir("note", "Nobody came without a letter.", "--date", "2020-04-16")
            try rir.rir("finding", "list")
            try rir.rir(
                "finding", "new", "People come by themselves.", "--name", "door", "--supports", "2020-04-15")
            try rir.rir("cycle", "open", "Access", "--finding", "door", "--audience", "link-workers")
            try rir.rir("finding", "link", "door", "--against", "2020-04-16")
            try rir.rir("finding", "edit", "door", "Some come by themselves.")
            try rir.rir("finding", "edit", "door", "Some come by themselves.", "--reason", "too strong")
            try rir.rir("finding", "edit", "door")
            try rir.rir("finding", "show", "door")
            try rir.rir("finding", "show", "window")
            try rir.rir("finding", "list", "--json")
            try rir.rir("finding", "triangulate", "door")
            try rir.rir("finding", "triangulate", "door", "--format", "csv")
            try rir.rir("finding", "triangulate", "door", "--by", "shoe")
            try rir.rir("finding", "compare", "--by", "role")
            try rir.rir("finding", "compare", "--json")
            try Self.cycle(rir, fixture)
            try rir.rir("finding", "history", "door")
            try rir.rir("finding", "list")
            try rir.rir("undo")
            try rir.rir("log")
            try rir.rir("check")
        }
    }

    /// A cycle from its opening to its end; the files are written where they can be looked at.
    private static func cycle(_ rir: Transcript, _ fixture: ProgramFixture) throws {
        let due = ["--due", "2030-07-01"]
        try rir.rir(["cycle", "open", "Access", "--finding", "door", "--audience", "link-workers"] + due)
        try rir.rir("cycle", "due")
        try rir.rir("cycle", "respond", "c-", "agree")
        try rir.rir("cycle", "share", "c-", "--out", "..", "--format", "html", "--format", "txt")
        try rir.rir("cycle", "share", "c-", "--out", "..", "--format", "txt")
        let id = try Self.id(rir)
        rir.note(try fixture.run("cat", ["../\(id).txt"], in: fixture.study), of: ["cycle", "pack"])
        let mail = """
            From: SP66 <a@b.example>
            Date: Fri, 17 Apr 2020 10:00:00 +0000
            Subject: Re: Access [rir \(id)]
            Message-ID: <1@b.example>

            Well, in a way.

            """
        try fixture.write(mail, to: "answer.eml")
        try rir.rir("import", "../answer.eml")
        try rir.rir("cycle", "respond", "c-", "disagree", "Only in two practices.", "--group", "link-workers")
        try rir.rir("cycle", "decide", "c-", "keep", "--reason", "It holds.")
        try rir.rir("cycle", "respond", "c-", "nuance", "--answer", "1")
        try rir.rir("cycle", "show", "c-")
        try rir.rir("status")
        try rir.rir("cycle", "close", "c-")
        let statement = ["--statement", "In two practices some come.", "--reason", "You told us."]
        try rir.rir(["cycle", "decide", "c-", "revise"] + statement)
        try rir.rir("cycle", "close", "c-", "--out", "..", "--format", "txt")
        rir.note(try fixture.run("cat", ["../\(id)-answer.txt"], in: fixture.study), of: ["cycle", "answer"])
        try rir.rir("cycle", "list")
        try rir.rir("cycle", "show", "c-", "--json")
        try rir.rir("cycle", "due")
    }

    private static func id(_ rir: Transcript) throws -> String {
        try String(rir.unnoted("cycle", "list").output.prefix(7))
    }
}
