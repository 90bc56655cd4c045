"""What no correct client sends. Only `exit` or the end of the input ends the server."""
import json
import os
import pathlib
import random
import time

import pytest

from conftest import BAD, ZONE
from raw_client import RawClient

HOVER = {"textDocument": {"uri": "file:///x.zone"}, "position": {"line": 0, "character": 0}}


def frame(message):
    content = json.dumps({"jsonrpc": "2.0", **message}).encode()
    return b"Content-Length: %d\r\n\r\n" % len(content) + content


def test_frames_may_be_split_and_merged_anywhere():
    generator = random.Random(1)
    stream = b"".join(frame({"id": f"r{number}", "method": "x/y"}) for number in range(200))
    with RawClient() as client:
        while stream:
            size = generator.choice([1, 2, 7, 100, 5000])
            client.write(stream[:size])
            stream = stream[size:]
        for number in range(200):
            assert client.answer(f"r{number}")["error"]["code"] == -32601


@pytest.mark.parametrize("garbage", [
    b"Content-Length: 2147483648\r\n\r\n{}", b"Content-Length: 99999999999999999999\r\n\r\n", b"Content-Length: -1\r\n\r\n",
    b"X: y\r\n\r\n", b"\r\n\r\n", b"Content-Length: 3\r\n\r\n{}}}}", b"Content-Length: 2\r\n\r\n\xff\xfe",
    b"x" * 200_000 + b"\r\n\r\n", frame({"method": 1}), frame({"id": None, "method": "x"}), frame({"id": 1.5})])
def test_after_garbage_the_next_message_is_answered(garbage):
    with RawClient() as client:
        client.write(garbage)
        client.send({"id": "next", "method": "shutdown"})
        assert client.answer("next")["result"] is None
        client.notify("exit", {})
        assert client.receive() is None and client.server.wait() == 0


@pytest.mark.parametrize("params", [None, [], 1, {}, {"textDocument": 5}, {"textDocument": {"uri": "file:///a"}}, HOVER])
@pytest.mark.parametrize("method", [
    "textDocument/hover", "textDocument/rename", "textDocument/codeAction", "textDocument/formatting",
    "textDocument/diagnostic", "textDocument/completion", "textDocument/documentSymbol", "workspace/executeCommand"])
def test_wrong_parameters_are_an_error(method, params):
    with RawClient() as client:
        assert client.ask(method, params)["error"]["code"] in (-32602, -32603, -32803)


def test_notifications_with_wrong_parameters_are_ignored():
    with RawClient() as client:
        for method in ["didOpen", "didChange", "didClose", "didSave"]:
            for params in [None, [], {"textDocument": {}}, {"textDocument": {"uri": 1, "text": 2}, "contentChanges": {}}]:
                client.notify(f"textDocument/{method}", params)
        client.open("untitled:x", "x")
        client.open("file:///%00", "x")
        client.notify("workspace/didChangeWorkspaceFolders", {"event": {"added": [{}], "removed": 1}})
        assert client.ask("shutdown", None)["result"] is None


def test_requests_before_initialize_and_after_shutdown():
    with RawClient(initialize=False) as client:
        assert client.ask("textDocument/hover", HOVER)["error"]["code"] == -32002
        client.open("file:///a.zone", BAD)
        assert "result" in client.ask("initialize", {"capabilities": {}})
        assert client.ask("shutdown", None)["result"] is None
        assert client.ask("textDocument/hover", HOVER)["error"]["code"] == -32600
        client.server.stdin.close()
        assert client.receive() is None and client.server.wait() == 0


def test_the_end_of_the_input_without_shutdown_is_an_error():
    with RawClient() as client:
        client.server.stdin.close()
        assert client.receive() is None and client.server.wait() == 1


PIECES = [
    "www", " IN A 192.0.2.1\n", "\t", "\n", "\r\n", "\r", "; x\n", "(", ")", "\"", "\u00e9", "\u6f22", "\U0001d11e",
    "_matrix-fed._tcp IN SRV 10 0 8448 matrix\n", "matrix IN CNAME web\n", "$ORIGIN a.\n", "\\", "@ MX 10 web\n"]
UNITS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
# More for a long run.
EDITS = int(os.environ.get("SRVLINT_EDITS", 300))


