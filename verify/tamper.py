#!/usr/bin/env python3
"""Changes an export in random ways and says whether verify.py notices each.

    python3 tamper.py BAG --against FILE --seed-file KEY [--count N] [--random N]

BAG is a bag that is good; FILE holds a checkpoint of its log from before; KEY holds the seed of the device's key in
hexadecimal. The bag is copied. Three forgers take turns: one changes a file; one makes the lists right again as well;
one has the device's key too, and signs again whatever a signature stands under. Ends with 1 where one was not noticed.
"""

import argparse
import base64
import collections
import hashlib
import json
import os
import random
import re
import shutil
import sys
import tempfile

import verify

LISTS = ("manifest-sha256.txt", "manifest-sha512.txt", "tagmanifest-sha256.txt", "signature.txt")
METADATA = "data/" + verify.METADATA


class Key:
    """An Ed25519 key that signs (RFC 8032, section 5.1.6)."""

    def __init__(self, seed):
        digest = hashlib.sha512(seed).digest()
        self.prefix = digest[32:]
        number = int.from_bytes(digest[:32], "little")
        self.scalar = (number & ((1 << 254) - 8)) | (1 << 254)
        self.public = verify.point_encode(verify.BASE.add(verify.NEUTRAL, self.scalar % verify.L))

    def sign(self, message):
        r = int.from_bytes(hashlib.sha512(self.prefix + message).digest(), "little") % verify.L
        start = verify.point_encode(verify.BASE.add(verify.NEUTRAL, r))
        h = int.from_bytes(hashlib.sha512(start + self.public + message).digest(), "little")
        return start + ((r + h * self.scalar) % verify.L).to_bytes(32, "little")

    def note(self, name, text):
        signature = verify.key_id(name, verify.NOTE, self.public) + self.sign(text.encode())
        return base64.b64encode(signature).decode()


