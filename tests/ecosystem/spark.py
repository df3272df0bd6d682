"""The cases as a table and as a tree, and what Spark says of the one against what one process says of the other.

    spark.py write TABLE TREE CASES.md...
    spark.py compare ANSWERS TREE.ndjson
"""

import json
import pathlib
import re
import sys

CASE = re.compile(r"^````markdown\n(?P<policy>.*?)^````$.*?^```yaml\n(?P<declaration>.*?)^```$", re.MULTILINE | re.DOTALL)
# A row that cannot be used is answered too, and the job goes on.
WRONG = {"id": "wrong", "policy": "# Privacy\n", "declaration": "version: 2\n"}
LISTS = ("findings", "transfers", "suppressed", "summary")


def write(table: pathlib.Path, tree: pathlib.Path, *files: str) -> None:
    rows = [WRONG]
    for name in files:
        for number, case in enumerate(CASE.finditer(pathlib.Path(name).read_text(encoding="utf-8"))):
            identity = f"{pathlib.Path(name).stem}-{number:03}"
            rows.append({"id": identity, **case.groupdict()})
            folder = tree / identity
            folder.mkdir(parents=True)
            (folder / "divulge.yaml").write_text(case["declaration"], encoding="utf-8")
            (folder / "policy.md").write_text(case["policy"], encoding="utf-8")
    table.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def compare(answers: pathlib.Path, one_process: pathlib.Path) -> None:
    files = sorted(answers.glob("part-*"))
    by_spark = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    (wrong,) = [answer for answer in by_spark if "error" in answer]
    assert wrong["id"] == WRONG["id"], wrong
    expected = {}
    for line in one_process.read_text(encoding="utf-8").splitlines():
        folder = json.loads(line)["declaration"].rpartition("/")[0]
        # The files of a row are in no folder.
        expected[folder] = json.loads(line.replace(f"{folder}/", ""))
    judged = {answer["id"]: answer for answer in by_spark if answer is not wrong}
    assert len(by_spark) == len(judged) + 1 and judged.keys() == expected.keys(), judged.keys() ^ expected.keys()
    for identity, answer in judged.items():
        for key in LISTS:
            assert answer[key] == expected[identity][key], (identity, key)
    findings = sum(len(answer["findings"]) for answer in judged.values())
    assert findings > len(judged), "a table without findings proves nothing"
    print(f"{len(judged)} policies in {len(files)} partitions, {findings} findings")


if sys.argv[1] == "write":
    write(pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3]), *sys.argv[4:])
else:
    compare(pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3]))
