internal import StudyArchive
package import StudyModel
internal import Workflows

/// Comment rounds of report drafts, answers, and sign-offs.
extension StudyService {
    /// Asks an audience for comments on the newest version.
    ///
    /// - Returns: the draft as it is, without an operation, when that round is open already.
    /// - Throws: `draft.state` while another round is open, `draft.invalid`; `draft.withheld` and `names.found` where something
    ///   would go out that must not, `vault.locked` while nobody can tell. Nothing is written then.
    package func shareDraft(_ name: String, _ plan: CommentRoundPlan) async throws(StudyError) -> DraftView {
        try await refreshed()
        return try await writing { () async throws(StudyError) -> DraftView in
            let draft = try await draft(named: name)
            let stamp = draftStamp()
            let step = DraftStep.share(
                try await freeRoundID(), audience: try await stakeholders(plan.audience), due: plan.due)
            let next = try DraftRules.applied(step, to: draft, stamp, ids: { surroundings.operationID() })
                .get()
            if next == draft { return try await view(of: draft) }
            _ = try await text(toGiveOf: next, version: next.latest)
            let round = next.rounds.last?.id.rawValue ?? ""
            return try await keep(next, "shared \(round)", by: stamp)
        }
    }

    /// Records a comment on a shared version.
    ///
    /// - Throws: `draft.state`, `draft.invalid`, `participant.not_found`, `participant.withdrawn`, `names.suspected`. Nothing is
    ///   written then.
    package func comment(_ plan: CommentDraft, on name: String) async throws(StudyError) -> DraftView {
        try await refreshed()
        return try await writing { () async throws(StudyError) -> DraftView in
            let draft = try await draft(named: name)
            let cleared = plan.cleared ?? false
            var remark = DraftRemark(
                round: try draft.lastRound().id,
                text: try await admitted(plan.text, "comment", cleared) ?? "", from: plan.from, to: plan.to)
            remark.quote = try await admitted(plan.quote, "passage", cleared)
            try await sign(&remark, by: plan.who)
            let stamp = draftStamp()
            let next = try DraftRules.applied(
                .comment(remark), to: draft, stamp, ids: { surroundings.operationID() }
            ).get()
            return try await keep(next, "commented", by: stamp)
        }
    }

    /// Says what becomes of a comment.
    ///
    /// - Throws: `draft.state`, `draft.invalid`, `names.suspected`. Nothing is written then.
    package func answerComment(_ plan: CommentAnswer, on name: String) async throws(StudyError) -> DraftView {
        try await refreshed()
        return try await writing { () async throws(StudyError) -> DraftView in
            let draft = try await draft(named: name)
            let comment = try draft.comment(plan.comment)
            let reason = try await admitted(plan.reason, "reason", plan.cleared ?? false)
            var version: OperationID?
            if let number = plan.version {
                guard let found = draft.versions.last(where: { $0.number == number }) else {
                    throw StudyError(
                        .draftInvalid, "The draft has no version \(number).",
                        hint: "'rir draft history \(draft.id)' shows those it has.")
                }
                version = found.id
            }
            let stamp = draftStamp()
            let next = try DraftRules.applied(
                .answer(comment.id, plan.outcome, reason: reason, version: version), to: draft, stamp,
                ids: { surroundings.operationID() }
            ).get()
            return try await keep(next, "comment \(comment.number) \(plan.outcome.rawValue)", by: stamp)
        }
    }

    /// Ends the comment round that is open.
    ///
    /// - Throws: `draft.state`. Nothing is written then.
    package func closeRound(of name: String) async throws(StudyError) -> DraftView {
        try await refreshed()
        return try await writing { () async throws(StudyError) -> DraftView in
            let draft = try await draft(named: name)
            let open = draft.openRounds.first
            let round = if let open { open } else { try draft.lastRound() }
            let stamp = draftStamp()
            let next = try DraftRules.applied(
                .close(round.id), to: draft, stamp, ids: { surroundings.operationID() }
            ).get()
            return try await keep(next, "closed \(round.id)", by: stamp)
        }
    }

    /// Records that a stakeholder signs a version off.
    ///
    /// - Returns: the draft as it is, without an operation, when they have.
    /// - Throws: `draft.state`, `draft.invalid`, `draft.not_found`, `participant.not_found`, `participant.withdrawn`. Nothing is
    ///   written then.
    package func signDraft(_ plan: SignOff, of name: String) async throws(StudyError) -> DraftView {
        try await refreshed()
        return try await writing { () async throws(StudyError) -> DraftView in
            let draft = try await draft(named: name)
            let version = try draft.kept(plan.version)
            let stamp = draftStamp()
            let next = try DraftRules.applied(
                .sign(try await signer(plan.who), version: version.id), to: draft, stamp,
                ids: { surroundings.operationID() }
            ).get()
            if next == draft { return try await view(of: draft) }
            return try await keep(next, "signed version \(version.number)", by: stamp)
        }
    }

    // MARK: Who

    /// Stakeholder groups and handles as they are named, each once.
    ///
    /// - Throws: `draft.invalid`, `names.found`.
    func stakeholders(_ names: [String]) async throws(StudyError) -> [String] {
        var audience: [String] = []
        for name in names {
            let group = name.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: "-")
            let plain = Handle(rawValue: name.uppercased())?.rawValue ?? group
            guard Cycle.isAudience(plain) else {
                throw StudyError(
                    .draftInvalid, "'\(VisibleText.line(name))' is neither a stakeholder group nor a handle.",
                    hint:
                        "Name a group with small letters and dashes, such as commissioners, or a handle such as SP66."
                )
            }
            try await requireNameless(plain)
            if !audience.contains(plain) { audience.append(plain) }
        }
        return audience
    }

    /// A stakeholder who says something.
    ///
    /// - Throws: `draft.invalid`, `participant.not_found`; `participant.withdrawn` for somebody of whom nothing is taken in any
    ///   more.
    func signer(_ who: String) async throws(StudyError) -> DraftSigner {
        guard let plain = try await stakeholders([who]).first else {
            throw StudyError(.draftInvalid, "Somebody says it.", hint: "Name a group or a handle.")
        }
        guard let handle = Handle(rawValue: plain) else { return .group(plain) }
        let value = try await participantCase(handle.rawValue)
        if try await withdrawnPeople().contains(where: { $0.handle == value.handle }) {
            throw StudyError(
                .participantWithdrawn, "\(handle.rawValue) has withdrawn.",
                hint:
                    "Nothing of theirs is taken in; if they take part again, record it: 'rir consent grant'.")
        }
        return .handle(value.handle)
    }

    func sign(_ remark: inout DraftRemark, by who: String) async throws(StudyError) {
        switch try await signer(who) {
        case .handle(let handle): remark.handle = handle
        case .group(let group): remark.group = group
        }
    }

    private func freeRoundID() async throws(StudyError) -> CommentRoundID {
        let taken = Set(try await feedbackMemory().drafts.values.flatMap { $0.rounds.map(\.id) })
        while true {
            guard let id = CommentRoundID(rawValue: "d-" + surroundings.characters(5)) else { continue }
            if !taken.contains(id) { return id }
        }
    }
}

extension ReportDraft {
    /// The comment round that is open, or the last there was.
    ///
    /// - Throws: `draft.state` where there was none.
    func lastRound() throws(StudyError) -> CommentRound {
        if let round = openRounds.last ?? rounds.last { return round }
        throw StudyError(
            .draftState, "'\(id)' was never shared, so nobody can have commented on it.",
            hint: "Share it with 'rir draft share \(id)'.")
    }
}