class Forgery:
    """The files of a bag while somebody changes them."""

    def __init__(self, files, key, device, dice):
        self.files, self.key, self.device, self.dice = dict(files), key, device, dice

    # One change

    def change(self, path):
        """Changes one file in a random way and says how; None where that changed nothing."""
        before = self.files.get(path)
        lines = before.split(b"\n")
        how = self.dice.choice(["flip", "flip", "flip", "drop file", "cut", "insert byte", "drop line", "swap lines",
                                "double line", "swap files", "add file"])
        place = self.dice.randrange(len(before)) if before else 0
        if how == "flip" and before:
            self.files[path] = before[:place] + bytes([before[place] ^ (1 << self.dice.randrange(8))]) + before[place + 1:]
        elif how == "drop file":
            del self.files[path]
        elif how == "cut" and before:
            self.files[path] = before[:place]
        elif how == "insert byte":
            self.files[path] = before[:place] + bytes([self.dice.randrange(256)]) + before[place:]
        elif how == "drop line" and len(lines) > 2:
            del lines[self.dice.randrange(len(lines) - 1)]
            self.files[path] = b"\n".join(lines)
        elif how == "swap lines" and len(lines) > 3:
            one, other = self.dice.sample(range(len(lines) - 1), 2)
            lines[one], lines[other] = lines[other], lines[one]
            self.files[path] = b"\n".join(lines)
        elif how == "double line" and len(lines) > 1:
            one = self.dice.randrange(len(lines) - 1)
            lines.insert(one, lines[one])
            self.files[path] = b"\n".join(lines)
        elif how == "swap files":
            other = self.dice.choice(sorted(x for x in self.files if x.split("/")[:2] == path.split("/")[:2]))
            self.files[path], self.files[other] = self.files[other], self.files[path]
        elif how == "add file":
            ending = path[path.rindex("."):] if "." in path else ""
            self.files[path[:len(path) - len(ending)] + "x" + ending] = before
        return how

    # Making the rest fit

    def list_again(self):
        try:
            metadata = json.loads(self.files[METADATA])
            here = {x[5:] for x in self.files if x.startswith("data/")} - {verify.METADATA}
            known = {x["@id"]: x for x in metadata["@graph"]}
            graph = [x for x in metadata["@graph"] if x["@type"] != "File" or x["@id"] in here]
            graph += [{"@id": x, "@type": "File", "name": x, "encodingFormat": "text/plain"} for x in sorted(here - known.keys())]
            for entity in graph:
                if entity["@type"] == "File":
                    data = self.files["data/" + entity["@id"]]
                    entity.update(contentSize=str(len(data)), sha256=hashlib.sha256(data).hexdigest())
                if entity["@id"] == "./":
                    entity["hasPart"] = [{"@id": x} for x in sorted(here)]
            metadata["@graph"] = graph
            text = json.dumps(metadata, indent=1, ensure_ascii=False).encode() + b"\n"
            if json.loads(text) != json.loads(self.files[METADATA]):
                self.files[METADATA] = text
        except (ValueError, KeyError, TypeError):
            pass
        payload = sorted(x for x in self.files if x.startswith("data/"))
        oxum = "Payload-Oxum: {}.{}".format(sum(len(self.files[x]) for x in payload), len(payload))
        info = self.files.get("bag-info.txt", b"").decode("utf-8", "replace")
        if "bag-info.txt" in self.files and re.search("(?m)^Payload-Oxum: .*$", info):
            self.files["bag-info.txt"] = re.sub("(?m)^Payload-Oxum: .*$", oxum, info).encode()
        for name in ("sha256", "sha512"):
            self.files["manifest-{}.txt".format(name)] = self.manifest(name, payload)
        beside = sorted(x for x in self.files if not x.startswith("data/") and x not in LISTS[2:])
        self.files["tagmanifest-sha256.txt"] = self.manifest("sha256", beside)

    def manifest(self, algorithm, paths):
        return "".join("{}  {}\n".format(hashlib.new(algorithm, self.files[x]).hexdigest(), x) for x in paths).encode()

    def sign_again(self):
        name = "rir.invalid/bag/" + self.device
        digest = hashlib.sha256(self.files["tagmanifest-sha256.txt"]).hexdigest()
        text = "{}\n{}  tagmanifest-sha256.txt\n".format(name, digest)
        self.files["signature.txt"] = "{}\n\u2014 {} {}\n".format(text, name, self.key.note(name, text)).encode()

    def rebuild_log(self):
        """Numbers and signs the log anew, as whoever has the key can: every checkpoint, and every proof."""
        path = "data/audit/{}/entries.jsonl".format(self.device)
        lines, tree, name = [], verify.Tree(), verify.origin(self.device)
        for line in self.files[path].split(b"\n")[:-1]:
            leaf = json.loads(line)
            leaf["seq"] = len(lines)
            if leaf["type"] == "checkpoint":
                leaf["root"] = base64.b64encode(tree.root()).decode()
                leaf["sig"] = self.key.note(name, verify.checkpoint_text(self.device, tree.size, leaf["root"]))
            lines.append(verify.canonical(leaf))
            tree.append(lines[-1])
        self.files[path] = b"".join(x + b"\n" for x in lines)
        text = verify.checkpoint_text(self.device, tree.size, base64.b64encode(tree.root()).decode())
        note = "{}\n\u2014 {} {}\n".format(text, name, self.key.note(name, text)).encode()
        self.files["data/audit/{}/checkpoint".format(self.device)] = note
        hashes = [verify.leaf_hash(x) for x in lines]
        for proof in [x for x in self.files if x.startswith("data/audit/proofs/")]:
            number = int(re.search("-([0-9]+)\\.tlog-proof$", proof).group(1))
            if number >= len(hashes):
                del self.files[proof]
                continue
            steps = "".join(base64.b64encode(x).decode() + "\n" for x in inclusion(hashes, number))
            self.files[proof] = "c2sp.org/tlog-proof@v1\nindex {}\n{}\n".format(number, steps).encode() + note

    def rewrite(self, kept):
        """Changes a version of a record, or an entry, and everything that would give it away in the bag.

        Only what the checkpoint from before covers: what came later nobody outside has seen.
        """
        path = "data/audit/{}/entries.jsonl".format(self.device)
        lines = self.files[path].split(b"\n")[:-1]
        index = [json.loads(x) for x in self.files["data/audit/files.jsonl"].split(b"\n")[:-1]]
        records = [x for x in index if x["path"].startswith("records/") and int(x["leaf"].split("/")[1]) < kept]
        how = self.dice.choice(["text", "time", "version withheld"])
        entry = self.dice.choice(records)
        number = int(entry["leaf"].split("/")[1])
        leaf = json.loads(lines[number])
        if how == "text":
            file = "data/" + entry["file"]
            self.files[file] += b"Nobody ever said so.\n"
            leaf["c"] = entry["sha256"] = hashlib.sha256(self.files[file]).hexdigest()
        elif how == "time":
            leaf["t"] = leaf["t"][:-3] + "{:02}Z".format((int(leaf["t"][-3:-1]) + 1) % 60)
            self.retime(number, leaf["t"])
        else:
            del self.files["data/" + entry["file"]]
            index.remove(entry)
            leaf["c"] = hashlib.sha256(str(self.dice.random()).encode()).hexdigest()
            line = {"leaf": entry["leaf"], "reason": "consent", "record": leaf["rec"], "sha256": leaf["c"], "version": leaf["v"]}
            self.files["data/audit/withheld.jsonl"] += verify.canonical(line) + b"\n"
        lines[number] = verify.canonical(leaf)
        self.files[path] = b"".join(x + b"\n" for x in lines)
        self.files["data/audit/files.jsonl"] = b"".join(verify.canonical(x) + b"\n" for x in index)
        self.rebuild_log()
        return how

    def retime(self, number, time):
        """Gives a step, and its other entries, the time that one of them has now."""
        steps = [json.loads(x) for x in self.files["data/audit/steps.jsonl"].split(b"\n")[:-1]]
        path = "data/audit/{}/entries.jsonl".format(self.device)
        lines = self.files[path].split(b"\n")[:-1]
        for step in steps:
            ends = [int(x) for x in step.get("leaves", "x/-1").split("/")[1].split("-") if x]
            if ends and ends[0] <= number <= ends[-1]:
                step["at"] = time
                for other in range(ends[0], ends[-1] + 1):
                    leaf = json.loads(lines[other])
                    leaf["t"] = time
                    lines[other] = verify.canonical(leaf)
        self.files[path] = b"".join(x + b"\n" for x in lines)
        self.files["data/audit/steps.jsonl"] = b"".join(verify.canonical(x) + b"\n" for x in steps)


