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
        "log --limit 3", "log --all", "status", "clone a", "clone a b --as r2", "remote", "remote show",
        "remote add a --name b", "remote remove a", "sync", "sync stick --adopt", "conflicts",
        "conflicts q-1",
        "resolve q-1 --keep", "resolve q-1 --other --reason x", "member add --code 7f3k",
        "member add r2 --code 7f3k --role reader --remote stick", "member add r2 age1x", "member requests",
        "member code",
        "check", "reindex", "doctor", "socket", "daemon status", "daemon stop", "daemon log --lines 3",
        "completion bash",
        "completion zsh", "completion fish", "manual /x", "init x", "init x --template blank --title T",
        "init x --sample", "init x --names hold", "note x --cleared", "import a --cleared", "adopt --cleared",
        "edit 7f3k --text x --cleared", "survey import a.csv --cleared",
        "vault", "vault unlock --for 30", "vault unlock --for 2h --passphrase-file -", "vault lock",
        "vault passphrase --remove", "vault members", "vault grant r2 age1x", "vault revoke R2",
        "vault check",
        "vault export x", "vault restore x", "inbox", "inbox list", "inbox 7f3k", "inbox review 7f3k --list",
        "inbox 7f3k --text", "inbox discard 7f3k --yes", "clear 7f3k 9m2p", "clear --all",
        "clear 7f3k --as-it-is", "pseudonym add SP66", "pseudonym add --kind place --dry-run",
        "pseudonym add Ann SP66 --also Annie --yes", "pseudonym list --never", "pseudonym remove", "leaks",
        "leaks a..b --quiet", "leaks --all --json", "participant list --names",
        "participant show sp66 --everything", "participant import - --prefix SP --dry-run",
        "participant pack SP66 --format docx --out x", "participant review SP66 --confirmed --on yesterday",
        "participant review SP66 --corrections a:b --record a",
        "participant withdraw SP66 --option erase --mode written --on 2020-04-15 --yes",
        "consent grant SP66 M12 --purpose quote --at 2020-04-15T10:00:00Z --expires 2027-01-01",
        "consent refuse --meeting 7f3k --purpose record", "consent change SP66 --purpose collect",
        "consent withdraw SP66", "consent show SP66", "consent due --days 0", "consent check share a b",
        "consent import x.csv --mode oral", "consent form list",
        "consent form add a 1 --purpose quote --file - --from 2020-01-01 --until 2020-12-31",
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
        "daemon log --lines 0", "manual", "init x --names sometimes", "vault unlock --for 0",
        "vault unlock --for 8d",
        "vault unlock --for 200h", "vault passphrase --remove --new-passphrase-file x",
        "vault passphrase --passphrase-file - --new-passphrase-file -", "vault grant r2",
        "vault grant x age1x",
        "vault grant r2 AGE-SECRET-KEY-1X", "vault export", "inbox --text", "inbox a --text --list",
        "inbox discard", "clear", "clear a --all", "clear --all --as-it-is", "pseudonym add",
        "pseudonym add SP66 --kind thing", "leaks --all a..b", "participant show",
        "participant show Ann", "participant review SP66", "participant review SP66 --confirmed --objection",
        "participant withdraw SP66 --option burn", "participant pack SP66 --format pdf",
        "consent grant SP66", "consent grant --purpose quote", "consent grant SP66 --purpose fun",
        "consent refuse SP66 --purpose quote --expires 2027-01-01", "consent due --days -1",
        "consent grant SP66 --purpose quote --on soon", "consent check nonsense a", "consent check share",
        "consent form add A 1 --purpose quote --file -", "consent form add a 1 --file -",
        "consent form add a 1 --purpose quote --file - --again-after 0", "clone", "clone a --as x",
        "clone a --study b", "remote add", "remote remove", "conflicts a b", "resolve q-1",
        "resolve q-1 --keep --other", "member add", "member add r2", "member add r2 x",
        "member add r2 age1x --code 7f3k", "member add r2 age1x --remote stick",
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
