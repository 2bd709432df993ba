import StudyModel
import Testing

@testable import Intake

/// Transcripts as meeting programs, transcription services and word processors write them.
@Suite struct TranscriptFormsTests {
    /// The body that three turns of two speakers have when their heads carry times.
    private static let timed = "SP66 [00:00:12]: Yes.\n\nAda Byron [00:00:15]: Why?\n\nSP66 [00:01:20]: So.\n"

    @Test(arguments: [
        "SP66  0:12\nYes.\n\nAda Byron  0:15\nWhy?\n\nSP66  1:20\nSo.\n",
        "SP66 00:00:12\nYes.\nAda Byron 00:00:15\nWhy?\nSP66 00:01:20\nSo.\n",
        "00:00:12 SP66\nYes.\n\n00:00:15 Ada Byron\nWhy?\n\n00:01:20 SP66\nSo.\n",
        "[00:00:12] SP66\nYes.\n\n[00:00:15] Ada Byron\nWhy?\n\n[00:01:20] SP66\nSo.\n",
        "[00:00:12.00] - SP66\nYes.\n\n[00:00:15.00] - Ada Byron\nWhy?\n\n[00:01:20.00] - SP66\nSo.\n",
        "[SP66] 00:00:12\nYes.\n[Ada Byron] 00:00:15\nWhy?\n[SP66] 00:01:20\nSo.\n",
        "SP66 (00:12):\nYes.\n\nAda Byron (00:15):\nWhy?\n\nSP66 (01:20):\nSo.\n",
        "SP66 [00:00:12;00]\nYes.\n\nAda Byron [00:00:15;10]\nWhy?\n\nSP66 [00:01:20;02]\nSo.\n",
        "**SP66** 0:12  \nYes.\n\n**Ada Byron** 0:15  \nWhy?\n\n**SP66** 1:20  \nSo.\n",
        "**SP66**   0:12\\\nYes.\n\n**Ada Byron**   0:15\\\nWhy?\n\n**SP66**   1:20\\\nSo.\n",
    ])
    func headsWithTimes_takeOneForm(text: String) async throws {
        let draft = try await draft("a.txt", text)
        #expect(draft.body == Self.timed && draft.kind == .interview)
        #expect(draft.list("speakers") == ["SP66", "Ada Byron"] && draft.number("turns") == 3)
        #expect(draft.remarks == ["The speakers' headings were rewritten as 'Name [00:01:02]: text'."])
        #expect(Turns.of(body: draft.body).map(\.start) == [12, 15, 80])
    }