def inclusion(hashes, number):
    """The path of RFC 6962, section 2.1.1, the leaf's sibling first."""
    if len(hashes) == 1:
        return []
    half = 1 << ((len(hashes) - 1).bit_length() - 1)
    if number < half:
        return inclusion(hashes[:half], number) + [root(hashes[half:])]
    return inclusion(hashes[half:], number - half) + [root(hashes[:half])]


def root(hashes):
    if len(hashes) == 1:
        return hashes[0]
    half = 1 << ((len(hashes) - 1).bit_length() - 1)
    return verify.node_hash(root(hashes[:half]), root(hashes[half:]))


class Trial:
    """A copy of the bag on the disk, in which only what differs is written."""

    def __init__(self, bag, against):
        self.folder = tempfile.mkdtemp(prefix="rir-tamper-")
        self.bag, self.against = os.path.join(self.folder, "bag"), against
        shutil.copytree(bag, self.bag)
        self.files = {}
        for folder, _, names in os.walk(self.bag):
            for name in names:
                with open(os.path.join(folder, name), "rb") as file:
                    self.files[os.path.relpath(file.name, self.bag)] = file.read()

    def write(self, path, data):
        place = os.path.join(self.bag, path)
        if data is None:
            os.remove(place)
            return
        os.makedirs(os.path.dirname(place), exist_ok=True)
        with open(place, "wb") as file:
            file.write(data)

    def is_noticed(self, files):
        different = [x for x in files.keys() | self.files.keys() if files.get(x) != self.files.get(x)]
        for path in different:
            self.write(path, files.get(path))
        try:
            check, _ = verify.verify_export(self.bag, [self.against])
            return bool(check.wrong)
        except verify.Unreadable:
            return True
        finally:
            for path in different:
                self.write(path, self.files.get(path))


