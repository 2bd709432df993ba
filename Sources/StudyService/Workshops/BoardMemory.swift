internal import StudyArchive
internal import StudyModel
internal import Workflows

/// The workshops with their boards, and the recommendations, kept at hand as the study now stands.
///
/// Emptied whenever somebody else moves `main`; filled again from git when it is asked for.
struct BoardMemory: Sendable {
    private(set) var workshops: [WorkshopID: Workshop] = [:]
    private(set) var recommendations: [RecommendationID: Recommendation] = [:]
    private var cards: [WorkshopID: [Character: [CardID: Board.Card]]] = [:]
    private var votes: [WorkshopID: [Character: [VoteID: CardID]]] = [:]
    /// Files that are none as the format says: study path to what is wrong, as a sentence.
    private(set) var unreadable: [String: String] = [:]
    var isFilled = false
    /// Grows with every change, so that what was read meanwhile is not taken for the newest.
    private(set) var changes = 0

    init() {}

    private init(changes: Int) { self.changes = changes }

    mutating func empty() { self = BoardMemory(changes: changes + 1) }

    /// Takes in what an operation wrote.
    mutating func take(in files: [String: [UInt8]?]) {
        for (path, bytes) in files where Self.isOurs(path) {
            changes += 1
            if isFilled { put(bytes, at: path) }
        }
    }

    static func isOurs(_ path: String) -> Bool {
        BoardFile(path: path) != nil || RecommendationID(path: path) != nil
    }

    /// Puts a file in the place of the one before; `nil` where there is none any more.
    mutating func put(_ bytes: [UInt8]?, at path: String) {
        unreadable[path] = nil
        do throws(PeopleTextFailure) {
            if let file = BoardFile(path: path) {
                try put(bytes, file)
            } else if let id = RecommendationID(path: path) {
                recommendations[id] = nil
                guard let bytes else { return }
                let recommendation = try RecommendationText.recommendation(from: bytes)
                try Self.require(recommendation.id == id)
                recommendations[id] = recommendation
            }
        } catch { unreadable[path] = error.sentence }
    }

    private mutating func put(_ bytes: [UInt8]?, _ file: BoardFile) throws(PeopleTextFailure) {
        switch file {
        case .workshop(let id):
            workshops[id] = nil
            guard let bytes else { return }
            let workshop = try WorkshopText.workshop(from: bytes)
            try Self.require(workshop.id == id)
            workshops[id] = workshop
        case .cards(let id, let shard):
            cards[id, default: [:]][shard] = nil
            if let bytes {
                cards[id, default: [:]][shard] = try WorkshopText.cards(from: bytes, shard: shard)
            }
        case .votes(let id, let shard):
            votes[id, default: [:]][shard] = nil
            if let bytes {
                votes[id, default: [:]][shard] = try WorkshopText.votes(from: bytes, shard: shard)
            }
        }
    }

    private static func require(_ isItself: Bool) throws(PeopleTextFailure) {
        guard !isItself else { return }
        throw PeopleTextFailure(line: nil, reason: "It is another one than its name says.")
    }

    /// A workshop with all its cards and votes.
    func board(_ id: WorkshopID) -> Board? {
        guard let workshop = workshops[id] else { return nil }
        var written: [CardID: Board.Card] = [:]
        for shard in (cards[id] ?? [:]).values { written.merge(shard) { first, _ in first } }
        var board = Board(workshop, cards: written)
        for shard in (votes[id] ?? [:]).values { board.votes.merge(shard) { first, _ in first } }
        return board
    }

    /// All boards, the latest workshop first.
    var boards: [Board] {
        workshops.values.sorted { ($0.day, $0.id) > ($1.day, $1.id) }.compactMap { board($0.id) }
    }

    /// The recommendations that rest on something themselves.
    func recommendations(where rests: (Recommendation.Link) -> Bool) -> [Recommendation] {
        recommendations.values.filter { $0.latest.links.contains(where: rests) }.sorted { $0.id < $1.id }
    }

    /// What is wrong with files below a folder, one sentence each.
    func unreadableSentences(below folder: String) -> [String] {
        unreadable.filter { $0.key.hasPrefix(folder) }.sorted { $0.key < $1.key }
            .map { "'\($0.key)': \($0.value)" }
    }
}

extension StudyService {
    /// The workshops and the recommendations as the study now stands.
    func boardMemory() async throws(StudyError) -> BoardMemory {
        while !boards.isFilled {
            let start = boards.changes
            var found = boards
            for folder in ["boards", "recommendations"] {
                for path in try await reader.files(below: folder) where BoardMemory.isOurs(path) {
                    if let bytes = try await reader.file(path) { found.put(bytes, at: path) }
                }
            }
            guard boards.changes == start, !boards.isFilled else { continue }
            found.isFilled = true
            boards = found
        }
        return boards
    }

    /// A workshop by any part of its id that no other has.
    ///
    /// - Throws: `workshop.not_found`, `workshop.ambiguous`; `workshop.invalid` where a file of it is not as the format says.
    func board(named text: String) async throws(StudyError) -> Board {
        let memory = try await boardMemory()
        let wanted = text.lowercased()
        let found = memory.workshops.keys.filter { !wanted.isEmpty && $0.rawValue.contains(wanted) }.sorted()
        if let broken = memory.unreadable.keys.sorted().first(where: {
            BoardFile(path: $0).map { file in
                found.count == 1 ? file.workshop == found[0] : file.workshop.rawValue == wanted
            } ?? false
        }) {
            throw Self.unreadable(broken, in: memory, .workshopInvalid)
        }
        if found.count == 1, let board = memory.board(found[0]) { return board }
        if found.isEmpty {
            throw StudyError(
                .workshopNotFound, "There is no workshop '\(text.printable)'.",
                hint: "'rir workshop list' shows the workshops there are.")
        }
        throw StudyError(
            .workshopAmbiguous,
            "'\(text.printable)' could mean \(found.prefix(5).map(\.rawValue).joined(separator: ", ")).",
            hint: "Type more of the id.")
    }

