"""What all measurements share: the folders, the corpora, and the studies and repositories built once."""

import os
import sys
import time

import corpus
import measure
import peers
import product


class Bench:
    """One run of the benchmark."""

    def __init__(self, options, scratch, cache):
        self.options = options
        self.scratch = scratch
        self.cache = cache
        self.product = product.Product(options.bin, scratch, options.workspace)
        self.rows = []
        self.studies = {}
        self.repositories = {}
        self.counter = 0

    def say(self, text):
        print(f"  {time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)

    def fresh(self, name):
        """A folder name that was never used: creating files after a mass delete is slow on ext4."""
        self.counter += 1
        return os.path.join(self.scratch, f"{name}-{self.counter}")

    def add(self, row):
        row.load = os.getloadavg()
        self.rows.append(row)
        ratio = f"{row.ratio:8.2f}" if row.ratio is not None else " " * 8
        mark = {True: "ok", False: "MISSED", None: ""}[row.met]
        self.say(
            f"{row.operation} [{row.size}]: {row.ours.median:.2f} {row.ours.unit} {ratio} {row.target} {mark}"
        )

    @property
    def sizes(self):
        return self.options.sizes

    def texts(self, count, mails_only=False):
        """The folder with the texts of a corpus, and its description."""
        folder, facts = corpus.ready(self.cache, count, mails_only)
        return os.path.join(folder, "texts"), facts

    def study(self, count, mails_only=False):
        """A study with a corpus in it, built on first use."""
        key = (count, mails_only)
        if key not in self.studies:
            texts, _ = self.texts(count, mails_only)
            folder = self.product.new_study(self.fresh("study"))
            self.product.run("import", texts, study=folder)
            self.studies[key] = folder
        return self.studies[key]

    def repository(self, count):
        """A git repository with the same files as the study of that size, built on first use."""
        if count not in self.repositories:
            records = os.path.join(self.study(count), "records")
            self.repositories[count] = peers.git_like(records, self.fresh("repository"), self.product.home)
        return self.repositories[count]

    def notmuch(self, count):
        """A kept notmuch database over that many mails, or `None` where making it would take too long."""
        if not peers.has("notmuch"):
            return None
        folder = os.path.join(self.cache, f"notmuch-{count}")
        done = os.path.join(folder, "complete")
        if not os.path.exists(done) and count > self.options.notmuch:
            return None
        texts, _ = self.texts(count, mails_only=True)
        if not os.path.exists(done):
            self.say(f"notmuch indexes {count} mails; this is kept for later runs")
            elapsed = peers.Notmuch(texts, folder).index()
            with open(done, "w") as file:
                file.write(f"{elapsed}\n")
        return peers.Notmuch(texts, folder)

    def settle(self, seconds=2):
        """Lets background work of the daemon end before something else is timed."""
        time.sleep(seconds)


def number(count):
    return f"{count:,}"


__all__ = ["Bench", "measure", "number", "peers", "product"]
