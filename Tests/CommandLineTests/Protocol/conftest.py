"""The client of the tests: each has a directory of its own, and a server whose messages are compared with the protocol."""
import asyncio
import os
import pathlib
import sys

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

import validation

HERE = pathlib.Path(__file__).parent
PROGRAM = os.environ["SRVLINT"]
RECORDS = pathlib.Path(os.environ["SRVLINT_RECORDS"])

ZONE = """\
$ORIGIN example.com.
$TTL 3600
@ IN SOA ns1.example.net. hostmaster.example.com. 2026112101 7200 3600 1209600 3600
@ IN NS ns1.example.net.
@ IN NS ns2.example.net.
web IN A 192.0.2.10
"""
BAD = ZONE + "matrix IN CNAME web\n_submission._tcp IN SRV 10 0 8448 matrix\n"


class Editor:
    """Shorter forms of what tests do with a client."""

    def __init__(self, client, directory):
        self.client = client
        self.directory = directory
        self.version = 0

    def uri(self, name):
        return (self.directory / name).as_uri()

    def document(self, name):
        return types.TextDocumentIdentifier(uri=self.uri(name))

    def write(self, name, text):
        (self.directory / name).write_text(text)
        return text

    def open(self, name, text=None, language="bindzone"):
        text = self.write(name, text) if text is not None else (self.directory / name).read_text()
        self.client.text_document_did_open(
            types.DidOpenTextDocumentParams(
                types.TextDocumentItem(uri=self.uri(name), language_id=language, version=0, text=text)))
        return text

    def change(self, name, text):
        self.version += 1
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(version=self.version, uri=self.uri(name)),
                [types.TextDocumentContentChangeWholeDocument(text)]))

    async def diagnostics(self, name):
        """The diagnostics of a document, after the changes so far."""
        report = await self.client.text_document_diagnostic_async(
            types.DocumentDiagnosticParams(text_document=self.document(name)))
        return list(report.items)

    async def sent_diagnostics(self, name):
        """The diagnostics of a file that is not open, as soon as the server sends them."""
        async with asyncio.timeout(60):
            while self.uri(name) not in self.client.diagnostics:
                await asyncio.sleep(0.01)
        return self.client.diagnostics[self.uri(name)]

    async def codes(self, name):
        return [item.code for item in await self.diagnostics(name)]

    async def actions(self, name, line, only=None):
        place = types.Range(types.Position(line, 0), types.Position(line, 200))
        return await self.client.text_document_code_action_async(
            types.CodeActionParams(
                text_document=self.document(name), range=place,
                context=types.CodeActionContext(diagnostics=[], only=only)))

    def position(self, name, line, character):
        return {"text_document": self.document(name), "position": types.Position(line, character)}

    def applied(self, text, edits):
        """The text after edits, as a client that counts in UTF-16 applies them."""
        lines = text.split("\n")

        def offset(position):
            line = lines[position.line]
            units = line.encode("utf-16-le")[: 2 * position.character].decode("utf-16-le")
            return sum(len(other) + 1 for other in lines[: position.line]) + len(units)

        for edit in sorted(edits, key=lambda edit: offset(edit.range.start), reverse=True):
            text = text[: offset(edit.range.start)] + edit.new_text + text[offset(edit.range.end):]
        return text

    def edits(self, edit, name):
        return [
            change for document in edit.document_changes
            if document.text_document.uri == self.uri(name) for change in document.edits]


@pytest_lsp.fixture(
    config=ClientServerConfig(
        server_command=[sys.executable, str(HERE / "recorder.py"), str(RECORDS), PROGRAM, "lsp"]))
async def client(lsp_client: LanguageClient, tmp_path):
    capabilities = client_capabilities("visual-studio-code")
    capabilities.general.position_encodings = [types.PositionEncodingKind.Utf16]
    await lsp_client.initialize_session(
        types.InitializeParams(
            capabilities=capabilities,
            workspace_folders=[types.WorkspaceFolder(uri=tmp_path.as_uri(), name="zones")]))
    yield
    await lsp_client.shutdown_session()


@pytest.fixture
def editor(client, tmp_path):
    return Editor(client, tmp_path)


def pytest_sessionfinish(session, exitstatus):
    """Compares every message of the servers with the protocol."""
    problems = []
    count = 0
    for record in sorted(RECORDS.glob("*.server")):
        requests = validation.messages(record.with_suffix(".client").read_bytes())
        methods = {message["id"]: message["method"] for message in requests if "id" in message and "method" in message}
        for message in validation.messages(record.read_bytes()):
            count += 1
            if found := validation.problem(message, methods):
                problems.append(f"{found}\n  {str(message)[:300]}")
    print(f"\n{count} messages compared with the protocol")
    for found in problems:
        print(f"wrong message: {found}")
    if problems or not count:
        session.exitstatus = 1
