"""Capturing one note."""

import datetime
import threading
import time

from bench import measure, number, product

WORDS = "Talked with the walking group about transport; two people said the bus stops too early. " * 6


def capture(bench):
    """Whole `rir note` against `git add` + `git commit`, at each size; ours at the largest against 1,000."""
    small, large = bench.study(1000), bench.study(bench.sizes[-1])
    for size in bench.sizes:
        against_git(bench, size)
    flushes(bench)
    grown = measure.interleaved(
        {
            "large": lambda: bench.product.run("note", WORDS, study=large),
            "small": lambda: bench.product.run("note", WORDS, study=small),
        },
        60,
    )
    bench.add(
        measure.share_of(
            "capture, large study against small",
            number(bench.sizes[-1]),
            grown["large"],
            "rir at 1,000",
            grown["small"],
            1.3,
        )
    )


def against_git(bench, size):
    study, git = bench.study(size), bench.repository(size)
    bench.settle()
    found = measure.interleaved(
        {
            "rir": lambda: bench.product.run("note", WORDS, study=study),
            "git": lambda: git.note(WORDS),
            "git synced": lambda: git.note(WORDS, "-c", "core.fsync=all"),
        },
        40 if size <= 10_000 else 20,
    )
    least = {10_000: 8, 100_000: 40}.get(size)
    bench.add(
        measure.times_faster(
            "capture one note, whole process",
            number(size),
            found["rir"],
            "git add + git commit (flushes nothing)",
            found["git"],
            least,
        )
    )
    bench.add(
        measure.times_faster(
            "capture one note, whole process",
            number(size),
            found["rir"],
            "the same with core.fsync=all",
            found["git synced"],
        )
    )


def flushes(bench):
    """Device flushes, which a fast disk hides from the clock."""
    count, size = 100, bench.sizes[0]
    study = bench.study(size)

    def notes():
        for _ in range(count):
            bench.product.run("note", WORDS, study=study)

    found = product.flushes_of(bench.product.pid, notes) / count
    bench.add(
        measure.limit(
            "flushes per capture, all threads of rird",
            number(size),
            measure.Samples([found], "flushes"),
            found,
            2,
            f"strace over {count} captures, upkeep in between included",
            "flushes",
        )
    )
    git = bench.repository(size)
    for name, setting in (
        ("git add + git commit", ""),
        ("the same with core.fsync=all", "-c core.fsync=all"),
    ):
        path = f"flush{len(setting)}.md"
        script = (
            f"cd {git.folder} && echo text > {path} && git {setting} add {path} && "
            f"git {setting} commit -q -m note"
        )
        found = product.flushes_of_command(script, git.environment)
        bench.add(
            measure.limit(
                f"flushes per commit, {name}", number(size), measure.Samples([found], "flushes"), found
            )
        )


def tail(bench):
    """The slowest of many captures over one connection, their days spread over a year as notes are."""
    count = bench.options.captures
    study = bench.study(bench.sizes[0])
    connection = product.Connection(bench.product, study)
    first = datetime.date(2025, 1, 1)
    values = []
    for turn in range(count):
        day = first + datetime.timedelta(days=turn * 365 // count)
        start = time.perf_counter()
        connection.capture(f"Note {turn}. {WORDS}", date=day.isoformat())
        values.append((time.perf_counter() - start) * 1000)
    samples = measure.Samples(values)
    slow = sum(value > 50 for value in values)
    bench.add(
        measure.limit(
            f"slowest of {number(count)} captures, one connection",
            number(bench.sizes[0]),
            samples,
            max(values),
            50,
            f"max {max(values):.1f} ms; {slow} over 50 ms",
        )
    )
    one_day(bench, study)


def one_day(bench, study):
    """The bad case of a folder per day: hundreds of notes with one date."""
    connection = product.Connection(bench.product, study)
    values = []
    for turn in range(1000):
        start = time.perf_counter()
        connection.capture(f"Note {turn}. {WORDS}", date="2014-12-31")
        values.append((time.perf_counter() - start) * 1000)
    late, early = measure.Samples(values[-100:]), measure.Samples(values[:100])
    bench.add(
        measure.share_of(
            "capture into a day that holds 900 notes",
            number(bench.sizes[0]),
            late,
            "into an empty day",
            early,
        )
    )


def together(bench):
    """Eight clients at once: captures share flushes."""
    study = bench.study(bench.sizes[0])
    each, clients, values = 250, 8, []

    def work(name):
        connection = product.Connection(bench.product, study)
        for turn in range(each):
            start = time.perf_counter()
            connection.capture(
                f"Client {name}, note {turn}. {WORDS}", date=f"2024-{name + 1:02}-{turn % 28 + 1:02}"
            )
            values.append((time.perf_counter() - start) * 1000)

    threads = [threading.Thread(target=work, args=(name,)) for name in range(clients)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rate = each * clients / (time.perf_counter() - start)
    bench.add(
        measure.limit(
            "captures per second, 8 clients",
            number(bench.sizes[0]),
            measure.Samples([rate], "per s"),
            rate,
            note=f"latency p50 {measure.Samples(values).median:.1f} ms, max {max(values):.1f} ms",
        )
    )
