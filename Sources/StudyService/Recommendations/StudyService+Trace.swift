internal import StudyArchive
internal import StudyModel

/// What recommendations rest on, down to the words of people.
extension StudyService {
    func view(
        of recommendation: Recommendation, operation: OperationID? = nil
    ) async throws(StudyError) -> RecommendationView {
        let memory = try await boardMemory()
        let judge = try await consentJudge()
        var seen: Set<RecommendationID> = [recommendation.id]
        let chain = try await nodes(recommendation.latest.links, memory, judge, &seen)
        let above = memory.recommendations { $0 == .recommendation(recommendation.id) }.map(\.id)
        let shapers = try await ground(of: recommendation, memory).shapers.sorted()
        return RecommendationView(
            recommendation, chain: chain, shapers: shapers, above: above, operation: operation)
    }

    // MARK: Down

    private func nodes(
        _ links: [Recommendation.Link], _ memory: BoardMemory, _ judge: ConsentJudge,
        _ seen: inout Set<RecommendationID>
    ) async throws(StudyError) -> [TraceNode] {
        var nodes: [TraceNode] = []
        for link in links {
            switch link {
            case .card(let workshop, let card):
                let board = memory.board(workshop)
                nodes.append(node(card, workshop, board, board?.tally ?? [:], judge))
            case .cluster(let workshop, let cluster):
                nodes.append(node(cluster, workshop, memory.board(workshop), judge))
            case .finding(let finding, let version):
                nodes.append(try await node(finding, version, judge))
            case .record(let record, let coding):
                let views = try await evidence([Finding.Link(.supports, record, coding: coding)])
                for view in views { nodes.append(try await node(view, side: nil, judge)) }
            case .recommendation(let id):
                var node = TraceNode(.implication, id.rawValue)
                node.isGone = memory.recommendations[id] == nil
                if let other = memory.recommendations[id] {
                    node = TraceNode(
                        other.kind == .implication ? .implication : .recommendation, id.rawValue,
                        text: other.latest.statement, who: other.latest.shapers)
                    if seen.insert(id).inserted {
                        node.below = try await self.nodes(other.latest.links, memory, judge, &seen)
                    }
                }
                nodes.append(node)
            }
        }
        return nodes
    }

    private func node(
        _ id: CardID, _ workshop: WorkshopID, _ board: Board?, _ tally: [CardID: Int], _ judge: ConsentJudge
    ) -> TraceNode {
        var node = TraceNode(.card, "\(workshop)/\(id.suffix)")
        guard let board, let card = board.cards[id] else {
            node.isGone = true
            node.note = board?.removed[id]?.removed.map { removed in
                "removed from the board by \(removed.by.rawValue)\(removed.reason.map { ": \($0)" } ?? "")"
            }
            return node
        }
        node.votes = tally[id] ?? 0
        node.note = board.workshop.column(card.column)?.name
        node.withheld = refusal(of: card, on: board, judge)
        if node.withheld == nil { (node.text, node.who) = (card.text, card.who.map { [$0] } ?? []) }
        return node
    }

    private func node(
        _ id: BoardPartID, _ workshop: WorkshopID, _ board: Board?, _ judge: ConsentJudge
    ) -> TraceNode {
        var node = TraceNode(.cluster, workshop.rawValue)
        guard let board, let cluster = board.workshop.cluster(id) else {
            node.isGone = true
            return node
        }
        let tally = board.tally
        let cards = board.inOrder.filter { $0.clusters.contains(id) }
        node.text = cluster.name
        node.votes = cards.reduce(0) { $0 + (tally[$1.id] ?? 0) }
        // Those that were taken off the board rather than out of the cluster are shown as removed.
        let gone = board.removed.values.filter { $0.clusters.contains(id) }.sorted { $0.id < $1.id }
        node.below = (cards + gone).map { self.node($0.id, workshop, board, tally, judge) }
        return node
    }

    private func node(
        _ id: FindingID, _ version: OperationID, _ judge: ConsentJudge
    ) async throws(StudyError) -> TraceNode {
        var node = TraceNode(.finding, id.rawValue)
        guard let finding = try await feedbackMemory().findings[id],
            let pinned = finding.versions.first(where: { $0.id == version })
        else {
            node.isGone = true
            return node
        }
        node.name = "\(id), version \(pinned.number)"
        node.text = pinned.statement
        if finding.latest.state == .dropped {
            node.note = "dropped since"
        } else if finding.latest.statement != pinned.statement {
            node.note = "says now: \(finding.latest.statement)"
        }
        for view in try await evidence(pinned.links) {
            node.below.append(try await self.node(view, side: view.link.side, judge))
        }
        return node
    }

