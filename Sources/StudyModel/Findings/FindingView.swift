/// A piece of evidence as a person names it: a record, or a coding of it.
package struct EvidenceDraft: Hashable, Sendable, Codable {
    package var side: Finding.Side
    /// A part of a record's id.
    package var record: String
    /// The end of a coding's id; the record as a whole without it.
    package var coding: String?

    package init(_ side: Finding.Side, record: String, coding: String? = nil) {
        self.side = side
        self.record = record
        self.coding = coding
    }
}

/// A finding as a person asks for it.
package struct FindingDraft: Hashable, Sendable, Codable {
    package var statement: String
    /// Made by the study without it.
    package var name: String?
    package var links: [EvidenceDraft]?
    /// Where evidence against it was looked for without finding any.
    package var searched: String?
    package var cleared: Bool?

    package init(
        statement: String, name: String? = nil, links: [EvidenceDraft]? = nil, searched: String? = nil,
        cleared: Bool? = nil
    ) {
        self.statement = statement
        self.name = name
        self.links = links
        self.searched = searched
        self.cleared = cleared
    }
}

/// What a change makes of a finding; what is absent stays.
package struct FindingChanges: Hashable, Sendable, Codable {
    package var statement: String?
    /// Empty takes the word on where was looked away.
    package var searched: String?
    /// Why the statement changes.
    package var reason: String?
    /// Evidence to link.
    package var links: [EvidenceDraft]?
    /// Evidence to take away, by its number from 1.
    package var unlink: [Int]?
    /// The id of the version the change started from; whatever is newest without it.
    package var base: OperationID?
    package var cleared: Bool?

    package init() {}
}

/// A piece of evidence with what it leads to now.
package struct EvidenceView: Hashable, Sendable, Codable {
    package var link: Finding.Link
    /// The record's title; absent where it is gone.
    package var title: String?
    package var kind: RecordKind?
    package var day: CalendarDay?
    /// The path of the coding's code, or its name where the study has the code no more.
    package var code: String?
    /// The words the coding stands on; absent for a whole record.
    package var quote: String?
    /// Whether record or coding are not in the study any more, or not to be seen while a round is open.
    package var isGone: Bool

    package init(
        link: Finding.Link, title: String? = nil, kind: RecordKind? = nil, day: CalendarDay? = nil,
        code: String? = nil, quote: String? = nil, isGone: Bool = false
    ) {
        self.link = link
        self.title = title
        self.kind = kind
        self.day = day
        self.code = code
        self.quote = quote
        self.isGone = isGone
    }
}

/// A finding as lists show it.
package struct FindingHead: Hashable, Sendable, Codable {
    package var id: FindingID
    package var version: Int
    package var state: Finding.State
    package var statement: String
    package var supports: Int
    package var disconfirms: Int
    /// Whether evidence against it is linked, or it is said where it was looked for.
    package var isExamined: Bool
    package var changed: Provenance
    /// Cycles it is in that are not closed.
    package var cycles: [CycleID]

    package init(_ finding: Finding, cycles: [CycleID]) {
        let latest = finding.latest
        id = finding.id
        version = latest.number
        state = latest.state
        statement = latest.statement
        supports = latest.links.count { $0.side == .supports }
        disconfirms = latest.links.count { $0.side == .disconfirms }
        isExamined = latest.isExamined
        changed = latest.written
        self.cycles = cycles
    }
}

/// One version of a finding with what its evidence leads to now.
package struct FindingView: Hashable, Sendable, Codable {
    package var id: FindingID
    package var version: Finding.Version
    /// How many versions there are.
    package var versions: Int
    package var isLatest: Bool
    /// In the order of the version's links.
    package var evidence: [EvidenceView]
    /// Cycles it is or was in, the newest first.
    package var cycles: [CycleID]
    /// Its file inside the study's folder.
    package var path: String
    /// What a write was; absent when nothing was asked to change or nothing did.
    package var operation: OperationID?

    package init(
        _ finding: Finding, version: Finding.Version, evidence: [EvidenceView], cycles: [CycleID],
        operation: OperationID? = nil
    ) {
        id = finding.id
        self.version = version
        versions = finding.versions.count
        isLatest = version.id == finding.latest.id
        self.evidence = evidence
        self.cycles = cycles
        path = finding.path
        self.operation = operation
    }
}

/// What made a version of a finding, and how it differs from the one before.
package struct FindingStep: Hashable, Sendable, Codable {
    package var version: Finding.Version
    /// The number of the version it is compared with; absent for the first.
    package var before: Int?
    /// What the finding said before, where it says something else now.
    package var statementBefore: String?
    package var linked: [Finding.Link]
    package var unlinked: [Finding.Link]
    /// The answers that caused it, as they are known.
    package var responses: [CycleResponse]

    package init(
        _ version: Finding.Version, after before: Finding.Version?, responses: [CycleResponse] = []
    ) {
        self.version = version
        self.before = before?.number
        statementBefore = before.flatMap { $0.statement == version.statement ? nil : $0.statement }
        let (had, has) = (before?.links ?? [], version.links)
        linked = has.filter { !had.contains($0) }
        unlinked = had.filter { !has.contains($0) }
        self.responses = responses
    }
}
