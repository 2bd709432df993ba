import StudyModel

/// The coder between two keys: the record on the desk, where the cursor stands, what is marked, and what the keys go to.
///
/// A value that knows no terminal and no desk. ``press(_:)`` takes a key and says what is to be done outside;
/// ``receive(_:)`` takes the answer. What it shows is a ``CoderFrame``.
///
/// - Invariant: ``cursor`` is the first scalar of a cluster of the body, or 0 in an empty one, and is on the screen.
package struct CoderState: Sendable {
    /// A sentence for the person, shown until the next key.
    struct Message: Sendable, Equatable {
        var text: String
        var isFailure = false
    }

    var sheet: CoderSheet
    var text: CoderText
    var units: TextUnits
    var lines: TextLines
    var stripes: Stripes
    /// The codings that have a stripe, as ``stripes`` numbers them.
    var striped: [CoderCoding] = []
    /// Whether each stretch of the text (``TextUnits/stretches``) holds a coding of mine.
    var coded: [Bool] = []

    /// The scalar under the cursor.
    package internal(set) var cursor = 0
    /// The first line on the screen.
    var top = 0
    /// The column that moving up and down keeps to.
    var goal: Int?
    var mark: CoderPlace.Mark?
    var unit = CoderUnit.sentence
    var mode = CoderMode.reading
    var message: Message?
    var recent: RecentCodes
    /// What `=` does again.
    var lastCodes: [CodeID] = []
    var lastWeights: [CodeID: Int] = [:]
    /// What `/` looks for again.
    var lastSearch = ""
    var search: TextSearch?
    /// The place a search found.
    var found: Range<Int>?
    var showsStripes = true
    package internal(set) var size: CoderSize

    /// - Parameter place: Where the record was left; whatever of it does not fit the sheet is passed over.
    package init(sheet: CoderSheet, place: CoderPlace?, size: CoderSize) {
        self.sheet = sheet
        self.size = size
        text = CoderText("")
        units = TextUnits(text, turns: [])
        lines = TextLines(text, width: 1)
        stripes = Stripes([], lineStarts: [])
        recent = RecentCodes(digits: place?.digits ?? [], used: Self.usedLately(sheet))
        open(sheet, place)
    }

    /// Takes a key and returns what is to be done, in order.
    package mutating func press(_ key: CoderKey) -> [CoderAction] {
        let before = place
        let actions = answer(key)
        guard place != before else { return actions }
        return [.savePlace(place)] + actions
    }

    /// Where the coder stands, to be kept.
    package var place: CoderPlace {
        CoderPlace(
            record: sheet.record, version: sheet.version, cursor: cursor,
            top: lines.starts[min(top, lines.count - 1)], mark: mark, unit: unit, digits: recent.digits)
    }

    /// What is marked.
    package var marked: Range<Int>? {
        guard let mark, !text.isEmpty else { return nil }
        return min(
            mark.anchor.lowerBound, cursor)..<max(mark.anchor.upperBound, text.end(ofClusterAt: cursor))
    }

    /// Whether moving grows the mark.
    var isMarking: Bool { mark?.isResting == false }

    var metrics: CoderMetrics { CoderMetrics(size, showsStripes: showsStripes) }

    private mutating func answer(_ key: CoderKey) -> [CoderAction] {
        switch key {
        case .resize(let size):
            resize(to: size)
            return []
        case .resumed, .control("l"): return [.redraw]
        case .hangUp: return unsaved + [.end(.hungUp)]
        case .terminate: return unsaved + [.end(.terminated)]
        case .control("z"): return [.suspend]
        case .control("c") where mode == .reading || !size.suffices: return [.end(.interrupted)]
        default: break
        }
        guard size.suffices else { return key == .character("q") ? unsaved + [.end(.quit)] : [] }
        message = nil
        switch mode {
        case .reading: return read(key)
        case .picking(let picker): return pick(key, picker)
        case .choosing(let choice): return choose(key, choice)
        case .weighing(let question): return weigh(key, question)
        case .commenting(let entry): return comment(key, entry)
        case .searching(let entry): return search(key, entry)
        case .browsing(let selected): return browse(key, selected)
        case .memo(let entry): return writeMemo(key, entry)
        case .help(let line): return help(key, line)
        }
    }

    /// What was typed and would be lost if the process ended here.
    private var unsaved: [CoderAction] {
        switch mode {
        case .memo(let memo) where memo.entry.text != memo.before: [.saveMemo(memo.entry.text)]
        case .commenting(let comment) where comment.before.isEmpty && !comment.entry.isEmpty:
            [.comment(comment.coding, comment.entry.text)]
        default: []
        }
    }

    mutating func say(_ text: String) { message = Message(text: text) }
    mutating func warn(_ text: String) { message = Message(text: text, isFailure: true) }

    /// The codes of my codings of a record, last used first.
    static func usedLately(_ sheet: CoderSheet) -> [CodeID] {
        let mine = sheet.codings.filter { $0.by == sheet.me }
            .sorted { ($0.coding.at.rawValue, $0.coding.id) > ($1.coding.at.rawValue, $1.coding.id) }
        var seen: Set<CodeID> = []
        return mine.map(\.coding.code).filter {
            seen.insert($0).inserted && sheet.codebook[$0]?.code.isUsable == true
        }
    }
}
