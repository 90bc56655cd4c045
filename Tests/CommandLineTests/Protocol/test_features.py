"""Every feature of the server, as an editor uses it."""
import pytest
from lsprotocol import types

from conftest import BAD, ZONE

QUICK_FIX = types.CodeActionKind.QuickFix
FIX_ALL = "source.fixAll.srvlint"
DUPLICATE = "web IN A 192.0.2.10\n"


async def test_a_mistake_is_shown_with_its_reason_and_disappears(editor):
    editor.open("a.zone", BAD)
    (item,) = await editor.diagnostics("a.zone")
    assert (item.code, item.severity, item.source) == ("S301", types.DiagnosticSeverity.Error, "srvlint")
    assert item.code_description.href == "https://www.rfc-editor.org/rfc/rfc2782"
    assert item.range.start == types.Position(7, 34)
    assert item.related_information[0].location.range.start.line == 6
    editor.change("a.zone", ZONE)
    assert await editor.diagnostics("a.zone") == []


async def test_a_duplicate_is_faded(editor):
    editor.open("a.zone", ZONE + DUPLICATE)
    (item,) = await editor.diagnostics("a.zone")
    assert (item.code, list(item.tags)) == ("Z230", [types.DiagnosticTag.Unnecessary])


async def test_other_zones_of_the_workspace_answer_for_their_names(editor):
    other = ZONE.replace("example.com", "example.org")
    editor.write("b.zone", other + "host IN A 192.0.2.9\n")
    editor.open("a.zone", ZONE + "_submission._tcp IN SRV 10 0 587 host.example.org.\n")
    assert await editor.codes("a.zone") == []
    # The text that is not saved counts.
    editor.open("b.zone")
    editor.change("b.zone", other + "host IN CNAME web\n")
    assert await editor.codes("a.zone") == ["S301"]


async def test_a_part_of_a_zone_is_checked_as_such(editor):
    editor.write("a.zone", ZONE + "$INCLUDE part.inc\n_submission._tcp IN SRV 10 0 587 host\n")
    editor.open("part.inc", "host IN A 192.0.2.1\n")
    assert await editor.codes("part.inc") == []
    editor.change("part.inc", "host IN A 192.0.2.1\nhost IN A 192.0.2.1\n")
    assert await editor.codes("part.inc") == ["Z230"]


async def test_findings_in_an_included_file_that_is_not_open_are_sent(editor):
    editor.write("part.inc", "host IN A 192.0.2.1\nhost IN A 192.0.2.1\n")
    editor.open("a.zone", ZONE + "$INCLUDE part.inc\n")
    assert await editor.codes("a.zone") == []
    shown = await editor.sent_diagnostics("part.inc")
    assert [item.code for item in shown] == ["Z230"]


async def test_the_configuration_is_checked(editor):
    text = "ignore: [S301]\nselct: [Z]\n"
    editor.open(".srvlint.yml", text, "yaml")
    (item,) = await editor.diagnostics(".srvlint.yml")
    assert "selct" in item.message and item.range.start == types.Position(1, 0)
    editor.change(".srvlint.yml", "ignore: [S301]\n")
    assert await editor.diagnostics(".srvlint.yml") == []
    # It applies before it is saved.
    editor.open("a.zone", BAD)
    assert await editor.codes("a.zone") == []


async def test_a_well_known_document_is_checked_with_its_zone(editor):
    editor.write(".srvlint.yml", "zones: {a.zone: {server-names: [example.com], well-known: server.json}}\n")
    editor.write("a.zone", ZONE)
    editor.open("server.json", '{"m.server": "web.example.com:443"}\n', "json")
    assert await editor.codes("server.json") == []
    editor.change("server.json", '{\n"m.server": "https://web.example.com"}\n')
    items = await editor.diagnostics("server.json")
    assert ("W105", 1) in [(item.code, item.range.start.line) for item in items]


async def test_a_fix_is_offered_and_labelled(editor):
    text = editor.open("a.zone", BAD)
    actions = await editor.actions("a.zone", 7, [QUICK_FIX])
    (fix,) = [action for action in actions if isinstance(action, types.CodeAction) and action.edit]
    assert "unsafe" in fix.title and not fix.is_preferred and fix.diagnostics[0].code == "S301"
    editor.change("a.zone", editor.applied(text, editor.edits(fix.edit, "a.zone")))
    assert await editor.codes("a.zone") == []


