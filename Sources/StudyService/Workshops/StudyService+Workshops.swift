internal import StudyArchive
package import StudyModel
internal import Vault
internal import Workflows

/// Workshops, from their planning to their end.
extension StudyService {
    /// All workshops, the latest first, and files that are none as the format says, one sentence each.
    package func workshops() async throws(StudyError) -> (workshops: [WorkshopView], unreadable: [String]) {
        try await refreshed()
        let memory = try await boardMemory()
        return (memory.boards.map { view(of: $0, memory) }, memory.unreadableSentences(below: "boards/"))
    }

    /// One workshop.
    ///
    /// - Throws: `workshop.not_found`, `workshop.ambiguous`, `workshop.invalid`.
    package func workshop(_ name: String) async throws(StudyError) -> WorkshopView {
        try await refreshed()
        return view(of: try await board(named: name), try await boardMemory())
    }

    /// The cards of a workshop as they hang.
    ///
    /// - Throws: `workshop.not_found`, `workshop.ambiguous`, `workshop.invalid`.
    package func cards(of name: String) async throws(StudyError) -> [CardView] {
        try await refreshed()
        return try await board(named: name).cardViews()
    }

    /// The cards that were removed from a workshop's board, with who did it and why.
    ///
    /// - Throws: what ``cards(of:)`` throws.
    package func removedCards(of name: String) async throws(StudyError) -> [CardView] {
        try await refreshed()
        return try await board(named: name).removedViews()
    }

    /// Plans a workshop.
    ///
    /// - Throws: `workshop.invalid`, `participant.not_found`, `participant.withdrawn`, `names.suspected`, `vault.locked`. Nothing
    ///   is written then.
    package func planWorkshop(_ plan: WorkshopPlan) async throws(StudyError) -> WorkshopView {
        try await refreshed()
        return try await writing { () async throws(StudyError) -> WorkshopView in
            let stamp = boardStamp()
            let cleared = plan.cleared ?? false
            var workshop = Workshop(
                id: try await freeWorkshopID(),
                title: try await admitted(plan.title, "title", cleared) ?? "", day: plan.day,
                facilitators: try facilitators(plan.facilitators ?? []), columns: [],
                events: [Workshop.Event(.planned, id: stamp.id, by: stamp.by, at: stamp.at)],
                nonce: surroundings.nonce())
            (workshop.votesEach, workshop.voters) = (plan.votesEach ?? 3, plan.voters)
            for handle in plan.invited ?? [] where !workshop.invited.contains(handle) {
                workshop.invited.append(try await presentPerson(handle))
            }
            for name in plan.columns {
                workshop.columns.append(try await part(name, "name of a column", cleared, in: workshop))
            }
            if let problem = workshop.problem {
                throw StudyError(
                    .workshopInvalid, problem, hint: "Name columns with --column, or take a --template.")
            }
            return try await keep(Board(workshop), insteadOf: nil, by: stamp, "planned")
        }
    }

    /// Opens a workshop; one that was closed needs a reason.
    ///
    /// - Returns: the workshop as it is, without an operation, when it is open already.
    /// - Throws: `workshop.state`, `names.suspected`.
    package func openWorkshop(_ name: String, reason: String?) async throws(StudyError) -> WorkshopView {
        try await refreshed()
        let words = try await replacingNames(reason?.unpadded)
        return try await step(.open(reason: words), in: name) { $0.workshop.events.last?.act.rawValue ?? "" }
    }

    /// Closes a workshop: its board stays as it is.
    ///
    /// - Returns: the workshop as it is, without an operation, when it is closed already.
    /// - Throws: `workshop.state`.
    package func closeWorkshop(_ name: String) async throws(StudyError) -> WorkshopView {
        try await refreshed()
        return try await step(.close, in: name) { _ in "closed" }
    }

    private func step(
        _ step: WorkshopStep, in name: String, _ what: (Board) -> String
    ) async throws(StudyError) -> WorkshopView {
        try await writing { () async throws(StudyError) -> WorkshopView in
            let board = try await board(named: name)
            let stamp = boardStamp()
            let next = try WorkshopRules.applied(step, to: board, stamp).get()
            if next == board { return view(of: board, try await boardMemory()) }
            return try await keep(next, insteadOf: board, by: stamp, what(next))
        }
    }

    // MARK: Writing

    func boardStamp() -> CycleStamp {
        CycleStamp(id: surroundings.operationID(), by: archive.member, at: surroundings.now)
    }

