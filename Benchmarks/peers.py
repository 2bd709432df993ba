"""What a person would use instead: git, notmuch, ripgrep, qc, and SQLite on its own."""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import time

import measure


def has(program):
    return shutil.which(program) is not None


class Git:
    """A repository with the same files as a study, kept as git likes it best: packed and tidy."""

    def __init__(self, folder, home):
        self.folder = folder
        self.environment = {
            "HOME": home,
            "PATH": os.environ["PATH"],
            "GIT_CONFIG_NOSYSTEM": "1",
            "LANG": "C.UTF-8",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_AUTHOR_NAME": "r1",
            "GIT_AUTHOR_EMAIL": "r1@example.org",
            "GIT_COMMITTER_NAME": "r1",
            "GIT_COMMITTER_EMAIL": "r1@example.org",
        }
        # No tidying in the background, which would only slow git down here.
        self.environment |= {
            "GIT_CONFIG_COUNT": "2",
            "GIT_CONFIG_KEY_0": "gc.auto",
            "GIT_CONFIG_VALUE_0": "0",
            "GIT_CONFIG_KEY_1": "maintenance.auto",
            "GIT_CONFIG_VALUE_1": "false",
        }
        self.number = 0

    def run(self, *arguments):
        return measure.spawn(["git", "-C", self.folder, *arguments], self.environment)

    def start(self):
        self.run("init", "-q", "-b", "main")
        return self

    def add_all(self):
        """Everything in the folder, in one commit; returns milliseconds."""
        return self.run("add", "-A") + self.run("commit", "-q", "-m", "all")

    def note(self, text, *settings):
        """Saves one more small file: write, add, commit; returns the milliseconds of the two commands."""
        self.number += 1
        name = f"records/note-{self.number}.md"
        with open(os.path.join(self.folder, name), "w") as file:
            file.write(text + "\n")
        return self.run(*settings, "add", name) + self.run(*settings, "commit", "-q", "-m", "note")


def git_like(records, folder, home):
    """A repository of a study's record files."""
    os.makedirs(folder)
    shutil.copytree(records, os.path.join(folder, "records"))
    git = Git(folder, home).start()
    git.add_all()
    git.run("gc", "-q")
    return git


class Notmuch:
    """A mail database over a folder of e-mails."""

    def __init__(self, mails, folder):
        self.mails = mails
        self.folder = folder
        os.makedirs(folder, exist_ok=True)
        settings = os.path.join(folder, "config")
        with open(settings, "w") as file:
            file.write(
                f"[database]\npath={folder}\nmail_root={mails}\n[user]\nname=r1\n"
                "primary_email=r1@example.org\n[new]\ntags=inbox\nignore=corpus.json\n"
            )
        self.environment = {
            "HOME": folder,
            "PATH": os.environ["PATH"],
            "NOTMUCH_CONFIG": settings,
            "LANG": "C.UTF-8",
        }

    def index(self):
        return measure.spawn(["notmuch", "new", "--quiet", "--no-hooks"], self.environment)

    def search(self, word):
        return measure.spawn(["notmuch", "search", "--limit=20", word], self.environment)

    def count(self, word):
        run = subprocess.run(["notmuch", "count", word], env=self.environment, capture_output=True, text=True)
        return int(run.stdout or 0)


FTS5 = """
import os, sqlite3, sys, time
texts = []
for place, _, names in os.walk(sys.argv[1]):
    for name in names:
        with open(os.path.join(place, name), encoding="utf-8") as file:
            texts.append((name, file.read()))
start = time.perf_counter()
base = sqlite3.connect(sys.argv[2])
base.execute("PRAGMA journal_mode = WAL")
base.execute("CREATE VIRTUAL TABLE words USING fts5(title, body, content='', tokenize='unicode61')")
with base:
    base.executemany("INSERT INTO words (title, body) VALUES (?, ?)", texts)
print((time.perf_counter() - start) * 1000)
"""


def build_fts5(texts, file):
    """One transaction over texts that are in memory already, contentless; returns milliseconds."""
    run = subprocess.run(
        [sys.executable, "-c", FTS5, texts, file], capture_output=True, text=True, check=True
    )
    return json.loads(run.stdout)