def proven(files):
    """The files of a bag that a forger with the key can't change unnoticed: the study's own, and those of the logs."""
    opened = set()
    for path, data in files.items():
        found = re.fullmatch("data/audit/openings/(.+)\\.jsonl", path)
        for line in data.split(b"\n")[:-1] if found else ():
            opened.add("{}/{}".format(found.group(1), json.loads(line)["seq"]))
    chosen = []
    for line in files["data/audit/files.jsonl"].split(b"\n")[:-1]:
        value = json.loads(line)
        if value["path"].startswith("records/") or value.get("leaf") in opened:
            chosen.append("data/" + value["file"])
    return chosen + [x for x in files if re.fullmatch(
        "data/audit/(d-[^/]+/(entries\\.jsonl|checkpoint)|openings/.+|proofs/.+|files\\.jsonl)", x)]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("bag")
    parser.add_argument("--against", required=True)
    parser.add_argument("--seed-file", required=True)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--random", type=int, default=1)
    options = parser.parse_args()
    dice = random.Random(options.random)
    with open(options.seed_file, encoding="ascii") as file:
        key = Key(bytes.fromhex(file.read().strip()))
    trial = Trial(options.bag, options.against)
    device = next(re.search("d-[^/]+", x).group() for x in trial.files if x.endswith("/entries.jsonl"))
    with open(options.against, "rb") as file:
        kept = max(size for _, size, _, _ in verify.kept_checkpoints(file.read()))
    missed, tried = [], collections.Counter()
    try:
        if trial.is_noticed(trial.files):
            print("FALSE ALARM: the bag is said to be wrong before anything was changed")
            return 1
        targets = proven(trial.files)
        while sum(tried.values()) < options.count:
            forger = dice.choice(["plain", "lists", "key", "log"])
            forgery = Forgery(trial.files, key, device, dice)
            if forger == "log":
                path, how = "the log", forgery.rewrite(kept)
            else:
                # Every kind of file as often, whatever there are more of.
                kinds = collections.defaultdict(list)
                for name in targets if forger == "key" else trial.files:
                    kinds["/".join(name.split("/")[:3 if "/audit/" in name else 2])].append(name)
                path = dice.choice(sorted(kinds[dice.choice(sorted(kinds))]))
                how = forgery.change(path)
            if forgery.files == trial.files:
                continue
            if forger != "plain":
                forgery.list_again()
            if forger in ("key", "log"):
                forgery.sign_again()
            if forgery.files == trial.files:
                continue
            tried[forger, how] += 1
            if not trial.is_noticed(forgery.files):
                missed.append("{}: {} in {}".format(forger, how, path))
        if trial.is_noticed(trial.files):
            missed.append("FALSE ALARM at the end")
    finally:
        shutil.rmtree(trial.folder)
    for line in missed[:20]:
        print("NOT NOTICED: " + line)
    forgers = collections.Counter()
    for (forger, _), count in tried.items():
        forgers[forger] += count
    print("{} changes ({}): {} not noticed".format(
        sum(tried.values()), ", ".join("{} {}".format(x, y) for x, y in sorted(forgers.items())), len(missed)))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
