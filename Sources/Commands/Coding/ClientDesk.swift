import StudyAPI
import StudyClient
import StudyModel
import TerminalCoder

/// The desk of the terminal coder: the study, through the daemon.
final class ClientDesk: CoderDesk {
    private let client: StudyClient
    private let sample: [RecordID]
    private let me: CoderID
    private let places: CoderPlaces
    private var number = 0
    /// The digest of the version that lies open.
    private var digest = ""
    /// What was done here and not taken back, oldest first.
    private var done: [OperationID] = []

    /// - Parameter sample: at least one record.
    init(client: StudyClient, sample: [RecordID], me: CoderID, places: CoderPlaces) {
        self.client = client
        self.sample = sample
        self.me = me
        self.places = places
    }

    private var record: RecordID { sample[number] }

    func sheet() throws(StudyError) -> CoderSheet {
        let stored = try client.record(record.rawValue)
        let found = try client.codings(of: record.rawValue)
        let codebook = try client.codebook().codebook
        digest = stored.sha256
        return CoderSheet(
            record: record, title: stored.record.title, kind: stored.record.kind, day: stored.record.date,
            version: stored.record.version, body: stored.body, turns: Turns.of(body: stored.body),
            codings: found.codings.map { CoderCoding($0.coding, by: $0.coder) }, codebook: codebook, me: me,
            memo: try memo()?.memo.body ?? "",
            position: sample.count > 1 ? .init(number: number + 1, of: sample.count) : nil)
    }

    func add(
        codes: [CodeID], span: Range<Int>?, comment: String?, weight: Int?
    ) throws(StudyError) -> [Coding] {
        var change = CodingChange(.add, codes: codes.map(\.rawValue))
        change.span = span.map { [$0.lowerBound, $0.upperBound] }
        change.isWhole = span == nil ? true : nil
        change.comment = comment
        change.weight = weight
        return try send([change]).codings.map(\.coding)
    }

    func remove(_ codings: [CodingID]) throws(StudyError) {
        _ = try send(codings.map { CodingChange(.remove, coding: $0.rawValue) })
    }

    func comment(_ coding: CodingID, _ text: String) throws(StudyError) {
        var change = CodingChange(.edit, coding: coding.rawValue)
        change.comment = text
        _ = try send([change])
    }

    func weigh(_ coding: CodingID, _ weight: Int?) throws(StudyError) {
        var change = CodingChange(.edit, coding: coding.rawValue)
        change.weight = weight
        change.dropsWeight = weight == nil ? true : nil
        _ = try send([change])
    }

    private func send(_ changes: [CodingChange]) throws(StudyError) -> CodingReply {
        let reply = try client.code(record.rawValue, CodingRequest(changes: changes, base: digest))
        remember(reply.operation)
        return reply
    }

    private func remember(_ operation: OperationID?) {
        if let operation { done.append(operation) }
    }

    func addCode(name: String, parent: CodeID?) throws(StudyError) -> Codebook {
        var change = CodebookChange(.add, name: name, parent: parent?.rawValue ?? "")
        change.origin = .inductive
        remember(try client.changeCodebook(CodebookRequest(changes: [change])).operation)
        return try client.codebook().codebook
    }

    func saveMemo(_ text: String) throws(StudyError) {
        if let known = try memo() {
            var edit = MemoEditRequest()
            edit.body = text
            edit.base = known.sha256
            remember(try client.editMemo(known.memo.id.rawValue, edit).operation)
        } else {
            let link = MemoLinkDraft(record: record.rawValue)
            let memo = MemoRequest(kind: .analytic, title: Self.memoTitle, body: text, links: [link])
            remember(try client.writeMemo(memo).operation)
        }
    }

    /// What the memo that is written beside a record while coding is called.
    private static let memoTitle = "While coding"

    /// That memo of the open record, where there is one.
    private func memo() throws(StudyError) -> MemoReply? {
        var filter = MemoFilter()
        filter.record = record.rawValue
        filter.writer = me.member
        let found = try client.memos(filter).memos.first {
            $0.title == Self.memoTitle && $0.links.contains { $0.link == .record(record) }
        }
        return try found.map { head throws(StudyError) in try client.memo(head.id.rawValue) }
    }

    func undo() throws(StudyError) -> String {
        guard let last = done.last else {
            throw StudyError(
                .undoNothing, "Nothing is left that was done here.",
                hint: "'rir undo' takes back what was done before.")
        }
        let reply = try client.undo(UndoRequest(operation: last))
        done.removeLast()
        return reply.undone.what
    }

    func nextRecord() throws(StudyError) -> CoderSheet? { try open(number + 1) }

    func previousRecord() throws(StudyError) -> CoderSheet? { try open(number - 1) }

    func nextUncodedRecord() throws(StudyError) -> CoderSheet? {
        for step in 1..<max(2, sample.count) {
            let candidate = (number + step) % sample.count
            let codings = try client.codings(of: sample[candidate].rawValue).codings
            if !codings.contains(where: { $0.coder == me }) { return try open(candidate) }
        }
        return nil
    }

    private func open(_ wanted: Int) throws(StudyError) -> CoderSheet? {
        guard sample.indices.contains(wanted) else { return nil }
        let before = number
        number = wanted
        do throws(StudyError) { return try sheet() } catch {
            number = before
            throw error
        }
    }

    func place() throws(StudyError) -> CoderPlace? { places[record] }

    func savePlace(_ place: CoderPlace) throws(StudyError) { try places.keep(place) }
}
