/// A report that is written with the people it is about: a text in versions, rounds of comments on it, and who
/// signed it off (format.md §21).
///
/// The text of the newest version is ``body``; of older ones those are kept that a comment round is about.
///
/// - Invariant: ``versions`` is never empty.
package struct ReportDraft: Hashable, Sendable, Codable {
    package let id: ReportDraftID
    package var title: String
    /// The oldest first.
    package var versions: [Version]
    /// What the citations of the newest version led to when somebody last looked.
    package var citations: [Seen]
    package var events: [Event]
    /// As for ``Record/nonce``.
    package var nonce: String
    /// The newest version: Markdown with citations, ending with a line end.
    package var body: String

    package init(
        id: ReportDraftID, title: String, versions: [Version], citations: [Seen] = [], events: [Event] = [],
        nonce: String, body: String
    ) {
        self.id = id
        self.title = title
        self.versions = versions
        self.citations = citations
        self.events = events
        self.nonce = nonce
        self.body = body
    }

    package var path: String { id.path }

    package var latest: Version { versions[versions.count - 1] }

    /// The largest text, in bytes of UTF-8: 1 MiB.
    package static let largestBody = 1 << 20
    /// The largest file with its history, in bytes: 8 MiB.
    package static let largest = 8 << 20
    /// The longest comment, reason and passage that is commented on, in Unicode scalars.
    package static let longestText = 4000
    /// More than this is no history but a fault.
    package static let mostEvents = 10_000

    /// One state of the text.
    package struct Version: Hashable, Sendable, Codable {
        /// The operation that made it, or one that follows from two that were joined.
        package let id: OperationID
        /// Counts from 1; two that were made beside each other may share one.
        package var number: Int
        package var written: Provenance
        package var cause: Cause
        package var reason: String?
        /// The text, of a version that is not the newest and that a comment round is about.
        package var text: String?

        package init(
            id: OperationID, number: Int = 1, written: Provenance, cause: Cause = .new, reason: String? = nil,
            text: String? = nil
        ) {
            self.id = id
            self.number = number
            self.written = written
            self.cause = cause
            self.reason = reason
            self.text = text
        }
    }

    /// What made a version.
    package enum Cause: String, Hashable, Sendable, Codable, CaseIterable {
        /// It is the first.
        case new
        /// Somebody changed the text.
        case edit
        /// Citations were brought up to date.
        case citations
        /// Two people changed it in copies of their own.
        case join
    }

    /// What a citation led to when somebody last looked, without saying it.
    package struct Seen: Hashable, Sendable, Codable {
        /// As it stands in the text: `quote:2021-03-17-interview-sqqv/4q2m9x`.
        package var citation: String
        /// The code of a quote's coding.
        package var code: CodeID?
        package var salt: String
        /// Of what it showed, behind the salt: SHA-256 in hexadecimal.
        package var digest: String

        package init(citation: String, code: CodeID? = nil, salt: String, digest: String) {
            self.citation = citation
            self.code = code
            self.salt = salt
            self.digest = digest
        }
    }

    /// What becomes of a comment.
    package enum Outcome: String, Hashable, Sendable, Codable, CaseIterable {
        case accepted
        case declined
    }

    /// One thing that happened besides the writing.
    package struct Event: Hashable, Sendable, Codable {
        package enum Act: String, Hashable, Sendable, Codable, CaseIterable {
            case shared, commented, answered, closed, signed
        }

        package let id: OperationID
        package var act: Act
        package var by: MemberID
        package var at: Timestamp
        /// Of sharing, comments and closings: the comment round.
        package var round: CommentRoundID?
        /// What was shared or signed, or took a comment in.
        package var version: OperationID?
        /// Of sharing: stakeholder groups and handles.
        package var audience: [String]
        /// Of sharing: the day by which comments are asked for.
        package var due: CalendarDay?
        /// Of a comment or a sign-off: the stakeholder group.
        package var group: String?
        /// Of a comment or a sign-off: who.
        package var handle: Handle?
        /// Of a comment: the record it came in as.
        package var record: RecordID?
        /// Of a comment: the paragraph it is about, and the last of several; the whole text without.
        package var from: Int?
        package var to: Int?
        /// Of a comment: the words it is about.
        package var quote: String?
        /// Of a comment: what it says.
        package var text: String?
        /// Of an answer: the comment.
        package var comment: OperationID?
        package var outcome: Outcome?
        package var reason: String?

        package init(_ act: Act, id: OperationID, by: MemberID, at: Timestamp) {
            self.id = id
            self.act = act
            self.by = by
            self.at = at
            audience = []
        }
    }
}

