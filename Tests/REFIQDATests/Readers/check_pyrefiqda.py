"""Reads a .qdpx or .qdc with pyrefiqda and prints as JSON what it finds.

    check_pyrefiqda.py FILE [codepoint | utf16 | translated]

The second argument says how positions are counted: code points of the file as it is, UTF-16 units of the file as it
is, or code points after Python's usual translation of line ends. Quotations are cut out of the files here, with
Python's own means.
"""

import json
import pathlib
import sys
import tempfile

from pyrefiqda import RefiCodebook, RefiProject


def quotation(path, start, end, counting):
    data = path.read_bytes()
    if counting == "utf16":
        return data.decode("utf-8").encode("utf-16-le")[2 * start:2 * end].decode("utf-16-le")
    if counting == "translated":
        with open(path, encoding="utf-8") as file:
            return file.read()[start:end]
    return data.decode("utf-8")[start:end]


def codes(items, above=""):
    for code in items:
        yield {"guid": code.guid, "path": above + code.name, "isCodable": code.is_codable}
        yield from codes(code.code, above + code.name + "/")


def selections(source, folder, counting):
    path = folder / "sources" / source.plain_text_path.removeprefix("internal://")
    for selection in source.plain_text_selection:
        start, end = selection.start_position, selection.end_position
        yield {
            "guid": selection.guid,
            "coder": selection.creating_user,
            "codes": [coding.code_ref.target_guid for coding in selection.coding],
            "start": start,
            "end": end,
            "quote": quotation(path, start, end, counting),
        }


def project(path, counting):
    with tempfile.TemporaryDirectory() as name:
        found = RefiProject.load(path, extract_dir=name)
        folder = pathlib.Path(name)
        sources = found.sources.text_source if found.sources else []
        notes = found.notes.note if found.notes else []
        return {
            "users": [user.name for user in (found.users.user if found.users else [])],
            "codes": list(codes(found.code_book.codes.code)) if found.code_book else [],
            "selections": [one for source in sources for one in selections(source, folder, counting)],
            "notes": [
                (folder / "sources" / note.plain_text_path.removeprefix("internal://")).read_bytes().decode("utf-8")
                for note in notes
            ],
        }


def main():
    path = sys.argv[1]
    if path.endswith(".qdc"):
        found = {"users": [], "codes": list(codes(RefiCodebook.load(path).codes.code)), "selections": [], "notes": []}
    else:
        found = project(path, sys.argv[2] if len(sys.argv) > 2 else "codepoint")
    json.dump(found, sys.stdout)


main()
