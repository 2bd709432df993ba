"""What the logs cost to check, and what it costs to take something out of a history, in studies where every record is a step of its own."""

import datetime
import importlib.util
import json
import os
import shutil
import subprocess
import time

import corpus
import programme
from bench import measure, number, peers, product

WORDS = "The heron flew backwards over the quiet boathouse."
"""What is taken out again; no text of the corpus has it."""


def can_sign(bench):
    if importlib.util.find_spec("cryptography"):
        return True
    bench.say("left out: Python has no package cryptography, with which the steps of a made study are signed")
    return False


def steps(bench, count, planted=0):
    """A study of so many records, each captured in a step of its own and signed; the words stand in some, the first among them."""
    study = bench.product.new_study(bench.fresh("steps"))
    bench.product.stop()
    simulated = programme.Programme(os.path.join(study, ".git"), study).begin()
    simulated.pace = 1000
    each = count // planted if planted else count + 1
    for turn in range(count):
        simulated.add_records(1, words=WORDS if planted and turn % each == 0 else "")
    simulated.end()
    peers.Git(study, bench.product.home).run("reset", "-q", "--hard", "main")
    return study


def clone_of_main(bench, study, tidy=True):
    """The work of a study alone, without its logs, as git has it from a clone."""
    git = peers.Git(bench.fresh("main"), bench.product.home)
    measure.spawn(
        ["git", "clone", "-q", "--single-branch", "-b", "main", f"file://{study}", git.folder], git.environment
    )
    if tidy:
        git.run("gc", "-q")
    return git


# Checking


def verify(bench):
    """`rir audit verify` of everything, then of what one capture added; the hashes of the tree by themselves."""
    if not can_sign(bench):
        return
    count = bench.options.operations
    study = steps(bench, count)
    bench.say("the study is made")
    # The one command that waits as long as it takes to index all that.
    bench.product.run("reindex", study=study)
    fsck = everything(bench, study, count)
    one_more(bench, study, count)
    hashes(bench, study, fsck)


def everything(bench, study, count):
    """From nothing: every leaf, every signature, every file against its leaf; beside git's own check of the same work.

    Returns what git took.
    """
    git = clone_of_main(bench, study)
    repeats = 3 if count >= 100_000 else 5
    found = measure.interleaved(
        {
            "rir": lambda: bench.product.run("audit", "verify", "--all", study=study),
            "git": lambda: git.run("fsck", "--full", "--no-progress"),
        },
        repeats,
        warm_up=0,
    )
    verdict = bench.product.ask("audit", "verify", study=study)
    size = f"{number(sum(log['entries'] for log in verdict['logs']))} leaves"
    signatures = verdict["counts"]["signed"] + verdict["counts"]["logCommits"]
    bench.add(
        measure.times_faster(
            "audit verify --all: every leaf, file and signature", size, found["rir"], "git fsck --full", found["git"], 50,
            f"git checks the {number(count)} commits of the work without its logs, and none of {number(signatures)} signatures",
        )
    )
    each = signature(bench, study)
    theirs = measure.Samples([value + each * signatures for value in found["git"].values])
    bench.add(
        measure.times_faster(
            "the same", size, found["rir"], "git fsck --full, and git verify-commit of every commit", theirs,
            note=f"a signature takes git {each:.1f} ms; worked out from 300 of them",
        )
    )
    return found["git"]


def signature(bench, study):
    """Milliseconds that git takes for a commit's signature, many given to one command."""
    git = peers.Git(study, bench.product.home)
    listing = subprocess.run(
        ["git", "-C", study, "rev-list", "-n", "300", "main"], env=git.environment, capture_output=True, check=True, text=True
    )
    signers = f"gpg.ssh.allowedSignersFile={study}/.rir/allowed_signers"
    return git.run("-c", signers, "verify-commit", *listing.stdout.split()) / 300


def one_more(bench, study, count):
    """A capture, then the check, which takes up where the last one stood."""
    bench.product.stop()
    bench.product.environment["RIR_LOG"] = "info"
    bench.product.run("audit", "verify", study=study)
    connection = product.Connection(bench.product, study)
    asked = []
    for turn in range(220):
        # A day of its own for each note: a folder of thousands would be what is measured.
        day = str(corpus.FIRST_DAY + datetime.timedelta(days=5000 + turn))
        connection.capture(f"One more {turn}.", date=day)
        start = time.perf_counter()
        answer = connection.request("POST", "/v1/audit/verify", {"against": [], "witnesses": []})
        asked.append((time.perf_counter() - start) * 1000)
        if answer["findings"] or answer["read"] != 2:
            raise SystemExit(f"a check behind one capture read {answer['read']} and found {answer['findings'][:1]}")
    inside = measure.Samples(told(bench, "auditVerify")[-200:])
    note = f"the daemon's own time in its log; asked over an open connection {measure.Samples(asked[-200:]).median:.2f} ms"
    size = f"{number(count)} leaves"
    bench.add(
        measure.limit(
            "check behind one capture, one leaf and one step read", size, inside, inside.median, 2, note
        )
    )
    values = []
    for turn in range(20):
        bench.product.run("note", f"And another {turn}.", "--date", "2031-01-01", study=study)
        values.append(bench.product.run("audit", "verify", study=study))
    bench.add(measure.limit("rir audit verify behind one capture, whole process", size, measure.Samples(values), 0))
    bench.product.stop()
    bench.product.environment["RIR_LOG"] = "warning"


