import CodingLogic
import StudyModel
import Testing

/// Studies and queries at random, the same for the same seed.
enum RandomStudies {
    static let paths = [
        "access", "access/open", "access/open/self-referral", "access/closed", "workforce",
        "workforce/training",
        "any", "context",
    ]
    static let words = [
        "waiting", "list", "Waiting", "lists", "open", "door", "it’s", "no.", "Dr.", "yes!", "日本", "é",
    ]
    private static let roles = ["frontline", "Manager", "volunteer lead"]

    static func study(seed: UInt64, records: Int = 12) throws -> QueryStudy {
        var dice = QueryDice(seed: seed)
        var study = QueryStudy()
        for path in paths { try study.addCode(path, revision: dice.number(1...2)) }
        study.sources = [
            .coder(try #require(CoderID(rawValue: "r1"))), .coder(try #require(CoderID(rawValue: "r2"))),
            .consensus(round: "pilot"),
        ]
        for number in 1...5 {
            var attributes: [String: CaseValue] = [:]
            if !dice.once(in: 4) { attributes["role"] = .text(dice.one(of: roles)) }
            if !dice.once(in: 3) { attributes["practices"] = .number(Double(dice.number(0...20))) }
            if !dice.once(in: 3) { attributes["started"] = .date(try day(&dice)) }
            if !dice.once(in: 3) {
                attributes["tasks"] = .list(["calls", "visits"].filter { _ in dice.once(in: 2) })
            }
            try study.addCase("SP\(number)", attributes)
        }
        for _ in 0..<records { try addRecord(to: &study, &dice) }
        for record in study.records where !dice.once(in: 6) {
            for _ in 0..<dice.number(0...9) { try addCoding(to: &study, record, &dice) }
        }
        if dice.once(in: 2) { study.hidden = [QueryCorpus.HiddenFile(record: 1, source: 1)] }
        return study
    }

    private static func day(_ dice: inout QueryDice) throws -> CalendarDay {
        try #require(
            CalendarDay(year: dice.number(2019...2021), month: dice.number(1...12), day: dice.number(1...28)))
    }

    private static func addRecord(to study: inout QueryStudy, _ dice: inout QueryDice) throws {
        var body = ""
        if !dice.once(in: 10) {
            let isTranscript = dice.once(in: 2)
            for _ in 0..<dice.number(1...5) {
                if isTranscript { body += "**SP\(dice.number(1...3)):** " }
                for _ in 0..<dice.number(1...8) {
                    body += dice.one(of: words) + dice.one(of: [" ", " ", " ", "\n"])
                }
                body += "\n\n"
            }
        }
        let cases = (6...7).map { "SP\($0)" } + (1...5).map { "SP\($0)" }
        try study.addRecord(
            body, kind: dice.one(of: [.interview, .email, .minutes]), day: try day(&dice).rawValue,
            cases: cases.filter { _ in dice.once(in: 4) })
    }

    private static func addCoding(
        to study: inout QueryStudy, _ record: QueryCorpus.Record, _ dice: inout QueryDice
    ) throws {
        let start = dice.number(0...max(0, record.length - 1))
        let end = min(record.length, start + dice.number(1...20))
        let isWhole = dice.once(in: 8) || start >= end
        try study.addCoding(
            dice.one(of: paths), isWhole ? nil : start..<end, record: record.number,
            source: dice.number(0...2),
            comment: dice.once(in: 3) ? dice.one(of: ["Unsure here", "see memo"]) : nil
        ) { coding in
            coding.state = dice.one(of: [.sound, .sound, .changed, .lost])
            coding.origin = dice.one(of: [.hand, .text, .speaker])
            coding.revision = dice.number(1...2)
            coding.weight = dice.once(in: 2) ? dice.number(-2...5) : nil
            coding.day = 18_000 + dice.number(0...700)
        }
    }

    // MARK: Queries

    static func query(_ dice: inout QueryDice, depth: Int = 3) throws -> QueryNode {
        if depth == 0 || dice.once(in: 5) { return try leaf(&dice) }
        switch dice.number(0...9) {
        case 0...3: return .and(try parts(&dice, depth))
        case 4, 5: return .or(try parts(&dice, depth))
        case 6: return .not(try query(&dice, depth: depth - 1))
        default:
            return .relation(
                try query(&dice, depth: depth - 1), relation(&dice), try query(&dice, depth: depth - 1))
        }
    }

    private static func parts(_ dice: inout QueryDice, _ depth: Int) throws -> [QueryNode] {
        var parts: [QueryNode] = []
        for _ in 0..<dice.number(2...3) { parts.append(try query(&dice, depth: depth - 1)) }
        return parts
    }

    private static func relation(_ dice: inout QueryDice) -> QueryRelation {
        let words = dice.number(0...6)
        return dice.one(of: [
            .near(words), .within(dice.one(of: QueryUnit.allCases)), .overlaps, .inside, .contains,
            .before(dice.once(in: 2) ? words : nil), .after(dice.once(in: 2) ? words : nil), .minus,
        ])
    }

    private static func leaf(_ dice: inout QueryDice) throws -> QueryNode {
        switch dice.number(0...12) {
        case 0...4: return .code(QueryCodeTerm(text: dice.one(of: paths), isExact: dice.once(in: 3)))
        case 5: return .any
        case 6: return .uncoded
        case 7:
            return .text(dice.one(of: ["waiting list", "it's", "list*", "*ing", "open", "日", "no. waiting"]))
        case 8:
            return .pattern(
                dice.one(of: ["w[a-i]+", "(open|o)", "list?s?", "\\b\\w+!", "d.*r"]),
                ignoresCase: dice.once(in: 2))
        case 9: return .speaker(dice.one(of: ["SP1", "sp2", "SP"]))
        default: return .condition(try condition(&dice))
        }
    }

    private static func condition(_ dice: inout QueryDice) throws -> QueryCondition {
        let comparison = dice.one(of: QueryComparison.allCases.filter { $0 != .holds })
        let role = QueryAttributeTerm(name: "role")
        let number = QueryAttributeTerm(name: "practices")
        let started = QueryAttributeTerm(name: "started")
        return dice.one(of: [
            .coder([try #require(CoderID(rawValue: dice.one(of: ["r1", "r2", "r9"])))]), .layer([.consensus]),
            .layer([.independent]), .round(["pilot"]), .origin([.hand, .text]), .state([.sound]),
            .state([.lost]),
            .state([.lost, .changed]), .state([.outdated]), .comment("unsure"), .hasComment, .hasWeight,
            .weight(comparison, dice.number(-1...4)),
            .coded(DayRange(first: CalendarDay(rawValue: "2019-10-01"))),
            .kind([.interview]), .kind([.email, .minutes]),
            .date(
                DayRange(
                    first: CalendarDay(rawValue: "2020-01-01"), last: CalendarDay(rawValue: "2020-12-31"))),
            .participant([try #require(CaseID(rawValue: "SP\(dice.number(1...7))"))]), .hasParticipant,
            .record([QueryStudy.digits(dice.number(0...12), 4)]),
            .attribute(role, .equal, ["FRONTLINE", "x"]),
            .attribute(role, comparison, ["manager"]), .attribute(role, .holds, ["lead"]),
            .attribute(number, comparison, [String(dice.number(0...20))]),
            .attribute(started, comparison, [dice.one(of: ["2020", "2020-06", "2020-06-05"])]),
            .attribute(QueryAttributeTerm(name: "tasks"), .equal, ["Calls"]), .hasAttribute(role),
        ])
    }
}
