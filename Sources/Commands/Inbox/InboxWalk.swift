package import StudyModel

/// The suspects of one source, one after another, with what a person decides about each and a way back.
///
/// Nothing is sent from here: what was decided can be undone until it is.
package struct InboxWalk {
    /// Those to decide about now; the ones passed over before are not among them.
    package private(set) var suspects: [WaitingSuspect]
    /// One for each suspect that was answered, in order; `nil` where it was passed over.
    private var answers: [SuspectDecision?] = []
    private var passedOver: Set<String> = []

    package init(_ suspects: [WaitingSuspect]) { self.suspects = suspects }

    /// How many were answered.
    package var position: Int { answers.count }

    /// The one to decide about; `nil` at the end.
    package var current: WaitingSuspect? { position < suspects.count ? suspects[position] : nil }

    package var decisions: [SuspectDecision] { answers.compactMap(\.self) }

    package mutating func decide(_ verdict: SuspectDecision.Verdict, as handle: String? = nil) {
        guard let current else { return }
        answers.append(SuspectDecision(text: current.text, verdict: verdict, handle: handle))
    }

    package mutating func pass() { if current != nil { answers.append(nil) } }

    /// Goes back to the last one; false at the beginning.
    package mutating func undo() -> Bool { answers.popLast() != nil }

    /// Goes on with what is left after the decisions were sent.
    package mutating func renew(_ left: [WaitingSuspect]) {
        for (suspect, answer) in zip(suspects, answers) where answer == nil {
            passedOver.insert(suspect.text)
        }
        suspects = left.filter { !passedOver.contains($0.text) }
        answers = []
    }

    /// The handles to offer for the current one, the likeliest first: those a known name fits, then free ones, of which
    /// none that was given in this walk, and last those that were.
    package func offers(free: [String]) -> [String] {
        let given = decisions.compactMap { $0.verdict == .participant ? $0.handle : nil }
        let known = (current?.candidates ?? []).filter { Handle(rawValue: $0) != nil }
        var offers: [String] = []
        for handle in known + free.compactMap({ Self.next($0, after: given) }) + given
        where !offers.contains(handle) {
            offers.append(handle)
        }
        return offers
    }

    /// The handle itself, or the next one of its prefix that was not given; `nil` for what is no handle.
    private static func next(_ text: String, after given: [String]) -> String? {
        guard var handle = Handle(rawValue: text) else { return nil }
        let digits = text.utf8.count - handle.prefix.utf8.count
        while given.contains(handle.rawValue) {
            let number = (handle.number + 1).padded(to: digits)
            guard let next = Handle(rawValue: handle.prefix + number) else { return nil }
            handle = next
        }
        return handle.rawValue
    }
}
