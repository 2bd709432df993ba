import StudyModel

/// Makes drafts of mail.
enum MailDraft {
    /// - Throws: `import.unreadable` where no message is found, `import.too_large` beyond ``MailLimits``.
    static func draft(of source: IntakeSource, path: SourcePath) async throws(StudyError) -> RecordDraft {
        try MailBounds.check(source.bytes, isMailbox: false, path: path)
        guard let (mail, remarks) = MailReader.message(message(in: source.bytes, path: path)) else {
            throw StudyError(
                .importUnreadable, "'\(path.full)' is named as a mail but holds no message.",
                hint: "Save the mail again from the mail program, as .eml, and import that.")
        }
        return await draft(of: mail, remarks: remarks, source: source, path: path, number: nil)
    }

    /// - Throws: `import.empty` where a mailbox holds no message, `import.too_large` beyond ``MailLimits``.
    static func drafts(ofMailbox source: IntakeSource, path: SourcePath) async throws(StudyError)
        -> [RecordDraft]
    {
        try MailBounds.check(source.bytes, isMailbox: true, path: path)
        var drafts: [RecordDraft] = []
        var number = 0
        var source = source
        // A mailbox attached to a mail: its mails are read, what is attached to them is only named.
        if source.nesting > 0 { source.nesting = MailLimits.nesting }
        for bytes in Mailbox(source.bytes) {
            number += 1
            if number > MailLimits.messages { break }
            guard let (mail, remarks) = MailReader.message(bytes) else { continue }
            drafts.append(
                await draft(of: mail, remarks: remarks, source: source, path: path, number: number))
        }
        guard !drafts.isEmpty else {
            throw StudyError(
                .importEmpty, "'\(path.full)' is a mailbox without a message.",
                hint: "Leave it out of the import.")
        }
        return drafts
    }

    /// A message from its first header on: without a `From ` line, empty lines, or what Apple Mail puts around it.
    private static func message(in bytes: [UInt8], path: SourcePath) -> [UInt8] {
        if path.fileExtension == "emlx", let range = AppleMail.message(in: bytes) {
            return Array(bytes[range])
        }
        var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        while start < bytes.count, bytes[start] == 0x0A || bytes[start] == 0x0D { start += 1 }
        if bytes[start...].starts(with: "From ".utf8) || bytes[start...].starts(with: ">From ".utf8) {
            start = (bytes[start...].firstIndex(of: 0x0A) ?? bytes.count - 1) + 1
        }
        return start == 0 ? bytes : Array(bytes[start...])
    }

    /// - Parameter number: The place of the message in its mailbox, from 1.
    private static func draft(
        of mail: MailMessage, remarks: [String], source: IntakeSource, path: SourcePath, number: Int?
    ) async -> RecordDraft {
        let text = MailText(mail)
        var body = text.body
        // One mail too long must not keep the others of its mailbox out.
        let isCut = number != nil && body.count >= Record.largestBody
        if isCut { body = beginning(of: body) }
        var draft = RecordDraft(
            kind: .email, day: mail.date?.day, time: mail.date?.time,
            title: title(mail, body: body, path: path, number: number), body: "",
            remarks: remarks + text.remarks)
        draft.details = details(mail, title: draft.title)
        if !text.attachments.isEmpty {
            draft.details["attachments"] = .list(text.attachments.map(\.line))
        }
        text.events.first?.addDetails(to: &draft.details)
        addReport(text.report, of: mail, to: &draft)
        if mail.date == nil {
            draft.remarks.append(
                mail.unreadDate == nil
                    ? "The mail has no Date header." : "The mail's Date header can't be read.")
            draft.day = path.day
            if path.day != nil {
                draft.guesses.append(ImportGuess(field: "date", basis: "the file's name", certainty: .likely))
            }
        }
        draft.remarks += mail.marks.union(MaildirName(path).marks).sorted().map(\.remark)
        draft.participants = participants(mail, text.events)
        RecordText.finish(&draft, body: body, encoding: text.encoding, format: "email")
        if draft.body.isEmpty { draft.remarks.append("The mail has no text.") }
        if isCut { draft.remarks.append("The mail's text is longer than 16 MiB; the rest was left out.") }
        await MailDocuments.add(text.attachments, of: source, to: &draft)
        return draft
    }

    /// As many whole lines as a record may hold.
    private static func beginning(of body: [UInt8]) -> [UInt8] {
        let most = body.prefix(Record.largestBody - 1)
        if let end = most.lastIndex(of: 0x0A), end > 0 { return Array(most[..<end]) }
        var end = most.endIndex
        while end > 0, body[end] & 0xC0 == 0x80 { end -= 1 }
        return Array(body[..<end])
    }

    private static func title(_ mail: MailMessage, body: [UInt8], path: SourcePath, number: Int?) -> String {
        if let subject = mail.subject?.shortened(to: 120), !subject.isEmpty { return subject }
        if let line = TextHead(body).firstLine?.shortened(to: 120), !line.isEmpty { return line }
        let name = number.map { "\(path.stem) \($0)" } ?? path.stem
        return name.shortened(to: 120).isEmpty ? "mail" : name.shortened(to: 120)
    }

    private static func details(_ mail: MailMessage, title: String) -> RecordDetails {
        var details = RecordDetails()
        if let subject = mail.subject, subject != title { details["subject"] = .text(subject) }
        if let from = mail.from { details["from"] = .text(from) }
        if !mail.to.isEmpty { details["to"] = .list(mail.to.map(\.text)) }
        if !mail.cc.isEmpty { details["cc"] = .list(mail.cc.map(\.text)) }
        if let id = mail.messageID { details["message-id"] = .text(id) }
        if let id = mail.inReplyTo { details["in-reply-to"] = .text(id) }
        if !mail.references.isEmpty { details["references"] = .list(mail.references) }
        if let date = mail.unreadDate { details["date-header"] = .text(date) }
        return details
    }

    /// Says that a mail is a notice about another mail that was not, or not yet, delivered.
    private static func addReport(
        _ report: DeliveryReport?, of mail: MailMessage, to draft: inout RecordDraft
    ) {
        if let report {
            let action = report.action ?? "unknown"
            draft.details["bounce"] = .text(action)
            if !report.recipients.isEmpty { draft.details["bounce-recipients"] = .list(report.recipients) }
            draft.remarks.append("The mail is a mail system's report on a delivery: \(action).")
        } else if DeliveryReport.isLikely(mail) {
            draft.details["bounce"] = .text("unknown")
            draft.remarks.append("The mail looks like a mail system's notice that a mail was not delivered.")
        }
    }

    /// Handles in display names and local parts of From, To and Cc, and of those an event names.
    private static func participants(_ mail: MailMessage, _ events: [CalendarEvent]) -> [Handle] {
        var found: [Handle] = []
        let invited = events.flatMap { [$0.organiser].compactMap(\.self) + $0.attendees }
        for address in mail.senders + mail.to + mail.cc + invited {
            var handles = Handles.found(in: [address.name ?? ""])
            if let handle = Handles.handle(ofAddress: address.address ?? "") { handles.append(handle) }
            for handle in handles where !found.contains(handle) { found.append(handle) }
        }
        return found
    }
}
