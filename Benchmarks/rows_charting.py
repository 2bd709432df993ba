"""Framework matrices: a thousand cases by fifty themes, from a spreadsheet and back, and one cell at a time."""

import csv
import os
import shutil

import measure
import team
from bench import number

CASES, THEMES = 1000, 50


def charting(bench):
    """50,000 summaries come in as one table, go out again, and one of them is changed."""
    study = prepared(bench)
    size = number(CASES * THEMES)
    run = bench.product.run
    begun = run("matrix", "new", "grid", *(f"--theme={theme(place)}" for place in range(THEMES)), study=study)
    say(bench, "framework matrix begun, no cell filled", size, [begun])

    table = bench.fresh("grid") + ".csv"
    run("matrix", "export", "grid", table, study=study)
    fill(table, lambda case, name: f"They say that {name} takes time; nobody had asked {case} before.")
    measure.forget_peak(bench.product.pid)
    taken = run("matrix", "import", "grid", table, "--cleared", study=study)
    shown = bench.product.ask("matrix", "list", study=study)["matrices"][0]
    if shown["filled"] != CASES * THEMES:
        raise SystemExit(f"{shown['filled']} cells where {CASES * THEMES} were to be filled")
    peak = measure.Samples([measure.memory(bench.product.pid)["peak"]], "MiB")
    ours = measure.Samples([taken])
    theirs = measure.Samples([as_files(bench, study)])
    note = "every summary looked through for names; git takes in the same thousand files"
    bench.add(
        measure.share_of("framework matrix from a CSV", size, ours, "git add -A + git commit", theirs, note=note)
    )
    bench.add(measure.limit("the same, in itself", size, ours, ours.median, most=10_000))
    bench.add(measure.limit("its peak memory", size, peak, peak.median))

    for form, most in (("csv", 3_000), ("xlsx", 3_000)):
        values = [
            run("matrix", "export", "grid", f"{bench.fresh('out')}.{form}", study=study) for _ in range(3)
        ]
        say(bench, f"framework matrix to {form}, consent and names checked", size, values, most)
    words = "They were asked about it in May, and said the same."
    values = [
        run("matrix", "fill", "grid", handle(place), theme(7), f"{words} ({place})", study=study)
        for place in range(22)
    ]
    say(bench, "one cell filled, whole process", size, values[2:], 300)
    values = [run("matrix", "stale", study=study) for _ in range(5)]
    say(bench, "what is stale", size, values, 3_000)


def say(bench, name, size, values, most=None):
    samples = measure.Samples(values)
    bench.add(measure.limit(name, size, samples, samples.median, most=most))


def theme(place):
    return f"theme-{place + 1:02}"


def handle(case):
    return f"SP{case + 1:04}"


def prepared(bench):
    """A study that looks for names, with people who agreed to be quoted, and codes."""
    study = bench.fresh("charted")
    bench.product.run("init", study, "--template", "blank", "--names", "assisted")
    people, codes = bench.fresh("people") + ".csv", bench.fresh("codes") + ".csv"
    with open(people, "w") as file:
        file.write("handle\n" + "".join(handle(case) + "\n" for case in range(CASES)))
    with open(codes, "w") as file:
        file.write("path,name\n" + "".join(f"{theme(place)},Theme {place + 1:02}\n" for place in range(THEMES)))
    bench.product.run("participant", "import", people, study=study)
    bench.product.run("codebook", "import", codes, study=study)
    agreed = ["--purpose", "collect", "--purpose", "record", "--purpose", "quote", "--at", "2010-01-01"]
    bench.product.run("consent", "grant", *map(handle, range(CASES)), *agreed, study=study)
    return study


def fill(path, words):
    """Writes a summary into every cell of a table, as somebody in a spreadsheet would."""
    with open(path, newline="", encoding="utf-8-sig") as file:
        rows = list(csv.reader(file))
    places = [place for place, name in enumerate(rows[0]) if name.startswith("theme-")]
    for row in rows[1:]:
        for place in places:
            row[place] = words(row[0], rows[0][place])
    with open(path, "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)


def as_files(bench, study):
    """The same rows taken in by git, in milliseconds."""
    folder = bench.fresh("rows")
    os.makedirs(folder)
    team.git(folder, "init", "-q")
    shutil.copytree(os.path.join(study, "framework"), os.path.join(folder, "framework"))
    return team.git(folder, "add", "-A") + team.git(folder, "commit", "-q", "-m", "rows")