/// How far a report draft is.
package enum DraftStage: String, Hashable, Sendable, Codable, CaseIterable {
    /// It is written at; nobody is asked for comments.
    case writing
    /// A comment round is open, and there are no comments yet or some that nobody has dealt with.
    case shared
    /// A comment round is open, and every comment is answered and, where it was accepted, taken in.
    case answered
    /// Everybody who was asked last has signed the newest version off.
    case signed
}

/// A version that was given to people for comments.
package struct CommentRound: Hashable, Sendable, Codable {
    package var id: CommentRoundID
    package var version: OperationID
    /// Of the version.
    package var number: Int
    package var audience: [String]
    package var due: CalendarDay
    package var shared: Provenance
    package var isClosed: Bool

    package init(
        id: CommentRoundID, version: OperationID, number: Int, audience: [String], due: CalendarDay,
        shared: Provenance, isClosed: Bool
    ) {
        self.id = id
        self.version = version
        self.number = number
        self.audience = audience
        self.due = due
        self.shared = shared
        self.isClosed = isClosed
    }
}

/// What somebody said of a shared version, and what came of it.
package struct DraftComment: Hashable, Sendable, Codable {
    package enum State: String, Hashable, Sendable, Codable, CaseIterable {
        /// Nobody has answered it.
        case open
        /// It is to be taken in, and no version has yet.
        case accepted
        /// A version took it in.
        case takenIn = "taken-in"
        case declined
    }

    package var id: OperationID
    /// Counts from 1 in the order in which they came.
    package var number: Int
    package var round: CommentRoundID
    package var group: String?
    package var handle: Handle?
    package var record: RecordID?
    /// The paragraph of the shared version it is about; the whole text without one.
    package var from: Int?
    /// The last of several paragraphs.
    package var to: Int?
    package var quote: String?
    package var text: String
    package var at: Timestamp
    /// Who took it down.
    package var by: MemberID
    package var state: State
    package var reason: String?
    /// The number of the version that took it in.
    package var takenIn: Int?

    package init(
        id: OperationID, number: Int, round: CommentRoundID, text: String, at: Timestamp, by: MemberID,
        state: State = .open
    ) {
        self.id = id
        self.number = number
        self.round = round
        self.text = text
        self.at = at
        self.by = by
        self.state = state
    }

    /// Whether nothing is left to be done about it.
    package var isSettled: Bool { state == .takenIn || state == .declined }

    /// Who said it, by handle or group.
    package var who: String { handle?.rawValue ?? group ?? "somebody" }
}

/// A stakeholder's word that a version is right.
package struct DraftSignature: Hashable, Sendable, Codable {
    /// A handle or a group.
    package var who: String
    package var version: OperationID
    /// Of the version.
    package var number: Int
    package var at: Timestamp
    package var by: MemberID
    /// Whether the version is the newest; a later one takes a sign-off back.
    package var stands: Bool

    package init(
        who: String, version: OperationID, number: Int, at: Timestamp, by: MemberID, stands: Bool
    ) {
        self.who = who
        self.version = version
        self.number = number
        self.at = at
        self.by = by
        self.stands = stands
    }
}
