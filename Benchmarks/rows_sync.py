"""Synchronising copies of a study, against plain git with the same commits."""

import datetime
import os
import random
import subprocess

import corpus
from bench import measure, number
from team import BRANCHES, Member, Team, code, codes, counted, git, records, take_in

RECORDS = 1000
CODINGS = 10


def sync(bench):
    """A day's work goes over; both worked; nothing is new; somebody makes a copy."""
    work_goes_over(bench, together=True)
    both_worked(bench)
    work_goes_over(bench, together=False)


def prepared(bench, size=0):
    """A team with a study that holds some of the corpus already."""
    texts, _ = bench.texts(2 * max(bench.sizes[0], RECORDS))
    team = Team(bench).begin()
    if size:
        take_in(team.lead, team.place("lead"), texts, slice(-size, None))
    names = codes(team.lead, team.place("lead"), random.Random(7))
    team.lead.product.run("sync", study=team.place("lead"))
    return team.join(), texts, names


def opened(member, study):
    """Has the daemon know a copy, as it does in a study that is worked in."""
    member.product.run("status", study=study)
    return study


def work_goes_over(bench, together):
    """The lead imports and codes, synchronises; the coder synchronises."""
    team, texts, names = prepared(bench)
    lead = team.place("lead")
    take_in(team.lead, lead, texts, slice(RECORDS))
    code(team.lead, lead, names, records(team.lead, lead), CODINGS, together)
    bench.settle()
    team.forget()
    team.for_git()
    commits = counted(lead, "rev-list", "--count", *BRANCHES)
    parts = {"push": [], "pull": []}

    def ours():
        folder = team.again()
        mine = opened(team.lead, os.path.join(folder, "lead"))
        yours = opened(team.coder, os.path.join(folder, "coder"))
        parts["push"].append(team.lead.product.run("sync", study=mine))
        parts["pull"].append(team.coder.product.run("sync", study=yours))
        require_alike(folder)
        return parts["push"][-1] + parts["pull"][-1]

    def theirs():
        folder = team.again()
        return git(os.path.join(folder, "lead-git"), "push", "-q", "origin", *BRANCHES) + git(
            os.path.join(folder, "coder-git"), "pull", "-q"
        )

    found = measure.interleaved({"rir": ours, "git": theirs}, 5, warm_up=1)
    push, pull = (measure.Samples(parts[name]).median for name in ("push", "pull"))
    each = "ten codings at a time" if together else "each coding a step of its own"
    operation = f"sync here and there of {number(RECORDS)} records, {number(RECORDS * CODINGS)} codings, {each}"
    note = f"{number(commits)} commits; sending {push:,.0f} ms, receiving {pull:,.0f} ms"
    bench.add(
        measure.share_of(
            operation, number(RECORDS), found["rir"], "git push + git pull", found["git"],
            2 if together else None, note,
        )
    )
    if together:
        nothing_new(bench, team)
        a_copy(bench, team)
    team.close()


def nothing_new(bench, team):
    """A sync of two copies that hold the same."""
    folder = team.again()
    mine = opened(team.lead, os.path.join(folder, "lead"))
    team.lead.product.run("sync", study=mine)
    found = measure.interleaved(
        {
            "rir": lambda: team.lead.product.run("sync", study=mine),
            "git": lambda: git(mine, "fetch", "-q", "origin", *BRANCHES),
        },
        20,
    )
    row = measure.share_of("sync with nothing new", number(RECORDS), found["rir"], "git fetch", found["git"])
    row.target, row.met = "<= 150 ms", found["rir"].median <= 150
    bench.add(row)


def a_copy(bench, team):
    """A copy of all that, checked from the beginning."""
    folder = team.again()
    mine = opened(team.lead, os.path.join(folder, "lead"))
    team.lead.product.run("sync", study=mine)
    remote = os.path.join(folder, "remote.git")
    found = measure.interleaved(
        {
            "rir": lambda: team.coder.product.run("clone", remote, bench.fresh("clone")),
            "git": lambda: git(folder, "clone", "-q", f"file://{remote}", bench.fresh("clone")),
        },
        5,
        warm_up=1,
    )
    commits = counted(mine, "rev-list", "--count", *BRANCHES)
    bench.add(
        measure.share_of(
            "clone, every step checked, index made", number(RECORDS), found["rir"], "git clone", found["git"],
            note=f"{number(commits)} commits",
        )
    )


