#!/usr/bin/env python3
"""Tests verify.py: known vectors, studies made by rir, and what somebody might do to their logs.

    python3 verify/test_verify.py [PROGRAMS]

PROGRAMS has rir and rird; .build/debug without it. RIR_CORPORA is where the shared test data lies (../shared/data
without it); vectors that are not there are skipped, with CI=true they fail. The same changes are made each time;
RIR_VERIFY_SEED is a number for others, or "any".
"""

import ast
import base64
import collections
import functools
import hashlib
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zlib

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(HERE))

import verify as v  # noqa: E402  # beside this file

CORPORA = pathlib.Path(os.environ.get("RIR_CORPORA", ROOT.parent / "shared/data"))
SEED = os.environ.get("RIR_VERIFY_SEED", "1")
SEED = random.SystemRandom().randrange(1 << 32) if SEED == "any" else int(SEED)
CHANGES = int(os.environ.get("RIR_VERIFY_CHANGES", 320))
chance = random.Random(SEED)
failures = []


def expect(what, is_so, seen=""):
    if is_so:
        print("verify: " + what)
    else:
        failures.append(what)
        print("verify: FAILED: {}\n{}".format(what, seen), file=sys.stderr)


def needed(path):
    path = CORPORA / "transparency-log" / path
    if path.exists():
        return path
    if os.environ.get("CI") == "true":
        expect("the test data are there", False, path)
    else:
        print("verify: skipped, because the test data are not there: {}".format(path.name))
    return None


# Signing, which verify.py does not need.


@functools.lru_cache(None)
def secret(seed):
    digest = hashlib.sha512(seed).digest()
    number = int.from_bytes(digest[:32], "little") & ((1 << 254) - 8) | 1 << 254
    return number, digest[32:], v.point_encode(v.BASE.add(v.NEUTRAL, number % v.L))


def sign(seed, message):
    number, prefix, key = secret(seed)
    r = int.from_bytes(hashlib.sha512(prefix + message).digest(), "little") % v.L
    point = v.point_encode(v.BASE.add(v.NEUTRAL, r))
    h = int.from_bytes(hashlib.sha512(point + key + message).digest(), "little") % v.L
    return point + ((r + h * number) % v.L).to_bytes(32, "little")


def sign_commit(seed, unsigned):
    middle = v.ssh_string(b"git") + v.ssh_string(b"") + v.ssh_string(b"sha512")
    signature = sign(seed, b"SSHSIG" + middle + v.ssh_string(hashlib.sha512(unsigned).digest()))
    data = b"SSHSIG\0\0\0\1" + v.ssh_string(v.SSH_KEY + secret(seed)[2]) + middle
    text = base64.b64encode(data + v.ssh_string(v.ssh_string(b"ssh-ed25519") + v.ssh_string(signature))).decode()
    return "\n".join([v.BEGIN] + [text[i:i + 70] for i in range(0, len(text), 70)] + [v.END])


def sign_note(seed, name, text):
    return base64.b64encode(v.key_id(name, v.NOTE, secret(seed)[2]) + sign(seed, text.encode())).decode()


def cosign(seed, name, text, seconds):
    signature = sign(seed, "cosignature/v1\ntime {}\n{}".format(seconds, text).encode())
    return base64.b64encode(
        v.key_id(name, v.COSIGNATURE, secret(seed)[2]) + seconds.to_bytes(8, "big") + signature).decode()


# Known vectors


def test_vectors():
    rfc = [  # RFC 8032, section 7.1: secret, public, message, signature
        ("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
         "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
         "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595b"
         "be24655141438e7a100b"),
        ("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
         "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
         "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb430"
         "2aeeb00d291612bb0c00"),
        ("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
         "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
         "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716e"
         "d28dc027beceea1ec40a"),
        ("833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
         "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf", hashlib.sha512(b"abc").hexdigest(),
         "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138a"
         "c17ad9bef1177331a704"),
    ]
    good = 0
    for seed, public, message, signature in rfc:
        seed, message, signature = bytes.fromhex(seed), bytes.fromhex(message), bytes.fromhex(signature)
        key = secret(seed)[2]
        good += key.hex() == public and sign(seed, message) == signature
        good += v.ed25519_verify(key, signature, message) and not v.ed25519_verify(key, signature, message + b"x")
        larger = (int.from_bytes(signature[32:], "little") + v.L).to_bytes(32, "little")
        good += not v.ed25519_verify(key, signature[:32] + larger, message)
        good += not any(v.ed25519_verify(key, flipped(signature, n), message) for n in range(0, 512, 7))
    expect("the signatures of RFC 8032 are good, and changed ones are not", good == 16, good)
    one = (1).to_bytes(32, "little")
    expect("a key of low order or of another spelling is none to take", v.is_weak(one) and v.is_weak(b"\0" * 32)
           and v.is_weak((v.P + 1).to_bytes(32, "little")) and not v.is_weak(secret(b"x" * 32)[2]))
    name, text = "example.com/foo", "This is an example message.\n"
    key = base64.b64decode("AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")
    signature = "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM="
    expect("the example of c2sp.org/signed-note is good", v.key_id(name, v.NOTE, key[1:]).hex() == "530d903a"
           and v.note_holds(text, name, signature, [key[1:]]) and not v.note_holds(text + "x", name, signature, [key[1:]])
           and not v.note_holds(text, name + "x", signature, [key[1:]]))
    path = needed("cctv-ed25519/ed25519vectors.json")
    if path:
        vectors, wrong = json.loads(path.read_text()), []
        for vector in vectors:
            key, signature = bytes.fromhex(vector["key"]), bytes.fromhex(vector["sig"])
            refused = {"low_order_residue", "non_canonical_R", "non_canonical_A"} & set(vector["flags"] or [])
            if v.ed25519_verify(key, signature, vector["msg"].encode()) == bool(refused):
                wrong.append(vector["number"])
        expect("{} edge cases of CCTV come out as they have to".format(len(vectors)), not wrong and vectors, wrong[:9])
    path = needed("torchwood/sumdb.txt")
    if path:
        text, key = path.read_text(), base64.b64decode("Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8")[1:]
        note = re.search("go.sum database tree\n[0-9]+\n.{44}\n(?=\n\u2014)", text).group()
        signature = re.search("\u2014 sum.golang.org (.{92})\n", text).group(1)
        expect("the checkpoint of sum.golang.org is good", v.note_holds(note, "sum.golang.org", signature, [key]))