    /// A recommendation by any part of its name that no other has.
    ///
    /// - Throws: `recommendation.not_found`, `recommendation.ambiguous`, `recommendation.invalid`.
    func recommendation(named text: String) async throws(StudyError) -> Recommendation {
        let memory = try await boardMemory()
        let wanted = text.lowercased()
        if let exact = RecommendationID(rawValue: wanted).flatMap({ memory.recommendations[$0] }) {
            return exact
        }
        let found = memory.recommendations.keys.filter { !wanted.isEmpty && $0.rawValue.contains(wanted) }
            .sorted()
        if found.count == 1, let recommendation = memory.recommendations[found[0]] { return recommendation }
        let path = "recommendations/\(wanted).yaml"
        if memory.unreadable[path] != nil { throw Self.unreadable(path, in: memory, .recommendationInvalid) }
        if found.isEmpty {
            throw StudyError(
                .recommendationNotFound, "There is no recommendation '\(text.printable)'.",
                hint: "'rir recommendation list' shows those there are.")
        }
        throw StudyError(
            .recommendationAmbiguous,
            "'\(text.printable)' could mean \(found.prefix(5).map(\.rawValue).joined(separator: ", ")).",
            hint: "Type more of the name.")
    }

    /// Refuses a file of a workshop or a recommendation that is not as the format says.
    ///
    /// - Throws: `workshop.invalid`, `recommendation.invalid`.
    nonisolated func requireBoard(_ bytes: [UInt8], at path: String) throws(StudyError) {
        guard BoardMemory.isOurs(path) else { return }
        var memory = BoardMemory()
        memory.put(bytes, at: path)
        guard memory.unreadable[path] != nil else { return }
        let code: StudyError.Code = BoardFile(path: path) == nil ? .recommendationInvalid : .workshopInvalid
        throw Self.unreadable(path, in: memory, code)
    }

    private static func unreadable(
        _ path: String, in memory: BoardMemory, _ code: StudyError.Code
    ) -> StudyError {
        StudyError(
            code, "'\(path.printable)' is not as the format says: \(memory.unreadable[path] ?? "")",
            hint: "'git log -p' on the file shows what changed it; mend it and run 'rir adopt'.")
    }
}

extension Board {
    /// A card by the end of its id, or any part that no other has.
    ///
    /// - Throws: `card.not_found`, `card.ambiguous`.
    func card(named text: String) throws(StudyError) -> CardID {
        let wanted = text.lowercased().split(separator: "/").last.map(String.init) ?? ""
        if let exact = CardID(rawValue: wanted), cards[exact] != nil { return exact }
        let found = cards.keys.filter { !wanted.isEmpty && $0.rawValue.hasSuffix(wanted) }.sorted()
        if found.count == 1 { return found[0] }
        if found.isEmpty {
            let gone = removed.keys.filter { !wanted.isEmpty && $0.rawValue.hasSuffix(wanted) }
            if let card = gone.min() { throw WorkshopRules.gone(card, workshop.id) }
            throw StudyError(
                .cardNotFound, "The board of \(workshop.id) has no card '\(text.printable)'.",
                hint: "'rir card list --workshop \(workshop.id)' shows the cards.")
        }
        throw StudyError(
            .cardAmbiguous,
            "'\(text.printable)' could mean \(found.prefix(5).map(\.rawValue).joined(separator: ", ")).",
            hint: "Type more of the end of its id.")
    }

    /// A column by its name, a part of it that no other has, or its number from 1.
    ///
    /// - Throws: `workshop.invalid`.
    func column(named text: String?) throws(StudyError) -> BoardPartID {
        let columns = workshop.columns
        guard let text else {
            if columns.count == 1 { return columns[0].id }
            throw StudyError(
                .workshopInvalid, "The board has several columns.",
                hint: "Name one with --column: \(Self.names(columns)).")
        }
        if let number = Int(text), columns.indices.contains(number - 1) { return columns[number - 1].id }
        return try Self.part(named: text, in: columns, "column")
    }

    /// A cluster by its name, or a part of it that no other has.
    ///
    /// - Throws: `workshop.invalid`.
    func cluster(named text: String) throws(StudyError) -> BoardPartID {
        try Self.part(named: text, in: workshop.clusters, "cluster")
    }

    private static func part(
        named text: String, in parts: [Workshop.Part], _ what: String
    ) throws(StudyError) -> BoardPartID {
        let wanted = BoardNames.folded(text)
        if let exact = parts.first(where: { BoardNames.folded($0.name) == wanted }) { return exact.id }
        let found = parts.filter { !wanted.isEmpty && BoardNames.folded($0.name).contains(wanted) }
        if found.count == 1 { return found[0].id }
        throw StudyError(
            .workshopInvalid,
            found.isEmpty
                ? "The board has no \(what) '\(VisibleText.line(text))'."
                : "'\(VisibleText.line(text))' could mean \(names(found)).",
            hint: parts.isEmpty
                ? "It has none yet: 'rir card cluster NAME CARD' makes one." : "It has \(names(parts)).")
    }

    private static func names(_ parts: [Workshop.Part]) -> String {
        let shown = parts.prefix(8).map { "'\(VisibleText.line($0.name))'" }.joined(separator: ", ")
        return shown + (parts.count > 8 ? " and others" : "")
    }
}
