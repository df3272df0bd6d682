"""Reads reports as the services do that they are for: every place must exist, and counts and fingerprints must agree."""

import html.parser
import json
import pathlib
import re
import sys
import urllib.parse
import xml.etree.ElementTree

import cmarkgfm
import xmlschema
from cmarkgfm.cmark import Options

reports, root, xsd = (pathlib.Path(argument) for argument in sys.argv[1:])


def read(name):
    return (reports / name).read_text(encoding="utf-8")


def lines(path):
    """Lines as divulge and SARIF count them: `\\n`, `\\r\\n` and `\\r` end one, and nothing else does."""
    return re.split("\r\n|\n|\r", (root / path).read_bytes().decode("utf-8"))


def check_place(path, line, column=1):
    """A place must be in a file below the folder, on a line that is there, at a column in code points."""
    assert not path.startswith("/") and "\\" not in path, path
    text = lines(path)
    assert 1 <= line <= len(text), (path, line)
    assert 1 <= column <= len(text[line - 1]) + 1, (path, line, column)


findings = json.loads(read("json"))["findings"]
suppressed = json.loads(read("json"))["suppressed"]

concise = read("concise").splitlines()
for line in concise:
    path, row, column = re.match(r"(.+):(\d+):(\d+): (?:error|warning|info)\[[a-z-]+\] ", line).groups()
    check_place(path, int(row), int(column))
assert len(concise) == len(findings), concise
print(f"concise: {len(concise)} lines at places that exist")

lines_of_policies = [json.loads(line) for line in read("ndjson").splitlines()]
for key in ("findings", "suppressed", "transfers"):
    parts = [json.dumps(one, sort_keys=True) for line in lines_of_policies for one in line[key]]
    assert sorted(parts) == sorted(json.dumps(one, sort_keys=True) for one in json.loads(read("json"))[key]), key
assert len({line["policy"] for line in lines_of_policies}) == len(lines_of_policies)
print(f"ndjson: {len(lines_of_policies)} policies, together what json says")

(run,) = json.loads(read("sarif"))["runs"]
assert run["columnKind"] == "unicodeCodePoints"
rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
for result in run["results"]:
    assert rules[result["ruleIndex"]] == result["ruleId"]
    related = result.get("relatedLocations", [])
    assert ("](1)" in result["message"]["text"]) == bool(related), result["message"]
    for location in result["locations"] + related:
        place = location["physicalLocation"]
        path = urllib.parse.unquote(place["artifactLocation"]["uri"], errors="strict")
        region = place["region"]
        check_place(path, region["startLine"], region["startColumn"])
        check_place(path, region["endLine"], region["endColumn"])
open_results = [result for result in run["results"] if not result["suppressions"]]
assert len(open_results) == len(findings) and len(run["results"]) == len(findings) + len(suppressed)
fingerprints = [result["partialFingerprints"]["divulgeFinding/v1"] for result in run["results"]]
assert len(set(fingerprints)) == len(fingerprints)
print(f"sarif: {len(fingerprints)} results at places that exist, fingerprints unique")

issues = json.loads(read("gitlab"))
for issue in issues:
    check_place(issue["location"]["path"], issue["location"]["lines"]["begin"])
assert sorted(issue["fingerprint"] for issue in issues) == sorted(
    result["partialFingerprints"]["divulgeFinding/v1"] for result in open_results
)
print(f"gitlab: {len(issues)} issues at places that exist, with the fingerprints of sarif")

# As the runner reads it: `::command key=value,key=value::message`.
command = re.compile(r"::(error|warning|notice|group|endgroup)(?: ([^:]*))?::(.*)")
shown = {"error": 0, "warning": 0, "notice": 0}
for line in read("github").splitlines():
    parts = command.fullmatch(line)
    if parts is None:
        assert not line.lstrip().startswith("::") and "##[" not in line, line
        continue
    if parts[1] in shown:
        shown[parts[1]] += 1
        unescape = {"%25": "%", "%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ","}
        values = dict(value.split("=", 1) for value in parts[2].split(","))
        values = {key: re.sub("%[0-9A-F]{2}", lambda one: unescape[one[0]], text) for key, text in values.items()}
        if "file" in values:
            check_place(values["file"], int(values["line"]), int(values.get("col", 1)))
            assert "col" not in values or values["line"] == values["endLine"]
assert all(count <= 10 for count in shown.values()) and any(shown.values()) == bool(findings), shown
print(f"github: {shown}")

xmlschema.XMLSchema(str(xsd)).validate(str(reports / "junit"))
suites = xml.etree.ElementTree.parse(reports / "junit").getroot()
for case in suites.iter("testcase"):
    if "file" in case.attrib:
        check_place(case.get("file"), int(case.get("line")))
for tag, name in (("testcase", "tests"), ("failure", "failures"), ("skipped", "skipped")):
    assert len(list(suites.iter(tag))) == int(suites.get(name)), name
print(f"junit: valid, {suites.get('tests')} tests, {suites.get('failures')} failures, {suites.get('skipped')} skipped")


class Page(html.parser.HTMLParser):
    """What a reader gets of the Markdown: its tags, and the targets of its links."""

    def __init__(self):
        super().__init__()
        self.tags, self.links = [], []

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        if tag == "a":
            self.links.append(dict(attributes)["href"])


page = Page()
page.feed(cmarkgfm.github_flavored_markdown_to_html(read("markdown"), options=Options.CMARK_OPT_UNSAFE))
transfers = json.loads(read("json"))["transfers"]
assert page.tags.count("tr") == len(transfers) + 1, page.tags
assert set(page.tags) <= {"h2", "h3", "p", "table", "thead", "tbody", "tr", "th", "td", "ul", "li", "a", "strong", "code", "br"}
for link in page.links:
    path, _, line = link.partition("#L")
    check_place(urllib.parse.unquote(path, errors="strict"), int(line or 1))
print(f"markdown: {page.tags.count('tr')} rows, {len(page.links)} links to places that exist")
