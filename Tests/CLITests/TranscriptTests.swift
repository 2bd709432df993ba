import Foundation
import ProgramFixture
import Testing

/// Every command as a person uses it, word for word.
@Suite struct TranscriptTests {
    /// Three notes on days of their own, so that lists have one order.
    private func takeNotes(_ fixture: ProgramFixture) throws -> [String] {
        try fixture.makeStudy("--title", "Walking with link workers")
        return try [
            [
                "The waiting list doubled after the leaflet.", "--date", "2020-04-15", "--participant",
                "SP66",
                "--time", "14:30",
            ],
            [
                "Steering group: garden at the door, three of 19 groups open.", "--date", "2020-05-13",
                "--kind", "minutes", "--title", "Steering group",
            ],
            ["He says the leaflet went out too early.", "--date", "2020-06-01", "--kind", "conversation"],
        ].map { arguments in
            let reply = try fixture.rir(["note"] + arguments + ["--json"])
            let object = try JSONSerialization.jsonObject(with: Data(reply.output.utf8)) as? [String: Any]
            return try #require(object?["id"] as? String)
        }
    }

    @Test func initCommand() throws {
        try transcript("init") { rir, fixture in
            for arguments in [
                ["study", "--template", "blank", "--title", "Hospital"], ["unnamed", "--template", "blank"],
                ["study"], ["other", "--template", "knitting"], [],
                ["analysis", "--template", "thematic-analysis", "--json"],
            ] {
                try rir.rir(["init"] + arguments, in: fixture.root)
            }
        }
    }

    @Test func note() throws {
        try transcript("note") { rir, fixture in
            try fixture.makeStudy()
            try rir.rir("note", "SP66", "says", "referrals doubled.")
            try rir.rir(["note", "-", "--date", "2020-04-15"], input: "From a pipe.\r\nSecond line.\n")
            try rir.rir(["note", "--kind", "conversation"], input: "\u{FEFF}Piped without a dash.")
            try rir.rir("note", "Call", "--participant", "sp66", "--participant", "M04", "--time", "14:30")
            try rir.rir(["note", "-"], input: " \n\t\n")
            try rir.rir("note", "x", "--kind", "poem")
            try rir.rir("note", "x", "--date", "2020-02-30")
            try rir.rir("note", "x", "--participant", "Anne")
            try rir.rir("note", "One", "more", "--json", "--date", "2020-04-16")
        }
    }

    @Test func importCommand() throws {
        try transcript("import") { rir, fixture in
            try fixture.makeStudy()
            try fixture.write(
                "# Steering group, 13 May 2020\n\nPresent: SP66, M04\n\nAll agreed.\n", to: "in/minutes.md")
            try fixture.write(
                "WEBVTT\n\n00:01.000 --> 00:02.000\n<v SP44>Hello.\n", to: "in/2020-05-19-talk.vtt")
            try fixture.write("", to: "in/empty.txt")
            try fixture.write("\u{0}\u{1}\u{2}PK", to: "in/thing.bin")
            try fixture.write("hidden", to: "in/.hidden")
            try rir.rir("import", "../in")
            try rir.rir(
                "consent", "grant", "SP44", "--purpose", "collect", "--purpose", "record", "--on",
                "2020-05-19")
            try rir.rir("import", "../in/2020-05-19-talk.vtt")
            try rir.rir("import", "../in/minutes.md", "../in/nowhere.md")
            try rir.rir(
                ["import", "-", "--name", "call.txt", "--date", "2020-07-01"], input: "A short call.\n")
            try rir.rir("import", "../in/empty.txt")
            try rir.rir("import", "../in/minutes.md", "--json")
        }
    }

    @Test func list() throws {
        try transcript("list") { rir, fixture in
            _ = try takeNotes(fixture)
            try rir.rir("list")
            try rir.rir("list", "--kind", "minutes", "--kind", "conversation")
            try rir.rir("list", "--from", "2020-05", "--to", "2020-05")
            try rir.rir("list", "--participant", "SP66")
            try rir.rir("list", "--text", "leaflet")
            try rir.rir("list", "--limit", "1")
            try rir.rir("list", "--kind", "email")
            try rir.rir("list", "--participant", "SP66", "--json")
        }
    }

