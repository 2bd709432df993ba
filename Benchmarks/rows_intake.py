"""Everything a researcher receives: mails and interviews in one run, documents, surveys."""

import os
import shutil
import subprocess
import zipfile
from xml.sax.saxutils import escape

import corpus
from bench import measure, number, peers
from rows_bulk import Effort

PANDOC = (".docx", ".odt", ".rtf", ".html")
ANSWERS, COLUMNS = 10_000, 100


def intake(bench):
    mails_and_interviews(bench)
    documents(bench)
    surveys(bench)


def mails_and_interviews(bench):
    """5,000 mails and the public interviews in one run, and the same again."""
    archive = os.path.join(bench.options.corpora, "scale", "changelog-transcripts.tar.xz")
    if not os.path.exists(archive):
        bench.say(f"{archive} is absent, its rows are left out")
        return
    count = 5000
    mails, _ = bench.texts(count, mails_only=True)
    interviews = bench.fresh("interviews")
    total = count + corpus.real_texts(archive, interviews)
    small, _ = bench.texts(1000, mails_only=True)
    least = peak_of(bench, [small])
    bench.product.stop()
    study = bench.product.new_study(bench.fresh("study"))
    with Effort(bench.product.pid) as effort:
        first = bench.product.run("import", mails, interviews, study=study)
    bench.add(
        measure.limit(
            "import of 5,000 mails and 909 interviews in one run",
            number(total),
            measure.Samples([first]),
            first,
            note=f"peak memory of rird {effort.peak:.0f} MiB",
        )
    )
    ratio = effort.peak / least
    bench.add(
        measure.Row(
            "its peak memory",
            number(total),
            measure.Samples([effort.peak], "MiB"),
            "import of 1,000 mails",
            measure.Samples([least], "MiB"),
            ratio,
            "<= 1.3 x",
            ratio <= 1.3,
        )
    )
    again = bench.product.ask("import", mails, interviews, study=study)
    assert again["created"] == 0, "the second run made records"
    found = {
        "rir": measure.Samples(
            [bench.product.run("import", mails, interviews, study=study) for _ in range(3)]
        )
    }
    bench.add(
        measure.limit(
            "the same again, which makes nothing", number(total), found["rir"], found["rir"].median
        )
    )
    if peers.has("notmuch"):
        theirs = measure.Samples([peers.Notmuch(mails, bench.fresh("notmuch")).index()])
        bench.add(
            measure.times_faster(
                "the first run, interviews too, against the mails alone",
                number(total),
                measure.Samples([first]),
                "notmuch new",
                theirs,
            )
        )


def peak_of(bench, folders):
    bench.product.stop()
    study = bench.product.new_study(bench.fresh("study"))
    with Effort(bench.product.pid) as effort:
        bench.product.run("import", *folders, study=study)
    return effort.peak


def documents(bench):
    """Real Word, OpenDocument, RTF and web files, against pandoc started once for each."""
    source = os.path.join(bench.options.corpora, "documents")
    if not os.path.isdir(source) or not peers.has("pandoc"):
        bench.say("documents or pandoc are absent, their row is left out")
        return
    folder = bench.fresh("documents")
    os.makedirs(folder)
    for name in sorted(os.listdir(source)):
        path = os.path.join(source, name)
        if name.endswith(PANDOC) and converted(path, path) and kept(bench, path):
            shutil.copy(path, folder)
    names = sorted(os.listdir(folder))

    def theirs():
        start = measure.time.perf_counter()
        for name in names:
            converted(os.path.join(folder, name), name)
        return (measure.time.perf_counter() - start) * 1000 / len(names)

    def ours():
        bench.product.stop()
        study = bench.product.new_study(bench.fresh("study"))
        return bench.product.run("import", folder, study=study) / len(names)

    found = measure.interleaved({"rir": ours, "pandoc": theirs}, 3, warm_up=1)
    bench.add(
        measure.share_of(
            "import of documents, each",
            number(len(names)),
            found["rir"],
            "pandoc, a process each",
            found["pandoc"],
            note="rir runs pandoc in a box, two at once, and commits and indexes what it says",
        )
    )


def converted(path, name):
    """Whether pandoc reads a file."""
    run = subprocess.run(
        ["pandoc", "--sandbox", "-t", "gfm", path], capture_output=True, stdin=subprocess.DEVNULL
    )
    return run.returncode == 0


def kept(bench, path):
    """Whether rir takes it in, so that both do the same work."""
    found = subprocess.run(
        [bench.product.rir, "import", "--dry-run", path],
        env=bench.product.around(scratch_study(bench)),
        capture_output=True,
        stdin=subprocess.DEVNULL,
    )
    return found.returncode == 0


def scratch_study(bench):
    if "dry" not in bench.studies:
        bench.studies["dry"] = bench.product.new_study(bench.fresh("study"))
    return bench.studies["dry"]


def surveys(bench):
    """A survey of 10,000 answers and 100 columns, as text and as a workbook."""
    folder = bench.fresh("surveys")
    os.makedirs(folder)
    rows = [header()] + [answer(index) for index in range(ANSWERS)]
    for name, write in (("answers.csv", write_csv), ("answers.xlsx", write_xlsx)):
        path = os.path.join(folder, name)
        write(path, rows)
        samples, peaks = [], []
        for _ in range(3):
            bench.product.stop()
            study = bench.product.new_study(bench.fresh("study"))
            with Effort(bench.product.pid) as effort:
                samples.append(bench.product.run("survey", "import", path, study=study))
            peaks.append(effort.peak)
        found = measure.Samples(samples)
        size = os.path.getsize(path) / 1e6
        bench.add(
            measure.limit(
                f"survey of {COLUMNS} columns, {name.split('.')[1]} ({size:.0f} MB)",
                number(ANSWERS),
                found,
                found.median,
                30_000,
                note=f"a record for each answer; peak memory of rird {max(peaks):.0f} MiB",
            )
        )


def header():
    return ["Response ID", "Role", "What changed for you?"] + [f"Item {n}" for n in range(4, COLUMNS + 1)]


def answer(index):
    role = ("manager", "frontline", "volunteer")[index % 3]
    text = f"Answer {index}: more people rang us themselves, {index % 97} of them in a week, and stayed longer."
    return [f"R{index}", role, text] + [str((index * n) % 5 + 1) for n in range(4, COLUMNS + 1)]


def write_csv(path, rows):
    with open(path, "w") as file:
        for row in rows:
            file.write(",".join(f'"{cell}"' if "," in cell else cell for cell in row) + "\n")


def write_xlsx(path, rows):
    """A workbook of one sheet with its texts in the cells."""
    kinds = (
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument'
        '.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application'
        '/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    )
    rels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd'
            f'.openxmlformats-package.relationships+xml"/>{kinds}</Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{rels}/officeDocument"'
            ' Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{rels}/worksheet"'
            ' Target="worksheets/sheet1.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{main}" xmlns:r="{rels}"><sheets><sheet name="Answers" sheetId="1" r:id="r1"/>'
            "</sheets></workbook>",
        )
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(f'<worksheet xmlns="{main}"><sheetData>'.encode())
            for row in rows:
                cells = "".join(cell(text) for text in row)
                sheet.write(f"<row>{cells}</row>".encode())
            sheet.write(b"</sheetData></worksheet>")


def cell(text):
    if text.isdigit():
        return f"<c><v>{text}</v></c>"
    return f'<c t="inlineStr"><is><t>{escape(text)}</t></is></c>'


__all__ = ["intake"]
