import StudyModel
import Testing

@testable import Intake

/// Files and folders that mail programs keep mails in.
@Suite struct MailboxTests {
    private static let from = "From jo@example.org Fri May 15 16:06:30 2020\n"

    private func bodies(_ text: String) async throws -> [String] {
        try await Intake.drafts(from: IntakeSource(path: "a.mbox", bytes: Array(text.utf8))).map(\.body)
    }

    @Test func everyDialect_givesTheSameTexts() async throws {
        let first = "Subject: one\n\nFrom here on\nit rained.\n"
        let second = "Subject: two\n\n> From the start\n> it was dry\n"
        let quoted = first.replacing("From here", with: ">From here")
        let expected = ["From here on\nit rained.\n", "> From the start\n> it was dry\n"]
        let from = Self.from
        let mboxo = from + quoted + "\n" + from + second
        #expect(try await bodies(mboxo) == expected)
        #expect(try await bodies(mboxo.replacing("\n", with: "\r\n")) == expected)
        #expect(try await bodies("\n\r\n" + mboxo) == expected)
        #expect(try await bodies(from + first + "\n" + from + second) == expected)
        let counted = [first, second].map { text in
            let body = text.split(separator: "\n\n", maxSplits: 1)[1]
            return from
                + text.replacing("\n\n", with: "\nContent-Length: \(body.utf8.count)\n\n", maxReplacements: 1)
        }
        #expect(try await bodies(counted.joined(separator: "\n")) == expected)
    }

    @Test func declaredLength_keepsWhatLooksLikeASeparator() async throws {
        let body = "Forwarded:\n\n\(Self.from)Subject: inner\n\ninside\n"
        let text = "\(Self.from)Subject: outer\nContent-Length: \(body.utf8.count)\n\n\(body)\n"
        #expect(try await bodies(text + Self.from + "Subject: last\n\nend\n") == [body, "end\n"])
        // A length that leads nowhere is not believed.
        let wrong = text.replacing("Content-Length: ", with: "Content-Length: 9")
        #expect(try await bodies(wrong + Self.from + "Subject: last\n\nend\n").count == 3)
    }

    @Test(arguments: [
        ("> a\n>From b\n> c\n", "> a\n>From b\n> c\n"), ("a\n>From b\n", "a\nFrom b\n"),
        ("a\n>>From b\n", "a\n>From b\n"), ("> a\n>>From b\n> c\n", "> a\n>From b\n> c\n"),
        (">Fromage\n", ">Fromage\n"),
    ]) func quotedSeparators_areRestored(stored: String, text: String) {
        let head = "Subject: x\n\n"
        let read = Mailbox.unquoted(Array((head + stored).utf8))
        #expect(String(decoding: read, as: UTF8.self) == head + text)
    }

    @Test func sentencesThatBeginWithFrom_doNotCutAMessage() async throws {
        let text = "\(Self.from)Subject: x\n\nHello.\n\nFrom May on:\nNote: it rains.\n\nFrom here\n"
        #expect(try await bodies(text) == ["Hello.\n\nFrom May on:\nNote: it rains.\n\nFrom here\n"])
    }

    @Test(arguments: [
        ("1382298775.M2P3.host,S=12:2,FS", ""), ("1382298775.M2P3.host:2,", ""),
        ("1382298775.M2P3.host;2,DS", "draft"), ("Maildir/.Sent/cur/1382298775.M2P3.host!2,ST", "deleted"),
        ("Maildir/.Team.2020/new/1382298775.M2P3.host", ""),
    ]) func maildirNames_areMails(path: String, mark: String) async throws {
        let source = IntakeSource(path: path, bytes: Array("Subject: x\n\nhello\n".utf8))
        let draft = try #require(try await Intake.drafts(from: source).first)
        #expect(draft.kind == .email && draft.body == "hello\n")
        #expect(draft.remarks.contains { $0.contains("marked as") } == !mark.isEmpty)
        if !mark.isEmpty { #expect(draft.remarks.contains { $0.contains(mark) }) }
    }

    @Test(arguments: [
        ("X-Mozilla-Status: 0009", "deleted"), ("X-Mozilla-Status: 0001", ""), ("X-Status: AD", "deleted"),
        ("X-Status: T", "draft"), ("X-Gmail-Labels: Important,Trash", "deleted"),
        ("X-Mozilla-Status: zz", ""),
        ("X-Gmail-Labels: =?utf-8?q?Entw=C3=BCrfe?=", "draft"), ("X-Gmail-Labels: Sent", ""),
    ]) func marksOfMailPrograms_becomeRemarks(header: String, mark: String) async throws {
        let text = "\(Self.from)\(header)\nSubject: x\n\nhello\n"
        let drafts = try await Intake.drafts(from: IntakeSource(path: "Inbox", bytes: Array(text.utf8)))
        let marks = drafts.map(\.remarks).joined().filter { $0.contains("marked as") }
        #expect(drafts.count == 1 && marks.count == (mark.isEmpty ? 0 : 1))
        #expect(marks.allSatisfy { $0.contains(mark) })
    }

    @Test(arguments: ["dovecot-uidlist", "Mail/maildirfolder", "dovecot.index.log", "Inbox.msf"])
    func whatMailProgramsKeepForThemselves_isRefused(path: String) async {
        let error = await #expect(throws: StudyError.self) {
            try await Intake.drafts(from: IntakeSource(path: path, bytes: Array("3 V1 N2\n1 :x\n".utf8)))
        }
        #expect(error?.code == .importUnsupported && error?.message.contains("own file") == true)
    }

    @Test func mailTooLongForARecord_isCutAndTheOthersKept() async throws {
        let long = String(repeating: "é", count: Record.largestBody / 2 + 1)
        let text = "\(Self.from)Subject: long\n\n\(long)\n\n\(Self.from)Subject: short\n\nend\n"
        let drafts = try await Intake.drafts(from: IntakeSource(path: "a.mbox", bytes: Array(text.utf8)))
        #expect(drafts.map(\.title) == ["long", "short"])
        #expect(drafts[0].body.utf8.count <= Record.largestBody && drafts[0].body.utf8.count > 16_000_000)
        #expect(drafts[0].body.hasSuffix("éé\n"))
        #expect(drafts[0].remarks.contains { $0.contains("16 MiB") } && drafts[1].remarks.count == 1)
    }

    @Test func appleMailFile_isRead() async throws {
        let message = "Subject: x\nFrom: a@b.c\n\nhello\n"
        let plist = "<?xml version=\"1.0\"?>\n<plist></plist>\n"
        let source = IntakeSource(
            path: "12.emlx", bytes: Array("\(message.utf8.count)      \n\(message)\(plist)".utf8))
        #expect(try await Intake.drafts(from: source).map(\.body) == ["hello\n"])
    }
}