    @Test(arguments: ["-->", "--\\>", "–>", "--\\\\>"]) func captionsInADocument_areJoined(arrow: String)
        async throws
    {
        let text = """
            Site visit talk

            0:0:0.0 \(arrow) 0:0:5.120
            Byron, Ada
            Hello and

            0:0:5.120 \(arrow) 0:0:9.5\\
            Byron, Ada\\
            welcome.

            0:0:9.900 \(arrow) 0:0:12.0
            SP66
            Thanks.
            """
        let draft = try await draft("a.txt", text.replacing("\\\\>", with: "\\>"))
        #expect(
            draft.body == """
                Site visit talk

                Byron, Ada [00:00:00]: Hello and welcome.

                SP66 [00:00:09-00:00:12]: Thanks.

                """)
        #expect(draft.title == "Site visit talk" && draft.number("cues") == 3 && draft.number("turns") == 2)
        #expect(draft.text("duration") == "00:00:12.000" && draft.list("speakers") == ["Byron, Ada", "SP66"])
    }

    @Test func timesAlone_becomeParagraphs() async throws {
        let draft = try await draft(
            "interviews/a.txt", "0:01\nso we went\n0:03\nto the market\n0:09\nand back\n0:12\nagain\n")
        #expect(draft.body.hasPrefix("[00:00:01") && draft.body.contains("so we went"))
        #expect(draft.list("speakers") == nil)
    }

    @Test func namesAlone_standBeforeTheirWords() async throws {
        let draft = try await draft("a.txt", "SP66\nYes.\n\nI\nWhy?\n\nSP66\nSo.\n\nMore.\n\nI\nI see.\n")
        #expect(draft.body == "SP66: Yes.\n\nI: Why?\n\nSP66: So.\n\nMore.\n\nI: I see.\n")
        #expect(draft.number("turns") == 4)
    }

    @Test(arguments: [
        "Talk\n\nSP66 [00:12]: Yes.\nI [00:15]: Why?\nSP66 (00:17): So.\n",
        "[00:12] SP66: Yes.\n\n[00:15] I: Why?\n\n[00:20] SP66: So.\n",
        "**SP66:** \\[00:12\\] Yes.\n\n**I:** Why?\n\n**SP66:** So.\n\nMore.\n\n**I:** I see.\n",
        "**SP66:**\n\nYes.\n\n**I:**\n\nWhy?\n\n**SP66:**\n\nSo.\n\n**I:**\n\nI see.\n",
        "SP66: Yes.\n\nI: Why?\n\nSP66: So.\n\nI: I see.\n",
        "[id1] Yes.\n\n[id2] Why?\n\n[id1] So.\n\n[id2] I see.\n",
    ])
    func turnsThatReadAsSuch_stayAsTheyAre(text: String) async throws {
        let draft = try await draft("a.md", text)
        #expect(draft.body == text && draft.remarks.isEmpty && draft.kind == .interview)
        #expect(draft.number("turns") == Turns.of(body: draft.body).count)
    }

    @Test func onlyInterviews_areRewritten() async throws {
        let text = "SP66  0:12\nYes.\n\nAda Byron  0:15\nWhy?\n\nSP66  1:20\nSo.\n"
        #expect(try await draft("notes/a.txt", text).body == text)
    }

    @Test func pausesAndTheLastTurn_haveAnEnd() async throws {
        let draft = try await draft(
            "a.vtt",
            "WEBVTT\n\n00:01.000 --> 00:02.000\n<v A>one\n\n00:02.100 --> 00:03.000\n<v B>two\n\n00:09.000 --> 00:09.400\n<v A>three\n"
        )
        #expect(
            draft.body == "A [00:00:01]: one\n\nB [00:00:02-00:00:03]: two\n\nA [00:00:09-00:00:10]: three\n")
        #expect(Turns.of(body: draft.body).map(\.end) == [2, 3, 10])
    }

    @Test(arguments: [
        "[x] y", "# Ada", "Dr: Who", "**Ada**", "a b c d e f g h i j k", "`", "0:01", "ada@x.org",
    ])
    func anyVoice_isFoundAgain(name: String) async throws {
        let draft = try await draft(
            "a.vtt",
            "WEBVTT\n\n00:01.000 --> 00:02.000\n<v \(name)>one\n\n00:02.000 --> 00:03.000\n<v SP1>two: x\n")
        let turns = Turns.of(body: draft.body)
        #expect(turns.map(\.speaker) == draft.list("speakers").map { $0 } && turns.count == 2)
    }

    @Test func namesOfMeetingPrograms_areSpeakers() async throws {
        var text = "WEBVTT\n\nNOTE language:en-us\n\n"
        let names =
            ["Jane Doe (she/her)"]
            + Array(repeating: ["iphone", "jdoe22", "Ada | NHS"], count: 4).flatMap { $0 }
        for (number, name) in names.enumerated() {
            text += "00:\(number + 10).000 --> 00:\(number + 11).000\n\(name): word: here\n\n"
        }
        let draft = try await draft("GMT20200415-140211_Recording.transcript.vtt", text)
        #expect(draft.list("speakers") == ["Jane Doe (she/her)", "iphone", "jdoe22", "Ada | NHS"])
        #expect(Turns.of(body: draft.body).map(\.speaker) == names && draft.day?.rawValue == "2020-04-15")
        #expect(draft.text("language") == "en-us")
    }

    @Test func proseWithColons_hasNoSpeakers() async throws {
        var text = "WEBVTT\n\n"
        for number in 0..<9 {
            text += "00:0\(number).000 --> 00:0\(number + 1).000\nso this \(number): well\n\n"
        }
        #expect(try await draft("a.vtt", text).list("speakers") == nil)
    }

    @Test(arguments: [
        "09:30\nThe room is full.\n10:00\nA nurse calls.\n10:20\nQuiet.\n10:40\nCoffee.\n11:00\nEnd.\n",
        "[09:30] The room is full.\n[10:00] A nurse calls.\n[10:20] Quiet.\n[10:40] Coffee.\n[11:00] End.\n",
        "09:30 Arrival\nFull.\n\n10:00 Coffee\nTalk.\n\n10:20 Round\nQuiet.\n\n10:40 Coffee\nTalk.\n\n11:00 End\nAll.\n",
        "[09:30] Arrival: full\n[10:00] Coffee: talk\n[10:20] Round: quiet\n[10:40] Coffee: talk\n[11:00] End: all\n",
    ])
    func notesByTheClock_areNoInterview(text: String) async throws {
        let draft = try await draft("a.txt", text)
        #expect(draft.kind == .fieldNote && draft.body == text)
    }

    @Test func longText_isReadOnce() async throws {
        let turn = "SP66  0:12\nYes.\n\nAda Byron  0:15\nWhy: so?\n\n"
        let clock = ContinuousClock()
        let start = clock.now
        let draft = try await draft("a.txt", String(repeating: turn, count: 10_000))
        #expect(draft.number("turns") == 20_000 && Turns.of(body: draft.body).count == 20_000)
        #expect(clock.now - start < .seconds(10))
    }
}

