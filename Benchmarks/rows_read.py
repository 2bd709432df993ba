"""Searching, history, starting, memory."""

import glob
import os
import secrets
import subprocess
import time

from bench import measure, number, peers, product


def search(bench):
    """Whole `rir search`, top 20, against notmuch over the same mails and ripgrep over the same files.

    Where there is no notmuch database of a size, the mixed corpus is searched.
    """
    for size in bench.sizes:
        notmuch = bench.notmuch(size)
        texts, facts = bench.texts(size, mails_only=notmuch is not None)
        study = bench.study(size, mails_only=notmuch is not None)
        bench.settle()
        for name, (word, hits) in facts["words"].items():
            one_word(bench, size, name, word, hits, study, texts, notmuch)


def one_word(bench, size, name, word, hits, study, texts, notmuch):
    actions = {"rir": lambda: bench.product.run("search", word, "--limit", "20", study=study)}
    if notmuch:
        actions["notmuch"] = lambda: notmuch.search(word)
    if peers.has("rg"):
        actions["rg"] = lambda: measure.spawn(["rg", "-l", word, texts], bench.product.environment)
    found = measure.interleaved(actions, 20)
    operation = f"search, {name} word (in {hits:,} of them)"
    if notmuch:
        most = 0.8 if size == 10_000 else 1.5 if size == 100_000 and name == "common" else None
        bench.add(
            measure.share_of(
                operation,
                number(size),
                found["rir"],
                "notmuch search --limit=20",
                found["notmuch"],
                most,
                "notmuch answers newest first, rir by rank",
            )
        )
    if "rg" in found:
        bench.add(
            measure.times_faster(
                operation,
                number(size),
                found["rir"],
                "ripgrep -l",
                found["rg"],
                15 if size == 10_000 else None,
            )
        )


def history(bench):
    """The versions of one record in a study of many operations, against git log of its file."""
    count = bench.options.operations
    study = bench.product.new_study(bench.fresh("history"))
    record = commit_by_hand(bench, study, count)
    bench.product.run("reindex", study=study)
    versions = len(bench.product.ask("history", record, study=study)["versions"])
    peers.Git(study, bench.product.home).run("gc", "-q")
    path = os.path.relpath(glob.glob(f"{study}/records/*/*/*/{record}.md")[0], study)
    git = peers.Git(study, bench.product.home)
    found = measure.interleaved(
        {
            "rir": lambda: bench.product.run("history", record, study=study),
            "git": lambda: git.run("log", "--format=%H %as %an", "main", "--", path),
        },
        10,
    )
    bench.add(
        measure.times_faster(
            f"history of one record ({versions} versions)",
            f"{number(count)} operations",
            found["rir"],
            "git log -- path",
            found["git"],
            100 if count >= 100_000 else None,
            "the repository is packed, with commit-graph",
        )
    )