def told(bench, route):
    """What the daemon's log says that requests of a route took, in milliseconds."""
    with open(os.path.join(bench.product.home, ".local/state/rir/rird.log")) as file:
        requests = [json.loads(line) for line in file]
    return [float(request["ms"]) for request in requests if request.get("route") == route]


def hashes(bench, study, fsck):
    """The tree over the same leaves, in the library and in C."""
    leaves = bench.fresh("leaves")
    command = f"git -C '{study}' archive --format=tar audit | tar -xO > '{leaves}'"
    subprocess.run(["sh", "-c", command], check=True)
    ours, theirs = os.path.join(bench.options.bin, "tlog-bench"), bench.fresh("merkle")
    source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "merkle.c")
    built = peers.has("cc") and subprocess.run(["cc", "-O2", "-o", theirs, source, "-lcrypto"]).returncode == 0
    if not built or not os.access(ours, os.X_OK):
        bench.say("the tree is left out: it needs tlog-bench, a C compiler and OpenSSL's headers")
        return
    values = {"rir": [], "c": [], "alone": []}
    for _ in range(5):
        rir = measured(ours, leaves)
        c = measured(theirs, leaves, "15")
        if (rir["rootHash"], rir["leaves"]) != (c["root"], c["leaves"]):
            raise SystemExit("the two trees are not the same")
        values["rir"].append(rir["root"] * 1000)
        values["c"].append(c["seconds"] * 1000)
        values["alone"].append(c["alone"] * 1000)
    found = {name: measure.Samples(samples) for name, samples in values.items()}
    bench.add(
        measure.share_of(
            f"root of the log's tree, {rir['bytes'] / 2**20:.0f} MiB", f"{number(rir['leaves'])} leaves", found["rir"],
            "the same tree in C, OpenSSL's SHA-256", found["c"], 3,
            f"time of the processor, the best of 15; C's hashes of the leaves alone {found['alone'].median:.1f} ms",
        )
    )
    bench.add(
        measure.times_faster(
            "the same root", f"{number(rir['leaves'])} leaves", found["rir"], "git fsck --full, as above", fsck, 50,
            "leaves in memory; no signature, and nothing read from git",
        )
    )


def measured(*command):
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


# Erasing


def erasure(bench):
    """Words leave twenty records, the first among them, so that every commit is made anew."""
    if not can_sign(bench):
        return
    count = min(bench.options.operations, 10_000)
    study = steps(bench, count, planted=20)
    bench.say("the study is made")
    places = redacted(bench, study, "--dry-run")["places"]
    found = {name: [] for name in ("look", "branch", "rir", "peer history", "peer")}
    filter_repo = peers.FilterRepo.ready(bench.cache)
    paths = bench.fresh("paths")
    with open(paths, "w") as file:
        file.writelines(f"{path}\n" for path in places)
    receipt = None
    for turn in range(4):
        for ours in (turn % 2 == 0, turn % 2 != 0):
            if ours:
                receipt = erased(bench, study, found)
            elif filter_repo:
                git = clone_of_main(bench, study, tidy=False)
                written, all_of_it = filter_repo.run(git, paths)
                found["peer history"].append(written)
                found["peer"].append(all_of_it)
    # The first of each warms up.
    found = {name: measure.Samples(values[1:]) for name, values in found.items() if values}
    size = f"{number(receipt['commits'])} commits"
    note = f"{len(places)} files leave; the search for the words before that takes {found['look'].median:,.0f} ms"
    anew = measure.Samples([all_of_it - look for all_of_it, look in zip(found["branch"].values, found["look"].values)])
    if not filter_repo:
        bench.say("git filter-repo is not there, so it is left out")
        bench.add(measure.limit("erasure: the history made anew, durable", size, anew, anew.median, note=note))
        bench.add(measure.limit("erasure, the whole command", size, found["rir"], found["rir"].median))
        return
    row = measure.share_of(
        "erasure: the history made anew, durable", size, anew, "git filter-repo until the new history is written",
        found["peer history"], note=note,
    )
    row.target, row.met = "in seconds: <= 10 s", anew.median <= 10_000
    bench.add(row)
    searched = receipt["searched"]
    bench.add(
        measure.share_of(
            "erasure, the whole command", size, found["rir"], "git filter-repo to its end", found["peer"],
            note=f"both repack; rir also looks for the words, makes the index anew and searches {number(searched['objects'])} objects",
        )
    )


def erased(bench, study, found):
    """Takes the words out of a copy; adds what it took."""
    copy = bench.fresh("erased")
    shutil.copytree(study, copy, symlinks=True)
    # The daemon knows it, as it does a study that is worked in.
    bench.product.run("list", "--limit", "1", study=copy)
    start = time.perf_counter()
    redacted(bench, copy, "--dry-run")
    found["look"].append((time.perf_counter() - start) * 1000)
    begun, start = time.time_ns(), time.perf_counter()
    receipt = redacted(bench, copy, "--yes")["receipt"]
    found["rir"].append((time.perf_counter() - start) * 1000)
    # The branch moves once, when the new history is on the disk.
    moved = os.stat(os.path.join(copy, ".git/refs/heads/main")).st_mtime_ns
    found["branch"].append((moved - begun) / 1e6)
    if receipt["searched"]["found"]:
        raise SystemExit("something is left of what was erased")
    return receipt


def redacted(bench, study, how):
    run = subprocess.run(
        [bench.product.rir, "erasure", "redact", how, "--json"],
        env=bench.product.around(study), input=WORDS + "\n", capture_output=True, text=True, check=True,
    )
    return json.loads(run.stdout)
