"""What TheELNConsortium asks of a .eln file: its specification's rules and the five checks of its test suite, written anew."""

import hashlib
import json
import sys
import zipfile

wrong = []
with zipfile.ZipFile(sys.argv[1]) as archive:
    assert archive.testzip() is None
    names = [x for x in archive.namelist() if not x.endswith("/")]
    tops = {x.split("/")[0] for x in names}
    # 1: one folder at the top, and nothing beside it.
    if len(tops) != 1 or any("/" not in x for x in names):
        wrong.append("more than one folder at the top")
    top = tops.pop()
    # 2: the metadata lie in it and are JSON-LD with a context and a graph.
    metadata = json.loads(archive.read(top + "/ro-crate-metadata.json"))
    graph = {x["@id"]: x for x in metadata["@graph"]}
    if len(graph) != len(metadata["@graph"]) or "@context" not in metadata:
        wrong.append("two entities of one id, or no context")
    # 3: the descriptor says what it follows, who made it, and in which version.
    descriptor = graph["ro-crate-metadata.json"]
    if not descriptor["conformsTo"]["@id"].startswith("https://w3id.org/ro/crate/1."):
        wrong.append("no version of RO-Crate")
    publisher = graph.get(descriptor["sdPublisher"]["@id"], {})
    if not publisher.get("name") or not descriptor.get("version"):
        wrong.append("no sdPublisher, or no version")
    # 4: every part is described and there, and everything is reached from the root.
    parts = {x["@id"] for x in graph["./"]["hasPart"]}
    if not graph["./"].get("name") or isinstance(graph["./"].get("keywords"), list):
        wrong.append("a root without a name, or keywords as a list")
    inside = {x[len(top) + 1:] for x in names}
    if parts - graph.keys() or parts - inside:
        wrong.append("parts that are not described or not there")
    # 5: every file has a name, a format, its size as text and its digest.
    for part in parts:
        entity, data = graph[part], archive.read(top + "/" + part)
        if not entity.get("name") or not entity.get("encodingFormat"):
            wrong.append(part + " has no name or no format")
        if entity.get("contentSize") != str(len(data)) or entity.get("sha256") != hashlib.sha256(data).hexdigest():
            wrong.append(part + " has another size or digest")
print("\n".join(wrong) or "good")
sys.exit(1 if wrong else 0)
