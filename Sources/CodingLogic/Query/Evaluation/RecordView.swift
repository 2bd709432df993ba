import StudyModel

/// One record while a query looks at it; its text and what is derived from it are made when they are asked for.
///
/// Used by one evaluation at a time.
final class RecordView {
    let corpus: QueryCorpus
    /// The record's place in ``QueryCorpus/records``.
    let place: Int
    let slab: CodingSlab?
    let hidden: [Bool]?

    private var body: String?
    private var scalars: [Unicode.Scalar]?
    private var folded: [Unicode.Scalar]?
    private var words: [Range<Int>]?
    private var units: [QueryUnit: [Range<Int>]] = [:]
    private var turns: [Turn]?

    init(_ corpus: QueryCorpus, place: Int) {
        self.corpus = corpus
        self.place = place
        let number = corpus.records[place].number
        slab = corpus.codings.slab(number)
        hidden = corpus.hiddenSources(ofRecord: number)
    }

    var record: QueryCorpus.Record { corpus.records[place] }

    var cases: [Int] { corpus.casesOfRecords[place] }

    /// Unicode scalars of the body.
    var bodyLength: Int { corpus.records[place].length }

    /// How long codings of the whole record are: an empty body counts as one scalar, so that they lie somewhere.
    var length: Int { max(1, bodyLength) }

    func bodyText() throws -> String {
        if let body { return body }
        let read = try corpus.body(record.id)
        body = read
        return read
    }

    func text() throws -> [Unicode.Scalar] {
        if let scalars { return scalars }
        let made = TextUnits.scalars(of: try bodyText())
        scalars = made
        return made
    }

    /// The text as ``TextNeedle`` compares it.
    func foldedText() throws -> [Unicode.Scalar] {
        if let folded { return folded }
        let made = try text().map(ScalarKind.folded)
        folded = made
        return made
    }

    func allTurns() throws -> [Turn] {
        if let turns { return turns }
        let made = Turns.of(body: try bodyText())
        turns = made
        return made
    }

    func ranges(of unit: QueryUnit) throws -> [Range<Int>] {
        if let ranges = units[unit] { return ranges }
        let made =
            switch unit {
            case .sentence: TextUnits.sentences(try text())
            case .paragraph: TextUnits.paragraphs(try text())
            case .turn: try allTurns().map(\.range).filter { !$0.isEmpty }
            case .record: [0..<length]
            }
        units[unit] = made
        return made
    }

    /// How many whole words stand between two places.
    func words(from start: Int32, to end: Int32) throws -> Int {
        let made = try words ?? TextUnits.words(text())
        words = made
        let first = made.partition { $0.lowerBound >= Int(start) }
        let behind = made.partition { $0.upperBound > Int(end) }
        return max(0, behind - first)
    }
}