def test_trees():
    path = needed("derived/leaf-n-tree.json")
    roots = {int(k): x for k, x in json.loads(path.read_text())["roots"].items()} if path else {}
    tree, wrong, leaves = v.Tree(), [], []

    def slowly(hashes):  # RFC 6962, word for word
        if len(hashes) < 2:
            return hashes[0] if hashes else hashlib.sha256(b"").digest()
        half = 1
        while half * 2 < len(hashes):
            half *= 2
        return v.node_hash(slowly(hashes[:half]), slowly(hashes[half:]))

    for n in range(200):
        root = tree.root()
        if root != slowly(leaves) or (n in roots and base64.b64encode(root).decode() != roots[n]):
            wrong.append(n)
        tree.append(b"leaf %d" % n)
        leaves.append(v.leaf_hash(b"leaf %d" % n))
    expect("roots of 200 trees are those of RFC 6962{}".format(", 33 of them as others found" if roots else ""), not wrong, wrong)
    folder = needed("transparency-dev-merkle/testdata/inclusion")
    if folder:
        # A path of a leaf is made of our two hashes; one that leads to the root leads there in the published trees.
        seen, wrong = 0, []
        for file in sorted(folder.rglob("*.json")):
            probe = json.loads(file.read_text())
            if probe["wantErr"] or not 0 <= probe["leafIdx"] < probe["treeSize"]:
                continue
            seen += 1
            current, index, last = base64.b64decode(probe["leafHash"]), probe["leafIdx"], probe["treeSize"] - 1
            for part in probe["proof"] or []:
                part = base64.b64decode(part)
                if index & 1 or index == last:
                    current = v.node_hash(part, current)
                    while not index & 1 and index:
                        index, last = index >> 1, last >> 1
                else:
                    current = v.node_hash(current, part)
                index, last = index >> 1, last >> 1
            if current != base64.b64decode(probe["root"]):
                wrong.append(file.name)
        expect("{} published paths lead to their roots".format(seen), seen and not wrong, wrong)