    /// Writes those files of a board that differ from what they were.
    func keep(
        _ board: Board, insteadOf old: Board?, by stamp: CycleStamp, _ what: String
    ) async throws(StudyError) -> WorkshopView {
        var board = board
        var operation = ArchiveOperation(
            id: stamp.id, act: .workshop, by: stamp.by, at: stamp.at, reason: "\(board.workshop.id): \(what)")
        if board.workshop != old?.workshop {
            board.workshop.nonce = surroundings.nonce()
            operation.files.updateValue(
                WorkshopText.bytes(of: board.workshop), forKey: board.workshop.path)
        }
        operation.files.merge(board.changedFiles(since: old)) { $1 }
        _ = try await commit([operation])[0].get()
        return view(of: board, try await boardMemory(), operation: operation.id)
    }

    private func freeWorkshopID() async throws(StudyError) -> WorkshopID {
        let taken = Set(try await reader.files(below: "boards").compactMap { BoardFile(path: $0)?.workshop })
        while true {
            guard let id = WorkshopID(rawValue: "w-" + surroundings.characters(5)) else { continue }
            if !taken.contains(id) { return id }
        }
    }

    private func facilitators(_ names: [String]) throws(StudyError) -> [MemberID] {
        var members = [archive.member]
        for name in names {
            guard let member = MemberID(rawValue: name.lowercased()),
                archive.description.members.contains(where: { $0.id == member })
            else {
                throw StudyError(
                    .workshopInvalid, "The team has no member '\(name.printable)'.",
                    hint: "'rir member list' shows the team.")
            }
            if !members.contains(member) { members.append(member) }
        }
        return members
    }

    /// A new column or cluster under a name that may be kept.
    ///
    /// - Throws: `workshop.invalid` for a name that another one has, `names.suspected`.
    func part(
        _ name: String, _ what: String, _ cleared: Bool, in workshop: Workshop
    ) async throws(StudyError) -> Workshop.Part {
        let words = try await admitted(name, what, cleared) ?? ""
        if workshop.columns.contains(where: { BoardNames.folded($0.name) == BoardNames.folded(words) }) {
            throw StudyError(
                .workshopInvalid, "The board has a column '\(VisibleText.line(words))' already.",
                hint: "Give another name.")
        }
        return Workshop.Part(id: freePartID(in: workshop), name: words)
    }

    func freePartID(in workshop: Workshop) -> BoardPartID {
        while true {
            guard let id = BoardPartID(rawValue: surroundings.characters(5)) else { continue }
            if workshop.column(id) == nil, workshop.cluster(id) == nil { return id }
        }
    }

    /// A participant of the study who has not withdrawn.
    ///
    /// - Throws: `participant.not_found`, `participant.withdrawn`.
    func presentPerson(_ handle: Handle) async throws(StudyError) -> Handle {
        let value = try await participantCase(handle.rawValue)
        if try await withdrawnPeople().contains(where: { $0.handle == value.handle }) {
            throw StudyError(
                .participantWithdrawn, "\(handle.rawValue) has withdrawn.",
                hint:
                    "Nothing of theirs is taken in; if they take part again, record it: 'rir consent grant'."
            )
        }
        return value.handle
    }

    // MARK: What is shown

    func view(of board: Board, _ memory: BoardMemory, operation: OperationID? = nil) -> WorkshopView {
        let id = board.workshop.id
        let resting = memory.recommendations { link in
            switch link {
            case .card(id, _), .cluster(id, _): true
            default: false
            }
        }
        return WorkshopView(board, recommendations: resting.map(\.id), operation: operation)
    }

    /// Which workshops are open, in a sentence; nothing where none is.
    func workshopAdvice() async throws(StudyError) -> [String] {
        let open = try await boardMemory().workshops.values.filter { $0.stage == .open }.map(\.id).sorted()
        if open.isEmpty { return [] }
        let names = open.prefix(3).map(\.rawValue).joined(separator: ", ") + (open.count > 3 ? ", …" : "")
        return [
            open.count == 1
                ? "1 workshop is open, \(names): 'rir workshop close' ends it."
                : "\(open.count) workshops are open, \(names): 'rir workshop close' ends one."
        ]
    }
}

extension Board {
    /// The files of cards and votes that are not as they were.
    func changedFiles(since old: Board?) -> [String: [UInt8]?] {
        var shards: (cards: Set<Character>, votes: Set<Character>) = ([], [])
        let (written, before) = (written, old?.written ?? [:])
        for (id, card) in written where before[id] != card { shards.cards.insert(id.shard) }
        for (id, card) in votes where old?.votes[id] != card { shards.votes.insert(card.shard) }
        var files: [String: [UInt8]?] = [:]
        for shard in shards.cards {
            let own = written.values.filter { $0.id.shard == shard }
            files.updateValue(
                WorkshopText.bytes(of: own), forKey: BoardFile.cards(workshop.id, shard).path)
        }
        for shard in shards.votes {
            let own = votes.filter { $0.value.shard == shard }
            files.updateValue(
                WorkshopText.bytes(ofVotes: own), forKey: BoardFile.votes(workshop.id, shard).path)
        }
        return files
    }
}
