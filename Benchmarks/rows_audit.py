"""Audit exports: the sample study as a bag and as a .eln file, and the check of it with Python alone."""

import os
import subprocess
import sys
import time

import measure


def export(bench):
    """The sample study, 228 records and its logs, is given to a reviewer, who checks it."""
    study = bench.fresh("sample")
    bench.product.run("init", study, "--sample")
    shown = bench.product.ask("audit", "export", "--out", bench.fresh("warm"), study=study)
    size = f"{shown['leaves']} leaves"
    bags = [bench.fresh(f"bag{turn}") for turn in range(5)]
    values = [bench.product.run("audit", "export", "--out", bag, study=study) for bag in bags]
    say(bench, "audit export of the sample study", size, values, 2_000)
    values = [
        bench.product.run("audit", "export", "--out", bench.fresh(f"a{turn}") + ".eln", "--format", "eln", study=study)
        for turn in range(5)
    ]
    say(bench, "the same as .eln", size, values, 2_000)
    say(bench, "verify.py on that bag", size, [checked(bag) for bag in bags], 2_000)


def checked(bag):
    """Milliseconds that the program of an export takes to check it."""
    begun = time.perf_counter()
    subprocess.run(
        [sys.executable, "-B", os.path.join(bag, "verify.py"), bag], check=True, stdout=subprocess.DEVNULL
    )
    return (time.perf_counter() - begun) * 1000


def say(bench, name, size, values, most):
    samples = measure.Samples(values)
    bench.add(measure.limit(name, size, samples, samples.median, most=most))