    private func node(
        _ view: EvidenceView, side: Finding.Side?, _ judge: ConsentJudge
    ) async throws(StudyError) -> TraceNode {
        let coding = view.link.coding.map { "/\($0.suffix)" } ?? ""
        var node = TraceNode(view.link.coding == nil ? .record : .coding, "\(view.link.record)\(coding)")
        node.isGone = view.isGone
        node.note = [side == .disconfirms ? "speaks against it" : nil, view.code]
            .compactMap(\.self).joined(separator: ", ")
        if node.note == "" { node.note = nil }
        guard !view.isGone, let quote = view.quote else { return node }
        let record = try await stored(view.link.record, version: nil).record
        let verdict = judge.verdict(.quoteInReport, of: RecordPresence(record))
        if verdict.isRefused {
            node.withheld = verdict.sentences.first ?? "consent to quote is missing."
        } else {
            (node.text, node.who) = (quote, record.participants)
        }
        return node
    }

    // MARK: Up

    /// What something stands on in the end, as marks that can be compared.
    struct Ground {
        var marks: Set<Mark> = []
        var shapers: Set<Handle> = []

        enum Mark: Hashable {
            case card(CardID)
            case finding(FindingID)
            case record(RecordID)
            case person(Handle)
        }
    }

    /// Everything a recommendation rests on, through clusters, findings and other recommendations.
    func ground(of recommendation: Recommendation, _ memory: BoardMemory) async throws(StudyError) -> Ground {
        var ground = Ground()
        var seen: Set<RecommendationID> = []
        var waiting = [recommendation]
        let findings = try await feedbackMemory().findings
        while let next = waiting.popLast() {
            guard seen.insert(next.id).inserted else { continue }
            ground.shapers.formUnion(next.latest.shapers)
            for link in next.latest.links {
                switch link {
                case .card(let workshop, let card):
                    ground.add([card], on: memory.board(workshop))
                case .cluster(let workshop, let cluster):
                    let board = memory.board(workshop)
                    let cards = (board?.cards ?? [:]).values.filter { $0.clusters.contains(cluster) }
                    ground.add(cards.map(\.id), on: board)
                case .finding(let finding, let version):
                    ground.marks.insert(.finding(finding))
                    let pinned = findings[finding]?.versions.first { $0.id == version }
                    for link in pinned?.links ?? [] { ground.marks.insert(.record(link.record)) }
                case .record(let record, _): ground.marks.insert(.record(record))
                case .recommendation(let id): memory.recommendations[id].map { waiting.append($0) }
                }
            }
        }
        for handle in ground.shapers { ground.marks.insert(.person(handle)) }
        return ground
    }

    /// What a filter names.
    func marks(
        of filter: RecommendationFilter, _ memory: BoardMemory
    ) async throws(StudyError) -> Set<Ground.Mark> {
        var marks: Set<Ground.Mark> = []
        if let finding = filter.finding { marks.insert(.finding(try await self.finding(named: finding).id)) }
        if let record = filter.record { marks.insert(.record(try await resolve(record))) }
        if let person = filter.participant {
            marks.insert(.person(try await participantCase(person).handle))
        }
        guard let text = filter.card else { return marks }
        let wanted = (text.split(separator: "/").last.map(String.init) ?? "").lowercased()
        let found = memory.boards.flatMap { $0.written.keys }.filter {
            !wanted.isEmpty && $0.rawValue.hasSuffix(wanted)
        }.sorted()
        guard found.count == 1 else {
            throw StudyError(
                found.isEmpty ? .cardNotFound : .cardAmbiguous,
                found.isEmpty
                    ? "No board has a card '\(text.printable)'."
                    : "'\(text.printable)' could mean \(found.prefix(5).map(\.rawValue).joined(separator: ", ")).",
                hint: "'rir card list' shows the cards of a board.")
        }
        marks.insert(.card(found[0]))
        return marks
    }
}

extension StudyService.Ground {
    fileprivate mutating func add(_ cards: [CardID], on board: Board?) {
        for id in cards {
            marks.insert(.card(id))
            if let who = board?.cards[id]?.who { shapers.insert(who) }
        }
    }
}
