import StudyModel

/// An order of events, written on one line so that a table can hold hundreds.
///
/// Each word stands a day after the one before it, at noon, and the use comes a day after the last. A word is
/// `R` (what the record tells of takes place), `S` (the same for an answer to a survey), `&` (SP67 is present
/// as well), or an act:
///
/// `[<][2|9]<sign><purposes>[!|?][@|#]`
///
/// | part | means |
/// |---|---|
/// | `<` | a late entry: given on the day of the record, at its beginning, and written down now |
/// | `2`, `9` | by SP67, who is then present; by SP99, who is not; otherwise by SP66 |
/// | `+ - ~ x` | granted, refused, changed, withdrawn |
/// | `c r s q h` | collect, record, survey, quote, share; all where there is none |
/// | `!`, `?` | ends on its own day; on the day of the record, or its own where that is later |
/// | `@`, `#` | limited to the record; limited to another record |
struct ConsentOrder {
    struct Act {
        var who: Int
        var sign: Character
        var purposes: String
        /// Seconds since 1970.
        var at: Int
        /// The day since 1970 on which it ends.
        var ends: Int?
        /// `@`, `#` or neither.
        var limit: Character?
        var place: Int
    }

    static let firstDay = 18_337
    static let letters = "crsqh"

    let text: String
    private(set) var acts: [Act] = []
    private(set) var people = [66]
    private(set) var began = 0
    private(set) var isSurveyAnswer = false
    private(set) var now = 0

    /// - Returns: `nil` where the line is not an order with one record.
    init?(_ text: String) {
        self.text = text
        let words = text.split(separator: " ")
        guard let record = words.firstIndex(where: { $0 == "R" || $0 == "S" }) else { return nil }
        isSurveyAnswer = words[record] == "S"
        began = Self.noon(record)
        now = Self.noon(words.count)
        for (place, word) in words.enumerated() where place != record {
            if word == "&" {
                people = [66, 67]
            } else if let act = act(word, place, day: Self.firstDay + record) {
                acts.append(act)
            } else {
                return nil
            }
        }
        if acts.contains(where: { $0.who == 67 }) { people = [66, 67] }
    }

    private static func noon(_ place: Int) -> Int { (firstDay + place) * 86_400 + 43_200 }

    private func act(_ word: Substring, _ place: Int, day: Int) -> Act? {
        var rest = word
        let isLate = rest.first == "<"
        if isLate { rest.removeFirst() }
        var who = 66
        if let first = rest.first, first == "2" || first == "9" {
            who = first == "2" ? 67 : 99
            rest.removeFirst()
        }
        guard let sign = rest.popFirst(), "+-~x".contains(sign) else { return nil }
        let purposes = String(rest.prefix { Self.letters.contains($0) })
        rest = rest.dropFirst(purposes.count)
        var act = Act(
            who: who, sign: sign, purposes: purposes, at: isLate ? day * 86_400 : Self.noon(place),
            place: place)
        if purposes.isEmpty, sign != "x" { act.purposes = Self.letters }
        if let mark = rest.first, mark == "!" || mark == "?" {
            act.ends = mark == "!" ? act.at / 86_400 : max(day, act.at / 86_400)
            rest.removeFirst()
        }
        if let mark = rest.first, mark == "@" || mark == "#" {
            act.limit = mark
            rest.removeFirst()
        }
        return rest.isEmpty ? act : nil
    }

    /// The seven verdicts, in the order of ``ConsentUse``'s list in the tables below: capture, import of a
    /// recording, round, analysis, quote, share, survey answer; `A` allowed, `F` flagged, `R` refused.
    static let uses: [ConsentUse] = [
        .captureData, .importRecording, .enterRound, .analyse, .quoteInReport, .shareInExport, .surveyAnswer,
    ]
}

extension ConsentOrder {
    static let record = RecordID(rawValue: "2020-04-15-interview-7f3k")
    static let other = RecordID(rawValue: "2020-04-15-interview-0000")

    var events: [ConsentEvent] {
        acts.compactMap { act in
            guard let id = OperationID(rawValue: "01kb2s9m4x0e7a2v9c1d3f" + act.place.padded(to: 4)),
                let handle = Handle(rawValue: "SP\(act.who)"), let member = MemberID(rawValue: "r1")
            else { return nil }
            let limit = act.limit == "@" ? Self.record : act.limit == "#" ? Self.other : nil
            return ConsentEvent(
                id: id, participant: handle, act: Self.acts[act.sign] ?? .refused,
                purposes: act.purposes.compactMap { Self.purposes[$0] }, mode: .oral,
                at: Timestamp(secondsSinceEpoch: act.at),
                recorded: Provenance(
                    by: member, at: Timestamp(secondsSinceEpoch: max(act.at, Self.noon(act.place)))),
                expires: act.ends.flatMap { CalendarDay(daysSinceEpoch: $0) }, scope: limit.map { [$0] })
        }
    }

    static let acts: [Character: ConsentAct] = [
        "+": .granted, "-": .refused, "~": .changed, "x": .withdrawn,
    ]
    static let purposes: [Character: ConsentPurpose] = [
        "c": .collect, "r": .record, "s": .survey, "q": .quote, "h": .share,
    ]

    var presence: RecordPresence {
        RecordPresence(
            record: Self.record, people: people.compactMap { Handle(rawValue: "SP\($0)") },
            began: Timestamp(secondsSinceEpoch: began), isSurveyAnswer: isSurveyAnswer)
    }

    var end: Timestamp { Timestamp(secondsSinceEpoch: now) }

    /// What the gate answers, one letter for each use.
    func verdicts(_ policy: ConsentPolicy = .required, events: [ConsentEvent]? = nil) -> String {
        let gate = ConsentGate(ledger: ConsentLedger(events ?? self.events), policy: policy)
        return String(
            Self.uses.map { use -> Character in
                switch gate.verdict(for: use, of: presence, now: end) {
                case .allowed: "A"
                case .flagged: "F"
                case .refused: "R"
                }
            })
    }
}
