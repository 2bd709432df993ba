/// A preliminary statement with what speaks for it and what against, versioned (format.md §17).
///
/// Every version stays in the file as it was; a change adds one.
///
/// - Invariant: ``versions`` is never empty.
package struct Finding: Hashable, Sendable, Codable {
    package let id: FindingID
    /// The oldest first.
    package var versions: [Version]
    /// As for ``Record/nonce``.
    package var nonce: String

    package init(id: FindingID, versions: [Version], nonce: String) {
        self.id = id
        self.versions = versions
        self.nonce = nonce
    }

    /// What it says now.
    package var latest: Version { versions[versions.count - 1] }

    package var path: String { id.path }

    /// The largest file of a finding, in bytes: 1 MiB.
    package static let largest = 1 << 20
    /// The longest statement and the longest word on where was looked, in Unicode scalars.
    package static let longestText = 4000

    /// What the finding says, and rests on, from one change to the next.
    package struct Version: Hashable, Sendable, Codable {
        /// The operation that made it, or one that follows from two that were joined.
        package let id: OperationID
        /// Counts from 1; two that were made beside each other may share one.
        package var number: Int
        package var state: State
        package var statement: String
        /// In the order in which they were linked; none twice.
        package var links: [Link]
        /// Where evidence against it was looked for without finding any.
        package var searched: String?
        package var written: Provenance
        package var cause: Cause
        package var reason: String?
        /// The feedback cycle in which it was decided.
        package var cycle: CycleID?
        /// The responses that led to it.
        package var responses: [OperationID]

        package init(
            id: OperationID, number: Int = 1, state: State = .standing, statement: String, links: [Link] = [],
            searched: String? = nil, written: Provenance, cause: Cause = .new, reason: String? = nil,
            cycle: CycleID? = nil, responses: [OperationID] = []
        ) {
            self.id = id
            self.number = number
            self.state = state
            self.statement = statement
            self.links = links
            self.searched = searched
            self.written = written
            self.cause = cause
            self.reason = reason
            self.cycle = cycle
            self.responses = responses
        }
    }

    package enum State: String, Hashable, Sendable, Codable, CaseIterable {
        case standing
        /// Given up in a feedback cycle.
        case dropped
    }

    /// What made a version.
    package enum Cause: String, Hashable, Sendable, Codable, CaseIterable {
        /// It is the first.
        case new
        /// Somebody changed it, for a reason.
        case edit
        /// Evidence was linked or taken away.
        case evidence
        /// It was decided in a feedback cycle, from responses.
        case decision
        /// Two people changed it in copies of their own.
        case join
    }

    /// A piece of evidence.
    package struct Link: Hashable, Sendable, Codable {
        package var side: Side
        package var record: RecordID
        /// A coding of the record; the record as a whole without it.
        package var coding: CodingID?

        package init(_ side: Side, _ record: RecordID, coding: CodingID? = nil) {
            self.side = side
            self.record = record
            self.coding = coding
        }
    }

    package enum Side: String, Hashable, Sendable, Codable, CaseIterable {
        case supports
        case disconfirms
    }
}

extension Finding.Version {
    /// Whether evidence against it is linked, or it is said where it was looked for.
    package var isExamined: Bool {
        links.contains { $0.side == .disconfirms } || !(searched ?? "").allSatisfy(\.isWhitespace)
    }

    /// What can't be in a version, as a sentence; `nil` for a possible one.
    package var problem: String? {
        if statement.allSatisfy(\.isWhitespace) { return "A finding needs a statement." }
        let texts = [statement, searched ?? "", reason ?? ""]
        if texts.contains(where: { $0.unicodeScalars.count > Finding.longestText }) {
            return "A statement, a reason and a word on where was looked have 4000 characters at most."
        }
        if Set(links).count != links.count { return "The finding has a link twice." }
        if number < 1 { return "A version counts from 1." }
        return nil
    }

    /// Whether it says and rests on the same as another.
    package func isSame(as other: Self) -> Bool {
        state == other.state && statement == other.statement && links == other.links
            && searched == other.searched
    }

    /// Puts its words through a function.
    package func rewritten(_ change: (String) -> String) -> Self {
        var version = self
        version.statement = change(statement)
        version.searched = searched.map(change)
        version.reason = reason.map(change)
        return version
    }
}
