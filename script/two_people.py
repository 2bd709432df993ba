"""A machine for script/test-two-people: two real users, an sshd of its own, a folder as their server, a web server.

Everything lies in one temporary folder; nothing of the system's configuration is changed. The users, their
processes and the folder are gone when it is closed.
"""

import base64
import http.server
import os
import pathlib
import pwd
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time

GROUP = "rir-two"
SIGN = "made by script/test-two-people"


def tool(*words, **options):
    """Runs a program of the system, which must not fail."""
    return subprocess.run(words, check=True, capture_output=True, text=True, **options).stdout


class Machine:
    def __init__(self, names, programs, workspace):
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="rir-two.", dir=scratch()))
        self.root.chmod(0o755)
        self.names = names
        self.shells, self.server, self.web, self.made_run = [], None, None, False
        try:
            for folder in ("bin", "home", "run", "sshd", "folder", "ssh"):
                (self.root / folder).mkdir(mode=0o755)
            for program in ("rir", "rird"):
                shutil.copy2(programs / program, self.root / "bin" / program)
            shutil.copytree(workspace, self.root / "workspace")
            self.make_users()
            self.start_sshd()
        except BaseException:
            self.close()
            raise

    # Users

    def user(self, name):
        return f"rir-{name}"

    def home(self, name):
        return self.root / "home" / name

    def make_users(self):
        self.remove_users()  # those of a run that was killed
        tool("groupadd", GROUP)
        for name in self.names:
            tool("useradd", "--home-dir", str(self.home(name)), "--create-home", "--shell", "/bin/bash",
                 "--groups", GROUP, "--comment", SIGN, "--password", "*", self.user(name))
            self.home(name).chmod(0o700)
            runtime = self.root / "run" / name
            runtime.mkdir(mode=0o700)
            shutil.chown(runtime, self.user(name))
        for way in ("folder", "ssh"):
            shutil.chown(self.root / way, group=GROUP)
            (self.root / way).chmod(0o2770)

    def remove_users(self):
        for name in self.names:
            try:
                entry = pwd.getpwnam(self.user(name))
            except KeyError:
                continue
            if entry.pw_gecos != SIGN:
                raise SystemExit(f"two people: there is a user '{self.user(name)}' that this script did not make")
            self.end_processes(entry.pw_uid)
            tool("userdel", self.user(name))
        subprocess.run(["groupdel", GROUP], capture_output=True)

    def end_processes(self, uid):
        """Ends what runs under a user that this script made."""
        while found := [pid for pid in map(int, filter(str.isdigit, os.listdir("/proc"))) if owner(pid) == uid]:
            for process in found:
                try:
                    os.kill(process, signal.SIGKILL)
                except ProcessLookupError:
                    pass
            time.sleep(0.01)

    def environment(self, name):
        """What a person has at their desk."""
        return {
            "HOME": str(self.home(name)), "USER": self.user(name), "PATH": f"{self.root}/bin:/usr/bin:/bin",
            "XDG_RUNTIME_DIR": str(self.root / "run" / name), "TZ": "UTC", "LANG": "C.UTF-8", "TERM": "dumb",
            "RIR_WORKSPACE": str(self.root / "workspace"), "RIR_IDLE_SECONDS": "120", "EDITOR": "true",
        }

    def start(self, name, variables=None):
        """The words that run a program as a person."""
        environment = self.environment(name) | (variables or {})
        return ["runuser", "-u", self.user(name), "--", "env", "-i", *(f"{k}={v}" for k, v in environment.items())]

    def run(self, name, command, variables=None, **options):
        """Runs a command line as a person at their desk and returns how it ended and what it printed."""
        options = {"input": "", "timeout": 120} | options
        return subprocess.run(
            [*self.start(name, variables), "bash", "-c", command], cwd=self.home(name), capture_output=True,
            text=True, **options)

    # ssh

    def start_sshd(self):
        folder = self.root / "sshd"
        tool("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(folder / "host"))
        self.port = free_port()
        key = (folder / "host.pub").read_text().strip()
        for name in self.names:
            ssh = self.home(name) / ".ssh"
            ssh.mkdir(mode=0o700)
            tool("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(ssh / "id_ed25519"))
            shutil.copy(ssh / "id_ed25519.pub", ssh / "authorized_keys")
            (ssh / "config").write_text(f"Host server\n    HostName 127.0.0.1\n    Port {self.port}\n")
            (ssh / "known_hosts").write_text(f"[127.0.0.1]:{self.port} {key}\n")
            for path in [ssh, *ssh.iterdir()]:
                shutil.chown(path, self.user(name), self.user(name))
        environment = self.environment(self.names[0])
        (folder / "config").write_text("\n".join([
            f"Port {self.port}", "ListenAddress 127.0.0.1", f"HostKey {folder}/host", "PidFile none", "UsePAM no",
            "PasswordAuthentication no", "KbdInteractiveAuthentication no", "PermitRootLogin no",
            "AllowUsers " + " ".join(self.user(name) for name in self.names),
            # A login over ssh has no XDG_RUNTIME_DIR here.
            "SetEnv " + " ".join(f"{k}={environment[k]}" for k in ("PATH", "RIR_WORKSPACE", "TZ", "LANG")), "",
        ]))
        privilege = pathlib.Path("/run/sshd")
        if not privilege.exists():
            privilege.mkdir(mode=0o755)
            self.made_run = True
        self.server = subprocess.Popen(
            [shutil.which("sshd") or "/usr/sbin/sshd", "-D", "-f", str(folder / "config"), "-E", str(folder / "log")])
        wait_for_port(self.port, self.server)

    # https

    def start_web(self, served, login, token):
        """Serves a folder over https to whoever has the token, with a certificate that nobody knows."""
        folder = self.root / "sshd"
        self.certificate = folder / "certificate.pem"
        tool("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
             "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
             "-keyout", str(folder / "key.pem"), "-out", str(self.certificate))
        credentials = "Basic " + base64.b64encode(f"{login}:{token}".encode()).decode()
        handler = type("Handler", (GitHandler,), {"root": served, "credentials": credentials})
        self.web = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, folder / "key.pem")
        self.web.socket = context.wrap_socket(self.web.socket, server_side=True)
        threading.Thread(target=self.web.serve_forever, daemon=True).start()
        return f"https://localhost:{self.web.server_address[1]}"

    def close(self):
        for shell in self.shells:
            shell.close()
        if self.web:
            self.web.shutdown()
        if self.server:
            self.server.terminate()
            self.server.wait()
        self.remove_users()
        if self.made_run:
            pathlib.Path("/run/sshd").rmdir()
        shutil.rmtree(self.root, ignore_errors=True)


class GitHandler(http.server.BaseHTTPRequestHandler):
    """git's own service for the web (git-http-backend), for those who have the token."""

    root, credentials = None, None

    def log_message(self, *_):
        pass

    def do_GET(self):
        if self.headers.get("Authorization") != self.credentials:
            self.send_response(401)
            self.send_header("WWW-Authenticate", 'Basic realm="git"')
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        path, _, query = self.path.partition("?")
        environment = {
            "PATH": os.environ["PATH"], "GIT_PROJECT_ROOT": str(self.root), "GIT_HTTP_EXPORT_ALL": "1",
            "REQUEST_METHOD": self.command, "PATH_INFO": path, "QUERY_STRING": query, "REMOTE_USER": "kim",
            "REMOTE_ADDR": "127.0.0.1", "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
            "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""), "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": "safe.directory", "GIT_CONFIG_VALUE_0": "*",
        }
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        answer = subprocess.run(["git", "http-backend"], env=environment, input=body, capture_output=True).stdout
        head, _, content = answer.partition(b"\r\n\r\n")
        fields = [line.split(": ", 1) for line in head.decode().split("\r\n") if ": " in line]
        status = next((value for name, value in fields if name == "Status"), "200 OK")
        self.send_response(int(status.split()[0]))
        for name, value in fields:
            if name != "Status":
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_POST = do_GET


def install(packages):
    """Installs Debian packages, whose services do not start."""
    policy = pathlib.Path("/usr/sbin/policy-rc.d")
    has_policy = policy.exists()
    if not has_policy:
        policy.write_text("#!/bin/sh\nexit 101\n")
        policy.chmod(0o755)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    try:
        if subprocess.run(command, env=environment, stdout=sys.stderr).returncode:
            subprocess.run(["apt-get", "update", "-q"], env=environment, stdout=sys.stderr)
            subprocess.run(command, env=environment, stdout=sys.stderr)
    finally:
        if not has_policy:
            policy.unlink()


def scratch():
    """Where the folder is made: in memory where there is room, since a flush of a disk waits for everybody's writes."""
    if "RIR_SCRATCH" in os.environ:
        return os.environ["RIR_SCRATCH"]
    try:
        memory = os.statvfs("/dev/shm")
    except OSError:
        return "/tmp"
    has_room = memory.f_bavail * memory.f_frsize > 2 << 30 and not memory.f_flag & os.ST_NOEXEC
    return "/dev/shm" if has_room else "/tmp"


def owner(process):
    """The user a process runs as; None for one that ended, though nobody has asked how yet."""
    try:
        lines = pathlib.Path(f"/proc/{process}/status").read_text().split("\n")
    except OSError:
        return None
    fields = dict(line.split(":\t", 1) for line in lines if ":\t" in line)
    return None if fields["State"].startswith("Z") else int(fields["Uid"].split()[0])


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def wait_for_port(port, process):
    while process.poll() is None:
        with socket.socket() as connection:
            if connection.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.01)
    raise SystemExit("two people: sshd did not start")