def random_edit(generator, text, encoding):
    """A change, and the text after it. Positions are those of a client that counts units of its own strings."""
    codec, size = UNITS[encoding]

    def position(index):
        before = text[:index].replace("\r\n", "\n\0").replace("\r", "\n").replace("\n\0", "\0\n")
        # Between the two characters of a line ending there is no position.
        line = before.rpartition("\n")[2]
        return {"line": before.count("\n"), "character": len(line.encode(codec)) // size}

    def place():
        index = generator.randrange(len(text) + 1)
        return index + 1 if text[index - 1:index + 1] == "\r\n" else index

    start, end = sorted((place(), place()))
    if generator.random() < 0.9:
        end = min(end, start + generator.randrange(9))
        end += text[end - 1:end + 1] == "\r\n"
    new = "".join(generator.choices(PIECES, k=generator.randrange(4)))
    if generator.random() < 0.02:
        return {"text": ZONE}, ZONE
    return {"range": {"start": position(start), "end": position(end)}, "text": new}, text[:start] + new + text[end:]


@pytest.mark.parametrize("encoding", UNITS)
def test_after_random_edits_diagnostics_are_those_of_the_same_text_opened(encoding, tmp_path):
    generator = random.Random(encoding)
    uri = (tmp_path / "a.zone").as_uri()
    text = BAD
    with RawClient(encoding) as edited, RawClient(encoding) as fresh:
        edited.open(uri, text)
        for number in range(1, EDITS + 1):
            change, text = random_edit(generator, text, encoding)
            edited.change(uri, change)
            if number % 50 == 0 or number == EDITS:
                fresh.open(uri, text)
                expected = fresh.diagnostics(uri)
                fresh.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
                assert edited.diagnostics(uri) == expected, repr(text)


def test_edits_outside_the_document_and_halves_of_characters(tmp_path):
    uri = (tmp_path / "a.zone").as_uri()
    numbers = [-1, 0, 5, 2**31, 2**63 - 1, -2**63]
    with RawClient() as client:
        client.open(uri, BAD)
        for line in numbers:
            for character in numbers:
                place = {"line": line, "character": character}
                client.change(uri, {"range": {"start": place, "end": place}, "text": ""})
                client.ask("textDocument/hover", {"textDocument": {"uri": uri}, "position": place})
        client.change(uri, {"range": {"start": {"line": 10**30, "character": 0}, "end": 5}, "text": "x"}, {"text": 5}, 7)
        assert [item["code"] for item in client.diagnostics(uri)] == ["S301"]
        # Half of a surrogate pair is no text.
        client.send(b'{"method":"textDocument/didChange","params":{"textDocument":{"uri":"%s","version":9},'
                    b'"contentChanges":[{"text":"\\ud834"}]}}' % uri.encode())
        client.send(b'{"method":"textDocument/didChange","params":{"textDocument":{"uri":"%s","version":9},'
                    b'"contentChanges":[{"text":"\xed\xa0\xb4\xff"}]}}' % uri.encode())
        client.change(uri, {"text": ZONE})
        assert client.diagnostics(uri) == []


def test_files_that_disappear_and_links_out_of_the_workspace(tmp_path):
    outside = tmp_path / "outside.inc"
    outside.write_text("secret IN A 192.0.2.99\n")
    folder = tmp_path / "workspace"
    folder.mkdir()
    (folder / "link.inc").symlink_to(outside)
    (folder / "loop").symlink_to(folder)
    (folder / "part.inc").write_text("host IN A 192.0.2.7\n")
    text = ZONE + "$INCLUDE part.inc\n$INCLUDE link.inc\n_submission._tcp IN SRV 10 0 8448 host\n"
    (folder / "a.zone").write_text(text)
    uri = (folder / "a.zone").as_uri()
    with RawClient(initialize=False) as client:
        client.ask("initialize", {
            "capabilities": {"textDocument": {"diagnostic": {}}},
            "workspaceFolders": [{"uri": folder.as_uri(), "name": "zones"}]})
        client.open(uri, text)
        before = client.diagnostics(uri)
        assert "secret" not in json.dumps(before) and not any(item["code"] == "S302" for item in before)
        symbols = client.ask("textDocument/documentSymbol", {"textDocument": {"uri": uri}})
        (folder / "part.inc").unlink()
        (folder / "a.zone").unlink()
        client.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": uri, "type": 3}]})
        after = client.diagnostics(uri)
        assert "part.inc" in json.dumps(after) and after != before
        assert client.ask("textDocument/documentSymbol", {"textDocument": {"uri": uri}}).keys() == symbols.keys()


def test_a_named_pipe_is_checked_without_waiting_for_a_writer(tmp_path):
    os.mkfifo(tmp_path / "a.zone")
    os.mkfifo(tmp_path / "b.inc")
    uri = (tmp_path / "a.zone").as_uri()
    with RawClient() as client:
        client.open(uri, BAD + "$INCLUDE b.inc\n")
        started = time.monotonic()
        assert [item["code"] for item in client.diagnostics(uri)] == ["S301", "Z113"]
        assert time.monotonic() - started < 4


def resident(client):
    """The resident memory of the server in bytes."""
    status = pathlib.Path(f"/proc/{client.server.pid}/status").read_text()
    return next(int(line.split()[1]) << 10 for line in status.splitlines() if line.startswith("VmRSS"))


def test_memory_is_returned_when_large_documents_are_closed(tmp_path):
    lines = "".join(f"host{number} IN A 192.0.2.{number % 250 + 1}\n" for number in range(8_000))
    uris = [(tmp_path / f"{number}.zone").as_uri() for number in range(10)]
    size = len(ZONE + lines) * len(uris)

    def open_and_close(client):
        for uri in uris:
            client.open(uri, ZONE + lines)
        for uri in uris:
            client.diagnostics(uri)
        used = resident(client)
        for uri in uris:
            client.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
        # It is returned when the server has nothing else to do.
        end = time.monotonic() + 20
        while resident(client) > used - 3 * size and time.monotonic() < end:
            time.sleep(0.05)
        return used, resident(client)

    with RawClient() as client:
        used, closed = open_and_close(client)
        # The zones took several times the size of their texts.
        assert used - closed > 3 * size
        _, again = open_and_close(client)
        assert again - closed < size
