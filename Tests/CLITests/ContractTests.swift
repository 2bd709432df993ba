import Foundation
import ProgramFixture
import Testing

/// What scripts rely on, and what the first page of the documentation promises.
@Suite struct ContractTests {
    @Test func sampleStudy_hasEverySourceByKind() throws {
        try ProgramFixture.with { fixture in
            let made = try fixture.rir("init", fixture.study, "--sample", "--json")
            #expect(made.status == 0, "\(made.errors)")
            let status = try fixture.json("status")
            #expect(status["records"] as? Int == 228)
            let facets = try #require(status["byKind"] as? [[String: Any]])
            let counts = Dictionary(
                uniqueKeysWithValues: facets.compactMap { facet in
                    (facet["kind"] as? String).flatMap { kind in (facet["count"] as? Int).map { (kind, $0) } }
                })
            #expect(
                counts == [
                    "minutes": 15, "meeting-note": 46, "report": 11, "interview": 9, "conversation": 28,
                    "email": 67, "survey-response": 52,
                ])
            #expect(
                status["title"] as? String
                    == "FICTIONAL: Connecting Communities: link work in the Merrow Vale Integrated Care System"
            )
            #expect((status["handEdited"] as? [Any])?.isEmpty == true)
            let found = try fixture.json("search", "laptop", "--kind", "interview")
            #expect((found["total"] as? Int ?? 0) > 0)
            #expect(try fixture.rir("check").status == 0)
            // Its codings, its survey and its sources are a step each, and all can be taken back.
            #expect(try fixture.rir("undo").status == 0)
            let left = try #require(try fixture.json("query", "any", "--count")["counts"] as? [String: Int])
            #expect(left["codings"] == 0)
            #expect(try fixture.rir("undo").status == 0)
            #expect(try fixture.json("list")["total"] as? Int == 176)
            #expect(try fixture.rir("undo").status == 0)
            #expect(try fixture.json("list")["total"] as? Int == 0)
        }
    }

    @Test func sampleStudy_countsWhatItsMethodsSectionNeeds() throws {
        try ProgramFixture.with { fixture in
            #expect(try fixture.rir("init", fixture.study, "--sample").status == 0)
            let report = try fixture.rir("report", "methods")
            #expect(report.status == 0, "\(report.errors)")
            let lines = report.output.split(separator: "\n").map(String.init)
            for line in [
                "176 sources from 2020-03-02 to 2021-04-16: minutes 15, meeting notes 46, reports 11, interviews 9, conversations 28, e-mails 67.",
                "- role: strategic-lead 3, manager 12, vcse-provider 5, community-builder 5, frontline 57 of 82",
                "- Role in the system: manager 6, frontline 46 of 52",
                "| By 30 June 2020, had your employer given you a work mobile? yes | 28 of 33 (85 %) | 9 of 17 (53 %) |",
                "| By 30 June 2020, had your employer given you a laptop? yes | 26 of 33 (79 %) | 9 of 17 (53 %) |",
                "| By 30 June 2020, did that equipment have conferencing software that you were allowed to use? yes | 3 of 9 (33 %) |",
                "| By 30 June 2020, could you see patient records from where you worked? yes | 4 of 9 (44 %) |",
                "The 32 items of COREQ (Tong, Sainsbury and Craig 2007)",
                "| 30 Data and findings consistent | to be written |",
            ] { #expect(lines.contains(line), "\(line)") }
            let page = try fixture.rir("report", "methods", "--checklist", "srqr", "--format", "html").output
            #expect(page.contains("The 21 items of SRQR") && page.hasPrefix("<!doctype html>"))
        }
    }

    @Test(arguments: ["social-prescribing", "thematic-analysis", "blank"])
    func template_makesAStudyThatChecks(_ template: String) throws {
        try ProgramFixture.with { fixture in
            #expect(try fixture.rir("init", fixture.study, "--template", template).status == 0)
            let check = try fixture.rir("check")
            #expect(check.status == 0, "\(check.output)")
            #expect(try fixture.run("git", ["status", "--porcelain"], in: fixture.study).output == "")
        }
    }

    @Test func scriptedNote_hasAnIDThatEveryOtherCommandTakes() throws {
        try ProgramFixture.with { fixture in
            try fixture.makeStudy()
            let saved = try fixture.json("note", "The garden opens at nine.")
            let id = try #require(saved["id"] as? String)
            let listed = try #require(try fixture.json("list")["records"] as? [[String: Any]])
            #expect(listed.map { $0["id"] as? String } == [id])
            #expect(try fixture.json("show", id)["body"] as? String == "The garden opens at nine.\n")
            #expect((try fixture.json("history", id)["versions"] as? [Any])?.count == 1)
            let process = try #require(try fixture.json("daemon", "status")["pid"] as? Int)
            #expect(process > 1)
        }
    }

    @Test func everyJSONAnswer_isOneLineAndNothingOnStandardError() throws {
        try ProgramFixture.with { fixture in
            try fixture.makeStudy()
            try fixture.rir("note", "One.")
            let commands = [
                ["list"], ["status"], ["log"], ["search", "one"], ["check"], ["doctor"],
                ["daemon", "status"],
                ["socket"], ["show", "zzzz"], ["frobnicate"], ["daemon", "log"], ["undo"], ["undo"],
            ]
            for command in commands {
                let outcome = try fixture.rir(command + ["--json"])
                #expect(outcome.errors == "", "\(command)")
                #expect(
                    outcome.output.hasSuffix("\n") && outcome.output.filter { $0 == "\n" }.count == 1,
                    "\(command)")
                #expect(throws: Never.self, "\(command)") {
                    try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
                }
            }
        }
    }

    @Test func curl_getsTheRecordsFromTheSocketThatRirNames() throws {
        try ProgramFixture.with { fixture in
            try fixture.makeStudy()
            let id = try #require(try fixture.json("note", "Heard at the door.")["id"] as? String)
            let socket = try fixture.rir("socket").output.trimmingCharacters(in: .newlines)
            let raw = RawClient(socket: socket, study: fixture.study).ask("GET", "/v1/records")
            #expect(raw?.status == 200)
            #expect(raw?.body.contains(id) == true)
            guard FileManager.default.isExecutableFile(atPath: "/usr/bin/curl") else { return }
            let answer = try fixture.run("curl", ["-sS", "--unix-socket", socket, "http://rir/v1/records"])
            #expect(answer.status == 0, "\(answer.errors)")
            #expect(answer.output == raw?.body)
        }
    }

    @Test func socket_isClosedToOthers() throws {
        try ProgramFixture.with { fixture in
            try fixture.makeStudy()
            let socket = try fixture.rir("socket").output.trimmingCharacters(in: .newlines)
            let attributes = try FileManager.default.attributesOfItem(atPath: socket)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
            let folder = try FileManager.default.attributesOfItem(
                atPath: URL(fileURLWithPath: socket).deletingLastPathComponent().path)
            #expect(folder[.posixPermissions] as? Int == 0o700)
        }
    }

    @Test func editor_getsTheRecordAndItsTextIsSaved() throws {
        try ProgramFixture.with(["EDITOR": "sed -i s/garden/allotment/"]) { fixture in
            try fixture.makeStudy()
            let id = try #require(try fixture.json("note", "The garden opens at nine.")["id"] as? String)
            let edited = try fixture.rir("edit", id, "--reason", "its proper name")
            #expect(edited.status == 0, "\(edited.errors)")
            #expect(try fixture.rir("show", id, "--raw").output == "The allotment opens at nine.\n")
        }
    }

    @Test func editorThatFails_leavesTheRecordAlone() throws {
        try ProgramFixture.with { fixture in
            try fixture.makeStudy()
            let id = try #require(try fixture.json("note", "The garden opens at nine.")["id"] as? String)
            #expect(try fixture.rir("edit", id).status == 1)
            #expect(try fixture.rir("show", id, "--raw").output == "The garden opens at nine.\n")
        }
    }

    @Test func manyFirstCommandsAtOnce_shareOneDaemon() async throws {
        try await ProgramFixture.withAsync { fixture in
            try fixture.makeStudy()
            try fixture.rir("daemon", "stop")
            let outcomes = try await withThrowingTaskGroup(of: Program.Outcome.self) { group in
                for number in 0..<8 {
                    group.addTask { try fixture.rir("note", "Note number \(number).") }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            for outcome in outcomes { #expect(outcome.status == 0, "\(outcome.errors)") }
            #expect(try fixture.json("list")["total"] as? Int == 8)
        }
    }

    @Test func gitShowsASignedHistoryWithTheProductGone() throws {
        try ProgramFixture.with { fixture in
            try fixture.makeStudy()
            let saved = try fixture.json("note", "Waiting room full at nine.")
            let id = try #require(saved["id"] as? String)
            let digest = try #require(try fixture.json("show", id)["sha256"] as? String)
            try fixture.rir("daemon", "stop")
            let log = try fixture.run("git", ["log", "--show-signature", "-p"], in: fixture.study)
            #expect(log.output.contains("Good \"git\" signature"), "\(log.output)\(log.errors)")
            #expect(log.output.contains("+Waiting room full at nine."))
            let path = "records/" + id.prefix(10).replacingOccurrences(of: "-", with: "/") + "/\(id).md"
            let sum = try fixture.run("sha256sum", [path], in: fixture.study)
            #expect(sum.output.hasPrefix(digest))
        }
    }
}
