"""The long tests: 10,000 kills of a loaded daemon, and captures for a long time."""

import os
import subprocess
import time

from bench import measure, number, product
from rows_capture import WORDS


def soak(bench):
    kills(bench)
    captures(bench)


def kills(bench):
    """`kill -9` of a loaded daemon at random moments, by the crash tests of the package."""
    rounds = bench.options.rounds
    environment = {**os.environ, "RIR_KILL_ROUNDS": str(rounds)}
    start = time.perf_counter()
    run = subprocess.run(
        ["swift", "test", "--filter", bench.options.kill_test], env=environment, cwd=bench.options.root
    )
    if run.returncode != 0:
        raise SystemExit("the crash test failed")
    bench.add(
        measure.limit(
            f"kill -9 at random, {number(rounds)} rounds",
            "",
            measure.Samples([time.perf_counter() - start], "s"),
            0,
            note="no acknowledged note lost",
        )
    )


def captures(bench):
    """Captures one after another, some read back; memory and latency must not grow."""
    count = bench.options.soak_captures
    connection = product.Connection(bench.product, bench.study(1000))
    parts, memory = [], []
    for part in range(10):
        parts.append(measure.Samples(tenth(connection, part, count // 10)))
        memory.append(measure.Samples([measure.memory(bench.product.pid)["now"]], "MiB"))
        p50, slowest = parts[-1].median, max(parts[-1].values)
        bench.say(f"part {part + 1}: p50 {p50:.2f} ms, max {slowest:.1f} ms, {memory[-1].median:.0f} MiB")
    for name, values, most in (("latency", parts, 1.3), ("memory of rird", memory, 1.2)):
        row = measure.share_of(
            f"soak, {name} in the last tenth", number(count), values[-1], "the first tenth", values[0], most
        )
        bench.add(row)


def tenth(connection, part, count):
    """Captures with days spread over a year; returns their milliseconds."""
    values = []
    for turn in range(count):
        text = f"Soak {part} {turn}. {WORDS}".strip()
        day = f"{2001 + part}-{turn % 12 + 1:02}-{turn // 12 % 28 + 1:02}"
        start = time.perf_counter()
        saved = connection.capture(text, date=day)
        values.append((time.perf_counter() - start) * 1000)
        if turn % 50 == 0:
            body = connection.request("GET", f"/v1/records/{saved['id']}")["body"]
            if body.strip() != text:
                raise SystemExit(f"{saved['id']} was not read back as it was written")
    return values
