internal import StudyModel

/// One text of a source, and how names are written in it.
struct DraftField {
    enum Role {
        /// Sentences: a name becomes `[SP66]`.
        case prose
        /// People by position, such as an e-mail's `from`: a name becomes `SP66`, and what is no handle is a suspect.
        case people
        /// Anything else a person may have written: `SP66`.
        case value
        /// Ids of mails, which must stay alike where they were alike; known names go, nobody is asked.
        case link
    }

    /// `body`, `title`, or a detail's key; behind a number for a part, as in `2.body`.
    var name: String
    var role: Role
}

extension RecordDraft {
    /// Puts every text of the source and its parts through a function.
    ///
    /// The same order each time: body, title, details by key, memos, parts.
    mutating func rewrite(_ change: (DraftField, String) -> String) { rewrite(below: "", change) }

    private mutating func rewrite(below prefix: String, _ change: (DraftField, String) -> String) {
        body = change(DraftField(name: prefix + "body", role: .prose), body)
        title = change(DraftField(name: prefix + "title", role: .prose), title)
        for (key, value) in details.sorted {
            let field = DraftField(name: prefix + key, role: Self.role(of: key))
            switch value {
            case .text(let text): details[key] = .text(change(field, text))
            case .list(let items): details[key] = .list(items.map { change(field, $0) })
            case .number: break
            }
        }
        for index in memos.indices {
            memos[index].author = memos[index].author.map {
                change(DraftField(name: prefix + "memo-author", role: .people), $0)
            }
            memos[index].quote = memos[index].quote.map {
                change(DraftField(name: prefix + "memo-quote", role: .prose), $0)
            }
            memos[index].text = change(DraftField(name: prefix + "memo", role: .prose), memos[index].text)
        }
        for index in parts.indices { parts[index].rewrite(below: "\(prefix)\(index + 1).", change) }
    }

    /// How names are written in a detail.
    ///
    /// What the product makes itself is looked at too: a file's own front matter may use the same keys.
    static func role(of key: String) -> DraftField.Role {
        switch key {
        case "from", "to", "cc", "bcc", "reply-to", "speakers", "present", "apologies", "chair", "scribes",
            "attendees", "bounce-recipients":
            .people
        case "message-id", "in-reply-to", "references": .link
        case "subject", "agenda", "actions", "decisions", "reason": .prose
        default: .value
        }
    }
}

extension Record {
    /// Puts every text of a stored version through a function, as ``RecordDraft/rewrite(_:)`` does.
    mutating func rewrite(_ change: (DraftField, String) -> String) {
        var draft = RecordDraft(kind: kind, title: title, details: details, body: body)
        draft.rewrite(change)
        (title, details, body) = (draft.title, draft.details, draft.body)
    }
}
