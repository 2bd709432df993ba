package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir thread`: conversations by e-mail.
package struct MailThreads: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "thread",
        abstract: "Read e-mails as the conversations they belong to.",
        discussion: """
            Mails belong together when one names the other as what it answers, or both name the same.

            Examples:

              rir thread list
              rir thread 7f3k
            """,
        subcommands: [MailThreadList.self, MailThreadShow.self], defaultSubcommand: MailThreadShow.self
    )

    package init() {}
}

/// `rir thread list`: every conversation, the latest first.
package struct MailThreadList: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List conversations, the one with the latest mail first.",
        discussion: """
            Examples:

              rir thread list
              rir thread list --limit 5 --json
            """
    )

    @Option(help: ArgumentHelp("Show at most this many; 0 shows all.", valueName: "count"))
    package var limit: Int = 50

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func validate() throws {
        if limit < 0 { throw ValidationError("--limit must be at least 0.") }
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let reply = try session.studyClient().threads(limit: limit)
        try session.console.result(reply) {
            reply.threads.map { thread in
                let days =
                    thread.first == thread.last
                    ? thread.last.rawValue : "\(thread.first.rawValue) to \(thread.last.rawValue)"
                let id = thread.records.first?.rawValue ?? ""
                return "\(id)  \(thread.records.count)  \(days)  \(VisibleText.line(thread.subject))"
            }
        }
        if reply.threads.count < reply.total {
            session.console.note(
                "\(reply.threads.count.grouped) of \(reply.total.counted("thread")); --limit 0 shows all.")
        }
        return .done
    }
}

/// `rir thread show`: one conversation, each answer behind what it answers.
package struct MailThreadShow: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show the conversation an e-mail belongs to.",
        discussion: """
            What a mail quotes of another is folded, since the other stands above it.

            Examples:

              rir thread show 7f3k
              rir thread 7f3k --whole
            """
    )

    @Argument(help: ArgumentHelp("An e-mail of the thread: any part of its id.", valueName: "id"))
    package var record: String

    @Flag(help: "Show every mail whole: what is quoted, passed on or signature too.")
    package var whole = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let client = try session.studyClient()
        let reply = try client.thread(record)
        let console = session.console
        if console.json {
            try console.result(json: reply)
            return .done
        }
        console.result("\(VisibleText.line(reply.subject)): \(reply.messages.count.counted("mail"))")
        for message in reply.messages {
            let mail = try client.record(message.record.id.rawValue)
            console.result([""] + [console.emphasised(Self.head(message), on: console.output)])
            console.output.write(VisibleText.escape(FoldedText.text(of: mail, whole: whole)))
            let attached = mail.details.list("attachments") + mail.details.list("parts")
            if !attached.isEmpty {
                console.result("attached: " + attached.map(VisibleText.line).joined(separator: ", "))
            }
        }
        return .done
    }

    private static func head(_ message: ThreadReply.Message) -> String {
        let record = message.record
        let depth = String(repeating: ">", count: min(message.depth, 12))
        let time = record.time.map { " " + VisibleText.line($0) } ?? ""
        let words = [
            depth, "\(record.date.rawValue)\(time)", message.from.map(VisibleText.line) ?? "",
            record.id.rawValue,
        ]
        return words.filter { !$0.isEmpty }.joined(separator: "  ")
    }
}
