package import StudyModel

/// What is done with a report draft.
package enum DraftStep: Hashable, Sendable {
    case write(DraftWriting)
    /// Asks an audience for comments on the newest version.
    case share(CommentRoundID, audience: [String], due: CalendarDay)
    case comment(DraftRemark)
    case answer(OperationID, ReportDraft.Outcome, reason: String?, version: OperationID?)
    /// Ends a comment round.
    case close(CommentRoundID)
    case sign(DraftSigner, version: OperationID)
}

/// The next version of a draft.
package struct DraftWriting: Hashable, Sendable {
    package var body: String
    package var title: String
    package var cause: ReportDraft.Cause
    package var reason: String?
    /// What its citations lead to.
    package var citations: [ReportDraft.Seen]
    /// The comments that it takes in.
    package var takesIn: [OperationID]

    package init(
        body: String, title: String, cause: ReportDraft.Cause = .edit, reason: String? = nil,
        citations: [ReportDraft.Seen] = [], takesIn: [OperationID] = []
    ) {
        self.body = body
        self.title = title
        self.cause = cause
        self.reason = reason
        self.citations = citations
        self.takesIn = takesIn
    }
}

/// What somebody says of a shared version.
package struct DraftRemark: Hashable, Sendable {
    package var round: CommentRoundID
    package var group: String?
    package var handle: Handle?
    package var record: RecordID?
    /// The paragraph it is about, and the last of several; the whole text without.
    package var from: Int?
    package var to: Int?
    /// The words it is about.
    package var quote: String?
    package var text: String

    package init(round: CommentRoundID, text: String, from: Int? = nil, to: Int? = nil) {
        self.round = round
        self.text = text
        self.from = from
        self.to = to
    }
}

/// Who signs a version off.
package enum DraftSigner: Hashable, Sendable {
    case handle(Handle)
    case group(String)

    package var name: String {
        switch self {
        case .handle(let handle): handle.rawValue
        case .group(let group): group
        }
    }
}