@Suite struct AttributionTests {
    private static func draft(
        _ path: String, _ text: String, _ map: [String: String], participants: [Handle]? = nil
    ) async throws -> RecordDraft {
        let overrides = RecordOverrides(
            participants: participants, speakers: map.compactMapValues(Handle.init(rawValue:)))
        let source = IntakeSource(path: path, bytes: Array(text.utf8), overrides: overrides)
        return try #require(try await Intake.drafts(from: source).first)
    }

    private static let captions =
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Speaker 1>one\n\n00:02.000 --> 00:03.000\n<v Speaker 2>two\n\n"
        + "00:03.000 --> 00:04.000\n<v Speaker 3>three Speaker 1\n"

    @Test func labels_becomeHandles() async throws {
        let draft = try await Self.draft("a.vtt", Self.captions, ["speaker 1": "SP66", "Speaker 3": "M04"])
        #expect(
            draft.body
                == "SP66 [00:00:01]: one\n\nSpeaker 2 [00:00:02]: two\n\nM04 [00:00:03-00:00:04]: three Speaker 1\n"
        )
        #expect(draft.list("speakers") == ["SP66", "Speaker 2", "M04"] && draft.number("turns") == 3)
        #expect(draft.list("source-speakers") == nil)
        #expect(draft.participants.map(\.rawValue) == ["SP66", "M04"])
        #expect(draft.remarks == ["1 speaker has no handle; their labels stay as they are."])
    }

    @Test func turnsOfOneSpeaker_areJoined() async throws {
        let draft = try await Self.draft(
            "a.vtt", Self.captions, ["Speaker 1": "SP66", "Speaker 2": "SP66", "Speaker 3": "SP66"])
        #expect(
            draft.body == "SP66 [00:00:01-00:00:04]: one two three Speaker 1\n" && draft.number("turns") == 1)
        let paused =
            "WEBVTT\n\n00:01.000 --> 00:02.000\n<v A>one\n\n00:09.000 --> 00:10.000\n<v B>two\n\n"
            + "00:10.100 --> 00:11.000\n<v C>three\n\n00:11.000 --> 00:12.000\n<v B>four\n"
        let joined = try await Self.draft("a.vtt", paused, ["A": "SP66", "B": "SP66"])
        #expect(
            joined.body
                == "SP66 [00:00:01]: one two\n\nC [00:00:10]: three\n\nSP66 [00:00:11-00:00:12]: four\n")
    }

    @Test func writtenTurns_stayApart() async throws {
        let text = "**A:** é one\n\n**B:** \u{1F600} two\n\n**A:** three\n\n# Part\n\n**B:** four\n"
        let draft = try await Self.draft(
            "a.md", text, ["A": "SP1", "B": "SP2"], participants: [Handle(rawValue: "M4")].compactMap { $0 })
        #expect(
            draft.body
                == "**SP1:** é one\n\n**SP2:** \u{1F600} two\n\n**SP1:** three\n\n# Part\n\n**SP2:** four\n")
        #expect(draft.participants.map(\.rawValue) == ["M4", "SP1", "SP2"])
        #expect(!draft.guesses.contains { $0.field == "speakers" })
    }

    @Test func unknownLabels_areCountedAndNotNamed() async throws {
        let draft = try await Self.draft("a.vtt", Self.captions, ["Speaker 1": "SP66", "Jane Doe": "SP2"])
        #expect(draft.remarks == ["2 speakers have no handle; their labels stay as they are."])
        let other = try await Self.draft("a.vtt", Self.captions, ["Jane Doe": "SP2"])
        #expect(other.remarks == ["1 label of the speaker map is not in it; it has 3 speakers."])
        let note = try await Self.draft("a.txt", "A note.\n", ["Jane Doe": "SP2"])
        #expect(note.remarks == ["No speakers were found in it, so the speaker map was not applied."])
        #expect(note.participants.isEmpty)
    }
}

