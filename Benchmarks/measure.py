"""Samples, interleaved repeats, rows of the table, and what the machine was doing meanwhile."""

import dataclasses
import os
import statistics
import subprocess
import time


@dataclasses.dataclass
class Samples:
    """Repeated values of one measurement, in one unit."""

    values: list
    unit: str = "ms"

    def at(self, share):
        ordered = sorted(self.values)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))]

    @property
    def median(self):
        return statistics.median(self.values)

    def facts(self):
        return {
            "n": len(self.values),
            "unit": self.unit,
            "min": min(self.values),
            "p50": self.median,
            "p99": self.at(0.99),
            "max": max(self.values),
        }


@dataclasses.dataclass
class Row:
    """One line of the table: ours against a peer, or a figure of ours alone."""

    operation: str
    size: str
    ours: Samples
    peer: str = ""
    theirs: Samples | None = None
    ratio: float | None = None
    """What the target is about; with a peer the median over pairs of repeats."""
    target: str = ""
    met: bool | None = None
    note: str = ""
    load: tuple = ()

    def facts(self):
        found = dataclasses.asdict(self)
        found["ours"] = self.ours.facts()
        found["theirs"] = self.theirs.facts() if self.theirs else None
        return found


def pair_ratio(over, under):
    """The median of over/under, repeat by repeat, so that a machine that drifts changes both."""
    count = min(len(over.values), len(under.values))
    return statistics.median(over.values[i] / under.values[i] for i in range(count))


def times_faster(operation, size, ours, peer, theirs, least=None, note=""):
    """A row whose ratio says how many times faster ours is; `least` is the target."""
    ratio = pair_ratio(theirs, ours)
    target = f">= {least:g} x faster" if least else ""
    return Row(operation, size, ours, peer, theirs, ratio, target, ratio >= least if least else None, note)


def share_of(operation, size, ours, peer, theirs, most=None, note=""):
    """A row whose ratio is ours divided by theirs; `most` is the target."""
    ratio = pair_ratio(ours, theirs)
    target = f"<= {most:g} x" if most else ""
    return Row(operation, size, ours, peer, theirs, ratio, target, ratio <= most if most else None, note)


def limit(operation, size, ours, value, most=None, note="", unit=""):
    """A row with a figure of ours alone."""
    target = f"<= {most:g} {unit or ours.unit}" if most is not None else ""
    met = value <= most if most is not None else None
    return Row(operation, size, ours, ratio=None, target=target, met=met, note=note)


def spawn(arguments, environment):
    """Runs a program as a whole process; returns milliseconds. A failure ends the benchmark."""
    actions = [
        (os.POSIX_SPAWN_OPEN, number, os.devnull, flags, 0)
        for number, flags in ((0, os.O_RDONLY), (1, os.O_WRONLY), (2, os.O_WRONLY))
    ]
    start = time.perf_counter()
    child = os.posix_spawnp(arguments[0], arguments, environment, file_actions=actions)
    status = os.waitpid(child, 0)[1]
    elapsed = (time.perf_counter() - start) * 1000
    if status != 0:
        raise SystemExit(f"failed with status {os.waitstatus_to_exitcode(status)}: {' '.join(arguments[:6])}")
    return elapsed


def interleaved(actions, repeats, warm_up=2):
    """Runs named actions in turn, in alternating order; one that returns nothing is timed here."""
    found = {name: [] for name in actions}
    for turn in range(-warm_up, repeats):
        names = list(actions) if turn % 2 == 0 else list(reversed(actions))
        for name in names:
            start = time.perf_counter()
            value = actions[name]()
            if value is None:
                value = (time.perf_counter() - start) * 1000
            if turn >= 0:
                found[name].append(value)
    return {name: Samples(values) for name, values in found.items()}


def machine():
    """What a reader needs to know to compare two runs."""
    model = ""
    if os.path.exists("/proc/cpuinfo"):
        with open("/proc/cpuinfo") as file:
            model = next(
                (line.split(":", 1)[1].strip() for line in file if line.startswith("model name")), ""
            )
    return {
        "cpu": model,
        "cores": os.cpu_count(),
        "system": " ".join(os.uname()[i] for i in (0, 2, 4)),
        "load": os.getloadavg(),
    }


def file_system(path):
    """The name of the file system under a path; empty where that is unknown."""
    for command in (["findmnt", "-n", "-o", "FSTYPE", "-T", path], ["stat", "-f", "-c", "%T", path]):
        try:
            lines = subprocess.run(command, capture_output=True, text=True).stdout.split()
        except OSError:
            continue
        if lines:
            return lines[0]
    return ""


def memory(pid):
    """Resident memory of a process and its high-water mark, in MiB."""
    with open(f"/proc/{pid}/status") as file:
        facts = dict(line.split(":", 1) for line in file if line.startswith("Vm"))
    return {name: int(facts[key].split()[0]) / 1024 for name, key in (("now", "VmRSS"), ("peak", "VmHWM"))}


def processor_seconds(pid):
    """The processor time a process has used, all its threads, in seconds."""
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def forget_peak(pid):
    """Sets the high-water mark of a process back to what it holds now."""
    with open(f"/proc/{pid}/clear_refs", "w") as file:
        file.write("5")
