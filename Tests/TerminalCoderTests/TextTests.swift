import StudyModel
import Testing

@testable import TerminalCoder

@Suite struct TextTests {
    @Test(arguments: [
        ("a", "a", 1), ("é", "é", 1), ("e\u{301}", "e\u{301}", 1), ("私", "私", 2), ("👍🏽", "👍", 2),
        ("🇬🇧", "GB", 2),
        ("👩‍👩‍👧", "👩👩👧", 6), ("❤️", "❤", 1), ("\t", "    ", 4), ("\n", "", 0), ("\u{202E}", "\\u{202E}", 8),
        ("\u{1B}", "\\u{1B}", 6), ("\u{301}", "◌\u{301}", 1), ("\u{200B}", "\\u{200B}", 8),
        ("\u{1112}\u{1161}\u{11AB}", "한", 2),
        ("\r", "\\u{D}", 5),
    ])
    func cluster_ofEachKind_takesTheColumnsTerminalsAgreeOn(_ text: String, _ shown: String, _ columns: Int) {
        let scalars = Array(text.unicodeScalars)[...]
        #expect(Cluster.columns(scalars) == columns)
        let pieces = Cluster.pieces(scalars)
        #expect(pieces.map(\.text).joined() == shown)
        #expect(pieces.reduce(0) { $0 + $1.columns } == columns)
    }

    @Test func text_ofAnyKind_hasTheClustersOfTheStandardLibrary() {
        var numbers = SeededNumbers(seed: 7)
        for _ in 0..<300 {
            let body = HardText.make(12, &numbers)
            let text = CoderText(body)
            var starts: Set<Int> = []
            var position = 0
            // The library takes a carriage return and a line feed for one character; here a line feed always stands alone.
            for character in body {
                starts.insert(position)
                if character == "\r\n" { starts.insert(position + 1) }
                position += character.unicodeScalars.count
            }
            #expect((0..<text.count).filter(text.isStart) == starts.sorted(), "\(body.debugDescription)")
        }
    }

    @Test func drawnText_ofAnyKind_holdsNothingATerminalObeys() {
        var numbers = SeededNumbers(seed: 8)
        for _ in 0..<200 {
            let text = CoderText(HardText.make(12, &numbers))
            for position in (0..<text.count).filter(text.isStart) {
                for scalar in text.pieces(at: position).flatMap(\.text.unicodeScalars) {
                    #expect(!Cluster.isEscaped(scalar))
                    #expect(scalar.properties.generalCategory != .format)
                }
            }
        }
    }

    @Test(arguments: [8, 20, 33, 58, 92])
    func lines_ofAnyText_holdAllOfItAndFit(_ width: Int) {
        var numbers = SeededNumbers(seed: UInt64(width))
        for _ in 0..<100 {
            let text = CoderText(HardText.make(30, &numbers))
            let lines = TextLines(text, width: width)
            var end = 0
            for line in 0..<lines.count {
                let range = lines.range(ofLine: line)
                #expect(range.lowerBound == end)
                end = range.upperBound
                var clusters = range.filter(text.isStart)
                while let last = clusters.last, text.scalars[last] == " " || text.scalars[last] == "\n" {
                    clusters.removeLast()
                }
                let columns = clusters.reduce(0) { $0 + text.columns(at: $1) }
                #expect(columns <= width || clusters.count == 1)
                #expect(range.isEmpty || text.isStart(range.lowerBound))
            }
            #expect(end == text.count)
        }
    }

    @Test func lines_breakBehindSpacesAndDashes() {
        let text = CoderText("We open the door to one-to-one talk, and averylongwordthatneverends.\n\nNext")
        let lines = TextLines(text, width: 14)
        #expect(
            (0..<lines.count).map { text.string(lines.range(ofLine: $0)) } == [
                "We open the ", "door to one-", "to-one talk, ", "and ", "averylongwordt", "hatneverends.\n",
                "\n", "Next",
            ])
    }

    private func units(_ body: String) -> (CoderText, TextUnits) {
        let text = CoderText(body)
        return (text, TextUnits(text, turns: Turns.of(body: body)))
    }

    @Test(arguments: [
        ("One. Two! Three? “Four.” Five", ["One.", "Two!", "Three?", "“Four.”", "Five"]),
        ("I saw Dr. N. there. He left.", ["I saw Dr. N. there.", "He left."]),
        ("It was... well, fine. Good.", ["It was... well, fine.", "Good."]),
        ("Use forms, e.g. Form 3. Done.", ["Use forms, e.g. Form 3.", "Done."]),
        ("電話をします。紹介状は要りません。", ["電話をします。", "紹介状は要りません。"]),
        ("Costs 3.50 a week. OK", ["Costs 3.50 a week.", "OK"]),
        ("So do I. Then she left.", ["So do I.", "Then she left."]),
        ("Line one\ngoes on. Next", ["Line one\ngoes on.", "Next"]),
        ("No stop\n\nHere", ["No stop", "Here"]),
    ])
    func sentences_endWhereTheyDo(_ body: String, _ wanted: [String]) {
        let (text, units) = units(body)
        #expect(units.sentences.map(text.string) == wanted)
    }

    @Test func units_ofATranscript_leaveTheLabelsOut() {
        let (text, units) = units(Samples.interview)
        #expect(units.turns.count == 8)
        #expect(text.string(units.turns[2]) == "And during the lockdown?")
        #expect(units.sentences.map(text.string).contains("And during the lockdown?"))
        #expect(units.paragraphs.map(text.string)[3] == "Interviewer [00:01:30]: And during the lockdown?")
        #expect(text.string(units.sentences[0]) == "# Interview with a link worker")
    }

    @Test func units_ofANote_takeItemsApart() {
        let (text, units) = units(Samples.email)
        #expect(
            units.paragraphs.map { text.string($0).prefix(10) } == [
                "Dear all,", "thank you ", "- The new ", "- Could SP", "Best wishe",
            ])
        #expect(units.words.map(text.string).contains("SP12"))
        #expect(units.words.map(text.string).contains("referral"))
    }

    @Test func units_ofAnyText_areInOrderAndWhole() {
        var numbers = SeededNumbers(seed: 9)
        for _ in 0..<200 {
            let (text, units) = units(HardText.make(25, &numbers))
            for ranges in [units.words, units.sentences, units.paragraphs, units.turns] {
                var end = 0
                for range in ranges {
                    #expect(range.lowerBound >= end && !range.isEmpty && range.upperBound <= text.count)
                    #expect(text.isStart(range.lowerBound))
                    #expect(range.upperBound == text.count || text.isStart(range.upperBound))
                    end = range.upperBound
                }
            }
        }
    }

    @Test(arguments: [
        ("DOOR", 0, 12), ("the", 9, 21), ("don't", 0, 28), ("nowhere", 0, nil), ("", 0, nil), ("we", 5, 0),
    ])
    func search_findsInAnyCapitalsAndGoesRound(_ wanted: String, _ from: Int, _ found: Int?) {
        let search = TextSearch(CoderText("We open the door to the one. Don’t! É"))
        #expect(
            search.next(wanted, from: from)?.lowerBound
                == (wanted == "don't" ? 29 : wanted == "the" ? 20 : found))
        #expect(search.next("é", from: 0)?.lowerBound == 36)
    }
}
