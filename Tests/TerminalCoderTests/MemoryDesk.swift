import StudyModel
import TerminalCoder

/// A desk in memory: records of a sample, everything that was acknowledged, and what it shall refuse.
final class MemoryDesk: CoderDesk {
    struct Sheet {
        var record: RecordID
        var title: String
        var kind: RecordKind
        var body: String
        var version = 1
        var memo = ""
        var codings: [CoderCoding] = []
        var place: CoderPlace?
    }

    let me = CoderID(MemoryDesk.member)
    private(set) var sheets: [Sheet]
    private(set) var codebook: Codebook
    private(set) var open = 0
    /// What each request changed, to be taken back.
    private var past: [(what: String, sheets: [Sheet], codebook: Codebook)] = []
    private var count = 0
    /// The next request that changes something fails so.
    var refusal: StudyError?
    /// Called after each change.
    var didChange: (MemoryDesk) -> Void = { _ in }

    init(_ sheets: [Sheet], codebook: Codebook) {
        self.sheets = sheets
        self.codebook = codebook
    }

    var mine: [Coding] { sheets[open].codings.filter { $0.by == me }.map(\.coding) }

    /// Another member's or an earlier coding, put there without a request.
    func put(
        _ code: CodeID, _ span: Range<Int>?, by coder: CoderID? = nil, comment: String? = nil,
        state: Coding.State = .sound
    ) {
        var coding = make(code, span, comment: comment, weight: nil)
        coding.state = state
        sheets[open].codings.append(CoderCoding(coding, by: coder ?? me))
    }

    func restore(_ place: CoderPlace?) { sheets[open].place = place }

    func changeBody(_ body: String) {
        sheets[open].body = body
        sheets[open].version += 1
    }

    // MARK: CoderDesk

    func sheet() throws(StudyError) -> CoderSheet {
        let sheet = sheets[open]
        return CoderSheet(
            record: sheet.record, title: sheet.title, kind: sheet.kind, day: sheet.record.day,
            version: sheet.version, body: sheet.body, turns: Turns.of(body: sheet.body),
            codings: sheet.codings, codebook: codebook, me: me, memo: sheet.memo,
            position: sheets.count > 1 ? .init(number: open + 1, of: sheets.count) : nil)
    }

    func add(
        codes: [CodeID], span: Range<Int>?, comment: String?, weight: Int?
    ) throws(StudyError) -> [Coding] {
        try begin("coding with \(codes.compactMap { codebook[$0]?.code.name }.joined(separator: ", "))")
        let there = Set(mine.filter { $0.anchor?.span == span }.map(\.code))
        let made = codes.filter { !there.contains($0) }.map {
            make($0, span, comment: comment, weight: weight)
        }
        sheets[open].codings += made.map { CoderCoding($0, by: me) }
        didChange(self)
        return made
    }

    func remove(_ codings: [CodingID]) throws(StudyError) {
        try begin("removal of \(codings.count)")
        sheets[open].codings.removeAll { codings.contains($0.coding.id) }
        didChange(self)
    }

    func comment(_ coding: CodingID, _ text: String) throws(StudyError) {
        try begin("comment")
        change(coding) { $0.comment = text.isEmpty ? nil : text }
    }

    func weigh(_ coding: CodingID, _ weight: Int?) throws(StudyError) {
        try begin("weight")
        change(coding) { $0.weight = weight }
    }

    func addCode(name: String, parent: CodeID?) throws(StudyError) -> Codebook {
        try begin("code \(name)")
        let above = parent.flatMap { codebook[$0]?.path }
        guard let path = codebook.freePath(for: name, below: above) else {
            past.removeLast()
            throw StudyError(.requestInvalid, "There is a code of this name there.")
        }
        count += 1
        codebook = Codebook(
            codebook.entries + [.init(path: path, code: Samples.code(name, number: 500 + count))])
        didChange(self)
        return codebook
    }

    func saveMemo(_ text: String) throws(StudyError) {
        try begin("memo")
        sheets[open].memo = text
        didChange(self)
    }

    func undo() throws(StudyError) -> String {
        guard let last = past.popLast() else {
            throw StudyError(.undoNothing, "There is nothing to take back.")
        }
        for index in sheets.indices {
            sheets[index].codings = last.sheets[index].codings
            sheets[index].memo = last.sheets[index].memo
        }
        codebook = last.codebook
        didChange(self)
        return last.what
    }

    func nextRecord() throws(StudyError) -> CoderSheet? { try go(open + 1) }
    func previousRecord() throws(StudyError) -> CoderSheet? { try go(open - 1) }

    func nextUncodedRecord() throws(StudyError) -> CoderSheet? {
        let order = sheets.indices.dropFirst(open + 1) + Array(sheets.indices.prefix(open + 1))
        guard let next = order.first(where: { index in !sheets[index].codings.contains { $0.by == me } })
        else { return nil }
        return try go(next)
    }

    func place() throws(StudyError) -> CoderPlace? { sheets[open].place }

    func savePlace(_ place: CoderPlace) throws(StudyError) {
        sheets[open].place = place
        didChange(self)
    }

    // MARK: Parts

    private func begin(_ what: String) throws(StudyError) {
        if let refusal {
            self.refusal = nil
            throw refusal
        }
        past.append((what, sheets, codebook))
    }

    private func go(_ index: Int) throws(StudyError) -> CoderSheet? {
        guard sheets.indices.contains(index) else { return nil }
        open = index
        return try sheet()
    }

    private func change(_ id: CodingID, _ change: (inout Coding) -> Void) {
        guard let index = sheets[open].codings.firstIndex(where: { $0.coding.id == id }) else { return }
        change(&sheets[open].codings[index].coding)
        didChange(self)
    }

    private func make(_ code: CodeID, _ span: Range<Int>?, comment: String?, weight: Int?) -> Coding {
        count += 1
        let scalars = Array(sheets[open].body.unicodeScalars)
        return Coding(
            id: Samples.codingID(count), code: code, anchor: span.flatMap { Anchor($0, in: scalars) },
            version: sheets[open].version, sha256: String(repeating: "0", count: 64), revision: 1,
            comment: comment, weight: weight, at: Timestamp(secondsSinceEpoch: 1_600_000_000 + count))
    }

    private static let member = Samples.need(MemberID(rawValue: "r1"))
}
