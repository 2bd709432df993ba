/// The rules of consent told a second time, naively, over the words of a ``ConsentOrder`` and without any of
/// the product's types: two registers for each person and purpose, one of what was said about everything and
/// one of what was said about just this record, each a pair of word and time.
struct ConsentRegisters {
    /// `yes`, `refused`, `withdrawn` or nothing.
    struct Entry {
        var word = ""
        var at = 0
        var place = 0
        var ends: Int?

        func isAfter(_ other: Entry) -> Bool { (at, place) > (other.at, other.place) }
    }

    private let order: ConsentOrder

    init(_ order: ConsentOrder) { self.order = order }

    /// `yes`, `named` (yes, for this record by name), `no`, `ended` or `nothing`.
    private func word(_ who: Int, _ purpose: Character, until moment: Int) -> String {
        var everything = Entry()
        var thisRecord = Entry()
        /// When somebody last said no, and when last yes for this record by name.
        var lastNo = -1
        var lastNamed = -1
        let acts = order.acts.sorted { ($0.at, $0.place) < ($1.at, $1.place) }
        for (turn, act) in acts.enumerated() where act.who == who && act.at <= moment && act.limit != "#" {
            let isNamed = act.purposes.contains(purpose)
            let before = Self.winner(everything, thisRecord)
            var entry = Entry(word: "", at: act.at, place: act.place, ends: act.ends)
            if act.sign == "+" && isNamed || act.sign == "~" && isNamed { entry.word = "yes" }
            if act.sign == "-" && isNamed { entry.word = "refused" }
            if act.sign == "x" && (isNamed || act.purposes.isEmpty) { entry.word = "withdrawn" }
            if act.sign == "~" && !isNamed && before.word == "yes" { entry.word = "withdrawn" }
            if entry.word.isEmpty { continue }
            if entry.word != "yes" { lastNo = turn }
            if entry.word == "yes", act.limit == "@" { lastNamed = turn }
            if act.limit == "@" { thisRecord = entry } else { everything = entry }
        }
        let found = Self.winner(everything, thisRecord)
        switch found.word {
        case "": return "nothing"
        case "yes":
            if let ends = found.ends, ends < moment / 86_400 { return "ended" }
            return lastNamed > lastNo ? "named" : "yes"
        default: return "no"
        }
    }

    /// A no about this record stands; otherwise what was said last does.
    private static func winner(_ everything: Entry, _ thisRecord: Entry) -> Entry {
        if thisRecord.word.isEmpty { return everything }
        if thisRecord.word != "yes" { return thisRecord }
        return everything.word.isEmpty || thisRecord.isAfter(everything) ? thisRecord : everything
    }

    /// The seven letters that are expected.
    var expected: String {
        let base: Character = order.isSurveyAnswer ? "s" : "c"
        let needs: [[Character]] = [
            [base], ["c", "r"], [base], [base], [base, "q"], [base, "h"], ["s"],
        ]
        return String(needs.enumerated().map { place, purposes in letter(purposes, place) })
    }

    private func letter(_ purposes: [Character], _ place: Int) -> Character {
        var letter: Character = "A"
        for who in order.people {
            for purpose in purposes {
                switch single(who, purpose, isBringingIn: place < 2) {
                case "R": letter = place == 0 && letter != "R" ? "F" : "R"
                case "F" where letter == "A": letter = "F"
                default: break
                }
            }
        }
        return letter
    }

    private func single(_ who: Int, _ purpose: Character, isBringingIn: Bool) -> Character {
        let now = word(who, purpose, until: order.now)
        let then = word(who, purpose, until: order.began)
        let held = then == "yes" || then == "named"
        switch now {
        case "nothing", "no": return "R"
        case "ended": return held && isBringingIn ? "A" : "R"
        case "named" where purpose != "r": return "A"
        default: return held || purpose == "q" || purpose == "h" ? "A" : "F"
        }
    }
}
