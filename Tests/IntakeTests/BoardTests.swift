import StudyModel
import Testing

@testable import Intake

/// Boards as Miro and EasyRetro write them.
@Suite struct BoardTests {
    private static func read(
        _ text: String, _ source: BoardSource? = nil, known: [String] = []
    ) throws -> BoardSheet {
        try BoardIntake.read(Array(text.utf8), source: source, known: known)
    }

    private static func cards(_ sheet: BoardSheet) -> [String] {
        sheet.cards.map { "\($0.column ?? "-"): \($0.text) [\($0.votes)]" }
    }

    @Test func columns_withVotesInParentheses() throws {
        let sheet = try Self.read(
            "\u{FEFF}What works,What does not,\r\n\"Trust, mostly (3 votes)\",\"Lists\nand lists (1 vote)\",\r\n,Phones \u{1F4F1} (0 votes),\r\n"
        )
        #expect(sheet.source == .easyretro && sheet.columns == ["What works", "What does not"])
        #expect(
            Self.cards(sheet) == [
                "What works: Trust, mostly [3]", "What does not: Lists\nand lists [1]",
                "What does not: Phones \u{1F4F1} [0]",
            ])
    }

    @Test func columns_withVotesBesideThem_orNone() throws {
        let beside = try Self.read("Ideas;Stimmen;Actions;Stimmen\nA;2;B;+1\nC;;D;viele\n")
        #expect(
            Self.cards(beside) == ["Ideas: A [2]", "Ideas: C [0]", "Actions: B [1]", "Actions: D [0]"])
        #expect(beside.remarks.contains { $0.contains("no number") })
        let bare = try Self.read("A,B\nx (2),y (0)\n")
        #expect(Self.cards(bare) == ["A: x [2]", "B: y [0]"])
        // A number in parentheses that only some have is part of the words.
        let words = try Self.read("A,B\nsince (2019),y\n")
        #expect(Self.cards(words) == ["A: since (2019) [0]", "B: y [0]"])
    }

    @Test func rows_inAnyOrderAndLanguage() throws {
        let sheet = try Self.read(
            "Votes,Created by,Column,Text\n4,Kim Sample,Ideas,\"One, list\"\n0,SP66,Ideas,Two\n,,Actions,Three\n"
        )
        #expect(sheet.source == .easyretro)
        #expect(Self.cards(sheet) == ["Ideas: One, list [4]", "Ideas: Two [0]", "Actions: Three [0]"])
        #expect(sheet.cards.map(\.author) == ["Kim Sample", "SP66", nil])
        let german = try Self.read("Inhalt\tSpalte\tStimmen\tFarbe\nEins\tIdeen\t2\tgelb\n")
        #expect(Self.cards(german) == ["Ideen: Eins [2]"])
        #expect(german.remarks.contains { $0.contains("left out") })
        let tagged = try Self.read("Content,Tags\nOne,\"access, money\"\n")
        #expect(tagged.source == .miro && tagged.cards[0].tags == ["access", "money"])
        #expect(tagged.cards[0].column == nil)
    }

    @Test func sections_underFrames_withTags() throws {
        let sheet = try Self.read(
            "Implications\nOne,access\n\"Two\",money,access\n\nRecommendations\nThree\n")
        #expect(sheet.source == .miro && sheet.columns == ["Implications", "Recommendations"])
        #expect(
            Self.cards(sheet) == [
                "Implications: One [0]", "Implications: Two [0]", "Recommendations: Three [0]",
            ])
        #expect(sheet.cards[1].tags == ["money", "access"])
        // Without empty rows only what the board's columns are called is a frame.
        let known = try Self.read(
            "Implications\nOne\nRecommendations\nTwo\n", known: ["implications", "Recommendations"])
        #expect(Self.cards(known) == ["Implications: One [0]", "Recommendations: Two [0]"])
        let loose = try Self.read("One\nTwo\n")
        #expect(Self.cards(loose) == ["-: One [0]", "-: Two [0]"] && loose.remarks.count == 1)
    }

    @Test func list_asEasyRetroCopiesIt() throws {
        let sheet = try Self.read(
            "My board\n\nWent well\n- One, and more (2 votes) \n- Two\nlines (1 vote)\n\nTo improve\n- Three (0 votes)\n"
        )
        #expect(sheet.source == .easyretro)
        #expect(
            Self.cards(sheet) == [
                "Went well: One, and more [2]", "Went well: Two\nlines [1]", "To improve: Three [0]",
            ])
    }

    @Test func formulas_areText() throws {
        let sheet = try Self.read("Ideas,Actions\n\"=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\",'=1+1\n")
        #expect(sheet.cards.map(\.text) == ["=HYPERLINK(\"http://x\",\"y\")", "=1+1"])
    }

    @Test func what_isNoBoard_isRefused() {
        for (text, what) in [
            ("", "empty"), ("\n \n", "blank"), ("A,B\n", "no cards"), ("A,B\n\"x", "cut short"),
        ] {
            let error = #expect(throws: StudyError.self, "\(what)") { try Self.read(text) }
            #expect(error?.code == .boardUnreadable && error?.hint != nil, "\(what)")
        }
        let bytes: [UInt8] = (0..<4000).map { UInt8(truncatingIfNeeded: $0 &* 37) }
        #expect(throws: StudyError.self) { try BoardIntake.read(bytes, source: nil, known: []) }
    }

    @Test func fiveThousandCards_areReadInASecond() throws {
        var text = "Ideas,Actions\r\n"
        for number in 0..<2500 {
            text +=
                "\"Card \(number), with a comma\nand a line (\(number % 9) votes)\",\"=Other \(number) (2 votes)\"\r\n"
        }
        let clock = ContinuousClock()
        var sheet: BoardSheet?
        let time = try clock.measure { sheet = try Self.read(text) }
        #expect(sheet?.cards.count == 5000 && sheet?.cards[8].votes == 8)
        #expect(time < .seconds(10), "\(time)")
    }

    /// Whatever is thrown at it, reading ends soon, and every cell that is no heading and no number of votes is on a card.
    @Test func hostileTables_endSoon_andLoseNothing() throws {
        var seed: UInt64 = 42
        func next(_ bound: Int) -> Int {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(seed >> 33) % bound
        }
        let pieces = [
            "a", "word", " ", ",", ";", "\n", "\r\n", "\"", "\"\"", "=", "'", "(3 votes)", "(3)", "- ",
            "Votes",
            "Text", "Column", "\u{1F642}", "\t", "é", "\u{FEFF}", "\u{0}", "x\ny", "|", "sep=;",
        ]
        let clock = ContinuousClock()
        for _ in 0..<3000 {
            let text = (0..<next(60)).map { _ in pieces[next(pieces.count)] }.joined()
            let time = clock.measure { _ = try? Self.read(text, [nil, .miro, .easyretro][next(3)]) }
            #expect(time < .seconds(2), "\(text)")
        }
        for _ in 0..<500 {
            let width = 2 + next(3)
            var rows = [(0..<width).map { "Column \($0)" }]
            for row in 0..<(1 + next(6)) {
                rows.append((0..<width).map { next(4) == 0 ? "" : "c\(row)-\($0) \(pieces[next(6)])x" })
            }
            let cells = rows.dropFirst().joined().filter { !$0.isEmpty }
            guard !cells.isEmpty else { continue }
            let sheet = try BoardIntake.read(CSVText.bytes(rows), source: .easyretro, known: [])
            #expect(sheet.cards.map(\.text).sorted() == cells.map(\.trimmed).sorted())
        }
        let deep = String(repeating: "- ", count: 50_000) + "\n" + String(repeating: "x\n", count: 100_000)
        #expect(clock.measure { _ = try? Self.read("A\n" + deep + "- y (1 vote)\n") } < .seconds(10))
        let wide = String(repeating: ",", count: 20_000) + "\n"
        #expect(clock.measure { _ = try? Self.read(String(repeating: wide, count: 100)) } < .seconds(10))
    }
}
