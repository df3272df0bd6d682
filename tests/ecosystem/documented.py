"""Writes every declaration that the documentation shows into a folder: documented.py FOLDER FILE.md...

Prints how many there are. A declaration is a fenced block of YAML whose first line is `version: 1`; blocks within a fenced
example of Markdown count as well.
"""

import pathlib
import re
import sys

BLOCK = re.compile(r"^(?P<indent> *)```ya?ml\n(?P<text>.*?)^(?P=indent)```$", re.MULTILINE | re.DOTALL)


def main() -> None:
    folder = pathlib.Path(sys.argv[1])
    count = 0
    for name in sys.argv[2:]:
        for block in BLOCK.finditer(pathlib.Path(name).read_text(encoding="utf-8")):
            lines = [line.removeprefix(block["indent"]) for line in block["text"].splitlines()]
            if any(line.startswith("version: 1") for line in lines[:3]):
                count += 1
                (folder / f"{count:03}-{pathlib.Path(name).stem}.yaml").write_text("\n".join(lines) + "\n")
    print(count)


if __name__ == "__main__":
    main()
