"""Copies of one study that meet at a bare repository, and the same state again and again in fresh folders."""

import os
import shutil
import subprocess
import urllib.parse

import corpus
from bench import measure, product

BRANCHES = ["main", "audit"]
CODES = 50


class Member:
    """One person: a home, a daemon and a copy of their own."""

    def __init__(self, bench, name):
        self.bench = bench
        self.name = name
        home = bench.fresh(name)
        os.makedirs(home)
        self.product = product.Product(bench.options.bin, home, bench.options.workspace)

    def close(self):
        self.product.close()

    def connection(self, study):
        self.product.run("status", study=study)
        return product.Connection(self.product, study)


class Team:
    """A lead with a study, a coder with a copy of it, and their remote; all three lie in one folder."""

    def __init__(self, bench):
        self.bench = bench
        self.lead, self.coder = Member(bench, "lead"), Member(bench, "coder")
        self.folder = bench.fresh("team")
        os.makedirs(self.folder)
        self.remote = os.path.join(self.folder, "remote.git")
        subprocess.run(["git", "init", "-q", "--bare", self.remote], check=True)

    def close(self):
        for member in (self.lead, self.coder):
            member.close()

    def place(self, name):
        return os.path.join(self.folder, name)

    def begin(self):
        """Makes the study and takes the coder in."""
        self.lead.product.new_study(self.place("lead"))
        self.lead.product.run("remote", "add", self.remote, study=self.place("lead"))
        self.lead.product.run("sync", study=self.place("lead"))
        return self

    def join(self):
        """Gives the coder a copy, and a place in the team."""
        made = self.coder.product.ask("clone", self.remote, self.place("coder"))
        self.lead.product.run("member", "add", "--code", made["code"], study=self.place("lead"))
        self.lead.product.run("sync", study=self.place("lead"))
        self.coder.product.run("sync", study=self.place("coder"))
        return self

    def forget(self):
        """Stops both daemons, so that a folder can be copied as it lies on the disk."""
        for member in (self.lead, self.coder):
            member.product.stop()

    def for_git(self):
        """Copies of both repositories as they lie, for git alone: with an index, and a branch to pull."""
        for name in ("lead", "coder"):
            copy = self.place(f"{name}-git")
            shutil.copytree(os.path.join(self.place(name), ".git"), os.path.join(copy, ".git"))
            git(copy, "reset", "-q", "--hard")
            git(copy, "config", "branch.main.remote", "origin")
            git(copy, "config", "branch.main.merge", "refs/heads/main")

    def again(self):
        """A copy of all folders as they are now, under a name never used."""
        folder = self.bench.fresh("again")
        shutil.copytree(self.folder, folder, symlinks=True)
        remote = os.path.join(folder, "remote.git")
        for name in ("lead", "coder", "lead-git", "coder-git"):
            copy = os.path.join(folder, name)
            if os.path.exists(copy):
                git(copy, "config", "remote.origin.url", remote)
        return folder


def git(folder, *arguments):
    """git at work in a folder, as a person's is: returns milliseconds."""
    settings = ["-c", "user.name=r1", "-c", "user.email=r1@example.org", "-c", "gc.auto=0"]
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": folder,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "LANG": "C.UTF-8",
    }
    return measure.spawn(["git", "-C", folder, *settings, *arguments], environment)


def counted(folder, *arguments):
    """A number that git prints."""
    run = subprocess.run(["git", "-C", folder, *arguments], capture_output=True, check=True, text=True)
    return int(run.stdout.split()[0])


def take_in(member, study, texts, names, part=100):
    """Imports some of the corpus but its mails, whose writers nobody asked, in operations of so many."""
    files = sorted(
        os.path.join(place, name) for place, _, found in os.walk(texts) for name in found if name.endswith("txt")
    )[names]
    for start in range(0, len(files), part):
        member.product.run("import", *files[start : start + part], study=study)


def codes(member, study, source):
    """Makes the coding frame, once."""
    names = corpus.invented_words(1000, source)[-CODES:]
    for name in names:
        member.product.run("codebook", "add", name, study=study)
    return names


def code(member, study, names, records, each, together):
    """Puts so many codings into each record: all together as one operation, or each as one of its own."""
    connection = member.connection(study)
    for turn, record in enumerate(records):
        changes = [
            {"act": "add", "codes": [names[(turn + place) % CODES]], "span": [place * 20, place * 20 + 17]}
            for place in range(each)
        ]
        path = f"/v1/records/{urllib.parse.quote(record)}/codings"
        for part in [changes] if together else [[change] for change in changes]:
            connection.request("POST", path, {"changes": part})


def records(member, study):
    """The ids of all records."""
    connection = member.connection(study)
    return [record["id"] for record in connection.request("GET", "/v1/records?limit=100000")["records"]]