def commit_by_hand(bench, study, count):
    """Adds `count` commits through git fast-import: new records, and 20 versions of one of them.

    This is what a person's own commits look like, which rir takes in; a capture each would take an hour.
    Returns the id of the one record.
    """
    bench.product.run("note", "The record whose history is asked for.", "--date", "2020-04-15", study=study)
    bench.product.stop()
    file = glob.glob(f"{study}/records/2020/04/15/*.md")[0]
    record = os.path.basename(file)[:-3]
    with open(file) as source:
        text = source.read()
    git = peers.Git(study, bench.product.home)
    loader = subprocess.Popen(
        ["git", "-C", study, "fast-import", "--quiet", "--date-format=raw"],
        stdin=subprocess.PIPE,
        env=git.environment,
    )
    start = int(time.time())
    for turn in range(count):
        if turn % (count // 19) == 0:
            path, content = os.path.relpath(file, study), version_of(text, turn * 20 // count + 2)
        else:
            path, content = another(text, record, turn)
        loader.stdin.write(commit(turn, start + turn, path, content))
    loader.stdin.close()
    if loader.wait() != 0:
        raise SystemExit("git fast-import failed")
    git.run("checkout", "-q", "-f", "main", "--", "records")
    return record


def commit(turn, seconds, path, content):
    """One commit on main in the language of fast-import."""
    message = f"By hand {turn}\n"
    parent = "from refs/heads/main^0\n" if turn == 0 else ""
    return (
        f"commit refs/heads/main\ncommitter r1 <r1@example.org> {seconds} +0000\n"
        f"data {len(message)}\n{message}{parent}M 100644 inline {path}\n"
        f"data {len(content.encode())}\n{content}\n"
    ).encode()


def another(text, record, turn):
    """The path and text of another new record, on one of some 5,000 days."""
    day = f"{2000 + turn % 15}/{turn // 15 % 12 + 1:02}/{turn // 180 % 28 + 1:02}"
    name = f"{record[:-4]}{turn:06}".replace("2020-04-15", day.replace("/", "-"))
    return f"records/{day}/{name}.md", renamed(text, record, name)


def renamed(text, record, name):
    day = name[:10]
    return (
        text.replace(f"id: {record}", f"id: {name}")
        .replace("date: 2020-04-15", f"date: {day}")
        .replace(
            next(line for line in text.splitlines() if line.startswith("nonce:")),
            f"nonce: {secrets.token_hex(32)}",
        )
    )


def version_of(text, version):
    return text.replace("version: 1", f"version: {version}") + f"Version {version}.\n"


def cold_start(bench):
    """No daemon runs: one whole command that starts it, opens the study and answers."""

    def first_answer(study):
        def action():
            bench.product.stop()
            return bench.product.run("list", "--limit", "1", study=study)

        return action

    largest = bench.sizes[-1]
    git = bench.repository(largest)
    found = measure.interleaved(
        {
            "large": first_answer(bench.study(largest)),
            "small": first_answer(bench.study(1000)),
            "git": lambda: git.run("status", "--short"),
        },
        15,
    )
    bench.add(
        measure.times_faster(
            "cold start to first answer",
            number(largest),
            found["large"],
            "git status",
            found["git"],
            10 if largest >= 100_000 else None,
        )
    )
    bench.add(
        measure.share_of(
            "cold start, large study against small",
            number(largest),
            found["large"],
            "rir at 1,000",
            found["small"],
            1.5,
        )
    )
    after_a_crash(bench, bench.study(bench.sizes[0]))


def after_a_crash(bench, study):
    """kill -9 behind captures, then the first answer."""
    values = []
    for _ in range(5):
        bench.product.run("list", "--limit", "1", study=study)
        connection = product.Connection(bench.product, study)
        for turn in range(100):
            connection.capture(f"Before the crash {turn}.", date=f"2013-{turn % 12 + 1:02}-01")
        bench.product.kill()
        values.append(bench.product.run("list", "--limit", "1", study=study))
    samples = measure.Samples(values)
    bench.add(
        measure.limit(
            "first answer after kill -9 behind 100 captures",
            number(bench.sizes[0]),
            samples,
            max(values),
            2000,
        )
    )


def versions(bench):
    """The floor of starting anything: `--version`, with /bin/true for what the timing itself costs."""
    environment = bench.product.environment
    found = measure.interleaved(
        {
            "rir": lambda: bench.product.run("--version"),
            "git": lambda: measure.spawn(["git", "--version"], environment),
            "true": lambda: measure.spawn(["true"], environment),
        },
        200,
        warm_up=10,
    )
    bench.add(
        measure.share_of(
            "rir --version",
            "",
            found["rir"],
            "git --version",
            found["git"],
            3,
            f"/bin/true takes {found['true'].median:.2f} ms here",
        )
    )


def idle_memory(bench):
    """What a daemon holds when a study is open, was searched, and nothing happens."""
    found = {}
    for size in sorted({1000, *bench.sizes}):
        study = bench.study(size)
        _, facts = bench.texts(size)
        bench.product.stop()
        bench.product.run("search", facts["words"]["common"][0], study=study)
        bench.settle(10)
        found[size] = measure.Samples([measure.memory(bench.product.pid)["now"]], "MiB")
        bench.add(measure.limit("idle daemon, resident", number(size), found[size], found[size].median, 60))
    largest = bench.sizes[-1]
    bench.add(
        measure.share_of(
            "idle daemon, large study against small",
            number(largest),
            found[largest],
            "rir at 1,000",
            found[1000],
            1.2,
        )
    )
