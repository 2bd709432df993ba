"""The product under measurement: its own home, its own socket, its studies."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.parse

import measure

FLUSHES = "fsync,fdatasync,sync_file_range,syncfs,sync"


class Product:
    """`rir` and `rird` from one folder, apart from anything the person at this machine uses."""

    def __init__(self, programs, scratch, workspace):
        self.rir = os.path.join(os.path.abspath(programs), "rir")
        self.home = os.path.join(scratch, "home")
        os.makedirs(self.home, mode=0o700)
        # A short path, because the path of a socket may have about 100 bytes.
        self.runtime = tempfile.mkdtemp(prefix="rir-bench-")
        self.environment = {
            "HOME": self.home,
            "RIR_SOCKET": os.path.join(self.runtime, "s"),
            "RIR_WORKSPACE": workspace,
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "TZ": "UTC",
            "RIR_LOG": "warning",
        }

    def close(self):
        self.stop()
        shutil.rmtree(self.runtime, ignore_errors=True)

    def run(self, *arguments, study=None):
        """Runs `rir` to its end; returns milliseconds."""
        return measure.spawn([self.rir, *arguments], self.around(study))

    def around(self, study):
        return {**self.environment, **({"RIR_STUDY": study} if study else {})}

    def ask(self, *arguments, study=None):
        """Runs `rir ... --json` and returns what it printed."""
        run = subprocess.run(
            [self.rir, *arguments, "--json"],
            env=self.around(study),
            capture_output=True,
            check=True,
            stdin=subprocess.DEVNULL,
        )
        return json.loads(run.stdout)

    def new_study(self, folder):
        # The peers leave names alone too.
        self.run("init", folder, "--template", "blank", "--names", "off")
        return folder

    @property
    def pid(self):
        return self.ask("daemon", "status")["pid"]

    def stop(self):
        """Stops the daemon if one runs, and waits until its process is gone."""
        try:
            pid = self.pid
        except (subprocess.CalledProcessError, KeyError):
            return
        subprocess.run([self.rir, "daemon", "stop"], env=self.environment, capture_output=True)
        wait_for_end(pid)

    def kill(self):
        """kill -9, as a crash would."""
        pid = self.pid
        os.kill(pid, signal.SIGKILL)
        wait_for_end(pid)


def wait_for_end(pid, seconds=600):
    for _ in range(seconds * 200):
        if not os.path.exists(f"/proc/{pid}"):
            return
        time.sleep(0.005)
    raise SystemExit(f"the daemon {pid} did not end")


class Connection:
    """One kept-open connection to the daemon, speaking its HTTP."""

    def __init__(self, product, study):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(product.environment["RIR_SOCKET"])
        self.head = f"Host: rir\r\nrir-study: {urllib.parse.quote(study)}\r\n"

    def request(self, method, path, value=None):
        body = json.dumps(value).encode() if value is not None else b""
        head = f"{method} {path} HTTP/1.1\r\n{self.head}Content-Type: application/json\r\n"
        self.socket.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        return self.answer(path)

    def answer(self, path):
        data = b""
        while b"\r\n\r\n" not in data:
            data += self.received()
        head, data = data.split(b"\r\n\r\n", 1)
        length = int(re.search(rb"(?i)content-length: *(\d+)", head)[1])
        while len(data) < length:
            data += self.received()
        if head[9:10] != b"2":
            raise SystemExit(f"{path} was answered with {head[:12].decode()}")
        return json.loads(data)

    def received(self):
        piece = self.socket.recv(1 << 16)
        if not piece:
            raise SystemExit("the daemon hung up")
        return piece

    def capture(self, text, **fields):
        return self.request("POST", "/v1/records", {"text": text, **fields})


def flushes_of(pid, action, settle=0.5):
    """How many flushes a process makes while something is done, counted with strace."""
    with tempfile.NamedTemporaryFile("r", prefix="rir-strace-") as trace:
        tracer = subprocess.Popen(
            ["strace", "-f", "-q", "-e", f"trace={FLUSHES}", "-o", trace.name, "-p", str(pid)],
            stderr=subprocess.DEVNULL,
        )
        time.sleep(1)
        action()
        time.sleep(settle)
        tracer.send_signal(signal.SIGINT)
        tracer.wait()
        return sum("(" in line and "resumed" not in line and "+++" not in line for line in trace)


def flushes_of_command(script, environment):
    """How many flushes a shell script and all its children make."""
    with tempfile.NamedTemporaryFile("r", prefix="rir-strace-") as trace:
        subprocess.run(
            ["strace", "-f", "-q", "-e", f"trace={FLUSHES}", "-o", trace.name, "sh", "-c", script],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
        )
        return sum("(" in line and "resumed" not in line and "+++" not in line for line in trace)
