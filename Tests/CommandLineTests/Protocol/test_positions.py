"""Positions in all encodings, against those of the command line, and texts after edits, against those of the client."""
import json
import random
import re
import subprocess

import pytest

from conftest import PROGRAM, ZONE
from raw_client import RawClient

ENCODINGS = ["utf-8", "utf-16", "utf-32"]
PIECES = ["a", "\t", " ", "é", "漢", "\U0001d11e", "\n", "\r\n", "; x", "www A 192.0.2.1 ", '"', "(", ")", "$TTL 5"]


def units(text, encoding):
    codec = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}[encoding]
    return len(text.encode(codec)) // {"utf-8": 1, "utf-16": 2, "utf-32": 4}[encoding]


def position(text, offset, encoding):
    """The position of an offset in a text, as the client counts."""
    lines = re.split("\r\n|\n|\r", text[:offset])
    return {"line": len(lines) - 1, "character": units(lines[-1], encoding)}


def pair(position):
    return position["line"], position["character"]


def wrong_zone(seed):
    """A zone whose mistakes have all kinds of characters before them on their lines."""
    choose = random.Random(seed).choice
    text = ZONE
    for number in range(12):
        before = "".join(choose(["\t", "é", "漢", "\U0001d11e", "e\u0301", " "]) for _ in range(6))
        text += choose([
            f'h{number} TXT "{before}" "x" ) ; {before}\n', f'h{number} IN TXT "{before}" ( "a{before}" "b" ) )\r\n',
            f"{before.strip() or 'x'}{number} IN A 192.0.2.\n", f"h{number}\tIN\tA\t192.0.2.1 {before.strip()}x ; y\r\n"])
    return text


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("seed", range(4))
def test_ranges_are_those_of_check(tmp_path, encoding, seed):
    text = wrong_zone(seed)
    (tmp_path / "a.zone").write_bytes(text.encode())
    run = subprocess.run([PROGRAM, "check", "--format", "json", "a.zone"], cwd=tmp_path, capture_output=True)
    expected = set()
    for finding in json.loads(run.stdout)["findings"]:
        start, end = (
            position(text, len(text.encode()[: finding["location"][edge]["offset"]].decode()), encoding)
            for edge in ("start", "end"))
        expected.add((finding["rule"], *pair(start), *pair(end)))
    with RawClient(encoding) as client:
        assert client.capabilities["positionEncoding"] == encoding
        uri = (tmp_path / "a.zone").as_uri()
        client.open(uri, text)
        found = {
            (item["code"], *pair(item["range"]["start"]), *pair(item["range"]["end"]))
            for item in client.diagnostics(uri)}
    assert len(expected) > 5 and found == expected


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_random_edits_give_the_text_of_the_client(tmp_path, encoding):
    generator = random.Random(encoding)
    uri = (tmp_path / "a.zone").as_uri()
    text = ZONE
    with RawClient(encoding) as client:
        client.open(uri, text)
        for _ in range(10):
            changes = []
            for _ in range(50):
                start = generator.randrange(len(text) + 1)
                end = min(len(text), start + generator.choice([0, 0, 0, 1, 3, 40 if len(text) > 1500 else 0]))
                # There is no position between the characters of a line end.
                start, end = (at - (text[at - 1 : at + 1] == "\r\n") for at in (start, end))
                new = "".join(generator.choice(PIECES) for _ in range(generator.randrange(4)))
                changes.append({
                    "range": {"start": position(text, start, encoding), "end": position(text, end, encoding)},
                    "text": new})
                text = text[:start] + new + text[end:]
            client.change(uri, *changes)
            edited = client.diagnostics(uri)
            client.change(uri, {"text": text})
            assert client.diagnostics(uri) == edited
