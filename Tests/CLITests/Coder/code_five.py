"""Codes five sentences with 'rir code' in a real terminal, takes one back, kills the terminal, and goes on.

Called with rir's path, the study and the record; prints the screens that are worth keeping, each under its name.
"""
import os
import pathlib
import signal
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent / "TerminalCoderTests" / "Driving"))
from drive import Terminal  # noqa: E402

rir, study, record = sys.argv[1:4]
handed_on = {k: v for k, v in os.environ.items() if k.startswith(("XDG_", "RIR_")) or k in ("PATH", "HOME")}


def terminal(*words):
    return Terminal(f"sh -c 'cd {study} && {rir} code {' '.join(words)}'", env=handed_on)


# The last that a frame draws, below everything else.
DRAWN = "? help"


def show(name, screen):
    print(f"== {name}")
    print("\n".join(line.rstrip() for line in screen.splitlines()).rstrip())


with terminal(record) as screen:
    show("opened", screen.wait("The first sentence", "0 coded", DRAWN))
    screen.keys("E", "c")
    screen.wait("Code “")
    screen.keys("a", "c", "c")
    screen.wait("▸")
    screen.keys("Enter")
    screen.wait("Coded: Access")
    for _ in range(4):
        screen.keys("e")
        screen.wait(DRAWN, gone=["Coded: Access"])
        screen.keys("1")
        screen.wait("Coded: Access", DRAWN)
    show("five coded", screen.wait("AAA Access", "┘ Access", "Coded: Access", DRAWN))
    screen.keys("u")
    show("one taken back", screen.wait("Taken back", DRAWN, gone=["AAA", "┘"]))
    # The terminal dies: nothing is asked, nothing is closed.
    os.killpg(os.getpgid(screen.pid()), signal.SIGKILL)

with terminal() as screen:
    show("opened again", screen.wait("AA Access", "4 words marked", DRAWN))
    screen.keys("q")
    screen.wait("[status 0]")