async def test_all_safe_fixes_are_made_together(editor):
    text = editor.open("a.zone", ZONE + DUPLICATE + "web IN A 192.0.2.10 ; again\n")
    (action,) = await editor.actions("a.zone", 0, [types.CodeActionKind.SourceFixAll])
    assert action.kind == FIX_ALL
    resolved = await editor.client.code_action_resolve_async(action)
    assert editor.applied(text, editor.edits(resolved.edit, "a.zone")) == ZONE


async def test_a_finding_is_ignored_with_a_comment(editor):
    text = editor.open("a.zone", BAD)
    action = next(a for a in await editor.actions("a.zone", 7) if a.title.startswith("Ignore S301"))
    resolved = await editor.client.code_action_resolve_async(action)
    changed = editor.applied(text, editor.edits(resolved.edit, "a.zone"))
    assert changed == BAD.replace("8448 matrix\n", "8448 matrix ; srvlint: ignore[S301]\n")
    editor.change("a.zone", changed)
    assert await editor.codes("a.zone") == []


async def test_a_rule_is_explained(editor):
    editor.open("a.zone", BAD)
    assert "Explain S301 (srv-target-alias)" in [action.title for action in await editor.actions("a.zone", 7)]
    page = await editor.client.workspace_execute_command_async(
        types.ExecuteCommandParams("srvlint.explain", arguments=["S301"]))
    assert page.startswith("# srv-target-alias (S301)")


async def test_a_zone_is_formatted(editor):
    text = editor.open("a.zone", '$TTL   60\nt TXT "\U0001d11e"  ;  x\nmail  A 192.0.2.2 ; y\n')
    edits = await editor.client.text_document_formatting_async(
        types.DocumentFormattingParams(
            text_document=editor.document("a.zone"), options=types.FormattingOptions(tab_size=8, insert_spaces=True)))
    assert editor.applied(text, edits) == (
        '$TTL 60\nt       TXT "\U0001d11e"       ;  x\nmail    A   192.0.2.2 ; y\n')


async def test_hover_explains_names_and_data(editor):
    editor.open("a.zone", BAD + "_matrix-fed._tcp IN SRV 10 5 8448 web\n IN TXT x\n")

    async def hover(line, character):
        found = await editor.client.text_document_hover_async(
            types.HoverParams(**editor.position("a.zone", line, character)))
        return found.contents.value

    assert "`web.example.com.`: `web` with the origin `example.com.`" in await hover(5, 1)
    assert "`matrix.example.com.`" in await hover(7, 36) and "CNAME web" in await hover(7, 36)
    route = await hover(8, 20)
    assert "For `example.com`, other servers first ask for the document" in route and "It is not known here" in route
    assert "Then they use this record: `web.example.com` port 8448 (`192.0.2.10`)." in route
    assert "certificate must be valid for `example.com`, and not only for `web.example.com`" in route
    assert "inherited from line 9" in await hover(9, 5)
    serial = await hover(2, 60)
    assert "2026-11-21, change 1" in serial and "7200 (2 hours)" in serial and "`hostmaster@example.com`" in serial


CONFIGURATION = """\
zones:
  a.zone:
    server-names: ["{server}"]
    well-known: server.json
"""


@pytest.mark.parametrize("server, document, line, words", [
    ("example.com", '{"m.server": "matrix.example.com"}', 6, "which delegates to `matrix.example.com`.\n- So they do not"),
    ("example.com", '{"m.server": "matrix.example.com"}', 7, "which delegates to `matrix.example.com`.\n- Then they use"),
    ("example.com", '{"m.server": "web.example.com:443"}', 6, "which delegates to `web.example.com:443`.\n- So they do not"),
    ("example.com:8448", "{}", 6, "do not look up this record for `example.com:8448`"),
    ("example.com", "{}", 6, "It is not used: "),
    ("example.com", "{}", 8, "Servers that look up `_matrix-fed._tcp` use its records, and not this one.")])
