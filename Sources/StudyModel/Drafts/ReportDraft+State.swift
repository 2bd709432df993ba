/// What follows from what happened in a draft.
extension ReportDraft {
    package func version(_ id: OperationID) -> Version? { versions.first { $0.id == id } }

    /// The text of a version; `nil` of one that is not kept.
    package func text(of version: OperationID) -> String? {
        version == latest.id ? body : self.version(version)?.text
    }

    /// The rounds of comments, the oldest first.
    package var rounds: [CommentRound] {
        let closed = Set(events.filter { $0.act == .closed }.compactMap(\.round))
        return events.filter { $0.act == .shared }.compactMap { event in
            guard let id = event.round, let version = event.version, let due = event.due else { return nil }
            return CommentRound(
                id: id, version: version, number: self.version(version)?.number ?? 0,
                audience: event.audience, due: due, shared: Provenance(by: event.by, at: event.at),
                isClosed: closed.contains(id))
        }
    }

    /// The rounds that still take comments.
    package var openRounds: [CommentRound] { rounds.filter { !$0.isClosed } }

    /// The comments, numbered in the order in which they came.
    package var comments: [DraftComment] {
        var comments: [DraftComment] = []
        for event in events where event.act == .commented {
            guard let round = event.round else { continue }
            var comment = DraftComment(
                id: event.id, number: comments.count + 1, round: round, text: event.text ?? "", at: event.at,
                by: event.by)
            (comment.group, comment.handle, comment.record) = (event.group, event.handle, event.record)
            (comment.from, comment.to, comment.quote) = (event.from, event.to, event.quote)
            if let answer = events.last(where: { $0.act == .answered && $0.comment == event.id }) {
                comment.reason = answer.reason
                comment.takenIn = answer.version.flatMap { self.version($0)?.number }
                comment.state =
                    answer.outcome == .declined ? .declined : answer.version == nil ? .accepted : .takenIn
            }
            comments.append(comment)
        }
        return comments
    }

    /// The last sign-off of each stakeholder, in the order of their first.
    package var signatures: [DraftSignature] {
        var signatures: [DraftSignature] = []
        for event in events where event.act == .signed {
            guard let version = event.version, let who = event.handle?.rawValue ?? event.group else {
                continue
            }
            let signature = DraftSignature(
                who: who, version: version, number: self.version(version)?.number ?? 0, at: event.at,
                by: event.by, stands: version == latest.id)
            if let place = signatures.firstIndex(where: { $0.who == who }) {
                signatures[place] = signature
            } else {
                signatures.append(signature)
            }
        }
        return signatures
    }

    /// Those whose sign-off is asked for and does not stand: the audience of the last round.
    package var unsigned: [String] {
        let standing = Set(signatures.filter(\.stands).map(\.who))
        return (rounds.last?.audience ?? []).filter { !standing.contains($0) }
    }

    package var stage: DraftStage {
        let open = Set(openRounds.map(\.id))
        if !open.isEmpty {
            let comments = comments.filter { open.contains($0.round) }
            return !comments.isEmpty && comments.allSatisfy(\.isSettled) ? .answered : .shared
        }
        return rounds.isEmpty || !unsigned.isEmpty ? .writing : .signed
    }

    /// Whether a version is kept in full because a comment round or a sign-off is about it.
    package func isPinned(_ version: OperationID) -> Bool {
        events.contains { ($0.act == .shared || $0.act == .signed) && $0.version == version }
    }

    /// Keeps the texts of older versions that something is about, and those alone.
    package mutating func keepTexts(_ known: (OperationID) -> String?) {
        for index in versions.indices {
            let version = versions[index].id
            let isKept = version != latest.id && isPinned(version)
            versions[index].text = isKept ? versions[index].text ?? known(version) : nil
        }
    }

    /// Puts its words through a function; the names of citations stay.
    package func rewritten(_ change: (String) -> String) -> ReportDraft {
        var draft = self
        draft.title = change(title)
        draft.body = change(body)
        for index in versions.indices {
            draft.versions[index].reason = versions[index].reason.map(change)
            draft.versions[index].text = versions[index].text.map(change)
        }
        for index in events.indices {
            draft.events[index].audience = events[index].audience.map { Cycle.rewritten($0, change) }
            draft.events[index].group = events[index].group.map { Cycle.rewritten($0, change) }
            draft.events[index].text = events[index].text.map(change)
            draft.events[index].quote = events[index].quote.map(change)
            draft.events[index].reason = events[index].reason.map(change)
        }
        return draft
    }
}

extension ReportDraft {
    /// What can't be in a draft, as a sentence; `nil` for a possible one.
    package var problem: String? {
        if title.isEmpty || title.unicodeScalars.count > 200 || title.contains(where: \.isNewline) {
            return "A draft's title is one line of 1 to 200 characters."
        }
        if body.allSatisfy(\.isWhitespace) { return "A draft has words." }
        if !body.hasSuffix("\n") || body.contains("\r") { return "A draft's lines end with LF." }
        if body.utf8.count > Self.largestBody { return "A draft has 1 MiB of text at most." }
        if versions.isEmpty { return "A draft has a first version." }
        if Set(versions.map(\.id)).count != versions.count { return "A version's id stands twice." }
        if versions.contains(where: { $0.number < 1 }) { return "A version counts from 1." }
        if Set(citations.map(\.citation)).count != citations.count { return "A citation stands twice." }
        return eventProblem
    }

    private var eventProblem: String? {
        if Set(events.map(\.id)).count != events.count { return "An event's id stands twice." }
        if let strange = events.firstIndex(where: { !$0.isWhole }) {
            return "Event \(strange + 1) lacks what its act needs."
        }
        let known = Set(versions.map(\.id))
        if !events.compactMap(\.version).allSatisfy(known.contains) {
            return "An event names a version that is not there."
        }
        let rounds = events.filter { $0.act == .shared }.compactMap(\.round)
        if Set(rounds).count != rounds.count { return "A comment round stands twice." }
        if !Set(events.compactMap(\.round)).isSubset(of: rounds) {
            return "An event names a comment round that is not there."
        }
        let comments = Set(events.filter { $0.act == .commented }.map(\.id))
        if !events.compactMap(\.comment).allSatisfy(comments.contains) {
            return "An answer is to a comment that is not there."
        }
        if versions.dropLast().contains(where: { isPinned($0.id) != ($0.text != nil) }) {
            return "The text of a version that was shared or signed is kept, and no other."
        }
        return latest.text == nil ? nil : "The newest version's text stands below the front matter."
    }
}

extension ReportDraft.Event {
    /// Whether it has what its act needs.
    var isWhole: Bool {
        switch act {
        case .shared: round != nil && version != nil && due != nil && !audience.isEmpty
        case .commented: round != nil && text != nil
        case .answered: comment != nil && outcome != nil
        case .closed: round != nil
        case .signed: version != nil && (handle != nil || group != nil)
        }
    }
}