def environment_of(cache, name, release):
    """The programs of a Python environment that is kept, with one package; `None` where it can't be installed."""
    home = os.path.join(cache, name)
    programs = os.path.join(os.path.abspath(home), "bin")
    if not os.path.exists(os.path.join(programs, name)):
        for command in (
            [sys.executable, "-m", "venv", home],
            [os.path.join(programs, "pip"), "install", "-q", "--disable-pip-version-check", release],
        ):
            if subprocess.run(command).returncode != 0:
                return None
    return programs


class FilterRepo:
    """`git filter-repo`, with everything of a commit kept but the paths that go."""

    RELEASE = "git-filter-repo==2.47.0"

    def __init__(self, programs):
        self.programs = programs

    @classmethod
    def ready(cls, cache):
        """It in a Python environment that is kept; `None` where it can't be installed."""
        programs = environment_of(cache, "git-filter-repo", cls.RELEASE)
        return cls(programs) if programs else None

    def run(self, git, paths):
        """Takes paths out of a clone; returns milliseconds until the new history was written, and of all."""
        start = time.perf_counter()
        run = subprocess.run(
            [f"{self.programs}/git-filter-repo", "--invert-paths", "--paths-from-file", paths, "--prune-empty", "never"],
            cwd=git.folder,
            env=git.environment | {"PATH": f"{self.programs}:{git.environment['PATH']}"},
            capture_output=True,
            text=True,
            check=True,
        )
        elapsed = (time.perf_counter() - start) * 1000
        return float(re.search(r"New history written in ([0-9.]+) seconds", run.stdout)[1]) * 1000, elapsed


class QC:
    """`qc` of qualitative-coding: documents and codings by line in an SQLite file of its own."""

    RELEASE = "qualitative-coding==1.7.8"
    CODE = """
import json, sys
from qualitative_coding.corpus import QCCorpus
corpus = QCCorpus("settings.yaml")
with corpus.session():
    for name, codes in json.load(sys.stdin).items():
        coded = [{"line": line, "code_id": code} for line, code in enumerate(codes)]
        corpus.update_coded_lines(name, "r1", coded)
"""

    def __init__(self, programs):
        self.programs = programs
        # It stops for a debugger where something is missing, unless told not to.
        self.environment = {
            "HOME": programs,
            "PATH": f"{programs}:{os.environ['PATH']}",
            "LANG": "C.UTF-8",
            "PYTHONBREAKPOINT": "0",
        }

    @classmethod
    def ready(cls, cache):
        """`qc` in a Python environment that is kept; `None` where it can't be installed."""
        programs = environment_of(cache, "qc", cls.RELEASE)
        return cls(programs) if programs else None

    def make(self, folder, texts, codes):
        """A project of some texts; `codes` are those of each text, line by line."""
        os.makedirs(folder)
        self.settings = os.path.join(folder, "settings.yaml")

        def run(*arguments, given=""):
            subprocess.run(
                arguments,
                cwd=folder,
                env=self.environment,
                input=given,
                text=True,
                check=True,
                stdout=subprocess.DEVNULL,
            )

        for _ in range(2):
            # The first makes the settings, the second what they name.
            run("qc", "init")
        run("qc", "corpus", "import", "-r", "-i", "verbatim", texts)
        names = sorted(os.listdir(os.path.join(folder, "corpus")))
        run("python", "-c", self.CODE, given=json.dumps(dict(zip(names, codes))))

    def find(self, code):
        return measure.spawn(
            [f"{self.programs}/qc", "codes", "find", "-s", self.settings, code], self.environment
        )

    def version(self):
        return measure.spawn([f"{self.programs}/qc", "version"], self.environment)


class CodingRows:
    """Case and code of each coding in SQLite's memory, without an index and with one that covers both."""

    def __init__(self, rows):
        self.base = sqlite3.connect(":memory:")
        for name in ("bare", "covered"):
            self.base.execute(f'CREATE TABLE {name} ("case" TEXT, code TEXT)')
            self.base.executemany(f"INSERT INTO {name} VALUES (?, ?)", rows)
        self.base.execute('CREATE INDEX covering ON covered ("case", code)')

    def count(self, table):
        """The matrix; returns milliseconds."""
        start = time.perf_counter()
        self.base.execute(f'SELECT "case", code, count(*) FROM {table} GROUP BY "case", code').fetchall()
        return (time.perf_counter() - start) * 1000
