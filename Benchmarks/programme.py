"""A study of any size and any number of devices, written straight into a repository in the form of format.md.

Capturing a million records through `rir` would take most of a day; what is measured is what comes after. Every commit is signed by
the member it names, has its leaves in that member's log, and passes the checks of `rir sync`, which is what proves the form right.
"""

import base64
import datetime
import hashlib
import json
import math
import os
import random
import re
import struct
import subprocess
import zlib

import corpus

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
KINDS = ["field-note", "meeting-note", "interview", "conversation", "report"]
LEAVES = 64
BATCH = 100
MEDIAN = 1000
"""Characters of a text: between a note and a page, so that a million of them fit on one disk five times."""
CODES = 50
CODINGS = 10
"""One record in ten is coded, with ten codings in one sitting."""
CODED = 10


class Pack:
    """Objects written one behind the other into a pack file, which git indexes at the end."""

    def __init__(self, repository):
        self.repository = repository
        self.path = os.path.join(repository, "objects", "pack", "tmp_pack_programme")
        self.file = open(self.path, "w+b")
        self.file.write(b"PACK" + struct.pack(">II", 2, 0))
        self.count = 0
        self.known = set()

    def add(self, kind, data):
        """Writes an object, once; returns its id."""
        name = {1: b"commit", 2: b"tree", 3: b"blob"}[kind]
        digest = hashlib.sha1(b"%s %d\0" % (name, len(data)))
        digest.update(data)
        oid = digest.digest()
        if oid in self.known:
            return oid
        if kind == 2:
            self.known.add(oid)
        head, size = kind << 4 | len(data) & 15, len(data) >> 4
        out = bytearray()
        while size:
            out.append(head | 0x80)
            head, size = size & 0x7F, size >> 7
        out.append(head)
        self.file.write(out + zlib.compress(data, 1))
        self.count += 1
        return oid

    def close(self):
        """Ends the file and has git make its index, whose check it passes on the way."""
        self.file.seek(8)
        self.file.write(struct.pack(">I", self.count))
        self.file.seek(0)
        digest = hashlib.sha1()
        while piece := self.file.read(1 << 20):
            digest.update(piece)
        self.file.write(digest.digest())
        self.file.close()
        place = os.path.join(os.path.dirname(self.path), f"pack-{digest.hexdigest()}")
        os.rename(self.path, f"{place}.pack")
        subprocess.run(["git", "-C", self.repository, "index-pack", f"{place}.pack"], check=True,
                       stdout=subprocess.DEVNULL)


class Folder:
    """A folder of a tree, with its id as long as nothing below it changes."""

    __slots__ = ("entries", "oid")

    def __init__(self):
        self.entries = {}
        self.oid = None

    def put(self, path, oid):
        self.oid = None
        head, _, rest = path.partition("/")
        if not rest:
            self.entries[head] = oid
            return
        below = self.entries.get(head)
        if below is None:
            below = self.entries[head] = Folder()
        below.put(rest, oid)

    def write(self, pack):
        if self.oid is None:
            lines = []
            for name, entry in self.entries.items():
                is_folder = isinstance(entry, Folder)
                oid = entry.write(pack) if is_folder else entry
                mode = b"40000 " if is_folder else b"100644 "
                lines.append((name.encode() + (b"/" if is_folder else b""), mode + name.encode() + b"\0" + oid))
            lines.sort()
            self.oid = pack.add(2, b"".join(line for _, line in lines))
        return self.oid


class Key:
    """A member's signing key and the SSH form of its signatures."""

    def __init__(self, seed):
        # Wanted here alone, so that every other measurement runs without it.
        from cryptography.hazmat.primitives.asymmetric import ed25519
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

        self.key = ed25519.Ed25519PrivateKey.from_private_bytes(seed)
        raw = self.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.blob = wire(b"ssh-ed25519") + wire(raw)
        self.public = "ssh-ed25519 " + base64.b64encode(self.blob).decode()

    def signature(self, data):
        head = wire(b"git") + wire(b"") + wire(b"sha512")
        raw = self.key.sign(b"SSHSIG" + head + wire(hashlib.sha512(data).digest()))
        wrapped = wire(wire(b"ssh-ed25519") + wire(raw))
        text = base64.b64encode(b"SSHSIG" + b"\0\0\0\1" + wire(self.blob) + head + wrapped)
        lines = [text[start : start + 70] for start in range(0, len(text), 70)]
        return b"\n ".join([b"-----BEGIN SSH SIGNATURE-----", *lines, b"-----END SSH SIGNATURE-----"])


def wire(data):
    return struct.pack(">I", len(data)) + data


