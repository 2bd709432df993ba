import Foundation
import ProgramFixture
import Testing

/// What must never leave a study is planted in one of each kind, and every command that gives something out is tried.
@Suite struct OutputGateTests {
    /// Words that must be in nothing that goes out, with why.
    private static let secrets = [
        "plumsecret": "words of somebody who has not agreed to be quoted",
        "cardsecret": "a card of theirs", "gonesecret": "a card that was removed",
        "chartsecret": "a summary that rests on their words",
        "waitsecret": "a source that waits in the inbox", "Oxtoby": "a name in it",
        "Quillfeather": "a name that was learnt later",
    ]

    /// What the outputs hold besides, so that an empty file can't pass.
    private static let allowed = "plainquote"

    @Test func everyOutput_holdsBackWhatMayNotGoOut() throws {
        try ProgramFixture.with { fixture in
            try Self.plant(in: fixture)
            try FileManager.default.createDirectory(
                atPath: fixture.root + "/out", withIntermediateDirectories: true)
            var printed = ""
            for command in Self.outputs {
                let outcome = try fixture.rir(command)
                #expect(outcome.status == 0, "\(command): \(outcome.errors)")
                Self.expectClean(outcome.output, command)
                // What was left out is said without saying what it is.
                Self.expectClean(outcome.errors, command)
                printed += outcome.output
            }
            for command in Self.refused {
                let outcome = try fixture.rir(command)
                #expect(outcome.status == 1 && outcome.output.isEmpty, "\(command): \(outcome.output)")
                Self.expectClean(outcome.errors, command)
            }
            printed += try Self.files(in: fixture)
            // Everything in the bag, under whatever name.
            let bag = try fixture.run("grep", ["-r", "", "out-bag"])
            #expect(bag.output.contains(Self.allowed))
            Self.expectClean(bag.output, ["audit", "export"])
            #expect(printed.contains(Self.allowed))
            // One answer names a place; how many do is not said.
            #expect(printed.contains("Smallplace") && !printed.contains("\"Smallplace\",\"\",\"all\",\"1\""))
        }
    }

    /// The commands there are that give something out; one that is new has to be tried above, or named here with why not.
    @Test func everyOutput_isTried() throws {
        try ProgramFixture.with { fixture in
            let dump = try fixture.rir("--experimental-dump-help").output
            let tree = try #require(
                try JSONSerialization.jsonObject(with: Data(dump.utf8)) as? [String: Any])
            let all = try Self.giving(#require(tree["command"] as? [String: Any]), [])
            let tried = (Self.outputs + Self.refused).map { $0.joined(separator: " ") }
            let others: Set<String> = [
                // These read, or write no words of a study.
                "codebook import", "card cluster", "clone", "vault export", "query count", "round report",
                "agreement round", "agreement table", "agreement spans",
                // This has no study.
                "witness sign",
            ]
            #expect(all.count > 20)
            for name in all where !others.contains(name) {
                #expect(tried.contains { $0.hasPrefix(name) }, "\(name) is not tried")
            }
        }
    }

    // MARK: Planting

