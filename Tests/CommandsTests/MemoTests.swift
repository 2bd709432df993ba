import Commands
import Foundation
import StudyAPI
import StudyClient
import StudyModel
import Testing

@Suite struct MemoTests {
    @Test(arguments: [
        MemoSheet(kind: .analytic), MemoSheet(kind: .reflexive, title: "T: u", body: "one\ntwo\n"),
        MemoSheet(kind: .case, title: "#1", body: "# Heading\n----------\n"),
    ])
    func sheet_writtenAndRead_isTheSame(_ sheet: MemoSheet) throws {
        #expect(try MemoSheet(file: sheet.file(guidance: ["Read me."]), kind: .method) == sheet)
    }

    @Test(arguments: [
        ("kind: diary\n----------\n", "Line 1"), ("colour: red\n----------\n", "Line 1"),
        ("# x\ntitle\nwords\n----------\n", "Line 3"), ("kind: method\n", "line of dashes"),
    ])
    func head_notUnderstood_namesTheLine(_ file: String, place: String) {
        let error = #expect(throws: StudyError.self) { try MemoSheet(file: file, kind: .analytic) }
        #expect(error?.code == .memoInvalid)
        #expect(error?.message.contains(place) == true)
    }

    @Test(arguments: [
        ["--private", "--kind", "method", "x"], ["--quote", "w", "x"], ["--coding", "q2", "x"],
        ["--record", "a", "--record", "b", "--quote", "w", "x"], ["--stdin", "x"],
        ["--record", "a", "--quote", "w", "--coding", "q2", "x"],
    ])
    func whatContradictsItself_isAUsageError(_ options: [String]) throws {
        #expect(try CommandRun(["memo", "add"] + options).status == .usage)
    }

    @Test func textThatIsRefused_isKeptAndTheCommandNamed() throws {
        let folder = try Scratch.study()
        let answer = try FakeDaemon.json(
            FailureReply(StudyError(.namesSuspected, "The memo has 1 word that may be a name.")), status: 409)
        let daemon = try FakeDaemon { _ in [answer] }
        let run = try CommandRun(
            ["memo", "add", "--record", "7f3k", "--quote", "it's so", "Anna said so."], daemon: daemon,
            folder: folder)
        #expect(run.status == .failed)
        #expect(run.errors.contains("rir memo add --record 7f3k --quote 'it'\\''s so' --draft "))
        let drafts = try FileManager.default.contentsOfDirectory(atPath: folder + "/.rir/drafts")
        #expect(drafts.count == 1 && drafts[0].hasPrefix("memo-"))
        let text = try String(contentsOfFile: "\(folder)/.rir/drafts/\(drafts[0])", encoding: .utf8)
        #expect(text.hasSuffix("Anna said so."))
    }

    @Test func editor_givesTextAndHead_andTheDraftGoes() throws {
        let study = try Scratch.study()
        let memo = Memo(
            id: try #require(MemoID(rawValue: "m-7f3k9q2mzz")), kind: .method, title: "t", body: "b\n",
            written: Sample.provenance, changed: Sample.provenance, nonce: "n")
        let answer = try FakeDaemon.json(
            MemoReply(memo: memo, sha256: "s", isPrivate: false, isOwn: true, links: []))
        let daemon = try FakeDaemon { _ in [answer] }
        let editor = #"sh -c 'sed -i "s/^kind:.*/kind: method/" "$0"; echo "written" >> "$0"'"#
        let run = try CommandRun(
            ["memo", "add", "--code", "access"], daemon: daemon, folder: study, input: nil,
            environment: ["EDITOR": editor])
        #expect(run.status == .done && run.output == "Saved m-7f3k9q2mzz.\n")
        let sent = try WireJSON.decode(MemoRequest.self, from: try #require(daemon.requests.first).body)
        #expect(sent.kind == .method && sent.body.hasSuffix("written\n"))
        #expect(sent.links == [MemoLinkDraft(code: "access")])
        #expect(try FileManager.default.contentsOfDirectory(atPath: study + "/.rir/drafts").isEmpty)
    }
}
