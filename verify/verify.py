#!/usr/bin/env python3
"""Checks the audit logs of a study made with rir, without rir.

    python3 verify.py STUDY [--against FILE]... [--checkpoints] [--json]

STUDY is any clone of a study, also a bare one, or what 'rir audit export' wrote: a bag, or the folder in a .eln file.
Needs Python 3.9, and git for a clone. git is asked for objects only: nothing is checked out or changed, and nothing of
the study runs. Written from docs/reference/format.md, not from the product.

Ends with 0 where all is good, 1 where something is wrong, 2 where it could not be read.
"""

import argparse
import base64
import calendar
import collections
import email
import email.policy
import hashlib
import html
import json
import os
import re
import struct
import subprocess
import sys
import time

# ---------------------------------------------------------------------------------------------------- Ed25519
# RFC 8032, section 5.1. Points are (X, Y, Z, T) with x = X/Z, y = Y/Z, xy = T/Z. Nothing here is secret, so nothing
# needs to take the same time.

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)  # of -1
WINDOW = 5


def point_decode(data):
    """The point that 32 bytes stand for, or None: y has to be below P, and x to exist."""
    number = int.from_bytes(data, "little")
    y, sign = number & ((1 << 255) - 1), number >> 255
    if len(data) != 32 or y >= P:
        return None
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    if v * x * x % P != u:
        x = x * ROOT % P
    if v * x * x % P != u or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


def point_encode(point):
    x, y, z, _ = point
    inverse = pow(z, P - 2, P)
    return ((y * inverse % P) | ((x * inverse % P & 1) << 255)).to_bytes(32, "little")


def point_add(point, prepared):
    x, y, z, t = point
    plus, minus, twice_z, scaled_t = prepared
    a, b, c, d = (y - x) * minus % P, (y + x) * plus % P, t * scaled_t % P, z * twice_z % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def prepared(point):
    x, y, z, t = point
    return (y + x) % P, (y - x) % P, 2 * z % P, 2 * D * t % P


NEUTRAL = (0, 1, 1, 0)