@Suite struct GuessTests {
    private static func guesses(_ path: String, _ text: String) async throws -> [String] {
        try await draft(path, text).guesses.map { "\($0.field) \($0.certainty.rawValue)" }
    }

    @Test func whatTheSourceSays_isNoGuess() async throws {
        let text = "---\nkind: minutes\ndate: 2020-04-15\ntitle: T\nparticipants: [SP1]\n---\nText\n"
        #expect(try await Self.guesses("a.md", text).isEmpty)
    }

    @Test(
        arguments: [
            ("a.txt", "Some words\n", ["kind unsure", "title unsure"]),
            (
                "minutes/2020-04-15.txt", "# Title\n\nPresent: SP1\n",
                ["kind likely", "date likely", "participants likely"]
            ),
            ("a.md", "# Visit\n\nDate: 15 April 2020\n", ["kind unsure"]),
            ("a.md", "# Visit\n\nDate: 4/5/2020\n", ["kind unsure", "date unsure"]),
            ("a.md", "# Visit\n\nDate: 15/5/2020\n", ["kind unsure"]),
            ("a.md", "# Visit\n\nDate: 5/5/2020\n", ["kind unsure"]),
            ("a.md", "# Visit of 2 May 2020\n", ["kind unsure", "date likely"]),
            ("a.md", "# Visit\n\n2 May 2020\n", ["kind unsure", "date unsure"]),
            (
                "a.md", "**A:** x\n\n**B:** y\n\n**A:** z\n\n**B:** w",
                ["kind likely", "title unsure", "speakers likely"]
            ),
            ("a.md", "A: x\n\nB: y\n\nA: z\n\nB: w", ["kind unsure", "title unsure", "speakers unsure"]),
            (
                "a.vtt", "WEBVTT - T\n\n00:01.000 --> 00:02.000\n<v SP1>Hi",
                ["kind likely", "participants likely"]
            ),
            (
                "2020-04-15.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nHi",
                ["kind unsure", "date likely", "title unsure"]
            ),
            ("2020-04-15.eml", "Subject: x\nFrom: a@b.c\n\nHi", ["date likely"]),
        ] as [(String, String, [String])])
    func guesses_areNamed(path: String, text: String, expected: [String]) async throws {
        #expect(try await Self.guesses(path, text) == expected)
    }

    @Test func encoding_isAGuessWithoutAMark() async throws {
        let latin = IntakeSource(
            path: "a.md",
            bytes: Array("# Visit\n\nCaf".utf8) + [0xE9] + Array(" by the sea, where they talked.\n".utf8))
        #expect(try await Intake.drafts(from: latin).first?.guesses.last?.field == "encoding")
        let wide = Array("# Visit\n\nWords and words.\n".utf16).flatMap {
            [UInt8($0 & 0xFF), UInt8($0 >> 8)]
        }
        let marked = IntakeSource(path: "a.md", bytes: [0xFF, 0xFE] + wide)
        #expect(
            try await Intake.drafts(from: marked).first?.guesses.contains { $0.field == "encoding" } == false)
        let bare = IntakeSource(path: "a.md", bytes: wide)
        #expect(try await Intake.drafts(from: bare).first?.guesses.last?.certainty == .likely)
    }

    @Test func whatThePersonSays_isNoGuess() async throws {
        let day = try #require(CalendarDay(rawValue: "2020-04-15"))
        let overrides = RecordOverrides(kind: .report, day: day, title: "T", participants: [])
        let source = IntakeSource(path: "x.txt", bytes: Array("SP1 on 4/5/2020\n".utf8), overrides: overrides)
        #expect(try await Intake.drafts(from: source).first?.guesses.isEmpty == true)
    }
}