/// What may be done with a report draft in which state; every step in every state has one answer.
///
/// ```
///            share              every comment settled            close
///  writing --------> shared <-------------------------> answered -------> writing
///     ^              comment, answer, write                                 |
///     |                                                                     | everybody asked has signed
///     +---------------------------- write ------------------- signed <-----+
/// ```
/// A draft may be written at, and signed off, in every state; a later version takes sign-offs back.
package enum DraftRules {
    /// The draft after a step.
    ///
    /// What changes nothing returns the draft as it is: the same text again, the same round, the same sign-off.
    ///
    /// - Parameter ids: of what the step makes besides its first event: one for each comment that a version takes in.
    /// - Returns: why not: `draft.state` where the state does not allow the step; `draft.invalid` for what is not of the draft,
    ///   or lacks something.
    package static func applied(
        _ step: DraftStep, to draft: ReportDraft, _ stamp: CycleStamp, ids: () -> OperationID
    ) -> Result<ReportDraft, StudyError> {
        guard draft.events.count < ReportDraft.mostEvents else {
            return .failure(
                invalid("The draft has too long a history.", "Begin another: 'rir draft new'."))
        }
        switch step {
        case .write(let writing): return written(writing, draft, stamp, ids)
        case .share(let round, let audience, let due): return shared(round, audience, due, draft, stamp)
        case .comment(let remark): return commented(remark, draft, stamp)
        case .answer(let comment, let outcome, let reason, let version):
            return answered(comment, outcome, reason, version, draft, stamp)
        case .close(let round): return closed(round, draft, stamp)
        case .sign(let signer, let version): return signed(signer, version, draft, stamp)
        }
    }

    // MARK: Steps

    private static func written(
        _ writing: DraftWriting, _ draft: ReportDraft, _ stamp: CycleStamp, _ ids: () -> OperationID
    ) -> Result<ReportDraft, StudyError> {
        let comments = Dictionary(uniqueKeysWithValues: draft.comments.map { ($0.id, $0) })
        for id in writing.takesIn {
            guard let comment = comments[id] else { return .failure(unknownComment(draft)) }
            if let round = draft.rounds.first(where: { $0.id == comment.round }), round.isClosed {
                return .failure(roundClosed(round.id))
            }
        }
        if writing.body == draft.body, writing.title == draft.title, writing.takesIn.isEmpty,
            writing.citations == draft.citations
        {
            return .success(draft)
        }
        var next = draft
        let last = draft.latest.id
        next.versions.append(
            ReportDraft.Version(
                id: stamp.id, number: draft.latest.number + 1,
                written: Provenance(by: stamp.by, at: stamp.at),
                cause: writing.cause, reason: writing.reason))
        (next.body, next.title, next.citations) = (writing.body, writing.title, writing.citations)
        next.keepTexts { $0 == last ? draft.body : nil }
        for id in writing.takesIn {
            var event = ReportDraft.Event(.answered, id: ids(), by: stamp.by, at: stamp.at)
            (event.comment, event.outcome, event.version) = (id, .accepted, stamp.id)
            next.events.append(event)
        }
        if let problem = next.problem { return .failure(invalid(problem, "Mend it, then repeat.")) }
        return .success(next)
    }

    private static func shared(
        _ round: CommentRoundID, _ audience: [String], _ due: CalendarDay, _ draft: ReportDraft,
        _ stamp: CycleStamp
    ) -> Result<ReportDraft, StudyError> {
        if let open = draft.openRounds.last {
            if open.version == draft.latest.id, audience.isEmpty || open.audience == audience {
                return .success(draft)
            }
            return .failure(
                StudyError(
                    .draftState, "The comment round \(open.id) on version \(open.number) is still open.",
                    hint: "Answer its comments and end it: 'rir draft close \(draft.id)'."))
        }
        if audience.isEmpty {
            return .failure(
                invalid(
                    "A draft is shared with somebody.",
                    "Name stakeholder groups or handles with --audience."))
        }
        if draft.rounds.contains(where: { $0.id == round }) {
            return .failure(invalid("There is a comment round \(round) already.", "Repeat the command."))
        }
        var event = stamp.event(.shared)
        (event.round, event.version) = (round, draft.latest.id)
        (event.audience, event.due) = (audience, due)
        return .success(draft.adding(event))
    }

    private static func commented(
        _ remark: DraftRemark, _ draft: ReportDraft, _ stamp: CycleStamp
    ) -> Result<ReportDraft, StudyError> {
        guard let round = draft.rounds.first(where: { $0.id == remark.round }) else {
            return .failure(
                invalid(
                    "The draft '\(draft.id)' has no comment round \(remark.round).",
                    "'rir draft show \(draft.id)' names its rounds."))
        }
        if round.isClosed { return .failure(roundClosed(round.id)) }
        if remark.text.allSatisfy(\.isWhitespace) {
            return .failure(invalid("A comment has words.", "Say what was said."))
        }
        let longest = [remark.text, remark.quote ?? ""].map(\.unicodeScalars.count).max() ?? 0
        if longest > ReportDraft.longestText {
            return .failure(
                invalid("A comment has 4000 characters at most.", "Divide it, or import it as a record."))
        }
        let count = DraftSource(draft.text(of: round.version) ?? "").count
        if let from = remark.from, from < 1 || (remark.to ?? from) < from || (remark.to ?? from) > count {
            return .failure(
                invalid(
                    "Version \(round.number) has no such paragraph.",
                    "Its paragraphs count from 1 to \(count)."))
        }
        var event = stamp.event(.commented)
        (event.round, event.group, event.handle) = (remark.round, remark.group, remark.handle)
        (event.record, event.from, event.quote) = (remark.record, remark.from, remark.quote)
        (event.text, event.to) = (remark.text, remark.to == remark.from ? nil : remark.to)
        return .success(draft.adding(event))
    }

    private static func answered(
        _ id: OperationID, _ outcome: ReportDraft.Outcome, _ reason: String?, _ version: OperationID?,
        _ draft: ReportDraft, _ stamp: CycleStamp
    ) -> Result<ReportDraft, StudyError> {
        guard let comment = draft.comments.first(where: { $0.id == id }),
            let round = draft.rounds.first(where: { $0.id == comment.round })
        else { return .failure(unknownComment(draft)) }
        if round.isClosed { return .failure(roundClosed(round.id)) }
        if outcome == .declined, (reason ?? "").allSatisfy(\.isWhitespace) {
            return .failure(
                invalid(
                    "A comment is declined for a reason.",
                    "Whoever made it may ask: give it with --reason."))
        }
        if let version {
            guard outcome == .accepted, let found = draft.version(version), found.number > round.number else {
                return .failure(
                    invalid(
                        "A comment on version \(round.number) is taken in by a later one.",
                        "Change the text with 'rir draft edit \(draft.id) --takes-in \(comment.number)'."))
            }
        }
        var event = stamp.event(.answered)
        (event.comment, event.outcome, event.reason, event.version) = (id, outcome, reason, version)
        return .success(draft.adding(event))
    }

    private static func closed(
        _ id: CommentRoundID, _ draft: ReportDraft, _ stamp: CycleStamp
    ) -> Result<ReportDraft, StudyError> {
        guard let round = draft.rounds.first(where: { $0.id == id }) else {
            return .failure(
                StudyError(
                    .draftState, "No comment round of '\(draft.id)' is open.",
                    hint: "'rir draft share \(draft.id)' begins one."))
        }
        if round.isClosed { return .failure(roundClosed(id)) }
        if let waiting = draft.comments.first(where: { $0.round == id && !$0.isSettled }) {
            return .failure(
                StudyError(
                    .draftState,
                    waiting.state == .open
                        ? "Comment \(waiting.number) is not answered."
                        : "Comment \(waiting.number) was accepted, and no version has taken it in.",
                    hint: waiting.state == .open
                        ? "'rir draft answer \(draft.id) \(waiting.number) accepted' or 'declined --reason TEXT' does."
                        : "'rir draft edit \(draft.id) --takes-in \(waiting.number)' does."))
        }
        var event = stamp.event(.closed)
        event.round = id
        return .success(draft.adding(event))
    }

    private static func signed(
        _ signer: DraftSigner, _ id: OperationID, _ draft: ReportDraft, _ stamp: CycleStamp
    ) -> Result<ReportDraft, StudyError> {
        guard let version = draft.version(id) else {
            return .failure(
                invalid("The draft has no such version.", "'rir draft history \(draft.id)' shows them."))
        }
        guard let round = draft.rounds.last(where: { $0.version == id }) else {
            return .failure(
                StudyError(
                    .draftState, "Version \(version.number) was never shared, so nobody can have read it.",
                    hint: "Share it first: 'rir draft share \(draft.id)'."))
        }
        let own = draft.comments.first {
            $0.round == round.id && !$0.isSettled
                && ($0.handle?.rawValue == signer.name || $0.group == signer.name)
        }
        if let own {
            return .failure(
                StudyError(
                    .draftState, "Comment \(own.number) of \(signer.name) is not settled.",
                    hint: own.state == .accepted
                        ? "It was accepted: take it in with 'rir draft edit \(draft.id) --takes-in \(own.number)', and share that version."
                        : "Answer it first: 'rir draft answer \(draft.id) \(own.number)'."))
        }
        if draft.signatures.contains(where: { $0.who == signer.name && $0.version == id }) {
            return .success(draft)
        }
        var event = stamp.event(.signed)
        event.version = id
        switch signer {
        case .handle(let handle): event.handle = handle
        case .group(let group): event.group = group
        }
        return .success(draft.adding(event))
    }

    // MARK: Refusals

    private static func invalid(_ message: String, _ hint: String) -> StudyError {
        StudyError(.draftInvalid, message, hint: hint)
    }

    private static func unknownComment(_ draft: ReportDraft) -> StudyError {
        invalid(
            "The draft '\(draft.id)' has no such comment.", "'rir draft comments \(draft.id)' numbers them.")
    }

    private static func roundClosed(_ round: CommentRoundID) -> StudyError {
        StudyError(
            .draftState, "The comment round \(round) is closed.",
            hint: "What comes now belongs to another: 'rir draft share' begins one.")
    }
}

extension CycleStamp {
    fileprivate func event(_ act: ReportDraft.Event.Act) -> ReportDraft.Event {
        ReportDraft.Event(act, id: id, by: by, at: at)
    }
}

extension ReportDraft {
    fileprivate func adding(_ event: Event) -> ReportDraft {
        var draft = self
        draft.events.append(event)
        return draft
    }
}
