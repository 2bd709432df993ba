/// Reads a sheet of consent; see ``ConsentSheet``.
struct ConsentSheetReader {
    private typealias Column = ConsentSheet.Column

    /// Why a row is left out.
    private struct Refusal: Error {
        var place: Int?
        var reason: String
    }

    private let options: ConsentSheet.Options
    private let table: SheetRows<ConsentSheet.Column>
    private var sheet = ConsentSheet()

    init(_ rows: [[String]], _ options: ConsentSheet.Options) {
        self.options = options
        table = SheetRows(rows) { Column.of($0) }
    }

    mutating func read() -> ConsentSheet {
        for place in table.strangers {
            warn(1, place, "The heading is not known, so the column is left out.")
        }
        for place in table.repeats(allowing: { _ in false }) {
            warn(1, place, "Another column has this heading; the first that is filled counts.")
        }
        for (number, cells) in table.filled {
            do throws(Refusal) {
                for draft in try drafts(number, cells) {
                    sheet.rows.append(.init(number: number, draft: draft))
                }
            } catch {
                add(number, error.place, "\(error.reason) The row is left out.", isWarning: false)
            }
        }
        sheet.problems.sort { ($0.row, $0.column ?? 0) < ($1.row, $1.column ?? 0) }
        return sheet
    }

    private mutating func drafts(_ number: Int, _ cells: [String]) throws(Refusal) -> [ConsentDraft] {
        let handle = try handle(cells)
        let at = try moment(cells)
        let mode = try mode(cells)
        let acts = try acts(cells)
        let expires = try end(cells, after: at)
        let scope = try records(cells)
        let form = form(number, cells)
        let takenBy = optional(.by, number, cells, "This is no member such as r1, so it is left out.") {
            MemberID(rawValue: $0.lowercased())
        }
        let evidence = optional(.evidence, number, cells, "This is nothing in the vault, so it is left out.")
        {
            VaultReference(rawValue: $0)
        }
        let meeting = optional(.meeting, number, cells, "This is no id of a record, so it is left out.") {
            RecordID(rawValue: $0)
        }
        return acts.map { act, purposes in
            ConsentDraft(
                participant: handle, act: act, purposes: purposes, mode: mode, at: at, takenBy: takenBy,
                form: form, meeting: meeting, expires: act == .granted || act == .changed ? expires : nil,
                evidence: evidence, scope: scope)
        }
    }

    // MARK: Cells a row can't do without

    private func handle(_ cells: [String]) throws(Refusal) -> Handle {
        guard let (place, text) = table.cell(.handle, in: cells), let handle = SheetText.handle(text) else {
            throw Refusal(place: nil, reason: "There is no handle such as SP66.")
        }
        if let known = options.known, !known.contains(handle) {
            throw Refusal(place: place, reason: "There is no participant \(handle.rawValue).")
        }
        return handle
    }

    private func moment(_ cells: [String]) throws(Refusal) -> Timestamp {
        guard let (place, text) = table.cell(.date, in: cells) else {
            throw Refusal(place: nil, reason: "There is no date.")
        }
        if let moment = Timestamp(rawValue: text), moment.day <= options.today { return moment }
        guard let day = SheetText.day(text, today: options.today) else {
            throw Refusal(place: place, reason: "The date is not a day that can be read.")
        }
        guard day <= options.today else {
            throw Refusal(place: place, reason: "The date is later than today.")
        }
        var time = DayWords.read(text, today: options.today)?.time
        if let (place, text) = table.cell(.time, in: cells) {
            time = DayReader.time(DayReader.words(of: text)[...])
            if time == nil { throw Refusal(place: place, reason: "The time is not one such as 14:30.") }
        }
        return RecordPresence.moment(day: day, time: time ?? "00:00", minutesEast: options.minutesEast)
    }

    private func mode(_ cells: [String]) throws(Refusal) -> ConsentMode {
        guard let (place, text) = table.cell(.mode, in: cells) else {
            if let mode = options.mode { return mode }
            throw Refusal(place: nil, reason: "It is not said whether consent was oral or written.")
        }
        switch SheetText.folded(text) {
        case "oral", "verbal", "spoken", "by phone", "telephone": return .oral
        case "written", "signed", "in writing", "paper", "online form", "email", "e mail": return .written
        default: throw Refusal(place: place, reason: "The mode is oral or written.")
        }
    }

