"""Writes every YAML block that the documentation shows into a folder: documented.py FOLDER FILE.md...

Each goes into the folder of its kind below FOLDER, where its judge takes it up; a block of no kind is an error, so that none
is left unjudged. Blocks within a fenced example of Markdown count as well. Prints how many there are of each kind.
"""

import collections
import pathlib
import re
import sys
import textwrap

BLOCK = re.compile(r"^(?P<indent> *)```ya?ml\n(?P<text>.*?)^(?P=indent)```$", re.MULTILINE | re.DOTALL)

# By the first key of the block. An excerpt is completed by what stands before it.
KINDS = {
    "version:": ("declaration", ""),
    "repos:": ("pre-commit", ""),
    "- id:": ("pre-commit", "repos:\n- repo: https://github.com/OWNER/divulge\n  rev: v0.1.0\n  hooks:\n"),
    "on:": ("workflow", ""),
    "include:": ("gitlab", ""),
    "- declaration:": ("baseline", "version: 1\nfindings:\n"),
}


def kind_of(text: str) -> tuple:
    first = next((line for line in text.splitlines() if line and not line.startswith("#")), "")
    for start, kind in KINDS.items():
        if first.startswith(start):
            return kind
    raise LookupError(first)


def main() -> None:
    folder = pathlib.Path(sys.argv[1])
    counts = collections.Counter()
    for name in sys.argv[2:]:
        document = pathlib.Path(name).read_text(encoding="utf-8")
        for block in BLOCK.finditer(document):
            text = textwrap.dedent(block["text"])
            try:
                kind, before = kind_of(text)
            except LookupError as error:
                line = document.count("\n", 0, block.start()) + 1
                sys.exit(f"{name}:{line}: nobody judges a block that begins with `{error}`")
            counts[kind] += 1
            file = folder / kind / f"{counts[kind]:03}-{pathlib.Path(name).stem}.yaml"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(before + (textwrap.indent(text, "  ") if before else text))
    print(*(f"{count} {kind}" for kind, count in sorted(counts.items())), sep=", ")


if __name__ == "__main__":
    main()
