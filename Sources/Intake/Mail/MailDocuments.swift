import StudyModel

/// Makes drafts of the documents that came with a mail.
enum MailDocuments {
    /// Reads attachments as files of their own and adds what they become to the mail's draft.
    ///
    /// What can't be read becomes a remark that names it. A document without a day has the mail's. Mails inside
    /// mails inside mails are read ``MailLimits/nesting`` deep.
    static func add(_ attachments: [MailAttachment], of source: IntakeSource, to draft: inout RecordDraft)
        async
    {
        var count = 0
        var bytes = 0
        for attachment in attachments {
            guard let content = attachment.content else { continue }
            count += 1
            bytes += content.count
            let limit = source.nesting < MailLimits.nesting ? MailLimits.documents[source.nesting] : 0
            guard count <= limit, bytes <= MailLimits.documentBytes else {
                draft.remarks.append("Attachments beyond the limits were not read, only named.")
                return
            }
            var inner = source
            inner.path = attachment.documentName
            inner.bytes = content
            inner.nesting += 1
            inner.overrides = RecordOverrides(
                participants: source.overrides.participants, speakers: source.overrides.speakers)
            await add(inner, to: &draft, day: source.overrides.day ?? draft.day)
        }
    }

    private static func add(_ source: IntakeSource, to draft: inout RecordDraft, day: CalendarDay?) async {
        do throws(StudyError) {
            let parts = try await Intake.drafts(from: source)
            guard parts.count <= MailLimits.partsOfDocument else {
                draft.remarks.append(
                    "An attachment was named but not imported: '\(source.path)' holds \(parts.count) records; "
                        + "save it and import it by itself.")
                return
            }
            for var part in parts {
                part.day = part.day ?? day
                part.details["file-name"] = .text(source.path)
                draft.parts.append(part)
            }
        } catch {
            draft.remarks.append("An attachment was named but not imported: \(error.message)")
        }
    }
}
