"""A client that writes bytes, for what no real client sends, and for all position encodings."""
import json
import os
import subprocess

PROGRAM = os.environ["SRVLINT"]


class RawClient:
    def __init__(self, encoding="utf-16", initialize=True):
        self.server = subprocess.Popen([PROGRAM, "lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
        self.buffer = b""
        self.next_id = 0
        if initialize:
            capabilities = {"general": {"positionEncodings": [encoding]}, "textDocument": {"diagnostic": {}}}
            self.capabilities = self.ask("initialize", {"capabilities": capabilities})["result"]["capabilities"]
            self.notify("initialized", {})

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.kill()
        self.server.wait()

    def send(self, message):
        content = message if isinstance(message, bytes) else json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.write(b"Content-Length: %d\r\n\r\n" % len(content) + content)

    def write(self, data):
        self.server.stdin.write(data)

    def notify(self, method, params):
        self.send({"method": method, "params": params})

    def receive(self):
        """The next message of the server; None at the end of its output."""
        while True:
            header, end, rest = self.buffer.partition(b"\r\n\r\n")
            if end:
                length = int(header.removeprefix(b"Content-Length: "))
                if len(rest) >= length:
                    self.buffer = rest[length:]
                    return json.loads(rest[:length])
            data = os.read(self.server.stdout.fileno(), 1 << 16)
            if not data:
                assert not self.buffer, f"the output ends in {self.buffer[:40]!r}"
                return None
            self.buffer += data

    def answer(self, request):
        """The response to a request, past notifications."""
        while True:
            message = self.receive()
            assert message is not None, "the server ended"
            if message.get("id") == request and "method" not in message:
                return message

    def ask(self, method, params):
        self.next_id += 1
        self.send({"id": self.next_id, "method": method, "params": params})
        return self.answer(self.next_id)

    def open(self, uri, text):
        self.notify("textDocument/didOpen", {
            "textDocument": {"uri": uri, "languageId": "bindzone", "version": 0, "text": text}})

    def change(self, uri, *changes):
        self.notify("textDocument/didChange", {
            "textDocument": {"uri": uri, "version": 1}, "contentChanges": list(changes)})

    def diagnostics(self, uri):
        return self.ask("textDocument/diagnostic", {"textDocument": {"uri": uri}})["result"]["items"]