    @Test func show() throws {
        try transcript("show") { rir, fixture in
            let ids = try takeNotes(fixture)
            try rir.rir("show", ids[0])
            try rir.rir("show", String(ids[0].suffix(4)))
            try rir.rir("show", ids[0], "--raw")
            try rir.rir("show", ids[0], "--path")
            try rir.rir("show", ids[0], "--version", "7")
            try rir.rir("show", ids[0], "--json")
            try rir.rir("note", "Odd \u{1B}[31m and \u{202E}backwards.", "--date", "2020-08-01")
            let odd = try #require(
                try fixture.json("list", "--from", "2020-08")["records"] as? [[String: Any]])
            try rir.rir("show", try #require(odd.first?["id"] as? String))
        }
    }

    @Test func search() throws {
        try transcript("search") { rir, fixture in
            _ = try takeNotes(fixture)
            try rir.rir("search", "waiting")
            try rir.rir("search", "leaflet", "--kind", "conversation")
            try rir.rir("search", "\"waiting list\" OR garden", "--from", "2020-05")
            try rir.rir("search", "leaf*", "--participant", "SP66")
            try rir.rir("search", "nowhere")
            try rir.rir("search", "\"open")
            try rir.rir("search", "garden", "--json")
        }
    }

    @Test func edit() throws {
        try transcript("edit") { rir, fixture in
            let ids = try takeNotes(fixture)
            try rir.rir("edit", ids[0], "--text", "The waiting list trebled.", "--reason", "heard again")
            try rir.rir("edit", ids[0], "--text", "The waiting list trebled.")
            try rir.rir(["edit", ids[0], "--stdin"], input: "From a pipe.\n")
            try rir.rir("edit", ids[0], "--title", "Waiting", "--date", "2020-04-16", "--kind", "interview")
            try rir.rir("edit", ids[0], "--participant", "M04")
            try rir.rir("show", ids[0])
            try rir.rir("edit", ids[0])
            try rir.rir("edit", ids[0], "--text", "")
            try rir.rir("edit", ids[0], "--title", "W", "--json")
        }
    }

    @Test func history() throws {
        try transcript("history") { rir, fixture in
            let ids = try takeNotes(fixture)
            try fixture.rir("edit", ids[0], "--text", "The waiting list trebled.", "--reason", "heard again")
            try rir.rir("history", ids[0])
            try rir.rir("history", ids[0], "--json")
            try rir.rir("undo", "--reason", "misheard")
            try rir.rir("history", ids[0])
            try rir.rir("log")
            try rir.rir("log", "--limit", "1", "--json")
        }
    }

    @Test func diff() throws {
        try transcript("diff") { rir, fixture in
            let ids = try takeNotes(fixture)
            try rir.rir("diff", ids[0])
            try fixture.rir("edit", ids[0], "--text", "The waiting list trebled.")
            try fixture.rir("edit", ids[0], "--title", "Waiting")
            try rir.rir("diff", ids[0])
            try rir.rir("diff", ids[0], "1", "3")
            try rir.rir("diff", ids[0], "1", "9")
            try rir.rir("diff", ids[0], "x")
            try rir.rir("diff", ids[0], "2", "--json")
        }
    }

    @Test func undo() throws {
        try transcript("undo") { rir, fixture in
            let ids = try takeNotes(fixture)
            try fixture.rir("edit", ids[1], "--text", "Nobody came.")
            try rir.rir("undo")
            try rir.rir("show", ids[1], "--raw")
            try rir.rir("daemon", "stop")
            try rir.rir("undo", "--reason", "written twice")
            try rir.rir("list")
            try rir.rir("show", ids[2])
            try rir.rir("show", ids[2], "--version", "1", "--raw")
            try rir.rir("undo")
            try rir.rir("undo")
            try rir.rir("undo")
            try rir.rir("status")
            try rir.rir("check")
        }
    }

    @Test func adopt() throws {
        try transcript("adopt") { rir, fixture in
            let ids = try takeNotes(fixture)
            let path = try fixture.rir("show", ids[0], "--path").output.trimmingCharacters(in: .newlines)
            let text = Bytes.text(of: path)
            try fixture.write(text.replacingOccurrences(of: "doubled", with: "grew"), to: path)
            let broken = try fixture.rir("show", ids[1], "--path").output.trimmingCharacters(in: .newlines)
            try fixture.write("no record at all\n", to: broken)
            try fixture.write("A stray file.\n", to: "study/records/stray.md")
            try rir.rir("status")
            try rir.rir("diff", ids[0], "1", "file")
            try rir.rir("edit", ids[0], "--text", "Not over the hand edit.")
            try rir.rir("adopt", path, "--reason", "typing error")
            try rir.rir("show", ids[0], "--raw")
            try rir.rir("history", ids[0])
            try rir.rir("adopt")
            try rir.rir("adopt", "/etc/passwd")
            try rir.rir("check")
        }
    }

