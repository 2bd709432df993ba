"""Drives a full-screen program in tmux: keys in, screens out; waits for text on the screen, never for a time alone."""
import os, subprocess, time, uuid

class Terminal:
    def __init__(self, command, columns=80, rows=24, term="tmux-256color", env=None):
        self.name = "rir-" + uuid.uuid4().hex[:8]
        self.env = {k: v for k, v in os.environ.items() if k not in ("TMUX",)}
        self.env.update({"LC_ALL": "C.UTF-8"})
        env = {"TERM": term, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", **(env or {})}
        words = " ".join(f"{k}={v}" for k, v in env.items())
        # remain-on-exit: the last screen can be read after the program has ended.
        self.tmux("new-session", "-d", "-s", "t", "-x", str(columns), "-y", str(rows), f"stty -ixon; env {words} {command}; echo \"[status $?]\"; exec cat")
        self.tmux("set-option", "-g", "remain-on-exit", "on")
        self.tmux("set-option", "-g", "status", "off")
        self.tmux("set-option", "-s", "escape-time", "0")
        self.tmux("resize-window", "-t", "t", "-x", str(columns), "-y", str(rows))
    def tmux(self, *words, check=True):
        done = subprocess.run(["tmux", "-L", self.name, "-f", "/dev/null", *words], capture_output=True, text=True, env=self.env)
        if check and done.returncode: raise RuntimeError(f"tmux {words}: {done.stderr}")
        return done.stdout
    def keys(self, *keys):
        for key in keys: self.tmux("send-keys", "-t", "t", key) if len(key) > 1 and key in KEYS or key.startswith("C-") else self.tmux("send-keys", "-t", "t", "-l", key)
    def screen(self, styled=False):
        return self.tmux("capture-pane", "-p", "-t", "t", *(["-e"] if styled else []))
    def wait(self, *texts, seconds=60, gone=()):
        """The first screen with all of these texts and none of those gone; a screen may be half drawn when it is read."""
        until = time.monotonic() + seconds
        while True:
            screen = self.screen()
            if all(text in screen for text in texts) and not any(text in screen for text in gone): return screen
            if time.monotonic() > until: raise AssertionError(f"never on the screen: {texts!r} without {gone!r}\n{screen}")
            time.sleep(0.02)
    def cursor(self):
        return tuple(map(int, self.tmux("display-message", "-p", "-t", "t", "#{cursor_y} #{cursor_x}").split()))
    def pid(self):
        return int(self.tmux("display-message", "-p", "-t", "t", "#{pane_pid}"))
    def close(self): self.tmux("kill-server", check=False)
    def __enter__(self): return self
    def __exit__(self, *_): self.close()
KEYS = {"Enter", "Escape", "Tab", "Up", "Down", "Left", "Right", "PageUp", "PageDown", "Home", "End", "BSpace", "Space"}
