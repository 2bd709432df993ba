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
    run = subprocess.run(["swift", "test", "--filter", bench.options.kill_test], env=environment,
                         cwd=bench.options.root)
    if run.returncode != 0:
        raise SystemExit("the crash test failed")
    bench.add(measure.limit(f"kill -9 at random, {number(rounds)} rounds", "",
                            measure.Samples([time.perf_counter() - start], "s"), 0, note="no acknowledged note lost"))


def captures(bench):
    """Captures one after another, each read back; memory and latency must not grow."""
    count = bench.options.soak_captures
    study = bench.study(1000)
    connection = product.Connection(bench.product, study)
    parts, memory = [], []
    for part in range(10):
        values = []
        for turn in range(count // 10):
            text = f"Soak {part} {turn}. {WORDS}"
            day = f"{2001 + part}-{turn % 12 + 1:02}-{turn // 12 % 28 + 1:02}"
            start = time.perf_counter()
            saved = connection.capture(text, date=day)
            values.append((time.perf_counter() - start) * 1000)
            if turn % 50 == 0 and text.strip() not in connection.request("GET", f"/v1/records/{saved['id']}")["body"]:
                raise SystemExit(f"{saved['id']} was not read back as it was written")
        parts.append(measure.Samples(values))
        memory.append(measure.memory(bench.product.pid)["now"])
        bench.say(f"part {part + 1}: p50 {parts[-1].median:.2f} ms, max {max(values):.1f} ms, {memory[-1]:.0f} MiB")
    bench.add(measure.share_of("soak: last tenth of the captures against the first", number(count), parts[-1],
                               "first tenth", parts[0], 1.3))
    bench.add(measure.share_of("soak: memory of rird at the end", number(count), measure.Samples([memory[-1]], "MiB"),
                               "after the first tenth", measure.Samples([memory[0]], "MiB"), 1.2))