async def test_hover_shows_the_route_by_the_document(editor, server, document, line, words):
    editor.write(".srvlint.yml", CONFIGURATION.format(server=server))
    editor.write("server.json", document)
    editor.open("a.zone", ZONE + (
        "_matrix-fed._tcp IN SRV 10 5 8448 web\n_matrix-fed._tcp.matrix IN SRV 10 5 8448 web\n"
        "_matrix._tcp IN SRV 10 5 8448 web\n"))
    found = await editor.client.text_document_hover_async(types.HoverParams(**editor.position("a.zone", line, 26)))
    assert words in found.contents.value


async def test_definitions_references_and_highlights(editor):
    editor.write("part.inc", "host IN A 192.0.2.1\n")
    editor.open("a.zone", BAD + "$INCLUDE part.inc\nmail IN MX 10 host\n")
    client = editor.client

    async def definition(line, character):
        found = await client.text_document_definition_async(
            types.DefinitionParams(**editor.position("a.zone", line, character)))
        return [(place.uri.rsplit("/", 1)[1], place.range.start.line) for place in found]

    assert await definition(7, 36) == [("a.zone", 6)]
    assert await definition(6, 17) == [("a.zone", 5)]
    assert await definition(8, 12) == [("part.inc", 0)]
    assert await definition(9, 15) == [("part.inc", 0)]
    found = await client.text_document_references_async(
        types.ReferenceParams(
            **editor.position("a.zone", 6, 2), context=types.ReferenceContext(include_declaration=False)))
    assert [place.range.start for place in found] == [types.Position(7, 34)]
    marks = await client.text_document_document_highlight_async(
        types.DocumentHighlightParams(**editor.position("a.zone", 5, 1)))
    assert [(mark.range.start.line, mark.kind) for mark in marks] == [
        (5, types.DocumentHighlightKind.Write), (6, types.DocumentHighlightKind.Read)]


async def test_the_outline_has_owners_links_and_folds(editor):
    editor.write("part.inc", "host IN A 192.0.2.1\n")
    editor.open("a.zone", "; one\n; two\n" + ZONE + "long IN TXT ( a\n b )\n$INCLUDE part.inc\n")
    document = editor.document("a.zone")
    symbols = await editor.client.text_document_document_symbol_async(types.DocumentSymbolParams(document))
    assert [(symbol.name, len(symbol.children)) for symbol in symbols] == [
        ("example.com.", 3), ("web.example.com.", 1), ("long.example.com.", 1)]
    (link,) = await editor.client.text_document_document_link_async(types.DocumentLinkParams(document))
    assert link.target == editor.uri("part.inc")
    folds = await editor.client.text_document_folding_range_async(types.FoldingRangeParams(document))
    assert [(fold.start_line, fold.end_line) for fold in folds] == [(8, 9), (0, 1)]


@pytest.mark.parametrize(
    ("line", "label"),
    [("$", "$ORIGIN"), ("web IN ", "CNAME"), ("x IN CNAME ", "web"), ("x IN MX 10 m", "matrix"), ("_", "_matrix-fed._tcp")])
async def test_completion_fits_the_position(editor, line, label):
    text = editor.open("a.zone", BAD + line)
    found = await editor.client.text_document_completion_async(
        types.CompletionParams(**editor.position("a.zone", text.count("\n"), len(line))))
    assert label in [item.label for item in found]


async def test_a_name_is_renamed_with_all_that_refer_to_it(editor):
    text = editor.open("a.zone", ZONE + "a.web IN A 192.0.2.1\nmail IN MX 5 WEB.example.com.\nx IN TXT web\n")
    place = editor.position("a.zone", 5, 1)
    prepared = await editor.client.text_document_prepare_rename_async(types.PrepareRenameParams(**place))
    assert prepared.placeholder == "web"
    edit = await editor.client.text_document_rename_async(types.RenameParams(**place, new_name="www"))
    assert editor.applied(text, editor.edits(edit, "a.zone")) == ZONE.replace("web", "www") + (
        "a.www IN A 192.0.2.1\nmail IN MX 5 www.example.com.\nx IN TXT web\n")


@pytest.mark.parametrize("name", ["", "a..b", "web", "other.example.net.", "@"])
async def test_a_name_that_cannot_be_given_is_refused(editor, name):
    editor.open("a.zone", BAD)
    with pytest.raises(Exception, match="not renamed"):
        await editor.client.text_document_rename_async(
            types.RenameParams(**editor.position("a.zone", 6, 1), new_name=name))
