package import StudyModel

extension MarkedText {
    /// What somebody did to the marks of a text.
    ///
    /// What can be read is in the changes, and everything else is named by line and left as it is: no coding is
    /// changed because something was not understood. A coding is removed where both its marks were taken away and its
    /// words are still there. The text itself is never changed by this; where somebody did, the marks are led to the
    /// body all the same, and the line is named. White space doesn't count: editors wrap, trim and indent.
    ///
    /// - Parameters:
    ///   - edited: What came back from the editor, with line ends of any system.
    ///   - body: The body that ``text(body:codings:codebook:)`` was made of.
    ///   - codings: Those it was made with.
    ///   - codebook: Those codes are known that it has now.
    package static func parse(_ edited: String, body: String, codings: [Coding], codebook: Codebook)
        -> MarkReading
    {
        var reader = MarkReader(
            edited, body: Array(body.unicodeScalars), codings, CodeNames(codebook: codebook))
        return reader.read()
    }
}

/// Reads one edited text.
private struct MarkReader {
    private let scan: MarkScan
    private let shown: ShownCodings
    private let pairs: MarkPairs
    private let names: CodeNames
    private var edited: EditedText
    private var problems: [MarkProblem]
    private var changes: [(position: Int, change: MarkChange)] = []
    /// What each shown coding will be, the removed ones as they were.
    private var finals: [CodingID: Final] = [:]
    private var removed: Set<CodingID> = []
    private var added: Set<Final> = []

    private struct Final: Hashable {
        var code: CodeID
        var span: Range<Int>
    }

    init(_ text: String, body: [Unicode.Scalar], _ codings: [Coding], _ names: CodeNames) {
        scan = MarkScan(text)
        shown = ShownCodings(codings, in: body)
        pairs = MarkPairs(scan.marks, shown) { names.areSame($0, $1) }
        self.names = names
        edited = EditedText(body: body, text: scan.text)
        problems = scan.problems + pairs.problems
        for coding in shown.codings { finals[coding.id] = Final(code: coding.code, span: coding.place) }
    }

    mutating func read() -> MarkReading {
        let byCoding = Dictionary(grouping: pairs.pairs.filter { $0.coding != nil }) { $0.coding ?? 0 }
        var new = pairs.pairs.filter { $0.coding == nil }
        for index in shown.codings.indices {
            var own = byCoding[index] ?? []
            if own.isEmpty {
                if !pairs.seen.contains(index) { readMissing(index) }
                continue
            }
            // Of several with one number the one that stands where the coding was is it, else the first.
            let keeper = own.indices.first { isUnmoved(own[$0], index) } ?? 0
            readKept(own.remove(at: keeper), index)
            new += own
        }
        for pair in new { readNew(pair) }
        addTextChanges()
        return MarkReading(
            changes: changes.sorted { $0.position < $1.position }.map(\.change),
            problems: problems.sorted { ($0.line, $0.message) < ($1.line, $1.message) })
    }

    // MARK: Codings that were there

    /// Whether a pair stands around what a coding was on: as the body's words are in the text, or the text's in the body.
    private mutating func isUnmoved(_ pair: MarkPair, _ index: Int) -> Bool {
        let typed = edited.text.range(of: pair.span)
        let own = edited.body.range(of: shown.codings[index].place)
        guard let typed, let own else { return typed == own }
        return edited.inText(own)?.range == typed || edited.inBody(typed) == own
    }

    private mutating func readKept(_ pair: MarkPair, _ index: Int) {
        let coding = shown.codings[index]
        var code = coding.code
        if !pair.start.code.isEmpty, !names.means(pair.start.code, code) {
            switch names.usable(pair.start.code) {
            case .code(let other): code = other
            case .none(let reason):
                add(
                    pair.start.line, "\(reason) Coding #\(shown.numbers[index]) was left as it was.",
                    coding.id)
                return
            }
        }
        if !isUnmoved(pair, index) {
            guard let span = place(of: pair, coding.id) else { return }
            finals[coding.id] = Final(code: code, span: span)
            changes.append((pair.start.position, .move(coding.id, span: span)))
        }
        if code != coding.code {
            finals[coding.id]?.code = code
            changes.append((pair.start.position, .recode(coding.id, code: code)))
        }
    }

    /// A coding without any mark: removed where its words are there.
    private mutating func readMissing(_ index: Int) {
        let coding = shown.codings[index]
        let own = edited.body.range(of: coding.place) ?? 0..<0
        if own.isEmpty || edited.inText(own)?.isWhole == true {
            let place = edited.inText(own).map { edited.text.place(of: $0.range.lowerBound) } ?? 0
            changes.append((place, .remove(coding.id)))
            removed.insert(coding.id)
            return
        }
        add(
            scan.line(of: edited.near(own)),
            "The marks of coding #\(shown.numbers[index]) are gone together with words of its text. It was left as it was; to remove it, take away its marks alone.",
            coding.id)
    }

    // MARK: New ones

    private mutating func readNew(_ pair: MarkPair) {
        let code: CodeID
        switch names.usable(pair.start.code.isEmpty ? ownCode(of: pair) : pair.start.code) {
        case .code(let found): code = found
        case .none(let reason):
            add(pair.start.line, "\(reason) Nothing was coded here.", nil)
            return
        }
        guard let span = place(of: pair, nil) else { return }
        let final = Final(code: code, span: span)
        if let same = finals.first(where: { isSame($0.value, final) && removed.contains($0.key) }) {
            // Marks that were typed again without their number.
            removed.remove(same.key)
            changes.removeAll { $0.change == .remove(same.key) }
        } else if finals.contains(where: { isSame($0.value, final) }) {
            add(pair.start.line, "These words are coded with \(pair.start.text) already.", nil)
        } else if added.insert(final).inserted {
            changes.append((pair.start.position, .add(code: code, span: span)))
        } else {
            add(
                pair.start.line,
                "These words are marked with \(pair.start.text) twice; they were coded once.", nil)
        }
    }

    /// The code of a coding whose number was used a second time.
    private func ownCode(of pair: MarkPair) -> String {
        pair.coding.map { shown.codings[$0].code.rawValue } ?? ""
    }

    private func isSame(_ first: Final, _ second: Final) -> Bool {
        first.code == second.code && edited.body.range(of: first.span) == edited.body.range(of: second.span)
    }

    /// Where a pair's words are in the body, without the white space at their ends.
    private mutating func place(of pair: MarkPair, _ coding: CodingID?) -> Range<Int>? {
        let done = coding == nil ? "Nothing was coded here." : "The coding was left as it was."
        guard let words = edited.text.range(of: pair.span) else {
            add(
                pair.start.line, "There is nothing between \(pair.start.text) and \(pair.end.text). \(done)",
                coding)
            return nil
        }
        guard let found = edited.inBody(words) else {
            add(
                pair.start.line,
                "The words behind \(pair.start.text) are not to be found in the record. \(done) Use 'rir edit' to change the text.",
                coding)
            return nil
        }
        return edited.body.span(of: found)
    }

    // MARK: The text

    /// Names each line whose words were changed, once.
    private mutating func addTextChanges() {
        var named = Set(scan.problems.map(\.line))
        for position in edited.changes where named.insert(scan.line(of: position)).inserted {
            add(
                scan.line(of: position),
                "The text was changed; the record keeps its own. Use 'rir edit' to change it.", nil)
        }
    }

    private mutating func add(_ line: Int, _ message: String, _ coding: CodingID?) {
        problems.append(MarkProblem(line: line, message: message, coding: coding))
    }
}
