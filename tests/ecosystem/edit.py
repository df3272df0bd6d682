"""Opens declarations in the YAML language server as an editor does: edit.py FOLDER.

FOLDER has divulge.schema.json, which the declarations name in their first line. The server must find no fault with a
right one, must mark a misspelt key, and must offer the roles.
"""

import json
import os
import pathlib
import subprocess
import sys

MODELINE = "# yaml-language-server: $schema=divulge.schema.json\n"
RIGHT = MODELINE + "version: 1\npolicies: [privacy.md]\ntransfers:\n  - recipient: Acme\n    role: processor\n"
WRONG = RIGHT.replace("recipient:", "recipent:")
INCLUDED = MODELINE.replace("\n", "#/definitions/included\n") + "transfers:\n  - recipient: Acme\n"
UNFINISHED = RIGHT.replace("processor", "")


class Server:
    """One language server, spoken to over its standard streams."""

    def __init__(self, folder: pathlib.Path) -> None:
        main = pathlib.Path(os.environ["NODE_PATH"]) / "yaml-language-server/bin/yaml-language-server"
        self.process = subprocess.Popen(["node", main, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.folder, self.count = folder.resolve(), 0
        self.request("initialize", processId=None, rootUri=self.folder.as_uri(), capabilities={})
        self.send(method="initialized", params={})

    def send(self, **message) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def receive(self) -> dict:
        length = 0
        while line := self.process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        if not length:
            sys.exit("the language server has ended")
        message = json.loads(self.process.stdout.read(length))
        # What the server asks of an editor: no settings, and no dynamic registration.
        if "id" in message and "method" in message:
            items = message.get("params", {}).get("items", []) if message["method"] == "workspace/configuration" else None
            self.send(id=message["id"], result=items and [None] * len(items))
        return message

    def request(self, method: str, **params):
        self.count += 1
        self.send(id=self.count, method=method, params=params)
        while True:
            message = self.receive()
            if message.get("id") == self.count and "method" not in message:
                return message.get("result")

    def open(self, name: str, text: str) -> list:
        """The messages of what the server marks in this file."""
        uri = (self.folder / name).as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.send(method="textDocument/didOpen", params={"textDocument": document})
        while True:
            message = self.receive()
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == uri:
                return [mark["message"] for mark in message["params"]["diagnostics"]]

    def complete(self, name: str, line: int, character: int) -> list:
        uri, position = (self.folder / name).as_uri(), {"line": line, "character": character}
        answer = self.request("textDocument/completion", textDocument={"uri": uri}, position=position)
        return [item["label"] for item in (answer or {}).get("items", [])]


def expect(what: str, holds: bool) -> None:
    if not holds:
        sys.exit(f"the language server: {what}")


def main() -> None:
    server = Server(pathlib.Path(sys.argv[1]))
    marks = server.open("right.yaml", RIGHT)
    expect(f"marks in a right declaration: {marks}", not marks)
    marks = server.open("wrong.yaml", WRONG)
    expect(f"no mark of a misspelt key: {marks}", any("recipent" in mark for mark in marks))
    marks = server.open("included.yaml", INCLUDED)
    expect(f"marks in a right included file: {marks}", not marks)
    marks = server.open("included-wrong.yaml", INCLUDED + "policies: [privacy.md]\n")
    expect(f"no mark of a key that an included file has not: {marks}", any("policies" in mark for mark in marks))
    server.open("unfinished.yaml", UNFINISHED)
    offered = server.complete("unfinished.yaml", 5, 10)
    expect(f"no roles offered: {offered}", {"processor", "third-party"} <= set(offered))
    server.process.kill()


if __name__ == "__main__":
    main()