    @Test func status() throws {
        try transcript("status") { rir, fixture in
            _ = try takeNotes(fixture)
            try rir.rir("status")
            try rir.rir("status", "--json")
            try rir.rir(["status", "--study", fixture.study], in: fixture.root)
            try rir.rir(["status"], in: fixture.study + "/records/2020")
        }
    }

    @Test func upkeep() throws {
        try transcript("upkeep") { rir, fixture in
            let ids = try takeNotes(fixture)
            try rir.rir("check")
            try rir.rir("check", "--json")
            try rir.rir("reindex")
            try rir.rir("reindex", "--json")
            try rir.rir("doctor")
            try fixture.rir("daemon", "stop")
            let loose = try fixture.run(
                "git", ["rev-parse", "HEAD:records/2020/04/15/\(ids[0]).md"], in: fixture.study)
            let hex = loose.output.trimmingCharacters(in: .newlines)
            try damage(hex, in: fixture)
            let damaged = try fixture.rir("check")
            #expect(damaged.status == 1)
            #expect(damaged.output.contains(ids[0]) || damaged.output.contains(hex), "\(damaged.output)")
        }
    }

    /// Spoils an object where it lies: in a file of its own, or in a pack.
    private func damage(_ hex: String, in fixture: ProgramFixture) throws {
        let objects = "\(fixture.study)/.git/objects"
        let loose = "\(objects)/\(hex.prefix(2))/\(hex.dropFirst(2))"
        if FileManager.default.fileExists(atPath: loose) { try FileManager.default.removeItem(atPath: loose) }
        let packs = (try? FileManager.default.contentsOfDirectory(atPath: objects + "/pack")) ?? []
        for name in packs where name.hasSuffix(".idx") {
            let path = "\(objects)/pack/\(name.dropLast(4))"
            let listing = try fixture.run("git", ["verify-pack", "-v", path + ".idx"]).output
            guard let line = listing.split(separator: "\n").first(where: { $0.hasPrefix(hex) }),
                let offset = line.split(separator: " ").last.flatMap({ Int($0) })
            else { continue }
            var bytes = Bytes.read(path + ".pack")
            bytes[offset + 12] ^= 0x55
            try FileManager.default.removeItem(atPath: path + ".pack")
            Bytes.write(bytes, to: path + ".pack")
        }
    }

    @Test func daemon() throws {
        try transcript("daemon") { rir, fixture in
            try rir.rir("daemon", "status")
            try rir.rir("daemon", "stop")
            try rir.rir("daemon", "log")
            try rir.rir("socket")
            try rir.rir("socket", "--json")
            try fixture.makeStudy()
            try rir.rir("daemon", "status")
            try rir.rir("daemon", "status", "--json")
            try rir.rir("daemon", "stop")
            try rir.rir("daemon", "status", "--json")
            let log = try fixture.rir("daemon", "log", "--lines", "3")
            #expect(log.output.split(separator: "\n").count == 3)
            #expect(log.status == 0)
        }
    }

    @Test func errors() throws {
        try transcript("errors") { rir, fixture in
            try rir.rir("list")
            try rir.rir("list", "--json")
            try rir.rir("frobnicate")
            try rir.rir("show")
            try rir.rir("list", "--json", "--frobnicate")
            try rir.rir("list", "--study", "nowhere")
            _ = try takeNotes(fixture)
            try rir.rir("show", "zzzz")
            try rir.rir("show", "zzzz", "--json")
            try rir.rir("show", "2020")
            try rir.rir("show", "Ann\u{1B}[2J")
            try rir.rir("undo", "--json", "--reason")
            try rir.rir("--version")
        }
    }

    @Test func help() throws {
        try transcript("help") { rir, fixture in
            try rir.rir()
            try rir.rir("help", "note")
            try rir.rir("import", "--help")
            try rir.rir("daemon")
        }
    }

    @Test func setUp() throws {
        try transcript("set-up") { rir, fixture in
            try FileManager.default.createDirectory(
                atPath: fixture.root + "/man", withIntermediateDirectories: true)
            try rir.rir("manual", "man")
            try rir.rir("manual", "nowhere")
            try rir.rir("completion", "tcsh")
            for shell in ["bash", "zsh", "fish"] {
                let script = try fixture.rir("completion", shell)
                #expect(script.status == 0 && script.output.contains("import"))
                guard shell == "bash" else { continue }
                try fixture.write(script.output, to: "rir.bash")
                #expect(try fixture.run("bash", ["-n", "rir.bash"]).status == 0)
            }
        }
    }
}
