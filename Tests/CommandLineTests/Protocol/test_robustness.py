"""What no correct client sends. Only `exit` or the end of the input ends the server."""
import json
import random

import pytest

from conftest import BAD
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
