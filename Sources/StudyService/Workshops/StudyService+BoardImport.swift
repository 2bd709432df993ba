internal import Intake
internal import StudyArchive
package import StudyModel
internal import Vault
internal import Workflows

/// Boards of Miro and EasyRetro.
extension StudyService {
    /// Brings a board in, in one step: new columns, new cards, and the votes of cards that are there already.
    ///
    /// The same file again makes nothing. Names of authors become handles or nobody, and are never kept; nor is the file.
    ///
    /// - Throws: `board.unreadable`, `workshop.state`, `workshop.invalid`, `names.suspected`, `vault.locked`. Nothing is written
    ///   then.
    package func importBoard(
        _ bytes: [UInt8], _ asked: BoardImport, to name: String
    ) async throws(StudyError) -> BoardImportOutcome {
        try await refreshed()
        let known = try await board(named: name).workshop.columns.map(\.name)
        var sheet = try await Self.read(bytes, asked.source, known)
        let remarks = try await pass(&sheet, cleared: asked.cleared ?? false)
        return try await writing { () async throws(StudyError) -> BoardImportOutcome in
            let board = try await board(named: name)
            let stamp = boardStamp()
            var plan = BoardPlan(board, sheet.source)
            try fill(&plan, from: sheet, fallback: asked.column, stamp)
            let next = try WorkshopRules.applied(plan.step, to: board, stamp).get()
            var outcome = plan.outcome
            outcome.remarks = sheet.remarks + remarks + outcome.remarks
            guard asked.dryRun != true, plan.isSomething else { return outcome }
            let what = "\(plan.cards.count) cards from \(sheet.source.rawValue)"
            outcome.operation = try await keep(next, insteadOf: board, by: stamp, what).operation
            return outcome
        }
    }

    @concurrent
    private static func read(
        _ bytes: [UInt8], _ source: BoardSource?, _ known: [String]
    ) async throws(StudyError) -> BoardSheet {
        try BoardIntake.read(bytes, source: source, known: known)
    }

    private func fill(
        _ plan: inout BoardPlan, from sheet: BoardSheet, fallback: String?, _ stamp: CycleStamp
    ) throws(StudyError) {
        var columns = Self.named(plan.workshop.columns)
        var tags = Self.named(plan.workshop.clusters)
        for name in sheet.columns + [fallback].compactMap(\.self)
        where columns[BoardNames.folded(name)] == nil {
            let column = Workshop.Part(id: freePartID(in: plan.workshop), name: name)
            columns[BoardNames.folded(name)] = column.id
            plan.add(column: column)
        }
        let loose = fallback.flatMap { columns[BoardNames.folded($0)] } ?? plan.workshop.columns[0].id
        for card in sheet.cards {
            let column = card.column.flatMap { columns[BoardNames.folded($0)] } ?? loose
            var clusters: Set<BoardPartID> = []
            for tag in card.tags {
                let cluster = Workshop.Part(
                    id: tags[BoardNames.folded(tag)] ?? freePartID(in: plan.workshop), name: tag)
                if tags.updateValue(cluster.id, forKey: BoardNames.folded(tag)) == nil {
                    plan.add(cluster: cluster)
                }
                clusters.insert(cluster.id)
            }
            plan.add(
                Board.Card(
                    id: freeCardID(on: plan.board), text: card.text, column: column,
                    clusters: clusters.sorted(), who: card.author.flatMap { Handle(rawValue: $0) }, place: 1,
                    imported: card.votes, source: sheet.source,
                    added: Provenance(by: stamp.by, at: stamp.at)))
        }
        if sheet.cards.contains(where: { $0.column == nil }) {
            let name = plan.workshop.column(loose)?.name ?? ""
            plan.remarks.append("What hangs nowhere in the file hangs in '\(VisibleText.line(name))' now.")
        }
    }

    private static func named(_ parts: [Workshop.Part]) -> [String: BoardPartID] {
        Dictionary(parts.map { (BoardNames.folded($0.name), $0.id) }) { first, _ in first }
    }

    // MARK: The door

    /// Takes a board through the door: known names are replaced in every text, and authors become handles or nobody.
    ///
    /// - Returns: what became of authors, one sentence each.
    /// - Throws: `names.suspected` with the rows in which something may be a name; `vault.locked`.
    private func pass(_ sheet: inout BoardSheet, cleared: Bool) async throws(StudyError) -> [String] {
        let authors = try await authors(of: sheet)
        let withdrawn = Set(try await withdrawnPeople().map(\.handle.rawValue))
        for index in sheet.cards.indices {
            sheet.cards[index].author = sheet.cards[index].author.flatMap { authors[$0] ?? nil }
        }
        let before = sheet.cards.count
        sheet.cards.removeAll { $0.author.map(withdrawn.contains) ?? false }
        if namePolicy != .off {
            guard let door = try await door() else { throw Vault.locked }
            guard cleared || namePolicy != .hold else {
                throw StudyError(
                    .namesSuspected, "The study holds every text until a person has looked.",
                    hint: "Look through the board, then repeat with --cleared.")
            }
            let (passed, rows) = await Self.passed(sheet, by: door)
            if !rows.isEmpty, !cleared { throw Self.suspected(rows) }
            sheet = passed
        }
        let unknown = authors.values.count { $0 == nil }
        var remarks: [String] = []
        if unknown > 0 {
            remarks.append(
                "\(unknown == 1 ? "1 author is" : "\(unknown) authors are") nobody the study has a handle for: their cards are nobody's."
            )
        }
        let gone = before - sheet.cards.count
        if gone > 0 {
            remarks.append(
                "\(gone == 1 ? "1 card is" : "\(gone) cards are") by somebody who has withdrawn, and left out."
            )
        }
        return remarks
    }

