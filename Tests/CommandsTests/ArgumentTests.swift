import Commands
import StudyModel
import Testing

@Suite struct ArgumentTests {
    @Test(arguments: [
        "note hello there", "note - --json",
        "note --kind email --date 2020-04-15 --time 14:30 --title T --participant sp66",
        "note --date today", "note --draft x.md", "import a b", "import - --name n.md",
        "import a --kind interview --date yesterday",
        "list",
        "list --kind email --kind minutes --from 2020 --to 2020-04 --participant SP66 --text x --limit 3",
        "list --all --json --study /x", "show 7f3k", "show 7f3k --version 2 --raw", "show 7f3k --path",
        "search a b",
        "search x --kind email --from yesterday --to today --participant M12 --limit 5", "edit 7f3k",
        "edit 7f3k --text x --reason y",
        "edit 7f3k --stdin --title t --date 2020-04-15 --kind email --participant SP66", "history 7f3k",
        "diff 7f3k", "diff 7f3k 1",
        "diff 7f3k 1 file", "undo", "undo --reason x", "adopt", "adopt records/x.md --reason y",
        "log --limit 3", "log --all", "status",
        "check", "reindex", "doctor", "socket", "daemon status", "daemon stop", "daemon log --lines 3",
        "completion bash",
        "completion zsh", "completion fish", "manual /x", "init x", "init x --template blank --title T",
        "init x --sample",
    ])
    func line_isUnderstood(_ line: String) throws {
        #expect(try CommandLineTool.parse(line.split(separator: " ").map(String.init)) != nil)
    }

    @Test(arguments: [
        "nonsense", "note --kind diary", "note --date 2020-04", "note --date 2020-02-30", "note --time 25:00",
        "note x --draft y",
        "note --participant Anna", "import", "import - -", "import a --name x", "list --limit 0",
        "list --from 20",
        "show", "show 7f3k --raw --path", "edit", "edit x --text a --stdin", "diff x zero", "diff x 1 2 3",
        "search",
        "init", "init x --sample --template blank", "completion tcsh", "daemon restart",
        "daemon log --lines 0", "manual",
    ])
    func line_thatMakesNoSense_endsWith64(_ line: String) throws {
        let run = try CommandRun(line.split(separator: " ").map(String.init))
        #expect(run.status == .usage)
        #expect(run.output.isEmpty)
        #expect(run.errors.contains("rir: "))
        let machine = try CommandRun(line.split(separator: " ").map(String.init) + ["--json"])
        #expect((machine.json?["error"] as? [String: Any])?["code"] as? String == "usage")
        #expect(machine.status == .usage)
    }

    @Test(arguments: [
        ("2020", "2020-01-01", "2020-12-31"), ("2020-02", "2020-02-01", "2020-02-29"),
        ("2021-02", "2021-02-01", "2021-02-28"),
        ("2020-04", "2020-04-01", "2020-04-30"), ("2020-04-15", "2020-04-15", "2020-04-15"),
    ])
    func period_hasFirstAndLastDay(_ text: String, first: String, last: String) throws {
        let (one, two) = (
            try #require(CalendarDay(rawValue: first)), try #require(CalendarDay(rawValue: last))
        )
        #expect(Period(argument: text) == .days(first: one, last: two))
    }

    @Test(arguments: ["2020-04-15", "yesterday", "yesterday 3pm", "last Tuesday", "15 April", "29 February"])
    func singleDay_takesFiguresAndWords(_ text: String) { #expect(SingleDay(argument: text) != nil) }

    @Test(arguments: ["", "2020", "2020-04", "tomorrow", "30 February", "soon"])
    func singleDay_refusesWhatIsNoDay(_ text: String) { #expect(SingleDay(argument: text) == nil) }

    @Test(arguments: [[], ["help"], ["--help"], ["daemon"]])
    func help_goesToStandardOutput(_ arguments: [String]) throws {
        let run = try CommandRun(arguments)
        #expect(run.status == .done)
        #expect(run.output.contains("SUBCOMMANDS"))
        #expect(run.errors.isEmpty)
    }

    @Test func version_isOneLine() throws {
        #expect(try CommandRun(["--version"]).output == CommandLineTool.version + "\n")
    }
}