def both_worked(bench):
    """Each has 500 new records: one sends, the other joins and sends, the first receives."""
    half = RECORDS // 2
    team, texts, _ = prepared(bench)
    take_in(team.lead, team.place("lead"), texts, slice(half))
    take_in(team.coder, team.place("coder"), texts, slice(half, RECORDS))
    team.forget()
    team.for_git()

    def ours():
        folder = team.again()
        mine = opened(team.lead, os.path.join(folder, "lead"))
        yours = opened(team.coder, os.path.join(folder, "coder"))
        elapsed = team.lead.product.run("sync", study=mine)
        elapsed += team.coder.product.run("sync", study=yours)
        elapsed += team.lead.product.run("sync", study=mine)
        require_alike(folder)
        return elapsed

    def theirs():
        folder = team.again()
        mine, yours = os.path.join(folder, "lead-git"), os.path.join(folder, "coder-git")
        return sum(
            [
                git(mine, "push", "-q", "origin", "main"),
                git(yours, "pull", "-q", "--no-rebase", "--no-edit"),
                git(yours, "push", "-q", "origin", "main"),
                git(mine, "pull", "-q", "--no-rebase", "--no-edit"),
            ]
        )

    found = measure.interleaved({"rir": ours, "git": theirs}, 5, warm_up=1)
    bench.add(
        measure.share_of(
            f"both have {half} new records: send, join and send, receive",
            number(RECORDS), found["rir"], "git push, pull, push, pull", found["git"],
            note="git joins main alone, the logs are left out",
        )
    )
    team.close()


def require_alike(folder):
    """Ends the benchmark where the two copies do not hold the same work, or a log that is not the other's with more."""
    copies = [os.path.join(folder, name) for name in ("lead", "coder")]

    def head(copy, branch):
        return open(os.path.join(copy, ".git/refs/heads", branch)).read().strip()

    logs = [head(copy, "audit") for copy in copies]
    # Whoever received last has signed what they saw, which goes out the next time.
    goes_on = any(
        subprocess.run(["git", "-C", copy, "merge-base", "--is-ancestor", other, own], capture_output=True).returncode == 0
        for copy, own, other in zip(copies, logs, reversed(logs))
    )
    if len({head(copy, "main") for copy in copies}) != 1 or not goes_on:
        raise SystemExit("after synchronising, the copies do not hold the same")


def crossing(bench):
    """Five people whose copies meet at three remotes in turns, so that histories cross over again and again."""
    joins = bench.options.joins
    everybody = [Member(bench, f"person{number}") for number in range(5)]
    remotes = [bench.fresh("remote") for _ in range(3)]
    for remote in remotes:
        subprocess.run(["git", "init", "-q", "--bare", remote], check=True)
    studies = [bench.fresh("study") for _ in everybody]
    places = ["origin", "stick", "server"]
    lead = everybody[0].product
    lead.new_study(studies[0])
    for place, remote in zip(places, remotes):
        lead.run("remote", "add", remote, "--name", place, study=studies[0])
        lead.run("sync", place, study=studies[0])
    for person, study in zip(everybody[1:], studies[1:]):
        code = person.product.ask("clone", remotes[0], study)["code"]
        lead.run("member", "add", "--code", code, study=studies[0])
        lead.run("sync", "origin", study=studies[0])
        for place, remote in list(zip(places, remotes))[1:]:
            person.product.run("remote", "add", remote, "--name", place, study=study)
        person.product.run("sync", "origin", study=study)
    chance, elapsed = random.Random(11), []
    while counted(studies[0], "rev-list", "--count", "--min-parents=2", "main") < joins:
        if elapsed:
            bench.say(f"{len(elapsed)} syncs, the last hundred {measure.Samples(elapsed[-100:]).median:.0f} ms each")
        for _ in range(100):
            person, place = chance.randrange(5), chance.choice(places)
            # A day of its own for each note: a folder of thousands would be what is measured.
            day = str(corpus.FIRST_DAY + datetime.timedelta(days=len(elapsed)))
            note = ["note", f"Note {len(elapsed)}.", "--date", day]
            everybody[person].product.run(*note, study=studies[person])
            elapsed.append(
                everybody[person].product.run("sync", place, study=studies[person])
            )
    tenth = len(elapsed) // 10
    early, late = measure.Samples(elapsed[tenth : 2 * tenth]), measure.Samples(elapsed[-tenth:])
    made = counted(studies[0], "rev-list", "--count", "--min-parents=2", "main")
    bench.add(
        measure.share_of(
            f"sync where five people meet at three places in turns, the last tenth of {number(len(elapsed))}",
            f"{number(made)} joins", late, "the second tenth", early, 1.5,
        )
    )
    for person in everybody:
        person.close()
