/// What a workshop leads to: an implication or a recommendation, versioned, with what it rests on and who shaped it
/// (format.md §20.3).
///
/// - Invariant: ``versions`` is never empty.
package struct Recommendation: Hashable, Sendable, Codable {
    package let id: RecommendationID
    package var kind: Kind
    /// The oldest first; a change adds one.
    package var versions: [Version]
    /// As for ``Record/nonce``.
    package var nonce: String

    package init(id: RecommendationID, kind: Kind, versions: [Version], nonce: String) {
        self.id = id
        self.kind = kind
        self.versions = versions
        self.nonce = nonce
    }

    /// What it says now.
    package var latest: Version { versions[versions.count - 1] }

    package var path: String { id.path }

    /// The largest file of one, in bytes: 1 MiB.
    package static let largest = 1 << 20

    package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// What follows from the findings and from what was said.
        case implication
        /// What ought to be done.
        case recommendation
    }

    /// What it says, and rests on, from one change to the next.
    package struct Version: Hashable, Sendable, Codable {
        /// The operation that made it, or one that follows from two that were joined.
        package let id: OperationID
        /// Counts from 1; two that were made beside each other may share one.
        package var number: Int
        package var statement: String
        /// In the order in which they were linked; none twice.
        package var links: [Link]
        /// Participants who helped to shape it, besides those whose cards it rests on.
        package var shapers: [Handle]
        package var written: Provenance
        package var cause: Cause
        package var reason: String?

        package init(
            id: OperationID, number: Int = 1, statement: String, links: [Link] = [], shapers: [Handle] = [],
            written: Provenance, cause: Cause = .new, reason: String? = nil
        ) {
            self.id = id
            self.number = number
            self.statement = statement
            self.links = links
            self.shapers = shapers
            self.written = written
            self.cause = cause
            self.reason = reason
        }
    }

    /// What made a version.
    package enum Cause: String, Hashable, Sendable, Codable, CaseIterable {
        case new
        /// Its statement was changed.
        case edit
        /// What it rests on, or who shaped it, alone.
        case links
        /// Two people changed it in copies of their own.
        case join
    }

    /// Something it rests on.
    package enum Link: Hashable, Sendable {
        case card(WorkshopID, CardID)
        case cluster(WorkshopID, BoardPartID)
        /// A finding, in the version that was the newest.
        case finding(FindingID, OperationID)
        /// A coding of a record; the record as a whole without it.
        case record(RecordID, CodingID?)
        /// An implication, or another recommendation.
        case recommendation(RecommendationID)
    }
}

/// Names one recommendation for as long as the study lives: `r-7f3k9`, or a name somebody chose, such as `bus-fares`.
package struct RecommendationID: RawRepresentable, Hashable, Sendable, Codable {
    package let rawValue: String

    /// 1 to 40 small letters and digits of ASCII, and dashes inside, because it names a file.
    package init?(rawValue: String) {
        guard RoundID(rawValue: rawValue) != nil else { return nil }
        self.rawValue = rawValue
    }

    /// The recommendation at a study path; `nil` for any other path.
    package init?(path: some StringProtocol) {
        guard path.hasPrefix("recommendations/"), path.hasSuffix(".yaml") else { return nil }
        self.init(rawValue: String(path.dropFirst(16).dropLast(5)))
    }

    /// Where it lies in the study.
    package var path: String { "recommendations/\(rawValue).yaml" }
}

extension RecommendationID: Comparable, CustomStringConvertible {
    package static func < (left: RecommendationID, right: RecommendationID) -> Bool {
        left.rawValue < right.rawValue
    }
    package var description: String { rawValue }
}

extension Recommendation.Version {
    /// What can't be in a version, as a sentence; `nil` for a possible one.
    package var problem: String? {
        if statement.allSatisfy(\.isWhitespace) { return "It needs a statement." }
        if [statement, reason ?? ""].contains(where: { $0.unicodeScalars.count > Finding.longestText }) {
            return "A statement and a reason have 4000 characters at most."
        }
        if Set(links).count != links.count { return "It has a link twice." }
        if Set(shapers).count != shapers.count { return "Somebody who shaped it stands in it twice." }
        if number < 1 { return "A version counts from 1." }
        return nil
    }

    /// Whether it says and rests on the same as another.
    package func isSame(as other: Self) -> Bool {
        statement == other.statement && links == other.links && shapers == other.shapers
    }

    /// Puts its words through a function.
    package func rewritten(_ change: (String) -> String) -> Self {
        var version = self
        version.statement = change(statement)
        version.reason = reason.map(change)
        return version
    }
}
