package import StudyModel

/// Leads a record's codings to its next version.
package enum CodingAnchors {
    /// The codings as they are in the new version, in the order given, and what became of each.
    ///
    /// A coding whose words were left alone stands on them still. One whose words were changed is ``Coding/State/changed``
    /// and keeps the words it first stood on in ``Coding/was`` until somebody decides or they are there again. One whose words are
    /// gone is ``Coding/State/lost``: it keeps its quote and surroundings, and its span is where it would be;
    /// when its words come back it is sound again. No coding is left out.
    ///
    /// - Parameters:
    ///   - codings: Of any state; spans in Unicode scalars of `oldBody`.
    ///   - oldBody: The body of the version before.
    ///   - newBody: The body of the new version, at most 16 MiB.
    ///   - version: The new version's number.
    ///   - sha256: The digest of the new version's file.
    ///   - isRenaming: Whether handles took the place of names and nothing else was done. Then words that were
    ///     replaced don't make a coding changed, and no word of the old body is kept anywhere.
    ///   - replacingNames: What a renaming does to texts that the body no longer holds: quotes of lost codings and what
    ///     changed ones were. Without it a renaming empties them.
    package static func reanchored(
        _ codings: [Coding], from oldBody: String, to newBody: String, version: Int, sha256: String,
        isRenaming: Bool = false, replacingNames: ((String) -> String)? = nil
    ) -> (codings: [Coding], report: AnchorReport) {
        let reanchoring = Reanchoring(from: oldBody, to: newBody, isRenaming: isRenaming)
        var step = AnchorStep(reanchoring, replacingNames: replacingNames)
        var report = AnchorReport()
        let led = codings.map { coding in
            var coding = coding
            report.add(step.lead(&coding))
            coding.version = version
            coding.sha256 = sha256
            return coding
        }
        return (led, report)
    }
}

/// One step of one record's codings from a version to the next.
private struct AnchorStep {
    private let reanchoring: Reanchoring
    private let replacingNames: ((String) -> String)?
    private var search: QuoteSearches

    init(_ reanchoring: Reanchoring, replacingNames: ((String) -> String)?) {
        self.reanchoring = reanchoring
        self.replacingNames = replacingNames
        search = QuoteSearches(reanchoring.old, reanchoring.new)
    }

    /// Leads one coding.
    ///
    /// - Returns: `nil` for a coding of the record as a whole.
    mutating func lead(_ coding: inout Coding) -> AnchorReport.Entry? {
        guard let anchor = coding.anchor else { return nil }
        let outcome: AnchorReport.Outcome
        if coding.state == .lost {
            dropNames(&coding)
            outcome = restoreLost(&coding, isNew: false)
        } else {
            outcome = leadStanding(&coding, anchor)
        }
        return AnchorReport.Entry(
            id: coding.id, code: coding.code, outcome: outcome,
            oldQuote: reanchoring.isRenaming ? nil : anchor.quote,
            newQuote: outcome == .lost ? nil : coding.anchor?.quote)
    }

    private mutating func leadStanding(_ coding: inout Coding, _ anchor: Anchor) -> AnchorReport.Outcome {
        let (outcome, place) = reanchoring.outcome(of: anchor, &search)
        guard let place else {
            coding.state = .lost
            dropNames(&coding)
            return restoreLost(&coding, isNew: true)
        }
        coding.anchor = place
        if reanchoring.isRenaming {
            coding.was = replacedText(coding.was)
            return outcome == .changed ? .renamed : outcome == .kept ? .kept : .moved
        }
        // What has just been changed was looked for already.
        if restoreChanged(&coding, anchor, place) { return .restored }
        if outcome == .changed {
            coding.was = coding.was ?? anchor.quote
            coding.state = .changed
        }
        return switch outcome {
        case .kept: .kept
        case .moved: .moved
        case .changed, .lost: .changed
        }
    }

    /// Makes a changed coding sound where the words it was made on stand there again.
    private mutating func restoreChanged(_ coding: inout Coding, _ last: Anchor, _ place: Anchor) -> Bool {
        guard coding.state == .changed, let was = coding.was,
            let anchor = reanchoring.restored(was, last, around: place.span, &search)
                ?? reanchoring.strayedAnchor(last, was, &search)
        else { return false }
        (coding.anchor, coding.was, coding.state) = (anchor, nil, .sound)
        return true
    }

    /// Gives a lost coding the words it was made on, or those it stood on last, where they came back; otherwise the place
    /// where it would be.
    ///
    /// - Parameter isNew: Whether it was lost in this very step. Then what it stood on was looked for already.
    private mutating func restoreLost(_ coding: inout Coding, isNew: Bool) -> AnchorReport.Outcome {
        guard let anchor = coding.anchor else { return .lost }
        if let was = coding.was, let found = reanchoring.strayedAnchor(anchor, was, &search) {
            (coding.anchor, coding.was, coding.state) = (found, nil, .sound)
            return .restored
        }
        if !isNew, let found = reanchoring.strayedAnchor(anchor, anchor.quote, &search) {
            (coding.anchor, coding.state) = (found, coding.was == nil ? .sound : .changed)
            return .restored
        }
        coding.anchor?.span = reanchoring.clamped(anchor.span) ?? anchor.span
        return .lost
    }

    /// Takes the names out of what a coding keeps of texts that are gone.
    private func dropNames(_ coding: inout Coding) {
        guard reanchoring.isRenaming else { return }
        coding.was = replacedText(coding.was)
        guard let anchor = coding.anchor else { return }
        coding.anchor?.quote = replacedText(anchor.quote) ?? ""
        coding.anchor?.before = replacedText(anchor.before) ?? ""
        coding.anchor?.after = replacedText(anchor.after) ?? ""
    }

    private func replacedText(_ text: String?) -> String? {
        guard let text, let replacingNames else { return nil }
        return replacingNames(text)
    }
}
