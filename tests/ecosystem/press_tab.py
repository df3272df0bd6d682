"""Types a text and the Tab key into a shell: press_tab.py TYPED EXPECTED -- SHELL...

Succeeds when the line then begins with EXPECTED. A shell completes only on a terminal, so it is given one.
"""

import os
import pty
import re
import select
import signal
import sys
import time

SECONDS = 30
ESCAPES = re.compile(r"\x1b(\[[0-9;?]*[A-Za-z]|[=>]|\][^\x07]*\x07)|[\r\x07]")


def main() -> None:
    typed, expected, _, *shell = sys.argv[1:]
    process, terminal = pty.fork()
    if process == 0:
        os.environ["TERM"] = "dumb"
        os.execvp(shell[0], shell)
    seen = read_until(terminal, "> ")
    os.write(terminal, (typed + "\t").encode())
    line = read_until(terminal, expected)
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    if expected not in line:
        sys.exit(f"{shell[0]}: `{typed}` and Tab gave {line!r} after {seen!r}, not `{expected}`")


def read_until(terminal: int, wanted: str) -> str:
    text, end = "", time.monotonic() + SECONDS
    while wanted not in text and time.monotonic() < end:
        if select.select([terminal], [], [], 0.2)[0]:
            text = ESCAPES.sub("", text + os.read(terminal, 4096).decode(errors="replace"))
    return text


if __name__ == "__main__":
    main()
