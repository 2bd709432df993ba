#!/usr/bin/env python3
"""Measures rir against what a person would use instead. See README.md beside this file."""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import bench as shared
import measure
import report
import rows_audit
import rows_bulk
import rows_capture
import rows_charting
import rows_coding
import rows_intake
import rows_logs
import rows_read
import rows_sync
import soak

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
MEASUREMENTS = {
    "import": rows_bulk.bulk_import,
    "intake": rows_intake.intake,
    "reindex": rows_bulk.reindex,
    "search": rows_read.search,
    "start": rows_read.cold_start,
    "version": rows_read.versions,
    "memory": rows_read.idle_memory,
    "capture": rows_capture.capture,
    "tail": rows_capture.tail,
    "together": rows_capture.together,
    "history": rows_read.history,
    "coding": rows_coding.coding,
    "charting": rows_charting.charting,
    "audit": rows_audit.export,
    "verify": rows_logs.verify,
    "erasure": rows_logs.erasure,
    "sync": rows_sync.sync,
    "crossing": rows_sync.crossing,
}


def parsed():
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="10,000 records only, smaller peers")
    parser.add_argument("--only", action="append", choices=[*MEASUREMENTS, "soak"], help="may be repeated")
    parser.add_argument(
        "--soak", action="store_true", help="the kill test with 10,000 rounds and long captures"
    )
    parser.add_argument("--record", action="store_true", help="also write Benchmarks/RESULTS.md")
    parser.add_argument(
        "--bin", default=os.path.join(ROOT, ".build", "release"), help="folder with rir and rird"
    )
    parser.add_argument("--sizes", help="records, smallest first, such as 1000,10000")
    parser.add_argument("--cache", default=os.path.join(HERE, ".cache"), help="corpora, kept between runs")
    parser.add_argument("--scratch", help="where the studies are made; a real disk (default: the cache's)")
    parser.add_argument(
        "--corpora", default=os.environ.get("RIR_CORPORA", os.path.join(ROOT, "../shared/data"))
    )
    parser.add_argument("--workspace", default=os.path.join(ROOT, "workspace"))
    parser.add_argument("--mails", type=int, default=2000, help="mails that notmuch indexes against import")
    parser.add_argument("--notmuch", type=int, default=10_000, help="largest database made for searching")
    parser.add_argument("--captures", type=int, default=10_000, help="captures whose slowest is asked for")
    parser.add_argument("--joins", type=int, default=2000, help="joins of the crossing row")
    parser.add_argument("--operations", type=int, help="commits of the history row")
    parser.add_argument("--rounds", type=int, default=10_000, help="kills of --soak")
    parser.add_argument("--soak-captures", type=int, default=100_000)
    parser.add_argument("--kill-test", default="KillTests", help="the test that --soak runs")
    options = parser.parse_args()
    default = [10_000] if options.quick else [10_000, 100_000]
    options.sizes = [int(size) for size in options.sizes.split(",")] if options.sizes else default
    options.operations = options.operations or (10_000 if options.quick else 100_000)
    options.root = ROOT
    return options


def chosen(options):
    if options.only:
        names = options.only
    else:
        names = ["soak"] if options.soak else list(MEASUREMENTS)
    return {name: {**MEASUREMENTS, "soak": soak.soak}[name] for name in names}


def first_line(*command):
    try:
        return subprocess.run(command, capture_output=True, text=True).stdout.splitlines()[0]
    except (OSError, IndexError):
        return f"no {command[0]}"


def facts_of(options, scratch):
    return {
        "date": time.strftime("%d %B %Y, %H:%M UTC", time.gmtime()),
        "command": " ".join(sys.argv[1:]) or "no options",
        "machine": measure.machine(),
        "file_system": measure.file_system(scratch),
        "version": first_line(os.path.join(options.bin, "rir"), "--version")
        + " at "
        + first_line("git", "-C", ROOT, "rev-parse", "--short", "HEAD"),
        "peers": [
            first_line("git", "--version"),
            first_line("notmuch", "--version"),
            first_line("rg", "--version"),
        ],
    }


def main():
    options = parsed()
    # So that the daemon and the scratch folder go even when the run is ended from outside.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("bench: ended"))
    for name in ("rir", "rird"):
        if not os.access(os.path.join(options.bin, name), os.X_OK):
            raise SystemExit(
                f"bench: there is no {name} in {options.bin}; run 'swift build -c release' first"
            )
    os.makedirs(options.cache, exist_ok=True)
    os.makedirs(options.scratch or options.cache, exist_ok=True)
    scratch = tempfile.mkdtemp(prefix="run-", dir=options.scratch or options.cache)
    if measure.file_system(scratch) in ("tmpfs", "ramfs"):
        print(
            "bench: the scratch folder is in memory, so flushes cost nothing; use --scratch", file=sys.stderr
        )
    facts = facts_of(options, scratch)
    bench = shared.Bench(options, scratch, options.cache)
    try:
        for name, run in chosen(options).items():
            bench.say(f"{name}, load {os.getloadavg()[0]:.1f}")
            run(bench)
    finally:
        bench.product.close()
        facts["load_after"] = os.getloadavg()
        if bench.rows:
            print(report.plain(bench.rows))
            print(report.write_json(os.path.join(HERE, "results"), facts, bench.rows))
            if options.record:
                report.record(os.path.join(HERE, "RESULTS.md"), facts, bench.rows)
        shutil.rmtree(scratch, ignore_errors=True)


if __name__ == "__main__":
    main()
