/// A report draft as a person begins it.
package struct DraftPlan: Hashable, Sendable, Codable {
    package var name: String
    package var title: String
    /// Markdown with citations.
    package var text: String
    package var cleared: Bool?

    package init(name: String, title: String, text: String, cleared: Bool? = nil) {
        self.name = name
        self.title = title
        self.text = text
        self.cleared = cleared
    }
}

/// What a change makes of a draft; what is absent stays.
package struct DraftChanges: Hashable, Sendable, Codable {
    package var title: String?
    package var text: String?
    package var reason: String?
    /// The numbers of comments that the version takes in.
    package var takesIn: [Int]?
    /// Names the newest version of each finding it cites, and takes everything else as it is now.
    package var refreshes: Bool?
    /// The id of the version the change started from; whatever is newest without it.
    package var base: OperationID?
    package var cleared: Bool?

    package init() {}
}

/// A comment round as a person asks for it.
package struct CommentRoundPlan: Hashable, Sendable, Codable {
    /// Stakeholder groups, such as `commissioners`, and handles; that of the open round where there is none.
    package var audience: [String]
    package var due: CalendarDay

    package init(audience: [String], due: CalendarDay) {
        self.audience = audience
        self.due = due
    }
}

/// A comment as a person takes it down.
package struct CommentDraft: Hashable, Sendable, Codable {
    /// A stakeholder group or a handle.
    package var who: String
    package var text: String
    /// The paragraph it is about, and the last of several; the whole text without.
    package var from: Int?
    package var to: Int?
    /// The words it is about.
    package var quote: String?
    package var cleared: Bool?

    package init(
        who: String, text: String, from: Int? = nil, to: Int? = nil, quote: String? = nil,
        cleared: Bool? = nil
    ) {
        self.who = who
        self.text = text
        self.from = from
        self.to = to
        self.quote = quote
        self.cleared = cleared
    }
}

/// A Word file with comments in it.
package struct CommentFile: Hashable, Sendable, Codable {
    package var base64: String
    /// Whose comments they are: a stakeholder group or a handle; what the key table says of each name without.
    package var who: String?
    package var cleared: Bool?

    package init(base64: String, who: String? = nil, cleared: Bool? = nil) {
        self.base64 = base64
        self.who = who
        self.cleared = cleared
    }
}

/// What becomes of a comment, as a person says it.
package struct CommentAnswer: Hashable, Sendable, Codable {
    /// The comment's number.
    package var comment: Int
    package var outcome: ReportDraft.Outcome
    package var reason: String?
    /// The number of the version that took it in.
    package var version: Int?
    package var cleared: Bool?

    package init(
        comment: Int, outcome: ReportDraft.Outcome, reason: String? = nil, version: Int? = nil,
        cleared: Bool? = nil
    ) {
        self.comment = comment
        self.outcome = outcome
        self.reason = reason
        self.version = version
        self.cleared = cleared
    }
}

/// A sign-off as a person records it.
package struct SignOff: Hashable, Sendable, Codable {
    /// A stakeholder group or a handle.
    package var who: String
    /// The number of the version; the newest without it.
    package var version: Int?

    package init(who: String, version: Int? = nil) {
        self.who = who
        self.version = version
    }
}
