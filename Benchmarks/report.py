"""The table, the JSON and RESULTS.md."""

import json
import os
import time


def cells(row):
    ours = f"{row.ours.median:,.2f} {row.ours.unit}"
    spread = ""
    if len(row.ours.values) > 1:
        spread = f"{row.ours.at(0.99):,.1f} / {max(row.ours.values):,.1f}"
    theirs = f"{row.theirs.median:,.2f} {row.theirs.unit}" if row.theirs else ""
    ratio = f"{row.ratio:,.2f}" if row.ratio is not None else ""
    verdict = {True: "met", False: "missed", None: ""}[row.met]
    return [row.operation, row.size, ours, spread, row.peer, theirs, ratio, row.target, verdict, row.note]


HEAD = ["operation", "records", "rir p50", "p99 / max", "peer", "peer p50", "ratio", "target", "", "note"]


def markdown(rows):
    lines = ["| " + " | ".join(HEAD) + " |", "|" + "---|" * len(HEAD)]
    lines += ["| " + " | ".join(cells(row)) + " |" for row in rows]
    return "\n".join(lines)


def plain(rows):
    """The same columns without the notes, aligned for a terminal."""
    table = [HEAD[:-1]] + [cells(row)[:-1] for row in rows]
    widths = [max(len(line[column]) for line in table) for column in range(len(table[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip() for line in table
    )


def write_json(folder, facts, rows):
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, time.strftime("%Y-%m-%dT%H%M%SZ", time.gmtime()) + ".json")
    with open(path, "w") as file:
        json.dump({**facts, "rows": [row.facts() for row in rows]}, file, indent=1)
    return path


def record(path, facts, rows):
    """Writes RESULTS.md, keeping what a person wrote below the line `## Reading`."""
    kept = ""
    if os.path.exists(path):
        with open(path) as file:
            text = file.read()
        if "\n## Reading" in text:
            kept = "\n## Reading" + text.split("\n## Reading", 1)[1]
    before, after = facts["machine"]["load"], facts["load_after"]
    head = [
        "# Results",
        "",
        f"Measured {facts['date']} with `script/bench` ({facts['command']}), {facts['version']}.",
        "",
        f"{facts['machine']['cpu']}, {facts['machine']['cores']} cores, {facts['machine']['system']}, "
        f"{facts['file_system']}; load average {before[0]:.1f} before, {after[0]:.1f} after; "
        f"{', '.join(facts['peers'])}.",
        "",
        "Ratios are medians over pairs of repeats taken in turn, so they hold when the machine's speed",
        "drifts; single times are an order of magnitude. What each row measures is in [README](README.md).",
        "",
    ]
    with open(path, "w") as file:
        file.write("\n".join(head) + "\n" + markdown(rows) + "\n" + kept)
