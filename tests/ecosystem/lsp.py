"""Goes through every capability of `divulge lsp` with the client of pygls: lsp.py FOLDER.

FOLDER has the Kakao Pay fixture. The client takes every answer apart by the types of the protocol, so that an answer of
another form fails here; it does so once for each encoding of positions.
"""

import asyncio
import os
import pathlib
import sys

from lsprotocol import types
from pygls.lsp.client import LanguageClient

NAME = "Alipay Singapore E-Commerce Private Limited"


def position(text: str, needle: str, encoding: str) -> types.Position:
    """Where the needle starts, as the encoding counts."""
    before = text[: text.index(needle)]
    column = before[before.rfind("\n") + 1 :]
    units = {"utf-8": len(column.encode()), "utf-16": len(column.encode("utf-16-le")) // 2, "utf-32": len(column)}
    return types.Position(before.count("\n"), units[encoding])


def slice_of(text: str, place: types.Range, encoding: str) -> str:
    """The words of a range that lies on one line."""
    line = text.split("\n")[place.start.line]
    width = {"utf-8": (line.encode(), 1), "utf-16": (line.encode("utf-16-le"), 2), "utf-32": (line.encode("utf-32-le"), 4)}
    coded, size = width[encoding]
    return coded[place.start.character * size : place.end.character * size].decode(encoding + ("" if size == 1 else "-le"))


class Conversation:
    """One client and its files."""

    def __init__(self, folder: pathlib.Path, encoding: str) -> None:
        self.client, self.folder, self.encoding = LanguageClient("divulge-test", "1"), folder, encoding
        self.texts = {name: (folder / name).read_text() for name in ("divulge.yaml", "privacy-policy.ko.md")}

    def document(self, name: str) -> types.TextDocumentIdentifier:
        return types.TextDocumentIdentifier((self.folder / name).as_uri())

    def at(self, name: str, needle: str) -> dict:
        place = position(self.texts[name], needle, self.encoding)
        return {"text_document": self.document(name), "position": place}

    async def start(self) -> None:
        await self.client.start_io(os.environ["DIVULGE"], "lsp", "--today", "2026-11-22")
        general = types.GeneralClientCapabilities(position_encodings=[self.encoding])
        text = types.TextDocumentClientCapabilities(
            diagnostic=types.DiagnosticClientCapabilities(),
            hover=types.HoverClientCapabilities(content_format=["markdown"]),
            document_symbol=types.DocumentSymbolClientCapabilities(hierarchical_document_symbol_support=True),
        )
        answer = await self.client.initialize_async(
            types.InitializeParams(
                capabilities=types.ClientCapabilities(general=general, text_document=text),
                workspace_folders=[types.WorkspaceFolder(self.folder.as_uri(), "kakao-pay")],
            )
        )
        assert answer.capabilities.position_encoding == self.encoding, answer
        self.client.initialized(types.InitializedParams())
        for name, text in self.texts.items():
            item = types.TextDocumentItem((self.folder / name).as_uri(), "x", 1, text)
            self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    async def diagnostics(self) -> None:
        client = self.client
        report = await client.text_document_diagnostic_async(types.DocumentDiagnosticParams(self.document("divulge.yaml")))
        errors = [one for one in report.items if one.severity == types.DiagnosticSeverity.Error]
        assert len(errors) == 8 and report.related_documents, report
        words = {slice_of(self.texts["divulge.yaml"], one.range, self.encoding) for one in errors}
        assert words == {"Alipay", "CN", "SG", "processor"}, words
        everything = await client.workspace_diagnostic_async(types.WorkspaceDiagnosticParams([]))
        assert len(everything.items) == 3, everything

    async def answers(self) -> None:
        client, yaml, policy = self.client, "divulge.yaml", "privacy-policy.ko.md"
        hover = await client.text_document_hover_async(types.HoverParams(**self.at(yaml, "CN, SG]")))
        assert hover.contents.value.startswith("**CN**: China, 중국"), hover
        assert slice_of(self.texts[yaml], hover.range, self.encoding) == "CN"
        row = self.at(policy, "이음커뮤니케이션 주식회사")
        found = await client.text_document_definition_async(types.DefinitionParams(**row))
        assert [slice_of(self.texts[yaml], one.range, self.encoding) for one in found] == ["Ieum Communications Co., Ltd."]
        context = types.ReferenceContext(include_declaration=True)
        found = await client.text_document_references_async(types.ReferenceParams(context=context, **row))
        assert len(found) > 2 and found[0].uri.endswith(yaml), found
        symbols = await client.text_document_document_symbol_async(types.DocumentSymbolParams(self.document(policy)))
        assert symbols[0].children, symbols
        folds = await client.text_document_folding_range_async(types.FoldingRangeParams(self.document(policy)))
        links = await client.text_document_document_link_async(types.DocumentLinkParams(self.document(yaml)))
        assert len(folds) > 10 and len(links) == 2, (folds, links)
        lenses = await client.text_document_code_lens_async(types.CodeLensParams(self.document(yaml)))
        command = lenses[0].command
        asked = types.ExecuteCommandParams(command=command.command, arguments=command.arguments)
        matrix = await client.workspace_execute_command_async(asked)
        assert "clear in privacy-policy.ko.md" in command.title and "Missing: recipient" in matrix, (command, matrix)

    async def changes(self) -> None:
        client, yaml, policy = self.client, "divulge.yaml", "privacy-policy.ko.md"
        start = position(self.texts[yaml], "Alipay\n    role: processor", self.encoding)
        params = types.CodeActionParams(self.document(yaml), types.Range(start, start), types.CodeActionContext([]))
        actions = await client.text_document_code_action_async(params)
        wanted = f"Add the missing 2 rows on {NAME} to {policy}"
        action = next(one for one in actions if one.title == wanted)
        (edits,) = action.edit.changes.values()
        changes = [types.TextDocumentContentChangePartial(text=one.new_text, range=one.range) for one in reversed(edits)]
        assert edits[0].range.start.line < edits[1].range.start.line, edits
        version = types.VersionedTextDocumentIdentifier(2, self.document(policy).uri)
        client.text_document_did_change(types.DidChangeTextDocumentParams(version, changes))
        report = await client.text_document_diagnostic_async(types.DocumentDiagnosticParams(self.document(yaml)))
        errors = [one for one in report.items if one.severity == types.DiagnosticSeverity.Error]
        assert len(errors) == 4 and all("privacy-policy.en.md" in one.message for one in errors), errors

    async def completion(self) -> None:
        client, yaml = self.client, "divulge.yaml"
        text = self.texts[yaml] + "    country: 싱가"
        version = types.VersionedTextDocumentIdentifier(2, self.document(yaml).uri)
        whole = types.TextDocumentContentChangeWholeDocument(text)
        client.text_document_did_change(types.DidChangeTextDocumentParams(version, [whole]))
        end = position(text + "$", "$", self.encoding)
        found = await client.text_document_completion_async(types.CompletionParams(self.document(yaml), end))
        assert [item.text_edit.new_text for item in found.items] == ["SG"], found

    async def end(self) -> None:
        for name in self.texts:
            self.client.text_document_did_close(types.DidCloseTextDocumentParams(self.document(name)))
        await self.client.shutdown_async(None)
        self.client.exit(None)
        await self.client.stop()


async def main(folder: pathlib.Path) -> None:
    for encoding in ("utf-8", "utf-16", "utf-32"):
        talk = Conversation(folder.resolve(), encoding)
        for step in (talk.start, talk.diagnostics, talk.answers, talk.changes, talk.completion, talk.end):
            await asyncio.wait_for(step(), 60)


asyncio.run(main(pathlib.Path(sys.argv[1])))
