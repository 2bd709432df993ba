import Commands
import StudyModel
import Testing

@Suite struct DraftCheckTests {
    @Test(arguments: [
        ("Said [[count:[withdrawn], too.\n", 1 as Int?), ("One.\n\nTwo [[finding:open-door\n", 3),
        ("No brackets.\n", nil),
    ])
    func bracketsThatAreNotClosed_areNamedWithTheirLine(text: String, line: Int?) throws {
        let id = try #require(ReportDraftID(rawValue: "interim"))
        let version = ReportDraft.Version(id: Sample.operation, written: Sample.provenance)
        let draft = ReportDraft(id: id, title: "t", versions: [version], nonce: "n", body: text)
        let view = DraftView(draft, version: version, text: text, shown: text, citations: [], waits: [])
        for command in ["check", "show"] {
            let daemon = try FakeDaemon.answering([try FakeDaemon.json(view)])
            let run = try CommandRun(["draft", command, "interim"], daemon: daemon, folder: Scratch.study())
            #expect(run.errors.contains("two brackets that are not closed") == (line != nil))
            if let line { #expect(run.errors.contains("line \(line)  ")) }
            #expect(run.status == (line != nil && command == "check" ? .failed : .done))
        }
    }
}