class Multiples:
    """j * 2^(5 i) times a point, for all i and 0 < j < 32: a multiple of it is then a sum of 51 of them."""

    def __init__(self, point):
        self.rows = []
        for _ in range(-(-253 // WINDOW)):
            step, row, current = prepared(point), [None], NEUTRAL
            for _ in range((1 << WINDOW) - 1):
                current = point_add(current, step)
                row.append(prepared(current))
            self.rows.append(row)
            point = point_add(current, step)

    def add(self, point, factor):
        for row in self.rows:
            digit = factor & ((1 << WINDOW) - 1)
            if digit:
                point = point_add(point, row[digit])
            factor >>= WINDOW
        return point


BASE = Multiples(point_decode((4 * pow(5, P - 2, P) % P).to_bytes(32, "little")))
KEYS = {}  # public key: multiples of its negative, or None where it is no point


def ed25519_verify(key, signature, message):
    """Whether the signature is the key's: S B - h A, encoded, is R. So R and S have one spelling, and so has A."""
    if len(key) != 32 or len(signature) != 64:
        return False
    s = int.from_bytes(signature[32:], "little")
    if s >= L:
        return False
    if key not in KEYS:
        if len(KEYS) >= 256:
            KEYS.clear()
        point = point_decode(key)
        KEYS[key] = Multiples((-point[0] % P, point[1], 1, -point[3] % P)) if point else None
    if KEYS[key] is None:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    return point_encode(KEYS[key].add(BASE.add(NEUTRAL, s), h)) == signature[:32]


def is_weak(key):
    """Whether a key is of low order: then anybody could sign for it."""
    point = point_decode(key)
    if point is None:
        return True
    for _ in range(3):
        point = point_add(point, prepared(point))
    return point[0] == 0


# ------------------------------------------------------------------------------------------------------ Merkle


def leaf_hash(data):
    return hashlib.sha256(b"\0" + data).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


class Tree:
    """The root of a growing list of leaves (RFC 6962, section 2.1): whole subtrees from the left, largest first."""

    def __init__(self):
        self.size = 0
        self.parts = []  # (number of leaves, hash)

    def append(self, data):
        size, current = 1, leaf_hash(data)
        while self.parts and self.parts[-1][0] == size:
            current = node_hash(self.parts.pop()[1], current)
            size *= 2
        self.parts.append((size, current))
        self.size += 1

    def root(self):
        if not self.parts:
            return hashlib.sha256(b"").digest()
        current = self.parts[-1][1]
        for _, left in reversed(self.parts[:-1]):
            current = node_hash(left, current)
        return current


# ------------------------------------------------------------------------------------------------ Signed notes

NOTE, COSIGNATURE = b"\1", b"\4"


def base64_exact(text, length=None):
    """The bytes that Base 64 stands for, in its one spelling; None otherwise."""
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        return None
    spelled = base64.b64encode(data)
    if spelled != (text if isinstance(text, bytes) else text.encode("utf-8", "replace")):
        return None
    return data if length is None or len(data) == length else None


def key_id(name, kind, key):
    return hashlib.sha256(name.encode() + b"\n" + kind + key).digest()[:4]


def origin(device):
    return "rir.invalid/log/" + device


def checkpoint_text(device, size, root):
    return "{}\n{}\n{}\n".format(origin(device), size, root)


def note_holds(text, name, signature, keys):
    """Whether one of the keys, under a name, signed a text: four bytes of key id and 64 of signature."""
    data = base64_exact(signature, 68)
    return data is not None and any(
        key_id(name, NOTE, key) == data[:4] and ed25519_verify(key, data[4:], text.encode()) for key in keys)


def cosignature_time(signature):
    data = base64_exact(signature, 76)
    return int.from_bytes(data[4:12], "big") if data else None


def cosignature_holds(text, name, signature, keys):
    data = base64_exact(signature, 76)
    if data is None:
        return False
    signed = "cosignature/v1\ntime {}\n{}".format(int.from_bytes(data[4:12], "big"), text).encode()
    return any(key_id(name, COSIGNATURE, key) == data[:4] and ed25519_verify(key, data[12:], signed) for key in keys)


# ------------------------------------------------------------------------------------------------- SSH signatures

BEGIN, END = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"


def ssh_string(data):
    return struct.pack(">I", len(data)) + data


def ssh_key(text):
    """The 32 bytes of `ssh-ed25519 AAAA... [comment]`; None where it is no such key."""
    words = text.split(" ")
    data = base64_exact(words[1]) if len(words) >= 2 and words[0] == "ssh-ed25519" else None
    return data[19:] if data and len(data) == 51 and data[:19] == SSH_KEY else None


SSH_KEY = ssh_string(b"ssh-ed25519") + struct.pack(">I", 32)


def fingerprint(key):
    return "SHA256:" + base64.b64encode(hashlib.sha256(SSH_KEY + key).digest()).decode().rstrip("=")


def ssh_signer(armour, message):
    """The key that signed a message for git (PROTOCOL.sshsig), in the one form that ssh-keygen writes; or None."""
    lines = armour.split("\n")
    if len(lines) > 100 or lines[0] != BEGIN or lines[-1] != END:
        return None
    text = "".join(lines[1:-1])
    if lines[1:-1] != [text[i:i + 70] for i in range(0, len(text), 70)]:
        return None
    data = base64_exact(text)
    # All lengths are known, so the whole is compared with what it has to be.
    if data is None or len(data) < 74:
        return None
    key, signature = data[33:65], data[-64:]
    start = b"SSHSIG" + struct.pack(">I", 1) + ssh_string(SSH_KEY + key)
    middle = ssh_string(b"git") + ssh_string(b"") + ssh_string(b"sha512")
    if data != start + middle + ssh_string(ssh_string(b"ssh-ed25519") + ssh_string(signature)):
        return None
    signed = b"SSHSIG" + middle + ssh_string(hashlib.sha512(message).digest())
    return key if ed25519_verify(key, signature, signed) else None


# ------------------------------------------------------------------------------------------------------- git

OBJECT_LIMIT = 64 << 20
COMMIT_LIMIT = 2_000_000
DEPTH_LIMIT = 24
STEP_LIMIT = 200_000_000  # files and folders looked at, in all


class Unreadable(Exception):
    """The study can't be checked at all."""


class Damaged(Exception):
    """One object can't be read."""


class Repository:
    """Objects of a git repository, by their ids. The bytes are compared with the id each time."""

    def __init__(self, path):
        environment = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
        environment.update(
            GIT_NO_REPLACE_OBJECTS="1", GIT_NO_LAZY_FETCH="1", GIT_ALLOW_PROTOCOL="none", GIT_TERMINAL_PROMPT="0",
            GIT_OPTIONAL_LOCKS="0", LC_ALL="C")
        self.command = ["git", "-C", path]
        self.environment = environment
        self.reader = None
        self.cache, self.cached, self.steps = {}, 0, 0
        if not os.path.isdir(path):
            raise Unreadable("There is no folder of that name.")
        known = self.ask("rev-parse", "--show-object-format", "--is-shallow-repository").split()
        if known[:1] != ["sha1"]:
            raise Unreadable("The folder holds no repository of a study that git opens for you. 'git -C FOLDER status' "
                             "says what git thinks of it.")
        if known[1:] != ["false"]:
            raise Unreadable("This copy was made without its whole history. Clone it again without --depth.")

    def ask(self, *arguments):
        try:
            done = subprocess.run(self.command + list(arguments), env=self.environment, stdin=subprocess.DEVNULL,
                                  stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
        except OSError:
            raise Unreadable("git could not be started. It has to be on this computer.") from None
        return done.stdout.decode("ascii", "replace").strip() if done.returncode == 0 else ""

    def heads(self):
        """The commits of main and audit, both from one place, and where that was."""
        for place in ("refs/heads/", "refs/remotes/origin/"):
            found = [self.ask("rev-parse", "--verify", "--quiet", place + name + "^{commit}")
                     for name in ("main", "audit")]
            if all(re.fullmatch("[0-9a-f]{40}", x) for x in found):
                return found + [place]
            for name, oid in zip(("main", "audit"), found):
                if not oid and self.ask("rev-parse", "--verify", "--quiet", place + name):
                    raise Unreadable("The branch '{}' leads to no commit that git can read: it is damaged, or was tampered "
                                     "with.".format(name))
        raise Unreadable("There are no branches 'main' and 'audit', so this is no study, or a copy of a part of it.")

    def read(self, oid, kind):
        if (oid, kind) in self.cache:
            return self.cache[oid, kind]
        if self.reader is None:
            self.reader = subprocess.Popen(
                self.command + ["cat-file", "--batch"], env=self.environment, stdin=subprocess.PIPE,
                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        try:
            self.reader.stdin.write(oid.encode() + b"\n")
            self.reader.stdin.flush()
            header = self.reader.stdout.readline(200).split()
            if len(header) != 3 or header[0] != oid.encode():
                self.end()
                raise Damaged("The object {} is missing or damaged.".format(oid[:12]))
            size = int(header[2])
            data, digest, left = b"", hashlib.sha1(header[1] + b" " + header[2] + b"\0"), size + 1
            while left:
                part = self.reader.stdout.read(min(left, 1 << 20))
                if not part:
                    self.end()
                    raise Damaged("The object {} is damaged.".format(oid[:12]))
                left -= len(part)
                if left == 0:
                    part = part[:-1]
                digest.update(part)
                if size <= OBJECT_LIMIT:
                    data += part
        except (OSError, ValueError):
            self.end()
            raise Damaged("The object {} could not be read.".format(oid[:12])) from None
        if size > OBJECT_LIMIT:
            raise Damaged("The object {} is larger than 64 MiB.".format(oid[:12]))
        if header[1] != kind.encode() or digest.hexdigest() != oid:
            raise Damaged("The object {} does not hold what its name says.".format(oid[:12]))
        self.cached += len(data) + 200
        if self.cached > 64 << 20:
            self.cache, self.cached = {}, 0
        self.cache[oid, kind] = data
        return data

    def end(self):
        """git ends at some damage; the next question starts it again."""
        if self.reader:
            self.reader.kill()
            self.reader.stdin.close()
            self.reader.stdout.close()
            self.reader.wait()
            self.reader = None

    def blob(self, oid):
        return self.read(oid, "blob")

    def step(self):
        self.steps += 1
        if self.steps > STEP_LIMIT:
            raise Unreadable("The study holds more files and folders than this program looks at.")

    def tree(self, oid):
        """Name to (is it a folder, id). A name of bytes that are no UTF-8, a link or a program damages it."""
        data, found, at, last = self.read(oid, "tree"), {}, 0, b""
        while at < len(data):
            self.step()
            space, end = data.find(b" ", at, at + 8), data.find(b"\0", at)
            mode, name = data[at:space], data[space + 1:end]
            if space < 0 or end < space or end + 21 > len(data) or mode not in (b"100644", b"40000"):
                raise Damaged("The folder {} holds something else than plain files.".format(oid[:12]))
            folder = mode == b"40000"
            order = name + (b"/" if folder else b"\0")
            try:
                text = name.decode()
            except UnicodeDecodeError:
                text = ""
            if not text or text in found or order <= last or "/" in text or text[0] == ".":
                raise Damaged("The folder {} holds a name that no file of a study has.".format(oid[:12]))
            found[text] = (folder, data[end + 1:end + 21].hex())
            at, last = end + 21, order
        return found

    def find(self, tree, path):
        """The id of a file, or None."""
        parts = path.split("/")
        for number, part in enumerate(parts):
            folder, tree = self.tree(tree).get(part, (None, None))
            if tree is None or folder != (number < len(parts) - 1):
                return None
        return tree

    def changes(self, before, after):
        """The files that differ between two trees: path to (old id, new id), None for what is not there."""
        found, left = {}, [("", before, after, 0)]
        while left:
            path, old, new, depth = left.pop()
            if old == new:
                continue
            if depth > DEPTH_LIMIT:
                raise Damaged("A folder lies deeper than any of a study.")
            one, other = self.tree(old) if old else {}, self.tree(new) if new else {}
            for name in sorted(one.keys() | other.keys()):
                pair = (one.get(name), other.get(name))
                if pair[0] == pair[1]:
                    continue
                self.step()
                files = [x[1] if x and not x[0] else None for x in pair]
                folders = [x[1] if x and x[0] else None for x in pair]
                if files != [None, None]:
                    found[path + name] = tuple(files)
                if folders != [None, None]:
                    left.append((path + name + "/", folders[0], folders[1], depth + 1))
        return found

    def commit(self, oid):
        return Commit(oid, self.read(oid, "commit"))

    def history(self, head):
        """All commits that lead to one, parents before children."""
        order, done, left = [], {}, [head]
        while left:
            oid = left[-1]
            if oid in done:
                left.pop()
                continue
            commit = self.commit(oid)
            missing = [x for x in reversed(commit.parents) if x not in done]
            if missing:
                left += missing
                continue
            left.pop()
            done[oid] = len(order)
            order.append(commit)
            if len(order) > COMMIT_LIMIT:
                raise Unreadable("The study has more steps than this program looks at.")
        return order


MEMBER = "r[1-9][0-9]{0,8}"
PERSON = re.compile("({0}) <\\1@rir\\.invalid> ([0-9]{{1,12}}) \\+0000".format(MEMBER))


class Commit:
    """A commit; `exact` where its bytes hold nothing but what is read of them."""

    def __init__(self, oid, data):
        self.oid = oid
        head, _, message = data.partition(b"\n\n")
        lines = head.decode("utf-8", "replace").split("\n")
        self.message = message.decode("utf-8", "replace")
        self.parents, self.signature, self.tree = [], None, ""
        if re.fullmatch("tree [0-9a-f]{40}", lines[0]):
            self.tree = lines.pop(0)[5:]
        while lines and re.fullmatch("parent [0-9a-f]{40}", lines[0]):
            self.parents.append(lines.pop(0)[7:])
        if not self.tree:
            raise Damaged("The commit {} can't be read.".format(oid[:12]))
        people = [lines.pop(0)[len(word):] if lines and lines[0].startswith(word) else ""
                  for word in ("author ", "committer ")]
        self.author = people[0] if people[0] == people[1] else ""
        seconds = re.search(" ([0-9]{1,12}) [-+][0-9]{4}$", people[1])
        self.seconds = int(seconds.group(1)) if seconds else 0
        if lines and lines[0].startswith("gpgsig "):
            armour = [lines.pop(0)[7:]]
            while lines and lines[0].startswith(" "):
                armour.append(lines.pop(0)[1:])
            self.signature = "\n".join(armour)
        self.unsigned = self.bytes(people, None)
        self.exact = data == self.bytes(people, self.signature)
        # A parent further down would be one for somebody else.
        if any(x.startswith("parent ") for x in lines):
            raise Damaged("The commit {} can't be read.".format(oid[:12]))

    def bytes(self, people, signature):
        lines = ["tree " + self.tree] + ["parent " + x for x in self.parents]
        lines += ["author " + people[0], "committer " + people[1]]
        if signature is not None:
            lines.append("gpgsig " + signature.replace("\n", "\n "))
        return ("\n".join(lines) + "\n\n" + self.message).encode("utf-8", "replace")

    def person(self):
        """The member that author and committer are; None for anybody else."""
        found = PERSON.fullmatch(self.author)
        return found.group(1) if found else None

    def signer(self):
        return ssh_signer(self.signature, self.unsigned) if self.signature and self.exact else None

    def trailers(self):
        """The last paragraph as pairs; empty where it is not all 'Key: value'."""
        pairs = [re.fullmatch("([A-Z][A-Za-z-]*): (.+)", x)
                 for x in self.message.rstrip("\n").split("\n\n")[-1].split("\n")]
        return [x.groups() for x in pairs] if all(pairs) else []

    def __str__(self):
        return "the commit " + self.oid[:12]


JOIN = "Join the work of several"


def join_member(commit):
    """The member that a join names where this is the later of its parents: who has no line Member counts as r1."""
    if commit.signature is None and not (len(commit.parents) == 2 and commit.message.startswith(JOIN + "\n")):
        return "r1"
    for key, value in commit.trailers():
        if key == "Member" and re.fullmatch(MEMBER, value):
            return value
    return "r1"


def is_join(commit, parents):
    """Whether a commit is, but for its tree, the join that its two parents give (format.md section 16.1)."""
    one, other = parents
    later = one if one.seconds > other.seconds else other
    person = "join <join@rir.invalid> {} +0000".format(later.seconds)
    message = "{}\n\nMember: {}\nRule: 1\n".format(JOIN, join_member(later))
    return (commit.exact and commit.signature is None and one.oid < other.oid and commit.author == person
            and commit.message == message)


def is_join_made_anew(commit, parents):
    """The same for one before an erasure: its parents have other ids and no signatures, so which is first is not known."""
    said = {"{}\n\nMember: {}\nRule: 1\n".format(JOIN, member)
            for x in parents for member in ["r1"] + [value for key, value in x.trailers() if key == "Member"]}
    people = {"join <join@rir.invalid> {} +0000".format(x.seconds) for x in parents}
    return commit.exact and commit.signature is None and commit.author in people and commit.message in said


# ------------------------------------------------------------------------------------------------- study.yaml

Member = collections.namedtuple("Member", "id role key recipient")


def read_members(data):
    """The members in a study.yaml. Everything else in it is passed over.

    A list of mappings below `members:` at the left margin, one value a line, as rird and people write it.
    """
    if len(data) > 4 << 20:
        raise ValueError
    lines = data.decode("utf-8").split("\n")
    starts = [n for n, line in enumerate(lines) if re.match("[\"']?members[\"']? *:", line)]
    if len(starts) != 1 or not re.fullmatch("members: *(#.*)?\r?", lines[starts[0]]):
        raise ValueError
    members, indent = [], None
    for line in lines[starts[0] + 1:]:
        line = line.rstrip("\r ")
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        item = re.fullmatch("( *)- +(.*)", line)
        if item:
            if indent is None:
                indent = len(item.group(1))
            if len(item.group(1)) != indent:
                raise ValueError
            members.append({})
            line = " " * (indent + 2) + item.group(2)
        elif not line.startswith(" "):
            break
        field = re.fullmatch("( +)([A-Za-z0-9_-]+): *(.*)", line)
        if not field or not members or len(field.group(1)) <= indent or field.group(2) in members[-1]:
            raise ValueError
        members[-1][field.group(2)] = plain_value(field.group(3))
    found = [Member(x.get("id", ""), x.get("role", ""), ssh_key(x.get("key", "")), x.get("recipient"))
             for x in members]
    if not all(re.fullmatch(MEMBER, x.id) and x.key for x in found) or len({x.id for x in found}) != len(found):
        raise ValueError
    return found


def plain_value(text):
    quoted = re.fullmatch("\"([^\"\\\\]*)\" *(#.*)?|'([^']*)' *(#.*)?", text)
    if quoted:
        return quoted.group(1) if quoted.group(1) is not None else quoted.group(3)
    if text[:1] in ("\"", "'", "|", ">", "&", "*", "{", "[", "!"):
        raise ValueError
    return re.sub(" +#.*", "", text)


# ------------------------------------------------------------------------------------------------------ Leaves

DEVICE = "d-[0-9a-hjkmnp-tv-z]{8}"
OPERATION = "[0-9a-hjkmnp-tv-z]{26}"
KINDS = "field-note|meeting-note|minutes|interview|conversation|email|report|survey-response"
RECORD = "([0-9]{{4}})-([0-9]{{2}})-([0-9]{{2}})-(?:{})-[0-9a-hjkmnp-tv-z]{{4,13}}".format(KINDS)
DIGEST = "[0-9a-f]{64}"
TIME = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"
COMMON = {"actor": MEMBER, "seq": int, "t": TIME, "type": "[a-z]+"}
RANGE = "({})/(0|[1-9][0-9]{{0,8}})(?:-([1-9][0-9]{{0,8}}))?".format(DEVICE)
RANGES = "(?:{0}(?: {0}){{0,999}})?".format(re.sub("\\((?!\\?)", "(?:", RANGE))
TYPES = {
    "study": {"op": OPERATION, "c": DIGEST},
    "record": {"op": OPERATION, "c": DIGEST, "rec": RECORD, "v": int},
    "removed": {"op": OPERATION, "rec": RECORD, "v": int},
    "files": {"op": OPERATION, "c": DIGEST},
    "original": {"op": OPERATION, "c": DIGEST},
    "undone": {"op": OPERATION, "undoes": OPERATION},
    "erasure": {"op": OPERATION, "erases": RANGES},
    "erased": {"erasure": OPERATION},
    "checkpoint": {"root": ".{44}", "sig": ".{92}"},
    "seen": {"log": DEVICE, "root": ".{44}", "sig": ".{104}", "size": int},
}
ENTRY_LIMIT = 5_000_000


def seconds_of(text):
    try:
        return calendar.timegm(time.strptime(text, "%Y-%m-%dT%H:%M:%SZ"))
    except ValueError:
        return None


Range = collections.namedtuple("Range", "device first last")


def ranges(text):
    """The entries that `<device>/<first>[-<last>]`, several with spaces between, stands for."""
    found = [re.fullmatch(RANGE, x) for x in text.split(" ")] if text else []
    return [Range(x.group(1), int(x.group(2)), int(x.group(3) or x.group(2))) for x in found if x]


def read_leaf(line):
    """A leaf, or a sentence that says why the line is none."""
    if len(line) >= 65536:
        return "is longer than 64 KiB"
    try:
        leaf = json.loads(line.decode("utf-8"))
        # All keys and values are plain ASCII, so this is the canonical form of RFC 8785.
        same = json.dumps(leaf, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() == line
    except (ValueError, RecursionError):
        return "is no JSON"
    if not isinstance(leaf, dict) or not same:
        return "is not in the canonical form of JSON"
    keys = TYPES.get(leaf.get("type")) if isinstance(leaf.get("type"), str) else None
    if keys is None:
        return "is of a type that format 1 does not know"
    keys = dict(COMMON, **keys)
    if leaf["type"] == "erased" and leaf.get("erases"):
        keys["erases"] = RANGES
    if keys.keys() != leaf.keys():
        return "has other keys than its type has"
    for key, form in keys.items():
        value = leaf[key]
        if form is int:
            good = type(value) is int and 0 <= value < 1 << 53
        else:
            good = isinstance(value, str) and re.fullmatch(form, value) is not None
        if not good:
            return "has a value of another form than its type has"
    if seconds_of(leaf["t"]) is None or leaf.get("v") == 0:
        return "has a value of another form than its type has"
    if not all(x.first <= x.last for x in ranges(leaf.get("erases", ""))):
        return "has a value of another form than its type has"
    if "root" in leaf and base64_exact(leaf["root"], 32) is None:
        return "has a root of another form"
    return leaf


Erasure = collections.namedtuple("Erasure", "id basis paths covers denied by at")
ERASURE = re.compile("erasures/({})\\.yaml".format(OPERATION))


def read_erasure(data):
    """An erasure's file (format.md section 23); None where it is none."""
    keys = ["id", "basis", "class", "withdrawal", "participant", "paths", "reasons", "covers", "denied", "recorded-by", "recorded-at"]
    try:
        lines = data.decode("utf-8").split("\n")
        pairs = [x.split(": ", 1) for x in lines[:-1]]
        found = {key: json.loads(value) if value[:1] in ("[", '"') else value for key, value in pairs}
        lists = [found[x] for x in ("paths", "reasons", "covers", "denied")]
    except (ValueError, KeyError, RecursionError):
        return None
    order = [x for x in keys if x in found]
    if (lines[-1] or [x[0] for x in pairs] != order or set(keys) - set(order) - {"class", "withdrawal", "participant"}
            or not all(isinstance(x, list) and all(isinstance(y, str) for y in x) for x in lists)
            or not all(isinstance(found[x], str) for x in order if x not in ("paths", "reasons", "covers", "denied"))
            or found["basis"] not in ("withdrawal", "retention", "redaction")
            or not all(re.fullmatch(RANGE, x) for x in found["covers"])
            or not re.fullmatch(OPERATION, found["id"]) or seconds_of(found["recorded-at"]) is None):
        return None
    return Erasure(found["id"], found["basis"], set(found["paths"]), ranges(" ".join(found["covers"])),
                   set(found["denied"]), found["recorded-by"], found["recorded-at"])


class Log:
    """One device's log as it stands at the end of audit."""

    def __init__(self, device, lines):
        self.device, self.lines = device, lines
        self.leaves = [None] * len(lines)  # None for one that can't be read
        self.roots = {}  # size to root, where something was signed or is asked for
        self.claimed = {}  # leaf to the commit of main that names it
        self.signed, self.seen = 0, {}  # up to where: by the device, by others

    def root(self, size):
        """The root of the first leaves, in Base 64."""
        if size not in self.roots:
            tree = Tree()
            for line in self.lines[:size]:
                tree.append(line)
            self.roots[size] = base64.b64encode(tree.root()).decode()
        return self.roots[size]


# -------------------------------------------------------------------------------------------------- The checks

ACTS = set("create capture import edit adopt undo pseudonymise participant consent review withdrawal erase memo codebook "
           "code anchor round adjudicate finding cycle workflow chart workshop recommendation draft checkpoint member".split())
SHOWN = 50


class Check:
    """All that is known of a study, and what was found wrong."""

    def __init__(self, repository):
        self.repository = repository
        self.wrong = []
        self.more_wrong = 0
        self.logs = {}
        self.keys = {}  # member to all keys they ever had
        self.teams = {}  # id of a study.yaml to its members
        self.commits = {}
        self.places = {}  # commit of main to its place in the order
        self.erasures = {}  # operation to (its file, its commit)
        self.anew = set()  # commits before an erasure, for which whoever erased answers
        self.covered = {}  # (device, entry) that nothing opens any more, to the erasure that says so
        self.confirmed = collections.defaultdict(set)  # operation to the devices that say they carried it out
        self.counts = collections.Counter()

    def finding(self, where, what):
        sentence = "{} {}.".format(where, what)
        sentence = sentence[0].upper() + sentence[1:]
        if len(self.wrong) < SHOWN:
            if sentence not in self.wrong:
                self.wrong.append(sentence)
        else:
            self.more_wrong += 1

    def damaged(self, where, error):
        self.finding("In " + str(where) + ":", str(error).rstrip("."))

    # The team

    def team(self, commit):
        """The members as a commit of main has them."""
        file = self.repository.find(commit.tree, "study.yaml")
        if file is None:
            return []
        if file not in self.teams:
            self.teams[file] = []
            try:
                self.teams[file] = read_members(self.repository.blob(file))
            except ValueError:
                self.finding(commit, "has a study.yaml whose members can't be read")
            for member in self.teams[file]:
                if is_weak(member.key):
                    self.finding(commit, "gives {} a key that anybody could sign for".format(member.id))
                self.keys.setdefault(member.id, {})[member.key] = member.role
        return self.teams[file]

    # audit

    def check_logs(self, head):
        history = self.repository.history(head)
        commits, states = {}, {}
        for number, commit in enumerate(history):
            commits[commit.oid] = commit
            state = {}
            try:
                state = self.devices(commit)
                parents = [(commits[x], states[x]) for x in commit.parents]
                self.check_log_commit(commit, state, parents, number)
            except Damaged as error:
                self.damaged(commit, error)
            states[commit.oid] = state
        self.counts["log commits"] = len(history)
        for device, folder in sorted(states[head].items()):
            try:
                lines = [line for file in self.log_files(folder) for line in self.lines(file)]
            except Damaged as error:
                self.damaged("the log of " + device, error)
                continue
            if sum(len(x.lines) for x in self.logs.values()) + len(lines) > ENTRY_LIMIT:
                raise Unreadable("The logs have more entries than this program looks at.")
            self.logs[device] = Log(device, lines)
        for log in self.logs.values():
            self.check_leaves(log)
        for log in self.logs.values():
            self.check_seen(log)

    def devices(self, commit):
        found = {}
        for name, (folder, oid) in self.repository.tree(commit.tree).items():
            if not folder or not re.fullmatch(DEVICE, name):
                raise Damaged("Something lies beside the folders of the devices.")
            found[name] = oid
        return found

    def log_files(self, folder):
        """The files of one log in their order."""
        files = []
        folders = self.repository.tree(folder)
        for number, name in enumerate(sorted(folders)):
            if name != "{:04}".format(number) or not folders[name][0]:
                raise Damaged("A log lacks a folder, or has one of another name.")
            if len(files) != number * 100:
                raise Damaged("A log lacks a file.")
            below = self.repository.tree(folders[name][1])
            for place, file in enumerate(sorted(below)):
                if file != "{:02}.jsonl".format(place) or below[file][0]:
                    raise Damaged("A log lacks a file, or has one of another name.")
                files.append(below[file][1])
        if not files:
            raise Damaged("A log is empty.")
        return files

    def lines(self, file):
        data = self.repository.blob(file)
        if not data.endswith(b"\n"):
            raise Damaged("A file of a log does not end with a line end.")
        return data[:-1].split(b"\n")

    def grown(self, old, new):
        """The first new leaf and the lines added between two states of a log; None where what was there changed."""
        before, after = self.log_files(old) if old else [], self.log_files(new)
        same = 0
        while same < min(len(before), len(after)) and before[same] == after[same]:
            same += 1
        added, first = [], same * 64
        for number in range(same, len(after)):
            lines = self.lines(after[number])
            if len(lines) > 64 or (number < len(after) - 1 and len(lines) != 64):
                raise Damaged("A file of a log does not hold 64 lines.")
            if number == same and same < len(before):
                known = self.lines(before[same])
                if lines[:len(known)] != known:
                    return None
                lines, first = lines[len(known):], first + len(known)
            added += lines
        return (first, added) if len(before) <= min(same + 1, len(after)) else None

    def check_log_commit(self, commit, state, parents, number):
        if len(parents) == 2:
            self.counts["log joins"] += 1
            if not is_join(commit, [x[0] for x in parents]):
                self.finding(commit, "of the logs has two parents and is not the join that they give")
            one, other = parents[0][1], parents[1][1]
            union = dict(other, **one)
            for device in one.keys() & other.keys():
                if one[device] == other[device]:
                    continue
                if self.grown(one[device], other[device]):
                    union[device] = other[device]
                elif not self.grown(other[device], one[device]):
                    self.finding(commit, "joins two logs of {} that contradict each other".format(device))
            if union != state:
                self.finding(commit, "of the logs is not the union of its parents")
            return
        if len(parents) > 2 or (not parents and number):
            self.finding(commit, "of the logs goes on from " + ("nothing" if not parents else "more than two"))
        member, signer = commit.person(), commit.signer()
        if signer is None:
            self.finding(commit, "of the logs has no good signature")
        elif signer not in self.keys.get(member, {}):
            self.finding(commit, "of the logs is not signed by the member it names")
        before = parents[0][1] if parents else {}
        if before.keys() - state.keys():
            self.finding(commit, "takes a log away")
        changed = [x for x in sorted(state) if state[x] != before.get(x)]
        if len(changed) != 1:
            self.finding(commit, "adds to {} logs, and not to one".format(len(changed)))
        for device in changed:
            growth = self.grown(before.get(device), state[device])
            if growth is None or not growth[1]:
                self.finding(commit, "changes entries of the log of {} that were there".format(device))
                continue
            first, lines = growth
            last = first + len(lines) - 1
            expected = "Log {}/{}\n".format(device, first if first == last else "{}-{}".format(first, last))
            if commit.message != expected:
                self.finding(commit, "says something else than what it adds to the log of {}".format(device))
            leaves = [read_leaf(x) for x in lines]
            if any(isinstance(x, dict) and x["actor"] != member for x in leaves):
                self.finding(commit, "adds entries of another member to the log of {}".format(device))
            if isinstance(leaves[-1], dict) and seconds_of(leaves[-1]["t"]) != commit.seconds:
                self.finding(commit, "was made at another time than its last entry says")

    def check_leaves(self, log):
        tree = Tree()
        for number, line in enumerate(log.lines):
            leaf = read_leaf(line)
            where = "entry {} of {}".format(number, log.device)
            if isinstance(leaf, str):
                self.finding(where, leaf)
            else:
                log.leaves[number] = leaf
                if leaf["seq"] != number:
                    self.finding(where, "has the number {}".format(leaf["seq"]))
                if leaf["actor"] not in self.keys:
                    self.finding(where, "names {}, who was never in the team".format(leaf["actor"]))
                if leaf["type"] == "checkpoint":
                    self.check_checkpoint(log, leaf, number, where, base64.b64encode(tree.root()).decode())
            tree.append(line)
        log.roots[tree.size] = base64.b64encode(tree.root()).decode()
        self.counts["entries"] += tree.size

    def check_checkpoint(self, log, leaf, number, where, root):
        self.counts["checkpoints"] += 1
        log.roots[number] = root
        good = leaf["root"] == root
        if not good:
            self.finding(where, "signed other entries than those that stand before it")
        text = checkpoint_text(log.device, number, leaf["root"])
        if not note_holds(text, origin(log.device), leaf["sig"], self.keys.get(leaf["actor"], {})):
            good = self.finding(where, "has a signature that is not one of {}".format(leaf["actor"]))
        if good:
            log.signed = number

    def check_seen(self, log):
        for number, leaf in enumerate(log.leaves):
            if leaf is None or leaf["type"] != "seen":
                continue
            self.counts["seen"] += 1
            where = "entry {} of {}".format(number, log.device)
            device, size = leaf["log"], leaf["size"]
            other = self.logs.get(device)
            good = device != log.device
            if not good:
                self.finding(where, "cosigns its own log")
            signed = other.leaves[size] if other and size < len(other.leaves) else None
            if signed is None or signed["type"] != "checkpoint" or signed["root"] != leaf["root"]:
                good = self.finding(where, "saw another log of {} than the one here".format(device))
            text = checkpoint_text(device, size, leaf["root"])
            if not cosignature_holds(text, origin(log.device), leaf["sig"], self.keys.get(leaf["actor"], {})):
                good = self.finding(where, "has a signature that is not one of {}".format(leaf["actor"]))
            if cosignature_time(leaf["sig"]) != seconds_of(leaf["t"]):
                good = self.finding(where, "was signed at another time than it says")
            if good:
                other.seen[log.device] = max(other.seen.get(log.device, 0), size)

    # main

    def read_main(self, head):
        self.main = self.repository.history(head)
        for number, commit in enumerate(self.main):
            self.commits[commit.oid], self.places[commit.oid] = commit, number
            try:
                self.team(commit)
            except Damaged as error:
                self.damaged(commit, error)
        self.read_erasures()
        self.vouchers = {}  # what was made by hand and somebody answers for, to who does
        self.step_vouchers = {}  # steps of somebody who left, to who answers for them
        for commit in self.main:
            if (commit.signature or commit.oid in self.anew) and len(commit.parents) == 1:
                for key, oid in commit.trailers():
                    if key not in ("Vouches", "Vouches-Step"):
                        continue
                    if self.places.get(oid, len(self.main)) < self.places[commit.oid] and self.leads(oid, commit.oid):
                        (self.vouchers if key == "Vouches" else self.step_vouchers)[oid] = commit
                    else:
                        self.finding(commit, "answers for a commit that does not lead to it")

    # Erasures

    def read_erasures(self):
        """Finds the steps that erased, and the commits before them."""
        by_hand, self.erasing = set(), {}
        for commit in reversed(self.main):
            trailers = commit.trailers()
            by_hand.update(value for key, value in trailers if key == "Vouches")
            said = dict(trailers)
            if said.get("Act") != "erase" or len(commit.parents) != 1 or commit.oid in by_hand:
                continue
            try:
                parent = self.commits[commit.parents[0]]
                member = next((x for x in self.team(parent) if x.id == commit.person()), None)
                path = "erasures/{}.yaml".format(said.get("Operation"))
                file = self.repository.find(commit.tree, path)
                is_new = file is not None and self.repository.find(parent.tree, path) is None
                erasure = read_erasure(self.repository.blob(file)) if is_new else None
            except Damaged as error:
                self.damaged(commit, error)
                continue
            is_anew = commit.signature is None and commit.oid in self.anew
            if member is None or member.role != "lead" or not (is_anew or commit.signer() == member.key):
                self.finding(commit, "erases and is not signed by somebody who led the study")
                continue
            if erasure is None or (erasure.id, erasure.by) != (said["Operation"], member.id):
                self.finding(commit, "erases and has no file that says what")
                continue
            self.erasures[erasure.id], self.erasing[commit.oid] = (erasure, commit), erasure
            if commit.signature and commit.oid not in self.anew:
                self.anew.update(self.before(commit))
        self.anew -= by_hand
        for erasure, commit in self.erasures.values():
            for oid in sorted(erasure.denied & self.commits.keys()):
                self.finding(self.commits[oid], "held what was erased and is back")

    def before(self, commit):
        """The commits that lead to one."""
        left, found = list(commit.parents), set()
        while left:
            oid = left.pop()
            if oid not in found:
                self.repository.step()
                found.add(oid)
                left += self.commits[oid].parents
        return found

    def check_erasures(self):
        """What erasures cover: their leaves in the log say the same as their files, and each leaf is one of what went."""
        for id, (erasure, commit) in sorted(self.erasures.items()):
            said = dict(commit.trailers())
            named = ranges(said.get("Audit-Seq", ""))
            log = self.logs.get(named[0].device) if named else None
            leaves = log.leaves[named[0].first:named[0].last + 1] if log else []
            own = [x for x in leaves if x and x["type"] == "erasure" and x["op"] == id]
            if [x for leaf in own for x in ranges(leaf["erases"])] != erasure.covers:
                self.finding(commit, "erases other entries than the log says")
            self.cover_all("the erasure of " + erasure.at[:10], erasure.covers, id)
        self.check_covered()

    def check_covered(self):
        """What devices say that they lost when they carried an erasure out, and whether all that is covered could be."""
        told = set()
        for log in self.logs.values():
            for number, leaf in enumerate(log.leaves):
                if leaf is None or leaf["type"] != "erased":
                    continue
                where = "entry {} of {}".format(number, log.device)
                if leaf["erasure"] not in self.erasures:
                    self.finding(where, "confirms an erasure that is not in the study")
                    continue
                self.confirmed[leaf["erasure"]].add(log.device)
                lost = ranges(leaf.get("erases", ""))
                if lost and (log.device, leaf["erasure"]) in told:
                    self.finding(where, "says once more what was lost with an erasure")
                told.add((log.device, leaf["erasure"]))
                if any(x.device != log.device or x.last >= number for x in lost):
                    self.finding(where, "says of entries that are not its own that they are lost")
                else:
                    self.cover_all(where, lost, leaf["erasure"])
                    self.counts["lost"] += sum(x.last - x.first + 1 for x in lost)
        for (device, number), id in sorted(self.covered.items()):
            leaf = self.logs[device].leaves[number]
            if leaf is None:
                continue
            where = "entry {} of {}".format(number, device)
            if leaf["type"] in ("record", "removed"):
                path = "records/{}/{}.md".format(leaf["rec"][:10].replace("-", "/"), leaf["rec"])
                if not any(path in x.paths for x, _ in self.erasures.values()):
                    self.finding(where, "is said to be erased, and no erasure names " + leaf["rec"])
            elif leaf["type"] not in ("files", "study", "original"):
                self.finding(where, "is said to be erased, and commits to nothing that could be")
        self.counts["covered"] = len(self.covered)

    def cover_all(self, where, covers, id):
        for item in covers:
            log = self.logs.get(item.device)
            if log is None or item.last >= len(log.lines):
                self.finding(where, "covers entries that no log here has")
                continue
            for number in range(item.first, item.last + 1):
                self.covered.setdefault((item.device, number), id)

    def check_erased_paths(self, commit, changes):
        """Nothing that was erased is in a step before, and the files of erasures stay as they are."""
        for path in changes:
            named = ERASURE.fullmatch(path)
            own = self.erasing.get(commit.oid)
            if path.startswith("erasures/") and (named is None or own is None or named.group(1) != own.id):
                self.finding(commit, "changes the file of an erasure")
            for erasure, step in self.erasures.values():
                if path in erasure.paths and commit is not step and self.leads(commit.oid, step.oid):
                    self.finding(commit, "holds a file that was erased")

    def leads(self, old, new):
        """Whether one commit is among those that lead to another."""
        left, looked, floor = [new], set(), self.places[old]
        while left:
            oid = left.pop()
            if oid == old:
                return True
            if oid not in looked and self.places[oid] > floor:
                self.repository.step()
                looked.add(oid)
                left += self.commits[oid].parents
        return False

    def check_main(self):
        last = {}  # device to the highest leaf that a step named
        steps = []
        self.check_erasures()
        for number, commit in enumerate(self.main):
            try:
                if len(commit.parents) == 0:
                    self.check_beginning(commit, number)
                elif len(commit.parents) == 1:
                    self.check_step(commit, last, steps)
                else:
                    self.check_join(commit)
            except Damaged as error:
                self.damaged(commit, error)
        self.counts["commits"] = len(self.main)
        self.check_departures(steps)
        for log in self.logs.values():
            alone = [n for n, leaf in enumerate(log.leaves) if leaf and "op" in leaf and n not in log.claimed]
            if alone:
                self.finding("the log of " + log.device, "tells of work that no step in the history of main has: "
                             "{} of its entries, the first of them {}".format(len(alone), alone[0]))

    def signed_by(self, commit, team):
        """The member of a team who signed a commit as its maker, or None after a finding."""
        member = next((x for x in team if x.id == commit.person()), None)
        signer = commit.signer()
        if signer is None:
            self.finding(commit, "has no good signature" if commit.signature else "has no signature, and nobody "
                         "answers for it")
        elif member is None or signer != member.key:
            self.finding(commit, "is not signed by the member it names, or they were not in the team")
        else:
            self.counts["signed"] += 1
            return member
        return None

    def check_beginning(self, commit, number):
        if number:
            self.finding(commit, "begins the study a second time")
        if self.repository.tree(commit.tree):
            self.finding(commit, "begins the study and is not empty")
        if commit.message != "Begin\n":
            self.finding(commit, "begins the study and says something else")
        self.founder = None
        first = next((x for x in self.main[1:2] if x.parents == [commit.oid]), None)
        if first is None:
            self.finding(commit, "is followed by nothing that makes a study")
            return
        member = self.signed_by(commit, self.team(first))
        if member:
            self.founder = member
            if member.role != "lead":
                self.finding(first, "makes a study whose first member does not lead it")

    def check_step(self, commit, last, steps):
        parent = self.commits[commit.parents[0]]
        changes = self.repository.changes(parent.tree, commit.tree)
        self.check_erased_paths(commit, changes)
        team = self.team(parent)
        if commit.signature is None and commit.oid in self.vouchers:
            self.counts["vouched"] += 1
            voucher = self.vouchers[commit.oid]
            member = next((x for x in team if x.id == voucher.person()), None)
            is_anew = voucher.signature is None and voucher.oid in self.anew
            if member is None or not (is_anew or voucher.signer() == member.key):
                self.finding(commit, "is answered for by nobody who was in the team")
            else:
                self.check_rights(commit, member, changes)
            return
        trailers = commit.trailers()
        names = collections.Counter(key for key, _ in trailers)
        said = dict(trailers)
        act = said.get("Act")
        if act == "create":
            if parent.parents or parent.tree != EMPTY_TREE:
                self.finding(commit, "makes a study where there is one")
            team = self.team(commit)
        if commit.signature is None and commit.oid in self.anew:
            self.counts["made anew"] += 1
            member = next((x for x in team if x.id == commit.person()), None)
            if member is None or not commit.exact:
                self.finding(commit, "is from before an erasure, and its maker was not in the team")
                return
        else:
            member = self.signed_by(commit, team)
        if member is None:
            return
        single = ("Operation", "Act", "Member", "Audit-Seq", "Nonce", "Undoes")
        if (any(names[x] > 1 for x in single) or set(names) - set(single) - {"Vouches", "Vouches-Step"} or act not in ACTS
                or not re.fullmatch(OPERATION, said.get("Operation", ""))
                or not re.fullmatch(DIGEST, said.get("Nonce", GONE if self.is_touched(said) else ""))
                or said.get("Member") != member.id
                or not re.fullmatch(OPERATION, said.get("Undoes", "0" * 26))):
            self.finding(commit, "does not say what step it is in the form that a step has")
            return
        steps.append((commit, member))
        if act == "erase" and commit.oid not in self.erasing:
            self.finding(commit, "erases, and nothing says what")
        if act != "create":
            self.check_rights(commit, member, changes)
        expected = self.expected(commit, said, trailers, changes)
        self.check_entries(commit, said, expected, last)

    def is_touched(self, said):
        """Whether an erasure took away some of what a step did: then its nonce is gone too."""
        named = ranges(said.get("Audit-Seq", ""))
        return any((named[0].device, x) in self.covered for x in range(
            named[0].first, min(named[0].last, named[0].first + 100_000) + 1)) if named else False

    def check_rights(self, commit, member, changes):
        if member.role == "lead":
            return
        if member.role != "coder":
            self.finding(commit, "is by {}, who may only read".format(member.id))
        elif "study.yaml" in changes:
            self.finding(commit, "changes the team or the settings and is by {}, who does not lead".format(member.id))

    def record_change(self, commit, path, old, new, strict):
        """The leaf of a record's change: (type, record, version, digest); version None where it can't be told."""
        record = path[path.rindex("/") + 1:-3]
        if new is None:
            before = front_matter(self.repository.blob(old))
            return "removed", record, before["version"] + 1 if before else None, None
        data = self.repository.blob(new)
        now = front_matter(data)
        before = front_matter(self.repository.blob(old)) if old else None
        if strict:
            if now is None or now["id"] != record:
                self.finding(commit, "holds a version of {} that can't be read as that record".format(record))
            elif before and now["version"] != before["version"] + 1:
                self.finding(commit, "does not number the versions of {} one after the other".format(record))
        return "record", record, now["version"] if now else None, hashlib.sha256(data).hexdigest()

    def file_digest(self, oid):
        return hashlib.sha256(self.repository.blob(oid)).hexdigest() if oid else "0" * 64

    def expected(self, commit, said, trailers, changes):
        """The leaves that a step has to have in the log, but for those of originals."""
        leaves, nonce = [], bytes.fromhex(said["Nonce"]) if "Nonce" in said else None
        others = {}
        for path, (old, new) in changes.items():
            if is_record(path):
                leaves.append(self.record_change(commit, path, old, new, True))
            else:
                others[path] = self.file_digest(new)
        if others:
            leaves.append(("study" if said["Act"] == "create" else "files", commitment(nonce, others)))
        others = {}
        vouched = [(v, True) for k, v in trailers if k == "Vouches"]
        vouched += [(v, False) for k, v in trailers if k == "Vouches-Step"]
        for oid, is_by_hand in vouched:
            named = self.commits.get(oid)
            if named is None or len(named.parents) != 1:
                continue
            known = self.repository.changes(self.commits[named.parents[0]].tree, named.tree)
            for path, (old, new) in known.items():
                if is_record(path) and is_by_hand:
                    leaves.append(self.record_change(named, path, old, new, False))
                else:
                    others[path] = self.file_digest(new)
        if others:
            leaves.append(("files", commitment(nonce, others)))
        if "Undoes" in said:
            leaves.append(("undone", said["Undoes"]))
        return leaves

    def check_entries(self, commit, said, expected, last):
        if "Audit-Seq" not in said:
            if expected:
                self.finding(commit, "names no entries of a log and changes files")
            return
        named = re.fullmatch("({})/([0-9]{{1,9}})(?:-([0-9]{{1,9}}))?".format(DEVICE), said["Audit-Seq"])
        device = named.group(1) if named else None
        first = int(named.group(2)) if named else 0
        final = int(named.group(3) or first) if named else 0
        log = self.logs.get(device)
        if log is None or first > final or final >= len(log.leaves):
            self.finding(commit, "names entries that no log here has")
            return
        if first <= last.get(device, -1):
            self.finding(commit, "names entries of {} that an earlier step has".format(device))
        last[device] = max(final, last.get(device, -1))
        found, covered = collections.Counter(), 0
        for number in range(first, final + 1):
            leaf = log.leaves[number]
            log.claimed[number] = commit.oid
            where = "entry {} of {}".format(number, device)
            if leaf is None:
                continue
            if leaf.get("op") != said["Operation"] or leaf["actor"] != said["Member"]:
                self.finding(where, "is not of the step of " + str(commit) + ", which names it")
                continue
            if seconds_of(leaf["t"]) != commit.seconds:
                self.finding(where, "has another time than " + str(commit) + ", which names it")
            if (device, number) in self.covered and (leaf["type"] not in ("files", "study") or "Nonce" not in said):
                covered += leaf["type"] in ("files", "study")
            elif leaf["type"] == "original":
                self.counts["originals"] += 1
            elif leaf["type"] == "erasure":
                if said["Act"] != "erase":
                    self.finding(where, "erases, and " + str(commit) + " does not")
            elif leaf["type"] in ("record", "removed"):
                found[leaf["type"], leaf["rec"], leaf["v"], leaf.get("c")] += 1
            else:
                found[leaf["type"], leaf.get("c") or leaf["undoes"]] += 1
        for leaf in expected:
            if len(leaf) == 4 and leaf[2] is None:
                leaf = next((x for x in found if found[x] and x[:2] == leaf[:2] and x[3:] == leaf[3:]), leaf)
            if found[leaf]:
                found[leaf] -= 1
                self.counts[leaf[0]] += 1
            elif leaf[0] in ("files", "study") and covered:
                covered -= 1  # it tells of what was erased too, so what is left can't be compared
            elif leaf[0] in ("record", "removed"):
                self.finding(commit, "changes {} otherwise than the log of {} says".format(leaf[1], device))
            elif leaf[0] == "undone":
                self.finding(commit, "takes a step back, and the log of {} does not say so".format(device))
            else:
                self.finding(commit, "changes files otherwise than the log of {} says".format(device))
        for leaf, number in found.items():
            if number:
                self.finding("the log of " + device, "says of {} what it does not hold ({}{})".format(
                    commit, leaf[0], " " + leaf[1] if len(leaf) == 4 else ""))

    def check_join(self, commit):
        self.counts["joins"] += 1
        if len(commit.parents) != 2:
            self.finding(commit, "has more than two parents")
            return
        one, other = (self.commits[x] for x in commit.parents)
        if not (is_join_made_anew if commit.oid in self.anew else is_join)(commit, [one, other]):
            self.finding(commit, "has two parents and is not the join that they give")
        if self.leads(*sorted(commit.parents, key=self.places.get)):
            self.finding(commit, "joins two commits of which one leads to the other")
        sides = [self.repository.changes(x.tree, commit.tree) for x in (one, other)]
        known = {(x.id, x.role, x.key) for side in (one, other) for x in self.team(side)}
        if any((x.id, x.role, x.key) not in known for x in self.team(commit)):
            self.finding(commit, "joins two teams to one with somebody in it whom neither had so")
        for path in sides[0].keys() & sides[1].keys():
            (a, new), (b, _) = sides[0][path], sides[1][path]
            self.counts["joined files"] += 1
            if path.startswith("erasures/"):
                self.finding(commit, "changes the file of an erasure")
            if path == "study.yaml" and (a == b or new is None):
                self.finding(commit, "changes study.yaml otherwise than a join does")
            if not is_record(path):
                continue
            record = path[path.rindex("/") + 1:-3]
            good = a != b
            if good and new and a and b:
                now, x, y = (front_matter(self.repository.blob(oid)) for oid in (new, a, b))
                if x and y:
                    low, high = sorted((x["nonce"], y["nonce"]))
                    nonce = hashlib.sha256("merge\n{}\n{}".format(low, high).encode()).hexdigest()
                    good = (now is not None and now["id"] == record and now["nonce"] == nonce
                            and now["version"] == max(x["version"], y["version"]) + 1)
            if not good:
                self.finding(commit, "joins two versions of {} otherwise than a join does".format(record))

    def check_departures(self, steps):
        """Steps that stand beside the removal of their maker, neither leading to the other."""
        for commit in self.main:
            if len(commit.parents) != 1 or (commit.signature is None and commit.oid not in self.anew):
                continue
            parent = self.commits[commit.parents[0]]
            gone = {(x.id, x.key) for x in self.team(parent)} - {(x.id, x.key) for x in self.team(commit)}
            for step, member in steps if gone else ():
                if (member.id, member.key) not in gone or step.oid == commit.oid:
                    continue
                pair = sorted((step.oid, commit.oid), key=self.places.get)
                if self.leads(*pair):
                    continue
                voucher = self.step_vouchers.get(step.oid)
                team = self.team(self.commits[voucher.parents[0]]) if voucher else []
                if not any(x.id == voucher.person() and x.role == "lead" for x in team):
                    self.finding(step, "is by {}, who was taken out of the team beside it".format(member.id))

    # Checkpoints that somebody kept

    def check_kept(self, name, data):
        """What became of each checkpoint in a file; False where the file holds none."""
        found = kept_checkpoints(data)
        told = []
        everybody = {key: member for member, keys in self.keys.items() for key in keys}
        for device, size, root, signatures in found:
            text = checkpoint_text(device, size, root)
            where = "the checkpoint of {} at {} in {}".format(device, size, name)
            signers = {everybody[key] for signature_name, signature in signatures for key in everybody
                       if signature_name == origin(device) and note_holds(text, signature_name, signature, [key])}
            if not signers:
                self.finding(where, "has no good signature of anybody in this study")
                continue
            cosigners = {other for other in self.logs for signature_name, signature in signatures
                         if other != device and signature_name == origin(other)
                         and cosignature_holds(text, signature_name, signature, everybody)}
            log = self.logs.get(device)
            now = len(log.lines) if log else 0
            if log and not signers & {x["actor"] for x in log.leaves if x}:
                self.finding(where, "is signed by {}, who wrote nothing in that log".format(
                    " and ".join(sorted(signers))))
            elif now < size:
                self.finding("the log of " + device, "has {} entries and had {} when {} was signed: some were taken "
                             "away".format(now, size, where))
            elif log.root(size) != root:
                self.finding("the log of " + device, "was changed: its first {} entries are not those of {}".format(
                    size, where))
            else:
                told.append({"log": device, "then": size, "now": now, "signed by": sorted(signers),
                             "seen by": sorted(cosigners), "file": name})
        return told, bool(found)


EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"


def is_record(path):
    found = re.fullmatch("records/([0-9]{4})/([0-9]{2})/([0-9]{2})/(" + RECORD + ")\\.md", path)
    return found is not None and found.groups()[:3] == found.groups()[4:7]


def commitment(nonce, digests):
    if nonce is None:
        return None
    lines = "".join("{}  {}\n".format(digests[path], path) for path in sorted(digests, key=lambda x: x.encode()))
    return hashlib.sha256(nonce + lines.encode()).hexdigest()


def front_matter(data):
    """`id`, `version` and `nonce` of a record's file; None where they are not there in the canonical form."""
    end = data.find(b"\n---\n")
    if not data.startswith(b"---\n") or end < 0:
        return None
    head = data[:end].decode("utf-8", "replace") + "\n"
    found = {key: re.findall("^{}: ({})$".format(key, form), head, re.M)
             for key, form in (("id", RECORD.replace("([", "(?:[")), ("version", "[1-9][0-9]{0,8}"), ("nonce", DIGEST))}
    if any(len(x) != 1 for x in found.values()):
        return None
    return {"id": found["id"][0], "version": int(found["version"][0]), "nonce": found["nonce"][0]}


# -------------------------------------------------------------------------------------------- Kept checkpoints

KEPT_LIMIT = 32 << 20


def kept_checkpoints(data):
    """Signed checkpoints in a file, also in an e-mail: (device, size, root, [(name, signature)])."""
    found = []
    for text in texts(data):
        # Quoted, wrapped, with other dashes: words stay words, and the signature says whether they belong together.
        words = re.sub("(?m)^[ \t]*[>|][>| \t]*", "", text).split()
        at = 0
        while at < len(words):
            device = re.fullmatch(re.escape(origin("")) + "({})".format(DEVICE), words[at])
            at += 1
            if not device or at + 1 >= len(words) or not re.fullmatch("0|[1-9][0-9]{0,9}", words[at]):
                continue
            if base64_exact(words[at + 1], 32) is None:
                continue
            size, root, signatures = int(words[at]), words[at + 1], []
            at += 2
            while at + 2 < len(words) and re.fullmatch("[-\u2010-\u2015]+|=E2=80=94", words[at]):
                name, signature, after = words[at + 1], words[at + 2], at + 3
                while after < len(words) and len(signature) < 104 and not (
                        base64_exact(signature, 68) or base64_exact(signature, 76)):
                    signature, after = signature + words[after], after + 1
                signatures.append((name, signature))
                at = after
            if (device.group(1), size, root, signatures) not in found and signatures and len(found) < 1000:
                found.append((device.group(1), size, root, signatures[:100]))
    return found


def texts(data):
    """The readings of a file that a checkpoint may stand in."""
    found = [data.decode("utf-8", "replace")]
    if b"\0" in data[:4] or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        found.append(data.decode("utf-16", "replace"))
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        for part in list(message.walk())[:200]:
            if not part.is_multipart():
                content = part.get_payload(decode=True) or b""
                found.append(content.decode("utf-8", "replace"))
    except Exception:  # whatever a file may do to the library that reads mail: then it is none
        pass
    return found + [html.unescape(re.sub("<[^<>]{0,1000}>", " ", x)) for x in found if "<" in x]


# ------------------------------------------------------------------------------------------ Exports (format.md 24)
# A folder that `rir audit export` wrote: a bag, or what was packed in a .eln file. Nothing but the folder is read.

FILE_LIMIT = 512 << 20
PLAIN = "[A-Za-z0-9][A-Za-z0-9._-]*"
METADATA, SIGNATURE = "ro-crate-metadata.json", "signature.txt"
GUIDES = ("VERIFY.md", "verify.py")
MADE = re.compile(
    "ro-crate-metadata\\.json|report\\.html|checklist\\.md|VERIFY\\.md|verify\\.py|signature\\.txt|audit/(?:policy\\.txt|"
    "(?:export|files|members|steps|withheld)\\.jsonl|{0}/(?:entries\\.jsonl|checkpoint)|openings/{0}\\.jsonl|"
    "proofs/{0}-[0-9]+\\.tlog-proof)".format(DEVICE))
REASONS = set("consent bodies scope removed names round sealed answers guessable joined unlogged".split())
GONE = "0" * 64


def is_export(path):
    return any(os.path.isfile(os.path.join(path, *x)) for x in (
        ("data", "audit", "members.jsonl"), ("audit", "members.jsonl"), ("bagit.txt",)))


class Export(Check):
    """An export, and what was found wrong in it."""

    def __init__(self, path):
        super().__init__(None)
        top = os.path.abspath(path)
        if os.path.basename(top) == "data" and os.path.isfile(os.path.join(os.path.dirname(top), "bagit.txt")):
            top = os.path.dirname(top)
        self.top, self.is_bag = top, os.path.isfile(os.path.join(top, "bagit.txt"))
        if not self.is_bag and os.path.isdir(os.path.join(top, "data")):
            self.finding("the bag", "has no bagit.txt")
            self.is_bag = True
        self.data = "data/" if self.is_bag else ""
        self.files = {}  # path from the top: (size, sha256, sha512)
        self.opened = {}  # (device, leaf): {path: digest}
        self.withheld_leaves, self.withheld_paths = {}, {}
        self.entries, self.withheld = {}, collections.Counter()
        self.signer, self.heads = None, {}

    def run(self):
        self.look()
        if self.is_bag:
            self.check_bag()
        self.check_metadata()
        self.read_members_file()
        self.read_logs()
        self.check_signature()
        self.check_heads()
        self.read_openings()
        self.read_withheld()
        self.check_files()
        self.check_leaves_open()
        self.check_paths()
        self.check_steps()
        return self

    # Files

    def look(self):
        for folder, folders, names in os.walk(self.top, followlinks=False):
            folders.sort()
            for name in sorted(folders + names):
                path = os.path.join(folder, name)
                inner = os.path.relpath(path, self.top).replace(os.sep, "/")
                if os.path.islink(path) or not (os.path.isdir(path) or os.path.isfile(path)):
                    self.finding("'{}'".format(printable(inner)), "is no plain file")
                    continue
                if not re.fullmatch(PLAIN, name):
                    self.finding("'{}'".format(printable(inner)), "has a name that no file of an export has")
                if os.path.isfile(path):
                    self.files[inner] = self.digest(path)
        if len(self.files) > 5_000_000:
            raise Unreadable("The folder holds more files than this program looks at.")

    def digest(self, path):
        one, other, size = hashlib.sha256(), hashlib.sha512(), 0
        try:
            with open(path, "rb") as file:
                while True:
                    part = file.read(1 << 20)
                    if not part:
                        return size, one.hexdigest(), other.hexdigest()
                    size += len(part)
                    one.update(part)
                    other.update(part)
        except OSError:
            raise Unreadable("A file of the export could not be read.") from None

    def bytes(self, inner):
        """A file by its path from the top; None where it is not there."""
        if inner not in self.files:
            return None
        if self.files[inner][0] > FILE_LIMIT:
            raise Unreadable("A file of the export is larger than 512 MiB.")
        with open(os.path.join(self.top, *inner.split("/")), "rb") as file:
            return file.read()

    def text_lines(self, inner):
        data = self.bytes(self.data + inner)
        if data is None:
            self.finding("'{}'".format(inner), "is missing")
            return []
        if data and not data.endswith(b"\n"):
            self.finding("'{}'".format(inner), "does not end with a line end")
            return []
        return data.split(b"\n")[:-1]

    def records_of(self, inner, needed, optional=()):
        """The lines of a file of canonical JSON that have the keys they have to have."""
        found, lines = [], self.text_lines(inner)
        if inner in ("audit/files.jsonl", "audit/withheld.jsonl") and lines != sorted(set(lines)):
            self.finding("'{}'".format(inner), "is not in the order that it has to be in")
        for number, line in enumerate(lines):
            where = "line {} of '{}'".format(number + 1, inner)
            try:
                value = json.loads(line.decode("utf-8"))
                same = canonical(value) == line
            except (ValueError, RecursionError):
                self.finding(where, "is no JSON")
                continue
            if not isinstance(value, dict) or not same:
                self.finding(where, "is not in the canonical form of JSON")
            elif not set(needed) <= value.keys() or value.keys() - set(needed) - set(optional):
                self.finding(where, "has other keys than such a line has")
            else:
                found.append((where, value))
        return found

    # The bag

    def check_bag(self):
        if self.bytes("bagit.txt") != b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n":
            self.finding("bagit.txt", "is not that of a bag of version 1.0")
        payload = {x for x in self.files if x.startswith("data/")}
        beside = self.files.keys() - payload - {"tagmanifest-sha256.txt", SIGNATURE}
        self.check_manifest("manifest-sha256.txt", payload, 1)
        self.check_manifest("manifest-sha512.txt", payload, 2)
        self.check_manifest("tagmanifest-sha256.txt", beside, 1)
        info = (self.bytes("bag-info.txt") or b"").decode("utf-8", "replace").split("\n")
        oxum = "Payload-Oxum: {}.{}".format(sum(self.files[x][0] for x in payload), len(payload))
        if [x for x in info if x.startswith("Payload-Oxum:")] != [oxum]:
            self.finding("bag-info.txt", "says another number of files or bytes than there is")
        self.counts["payload"] = len(payload)

    def check_manifest(self, name, paths, place):
        data = self.bytes(name)
        if data is None:
            self.finding(name, "is missing")
            return
        listed = {}
        for line in data.decode("utf-8", "replace").split("\n")[:-1]:
            found = re.fullmatch("([0-9a-f]+)  ({0}(?:/{0})*)".format(PLAIN), line)
            if not found or found.group(2) in listed:
                self.finding(name, "holds a line that none of a manifest is, or names a file twice")
                continue
            listed[found.group(2)] = found.group(1)
        if not data.endswith(b"\n"):
            self.finding(name, "does not end with a line end")
        for path in sorted(paths | listed.keys()):
            if path not in listed:
                self.finding("'{}'".format(printable(path)), "is not in " + name)
            elif path not in paths:
                self.finding("'{}'".format(path), "is in {} and not in the folder".format(name))
            elif self.files[path][place] != listed[path]:
                self.finding("'{}'".format(path), "is not what {} says".format(name))

    def check_metadata(self):
        data = self.bytes(self.data + METADATA)
        try:
            graph = json.loads((data or b"").decode("utf-8"))["@graph"]
            files = [x for x in graph if x["@type"] == "File"]
            root = next(x for x in graph if x["@id"] == "./")
            parts = [x["@id"] for x in one_or_more(root.get("hasPart", []))]
            listed = {x["@id"]: x for x in files}
        except (ValueError, KeyError, TypeError, StopIteration, RecursionError):
            self.finding(METADATA, "is missing, or does not describe a folder")
            return
        here = {x[len(self.data):] for x in self.files if x.startswith(self.data)} - {METADATA}
        if not self.is_bag:
            here -= {SIGNATURE} | set(GUIDES)
        if len(listed) != len(files) or set(parts) != listed.keys() or listed.keys() != here:
            self.finding(METADATA, "lists other files than there are")
        for path in sorted(listed.keys() & here):
            size, digest, _ = self.files[self.data + path]
            if listed[path].get("sha256") != digest or listed[path].get("contentSize") != str(size):
                self.finding("'{}'".format(path), "is not what {} says".format(METADATA))

    # Who

    def read_members_file(self):
        for where, value in self.records_of("audit/members.jsonl", ("key", "member", "role")):
            key = ssh_key(value["key"]) if isinstance(value["key"], str) else None
            if key is None or is_weak(key) or not re.fullmatch(MEMBER, str(value["member"])):
                self.finding(where, "is no member with a key")
                continue
            self.keys.setdefault(value["member"], {})[key] = str(value["role"])
        study = self.bytes(self.data + "study.yaml")
        if study is not None:
            try:
                for member in read_members(study):
                    if member.key not in self.keys.get(member.id, {}):
                        self.finding("study.yaml", "names a key of {} that members.jsonl has not".format(member.id))
            except ValueError:
                self.finding("study.yaml", "has members that can't be read")

    def check_signature(self):
        lines = self.records_of("audit/export.jsonl", ("at",), ("device", "member"))
        if len(lines) != 1:
            self.finding("'audit/export.jsonl'", "does not say who made the export")
            return
        value = lines[0][1]
        text = (self.bytes(SIGNATURE) or b"").decode("utf-8", "replace")
        if "member" not in value:
            if text:
                self.finding(SIGNATURE, "is there, and the export says that nobody signed it")
            return
        listing = "tagmanifest-sha256.txt" if self.is_bag else METADATA
        name = "rir.invalid/bag/" + str(value.get("device"))
        digest = self.files.get(listing, (0, "", ""))[1]
        signed = "{}\n{}  {}\n".format(name, digest, listing)
        start = signed + "\n\u2014 " + name + " "
        good = text.startswith(start) and text.endswith("\n") and note_holds(
            signed, name, text[len(start):-1], self.keys.get(value["member"], {}))
        if not good:
            self.finding(SIGNATURE, "is no signature of {} under what {} lists".format(
                printable(str(value["member"])), listing))
        else:
            self.signer = value["member"]

    # Logs

    def devices(self):
        found = {}
        for path in self.files:
            parts = re.fullmatch(re.escape(self.data) + "audit/({})/(entries\\.jsonl|checkpoint)".format(DEVICE), path)
            if parts:
                found.setdefault(parts.group(1), set()).add(parts.group(2))
        return found

    def read_logs(self):
        for device, names in sorted(self.devices().items()):
            lines = self.text_lines("audit/{}/entries.jsonl".format(device))
            if not lines:
                self.finding("the log of " + device, "is empty")
            if sum(len(x.lines) for x in self.logs.values()) + len(lines) > ENTRY_LIMIT:
                raise Unreadable("The logs have more entries than this program looks at.")
            self.logs[device] = Log(device, lines)
        if not self.logs:
            self.finding("the export", "holds no log")
        for log in self.logs.values():
            self.check_leaves(log)
        for log in self.logs.values():
            self.check_seen(log)
        self.read_erasures()
        self.check_covered()

    def read_erasures(self):
        """What the logs say was erased, and the files of erasures that are here."""
        covers = collections.defaultdict(list)
        for device, log in sorted(self.logs.items()):
            for leaf in log.leaves:
                if leaf and leaf["type"] == "erasure":
                    covers[leaf["op"]] += ranges(leaf["erases"])
        for path in sorted(self.files):
            found = ERASURE.fullmatch(path[len(self.data):]) if path.startswith(self.data + "erasures/") else None
            erasure = read_erasure(self.bytes(path)) if found else None
            if found and (erasure is None or erasure.id != found.group(1)):
                self.finding("'{}'".format(path[len(self.data):]), "is no file of an erasure")
            elif found:
                self.erasures[erasure.id] = (erasure, None)
                if covers[erasure.id] != erasure.covers:
                    self.finding("'{}'".format(path[len(self.data):]), "covers other entries than the log says")
        for id in sorted(covers):
            if covers[id] and id not in self.erasures:
                self.finding("the erasure " + id, "is in the logs, and its file is missing")
            self.cover_all("an erasure", covers[id], id)

    def check_heads(self):
        """The checkpoint of each log, and the proofs that lead to it."""
        self.proofs = collections.defaultdict(dict)
        for path in sorted(self.files):
            found = re.fullmatch(re.escape(self.data) + "audit/proofs/({})-([0-9]+)\\.tlog-proof".format(DEVICE), path)
            if found:
                self.proofs[found.group(1)][int(found.group(2))] = path
            elif path.startswith(self.data + "audit/proofs/"):
                self.finding("'{}'".format(path), "is no proof of an entry of a log")
        for device in sorted(self.proofs.keys() - self.logs.keys()):
            self.finding("the proofs of " + device, "are of no log here")
        for device, log in sorted(self.logs.items()):
            data = self.bytes("{}audit/{}/checkpoint".format(self.data, device))
            if data is None:
                if log.signed or self.signer:
                    own = [x for x in log.leaves if x and x["type"] == "checkpoint"]
                    if own or self.exporting(device):
                        self.finding("the log of " + device, "has no checkpoint here, and somebody signed one")
                if self.proofs[device]:
                    self.finding("the proofs of " + device, "lead to no checkpoint")
                continue
            self.check_head(log, data)

    def exporting(self, device):
        lines = self.text_lines("audit/export.jsonl")
        return len(lines) == 1 and '"device":"{}"'.format(device).encode() in lines[0]

    def check_head(self, log, data):
        where = "the checkpoint of " + log.device
        found = re.fullmatch(
            re.escape(origin(log.device)) + "\n(0|[1-9][0-9]{0,9})\n([A-Za-z0-9+/=]{44})\n\n((?:\u2014 [^ \n]+ [^ \n]+\n)+)",
            data.decode("utf-8", "replace"))
        if not found:
            self.finding(where, "is not in the form of one")
            return
        size, root = int(found.group(1)), found.group(2)
        if size > len(log.lines) or log.root(size) != root:
            self.finding(where, "is not that of the entries here")
            return
        if self.exporting(log.device) and size != len(log.lines):
            self.finding(where, "does not cover all entries, and was made with the export")
        text, good = checkpoint_text(log.device, size, root), False
        writers = {x["actor"] for x in log.leaves if x}
        everybody = [key for keys in self.keys.values() for key in keys]
        for line in found.group(3).split("\n")[:-1]:
            _, name, signature = line.split(" ")
            if name == origin(log.device):
                held = [m for m, keys in self.keys.items() if note_holds(text, name, signature, keys)]
                good = bool(writers & set(held))
            elif not cosignature_holds(text, name, signature, everybody):
                self.finding(where, "has a signature that is nobody's of the team")
        if not good:
            self.finding(where, "has no good signature of its device")
            return
        log.signed, self.heads[log.device] = max(log.signed, size), size
        for number, path in sorted(self.proofs[log.device].items()):
            self.check_proof(log, number, path, size, root, data)

    def check_proof(self, log, number, path, size, root, checkpoint):
        where, data = "'{}'".format(path), self.bytes(path)
        head, _, tail = data.partition(b"\n\n")
        lines = head.decode("utf-8", "replace").split("\n")
        if lines[:2] != ["c2sp.org/tlog-proof@v1", "index {}".format(number)] or tail != checkpoint:
            self.finding(where, "is not a proof of that entry with the checkpoint here")
            return
        hashes = [base64_exact(x, 32) for x in lines[2:]]
        if number >= size or None in hashes or proven_root(
                leaf_hash(log.lines[number]), number, size, hashes) != base64.b64decode(root):
            self.finding(where, "does not lead from the entry to the checkpoint")
        else:
            self.counts["proofs"] += 1

    # What opens the leaves

    def read_openings(self):
        names = {"audit/openings/{}.jsonl".format(x): x for x in self.logs}
        for path in sorted(self.files):
            inner = path[len(self.data):]
            if path.startswith(self.data + "audit/openings/") and inner not in names:
                self.finding("'{}'".format(inner), "opens entries of no log here")
        for inner, device in sorted(names.items()):
            log, before = self.logs[device], -1
            for where, value in self.records_of(inner, ("files", "nonce", "seq")):
                files, number = value["files"], value["seq"]
                if type(number) is not int or number <= before:
                    self.finding(where, "is not in the order that it has to be in")
                    continue
                before = number
                good = (isinstance(files, dict) and files and re.fullmatch(DIGEST, str(value["nonce"]))
                        and 0 <= number < len(log.leaves)
                        and all(isinstance(x, str) and re.fullmatch(DIGEST, x) for x in files.values()))
                leaf = log.leaves[number] if good else None
                if not leaf or leaf["type"] not in ("study", "files") or (device, number) in self.opened:
                    self.finding(where, "opens nothing that can be opened")
                elif commitment(bytes.fromhex(value["nonce"]), files) != leaf["c"]:
                    self.finding(where, "does not open entry {} of {}".format(number, device))
                else:
                    self.opened[device, number] = files

    def read_withheld(self):
        for where, value in self.records_of(
                "audit/withheld.jsonl", ("reason",), ("leaf", "path", "record", "sha256", "version")):
            if value["reason"] not in REASONS or ("leaf" in value) == ("path" in value):
                self.finding(where, "is not in the form of such a line")
                continue
            self.withheld[value["reason"]] += 1
            if "path" in value:
                self.withheld_paths.setdefault(value["path"], []).append((where, value))
                continue
            leaf = self.leaf(value["leaf"])
            if leaf is None or self.place(value["leaf"]) in self.withheld_leaves:
                self.finding(where, "is of no entry of a log here")
                continue
            self.withheld_leaves[self.place(value["leaf"])] = value
            said = (value.get("record"), value.get("version"), value.get("sha256"))
            if leaf["type"] == "record" and said != (leaf["rec"], leaf["v"], leaf["c"]):
                self.finding(where, "says something else than the entry of the log")
            if leaf["type"] != "record" and (said != (None,) * 3 or leaf["type"] not in ("study", "files")):
                self.finding(where, "says something else than the entry of the log")

    def place(self, text):
        found = re.fullmatch("({})/(0|[1-9][0-9]{{0,8}})".format(DEVICE), text) if isinstance(text, str) else None
        return (found.group(1), int(found.group(2))) if found else None

    def leaf(self, text):
        place = self.place(text)
        log = self.logs.get(place[0]) if place else None
        return log.leaves[place[1]] if log and place[1] < len(log.leaves) else None

    def is_alone(self):
        """Whether one device alone did all there is, so that nothing was joined."""
        return sum(any(x and "op" in x for x in log.leaves) for log in self.logs.values()) < 2

    # Files of the study

    def check_files(self):
        newest, last = {}, {}
        for log in self.logs.values():
            for leaf in log.leaves:
                if leaf and leaf["type"] == "record":
                    newest[leaf["rec"]] = max(leaf["v"], newest.get(leaf["rec"], 0))
        for (device, number), files in sorted(self.opened.items()):
            for path, digest in files.items():
                last.setdefault(path, {})[device] = (number, digest)
        self.last, listed = last, set()
        for where, value in self.records_of(
                "audit/files.jsonl", ("file", "path", "sha256", "state"), ("leaf",)):
            file, path, digest = value["file"], str(value["path"]), value["sha256"]
            if not isinstance(file, str) or self.data + file not in self.files or file in listed or MADE.fullmatch(file):
                self.finding(where, "names a file that is not there, or one that is none of the study's")
                continue
            listed.add(file)
            self.entries.setdefault(path, []).append(value)
            if self.files[self.data + file][1] != digest:
                self.finding("'{}'".format(file), "is not what files.jsonl says")
            record = path[path.rindex("/") + 1:-3] if is_record(path) else None
            if record and not re.fullmatch("records/{}/v[1-9][0-9]*(-[0-9]+)?\\.md".format(record), file):
                self.finding("'{}'".format(file), "has another name than that version has")
            if record:
                self.check_version(where, value, record, newest.get(record, 0))
            else:
                self.check_state(where, value, path)
        stubs = set()
        for path in sorted(self.files):
            inner = path[len(self.data):]
            if not path.startswith(self.data) or MADE.fullmatch(inner) or inner in listed:
                continue
            if not self.is_stub(inner, path):
                self.finding("'{}'".format(inner), "is no file of the study that the export lists")
            else:
                stubs.add(inner)
        bodies = {"records/{}/v{}.yaml".format(x["record"], x["version"]) for x in self.withheld_leaves.values()
                  if x["reason"] == "bodies" and "record" in x}
        for inner in sorted(bodies - stubs):
            self.finding("'{}'".format(inner), "is missing, and the export says that only texts were withheld")

    def is_stub(self, inner, path):
        """What is shown of a version whose text was withheld."""
        found = re.fullmatch("records/({})/v([1-9][0-9]*)(?:-[0-9]+)?\\.yaml".format(
            RECORD.replace("([", "(?:[")), inner)
        lines = (self.bytes(path) or b"").decode("utf-8", "replace").split("\n")
        return found is not None and any(
            (x.get("record"), str(x.get("version")), x["reason"]) == (found.group(1), found.group(2), "bodies")
            for x in self.withheld_leaves.values()) and (
                lines[0] == "id: " + found.group(1) and "version: " + found.group(2) in lines)

    def check_version(self, where, value, record, newest):
        data = self.bytes(self.data + value["file"])
        front = front_matter(data)
        if value["state"] not in ("current", "earlier"):
            self.finding(where, "is not in the form of such a line")
        if "leaf" not in value:
            self.counts["joined"] += 1
            if self.is_alone():
                self.finding("'{}'".format(value["file"]), "comes of a join, and nobody joined anything")
            return
        leaf = self.leaf(value["leaf"])
        if not leaf or leaf["type"] != "record" or leaf["rec"] != record or leaf["c"] != value["sha256"]:
            self.finding("'{}'".format(value["file"]), "is not the version that the log of its device has")
            return
        self.counts["record"] += 1
        place = self.place(value["leaf"])
        self.logs[place[0]].claimed[place[1]] = value["file"]
        if int(re.search("/v([0-9]+)", value["file"]).group(1)) != leaf["v"]:
            self.finding("'{}'".format(value["file"]), "has another number than the log says")
        if front and front["id"] != record:
            self.finding("'{}'".format(value["file"]), "is a version of another record")
        if self.is_alone() and (value["state"] == "current") != (leaf["v"] == newest):
            self.finding("'{}'".format(value["file"]), "is not the newest version, or an earlier one called so")

    def stands_beside_erased(self):
        """Whether an entry on several files was covered: what it tells of beside what was erased opens no more."""
        return any(self.logs[device].leaves[number]["type"] in ("files", "study")
                   for device, number in self.covered if device in self.logs)

    def check_state(self, where, value, path):
        if value["state"] not in ("current", "earlier"):
            self.finding(where, "is not in the form of such a line")
        if "leaf" not in value:
            self.counts["joined"] += 1
            if self.is_alone() and not self.stands_beside_erased():
                self.finding("'{}'".format(value["file"]), "comes of a join, and nobody joined anything")
            return
        place = self.place(value["leaf"])
        if place in self.opened:
            if self.opened[place].get(path) != value["sha256"]:
                self.finding("'{}'".format(value["file"]), "is not what the log of its device says")
                return
            self.counts["file"] += 1
            current = value["sha256"] in [x for _, x in self.last.get(path, {}).values()]
            if value["state"] == "current" and not current:
                self.finding("'{}'".format(value["file"]), "is not the newest state of that file")
        elif place in self.withheld_leaves:
            self.counts["unproven"] += 1
        else:
            self.finding("'{}'".format(value["file"]), "is of an entry that nothing opens")

    def check_leaves_open(self):
        shown = {self.place(x["leaf"]) for values in self.entries.values() for x in values if "leaf" in x}
        for device, log in sorted(self.logs.items()):
            for number, leaf in enumerate(log.leaves):
                if leaf is None:
                    continue
                place, where = (device, number), "entry {} of {}".format(number, device)
                held, kind = place in self.withheld_leaves, leaf["type"]
                if kind == "record":
                    good, what = place in shown, "a version of " + leaf["rec"]
                elif kind in ("study", "files"):
                    good, what = place in self.opened, "changes of files"
                else:
                    self.counts[kind] += 1
                    continue
                if good and number < self.heads.get(device, 0) and number not in self.proofs[device]:
                    self.finding(where, "has no proof here, and every entry that is shown has one")
                if good and held:
                    self.finding(where, "is shown and said to be withheld")
                elif good and place in self.covered:
                    self.finding(where, "is shown and said to be erased")
                elif not good and not held and place not in self.covered:
                    self.finding(where, "tells of {} that the export neither shows nor names as withheld".format(what))

    def check_paths(self):
        """Every file that the logs say is there is shown or named as withheld."""
        for path, states in sorted(self.last.items()):
            times = {device: seconds_of(self.logs[device].leaves[n]["t"]) for device, (n, _) in states.items()}
            device = max(times, key=lambda x: (times[x], x))
            digests = {x for _, x in states.values()}
            current = [x for x in self.entries.get(path, []) if x["state"] == "current"]
            if len(current) > 1:
                self.finding("'{}'".format(printable(path)), "is shown twice")
            held = self.withheld_paths.get(path, [])
            erased = all((d, n) in self.covered for d, (n, _) in states.items())
            if states[device][1] != GONE and not current and not held and not erased:
                self.finding("'{}'".format(printable(path)), "is in the study, and neither shown nor named as withheld")
            for where, value in held:
                known = {files[path] for files in self.opened.values() if path in files}
                if "sha256" in value and value["reason"] != "unlogged" and value["sha256"] not in known and self.is_alone() and not any(
                        x["reason"] == "guessable" for x in self.withheld_leaves.values()):
                    self.finding(where, "has a digest that the logs know nothing of")
            if self.is_alone() and digests == {GONE} and current:
                self.finding("'{}'".format(printable(path)), "is shown and was taken away")
        hidden = any(x["reason"] == "guessable" for x in self.withheld_leaves.values())
        for path in sorted(self.withheld_paths.keys() - self.last.keys()):
            loose = all(x["reason"] == "unlogged" for _, x in self.withheld_paths[path])
            if self.is_alone() and not hidden and not loose:
                self.finding("'{}'".format(printable(path)), "is named as withheld, and the logs know nothing of it")

    def check_steps(self):
        claimed, before = set(), {}
        for where, value in self.records_of(
                "audit/steps.jsonl", ("act", "at", "member", "operation"), ("leaves", "reason")):
            if "leaves" not in value:
                self.counts["steps without entries"] += 1
                if value["act"] not in ("join", "adopt", "memo") and self.is_alone():
                    self.finding(where, "names no entries of a log")
                continue
            found = re.fullmatch("({})/([0-9]{{1,9}})(?:-([0-9]{{1,9}}))?".format(DEVICE), str(value["leaves"]))
            log = self.logs.get(found.group(1)) if found else None
            if log is None or int(found.group(3) or found.group(2)) >= len(log.leaves):
                self.finding(where, "names entries that no log here has")
                continue
            self.counts["steps"] += 1
            if int(found.group(2)) <= before.get(log.device, -1):
                self.finding(where, "is not in the order that it has to be in")
            before[log.device] = int(found.group(3) or found.group(2))
            for number in range(int(found.group(2)), int(found.group(3) or found.group(2)) + 1):
                leaf = log.leaves[number]
                if leaf and (leaf.get("op"), leaf["actor"], leaf["t"]) != (
                        value["operation"], value["member"], value["at"]):
                    self.finding(where, "says something else than entry {} of {}".format(number, log.device))
                if (log.device, number) in claimed:
                    self.finding(where, "names entries that another step has")
                claimed.add((log.device, number))
        for device, log in sorted(self.logs.items()):
            for number, leaf in enumerate(log.leaves):
                if leaf and "op" in leaf and (device, number) not in claimed:
                    self.finding("entry {} of {}".format(number, device), "belongs to no step in steps.jsonl")


def printable(text):
    return "".join(x if x.isprintable() else "\ufffd" for x in text)


def one_or_more(value):
    return value if isinstance(value, list) else [value]


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def proven_root(current, index, size, hashes):
    """The root that an inclusion proof leads to (RFC 9162, section 2.1.3.2); None where it has a wrong length."""
    place, last = index, size - 1
    for other in hashes:
        if last == 0:
            return None
        if place & 1 or place == last:
            current = node_hash(other, current)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            current = node_hash(current, other)
        place, last = place >> 1, last >> 1
    return current if last == 0 else None


WHY = {
    "consent": "somebody in it has not agreed to sharing", "bodies": "texts were held back",
    "scope": "outside what the export is about", "removed": "the record was taken out of the study",
    "names": "an earlier state that may hold a name known by now", "round": "a round of double-coding was open",
    "sealed": "sealed, or no text", "answers": "answers of single people to a survey",
    "guessable": "it would let somebody guess a text that is not here", "joined": "did not stay when copies were joined",
    "unlogged": "made with git alone, and nobody answered for it",
}


def export_summary(check, kept):
    """What was looked at in an export, as sentences."""
    counts, lines = check.counts, []
    for member in sorted(check.keys):
        for key, role in check.keys[member].items():
            lines.append("  {:4} {:7} {}".format(member, printable(role), fingerprint(key)))
    lines.append("Compare the keys with what the members read out to you; everything below rests on them.")
    lines.append("")
    if check.signer:
        lines.append("{} signed the whole of the export.".format(check.signer))
    lines.append("{} with {}:".format(
        plural(len(check.logs), "log", "logs"), plural(counts["entries"], "entry", "entries")))
    for device, log in sorted(check.logs.items()):
        lines.append("  {}  {} by {}; {}".format(
            device, plural(len(log.lines), "entry", "entries"), ", ".join(actors(log)) or "nobody",
            "signed up to {}".format(log.signed) if log.signed else "not signed"))
    lines.append("{} of records and {} of other files are what the logs say; {} of entries hold.".format(
        plural(counts["record"], "version", "versions"), plural(counts["file"], "state", "states"),
        plural(counts["proofs"], "proof", "proofs")))
    for reason, count in sorted(check.withheld.items()):
        lines.append("Withheld: {:,} x {}.".format(count, WHY[reason]))
    lines += erasure_lines(check)
    if kept:
        lines.append("")
    for item in kept:
        lines.append("{}: the log of {} had {} then and has {} now, and goes on from there.".format(
            item["file"], item["log"], plural(item["then"], "entry", "entries"), item["now"]))
    lines.append("")
    if counts["original"]:
        lines.append("Not shown: {} {} of sources, private memos or sealed work, which open only where they lie.".format(
            plural(counts["original"], "entry", "entries"), "is" if counts["original"] == 1 else "are"))
    unproven = counts["unproven"] + counts["joined"]
    if unproven:
        lines.append("Not shown: {} here {} on the word of whoever made the export: the entry is withheld, an "
                     "erasure covers it, or two copies were joined.".format(plural(unproven, "file", "files"), "rests" if unproven == 1 else "rest"))
    if not check.signer:
        lines.append("Not shown: who made the export, for nobody signed it.")
    if not kept:
        lines.append("Not shown: that nobody rewrote all of it. For that, compare with a checkpoint that somebody "
                     "outside kept (--against).")
    lines.append("Not shown: that everything was logged, that what was written is true, that reasons given with steps and "
                 "what is said of withheld things are right, and that clocks were.")
    return lines


def verify_export(path, against):
    """Checks an export: (check, what became of kept checkpoints)."""
    kept_files = read_kept(against)
    check = Export(path).run()
    kept = []
    for inner in sorted(x for x in check.files if re.fullmatch(
            re.escape(check.data) + "checkpoints/[^/]+\\.txt", x)):
        kept += check.check_kept("'{}'".format(inner[len(check.data):]), check.bytes(inner))[0]
    for label, data in kept_files:
        told, found = check.check_kept(label, data)
        kept += told
        if not found:
            raise Unreadable("{} given with --against holds no signed checkpoint.".format(label.capitalize()))
    return check, kept


# ---------------------------------------------------------------------------------------------------- Telling


def plural(count, one, many):
    return "{:,} {}".format(count, one if count == 1 else many)


def actors(log):
    return sorted({x["actor"] for x in log.leaves if x})


def summary(check, kept):
    """What was looked at, as sentences."""
    counts, lines = check.counts, []
    founder = getattr(check, "founder", None)
    if founder:
        lines.append("The study was begun by {} with the key {}.".format(founder.id, fingerprint(founder.key)))
    for member in sorted(check.keys, key=lambda x: int(x[1:])):
        for key, role in check.keys[member].items():
            lines.append("  {:4} {:7} {}".format(member, role or "", fingerprint(key)))
    lines.append("Compare the keys with what the members read out to you; everything below rests on them.")
    lines.append("")
    lines.append("{} with {}:".format(
        plural(len(check.logs), "log", "logs"), plural(counts["entries"], "entry", "entries")))
    for device, log in sorted(check.logs.items()):
        total = len(log.lines)
        line = "  {}  {} by {}".format(device, plural(total, "entry", "entries"), ", ".join(actors(log)) or "nobody")
        line += "; signed up to {}".format(log.signed) if log.signed else "; not signed yet"
        if log.seen:
            line += "; seen by " + ", ".join("{} up to {}".format(x, size) for x, size in sorted(log.seen.items()))
        lines.append(line)
    lines.append("{} by the devices themselves and {} by others were compared with the logs.".format(
        plural(counts["checkpoints"], "signature", "signatures"), plural(counts["seen"], "signature", "signatures")))
    lines.append("{} of the logs: each adds to one log and changes nothing that was there, or puts two states together "
                 "({}).".format(plural(counts["log commits"], "step", "steps"), counts["log joins"]))
    lines.append("{} of the study: {} signed, {} made by hand with somebody's signature behind them.".format(
        plural(counts["commits"], "step", "steps"), counts["signed"], counts["vouched"]))
    if counts["made anew"]:
        lines.append("{} from before an erasure: unsigned since then, for history was made again without what was erased. Who "
                     "made them, the logs say; whoever erased answers for the rest.".format(
                         plural(counts["made anew"], "step is", "steps are")))
    lines += erasure_lines(check)
    lines.append("{} of records, {} and {} of other files are what the logs say.".format(
        plural(counts["record"], "version", "versions"), plural(counts["removed"], "removal", "removals"),
        plural(counts["files"] + counts["study"], "change", "changes")))
    if kept:
        lines.append("")
    for item in kept:
        lines.append("{}: the log of {} had {} then and has {} now, and goes on from there{}.".format(
            item["file"], item["log"], plural(item["then"], "entry", "entries"), item["now"],
            " (also seen by {})".format(", ".join(item["seen by"])) if item["seen by"] else ""))
    lines.append("")
    if counts["joins"]:
        lines.append("Not shown: {} of main {} not made again; of their files {} as neither side had it.".format(
            plural(counts["joins"], "join", "joins"), "was" if counts["joins"] == 1 else "were",
            plural(counts["joined files"], "is", "are")))
    if counts["originals"]:
        lines.append("Not shown: {} of the log {} of sources in a vault, which opens only there.".format(
            plural(counts["originals"], "entry", "entries"), "is" if counts["originals"] == 1 else "are"))
    unsigned = sum(len(x.lines) - x.signed for x in check.logs.values())
    if unsigned:
        lines.append("Not shown: {} at the ends of the logs {} behind the last good signature of their device.".format(
            plural(unsigned, "entry", "entries"), "stands" if unsigned == 1 else "stand"))
    if not kept:
        lines.append("Not shown: that nobody rewrote all of it. For that, compare with a checkpoint that somebody "
                     "outside kept (--against).")
    lines.append("Not shown: whether each step was one its member may make, whether reasons given with steps are those "
                 "of the time, and whether clocks were right.")
    return lines


def erasure_lines(check):
    """What each erasure took away, and who says that they did so too."""
    lines = []
    for item in erasure_list(check):
        lines.append("Erased on {} by {} ({}): {}, {} of the logs that nothing opens any more; carried out by {} of {}.".format(
            item["day"], item["by"], item["basis"], plural(item["files"], "file", "files"),
            plural(item["entries"], "entry", "entries"), len(item["confirmed"]),
            plural(len(check.logs), "device", "devices")))
    if check.counts["lost"]:
        lines.append("{} more by the word of the device that wrote them alone: it lost them when it carried an erasure out.".format(
            plural(check.counts["lost"], "entry", "entries")))
    return lines


def erasure_list(check):
    return [{"id": id, "basis": erasure.basis, "day": erasure.at[:10], "by": erasure.by, "files": len(erasure.paths),
             "entries": sum(x.last - x.first + 1 for x in erasure.covers), "confirmed": sorted(check.confirmed[id])}
            for id, (erasure, _) in sorted(check.erasures.items())]


def checkpoints(check):
    """The newest signed checkpoint of each log, with the signatures of those who saw it, to keep outside."""
    notes = []
    for device, log in sorted(check.logs.items()):
        if not log.signed:
            continue
        leaf = log.leaves[log.signed]
        note = checkpoint_text(device, log.signed, leaf["root"])
        note += "\n\u2014 {} {}\n".format(origin(device), leaf["sig"])
        for other in sorted(check.logs.values(), key=lambda x: x.device):
            for seen in other.leaves:
                if seen and seen["type"] == "seen" and (seen["log"], seen["size"], seen["root"]) == (
                        device, log.signed, leaf["root"]) and log.seen.get(other.device) == log.signed:
                    note += "\u2014 {} {}\n".format(origin(other.device), seen["sig"])
        notes.append(note)
    return "\n".join(notes)


def read_kept(against):
    """The files that somebody kept: [(what to call it, bytes)]."""
    kept_files = []
    for number, name in enumerate(against):
        label = "file {}".format(number + 1) if len(against) > 1 else "the file"
        try:
            with open(name, "rb") as file:
                data = file.read(KEPT_LIMIT + 1)
        except OSError:
            raise Unreadable("A file given with --against could not be read.") from None
        if len(data) > KEPT_LIMIT:
            raise Unreadable("A file given with --against is larger than 32 MiB.")
        kept_files.append((label, data))
    return kept_files


def verify(path, against):
    """Checks a study: (check, what became of kept checkpoints)."""
    kept_files = read_kept(against)
    repository = Repository(path)
    try:
        main, audit, _ = repository.heads()
        check = Check(repository)
        try:
            check.read_main(main)
            check.check_logs(audit)
            check.check_main()
        except Damaged as error:
            check.damaged("the history", error)
        kept = []
        for label, data in kept_files:
            told, found = check.check_kept(label, data)
            kept += told
            if not found:
                raise Unreadable("{} given with --against holds no signed checkpoint.".format(label.capitalize()))
    finally:
        repository.end()
    return check, kept


def main(arguments=None):
    parser = argparse.ArgumentParser(description="Checks the audit logs of a study made with rir, without rir.")
    parser.add_argument("study", metavar="STUDY", help="a clone of the study, made with 'git clone', bare ones too; or the "
                        "folder of an export")
    parser.add_argument("--against", metavar="FILE", action="append", default=[],
                        help="a file with checkpoints that somebody outside kept, such as an e-mail")
    parser.add_argument("--checkpoints", action="store_true",
                        help="print the newest checkpoint of each log, to be kept outside; nothing else where all is good")
    parser.add_argument("--json", action="store_true", help="answer in JSON")
    options = parser.parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        return tell(options)
    except BrokenPipeError:  # whoever read the answer has enough of it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2


def tell(options):
    """Checks, prints, and gives the status to end with."""
    try:
        is_folder = is_export(options.study)
        check, kept = (verify_export if is_folder else verify)(options.study, options.against)
        error = None
    except Unreadable as problem:
        error = str(problem)
    except (MemoryError, RecursionError):
        error = "The study needs more memory than there is."
    except KeyboardInterrupt:
        error = "Stopped before the end."
    if error:
        if options.json:
            print(json.dumps({"result": "unreadable", "error": error}))
        else:
            print("Could not be read: " + error, file=sys.stderr)
        return 2
    if options.json:
        logs = {device: {"entries": len(log.lines), "signed": log.signed, "seen": log.seen, "by": actors(log)}
                for device, log in sorted(check.logs.items())}
        print(json.dumps({
            "result": "wrong" if check.wrong else "good", "wrong": check.wrong, "more": check.more_wrong, "logs": logs,
            "counts": dict(sorted(check.counts.items())), "against": kept, "erasures": erasure_list(check),
            "keys": {m: {fingerprint(k): role for k, role in keys.items()} for m, keys in sorted(check.keys.items())},
        }, indent=2))
        return 1 if check.wrong else 0
    if options.checkpoints and not check.wrong:
        sys.stdout.write(checkpoints(check))
        return 0
    for line in (export_summary if is_folder else summary)(check, kept):
        print(line)
    print("")
    for sentence in check.wrong:
        print("WRONG: " + sentence)
    if check.more_wrong:
        print("WRONG: and {} more.".format(check.more_wrong))
    if not check.wrong and is_folder:
        print("Good: every file is as it was when the export was made, and what it shows is what the logs say.")
    elif not check.wrong:
        print("Good: the logs, their signatures and the history of the study fit together.")
    return 1 if check.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
