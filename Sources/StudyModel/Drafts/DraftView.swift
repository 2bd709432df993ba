/// What a report draft waits for.
package struct DraftWait: Hashable, Sendable, Codable {
    package enum What: String, Hashable, Sendable, Codable, CaseIterable {
        /// For comments, until the round's day.
        case comments
        /// For somebody to answer comments.
        case answers
        /// For a version that takes in what was accepted.
        case taking
        /// For an end of a round in which everything is settled.
        case closing
        /// For sign-offs of the newest version.
        case signatures
    }

    package var what: What
    /// How many of it; 1 where it can't be counted.
    package var count: Int
    /// Whether the round's day is over.
    package var isOverdue: Bool

    package init(_ what: What, count: Int = 1, isOverdue: Bool) {
        self.what = what
        self.count = count
        self.isOverdue = isOverdue
    }
}

/// A citation with what it leads to now.
package struct CitationView: Hashable, Sendable, Codable {
    /// As it stands between the brackets.
    package var citation: String
    /// The line it stands on, from 1.
    package var line: Int
    /// The paragraph it stands in.
    package var paragraph: Int?
    /// What it shows, in a line; absent where it shows nothing.
    package var shows: String?
    /// Why nothing with it may go out; absent where it may.
    package var refusal: String?
    /// What changed since somebody last looked; absent where nothing did.
    package var stale: String?

    package init(
        citation: String, line: Int, paragraph: Int? = nil, shows: String? = nil, refusal: String? = nil,
        stale: String? = nil
    ) {
        self.citation = citation
        self.line = line
        self.paragraph = paragraph
        self.shows = shows
        self.refusal = refusal
        self.stale = stale
    }
}

/// A report draft as lists show it.
package struct DraftHead: Hashable, Sendable, Codable {
    package var id: ReportDraftID
    package var title: String
    package var stage: DraftStage
    package var version: Int
    package var comments: Int
    /// Comments that are not settled.
    package var unsettled: Int
    /// The day of the last comment round that is open.
    package var due: CalendarDay?
    /// Those whose sign-off is asked for and does not stand.
    package var unsigned: [String]
    package var changed: Provenance
    package var waits: [DraftWait]

    package init(_ draft: ReportDraft, waits: [DraftWait]) {
        id = draft.id
        title = draft.title
        stage = draft.stage
        version = draft.latest.number
        comments = draft.comments.count
        unsettled = draft.comments.count { !$0.isSettled }
        due = draft.openRounds.last?.due
        unsigned = draft.unsigned
        changed = draft.latest.written
        self.waits = waits
    }
}

/// One version of a report draft, with what happened around it.
package struct DraftView: Hashable, Sendable, Codable {
    package var id: ReportDraftID
    package var title: String
    package var stage: DraftStage
    /// The number of the version that is shown.
    package var version: Int
    /// Its id.
    package var base: OperationID
    package var isLatest: Bool
    /// As it was written, with its citations.
    package var text: String
    /// The same with what the citations show, and the number of each paragraph in brackets before it.
    package var shown: String
    package var citations: [CitationView]
    /// Lines, from 1, with two brackets that are not closed or hold no citation; `nil` where there are none.
    package var strange: [Int]?
    /// Every version without its text, the oldest first.
    package var versions: [ReportDraft.Version]
    package var rounds: [CommentRound]
    package var comments: [DraftComment]
    package var signatures: [DraftSignature]
    /// Those whose sign-off is asked for and does not stand.
    package var unsigned: [String]
    package var waits: [DraftWait]
    /// Its file inside the study's folder.
    package var path: String
    /// What was done besides, a sentence each.
    package var remarks: [String]
    /// What a write was; absent when nothing was asked to change or nothing did.
    package var operation: OperationID?

    package init(
        _ draft: ReportDraft, version: ReportDraft.Version, text: String, shown: String,
        citations: [CitationView], waits: [DraftWait], remarks: [String] = [], operation: OperationID? = nil
    ) {
        id = draft.id
        title = draft.title
        stage = draft.stage
        self.version = version.number
        base = version.id
        isLatest = version.id == draft.latest.id
        self.text = text
        self.shown = shown
        self.citations = citations
        let lines = DraftSource(text).strange
        strange = lines.isEmpty ? nil : lines
        versions = draft.versions.map { version in
            var bare = version
            bare.text = nil
            return bare
        }
        rounds = draft.rounds
        comments = draft.comments
        signatures = draft.signatures
        unsigned = draft.unsigned
        self.waits = waits
        path = draft.path
        self.remarks = remarks
        self.operation = operation
    }
}
