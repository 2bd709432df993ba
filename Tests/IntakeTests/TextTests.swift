import StudyModel
import Testing

@testable import Intake

func draft(_ path: String, _ text: String) async throws -> RecordDraft {
    try #require(try await Intake.drafts(from: IntakeSource(path: path, bytes: Array(text.utf8))).first)
}

/// The drafts of a source, or why there are none.
func read(_ source: IntakeSource) async -> Result<[RecordDraft], StudyError> {
    do throws(StudyError) {
        return .success(try await Intake.drafts(from: source))
    } catch {
        return .failure(error)
    }
}

func code(_ path: String, _ bytes: [UInt8]) async -> StudyError.Code? {
    let result = await read(IntakeSource(path: path, bytes: bytes))
    if case .failure(let error) = result { return error.code }
    return nil
}

@Suite struct TextTests {
    // MARK: Encodings

    @Test(arguments: [
        (TextEncoding.windows1252, "“It’s the café’s fault”, she said – twice… for £5 or €6.\n"),
        (.latin1, "Der Arzt sagte, die Übung wäre für Ältere schön.\n"),
        (.macRoman, "“It’s the café’s fault”, she said – twice… über naïve Ängste.\n"),
        (.windows1250, "Zażółć gęślą jaźń, powiedziała – świetnie.\n"),
        (.windows1251, "Она сказала, что врач не ответил на письмо.\n"),
        (.koi8R, "Она сказала, что врач не ответил на письмо.\n"),
    ])
    func legacyText_isReadInItsEncoding(encoding: TextEncoding, text: String) async throws {
        let table = try #require(encoding.upperHalf)
        let bytes = try text.unicodeScalars.map { scalar in
            scalar.value < 0x80
                ? UInt8(scalar.value) : UInt8(128 + (try #require(table.firstIndex(of: scalar), "\(scalar)")))
        }
        let drafts = try await Intake.drafts(from: IntakeSource(path: "a.txt", bytes: bytes))
        #expect(drafts.first?.body == text)
        #expect(drafts.first?.text("encoding") == encoding.rawValue)
        #expect(drafts.first?.remarks.isEmpty == false)
    }

    @Test(arguments: [true, false], [true, false]) func utf16_isReadWithAndWithoutMark(big: Bool, mark: Bool)
        async
        throws
    {
        let text = "Field note\nThe café closed. Дом. 家\n"
        let units: [UInt16] = (mark ? [0xFEFF] : []) + Array(text.utf16)
        let bytes = units.flatMap { unit -> [UInt8] in
            let pair = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
            return big ? pair : pair.reversed()
        }
        let drafts = try await Intake.drafts(from: IntakeSource(path: "a.txt", bytes: bytes))
        #expect(drafts.first?.body == text)
        #expect(drafts.first?.text("encoding") == (big ? "utf-16be" : "utf-16le"))
    }

    @Test func utf16WithoutMark_inAnotherScript_isRead() async throws {
        let text = "彼女は店が五月に閉まったと言いました。とても残念です。\n"
        let bytes =
            text.utf16.flatMap { unit -> [UInt8] in [UInt8(unit & 0xFF), UInt8(unit >> 8)] } + [0x41, 0x00]
        #expect(
            try await Intake.drafts(from: IntakeSource(path: "a.txt", bytes: bytes)).first?.body == text
                + "A\n")
    }

    @Test func damagedUTF8_keepsTheRest() async throws {
        let bytes = Array("She said “yes” at the café — ".utf8) + [0xFF] + Array("twice.".utf8)
        let draft = try #require(
            try await Intake.drafts(from: IntakeSource(path: "a.txt", bytes: bytes)).first)
        #expect(draft.body == "She said “yes” at the café — \u{FFFD}twice.\n")
        #expect(draft.remarks.count == 1)
    }

    @Test func lineEndsAndMark_areNormalised() async throws {
        let draft = try await draft("a.txt", "\u{FEFF}one\r\ntwo\rthree\n\nÅ A\u{30A}")
        #expect(draft.body == "one\ntwo\nthree\n\nÅ A\u{30A}\n")
        #expect(draft.body.unicodeScalars.count == 20)
    }

    @Test func strayNUL_isReplaced() async throws {
        let text = String(repeating: "We walked. ", count: 40)
        let draft = try await draft("a.txt", text + "\0end\n")
        #expect(draft.body == text + "\u{FFFD}end\n")
        #expect(draft.remarks == ["1 NUL bytes in the text were replaced with U+FFFD."])
    }

