"""Importing and reindexing."""

import os
import shutil
import statistics

import corpus
from bench import measure, number, peers


class Effort:
    """What the daemon needed while something ran: peak memory in MiB, processor seconds."""

    def __init__(self, pid):
        self.pid = pid

    def __enter__(self):
        measure.forget_peak(self.pid)
        self.seconds = -measure.processor_seconds(self.pid)
        return self

    def __exit__(self, *_):
        self.seconds += measure.processor_seconds(self.pid)
        self.peak = measure.memory(self.pid)["peak"]


def imported(bench, texts, efforts):
    """One import into a new study under a new daemon; returns milliseconds and the study."""
    bench.product.stop()
    study = bench.product.new_study(bench.fresh("study"))
    with Effort(bench.product.pid) as effort:
        elapsed = bench.product.run("import", texts, study=study)
    efforts.append(effort)
    return elapsed, study


def committed(bench, texts, seconds):
    """`git add -A` and `git commit` of the same files in a new repository; returns milliseconds."""
    folder = bench.fresh("peer")
    shutil.copytree(texts, folder)
    git = peers.Git(folder, bench.product.home).start()
    before = os.times()
    elapsed = git.add_all()
    after = os.times()
    seconds.append(sum(after[2:4]) - sum(before[2:4]))
    return elapsed


def processor_note(efforts, seconds):
    """Processor time tells the work apart from the waiting, whatever else the machine does."""
    ours = statistics.median(effort.seconds for effort in efforts)
    return f"processor: rird {ours:.1f} s on {os.cpu_count()} cores, git {statistics.median(seconds):.1f} s"


def bulk_import(bench):
    """Import against git at each size, 100,000 against 10,000, memory, and against notmuch on mails."""
    times, peaks = {}, {}
    for size in bench.sizes:
        times[size], peaks[size] = import_of(bench, size)
    if len(bench.sizes) > 1:
        growth(bench, times, peaks)
    against_notmuch(bench)
    real(bench)


def import_of(bench, size):
    """One size; the last study made stays for other measurements. Returns the times and peaks of memory."""
    texts, facts = bench.texts(size)
    efforts, seconds = [], []

    def ours():
        elapsed, bench.studies[(size, False)] = imported(bench, texts, efforts)
        return elapsed

    found = measure.interleaved(
        {"rir": ours, "git": lambda: committed(bench, texts, seconds)},
        3 if size <= 10_000 else 1,
        warm_up=1 if size <= 10_000 else 0,
    )
    bench.add(
        measure.share_of(
            f"import, durable, indexed, audited ({facts['bytes'] / 1e6:.0f} MB)",
            number(size),
            found["rir"],
            "git add -A + git commit",
            found["git"],
            2 if size == 10_000 else None,
            processor_note(efforts, seconds),
        )
    )
    peak = measure.Samples([effort.peak for effort in efforts], "MiB")
    bench.add(measure.limit("import, peak memory of rird", number(size), peak, peak.median))
    return found["rir"], peak.values


def growth(bench, times, peaks):
    small, large = bench.sizes[0], bench.sizes[-1]
    ratio = times[large].median / times[small].median
    bench.add(
        measure.Row(
            "import, growth with size",
            number(large),
            times[large],
            f"import of {number(small)}",
            times[small],
            ratio,
            "<= 11 x",
            ratio <= 11,
        )
    )
    ratio = max(peaks[large]) / max(peaks[small])
    bench.add(
        measure.Row(
            "import, growth of peak memory",
            number(large),
            measure.Samples(peaks[large], "MiB"),
            f"import of {number(small)}",
            measure.Samples(peaks[small], "MiB"),
            ratio,
            "<= 1.2 x",
            ratio <= 1.2,
            "the issue says flat; 1.2 allows for the index's caches",
        )
    )


def against_notmuch(bench):
    """The same mails through both; a share of the corpus, because notmuch takes 10 ms and more for each."""
    if not peers.has("notmuch"):
        bench.say("notmuch is not installed, its rows are left out")
        return
    count = bench.options.mails
    texts, _ = bench.texts(count, mails_only=True)
    found = measure.interleaved(
        {
            "rir": lambda: imported(bench, texts, [])[0],
            "notmuch": lambda: peers.Notmuch(texts, bench.fresh("notmuch")).index(),
        },
        2,
        warm_up=0,
    )
    bench.add(
        measure.times_faster(
            "import of e-mails",
            number(count),
            found["rir"],
            "notmuch new",
            found["notmuch"],
            20,
            "notmuch slows down as it grows, so this favours it",
        )
    )


def real(bench):
    """The interviews of the public corpus."""
    archive = os.path.join(bench.options.corpora, "scale", "changelog-transcripts.tar.xz")
    if not os.path.exists(archive):
        bench.say(f"{archive} is absent, its row is left out")
        return
    folder = bench.fresh("interviews")
    count = corpus.real_texts(archive, folder)
    efforts, seconds = [], []
    found = measure.interleaved(
        {
            "rir": lambda: imported(bench, folder, efforts)[0],
            "git": lambda: committed(bench, folder, seconds),
        },
        2,
        warm_up=0,
    )
    bytes_ = sum(
        os.path.getsize(os.path.join(place, name)) for place, _, names in os.walk(folder) for name in names
    )
    bench.add(
        measure.share_of(
            f"import of real interviews ({bytes_ / 1e6:.0f} MB)",
            number(count),
            found["rir"],
            "git add -A + git commit",
            found["git"],
            None,
            processor_note(efforts, seconds),
        )
    )


def reindex(bench):
    """Building the index again from git, against FTS5 alone and against notmuch."""
    for size in bench.sizes:
        reindex_of(bench, size)
    if peers.has("notmuch"):
        reindexed_mails(bench)


def reindex_of(bench, size):
    study = bench.study(size)
    texts, _ = bench.texts(size)
    with Effort(bench.product.pid) as effort:
        found = measure.interleaved(
            {
                "rir": lambda: bench.product.run("reindex", study=study),
                "fts5": lambda: peers.build_fts5(texts, bench.fresh("fts5")),
            },
            3 if size <= 10_000 else 1,
            warm_up=0,
        )
    bench.add(
        measure.share_of(
            "reindex from git",
            number(size),
            found["rir"],
            "FTS5 bulk build of the texts in memory",
            found["fts5"],
            1.5,
            f"peak memory of rird {effort.peak:.0f} MiB",
        )
    )


def reindexed_mails(bench):
    count = bench.options.mails
    texts, _ = bench.texts(count, mails_only=True)
    study = bench.study(count, mails_only=True)
    found = measure.interleaved(
        {
            "rir": lambda: bench.product.run("reindex", study=study),
            "notmuch": lambda: peers.Notmuch(texts, bench.fresh("notmuch")).index(),
        },
        2,
        warm_up=0,
    )
    bench.add(
        measure.times_faster(
            "reindex of e-mails",
            number(count),
            found["rir"],
            "notmuch new",
            found["notmuch"],
            20,
            "notmuch slows down as it grows, so this favours it",
        )
    )


__all__ = ["bulk_import", "reindex"]