class Device:
    """One member's device: its log and its key."""

    def __init__(self, name, member, key, lines=()):
        self.name, self.member, self.key = name, member, key
        self.size = len(lines)
        self.tail = list(lines)[self.size - self.size % LEAVES :]


class Programme:
    """The study as it grows."""

    def __init__(self, repository, founder, seed=20261122):
        self.repository = repository
        self.random = random.Random(seed)
        self.texts = corpus.TextSource(seed)
        self.seconds = int(datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc).timestamp())
        self.records, self.batches, self.operations, self.codings = [], 0, 0, 0
        self.pace = 1
        """Operations in a second of the study's clock, which must not run ahead where somebody goes on by hand."""
        self.heads = {branch: self.git("rev-parse", branch) for branch in ("main", "audit")}
        self.trees = {branch: self.read(branch) for branch in ("main", "audit")}
        self.devices = [self.founder(founder)]

    def git(self, *arguments):
        run = subprocess.run(["git", "-C", self.repository, *arguments], check=True, capture_output=True)
        return run.stdout.decode().strip()

    def read(self, branch):
        root = Folder()
        for line in self.git("ls-tree", "-r", branch).splitlines():
            facts, path = line.split("\t")
            root.put(path, bytes.fromhex(facts.split()[2]))
        return root

    def founder(self, folder):
        """The device of whoever began the study: with its key, so that it can go on here."""
        with open(os.path.join(folder, ".rir/device")) as file:
            name, member = file.read().split()
        with open(os.path.join(folder, ".rir/keys", member)) as file:
            key = Key(bytes.fromhex(file.read()[:64]))
        self.seconds = int(self.git("log", "-1", "--format=%ct", "main"))
        leaves = self.git("show", f"audit:{name}/0000/00.jsonl").splitlines()
        return Device(name, member, key, leaves)

    # What happens

    def begin(self):
        """Opens a pack for what follows; ``end`` closes it and moves the branches."""
        self.pack = Pack(self.repository)
        return self

    def end(self):
        self.pack.close()
        for branch, head in self.heads.items():
            self.git("update-ref", f"refs/heads/{branch}", head)

    def take_in(self, count, requests=()):
        """The founder enters new members: simulated ones, and those whose requests lie on the remote."""
        founder = self.devices[0]
        lines = []
        for request in requests:
            lines += [f"- id: {request['member']}", "  role: coder", f'  key: "{request["key"]}"']
            lines += [f"  recipient: {request['recipient']}"]
        for _ in range(count):
            number = len(self.devices) + 100
            key = Key(self.random.randbytes(32))
            self.devices.append(Device(f"d-{self.characters(8)}", f"r{number}", key))
            lines += [f"- id: r{number}", "  role: coder", f'  key: "{key.public}"']
        text = self.git("show", f"{self.heads['main']}:study.yaml") + "\n" + "\n".join(lines) + "\n"
        text = re.sub(r'nonce: "\w+"', f'nonce: "{self.random.randbytes(32).hex()}"', text, count=1)
        self.commit(founder, "member", "Add a member in 1 file", {"study.yaml": text.encode()})

    def make_codes(self):
        """The founder makes the coding frame."""
        names = corpus.invented_words(1000, random.Random(7))[-CODES:]
        self.codes, files = [], {}
        for name in names:
            self.codes.append(f"c-{self.characters(10)}")
            files[f"codebook/{name}.yaml"] = (
                f'code: {self.codes[-1]}\nname: "{name}"\norigin: inductive\nstatus: draft\nrevision: 1\n'
                f"entered-by: r1\nentered-at: {self.time}\nchanged-by: r1\nchanged-at: {self.time}\n"
                f"nonce: {self.random.randbytes(32).hex()}\n"
            ).encode()
        self.commit(self.devices[0], "codebook", f"Change the codebook in {CODES} files", files)

    def grow(self, size):
        """Imports, and codings in one record of ten, by one device after the other, until there are so many records."""
        while len(self.records) < size:
            self.add_batch(min(BATCH, size - len(self.records)))

    def add_batch(self, count, coded=None):
        """A device imports a hundred records of five days; others code some of them."""
        made = self.add_records(count)
        coded = count // CODED if coded is None else coded
        for record in made[:coded]:
            self.code(record)

    def add_records(self, count, words=""):
        """One operation of so many new records, in each of which some words stand."""
        device = self.devices[self.batches % len(self.devices)]
        made, files = [], {}
        for place in range(count):
            number = (self.batches * 5 + place * 5 // count) % corpus.DAYS
            day = corpus.FIRST_DAY + datetime.timedelta(days=number)
            kind = self.random.choice(KINDS)
            record = f"{day}-{kind}-{self.characters(6)}"
            data, body = self.text_of(record, kind, day, device.member, words)
            files[f"records/{day:%Y/%m/%d}/{record}.md"] = data
            made.append((record, day, hashlib.sha256(data).hexdigest(), body))
        self.batches += 1
        leaves = [{"c": digest, "rec": record, "type": "record", "v": 1} for record, _, digest, _ in made]
        self.commit(device, "import", f"Import {count} records", files, leaves)
        self.records += [record for record, _, _, _ in made]
        return made

    def text_of(self, record, kind, day, member, words):
        size = min(max(self.random.lognormvariate(math.log(MEDIAN), 0.93), 300), 62_000)
        tokens = self.texts.tokens(int(size / 6.4))
        lines = [" ".join(tokens[start : start + 60]).capitalize() + "." for start in range(0, len(tokens), 60)]
        body = "\n\n".join([*lines, words] if words else lines) + "\n"
        head = (
            f"---\nid: {record}\nkind: {kind}\nversion: 1\ndate: {day}\ntitle: \"{' '.join(tokens[:6])}\"\n"
            f'participants: []\nencoding: "utf-8"\nformat: "text"\ncaptured-by: {member}\n'
            f"captured-at: {self.time}\nsaved-by: {member}\nsaved-at: {self.time}\n"
            f"nonce: {self.random.randbytes(32).hex()}\n---\n"
        )
        return (head + body).encode(), body

    def code(self, record):
        """One sitting of somebody with one record."""
        record, day, digest, body = record
        device = self.devices[self.operations % len(self.devices)]
        codings = []
        for place in range(min(CODINGS, len(body) // 20)):
            start, end = place * 20, place * 20 + 17
            codings.append({
                "after": body[end : end + 32], "at": self.time, "before": body[max(0, start - 32) : start],
                "code": self.codes[(self.operations + place) % CODES], "end": end, "id": self.ulid(),
                "quote": body[start:end], "revision": 1, "sha256": digest, "start": start, "version": 1,
            })
        codings.sort(key=lambda coding: coding["id"])
        data = "".join(canonical(coding) + "\n" for coding in codings).encode()
        path = f"coding/{device.member}/{day:%Y/%m/%d}/{record}.jsonl"
        self.commit(device, "code", "Code in 1 file", {path: data})
        self.codings += len(codings)

    # How it is written

    def commit(self, device, act, subject, files, leaves=None):
        """One operation: its files, its leaves, its two commits."""
        self.operations += 1
        self.seconds += self.operations % self.pace == 0
        operation, nonce = self.ulid(), self.random.randbytes(32)
        if leaves is None:
            text = "".join(f"{hashlib.sha256(files[path]).hexdigest()}  {path}\n" for path in sorted(files))
            leaves = [{"c": hashlib.sha256(nonce + text.encode()).hexdigest(), "type": "files"}]
        for path, data in files.items():
            self.trees["main"].put(path, self.pack.add(3, data))
        first, last = device.size, device.size + len(leaves) - 1
        span = f"{device.name}/{first}" + (f"-{last}" if last > first else "")
        message = (
            f"{subject}\n\nOperation: {operation}\nAct: {act}\nMember: {device.member}\n"
            f"Audit-Seq: {span}\nNonce: {nonce.hex()}\n"
        )
        self.sign("main", device, message)
        for leaf in leaves:
            self.append(device, leaf | {"actor": device.member, "op": operation, "t": self.time})
        self.flush(device)
        self.sign("audit", device, f"Log {span}\n")

    def append(self, device, leaf):
        device.tail.append(canonical(leaf | {"seq": device.size}))
        device.size += 1
        if device.size % LEAVES == 0:
            self.flush(device)
            device.tail = []

    def flush(self, device):
        if device.tail:
            number = (device.size - 1) // LEAVES
            path = f"{device.name}/{number // 100:04}/{number % 100:02}.jsonl"
            self.trees["audit"].put(path, self.pack.add(3, ("\n".join(device.tail) + "\n").encode()))

    def sign(self, branch, device, message):
        person = f"{device.member} <{device.member}@rir.invalid> {self.seconds} +0000"
        head = (
            f"tree {self.trees[branch].write(self.pack).hex()}\nparent {self.heads[branch]}\n"
            f"author {person}\ncommitter {person}\n"
        ).encode()
        body = b"\n" + message.encode()
        data = head + b"gpgsig " + device.key.signature(head + body) + b"\n" + body
        self.heads[branch] = self.pack.add(1, data).hex()

    @property
    def time(self):
        return datetime.datetime.fromtimestamp(self.seconds, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")

    def characters(self, count):
        return "".join(self.random.choices(ALPHABET, k=count))

    def ulid(self):
        return "01" + self.characters(24)


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
