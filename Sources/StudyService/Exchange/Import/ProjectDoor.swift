internal import Pseudonymisation
internal import StudyModel

/// Takes the texts of a project through the door, and counts what may still name somebody.
struct ProjectDoor: Sendable {
    /// `nil` where the study leaves names alone.
    private let door: Door?
    /// How many texts hold what may be a name, and how many such words there are; never the words.
    private(set) var texts = 0
    private(set) var words = 0
    private var known: [String: String] = [:]

    init(_ door: Door?) { self.door = door }

    /// A short text: a name, a comment, a definition.
    mutating func text(_ text: String) -> String {
        guard let door, !text.isEmpty else { return text }
        if let new = known[text] { return new }
        let passage = door.pass(RecordDraft(kind: .fieldNote, title: text, body: ""))
        count(passage.suspects.filter(\.isLikely))
        known[text] = passage.draft.title
        return passage.draft.title
    }

    /// A record to be; what was replaced in it is for the vault's log.
    mutating func draft(_ draft: RecordDraft) -> (draft: RecordDraft, replaced: [ReplacedName]) {
        guard let door else { return (draft, []) }
        let passage = door.pass(draft)
        count(passage.suspects)
        return (passage.draft, passage.replaced)
    }

    /// A body that the study holds already in some form: nothing of it is written, so nobody is asked about it.
    func heldBody(_ body: String) -> String {
        door.map { $0.pass(RecordDraft(kind: .fieldNote, title: "", body: body)).draft.body } ?? body
    }

    /// What a renaming does to words that codings keep.
    func replacing(_ text: String) -> String {
        door.map { $0.replacing(text, in: DraftField(name: "coding", role: .prose)).text } ?? text
    }

    private mutating func count(_ suspects: [WaitingSuspect]) {
        if !suspects.isEmpty { texts += 1 }
        words += suspects.reduce(0) { $0 + $1.count }
    }

    /// Refuses what a person has to look through first.
    func requireNoSuspects(cleared: Bool, hasNews: Bool) throws(StudyError) {
        guard let door, !cleared, hasNews else { return }
        if words > 0 {
            throw StudyError(
                .namesSuspected,
                "\(texts) texts of the project hold \(words) words that may name somebody; nothing was taken in.",
                hint: "Enter the names with 'rir pseudonym add', or repeat with --cleared if none is a name.")
        }
        if door.policy == .hold {
            throw StudyError(
                .namesSuspected,
                "The study holds every text until a person has looked; nothing was taken in.",
                hint: "Look through the project, then repeat with --cleared.")
        }
    }
}
