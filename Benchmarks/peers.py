"""What a person would use instead: git, notmuch, ripgrep, and SQLite's FTS5 on its own."""

import json
import os
import shutil
import subprocess
import sys

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
