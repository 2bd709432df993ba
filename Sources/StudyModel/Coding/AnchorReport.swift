/// What became of a record's codings when its text changed.
package struct AnchorReport: Hashable, Sendable, Codable {
    /// What became of one coding.
    package enum Outcome: String, Hashable, Sendable, Codable, CaseIterable {
        /// It stands where it stood, on the same words.
        case kept
        /// It stands on the same words at another place.
        case moved
        /// Names in it were replaced; it means the same words.
        case renamed
        /// Some of its words were changed; somebody has to look.
        case changed
        /// Its words are back after a change or a loss.
        case restored
        /// Its words are gone, now or since an earlier version.
        case lost
    }

    /// One coding that isn't where it was or isn't on the words it was on.
    package struct Entry: Hashable, Sendable, Codable {
        package var id: CodingID
        package var code: CodeID
        package var outcome: Outcome
        /// The words it stood on; `nil` after a renaming, which must not keep them.
        package var oldQuote: String?
        /// The words it stands on; `nil` for a lost one.
        package var newQuote: String?

        package init(id: CodingID, code: CodeID, outcome: Outcome, oldQuote: String?, newQuote: String?) {
            self.id = id
            self.code = code
            self.outcome = outcome
            self.oldQuote = oldQuote
            self.newQuote = newQuote
        }
    }

    /// Codings of the record as a whole and those on untouched words at the same place.
    package private(set) var kept = 0
    /// All others, in the order the codings came in.
    package private(set) var entries: [Entry] = []

    package init() {}

    package var moved: Int { count(.moved) }
    package var renamed: Int { count(.renamed) }
    package var changed: Int { count(.changed) }
    package var restored: Int { count(.restored) }
    package var lost: Int { count(.lost) }

    /// The codings that somebody has to look at.
    package var doubtful: [Entry] { entries(.changed) + entries(.lost) }

    /// The codings of one outcome; ``Outcome/kept`` ones are counted only.
    package func entries(_ outcome: Outcome) -> [Entry] { entries.filter { $0.outcome == outcome } }

    private func count(_ outcome: Outcome) -> Int { entries.count { $0.outcome == outcome } }

    /// Adds what became of one coding; `nil` for one of the record as a whole.
    package mutating func add(_ entry: Entry?) {
        if let entry, entry.outcome != .kept { entries.append(entry) } else { kept += 1 }
    }

    /// Adds what became of others.
    package mutating func add(_ other: AnchorReport) {
        kept += other.kept
        entries += other.entries
    }

    /// Whether it is about no coding at all.
    package var isEmpty: Bool { kept == 0 && entries.isEmpty }
}
