import StudyModel

/// Makes drafts of mail.
enum MailDraft {
    /// - Throws: `import.unreadable` where no message is found, `import.too_large` beyond ``MailLimits``.
    static func draft(of bytes: [UInt8], path: SourcePath) throws(StudyError) -> RecordDraft {
        try MailBounds.check(bytes, isMailbox: false, path: path)
        guard let (mail, remarks) = MailReader.message(withoutSeparator(bytes)) else {
            throw StudyError(
                .importUnreadable, "'\(path.full)' is named as a mail but holds no message.",
                hint: "Save the mail again from the mail program, as .eml, and import that.")
        }
        return draft(of: mail, remarks: remarks, path: path, number: nil)
    }

    /// - Throws: `import.empty` where a mailbox holds no message, `import.too_large` beyond ``MailLimits``.
    static func drafts(ofMailbox bytes: [UInt8], path: SourcePath) throws(StudyError) -> [RecordDraft] {
        try MailBounds.check(bytes, isMailbox: true, path: path)
        let start = bytes.firstIndex { $0 != 0x0A && $0 != 0x0D } ?? 0
        let content = start == 0 ? bytes : Array(bytes[start...])
        let mails = MailReader.messages(ofMailbox: content, limit: MailLimits.messages)
        guard !mails.isEmpty else {
            throw StudyError(
                .importEmpty, "'\(path.full)' is a mailbox without a message.",
                hint: "Leave it out of the import.")
        }
        return mails.enumerated().map { number, mail in
            draft(of: mail.0, remarks: mail.remarks, path: path, number: mails.count > 1 ? number + 1 : nil)
        }
    }

    /// Without a `From ` line and empty lines before the first header.
    private static func withoutSeparator(_ bytes: [UInt8]) -> [UInt8] {
        var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        while start < bytes.count, bytes[start] == 0x0A || bytes[start] == 0x0D { start += 1 }
        if bytes[start...].starts(with: "From ".utf8) || bytes[start...].starts(with: ">From ".utf8) {
            start = (bytes[start...].firstIndex(of: 0x0A) ?? bytes.count - 1) + 1
        }
        return start == 0 ? bytes : Array(bytes[start...])
    }

    private static func draft(of mail: MailMessage, remarks: [String], path: SourcePath, number: Int?)
        -> RecordDraft
    {
        let text = MailText(mail)
        let body = text.body
        var draft = RecordDraft(
            kind: .email, day: mail.date?.day, time: mail.date?.time,
            title: title(mail, body: body, path: path, number: number), body: "",
            remarks: remarks + text.remarks)
        draft.details = details(mail, title: draft.title)
        if !text.attachments.isEmpty { draft.details["attachments"] = .list(text.attachments) }
        if mail.date == nil {
            draft.remarks.append(
                mail.unreadDate == nil
                    ? "The mail has no Date header." : "The mail's Date header can't be read.")
            draft.day = path.day
            if path.day != nil {
                draft.guesses.append(ImportGuess(field: "date", basis: "the file's name", certainty: .likely))
            }
        }
        draft.participants = participants(mail)
        RecordText.finish(&draft, body: body, encoding: text.encoding, format: "email")
        if draft.body.isEmpty { draft.remarks.append("The mail has no text.") }
        return draft
    }

    private static func title(_ mail: MailMessage, body: [UInt8], path: SourcePath, number: Int?) -> String {
        if let subject = mail.subject?.shortened(to: 120), !subject.isEmpty { return subject }
        if let line = TextHead(body).firstLine?.shortened(to: 120), !line.isEmpty { return line }
        return number.map { "\(path.stem) \($0)" } ?? path.stem
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

    /// Handles in display names and local parts of From, To and Cc.
    private static func participants(_ mail: MailMessage) -> [Handle] {
        var found: [Handle] = []
        for address in mail.senders + mail.to + mail.cc {
            var handles = Handles.found(in: [address.name ?? ""])
            if let handle = Handles.handle(ofAddress: address.address ?? "") { handles.append(handle) }
            for handle in handles where !found.contains(handle) { found.append(handle) }
        }
        return found
    }
}
