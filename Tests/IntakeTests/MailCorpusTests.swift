import FoundationEssentials
import StudyModel
import Testing

@testable import Intake

/// How often mails agree with what Python's mail package found in the shared test data.
@Suite struct MailCorpusTests {
    struct MailFacts: Decodable {
        struct Attachment: Decodable {
            var name: String?
        }

        var subject: String?
        var from: String?
        var to: String?
        var date: String?
        var message_id: String?
        var in_reply_to: String?
        var n_references: Int?
        var attachment_list: [Attachment]?
        var messages_by_python_mailbox: Int?
        var subjects: [String?]?
        var threads: Int?
        var body: String?
        var body_head: String?
    }

    struct ThreadFacts: Decodable {
        struct Thread: Decodable {
            var message_ids: [String]
        }

        var messages: Int
        var list: [Thread]
    }

    static func facts() throws -> [(path: String, facts: MailFacts)] {
        let text = String(decoding: try Corpus.bytes("MANIFEST.tsv"), as: UTF8.self)
        return try text.split(separator: "\n").compactMap { line in
            let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard columns.count == 9, columns[0].hasPrefix("emails/") else { return nil }
            return (String(columns[0]), try JSONDecoder().decode(MailFacts.self, from: Data(columns[8].utf8)))
        }
    }

    @Test func mail_agreesWithPythonsMailPackage() async throws {
        guard try Corpus.require() else { return }
        var report = AgreementReport()
        for (path, facts) in try Self.facts()
        where facts.messages_by_python_mailbox == nil && facts.threads == nil {
            guard let draft = try await report.drafts(path)?.first else { continue }
            if let subject = facts.subject?.singleLine, !subject.isEmpty {
                report.compare("mail subject", path, draft.text("subject") ?? draft.title, subject)
            }
            report.compare("mail from", path, draft.text("from"), facts.from?.singleLine)
            report.compare("mail to", path, Self.cut(draft.list("to"), as: facts.to), facts.to?.singleLine)
            let date = draft.day.map { "\($0.rawValue)T\(draft.time ?? "")" }
            report.compare("mail date", path, date, facts.date)
            report.compare("mail message-id", path, draft.text("message-id"), facts.message_id?.singleLine)
            report.compare("mail in-reply-to", path, draft.text("in-reply-to"), facts.in_reply_to?.singleLine)
            let references = draft.list("references")?.count ?? 0
            report.compare("mail references", path, "\(references)", "\(facts.n_references ?? 0)")
            let names = (facts.attachment_list ?? []).compactMap(\.name)
            report.compare("mail attachments", path, Self.names(draft), names)
            if facts.body?.hasPrefix("plain") == true, let head = facts.body_head?.singleLine, !head.isEmpty {
                report.compare("mail text", path, Self.head(draft.body, as: head), head)
            }
        }
        try report.finish(expecting: [
            "mail subject", "mail from", "mail to", "mail date", "mail message-id", "mail in-reply-to",
            "mail references", "mail attachments", "mail text",
        ])
    }

    /// Addresses in one text, as much of it as the facts hold.
    private static func cut(_ list: [String]?, as fact: String?) -> String? {
        guard let text = list?.joined(separator: ", "), fact?.last == "…" else {
            return list?.joined(separator: ", ")
        }
        return String(text.prefix((fact?.count ?? 1) - 1)) + "…"
    }

    /// The fact where a text begins with it: parts that follow are joined here and not there.
    private static func head(_ body: String, as fact: String) -> String {
        let shown = fact.last == "…" ? fact.dropLast() : fact[...]
        return body.singleLine.hasPrefix(shown) ? fact : body.shortened(to: 80)
    }

    /// The names of attachments without type and size, as far as they have one.
    private static func names(_ draft: RecordDraft) -> [String] {
        (draft.list("attachments") ?? []).compactMap { line in
            line.lastIndex(of: "(").map { line[..<$0].trimmed }
        }.filter { $0 != AttachmentName.unnamed }
    }

    @Test func mailboxes_giveEveryMessage() async throws {
        guard try Corpus.require() else { return }
        var report = AgreementReport()
        for (path, facts) in try Self.facts() {
            guard let count = facts.messages_by_python_mailbox, let drafts = try await report.drafts(path)
            else {
                continue
            }
            report.compare("mailbox messages", path, String(drafts.count), String(count))
            for (draft, subject) in zip(drafts, facts.subjects ?? []) {
                guard let subject = subject?.singleLine else { continue }
                report.compare("mailbox subjects", path, draft.text("subject") ?? draft.title, subject)
            }
        }
        try report.finish(expecting: ["mailbox messages", "mailbox subjects"])
    }

    @Test func threads_areExactlyThoseOfTheData() async throws {
        guard try Corpus.require() else { return }
        let files = try Corpus.files(in: "emails")
        for path in files where path.hasSuffix(".threads.json") {
            let facts = try JSONDecoder().decode(ThreadFacts.self, from: Data(Corpus.bytes(path)))
            let folder = path.replacing(".threads.json", with: "/")
            var entries: [MailThreadEntry] = []
            for file in files where file.hasPrefix(folder) {
                let draft = try #require(try await Corpus.drafts(file).first)
                entries.append(
                    MailThreadEntry(
                        details: draft.details, title: draft.title, day: draft.day, time: draft.time))
            }
            #expect(entries.count == facts.messages)
            let ids = entries.map { MailThreads.ids(in: $0.messageID ?? "").first ?? "" }
            let threads = MailThreads.threads(of: entries)
            let ours = Set(threads.map { Set($0.map { ids[$0.entry] }) })
            let theirs = Set(facts.list.map { Set($0.message_ids) })
            #expect(threads.flatMap { $0.map(\.entry) }.sorted() == Array(entries.indices))
            #expect(threads.count == facts.list.count && ours == theirs, "\(path)")
            print("\(path): \(threads.count) threads of \(facts.list.count), \(entries.count) mails")
        }
    }

    /// Prints every mail with its folded lines marked, to be read: `RIR_FOLDS=1`.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["RIR_FOLDS"] != nil)) func folds_arePrinted()
        async throws
    {
        for path in try Corpus.files(in: "emails") {
            for draft in (try? await Corpus.drafts(path)) ?? [] {
                let folds = MailFolds.folds(in: draft.body)
                print("=== \(path)")
                for line in draft.list("attachments") ?? [] { print("  attached: \(line)") }
                for part in draft.parts {
                    print("  part: \(part.kind) \(part.title) \(part.body.utf8.count)")
                }
                for remark in draft.remarks { print("  remark: \(remark)") }
                for (number, line) in draft.body.split(separator: "\n", omittingEmptySubsequences: false)
                    .enumerated()
                {
                    let kind = folds.first { $0.lines.contains(number) }?.kind.rawValue.prefix(1)
                    print("\(kind?.uppercased() ?? " ")|\(line)")
                }
            }
        }
    }
}