    /// What the row says of which purposes.
    private func acts(_ cells: [String]) throws(Refusal) -> [(ConsentAct, [ConsentPurpose])] {
        var (yes, no) = try ticked(cells)
        if let (place, text) = table.cell(.purposes, in: cells) { yes += try named(text, place) }
        guard let (place, text) = table.cell(.decision, in: cells) else {
            guard !yes.isEmpty || !no.isEmpty else {
                throw Refusal(place: nil, reason: "No purpose is named.")
            }
            return [(.granted, yes), (.refused, no)].filter { !$0.1.isEmpty }
        }
        guard let act = Self.act(text) else {
            throw Refusal(place: place, reason: "The decision is granted, refused, changed or withdrawn.")
        }
        switch act {
        case .granted where !yes.isEmpty: return [(.granted, yes), (.refused, no)].filter { !$0.1.isEmpty }
        case .refused where yes.isEmpty != no.isEmpty: return [(.refused, yes + no)]
        case .changed where !yes.isEmpty: return [(.changed, yes)]
        case .withdrawn where no.isEmpty: return [(.withdrawn, yes)]
        case .granted, .refused, .changed, .withdrawn:
            throw Refusal(place: place, reason: "It is not clear which purposes the decision is about.")
        }
    }

    private func ticked(_ cells: [String]) throws(Refusal) -> ([ConsentPurpose], [ConsentPurpose]) {
        var yes: [ConsentPurpose] = []
        var no: [ConsentPurpose] = []
        for purpose in ConsentPurpose.allCases {
            guard let (place, text) = table.cell(.purpose(purpose), in: cells) else { continue }
            switch SheetText.tick(text) {
            case .yes: yes.append(purpose)
            case .no: no.append(purpose)
            case .empty: break
            case nil: throw Refusal(place: place, reason: "The cell is neither yes nor no.")
            }
        }
        return (yes, no)
    }

    private func named(_ text: String, _ place: Int) throws(Refusal) -> [ConsentPurpose] {
        var purposes: [ConsentPurpose] = []
        for item in SheetText.items(text.replacing("+", with: ",").replacing("&", with: ",")) {
            let word = SheetText.folded(item)
            if word == "all" || word == "everything" { return ConsentPurpose.allCases }
            guard let purpose = ConsentSheet.purpose(word) else {
                let all = ConsentPurpose.allCases.map(\.rawValue).joined(separator: ", ")
                throw Refusal(place: place, reason: "The purposes are of \(all).")
            }
            purposes.append(purpose)
        }
        return purposes
    }

    private static func act(_ text: String) -> ConsentAct? {
        switch SheetText.folded(text) {
        case "granted", "grant", "yes", "y", "given", "agreed", "consented": .granted
        case "refused", "refuse", "no", "n", "declined", "not given": .refused
        case "changed", "change", "amended": .changed
        case "withdrawn", "withdraw", "withdrew", "revoked": .withdrawn
        default: nil
        }
    }

    private func end(_ cells: [String], after at: Timestamp) throws(Refusal) -> CalendarDay? {
        guard let (place, text) = table.cell(.expires, in: cells) else { return nil }
        guard let day = SheetText.day(text, today: options.today), day >= at.day else {
            throw Refusal(place: place, reason: "The end is not a day after the date.")
        }
        return day
    }

    private func records(_ cells: [String]) throws(Refusal) -> [RecordID]? {
        guard let (place, text) = table.cell(.records, in: cells) else { return nil }
        var records: [RecordID] = []
        for item in SheetText.items(text) {
            // A limit that was dropped would turn into consent to everything.
            guard let record = RecordID(rawValue: item) else {
                throw Refusal(place: place, reason: "The cell holds something that is no id of a record.")
            }
            records.append(record)
        }
        return records
    }

    // MARK: Cells a row can do without

    private mutating func form(_ number: Int, _ cells: [String]) -> ConsentFormReference? {
        guard let (place, text) = table.cell(.form, in: cells) else { return options.form }
        let version = table.cell(.version, in: cells)?.text
        let name = SheetText.folded(text).replacing(" ", with: "-")
        if options.forms.contains(name), let form = ConsentFormReference(name: name, version: version) {
            return form
        }
        warn(number, place, "The study has no such form, or this is no version of one, so it is left out.")
        return nil
    }

    private mutating func optional<Value>(
        _ column: ConsentSheet.Column, _ number: Int, _ cells: [String], _ reason: String,
        _ make: (String) -> Value?
    ) -> Value? {
        guard let (place, text) = table.cell(column, in: cells) else { return nil }
        let value = make(text)
        if value == nil { warn(number, place, reason) }
        return value
    }

    // MARK: Problems

    private mutating func warn(_ row: Int, _ place: Int, _ reason: String) {
        add(row, place, reason, isWarning: true)
    }

    private mutating func add(_ row: Int, _ place: Int?, _ reason: String, isWarning: Bool) {
        sheet.problems.append(
            SheetProblem(row: row, column: place.map { $0 + 1 }, reason: reason, isWarning: isWarning))
    }
}
