import os, signal, sys, tempfile, subprocess, time, json
from drive import Terminal
exe = sys.argv[1] if len(sys.argv) > 1 else ".build/debug/coderdemo"
def child(t): 
    # the program below the pane's shell
    out = subprocess.run(["pgrep", "-P", str(t.pid())], capture_output=True, text=True).stdout.split()
    return int(out[-1])
for term in ["xterm-256color", "screen", "tmux-256color", "vt100", "linux", "xterm"]:
    with tempfile.TemporaryDirectory() as d, Terminal(f"{exe} {d} --others", term=term) as t:
        t.wait("7f3k"); t.keys("t", "E", "c"); t.wait("Code"); t.keys("acc", "Enter"); t.wait("Coded: Access"); t.keys("q"); t.wait("[status 0]"); print(term, "ok")
for term in ["dumb", "nosuch", "''"]:
    with tempfile.TemporaryDirectory() as d, Terminal(f"{exe} {d}", term=term) as t: print(t.wait("[status 1]").strip())
# no colour, plain locale
with tempfile.TemporaryDirectory() as d, Terminal(f"{exe} {d} --others", env={"NO_COLOR": "1"}) as t:
    t.wait("7f3k"); assert "38;5" not in t.screen(True); print("NO_COLOR ok")
with tempfile.TemporaryDirectory() as d, Terminal(f"{exe} {d} --others") as t:
    t.wait("7f3k"); assert "38;5" in t.screen(True); print("colour ok")
with tempfile.TemporaryDirectory() as d, Terminal(f"{exe} {d} --others", env={"LC_ALL": "C", "LANG": "C"}) as t:
    t.keys("t","c"); print(t.wait("Code")); 
with tempfile.TemporaryDirectory() as d, Terminal(f"{exe} {d} --others", env={"LC_ALL": "en_GB.UTF-8", "LANG": "C"}) as t:
    t.keys("t","c"); t.wait("Code “"); print("missing locale ok")
# signals
with tempfile.TemporaryDirectory() as d, Terminal(f"{exe} {d}") as t:
    t.wait("7f3k"); os.kill(child(t), signal.SIGTERM); print(t.wait("[status 0]").strip().splitlines()[:2])
with tempfile.TemporaryDirectory() as d, Terminal(f"{exe} {d}") as t:
    t.wait("7f3k"); t.keys("C-c"); print(t.wait("[status 0]").strip().splitlines()[:2])
# hang-up with a memo being written; then the place and the mark again
with tempfile.TemporaryDirectory() as d:
    with Terminal(f"{exe} {d}") as t:
        t.wait("7f3k"); t.keys("t", "t", "E", "E"); t.wait("2 sentences"); pid = child(t)
    for _ in range(200):
        if subprocess.run(["ps", "-p", str(pid)], capture_output=True).returncode: break
        time.sleep(0.02)
    else: raise AssertionError("still there after hang-up")
    with Terminal(f"{exe} {d}") as t: t.wait("2 sentences"); print("hang-up and resume ok", json.load(open(d + "/place.json"))["mark"])
    with Terminal(f"{exe} {d}") as t:
        t.wait("2 sentences"); t.keys("c"); t.wait("Code"); t.keys("acc","Enter"); t.wait("Coded"); os.kill(child(t), signal.SIGKILL)
        t.wait("[status 137]")
    with Terminal(f"{exe} {d}") as t: t.wait("2 coded"); print("kill -9 after a coding ok")
# ^Z
with tempfile.TemporaryDirectory() as d, Terminal(f"bash --norc -i", env={"PS1": "prompt:"}) as t:
    t.wait("prompt:"); t.keys(f"{exe} {d}", "Enter"); t.wait("7f3k"); t.keys("C-z"); s = t.wait("Stopped"); assert "not coded" not in s, s
    t.keys("stty -a | grep -o ' icanon'", "Enter"); t.wait("icanon"); t.keys("fg", "Enter"); t.wait("not coded here"); t.keys("q"); t.wait("ended: quit"); t.keys("stty -a | grep -o ' echo '", "Enter"); t.wait(" echo"); print("^Z ok")
# resize
with tempfile.TemporaryDirectory() as d, Terminal(f"{exe} {d}") as t:
    t.wait("7f3k"); t.tmux("resize-window", "-t", "t", "-x", "30", "-y", "8"); t.wait("too small"); t.tmux("resize-window", "-t", "t", "-x", "120", "-y", "30"); s = t.wait("7f3k"); print("resize ok")
# paste
with tempfile.TemporaryDirectory() as d, Terminal(f"{exe} {d}") as t:
    t.wait("7f3k"); t.tmux("set-buffer", "q1dc\nqqq\x1b[31m"); t.tmux("paste-buffer", "-p", "-t", "t"); t.wait("Pasted text does nothing"); 
    t.keys("M"); t.wait("My memo"); t.tmux("paste-buffer", "-p", "-t", "t"); print(t.wait("qqq")); t.keys("Escape"); t.wait("saved"); t.keys("q"); t.wait("[status 0]"); print("paste ok")
out = subprocess.run([exe], capture_output=True, text=True, stdin=subprocess.DEVNULL); print(out.stdout)
