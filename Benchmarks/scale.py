#!/usr/bin/env python3
"""From one laptop to a national programme: what a study costs as records and devices grow. See README.md."""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import measure
import product
import programme
import team

HERE = os.path.dirname(os.path.abspath(__file__))
STAGES = "1000:3,10000:20,100000:100,1000000:200"
DAY = 100
"""Records of a day's work that comes from others; one in ten is coded."""


class Scale:
    """A remote that grows, and one real copy that keeps up with it."""

    def __init__(self, options, scratch):
        self.options, self.scratch = options, scratch
        self.remote = os.path.join(scratch, "remote.git")
        self.counter = 0
        self.people = {name: self.person(name) for name in ("founder", "member", "stranger")}
        self.rows = []

    def person(self, name):
        home = os.path.join(self.scratch, name)
        os.makedirs(home)
        return product.Product(self.options.bin, home, self.options.workspace)

    def close(self):
        for person in self.people.values():
            person.close()

    def say(self, text):
        print(f"  {time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)

    def begin(self):
        """A study begun with rir, whose founder's device goes on in the simulation, and a member's real copy."""
        subprocess.run(["git", "init", "-q", "--bare", self.remote], check=True)
        founder = self.people["founder"].new_study(os.path.join(self.scratch, "study"))
        self.people["founder"].run("remote", "add", self.remote, study=founder)
        self.people["founder"].run("sync", study=founder)
        self.people["founder"].stop()
        self.copy = os.path.join(self.scratch, "copy")
        self.people["member"].run("clone", self.remote, self.copy)
        self.simulated = programme.Programme(self.remote, founder).begin()
        requests = self.simulated.git("for-each-ref", "--format=%(refname)", "refs/rir/requests").split()
        found = [json.loads(self.simulated.git("cat-file", "blob", name)) for name in requests]
        self.simulated.take_in(0, found)
        self.simulated.make_codes()
        self.simulated.end()
        self.sync()

    def sync(self):
        return self.people["member"].run("sync", study=self.copy)

    def stage(self, size, devices):
        """Grows the study, and measures it."""
        self.say(f"{size:,} records of {devices} devices")
        row = {"records": size, "devices": devices, "load": os.getloadavg()[0]}
        # What was measured stays, also when a later step fails.
        self.rows.append(row)
        start = time.perf_counter()
        before = self.simulated.operations
        self.simulated.begin()
        if more := devices - len(self.simulated.devices):
            self.simulated.take_in(more)
        self.simulated.grow(size)
        self.simulated.end()
        self.say(f"made in {time.perf_counter() - start:.0f} s")
        row["pack_written"] = self.pack()
        start = time.perf_counter()
        if size <= self.options.tidy:
            # What was written here has no deltas, as if git had tried and found none; -f has it try.
            subprocess.run(["git", "-C", self.remote, "repack", "-a", "-d", "-f", "-q"], check=True)
            row["tidying"] = time.perf_counter() - start
        row["pack"] = self.pack()
        row["operations"], row["codings"] = self.simulated.operations, self.simulated.codings
        row["leaves"] = sum(device.size for device in self.simulated.devices)
        row["log"] = self.size_of("audit")
        self.say(f"tidied, {row['pack'] / 2**20:,.0f} MiB")
        row["catching_up"], row["caught_up"] = self.sync(), self.simulated.operations - before
        self.say(f"caught up with {row['caught_up']:,} steps in {row['catching_up'] / 1000:.1f} s")
        self.days(row)
        self.copies(row)
        self.say(json.dumps(row))

    def pack(self):
        folder = os.path.join(self.remote, "objects", "pack")
        return sum(entry.stat().st_size for entry in os.scandir(folder))

    def size_of(self, branch):
        """Bytes of all files of a branch."""
        listing = self.simulated.git("ls-tree", "-r", "-l", branch)
        return sum(int(line.split()[3]) for line in listing.splitlines())

    def days(self, row):
        """Nothing new; a day of others; ten notes of one's own; a day on both sides."""
        member = self.people["member"]
        row["nothing"] = min(self.sync() for _ in range(3))
        self.another_day()
        row["day"] = self.sync()
        row["own"] = min(self.own_day() for _ in range(2))
        self.another_day()
        row["both"] = self.own_day()
        row["restart"] = self.restarted()
        row["memory"] = measure.memory(member.pid)["now"]
        row["peak"] = measure.memory(member.pid)["peak"]
        folder = os.path.join(self.copy, ".rir")
        row["index"] = sum(entry.stat().st_size for entry in os.scandir(folder) if "index" in entry.name)
        self.adopt_branches()

    def another_day(self):
        """A day's work of others: ten devices import ten records each, and code one each."""
        self.adopt_branches()
        self.simulated.begin()
        for _ in range(10):
            self.simulated.add_batch(DAY // 10, coded=1)
        self.simulated.end()

    def own_day(self):
        for number in range(10):
            self.people["member"].run("note", f"Note {number} of a day of my own.", study=self.copy)
        return self.sync()

    def restarted(self):
        """The first answer of a daemon that was not running."""
        self.people["member"].stop()
        return self.people["member"].run("list", "--limit", "1", study=self.copy)

    def adopt_branches(self):
        """Goes on from what the real copy has sent meanwhile."""
        for branch in ("main", "audit"):
            head = self.simulated.git("rev-parse", branch)
            if head != self.simulated.heads[branch]:
                self.simulated.heads[branch] = head
                self.simulated.trees[branch] = self.simulated.read(branch)

    def copies(self, row):
        """A newcomer's copy, every step checked; git's own, whole and without old contents; the index again."""
        stranger = self.people["stranger"]
        place = os.path.join(self.scratch, f"clone-{row['records']}")
        row["clone"] = stranger.run("clone", self.remote, place)
        row["clone_peak"] = measure.memory(stranger.pid)["peak"]
        stranger.stop()
        row["reindex"] = self.people["member"].run("reindex", study=self.copy)
        self.people["member"].stop()
        subprocess.run(["git", "-C", self.remote, "config", "uploadpack.allowFilter", "true"], check=True)
        for name, options in (("git_clone", []), ("git_partial", ["--filter=blob:none"])):
            folder = os.path.join(self.scratch, f"{name}-{row['records']}")
            row[name] = team.git(self.scratch, "clone", "-q", *options, f"file://{self.remote}", folder)
            packs = os.path.join(folder, ".git", "objects", "pack")
            row[f"{name}_pack"] = sum(entry.stat().st_size for entry in os.scandir(packs))
        row["files"] = sum(len(files) for _, _, files in os.walk(os.path.join(self.copy, "records")))


def parsed():
    parser = argparse.ArgumentParser(prog="script/scale", description=__doc__)
    parser.add_argument("--stages", default=STAGES, help=f"records:devices, smallest first ({STAGES})")
    parser.add_argument("--bin", default=os.path.join(HERE, "../.build/release"), help="folder with rir and rird")
    parser.add_argument("--scratch", default=os.path.join(HERE, ".cache"), help="a real disk")
    parser.add_argument("--workspace", default=os.path.join(HERE, "../workspace"))
    parser.add_argument("--tidy", type=int, default=10**9, help="pack the remote anew up to this many records")
    options = parser.parse_args()
    options.stages = [tuple(map(int, stage.split(":"))) for stage in options.stages.split(",")]
    return options


def main():
    options = parsed()
    # So that the daemons and the scratch folder go even when the run is ended from outside.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("scale: ended"))
    os.makedirs(options.scratch, exist_ok=True)
    scratch = tempfile.mkdtemp(prefix="scale-", dir=options.scratch)
    scale = Scale(options, scratch)
    try:
        scale.begin()
        for size, devices in options.stages:
            scale.stage(size, devices)
    finally:
        scale.close()
        os.makedirs(os.path.join(HERE, "results"), exist_ok=True)
        facts = {"date": time.strftime("%d %B %Y, %H:%M UTC", time.gmtime()), "machine": measure.machine()}
        path = os.path.join(HERE, "results", time.strftime("scale-%Y-%m-%d-%H%M.json", time.gmtime()))
        with open(path, "w") as file:
            json.dump({"facts": facts, "stages": scale.rows}, file, indent=1)
        print(path)
        shutil.rmtree(scratch, ignore_errors=True)


if __name__ == "__main__":
    main()
