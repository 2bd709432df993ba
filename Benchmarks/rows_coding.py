"""Codings: making them by a rule, and asking a study that is full of them."""

import datetime
import os
import random

import corpus
from bench import measure, number, peers

PER_RECORD = 100
CODES = 50
CODES_IN_A_RECORD = 5
KINDS = ["interview", "conversation", "field-note", "meeting-note", "report"]
CASES = 100


def coding(bench):
    """A hundred codings in each record; qc has a hundredth of them."""
    size = bench.sizes[0]
    codes = corpus.invented_words(1000, random.Random(7))[-CODES:]
    study = uncoded(bench, size, codes)
    one_more(bench, uncoded(bench, 1000, codes), codes[0], "in a study without any", size=1000)
    by_rule(bench, size, study, codes)
    first_page(bench, size, study, codes[7])
    matrix(bench, size, study, codes)
    one_more(bench, study, codes[0], f"in a study of {number(size * PER_RECORD)} codings", size)
    held = measure.Samples([measure.memory(bench.product.pid)["now"]], "MiB")
    note = f"{number(size * PER_RECORD)} codings at hand"
    bench.add(measure.limit("daemon after these, resident", number(size), held, held.median, note=note))


def sentences(record, codes):
    """The lines of a text, each with its code: five of the ten codes that its kind of record has take turns."""
    kind, first, each = record % len(KINDS), record // len(KINDS), CODES // len(KINDS)
    for place in range(PER_RECORD):
        code = codes[kind * each + (first + place % CODES_IN_A_RECORD) % each]
        yield code, f"They came back to {code}, {place + 1} times."


def texts(bench, name, count, codes, head=lambda record: ""):
    """A folder with that many texts."""
    folder = bench.fresh(name)
    os.makedirs(folder)
    for record in range(count):
        with open(os.path.join(folder, f"{record:06}.md"), "w") as file:
            file.write(head(record) + "".join(line + "\n" for _, line in sentences(record, codes)))
    return folder


def uncoded(bench, size, codes):
    """A study with the texts and the codes, each text of one of a hundred people, and no coding."""

    def head(record):
        day = corpus.FIRST_DAY + datetime.timedelta(days=record * corpus.DAYS // size)
        return (
            f"---\ntitle: Talk {record}\ndate: {day}\nkind: {KINDS[record % len(KINDS)]}\n"
            f"participants: [{handle(record)}]\n---\n"
        )

    study = bench.product.new_study(bench.fresh("coded"))
    people = bench.fresh("people") + ".csv"
    with open(people, "w") as file:
        file.write("handle\n" + "".join(handle(case) + "\n" for case in range(CASES)))
    bench.product.run("participant", "import", people, study=study)
    agreed = ["--purpose", "collect", "--purpose", "record", "--at", "2010-01-01"]
    bench.product.run("consent", "grant", *map(handle, range(CASES)), *agreed, study=study)
    bench.product.run("import", texts(bench, "coded-texts", size, codes, head), study=study)
    for code in codes:
        bench.product.run("codebook", "add", code, study=study)
    return study


def handle(record):
    return f"SP{record % CASES + 10}"


def by_rule(bench, size, study, codes):
    """A word of each line is coded, a code at a time; then the first query."""
    elapsed = 0
    for place, code in enumerate(codes):
        kind = KINDS[place * len(KINDS) // CODES]
        words = ["--text", code, "--kind", kind, "--yes"]
        elapsed += bench.product.run("code", "auto", code, *words, study=study)
    counted = bench.product.run("query", "find", "any", "--count", study=study)
    total = bench.product.ask("query", "find", "any", "--count", study=study)["counts"]["codings"]
    if total != size * PER_RECORD:
        raise SystemExit(f"{total} codings where {size * PER_RECORD} were to be made")
    rate = measure.Samples([total / elapsed * 1000], "per s")
    note = f"{number(total)} in {elapsed / 1000:.1f} s: {CODES} operations, each over a fifth of the texts"
    bench.add(measure.limit("codings made by a rule", number(size), rate, rate.median, note=note))
    first = measure.Samples([counted])
    bench.add(measure.limit("the first query after that, counting all", number(size), first, first.median))


def first_page(bench, size, study, code):
    """Twenty passages of one code with their words, from a running daemon and from none."""

    def page():
        return bench.product.run("query", "find", f"code:{code}", study=study)

    def restarted():
        bench.product.stop()
        return page()

    actions = {"rir": page}
    if qc := peers.QC.ready(bench.cache):
        count = size // 100
        names = corpus.invented_words(1000, random.Random(7))[-CODES:]
        qc.make(bench.fresh("qc"), texts(bench, "qc-texts", count, names), [
            [name for name, _ in sentences(record, names)] for record in range(count)
        ])
        actions |= {"find": lambda: qc.find(code), "start": qc.version}
    else:
        bench.say("qc could not be installed; its row is left out")
    bench.settle()
    found = measure.interleaved(actions, 20)
    again = measure.interleaved({"rir": restarted}, 5, warm_up=1)["rir"]
    shown = f"first page of one code ({number(size * PER_RECORD // CODES)} passages)"
    for name, ours in ((shown, found["rir"]), (f"{shown}, daemon started by it", again)):
        if "find" not in found:
            bench.add(measure.limit(name, number(size), ours, ours.median))
            continue
        least = 100 if size >= 10_000 and ours is found["rir"] else None
        note = f"qc has 1 % of the codings; {found['start'].median:,.0f} ms of its time is its start"
        bench.add(
            measure.times_faster(name, number(size), ours, "qc codes find", found["find"], least, note)
        )


def matrix(bench, size, study, codes):
    """Fifty codes by a hundred people, whole process, against the bare sums in SQLite."""
    rows = [(handle(record), code) for record in range(size) for code, _ in sentences(record, codes)]
    table = peers.CodingRows(rows)
    found = measure.interleaved(
        {
            "rir": lambda: bench.product.run("query", "count", "--by", "case", study=study),
            "scan": lambda: table.count("bare"),
            "index": lambda: table.count("covered"),
        },
        10,
    )
    for peer, name in (("scan", "SQLite's GROUP BY"), ("index", "the same from a covering index")):
        bench.add(
            measure.share_of(
                f"matrix of {CODES} codes by {CASES} people",
                number(size),
                found["rir"],
                name,
                found[peer],
                note="rir is two processes, with consent, days and whom a record is of; SQLite sums in ours",
            )
        )


def one_more(bench, study, code, where, size):
    """One `rir code add`, whole process."""
    record = bench.product.ask("list", "--limit", "1", study=study)["records"][0]["id"]
    values = []
    for turn in range(25):
        span = f"{turn}:{turn + 9}"
        values.append(bench.product.run("code", "add", record, code, "--span", span, study=study))
    samples = measure.Samples(values[5:])
    bench.add(measure.limit(f"one coding {where}, whole process", number(size), samples, samples.median))
