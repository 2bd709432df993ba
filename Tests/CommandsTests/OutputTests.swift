import Commands
import StudyModel
import Testing

@Suite struct VisibleTextTests {
    @Test(arguments: [
        ("plain", "plain"), ("tab\tand\nline", "tab\tand\nline"), ("\u{1B}[31mred", "\\u{1B}[31mred"),
        ("a\u{0}b", "a\\u{0}b"), ("a\rb", "a\\u{D}b"), ("\u{7F}", "\\u{7F}"),
        ("\u{85}\u{9B}", "\\u{85}\\u{9B}"),
        ("\u{202E}txt.exe", "\\u{202E}txt.exe"), ("\u{2066}x\u{2069}", "\\u{2066}x\\u{2069}"),
        ("\u{200E}\u{200F}\u{61C}", "\\u{200E}\\u{200F}\\u{61C}"), ("é 漢字 👩‍🔬", "é 漢字 👩‍🔬"),
    ])
    func text_withHiddenScalars_isSpeltOut(_ text: String, expected: String) {
        #expect(VisibleText.escape(text) == expected)
    }

    @Test func everyControl_isHidden_butLineFeedAndTab() {
        let shown = (0..<0xA0).compactMap { Unicode.Scalar($0) }.filter {
            $0.properties.generalCategory == .control && !VisibleText.isHidden($0)
        }
        #expect(shown == ["\t", "\n"])
    }

    @Test func line_hasNoLineEnds() {
        #expect(VisibleText.line("a\nb\tc\u{7}") == "a b c\\u{7}")
    }

    @Test func json_escapesTheSameScalars_asJSON() {
        #expect(
            VisibleText.escapeJSON("{\"a\":\"\u{202E}\u{7F}\u{9B}é\"}")
                == "{\"a\":\"\\u202e\\u007f\\u009bé\"}")
    }
}

@Suite struct DisplayWidthTests {
    @Test(arguments: [
        ("abc", 3), ("", 0), ("é", 1), ("e\u{301}", 1), ("漢字", 4), ("한글", 4), ("👩‍🔬", 2), ("🇬🇧", 2), ("❤️", 2),
        ("ﾊ", 1), ("Ａ", 2), ("naïve café", 10),
    ])
    func text_hasItsColumns(_ text: String, columns: Int) {
        #expect(DisplayWidth.of(text) == columns)
    }

    @Test(arguments: [
        ("abcdef", 6, "abcdef"), ("abcdefg", 6, "abcde…"), ("漢字漢字", 5, "漢字…"), ("漢字漢字", 4, "漢…"),
        ("ab cd", 4, "ab…"),
        ("abc", 0, ""),
    ])
    func text_tooWide_isCut(_ text: String, width: Int, expected: String) {
        #expect(DisplayWidth.fit(text, to: width) == expected)
        #expect(DisplayWidth.of(expected) <= width)
    }
}

@Suite struct TableTests {
    static let table: Table = {
        var table = Table([.init("ID"), .init("N", alignsRight: true), .init("TITLE", shrinks: true)])
        table.rows = [["7f3k", "5", "A long title about referrals"], ["9abc", "120", "漢字"]]
        return table
    }()

    @Test func lines_areAligned() {
        #expect(
            Self.table.lines(width: nil, showsTitles: true) == [
                "ID      N  TITLE", "7f3k    5  A long title about referrals", "9abc  120  漢字",
            ])
    }

    @Test func narrowScreen_cutsTheColumnThatShrinks() {
        #expect(
            Self.table.lines(width: 26, showsTitles: false) == [
                "7f3k    5  A long title a…", "9abc  120  漢字",
            ])
    }

    @Test(arguments: [24, 30, 40, 80])
    func lines_fitTheScreen(_ width: Int) {
        for line in Self.table.lines(width: width, showsTitles: true) {
            #expect(DisplayWidth.of(line) <= width)
        }
    }
}

@Suite struct ProgressBarTests {
    @Test(arguments: [
        (
            WorkProgress(phase: "import", done: 1200, total: 2400), 1500,
            "import  [############············]  1,200 of 2,400  50 %  800/s  0:01 left"
        ),
        (WorkProgress(phase: "check", done: 7, total: nil), 100, "check  7"),
        (
            WorkProgress(phase: "index", done: 0, total: 10), 5000,
            "index  [························]  0 of 10  0 %"
        ),
        (WorkProgress(phase: "x", done: 12, total: 10), 0, "x  [########################]  12 of 12  100 %"),
    ])
    func line_saysHowFarAndHowLong(_ progress: WorkProgress, milliseconds: Int, expected: String) {
        #expect(
            ProgressBar.line(progress, .init(done: progress.done, milliseconds: milliseconds)) == expected)
    }

    @Test func nobodyLooks_nothingIsDrawn() {
        let sink = Sink()
        let bar = ProgressBar(on: sink, clock: { 0 })
        bar.show(WorkProgress(phase: "x", done: 1, total: 2))
        bar.clear()
        #expect(sink.text.isEmpty)
    }

    @Test func bar_isTakenAwayWhole() {
        let sink = Sink(screen: .init(width: 40, showsColour: false))
        let bar = ProgressBar(on: sink, clock: { 0 })
        bar.show(WorkProgress(phase: "x", done: 1, total: 2))
        bar.clear()
        #expect(sink.text.hasSuffix("\r\u{1B}[K"))
        #expect(!sink.text.contains("\n"))
    }
}

@Suite struct ExitStatusTests {
    @Test(arguments: [
        (StudyError.Code.usage, Int32(64)), (.studyUnspecified, 10), (.studyNotFound, 10), (.studyLocked, 11),
        (.studyBusy, 11),
        (.daemonNotRunning, 12), (.daemonNotStarted, 12), (.recordConflict, 13), (.recordNotFound, 1),
        (.init(rawValue: "of.the.future"), 1),
    ])
    func code_endsWithItsStatus(_ code: StudyError.Code, status: Int32) {
        #expect(Commands.ExitStatus(code).rawValue == status)
    }
}