def flipped(data, bit):
    data = bytearray(data)
    data[bit // 8] ^= 1 << bit % 8
    return bytes(data)


# Studies made by the programs


class People:
    """Two people with a copy each, and a remote."""

    def __init__(self, programs, scratch):
        self.scratch, self.programs = scratch, programs
        self.environment = {
            "PATH": "{}:{}".format(programs, os.environ["PATH"]), "RIR_IDLE_SECONDS": "60", "TZ": "UTC", "LANG": "C.UTF-8",
            "GIT_CONFIG_NOSYSTEM": "1", "EDITOR": "true",
            "RIR_WORKSPACE": os.environ.get("RIR_WORKSPACE", str(ROOT / "workspace")),
        }
        for name in ("kim", "sam", "ana"):
            (scratch / name).mkdir()
        # It takes the longest, so it is made beside the others.
        self.sample = subprocess.Popen([str(programs / "rir"), "init", "sample", "--sample"], cwd=scratch / "ana",
                                       env=dict(self.environment, HOME=str(scratch / "ana")), stdin=subprocess.DEVNULL,
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def run(self, who, command, text=None):
        home = self.scratch / who
        study = home / "study"
        done = subprocess.run(
            ["bash", "-c", command], cwd=study if study.exists() else home, env=dict(self.environment, HOME=str(home)),
            input=text, stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True)
        if done.returncode:
            raise SystemExit("verify: '{}' ended with {}: {}".format(command, done.returncode, done.stderr))
        return done.stdout

    def close(self):
        self.sample.wait()
        for name in ("kim", "sam", "ana"):
            subprocess.run([str(self.programs / "rir"), "daemon", "stop"], env=dict(self.environment, HOME=str(self.scratch / name)),
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


BY_HAND = "git -c user.name=somebody -c user.email=somebody@example.org commit -q"


def make_team(people):
    """A study with all that a log may tell of; gives the checkpoints that were kept before the last steps."""
    server = people.scratch / "server.git"
    kim, sam = (functools.partial(people.run, name) for name in ("kim", "sam"))
    kim("git init -q --bare -b main " + str(server))
    kim("rir init study --template blank --names off --title Verified")
    kim("rir note 'The first meeting began at nine, and nobody had the key.' --date 2020-05-12")
    kim("rir note 'Second.' --date 2020-05-13; rir remote add {}; rir sync".format(server))
    sam("rir clone {} study".format(server))
    kim("rir member add --code {}; rir sync".format(sam("rir member code").strip()))
    sam("rir sync; rir note 'Mine.' --date 2020-05-14; rir note 'To go.' --date 2020-05-15; rir sync")
    kim("rir sync; rir codebook add access --definition 'ways in'; rir code add 2020-05-12 access --quote 'first meeting'")
    # Both change one record, so the join makes a version of its own.
    kim("rir edit 2020-05-14 --title 'As Kim has it' --reason 'a reason'")
    sam("rir edit 2020-05-14 --title 'As Sam has it'; rir undo --reason no; rir edit 2020-05-14 --date 2020-05-16")
    sam("rir edit 2020-05-15 --title Gone; rir sync")
    kim("rir sync; rir note 'After the join.' --date 2020-05-20; rir sync")
    sam("rir sync; rir note 'Taken back at once.' --date 2020-05-21; rir undo; rir sync")
    # By hand: in the folder, and on the remote with git alone.
    kim("rir sync; f=$(rir show 2020-05-13 --path); sed -i.bak s/Second/Third/ $f; rm $f.bak; git read-tree HEAD; "
        "git add records; {0} -m one; echo more >> notes/meeting.md; git add notes; {0} -m two; rir sync".format(BY_HAND))
    kim("git clone -q {} ../stock; cd ../stock; f=$(git ls-files 'records/2020/05/12/*'); sed -i.bak s/key/keys/ $f; "
        "{} -m three -- records; git push -q".format(server, BY_HAND))
    sam("rir sync --adopt; rir sync")
    # More than a file of a log holds.
    kim("mkdir ../in; for n in $(seq 60); do echo \"Line $n of many.\" > ../in/2020-07-01-n$n.txt; done; "
        "rir import ../in > /dev/null; rir note 'Behind them.' --date 2020-07-02; rir sync")
    for _ in range(2):
        sam("rir sync")
        kim("rir sync")
    study = people.scratch / "kim/study"
    kept = people.scratch / "kept.txt"
    kept.write_text(run_verify(study, "--checkpoints")[1])
    return study, server, kept


def run_verify(*arguments):
    done = subprocess.run([sys.executable, str(HERE / "verify.py")] + [str(x) for x in arguments],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True)
    return done.returncode, done.stdout, done.stderr


def test_good(people, study, server, kept):
    for name, place in (("a copy", study), ("the other's copy", people.scratch / "sam/study"), ("the remote", server)):
        status, out, err = run_verify(place, "--against", kept)
        expect("{} is good".format(name), status == 0 and "Good:" in out and "goes on from there" in out and not err, out + err)
    clone = people.scratch / "clone"
    for options in ("", "--bare"):
        shutil.rmtree(clone, ignore_errors=True)
        people.run("kim", "git clone -q {} {} {}".format(options, server, clone))
        status, out, err = run_verify(clone, "--json")
        answer = json.loads(out)
        expect("a clone {}is good".format(options + " " if options else ""), status == 0 and answer["result"] == "good", out + err)
    counts = answer["counts"]
    expect("it holds one of everything", all(counts.get(x) for x in (
        "joins", "joined files", "vouched", "removed", "undone", "files", "study", "seen", "checkpoints", "log joins")), counts)
    expect("of which one fills more than a file", max(x["entries"] for x in answer["logs"].values()) > 64, answer["logs"])
    said = run_verify(study)[1]
    for word in ("meeting", "Kim", "Verified", "access"):
        expect("prints nothing of '{}'".format(word), word not in said)
    expect("says what it did not do", "joins of main were not made again" in said or "join of main was not" in said, said)
    for length in ("", "x" * 5):
        status, _, err = run_verify(people.scratch / ("none" + length))
        expect("what is not there can't be read", status == 2 and len(err.splitlines()) == 1, err)


# Somebody at work on the logs


class Copy:
    """A bare repository with the objects of a study and others beside them."""

    def __init__(self, study, place):
        self.place = place
        subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(place)], check=True)
        git = subprocess.run(["git", "-C", str(study), "rev-parse", "--absolute-git-dir"], stdout=subprocess.PIPE,
                             check=True, universal_newlines=True).stdout.strip()
        (place / "objects/info").mkdir(exist_ok=True)
        (place / "objects/info/alternates").write_text(git + "/objects\n")
        self.known = set()

    def write(self, kind, data, oid=None):
        data = b"%s %d\0" % (kind.encode(), len(data)) + data
        oid = oid or hashlib.sha1(data).hexdigest()
        if oid not in self.known:
            self.known.add(oid)
            path = self.place / "objects" / oid[:2] / oid[2:]
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(zlib.compress(data, 1))
        return oid

    def write_tree(self, files):
        """Path to id of a blob, as a tree."""
        entries, folders = {}, collections.defaultdict(dict)
        for path, oid in files.items():
            first, slash, rest = path.partition("/")
            if slash:
                folders[first][rest] = oid
            else:
                entries[first.encode() + b"\0"] = b"100644 " + first.encode() + b"\0" + bytes.fromhex(oid)
        for name, below in folders.items():
            entries[name.encode() + b"/"] = b"40000 " + name.encode() + b"\0" + bytes.fromhex(self.write_tree(below))
        return self.write("tree", b"".join(entries[x] for x in sorted(entries)))

    def point(self, main, audit):
        for name, oid in (("main", main), ("audit", audit)):
            path = self.place / "refs/heads" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(oid + "\n")


class Study:
    """A study in memory, to be written again otherwise."""

    def __init__(self, path, copy, seeds):
        self.repository, self.copy, self.seeds = v.Repository(str(path)), copy, seeds
        self.main, self.audit, _ = self.repository.heads()
        self.commits = {name: self.repository.history(head) for name, head in (("main", self.main), ("audit", self.audit))}
        self.files, self.blobs = {}, {}
        for commit in self.commits["main"] + self.commits["audit"]:
            changes = self.repository.changes(None, commit.tree)
            self.files[commit.oid] = {path: new for path, (_, new) in changes.items()}
        self.final = self.logs(self.files[self.audit])

    def blob(self, oid):
        if oid not in self.blobs:
            self.blobs[oid] = self.repository.blob(oid)
        return self.blobs[oid]

    def store(self, data):
        oid = self.copy.write("blob", data)
        self.blobs[oid] = data
        return oid

    def logs(self, files):
        """Device to lines."""
        found = collections.defaultdict(list)
        for path in sorted(files):
            found[path.split("/")[0]] += self.blob(files[path]).split(b"\n")[:-1]
        return dict(found)

    def log_files(self, logs):
        return {"{}/{:04}/{:02}.jsonl".format(device, n // 6400, n // 64 % 100):
                self.store(b"\n".join(lines[n:n + 64]) + b"\n")
                for device, lines in logs.items() for n in range(0, len(lines), 64)}

    def rewrite(self, branch, change, signers=(), message=None, until=None):
        """The branch with other files: `change` takes and gives those of a commit (path to blob).

        Commits that are no longer what they were are signed by those whose keys are given, and keep their old signature
        otherwise. `message` may change what a commit says.
        """
        new = {}
        for commit in self.commits[branch]:
            files = change(dict(self.files[commit.oid]), commit)
            tree = commit.tree if files == self.files[commit.oid] else self.copy.write_tree(files)
            parents = [new[x] for x in commit.parents]
            said = message(commit) if message else commit.message
            for old, other in new.items():
                if "Vouches: " + old in said or "Vouches-Step: " + old in said:
                    said = said.replace(old, other)
            if (tree, parents, said) == (commit.tree, commit.parents, commit.message):
                new[commit.oid] = commit.oid
            elif len(parents) == 2:
                made = [v.Commit(x, self.commit_bytes(x)) for x in sorted(parents)]
                later = made[0] if made[0].seconds > made[1].seconds else made[1]
                person = "join <join@rir.invalid> {} +0000".format(later.seconds)
                said = "{}\n\nMember: {}\nRule: 1\n".format(v.JOIN, v.join_member(later))
                new[commit.oid] = self.write_commit(tree, sorted(parents), person, said, None)
            else:
                member = commit.person()
                seed = self.seeds[member] if member in signers and commit.signature else None
                person = commit.author or "somebody <somebody@example.org> {} +0000".format(commit.seconds)
                new[commit.oid] = self.write_commit(tree, parents, person, said, seed, commit.signature)
            if commit.oid == until:
                break
        self.new = new
        return new[commit.oid]

    def commit_bytes(self, oid):
        return self.made[oid] if oid in self.made else self.repository.read(oid, "commit")

    made = {}

    def write_commit(self, tree, parents, person, message, seed, signature=None):
        lines = ["tree " + tree] + ["parent " + x for x in parents] + ["author " + person, "committer " + person]
        unsigned = ("\n".join(lines) + "\n\n" + message).encode()
        if seed:
            signature = sign_commit(seed, unsigned)
        if signature:
            lines.append("gpgsig " + signature.replace("\n", "\n "))
        data = ("\n".join(lines) + "\n\n" + message).encode()
        oid = self.copy.write("commit", data)
        self.made[oid] = data
        return oid

    def on_top(self, branch, files, member, message, seed):
        """One more commit behind the last one."""
        last = self.commits[branch][-1]
        person = "{0} <{0}@rir.invalid> {1} +0000".format(member, last.seconds)
        return self.write_commit(self.copy.write_tree(files), [last.oid], person, message, seed)

    def with_log(self, device, change):
        """A change of commits of audit: one log otherwise, wherever the changed part was there."""
        def changed(files, _):
            logs = self.logs(files)
            if device in logs:
                logs[device] = change(list(logs[device]))
                if not logs[device]:
                    del logs[device]
                return self.log_files(logs)
            return files
        return changed

    def forged_logs(self, record_change):
        """All lines again with one commitment changed, and every signature made again: what a whole team could do."""
        device, place, digest = record_change
        lines, trees = {}, {}

        def line(name, number):
            if (name, number) not in lines:
                leaf = json.loads(self.final[name][number])
                seed = self.seeds[leaf["actor"]]
                if (name, number) == (device, place):
                    leaf["c"] = digest
                elif leaf["type"] == "checkpoint":
                    leaf["root"] = root(name, number)
                    leaf["sig"] = sign_note(seed, v.origin(name), v.checkpoint_text(name, number, leaf["root"]))
                elif leaf["type"] == "seen":
                    leaf["root"] = json.loads(line(leaf["log"], leaf["size"]))["root"]
                    text = v.checkpoint_text(leaf["log"], leaf["size"], leaf["root"])
                    leaf["sig"] = cosign(seed, v.origin(name), text, v.cosignature_time(leaf["sig"]))
                lines[name, number] = json.dumps(leaf, sort_keys=True, separators=(",", ":")).encode()
            return lines[name, number]

        def root(name, size):
            tree = v.Tree()
            for number in range(size):
                tree.append(line(name, number))
            return base64.b64encode(tree.root()).decode()

        return {name: [line(name, n) for n in range(len(known))] for name, known in self.final.items()}


def found_by(copy, kept):
    """'plainly', 'refused', 'against' or None, with what was said."""
    try:
        check, _ = v.verify(str(copy.place), [])
    except v.Unreadable as problem:
        return "refused", [str(problem)]
    if check.wrong:
        return "plainly", check.wrong
    check, _ = v.verify(str(copy.place), [str(kept)])
    return ("against" if check.wrong else None), check.wrong


def seeds_of(people):
    return {file.name: bytes.fromhex(file.read_text().strip())
            for name in ("kim", "sam") for file in (people.scratch / name / "study/.rir/keys").iterdir()}


def test_tampering(people, study_path, kept):
    scratch = people.scratch / "tampered"
    copy = Copy(study_path, scratch)
    study = Study(study_path, copy, seeds_of(people))
    # The same signature is looked at many times over here.
    v.ed25519_verify = functools.lru_cache(None)(v.ed25519_verify)
    kept_size = {device: size for device, size, _, _ in v.kept_checkpoints(kept.read_bytes())}
    try_changes(Work(study, copy, kept_size, sorted(study.final)), kept, CHANGES)


def try_changes(work, kept, count):
    """As many changes, of all kinds in turn, and each has to be found."""
    study, copy = work.study, work.copy
    copy.point(study.main, study.audit)
    expect("the copy is good before anything is done to it", found_by(copy, kept)[0] is None, found_by(copy, kept))
    kinds = [x for x in dir(work) if x.startswith("do_")]
    tally, missed, done, turn, started = collections.defaultdict(collections.Counter), [], 0, 0, time.monotonic()
    while done < count:
        kind = kinds[turn % len(kinds)]
        copy.point(study.main, study.audit)
        work.plain_is_good = False
        what = getattr(work, kind)()
        if what is None:
            turn += chance.randrange(2)
            continue
        done, turn = done + 1, turn + 1
        how, said = found_by(copy, kept)
        tally[kind[3:].replace("_", " ")][how] += 1
        if how is None or (work.plain_is_good and how != "against"):
            missed.append((kind, what, how, said[:3]))
    for kind in sorted(tally):
        print("verify:   {:55} {}".format(kind, ", ".join("{} {}".format(n, how) for how, n in sorted(tally[kind].items(), key=str))))
    expect("{} changes, each found ({:.0f} s)".format(done, time.monotonic() - started), not missed, missed[:10])
    copy.point(study.main, study.audit)
    expect("the copy is good after all that", found_by(copy, kept)[0] is None)


class Work:
    """What somebody may do. Each changes where the copy's branches point to, and says what it did."""

    def __init__(self, study, copy, kept, devices):
        self.study, self.copy, self.kept, self.devices = study, copy, kept, devices
        self.everybody = sorted(study.seeds)
        self.plain_is_good = False

    def entry(self):
        device = chance.choice(self.devices)
        return device, chance.randrange(min(len(self.study.final[device]), self.kept[device]))

    def owner(self, device):
        return json.loads(self.study.final[device][0])["actor"]

    def log(self, change_of, signers, device=None, place=None):
        """One log changed in all its history."""
        if device is None:
            device, place = self.entry()
        old = list(self.study.final[device])
        new = change_of(list(old), place)
        if new == old:
            return None

        def change(lines):
            # The same in each state that held the place.
            return change_of(lines, place) if len(lines) > place + 1 or len(lines) == len(old) else lines

        head = self.study.rewrite("audit", self.study.with_log(device, change), signers)
        self.copy.point(self.study.main, head)
        return device, place

    @staticmethod
    def flip(lines, place):
        lines[place] = flipped(lines[place], chance.randrange(8 * len(lines[place])))
        return lines

    def fixed_flip(self):
        bit = chance.randrange(1 << 30)

        def change(lines, place):
            lines[place] = flipped(lines[place], bit % (8 * len(lines[place])))
            return lines
        return change

    @staticmethod
    def drop(lines, place):
        return lines[:place] + lines[place + 1:]

    @staticmethod
    def drop_and_number(lines, place):
        return [re.sub(b'"seq":[0-9]+', b'"seq":%d' % n, x) for n, x in enumerate(Work.drop(lines, place))]

    @staticmethod
    def swap(lines, place):
        if place + 1 < len(lines):
            lines[place], lines[place + 1] = lines[place + 1], lines[place]
        return lines

    @staticmethod
    def double(lines, place):
        return lines[:place] + [lines[place]] + lines[place:]

    def do_flip_a_bit_of_an_entry_without_a_key(self):
        return self.log(self.fixed_flip(), ())

    def do_flip_a_bit_of_an_entry_with_the_devices_key(self):
        device, place = self.entry()
        return self.log(self.fixed_flip(), [self.owner(device)], device, place)

    def do_flip_a_bit_of_an_entry_with_all_keys(self):
        return self.log(self.fixed_flip(), self.everybody)

    def do_flip_a_bit_of_a_checkpoint_with_all_keys(self):
        device = chance.choice(self.devices)
        places = [n for n, x in enumerate(self.study.final[device]) if b'"checkpoint"' in x or b'"seen"' in x]
        return self.log(self.fixed_flip(), self.everybody, device, chance.choice(places))

    def do_drop_an_entry_with_all_keys(self):
        return self.log(chance.choice([self.drop, self.drop_and_number]), self.everybody)

    def do_swap_entries_with_all_keys(self):
        return self.log(self.swap, self.everybody)

    def do_insert_an_entry_with_all_keys(self):
        return self.log(self.double, self.everybody)

    def do_truncate_a_log_with_all_keys(self):
        device, place = self.entry()
        head = self.study.rewrite("audit", self.study.with_log(device, lambda x: x[:max(place, 1)]), self.everybody)
        self.copy.point(self.study.main, head)
        return device, place

    def do_change_old_entries_in_one_more_step(self):
        device, place = self.entry()
        member = chance.choice(self.everybody)
        logs = {k: list(x) for k, x in self.study.final.items()}
        logs[device] = chance.choice([self.fixed_flip(), self.drop, self.swap, self.double])(logs[device], place)
        last = len(logs[device]) - 1
        head = self.study.on_top("audit", self.study.log_files(logs), member, "Log {}/{}\n".format(device, last),
                                 self.study.seeds[member])
        self.copy.point(self.study.main, head)
        return device, place, member

    def do_add_an_entry_in_anothers_name(self):
        device = chance.choice(self.devices)
        other = next(x for x in self.everybody if x != self.owner(device))
        logs = {k: list(x) for k, x in self.study.final.items()}
        leaf = json.loads(chance.choice([x for x in logs[device] if b'"record"' in x]))
        leaf["seq"] = len(logs[device])
        logs[device].append(json.dumps(leaf, sort_keys=True, separators=(",", ":")).encode())
        head = self.study.on_top("audit", self.study.log_files(logs), other, "Log {}/{}\n".format(device, leaf["seq"]),
                                 self.study.seeds[other])
        self.copy.point(self.study.main, head)
        return device, other

    def do_add_an_entry_of_no_step(self):
        device = chance.choice(self.devices)
        member = self.owner(device)
        logs = {k: list(x) for k, x in self.study.final.items()}
        leaf = json.loads(chance.choice([x for x in logs[device] if b'"record"' in x]))
        leaf["seq"] = len(logs[device])
        logs[device].append(json.dumps(leaf, sort_keys=True, separators=(",", ":")).encode())
        head = self.study.on_top("audit", self.study.log_files(logs), member, "Log {}/{}\n".format(device, leaf["seq"]),
                                 self.study.seeds[member])
        self.copy.point(self.study.main, head)
        return device, member

    def do_lay_a_file_beside_the_logs(self):
        files = dict(self.study.files[self.study.audit])
        device = chance.choice(self.devices)
        name = chance.choice(["x.jsonl", device + "/x", device + "/0000/05.jsonl", "d-7f3k9x2m/0000/00.jsonl", device + "/0001/00.jsonl"])
        files[name] = self.study.store(b"{}\n")
        member = self.owner(device)
        self.copy.point(self.study.main, self.study.on_top("audit", files, member, "Log {}/0\n".format(device),
                                                           self.study.seeds[member]))
        return name

    def step(self):
        """A step of main with a version or a file that it made itself."""
        commits = [x for x in self.study.commits["main"] if len(x.parents) == 1]
        commit = chance.choice(commits)
        before = self.study.files[commit.parents[0]]
        after = self.study.files[commit.oid]
        changed = [x for x in after if before.get(x) != after[x] and self.study.blob(after[x])]
        return (commit, chance.choice(sorted(changed))) if changed else (None, None)

    def main_flip(self, signers):
        commit, path = self.step()
        if commit is None:
            return None
        old = self.study.files[commit.oid][path]
        data = self.study.blob(old)
        new = self.study.store(flipped(data, chance.randrange(8 * len(data))))
        head = self.study.rewrite("main", lambda files, _: {k: new if x == old else x for k, x in files.items()}, signers)
        self.copy.point(head, self.study.audit)
        return commit.oid, path

    def do_flip_a_bit_of_a_record_or_file_without_a_key(self):
        return self.main_flip(())

    def do_flip_a_bit_of_a_record_or_file_with_one_key(self):
        return self.main_flip([chance.choice(self.everybody)])

    def do_flip_a_bit_of_a_record_or_file_with_all_keys(self):
        return self.main_flip(self.everybody)

    def do_take_a_record_away_with_all_keys(self):
        commit, path = self.step()
        if commit is None or not v.is_record(path):
            return None
        head = self.study.rewrite("main", lambda files, _: {k: x for k, x in files.items() if k != path}, self.everybody)
        self.copy.point(head, self.study.audit)
        return commit.oid, path

    def do_flip_a_bit_of_a_step(self):
        branch = chance.choice(["main", "audit"])
        commit = chance.choice(self.study.commits[branch])
        data = self.study.commit_bytes(commit.oid)
        new = {commit.oid: self.copy.write("commit", flipped(data, chance.randrange(8 * len(data))))}
        for later in self.study.commits[branch][self.study.commits[branch].index(commit) + 1:]:
            data = self.study.commit_bytes(later.oid)
            for parent in later.parents:
                data = data.replace(b"parent " + parent.encode(), b"parent " + new.get(parent, parent).encode())
            new[later.oid] = self.copy.write("commit", data) if data != self.study.commit_bytes(later.oid) else later.oid
        last = self.study.commits[branch][-1].oid
        heads = {"main": self.study.main, "audit": self.study.audit}
        heads[branch] = new[last]
        self.copy.point(heads["main"], heads["audit"])
        return branch, commit.oid

    def do_change_who_or_when_with_the_key(self):
        """Another operation, leaves, nonce or kind in a step that is signed again."""
        commit = chance.choice([x for x in self.study.commits["main"] if len(x.parents) == 1 and x.signature])
        key, value = chance.choice(commit.trailers())
        if key == "Act" or (key == "Nonce" and "Capture" in commit.message):
            return None  # signed, and in no entry of the log
        if key == "Nonce" and not re.search("Create|codebook|member|Code in", commit.message):
            return None
        place = commit.message.rindex(key + ": " + value) + len(key) + 2
        at = chance.randrange(len(value))
        other = chance.choice([x for x in "0123456789abcdef" if x != value[at]])
        said = commit.message[:place] + value[:at] + other + value[at + 1:] + commit.message[place + len(value):]
        head = self.study.rewrite("main", lambda files, _: files, self.everybody,
                                  lambda x: said if x.oid == commit.oid else x.message)
        self.copy.point(head, self.study.audit)
        return commit.oid, key

    def do_put_an_older_state_back(self):
        """Nothing is forged here: only whoever kept a checkpoint can know."""
        main = self.study.commits["main"]
        audit = self.study.commits["audit"]
        for _ in range(50):
            commit = chance.choice(main[2:-5])
            named = [value for key, value in commit.trailers() if key == "Audit-Seq"]
            if not named:
                continue
            # The first state of the logs that holds this step's entries and all before it.
            ends = collections.Counter()
            left = [commit.oid]
            seen = set()
            by_oid = {x.oid: x for x in main}
            while left:
                oid = left.pop()
                if oid in seen:
                    continue
                seen.add(oid)
                for key, value in by_oid[oid].trailers():
                    if key == "Audit-Seq":
                        device, _, numbers = value.partition("/")
                        ends[device] = max(ends[device], int(numbers.split("-")[-1]) + 1)
                left += by_oid[oid].parents
            for state in audit:
                logs = self.study.logs(self.study.files[state.oid])
                work = {d: max([n + 1 for n, x in enumerate(lines) if b'"op"' in x], default=0) for d, lines in logs.items()}
                if {d: n for d, n in work.items() if n} == dict(ends):
                    if all(len(logs.get(d, [])) >= n for d, n in self.kept.items()):
                        break
                    self.copy.point(commit.oid, state.oid)
                    self.plain_is_good = True
                    return commit.oid, state.oid
        return None

    def do_forge_a_version_and_all_signatures(self):
        """The whole team together: another text, and every commitment, checkpoint and cosignature made again."""
        study = self.study
        for _ in range(50):
            commit, path = self.step()
            if commit is None or not v.is_record(path) or not commit.signature:
                continue
            old = study.files[commit.oid][path]
            device = dict(commit.trailers())["Audit-Seq"].split("/")[0]
            digest = hashlib.sha256(study.blob(old)).hexdigest()
            places = [n for n, x in enumerate(study.final[device]) if digest.encode() in x]
            if len(places) != 1 or places[0] >= self.kept[device]:
                continue
            data = study.blob(old)
            new = study.store(data[:-1] + b" forged\n")
            logs = study.forged_logs((device, places[0], hashlib.sha256(study.blob(new)).hexdigest()))
            main = study.rewrite("main", lambda files, _: {k: new if x == old else x for k, x in files.items()}, self.everybody)
            audit = study.rewrite("audit", lambda files, _: study.log_files(
                {d: logs[d][:len(lines)] for d, lines in study.logs(files).items()}), self.everybody)
            self.copy.point(main, audit)
            self.plain_is_good = True
            return commit.oid, path
        return None


SENTENCE = "The purple heron counted every tablet twice on Tuesday"
ERASED_CHANGES = 160


def make_erasure(people, kept):
    """Somebody is erased from the team's study, while the other works on without knowing of it; gives newer checkpoints."""
    kim, sam = (functools.partial(people.run, name) for name in ("kim", "sam"))
    kim("rir consent grant SP41 --on 2020-04-01 --purpose collect --purpose quote; "
        "rir consent grant SP66 --on 2020-04-01 --purpose collect; rir note '{0}.' --participant SP41 --date 2020-08-01; "
        "rir edit 2020-08-01 --title Heron --reason '{0}: better so'; "
        "rir note 'SP66 said: {0}, and more.' --participant SP66 --date 2020-08-02; "
        "rir code add 2020-08-01 access --quote 'every tablet'; rir sync".format(SENTENCE))
    # By hand, in a file that goes.
    kim("f=$(rir show 2020-08-01 --path); sed -i.bak s/Tuesday/Friday/ $f; rm $f.bak; git read-tree HEAD; git add records; "
        "{} -m four; rir sync".format(BY_HAND))
    sam("rir sync; rir note 'Sam heard SP41 as well.' --participant SP41 --date 2020-08-03; rir sync")
    kim("rir sync")
    newer = people.scratch / "newer.txt"
    newer.write_text(run_verify(people.scratch / "kim/study", "--checkpoints")[1])
    sam("rir edit 2020-08-03 --title 'What nobody knows of'; rir note 'Nothing to do with it.' --date 2020-08-04")
    kim("rir participant withdraw SP41 --option erase --yes; rir sync")
    sam("rir sync")
    kim("rir sync; rir note 'Afterwards.' --date 2020-08-05; rir sync")
    sam("rir sync")
    kim("rir sync")
    newest = people.scratch / "newest.txt"
    newest.write_text(run_verify(people.scratch / "kim/study", "--checkpoints")[1])
    return newer, newest


def test_erasure(people, study, server, kept):
    newer, newest = make_erasure(people, kept)
    for name, place in (("a copy", study), ("the other's copy", people.scratch / "sam/study"), ("the remote", server)):
        status, out, err = run_verify(place, "--against", kept, "--against", newer, "--json")
        answer = json.loads(out) if out else {"result": "", "erasures": []}
        expect("{} is good after an erasure".format(name), status == 0 and answer["result"] == "good", out + err)
        expect("and says what was erased", answer["erasures"] and all(
            len(x["confirmed"]) == 2 for x in answer["erasures"] if x["files"]) and any(
                x["entries"] > 3 for x in answer["erasures"]), answer["erasures"])
    for who in ("kim", "sam"):
        people.run(who, "rir audit verify --all --against {}".format(newer))
    bag = people.scratch / "bag"
    people.run("kim", "rir audit export --out {}".format(bag))
    status, out, err = run_verify(bag, "--against", kept, "--against", newer)
    expect("an export after an erasure is good", status == 0 and "Erased on " in out, out + err)
    held = [x for x in bag.rglob("*") if x.is_file() and b"purple heron" in x.read_bytes().lower()]
    expect("and holds nothing of what was erased", not held, held)
    copy = Copy(study, people.scratch / "erased")
    tampered = Study(study, copy, seeds_of(people))
    size = {device: size for device, size, _, _ in v.kept_checkpoints(newest.read_bytes())}
    try_changes(ErasedWork(tampered, copy, size, sorted(tampered.final)), newest, ERASED_CHANGES)


class ErasedWork(Work):
    """What somebody may do to a study after an erasure, besides all that they may do anyway."""

    def step(self):
        """No step of which a part was erased: what is left of its other files, whoever erased answers for."""
        commit, path = super().step()
        if commit and "Nonce: " not in commit.message and not v.is_record(path):
            return None, None
        return commit, path

    def erasing(self):
        check = v.Check(self.study.repository)
        check.read_main(self.study.main)
        return [x for x in check.erasures.values() if x[0].paths]

    def changed_files(self, change, what, signers=None):
        head = self.study.rewrite("main", change, self.everybody if signers is None else signers)
        if head == self.study.main:
            return None
        self.copy.point(head, self.study.audit)
        return what

    def do_put_an_older_state_back(self):
        what = super().do_put_an_older_state_back()
        self.plain_is_good = False  # without the step that erased, what is from before it is unsigned
        return what

    def do_bring_an_erased_file_back(self):
        erasure, step = chance.choice(self.erasing())
        path = chance.choice(sorted(erasure.paths))
        before = [x for x in self.study.commits["main"] if len(x.parents) == 1][2:]
        first = chance.choice(before[:[x.oid for x in before].index(step.oid)])
        blob = self.study.store(b"---\nid: x\n---\n\nGuessed.\n")
        reached = {first.oid}

        def change(files, commit):
            if commit.oid in reached or reached & set(commit.parents):
                reached.add(commit.oid)
                if commit.oid != step.oid and step.oid not in reached:
                    files[path] = blob
            return files
        return self.changed_files(change, (first.oid, path))

    def do_let_an_erasure_cover_more_with_all_keys(self):
        erasure, step = chance.choice(self.erasing())
        path = "erasures/{}.yaml".format(erasure.id)
        device, place = self.entry()
        if any(x.device == device and x.first <= place <= x.last for x in erasure.covers):
            return None
        old = self.study.blob(self.study.files[step.oid][path])
        new = self.study.store(re.sub(b"(?m)^covers: \\[", 'covers: ["{}/{}", '.format(device, place).encode(), old))
        return self.changed_files(lambda files, _: dict(files, **{path: new}) if path in files else files, (device, place))

    def do_take_the_file_of_an_erasure_away(self):
        erasure, _ = chance.choice(self.erasing())
        path = "erasures/{}.yaml".format(erasure.id)
        return self.changed_files(lambda files, _: {k: x for k, x in files.items() if k != path}, path)

    def do_take_a_nonce_away_with_all_keys(self):
        commits = [x for x in self.study.commits["main"] if "\nNonce: " in x.message]
        commit = chance.choice(commits)
        said = re.sub("\nNonce: [0-9a-f]{64}", "", commit.message)
        head = self.study.rewrite("main", lambda files, _: files, self.everybody,
                                  lambda x: said if x.oid == commit.oid else x.message)
        self.copy.point(head, self.study.audit)
        return commit.oid

    def do_take_the_signature_of_a_step_away(self):
        """Also of one that erased: what is before it is then unsigned and nobody's."""
        last = {step.oid for _, step in self.erasing()}
        commits = [x for x in self.study.commits["main"] if x.signature and len(x.parents) == 1]
        after = commits[min(n for n, x in enumerate(commits) if x.oid in last):]
        commit = chance.choice(after)
        kept, commit.signature = commit.signature, None
        message = commit.message
        try:
            head = self.study.rewrite("main", lambda files, _: files, self.everybody,
                                      lambda x: message + "\n" if x is commit else x.message)
        finally:
            commit.signature = kept
        self.copy.point(head, self.study.audit)
        return commit.oid

    def do_say_in_anothers_name_that_it_is_lost(self):
        """A device says of an entry of its own that it was lost, which no erasure names."""
        device = chance.choice(self.devices)
        member = self.owner(device)
        logs = {k: list(x) for k, x in self.study.final.items()}
        erased = json.loads(next(x for name in self.devices for x in logs[name] if b'"type":"erased"' in x))
        records = [n for n, x in enumerate(logs[device]) if b'"record"' in x]
        gone = {path[19:-3] for erasure, _ in self.erasing() for path in erasure.paths if v.is_record(path)}
        records = [n for n in records if json.loads(logs[device][n])["rec"] not in gone]
        leaf = {"actor": member, "erases": "{}/{}".format(device, chance.choice(records)), "erasure": erased["erasure"],
                "seq": len(logs[device]), "t": erased["t"], "type": "erased"}
        logs[device].append(json.dumps(leaf, sort_keys=True, separators=(",", ":")).encode())
        last = self.study.commits["audit"][-1]
        person = "{0} <{0}@rir.invalid> {1} +0000".format(member, v.seconds_of(erased["t"]))
        head = self.study.write_commit(
            self.copy.write_tree(self.study.log_files(logs)), [last.oid], person,
            "Log {}/{}\n".format(device, leaf["seq"]), self.study.seeds[member])
        self.copy.point(self.study.main, head)
        return device, leaf["erases"]


def test_damage(people, study_path):
    """Other bytes under an object's name, as a bad disk or a careful hand leaves them."""
    place = people.scratch / "damaged"
    subprocess.run("git init -q --bare -b main {1} && git -C {0} pack-objects --all --stdout -q < /dev/null | "
                   "git -C {1} unpack-objects -q".format(study_path, place), shell=True, check=True)
    copy = Copy.__new__(Copy)
    copy.place = place
    study = Study(study_path, copy, {})
    copy.point(study.main, study.audit)
    objects = sorted(x for x in place.glob("objects/??/*"))
    wanted = set()
    for head, commits in study.commits.items():
        wanted |= {x.oid for x in commits} | {x.tree for x in commits} | set(study.files[getattr(study, head)].values())
    missed = []
    for n in range(25):
        path = chance.choice([x for x in objects if x.parent.name + x.name in wanted])
        true = path.read_bytes()
        head, _, data = zlib.decompress(true).partition(b"\0")
        path.chmod(0o644)
        if n % 5 == 0:
            path.unlink()
        elif n % 5 == 1 or not data:
            path.write_bytes(true[:-3])
        else:
            path.write_bytes(zlib.compress(head + b"\0" + flipped(data, chance.randrange(8 * len(data)))))
        try:
            if not v.verify(str(place), [])[0].wrong:
                missed.append(path)
        except v.Unreadable:
            pass  # the heads themselves
        path.write_bytes(true)
    expect("25 damaged objects are named", not missed, missed)
    expect("and without damage all is good", not v.verify(str(place), [])[0].wrong)


# Files that were kept, and hostile input


def test_kept(people, study, kept):
    text = kept.read_text()
    first = text.split("\n\nrir.invalid")[0] + "\n"
    quoted = "Dear Ana,\n\nplease keep this:\n\n" + "".join("> " + x + "\n" for x in text.splitlines()) + "\nKim\n"
    wrapped = quoted.replace("> \u2014 ", "> - ").replace(" rir", "\n> rir")
    mails = {"as it is": text, "one of them": first, "with CRLF": text.replace("\n", "\r\n"), "quoted": quoted, "wrapped": wrapped}
    import email.message
    for encoding in ("quoted-printable", "base64", "8bit"):
        mail = email.message.EmailMessage()
        mail["Subject"] = "Checkpoint"
        mail.set_content(quoted, cte=encoding)
        mails["mail in " + encoding] = mail.as_bytes().decode("utf-8")
    mail = email.message.EmailMessage()
    mail.set_content("See below.")
    mail.add_alternative("<html><body><pre>{}</pre></body></html>".format(text.replace("\n", "<br>\n")), subtype="html")
    mail.add_attachment(text.encode(), maintype="application", subtype="octet-stream", filename="kept.txt")
    mails["mail in HTML, and attached"] = mail.as_bytes().decode("utf-8")
    for name, content in sorted(mails.items()):
        file = people.scratch / "mail"
        file.write_bytes(content.encode())
        status, out, err = run_verify(study, "--against", file)
        expect("a checkpoint is found: " + name, status == 0 and "goes on from there" in out, out + err)
    data, taken = first.encode(), []
    for bit in chance.sample(range(8 * data.index(b"\n\n")), 60):
        file.write_bytes(flipped(data, bit))
        # Mail programs wrap lines, so one kind of space is as good as another.
        is_alike = file.read_bytes().decode("utf-8", "replace").split() == first.split()
        if (run_in_process(study, file) == 0) != is_alike:
            taken.append(bit)
    expect("a kept checkpoint that was changed is not taken for good", not taken, taken)
    for content in (b"", b"\0" * 1000, bytes(chance.randrange(256) for _ in range(5000)), text.replace("rir.invalid", "x").encode()):
        file.write_bytes(content)
        status, _, err = run_verify(study, "--against", file)
        expect("a file without one is named", status == 2 and "holds no signed checkpoint" in err, err)


def run_in_process(study, file):
    try:
        check, _ = v.verify(str(study), [str(file)])
        return 1 if check.wrong else 0
    except v.Unreadable:
        return 2


def test_hostile(people, study_path):
    scratch = people.scratch / "hostile"
    copy = Copy(study_path, scratch)
    study = Study(study_path, copy, seeds_of(people))
    tree = study.repository.tree(study.repository.commit(study.main).tree)
    entry = {name: (b"40000 " if folder else b"100644 ") + name.encode() + b"\0" + bytes.fromhex(oid)
             for name, (folder, oid) in tree.items()}

    def with_tree(data):
        oid = copy.write("tree", data)
        person = "r1 <r1@rir.invalid> 1 +0000"
        return study.write_commit(oid, [study.main], person, "x\n", study.seeds["r1"])

    blob = next(x for x in study.files[study.main].values())
    plain = b"".join(entry[x] for x in sorted(entry))
    traps = {
        "a link": plain + b"120000 zz\0" + bytes.fromhex(blob),
        "a submodule": plain + b"160000 zz\0" + bytes.fromhex(blob),
        "two of one name": plain + b"100644 zz\0" + bytes.fromhex(blob) + b"100644 zz\0" + bytes.fromhex(blob),
        "a name with a way up": plain + b"100644 zz/../../x\0" + bytes.fromhex(blob),
        "a torn tree": plain[:-7],
        "a tree that is not there": plain + b"40000 zz\0" + b"\7" * 20,
        "a folder that is a file": plain + b"40000 zz\0" + bytes.fromhex(blob),
    }
    deep = copy.write("tree", b"100644 a\0" + bytes.fromhex(blob))
    for _ in range(3000):
        deep = copy.write("tree", b"40000 a\0" + bytes.fromhex(deep))
    traps["folders without an end"] = plain + b"40000 zz\0" + bytes.fromhex(deep)
    wide = copy.write("tree", b"".join(b"100644 %04d\0" % n + bytes.fromhex(blob) for n in range(100)))
    for _ in range(12):
        wide = copy.write("tree", b"".join(b"40000 %04d\0" % n + bytes.fromhex(wide) for n in range(100)))
    traps["a hundred folders in a hundred folders, twelve deep"] = plain + b"40000 zz\0" + bytes.fromhex(wide)
    limit, v.STEP_LIMIT = v.STEP_LIMIT, 200_000
    for name, data in sorted(traps.items()):
        copy.point(with_tree(data), study.audit)
        started = time.monotonic()
        try:
            said = v.verify(str(scratch), [])[0].wrong
        except v.Unreadable as error:
            said = [str(error)]
        expect("{} is named in a sentence".format(name), said and time.monotonic() - started < 20, said)
    v.STEP_LIMIT = limit
    large = copy.write("blob", b"\0" * (65 << 20))
    copy.point(with_tree(plain + b"100644 zz\0" + bytes.fromhex(large)), study.audit)
    status, out, err = run_verify(scratch)
    expect("a file of 65 MiB is named", status == 1 and "Traceback" not in err, out + err)
    # Lines of a log, and files that name the team, with anything in them.
    for line in (b"", b"[" * 60000, b"{" * 60000, b"9" * 60000, b'{"a":' * 9000, b"\xff\xfe", b'"\\ud800"', b"null", b"x" * 70000,
                 b'{"actor":"r1","actor":"r1"}', b'{"seq":1e999}', b"\xe2\x80\xa8"):
        said = v.read_leaf(line)
        if not isinstance(said, str):
            expect("a line that is no entry is named", False, line[:40])
    crashed = []
    good = study.blob(study.files[study.main]["study.yaml"])
    for n in range(3000):
        data = bytearray(good)
        for _ in range(chance.randrange(1, 8)):
            place = chance.randrange(len(data))
            data[place:place + chance.randrange(3)] = bytes([chance.choice(b"\n -:\"'#|>&*{[!rkey0\xff\t")]) * chance.randrange(3)
        try:
            v.read_members(bytes(data))
        except ValueError:
            pass
        except Exception as error:
            crashed.append((error, bytes(data)))
    expect("3,000 damaged study.yaml are read or refused", not crashed, crashed[:1])
    crashed = []
    bases = [study.repository.read(x.oid, "commit") for x in study.commits["main"][:20]]
    for n in range(3000):
        data = bytearray(chance.choice(bases))
        for _ in range(chance.randrange(1, 5)):
            place = chance.randrange(len(data))
            data[place:place + chance.randrange(9)] = bytes(chance.randrange(256) for _ in range(chance.randrange(5)))
        try:
            commit = v.Commit("0" * 40, bytes(data))
            (commit.trailers(), commit.person(), v.join_member(commit), commit.signer())
        except v.Damaged:
            pass
        except Exception as error:
            crashed.append((error, bytes(data)))
    expect("3,000 damaged commits are read or refused", not crashed, crashed[:1])
    # A copy that lacks objects and names a place to fetch them from: nothing may run.
    trap, ran = people.scratch / "trap", people.scratch / "ran"
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(trap)], check=True)
    command = "touch {}; false".format(ran)
    for key, value in (("core.repositoryFormatVersion", "1"), ("extensions.partialClone", "origin"), ("remote.origin.promisor", "true"),
                       ("remote.origin.url", str(scratch)), ("remote.origin.uploadpack", command), ("core.fsmonitor", command),
                       ("core.sshCommand", command), ("core.alternateRefsCommand", command), ("core.pager", command)):
        subprocess.run(["git", "-C", str(trap), "config", key, value], check=True)
    for name in ("main", "audit"):
        (trap / "refs/heads" / name).write_text(study.main + "\n")
    status, out, err = run_verify(trap)
    expect("nothing of a repository runs", status in (1, 2) and not ran.exists() and "Traceback" not in err, (status, out, err))
    shallow = people.scratch / "shallow"
    people.run("kim", "git clone -q --depth 2 --no-single-branch file://{} {}".format(people.scratch / "server.git", shallow))
    status, out, err = run_verify(shallow)
    expect("a copy without its history is named", status == 2 and "--depth" in err, out + err)