    @Test func controls_areKeptAndRemarked() async throws {
        let draft = try await draft("a.txt", "red \u{1B}[31m text\u{8}\n")
        #expect(draft.body == "red \u{1B}[31m text\u{8}\n")
        #expect(draft.remarks == ["The text holds 2 control characters; they are kept and shown escaped."])
    }

    // MARK: Front matter

    @Test func frontMatter_givesValuesAndDetails() async throws {
        let draft = try await draft(
            "notes/x.md",
            """
            ---
            title: "A visit: the garden"
            date: 2020-04-15
            time: 14:30
            kind: conversation
            participants: [SP66, "SP7"]
            place: community garden # outside
            weather: 'it''s fine'
            tags:
              - access
              - green
            visit_no: 3
            id: 2020-04-15-minutes-7f3k
            ---

            We walked.
            """)
        #expect(draft.title == "A visit: the garden")
        #expect(draft.day?.rawValue == "2020-04-15" && draft.time == "14:30")
        #expect(draft.kind == .conversation)
        #expect(draft.participants.map(\.rawValue) == ["SP66", "SP7"])
        #expect(draft.text("place") == "community garden" && draft.text("weather") == "it's fine")
        #expect(draft.list("tags") == ["access", "green"] && draft.number("visit-no") == 3)
        #expect(draft.text("source-id") == "2020-04-15-minutes-7f3k")
        #expect(draft.body == "We walked.\n")
    }

    @Test func frontMatterWithNestedValues_staysInTheText() async throws {
        let text = "---\ntitle: Walk\nwho:\n  name: someone\n  role: *anchor\n---\nWe walked.\n"
        let draft = try await draft("a.md", text)
        #expect(draft.title == "Walk" && draft.body == text)
        #expect(draft.remarks.count == 1)
    }

    @Test func namesAmongParticipants_neverBecomeHandles() async throws {
        let draft = try await draft("a.md", "---\nparticipants: [SP66, Ada Byron]\n---\nText.\n")
        #expect(draft.participants.map(\.rawValue) == ["SP66"])
        #expect(draft.list("source-participants") == ["SP66", "Ada Byron"])
    }

    @Test(arguments: [
        "---\n\nA rule, no front matter\n", "---\nno colon here\n---\ntext\n", "---\nopen: yes\n",
    ])
    func rulesAreNoFrontMatter_nothingIsLost(text: String) async throws {
        #expect(try await draft("a.md", text).body == text)
    }

    // MARK: Refusals

    @Test(arguments: [
        ("a.docx", "PK\u{3}\u{4}....", StudyError.Code.importUnsupported),
        ("a.pdf", "%PDF-1.4", .importUnsupported),
        ("a.txt", "%PDF-1.7 x", .importUnsupported), ("a.json", "{}", .importUnsupported),
        ("a.txt", "<!DOCTYPE html><p>x", .importUnsupported), ("a.csv", "a,b", .importEmpty),
        ("a.csv", "a,\"b", .importUnreadable),
        ("a.txt", "", .importEmpty), ("a.md", " \n\t\n", .importEmpty),
        ("a.md", "---\ntitle: x\n---\n", .importEmpty),
        ("a.txt", "ab\0cd", .importBinary), ("a.vtt", "WEBVTT\n\nNOTE only this\n", .importEmpty),
        ("a.vtt", "no signature\n", .importUnreadable), ("a.srt", "no times\n", .importUnreadable),
    ])
    func refusal_hasItsCode(path: String, text: String, expected: StudyError.Code) async {
        #expect(await code(path, Array(text.utf8)) == expected)
    }

    @Test func largeText_isRefused() async {
        #expect(await code("a.txt", [UInt8](repeating: 0x61, count: Record.largestBody)) == .importTooLarge)
    }

    // MARK: Overrides

    @Test func overrides_win() async throws {
        let day = try #require(CalendarDay(rawValue: "2021-01-02"))
        let handle = try #require(Handle(rawValue: "SP9"))
        let source = IntakeSource(
            path: "minutes/2020-04-15.md",
            bytes: Array("# Title\n\nDate: 2020-04-15T10:00\n\nPresent: SP1\n".utf8),
            overrides: RecordOverrides(kind: .report, day: day, title: "Mine", participants: [handle]))
        let draft = try #require(try await Intake.drafts(from: source).first)
        #expect(draft.kind == .report && draft.day == day && draft.time == nil)
        #expect(draft.title == "Mine" && draft.participants == [handle])
    }
}