    /// Each author of the file with the handle that stands for them; `nil` for one that the study does not know.
    private func authors(of sheet: BoardSheet) async throws(StudyError) -> [String: String?] {
        var found: [String: String?] = [:]
        let door = namePolicy == .off ? nil : try await door()
        for author in Set(sheet.cards.compactMap(\.author)) {
            var text = author
            if let door { text = door.replacing(author, in: DraftField(name: "author", role: .value)).text }
            let plain = text.filter { $0 != "[" && $0 != "]" }.uppercased()
            let handle = Handle(rawValue: plain)
            let isKnown = handle == nil ? false : (try? await participantCase(plain)) != nil
            found.updateValue(isKnown ? handle?.rawValue : nil, forKey: author)
        }
        return found
    }

    /// The board with known names replaced, and the rows in which something else may be one; 0 for its columns.
    @concurrent
    private static func passed(_ sheet: BoardSheet, by door: Door) async -> (BoardSheet, [Int]) {
        var (sheet, rows) = (sheet, [Int]())
        var seen: [String: String] = [:]
        func pass(_ text: String, _ row: Int) -> String {
            if let known = seen[text] { return known }
            let passage = door.pass(RecordDraft(kind: .fieldNote, title: "", body: text))
            if !passage.suspects.isEmpty, rows.last != row { rows.append(row) }
            let words = passage.draft.body.unpadded ?? ""
            seen[text] = words
            return words
        }
        sheet.columns = sheet.columns.map { pass($0, 0) }
        for index in sheet.cards.indices {
            let row = sheet.cards[index].row
            sheet.cards[index].text = pass(sheet.cards[index].text, row)
            sheet.cards[index].column = sheet.cards[index].column.map { pass($0, 0) }
            sheet.cards[index].tags = sheet.cards[index].tags.map { pass($0, row) }
        }
        return (sheet, rows)
    }

    private static func suspected(_ rows: [Int]) -> StudyError {
        let named = Set(rows.filter { $0 > 0 }).sorted()
        let shown = named.prefix(10).map(String.init).joined(separator: ", ")
        let places =
            named.isEmpty
            ? "The names of its columns"
            : "\(named.count == 1 ? "Row" : "Rows") \(shown)\(named.count > 10 ? " and \(named.count - 10) others" : "") of the file"
        return StudyError(
            .namesSuspected, "\(places) may hold names.",
            hint: "Put handles in their place, or repeat with --cleared if none of them is a name.")
    }
}

/// What of a file becomes new on a board, and what is there already.
struct BoardPlan {
    private(set) var board: Board
    private let old: Board
    private let source: BoardSource
    private var columns: [Workshop.Part] = []
    private var clusters: [Workshop.Part] = []
    private(set) var cards: [Board.Card] = []
    private var updated: [Board.Card] = []
    private var known = 0
    var remarks: [String] = []
    /// Cards that are there, or were and are removed, and not yet found in the file: by words, column and author.
    private var waiting: [Key: [CardID]] = [:]
    private var place: Int

    private struct Key: Hashable {
        var text: String
        var column: BoardPartID
        var who: Handle?
    }

    init(_ board: Board, _ source: BoardSource) {
        (self.board, old, self.source) = (board, board, source)
        place = board.nextPlace - 1
        // Those that hang are found first.
        for card in board.removed.values.sorted(by: { $0.id > $1.id }) + board.inOrder.reversed() {
            waiting[Key(text: card.text, column: card.column, who: card.who), default: []].append(card.id)
        }
    }

    var workshop: Workshop { board.workshop }
    var isSomething: Bool { !cards.isEmpty || !updated.isEmpty || !columns.isEmpty || !clusters.isEmpty }

    mutating func add(column: Workshop.Part) {
        columns.append(column)
        board.workshop.columns.append(column)
    }

    mutating func add(cluster: Workshop.Part) {
        clusters.append(cluster)
        board.workshop.clusters.append(cluster)
    }

    /// Takes in a card of the file: a new one, or one that is there, with its votes.
    mutating func add(_ card: Board.Card) {
        let key = Key(text: card.text, column: card.column, who: card.who)
        if let id = waiting[key]?.popLast() {
            known += 1
            // What was removed stays removed.
            guard var there = old.cards[id] else { return }
            let all = Set(there.clusters + card.clusters).sorted()
            guard there.imported != card.imported || there.clusters != all else { return }
            (there.imported, there.clusters) = (card.imported, all)
            updated.append(there)
            return
        }
        var card = card
        place += 1
        card.place = place
        board.cards[card.id] = card
        cards.append(card)
    }

    var step: WorkshopStep {
        .bring(source, columns: columns, clusters: clusters, cards: cards, updated: updated)
    }

    var outcome: BoardImportOutcome {
        BoardImportOutcome(
            workshop: workshop.id, source: source, added: cards.count, updated: updated.count,
            known: known - updated.count, columns: columns.map(\.name), remarks: remarks)
    }
}
