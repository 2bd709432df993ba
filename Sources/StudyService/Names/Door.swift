internal import Pseudonymisation
internal import StudyArchive
internal import StudyModel

/// What every text passes on its way into the study (DESIGN §6): known names are replaced, then whatever may still be
/// a name is pointed out.
///
/// A value: one door serves many texts at once, until the key table changes.
struct Door: Sendable {
    let replacer: Replacer
    let scanner: SuspectScanner
    /// Whether a source goes on when nothing is suspected in it.
    let policy: NamePolicy
    /// Makes digests of mails' ids that nobody can guess at.
    let secret: [UInt8]

    init(table: KeyTable, words: WordLists, prefixes: [String], policy: NamePolicy, secret: [UInt8]) {
        replacer = Replacer(table, words: words)
        scanner = SuspectScanner(words: words, table: table, handlePrefixes: prefixes)
        self.policy = policy
        self.secret = secret
    }

    /// A source with known names replaced.
    struct Passage: Sendable {
        var draft: RecordDraft
        /// In the order of ``RecordDraft/rewrite(_:)``.
        var replaced: [ReplacedName] = []
        var suspects: [WaitingSuspect] = []
    }

    /// Replaces known names and looks for others.
    ///
    /// - Parameter settled: words a person has said are no names in this source, in lower case.
    func pass(_ draft: RecordDraft, settled: Set<String> = []) -> Passage {
        var passage = Passage(draft: draft)
        var suspects = SuspectList(settled: settled)
        passage.draft.rewrite { field, text in
            let (new, replaced, ambiguous) = replaced(text, in: field)
            passage.replaced += replaced
            if field.role != .link {
                suspects.add(ambiguous + self.suspects(in: new, of: field), in: new, field: field.name)
            }
            return new
        }
        passage.draft.nameParticipants()
        passage.suspects = suspects.all
        return passage
    }

    /// One text with known names replaced, such as a reason.
    func replacing(_ text: String, in field: DraftField) -> (text: String, replaced: [ReplacedName]) {
        let (text, replaced, _) = replaced(text, in: field)
        return (text, replaced)
    }

    private func replaced(
        _ text: String, in field: DraftField
    ) -> (text: String, replaced: [ReplacedName], ambiguous: [Suspect]) {
        let result = replacer.replace(text, style: field.role == .prose ? .prose : .field)
        if field.role == .link, !result.changes.isEmpty { return (opaque(text), [], []) }
        var new = result.text
        if field.role == .prose, !result.changes.isEmpty { new = SpeakerBrackets.removed(from: new) }
        if field.role == .people { new = AddressLine.shortened(new) }
        let replaced = result.changes.map { ReplacedName($0, in: field.name) }
        // Where brackets were taken away since, places have moved; the scan finds those names again.
        return (new, replaced, new == result.text ? result.ambiguous : [])
    }

    /// A mail's id that names somebody, as one that names nobody and is the same wherever it stands.
    private func opaque(_ id: String) -> String {
        "<\(Digest.hex(secret + Array(id.utf8)).prefix(32))@replaced.invalid>"
    }

    private func suspects(in text: String, of field: DraftField) -> [Suspect] {
        var found = scanner.suspects(in: text, atLeast: Self.least)
        if !found.isEmpty {
            let ids = IdentifierPlaces(in: text)
            found.removeAll { ids.cover($0.range) }
        }
        guard field.role == .people, found.isEmpty, !AddressLine.isSettled(text) else { return found }
        return [
            Suspect(
                range: 0..<text.unicodeScalars.count, kind: .person, certainty: .likely,
                reasons: ["stands where a person is named"])
        ]
    }

    /// From which certainty on a source waits.
    private static let least = Certainty.possible
}

/// One replacement, as the vault's log keeps it.
struct ReplacedName: Codable, Hashable, Sendable {
    var field: String
    /// In Unicode scalars of the text as it came.
    var span: Range<Int>
    var stood: String
    /// Without brackets.
    var replacement: String
    var rule: String

    init(_ change: Change, in field: String) {
        self.field = field
        span = change.original
        stood = change.stood
        replacement = change.replacement.trimmingBrackets
        rule = change.rule.rawValue
    }
}

extension String {
    /// Without one pair of square brackets around it.
    fileprivate var trimmingBrackets: String {
        hasPrefix("[") && hasSuffix("]") ? String(dropFirst().dropLast()) : self
    }
}

extension RecordDraft {
    /// Takes in the handles that stand where people are named: in address lines, among speakers and those present.
    fileprivate mutating func nameParticipants() {
        for (key, value) in details.sorted where Self.role(of: key) == .people {
            let items: [String] =
                switch value {
                case .text(let text): [text]
                case .list(let items): items
                case .number: []
                }
            // Those who sent their apologies were not there.
            guard key != "apologies" else { continue }
            for handle in items.compactMap({ Handle(rawValue: $0) }) where !participants.contains(handle) {
                participants.append(handle)
            }
        }
        for index in parts.indices { parts[index].nameParticipants() }
    }
}