    private static func plant(in fixture: ProgramFixture) throws {
        func rir(_ arguments: String...) throws {
            let outcome = try fixture.rir(arguments)
            #expect(outcome.status == 0, "\(arguments): \(outcome.errors)")
        }
        try fixture.makeStudy("--names", "assisted")
        try rir(
            "note", "The queue was plumsecret in the rain.", "--participant", "SP41", "--date", "2020-04-15")
        try rir(
            "note", "They come plainquote by themselves.", "--participant", "SP66", "--date", "2020-04-16")
        for (handle, purposes) in [
            ("SP41", ["collect", "record"]), ("SP66", ["collect", "record", "quote", "share"]),
        ] {
            let asked = purposes.flatMap { ["--purpose", $0] }
            let outcome = try fixture.rir(["consent", "grant", handle, "--on", "2020-04-01"] + asked)
            #expect(outcome.status == 0, "\(outcome.errors)")
        }
        try rir("codebook", "add", "Access")
        try rir("code", "add", "2020-04-15", "access", "--quote", "plumsecret in the rain")
        try rir("code", "add", "2020-04-16", "access", "--quote", "come plainquote by themselves")
        let held = try coding(of: "2020-04-15", fixture)
        let free = try coding(of: "2020-04-16", fixture)
        try fixture.write("Mr Barnaby Oxtoby said waitsecret to Mrs Oxtoby.\n", to: "waits.txt")
        #expect(try fixture.rir("import", "../waits.txt").status == 0)
        try rir(
            "finding", "new", "People come, says Quillfeather.", "--name", "door", "--supports", held,
            "--against",
            free, "--cleared")
        let places = Array(repeating: "Northend", count: 6) + ["Smallplace"]
        let rows = places.enumerated().map { "\($0 + 1),\($1)\n" }.joined()
        try fixture.write("id,place\n" + rows, to: "places.csv")
        try rir("survey", "import", "../places.csv", "--id", "places", "--cleared")
        let tables = "tables:\n- {title: Places, survey: places, variables: [place]}\n"
        let settings = try String(contentsOfFile: "\(fixture.study)/study.yaml", encoding: .utf8)
        try fixture.write(settings + tables, to: "\(fixture.study)/study.yaml")
        try rir("adopt")
        try rir(
            "workshop", "plan", "What follows", "--day", "2020-05-01", "--template", "works", "--invite",
            "SP66",
            "--invite", "SP41")
        try rir("workshop", "open", "w-")
        try rir("card", "add", "cardsecret of mine", "--column", "Ideas", "--by", "SP41")
        try rir("card", "add", "plainquote on a card", "--column", "Ideas", "--by", "SP66")
        try rir("card", "add", "gonesecret on a card", "--column", "Ideas", "--by", "SP41")
        let last = try #require(
            try fixture.rir("card", "list").output.split(separator: "\n").last { $0.contains("gonesecret") })
        try rir("card", "edit", String(last.prefix(6)), "gonesecret, said better")
        try rir("card", "remove", String(last.prefix(6)), "--reason", "said twice")
        try rir("matrix", "new", "grid", "--theme", "access")
        try rir("matrix", "fill", "grid", "SP41", "access", "chartsecret: waits in the rain")
        try rir("matrix", "fill", "grid", "SP66", "access", "plainquote: comes")
        try fixture.write("# Report\n\n[[quote:\(held)]]\n", to: "held.md")
        try fixture.write("# Report\n\n[[finding:door]]\n\n[[quote:\(free)]]\n", to: "free.md")
        try rir("draft", "new", "held", "--title", "Held", "--file", "../held.md")
        try rir("draft", "new", "free", "--title", "Free", "--file", "../free.md")
        try rir(
            "cycle", "open", "Access", "--finding", "door", "--audience", "link-workers", "--due",
            "2030-07-01")
        try rir("recommendation", "new", "Keep the door open.", "--name", "open", "--finding", "door")
        try rir("pseudonym", "add", "Quillfeather", "SP77", "--yes")
    }

    private static func coding(of record: String, _ fixture: ProgramFixture) throws -> String {
        "\(record)/" + (try fixture.rir("code", "list", record).output.prefix(6))
    }

    // MARK: Trying

    private static let outputs: [[String]] = [
        ["query", "export", "-", "any", "--format", "md"],
        ["query", "export", "-", "any", "--format", "csv"],
        ["query", "export", "-", "any", "--format", "html"],
        ["codebook", "export", "../out/frame.md", "--format", "md"], ["codebook", "map"],
        ["report", "methods"], ["report", "methods", "--format", "html"],
        ["audit", "export", "--out", "../out-bag"],
        ["audit", "export", "--out", "../out/audit.eln", "--format", "eln"],
        ["audit", "report", "--out", "../out/audit.html"],
        ["report", "joint", "-", "--theme", "access=Places"],
        ["report", "joint", "../out/joint.html", "--theme", "access=Places"],
        ["audit", "log", "--limit", "0"], ["audit", "show", "SP66"], ["audit", "verify"],
        ["audit", "checkpoint"], ["audit", "checkpoint", "--keys", "--out", "../out/checkpoint.txt"],
        ["audit", "checkpoint", "--for-witness", "../out/checkpoint.txt"],
        ["survey", "table", "places", "place"], ["survey", "table", "places", "place", "--format", "csv"],
        ["survey", "table", "places", "place", "--format", "svg"],
        ["finding", "triangulate", "door", "--format", "csv"],
        ["finding", "triangulate", "door", "--format", "svg"],
        ["finding", "compare", "--format", "csv"], ["finding", "compare", "--format", "svg"],
        ["board", "export", "--format", "html", "--out", "-"],
        ["board", "export", "--format", "svg", "--out", "-"],
        ["board", "export", "--format", "markdown", "--out", "-"],
        ["board", "export", "--format", "csv-miro", "--out", "-"],
        ["board", "export", "--format", "csv-easyretro", "--out", "-"],
        ["matrix", "export", "grid", "../out/grid.csv"], ["matrix", "export", "grid", "../out/grid.xlsx"],
        ["draft", "export", "free", "--as", "md", "--out", "-"],
        ["draft", "export", "free", "--as", "html", "--out", "-"],
        [
            "draft", "share", "free", "--audience", "link-workers", "--due", "2030-07-01", "--out", "../out",
            "--format", "html", "--format", "txt",
        ],
        ["cycle", "share", "c-", "--out", "../out", "--format", "html", "--format", "txt"],
        ["cycle", "respond", "c-", "agree", "--group", "link-workers"],
        ["cycle", "decide", "c-", "keep", "--reason", "It holds."],
        ["cycle", "close", "c-", "--out", "../out", "--format", "html", "--format", "txt"],
        ["export", "qdpx", "../out/project.qdpx"],
        ["participant", "pack", "SP66", "--out", "../out/SP66.html", "--format", "html"],
    ]

    private static let refused: [[String]] = [
        ["retention", "archive", "--out", "../out-archive"],
        ["draft", "export", "held", "--as", "md", "--out", "-"],
        [
            "draft", "share", "held", "--audience", "link-workers", "--due", "2030-07-01", "--out", "../out",
            "--format", "html",
        ],
    ]

    private static func expectClean(_ text: String, _ command: [String]) {
        for (secret, why) in secrets {
            #expect(!text.contains(secret), "\(command.joined(separator: " ")): \(why)")
        }
    }

    /// All that was written to files, those in archives too.
    private static func files(in fixture: ProgramFixture) throws -> String {
        let folder = fixture.root + "/out"
        var all = ""
        for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
            let isArchive = [".qdpx", ".xlsx", ".eln"].contains { name.hasSuffix($0) }
            let text =
                isArchive
                ? try fixture.run("unzip", ["-p", "\(folder)/\(name)"]).output
                : try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
            #expect(!text.isEmpty, "\(name) is empty")
            expectClean(text, [name])
            all += text
        }
        return all
    }

    private static func giving(_ command: [String: Any], _ path: [String]) throws -> [String] {
        let name = try #require(command["commandName"] as? String)
        let place = path.isEmpty && name == "rir" ? [] : path + [name]
        let arguments = command["arguments"] as? [[String: Any]] ?? []
        let names = arguments.flatMap { $0["names"] as? [[String: Any]] ?? [] }.compactMap {
            $0["name"] as? String
        }
        let inner = command["subcommands"] as? [[String: Any]] ?? []
        let gives =
            !Set(names).isDisjoint(with: ["out", "format", "as"])
            || ["export", "map", "pack", "qdpx", "joint"].contains(name)
        let own = gives && inner.isEmpty ? [place.joined(separator: " ")] : []
        return own + (try inner.flatMap { try giving($0, place) })
    }
}
