import GRDBSQLite

/// Which texts a search may answer with.
struct DocumentFilter {
    /// One bit for each kind's ordinal; 0 means every kind.
    var kinds: UInt32 = 0
    var days: ClosedRange<Int32> = Int32.min...Int32.max
    /// The only numbers allowed, or `nil` for all.
    var numbers: Set<Int64>?

    func admits(_ number: Int64, _ entry: DocumentEntry) -> Bool {
        if kinds != 0, kinds & (1 << UInt32(entry.kind)) == 0 { return false }
        guard days.contains(entry.day) else { return false }
        return numbers.map { $0.contains(number) } ?? true
    }
}

/// Where a phrase of the query stands in a text.
struct PhrasePlace: Equatable {
    var phrase: Int32
    /// 0 for the title, 1 for the body.
    var column: Int32
    /// Words before it in the column.
    var offset: Int32
}

/// A text among the best of a search.
struct Match {
    var score: Double
    var number: Int64
    var entry: DocumentEntry
    var places: [PhrasePlace] = []

    /// Higher score first, then the order of record ids: never the order of arrival, which a rebuild changes.
    func outranks(_ other: Match) -> Bool {
        score != other.score ? score > other.score : entry.precedes(other.entry)
    }
}

/// One pass over everything a query matches: ranks, counts and keeps the best.
///
/// FTS5's own `bm25()` costs 1.5 to 2 microseconds a match, most of it spent on finding each text's length in
/// a table and on listing every occurrence. This pass takes lengths, kinds and days from ``DocumentTable``,
/// only counts occurrences, and walks a query of one phrase inside FTS5 without returning to SQL for each
/// match. The formula is FTS5's (k1 = 1.2, b = 0.75, both columns weigh 1), so the scores are those of
/// `-bm25(words)`.
final class MatchScan {
    enum Order {
        case score
        case newest
    }

    let table: DocumentTable
    let filter: DocumentFilter
    let order: Order
    /// How many of the best to keep.
    let limit: Int
    private(set) var total = 0
    private(set) var totalByKind = [Int](repeating: 0, count: 32)
    /// Set when only the numbers of all matches are wanted.
    private(set) var numbers: Set<Int64>?
    /// How many words each phrase has.
    private(set) var phraseLengths: [Int] = []
    fileprivate var isPrepared = false
    fileprivate var calls: ExtensionCalls?
    /// How many texts hold the phrase being counted.
    fileprivate var frequency = 0
    private var weights: [Double] = []
    private var heap: [Match] = []
    private let averageWords: Double
    private let keepsPlaces: Bool

    init(
        table: DocumentTable, filter: DocumentFilter, order: Order, limit: Int, collectsNumbers: Bool = false
    ) {
        self.table = table
        self.filter = filter
        self.order = order
        self.limit = limit
        averageWords = table.count > 0 ? Double(table.words) / Double(table.count) : 1
        keepsPlaces = order == .score
        numbers = collectsNumbers ? [] : nil
    }

    /// The best matches, best first.
    func best() -> [Match] {
        var best = heap
        if weights.count == 1, order == .score {
            for place in best.indices { best[place].score *= weights[0] }
        }
        best.sort { $0.outranks($1) }
        return best
    }

    // MARK: Ranking

    /// Takes in the text a cursor stands on.
    fileprivate func visit(_ calls: ExtensionCalls, _ context: OpaquePointer?) {
        let number = calls.rowID(context)
        guard let entry = table[number], filter.admits(number, entry) else { return }
        total += 1
        totalByKind[Int(entry.kind & 31)] += 1
        if numbers != nil {
            numbers?.insert(number)
            return
        }
        let score = order == .newest ? Double(entry.day) : score(entry, calls, context)
        var match = Match(score: score, number: number, entry: entry)
        if heap.count >= limit {
            guard let worst = heap.first, match.outranks(worst) else { return }
        }
        if keepsPlaces { match.places = places(calls, context) }
        keep(match)
    }

    private func score(_ entry: DocumentEntry, _ calls: ExtensionCalls, _ context: OpaquePointer?) -> Double {
        let norm = 1.2 * (1 - 0.75 + 0.75 * Double(entry.words) / averageWords)
        var score = 0.0
        for phrase in phraseLengths.indices {
            let count = Double(calls.count(of: phrase, context))
            let weight = phraseLengths.count == 1 ? 1 : weights[phrase]
            score += weight * ((count * (1.2 + 1)) / (count + norm))
        }
        return score
    }

    private func places(_ calls: ExtensionCalls, _ context: OpaquePointer?) -> [PhrasePlace] {
        var places: [PhrasePlace] = []
        for phrase in phraseLengths.indices {
            calls.appendPlaces(of: phrase, context, atMost: 64, to: &places)
        }
        return places
    }

