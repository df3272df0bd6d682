"""What the scripts beside this module share: texts to measure with, and what the kernel says of one run."""

import os
import pathlib
import re
import subprocess
import sys
import time
import typing

ROOT = pathlib.Path(__file__).resolve().parent.parent
TEXTS = ROOT / "benches/policies"
RECIPIENTS = [line.split("\t") for line in (TEXTS / "recipients.tsv").read_text(encoding="utf-8").splitlines()]
# The title of a generated policy, and the column of RECIPIENTS that says where a recipient is.
LANGUAGES = {"en": ("# Privacy policy", 1), "ko": ("# 개인정보 처리방침", 2)}
VENDORS = """Google US|Meta IE|Apple US|Microsoft IE|Amazon Web Services LU|Cloudflare US|Stripe IE|PayPal LU|Adyen NL|Klarna SE
Salesforce US|Zendesk DK|Intercom US|HubSpot US|Mailchimp US|Twilio US|SendGrid US|Sentry US|Datadog US|New Relic US
Mixpanel US|Amplitude US|Segment US|Hotjar MT|Criteo FR|Taboola IL|Outbrain US|TikTok SG|Alibaba CN|Tencent CN
Naver KR|Kakao KR|LINE JP|Rakuten JP|Yandex RU|SAP DE|OVH FR|Hetzner DE|Atlassian AU|Spotify SE"""


class Usage(typing.NamedTuple):
    """What one process took, with the children that it waited for: the exit status, seconds by the clock on the wall and of
    user and system CPU together, and the most MB (millions of bytes) that it or a child held.

    The memory is never less than what this interpreter held when it started the process, some 15 MB: Linux counts it until
    the program is loaded. `memory` tells less than that too.
    """

    status: int
    wall: float
    cpu: float
    memory: float


def build() -> pathlib.Path:
    """Builds the release binary."""
    subprocess.run(["cargo", "build", "--release", "--locked"], cwd=ROOT, check=True)
    return pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release/divulge"


def policy(language: str, size: int) -> str:
    """A policy of at least so many bytes, in sections that name the recipients in turn."""
    section = (TEXTS / f"section.{language}.md").read_text(encoding="utf-8")
    title, column = LANGUAGES[language]
    text = f"{title}\n\n"
    number = 0
    while len(text.encode()) < size:
        number += 1
        filled = section.replace("{n}", str(number))
        for offset, (name, place) in enumerate((("{a}", "{p}"), ("{b}", "{q}"), ("{c}", "{r}"))):
            recipient = RECIPIENTS[(number * 3 + offset) % len(RECIPIENTS)]
            filled = filled.replace(name, recipient[0]).replace(place, recipient[column])
        text += filled
    return text


def declaration(transfers: int = len(RECIPIENTS)) -> str:
    """A declaration of so many transfers, to the recipients of the generated policies and, beyond these, to others like them."""
    lines = ["version: 1", "controller: {name: Example Ltd, country: KR}", "policies: [policy.md]", "transfers:"]
    for index in range(transfers):
        name, _, _, code = RECIPIENTS[index % len(RECIPIENTS)]
        name = name if index < len(RECIPIENTS) else f"{name} {index}"
        role = ("processor", "third-party")[index % 2]
        lines.append(f'  - {{id: t{index}, recipient: "{name}", role: {role}, country: {code}}}')
    return "\n".join(lines) + "\n"


def vendors() -> str:
    """A declaration for real policies: 40 common vendors in many countries, in every role."""
    roles = ["processor", "third-party", "joint-controller"]
    lines = ["version: 1", "controller: {name: Example Ltd, country: GB}", "policies: [policy.md]", "transfers:"]
    for at, vendor in enumerate(re.split(r"[|\n]", VENDORS)):
        name, country = vendor.rsplit(" ", 1)
        lines.append(f'  - {{recipient: "{name}", role: {roles[at % 3]}, country: {country}}}')
    return "\n".join(lines) + "\n"


def run(call: list, **options: typing.Any) -> Usage:
    """Runs a program to its end without input, its output thrown away; the options are those of `subprocess.Popen`."""
    start = time.monotonic()
    return wait(subprocess.Popen(call, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, **options), start)


def memory(call: list, **options: typing.Any) -> float:
    """The most MB that a run held, told down to some 11 MB; the options are those of `run`.

    A function to call first makes Python start the program by `fork`, and Linux counts only what that copies. It is not for
    CPU time, of which the copying takes a part.
    """
    return run(call, preexec_fn=lambda: None, **options).memory


def wait(process: subprocess.Popen, start: float) -> Usage:
    """Waits for a process that was started at this moment of `time.monotonic`."""
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    # Linux counts in KiB, macOS in bytes.
    unit = 1 if sys.platform == "darwin" else 1024
    return Usage(process.returncode, wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 1e6)