def test_sample(people):
    people.sample.wait()
    started = time.monotonic()
    status, out, err = run_verify(people.scratch / "ana/sample")
    expect("the sample study is good ({:.1f} s)".format(time.monotonic() - started), status == 0, out + err)


def test_speed():
    seeds = [bytes([n]) * 32 for n in range(5)]
    signed = [(secret(seeds[n % 5])[2], sign(seeds[n % 5], b"%d" % n), b"%d" % n) for n in range(500)]
    started = time.monotonic()
    good = all(v.ed25519_verify(*x) for x in signed)
    each = (time.monotonic() - started) / 500
    expect("a signature takes {:.2f} ms, 10,000 of them {:.0f} s".format(1000 * each, 10000 * each), good and each < 0.01)


def main():
    programs = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / ".build/debug").resolve()
    started = time.monotonic()
    print("verify: RIR_VERIFY_SEED={}".format(SEED))
    for file in ("verify.py", "test_verify.py"):
        ast.parse((HERE / file).read_text(), feature_version=(3, 9))
    test_vectors()
    test_trees()
    test_speed()
    os.environ["GIT_CONFIG_NOSYSTEM"] = "1"
    base = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="rir-verify.", dir=base)).resolve()
    people = People(programs, scratch)
    try:
        study, server, kept = make_team(people)
        print("verify: two people have a study ({:.0f} s)".format(time.monotonic() - started))
        test_good(people, study, server, kept)
        test_tampering(people, study, kept)
        test_damage(people, study)
        test_kept(people, study, kept)
        test_hostile(people, study)
        test_erasure(people, study, server, kept)
        test_sample(people)
    finally:
        people.close()
        shutil.rmtree(scratch, ignore_errors=True)
    print("verify: {} ({:.0f} s)".format("{} failed".format(len(failures)) if failures else "all of it holds", time.monotonic() - started))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