    /// A heap whose root is the worst of the kept matches.
    private func keep(_ match: Match) {
        guard limit > 0 else { return }
        if heap.count < limit {
            heap.append(match)
            var place = heap.count - 1
            while place > 0, heap[(place - 1) / 2].outranks(heap[place]) {
                heap.swapAt(place, (place - 1) / 2)
                place = (place - 1) / 2
            }
            return
        }
        heap[0] = match
        var place = 0
        while true {
            var worst = place
            for child in [2 * place + 1, 2 * place + 2]
            where child < heap.count && heap[worst].outranks(heap[child]) {
                worst = child
            }
            if worst == place { return }
            heap.swapAt(place, worst)
            place = worst
        }
    }

    // MARK: The first match

    /// Learns the query's phrases from the first match.
    ///
    /// - Returns: whether the pass is complete, which it is for a query of one phrase.
    fileprivate func prepare(_ calls: ExtensionCalls, _ context: OpaquePointer?) -> Int32? {
        isPrepared = true
        self.calls = calls
        phraseLengths = (0..<calls.phraseCount(context)).map { calls.phraseLength(context, $0) }
        let me = Unmanaged.passUnretained(self).toOpaque()
        if phraseLengths.count == 1 {
            frequency = 0
            let status = calls.query(context, 0, me, visitPhraseMatch)
            weights = [weight(frequency)]
            return status
        }
        guard order == .score, numbers == nil else { return nil }
        for phrase in phraseLengths.indices {
            frequency = 0
            let status = calls.query(context, Int32(phrase), me, countPhraseMatch)
            guard status == SQLITE_OK else { return status }
            weights.append(weight(frequency))
        }
        return nil
    }

    /// The inverse document frequency as FTS5 takes it.
    private func weight(_ frequency: Int) -> Double {
        let ratio = (Double(table.count - frequency) + 0.5) / (Double(frequency) + 0.5)
        let weight = naturalLogarithm(ratio)
        return weight > 0 ? weight : 1e-6
    }
}

/// The function `rir_scan(words, scan)`: hands the current match to the scan; true stops the query.
func scanMatch(
    interface: UnsafePointer<Fts5ExtensionApi>?, context: OpaquePointer?, result: OpaquePointer?,
    count: Int32,
    arguments: UnsafeMutablePointer<OpaquePointer?>?
) {
    guard count == 1, let interface, let argument = arguments?.pointee,
        let pointer = MatchScan.withPointerType({ sqlite3_value_pointer(argument, $0) })
    else { return sqlite3_result_error_code(result, SQLITE_MISUSE) }
    let scan = Unmanaged<MatchScan>.fromOpaque(pointer).takeUnretainedValue()
    if scan.isPrepared, let calls = scan.calls {
        scan.visit(calls, context)
        return sqlite3_result_int(result, 0)
    }
    guard let calls = ExtensionCalls(interface) else {
        return sqlite3_result_error_code(result, SQLITE_MISUSE)
    }
    if let status = scan.prepare(calls, context) {
        if status != SQLITE_OK { return sqlite3_result_error_code(result, status) }
        return sqlite3_result_int(result, 1)
    }
    scan.visit(calls, context)
    sqlite3_result_int(result, 0)
}

private func visitPhraseMatch(
    interface: UnsafePointer<Fts5ExtensionApi>?, context: OpaquePointer?, pointer: UnsafeMutableRawPointer?
) -> Int32 {
    guard let pointer else { return SQLITE_MISUSE }
    let scan = Unmanaged<MatchScan>.fromOpaque(pointer).takeUnretainedValue()
    guard let calls = scan.calls else { return SQLITE_MISUSE }
    scan.frequency += 1
    scan.visit(calls, context)
    return SQLITE_OK
}

private func countPhraseMatch(
    interface: UnsafePointer<Fts5ExtensionApi>?, context: OpaquePointer?, pointer: UnsafeMutableRawPointer?
) -> Int32 {
    guard let pointer else { return SQLITE_MISUSE }
    Unmanaged<MatchScan>.fromOpaque(pointer).takeUnretainedValue().frequency += 1
    return SQLITE_OK
}

extension MatchScan {
    /// The tag that keeps other pointers from being taken for a scan.
    static func withPointerType<Value>(_ body: (UnsafePointer<CChar>) -> Value) -> Value {
        let type: StaticString = "rir_scan"
        return type.utf8Start.withMemoryRebound(to: CChar.self, capacity: type.utf8CodeUnitCount + 1, body)
    }
}
