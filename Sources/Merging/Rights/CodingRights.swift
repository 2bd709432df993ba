internal import CodingLogic
internal import StudyModel

/// A record's text as codings stand on it.
struct RecordText {
    let sha256: String
    let version: Int?
    private let body: [Unicode.Scalar]

    /// - Parameter record: what the file can be read as; on what can't be read nothing stands.
    init(_ record: Record?, _ sha256: String) {
        self.sha256 = sha256
        version = record?.version
        body = Array((record?.body ?? "").unicodeScalars)
    }

    /// Whether the words of an anchor stand there.
    func holds(_ anchor: Anchor) -> Bool {
        guard anchor.span.lowerBound >= 0, anchor.span.upperBound <= body.count else { return false }
        return body[anchor.span].elementsEqual(anchor.quote.unicodeScalars)
    }
}

/// The codes that an operation merged into others.
struct MergedCodes {
    private let codebook: Codebook
    private let recodings: [(from: CodeID, to: CodeID)]

    /// - Parameters:
    ///   - before: what took the place of each code that the operation changed, before it.
    ///   - codebook: the frame after it.
    init(before: [CodeID: [CodeID]], _ codebook: Codebook) {
        self.codebook = codebook
        var left: [CodeID: CodeID] = [:]
        for (id, replaced) in before {
            guard let code = codebook[id]?.code, code.status == .retired, code.replacedBy.count == 1,
                code.replacedBy != replaced
            else { continue }
            left[id] = code.replacedBy[0]
        }
        // What was merged into a code that was itself merged away came first.
        var order: [(from: CodeID, to: CodeID)] = []
        while let next = left.keys.sorted().first(where: { !left.values.contains($0) }) {
            order.append((next, left.removeValue(forKey: next) ?? next))
        }
        recodings = order
    }

    func recoded(_ codings: [Coding]) -> [Coding] {
        codings.recoded(recodings, in: codebook).codings.sorted { $0.id < $1.id }
    }
}

/// What a coder may do with codings that are not theirs: lead them to their text, and nothing that somebody meant by them.
struct CodingRights {
    let act: OperationSummary.Act
    /// Whether they are those of nobody in the team.
    let isImported: Bool
    /// Whether the operation changes the record they are of.
    var isTextChanged = false
    /// The record after the operation; `nil` where there is none.
    var text: RecordText?
    var merges: MergedCodes?

    init(act: OperationSummary.Act, isImported: Bool) {
        self.act = act
        self.isImported = isImported
    }

    /// What was done that may not be, as a verb; `nil` where all of it may.
    func problem(_ old: [UInt8]?, _ new: [UInt8]?) -> String? {
        guard let new else { return mayGo ? nil : "takes away" }
        guard let before = try? CodingText.codings(from: old ?? []),
            let after = try? CodingText.codings(from: new)
        else { return "rewrites" }
        if let merges { return merges.recoded(before) == after ? nil : "changes more than the code in" }
        let known = Dictionary(before.map { ($0.id, $0) }) { first, _ in first }
        let left = Dictionary(after.map { ($0.id, $0) }) { first, _ in first }
        if after.contains(where: { known[$0.id] == nil }), !(act == .import && isImported) {
            return "adds to"
        }
        if !mayGo, before.contains(where: { left[$0.id] == nil }) { return "takes something out of" }
        for coding in after {
            guard let old = known[coding.id], old != coding else { continue }
            if !isSameStatement(old, coding) { return "changes what is said by" }
            if !isLed(old, coding) { return "moves" }
        }
        return nil
    }

    /// Whether codings may go: with their record, or with words that somebody withdrew.
    private var mayGo: Bool { isTextChanged && (text == nil || act == .withdrawal) }

    /// Whether a coding says what it said, wherever it stands now.
    private func isSameStatement(_ old: Coding, _ new: Coding) -> Bool {
        var led = old
        (led.anchor, led.version, led.sha256) = (new.anchor, new.version, new.sha256)
        (led.state, led.was) = (new.state, new.was)
        if act.isProtecting { led.comment = new.comment }
        return led == new && (old.anchor == nil) == (new.anchor == nil)
            && (old.comment == nil) == (new.comment == nil)
    }

    /// Whether a coding stands where its text leads it.
    private func isLed(_ old: Coding, _ new: Coding) -> Bool {
        if (old.version, old.sha256) == (new.version, new.sha256) { return staysPut(old, new) }
        guard let text, new.sha256 == text.sha256, new.version == text.version else {
            return false
        }
        guard let anchor = new.anchor, let before = old.anchor else { return true }
        if !act.isProtecting, ![old.was, before.quote, nil].contains(new.was) { return false }
        if new.state != .lost { return text.holds(anchor) }
        return act.isProtecting
            || (anchor.quote, anchor.before, anchor.after) == (before.quote, before.before, before.after)
    }

    /// Whether at most names went out of the words that a coding keeps.
    private func staysPut(_ old: Coding, _ new: Coding) -> Bool {
        guard act.isProtecting else { return false }
        return old.anchor?.span == new.anchor?.span && old.state == new.state
    }
}
