"""Runs the shell steps of a composite action or of the GitLab template, as their runners do.

    ci_steps.py action FILE [INPUT=VALUE...]    in the working directory; prints what the runner would be told
    ci_steps.py gitlab FILE [INPUT=VALUE...]
    ci_steps.py second FILE                     prints the second document of FILE, with the defaults for its inputs

Exits with the status of the first step that fails. A step of the action that `uses` another is named, not run, where its
condition holds.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

import yaml


def action(file: str, given: dict) -> int:
    document = yaml.safe_load(pathlib.Path(file).read_text(encoding="utf-8"))
    inputs = {name: str(one.get("default", "")) for name, one in document["inputs"].items()} | given
    outputs, temporary = {}, tempfile.mkdtemp()

    def value(name: str) -> str:
        kind, *path = name.split(".")
        if kind == "inputs":
            return inputs[path[0]]
        step, which, output = path
        assert (kind, which) == ("steps", "outputs"), name
        # A step that has not said so has an empty output, as on the runner; one that is not there is a mistake.
        return outputs[step].get(output, "")

    def expand(text: str) -> str:
        return re.sub(r"\$\{\{ ([a-z.-]+) \}\}", lambda name: value(name[1]), text)

    def holds(condition: str) -> bool:
        terms = condition.removeprefix("${{ ").removesuffix(" }}").split(" && ")
        compared = [re.fullmatch(r"([a-z.-]+) (==|!=) '([^']*)'", term).groups() for term in terms]
        return all((value(name) == wanted) == (sign == "==") for name, sign, wanted in compared)

    for number, step in enumerate(document["runs"]["steps"]):
        assert step.keys() <= {"name", "id", "if", "shell", "env", "run", "uses", "with"}, step
        if "if" in step and not holds(step["if"]):
            continue
        if "uses" in step:
            print("uses:", step["uses"], {key: expand(text) for key, text in step["with"].items()})
            continue
        assert step["shell"] == "bash" and "${{" not in step["run"], step
        files = {name: pathlib.Path(temporary, f"{name}-{number}") for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for path in files.values():
            path.touch()
        status = run(
            step["run"],
            ["bash", "--noprofile", "--norc", "-eo", "pipefail"],
            {name: expand(text) for name, text in step.get("env", {}).items()}
            | {name: str(path) for name, path in files.items()}
            | {"GITHUB_ACTIONS": "true", "RUNNER_TEMP": temporary},
        )
        lines = files["GITHUB_OUTPUT"].read_text().splitlines()
        outputs[step.get("id", str(number))] = dict(line.split("=", 1) for line in lines)
        if status:
            return status
    return 0


def gitlab(file: str, given: dict) -> int:
    for job in yaml.safe_load(second(file, given)).values():
        script = "set -eo pipefail\n" + "\n".join(job["script"])
        status = run(script, ["bash"], job["variables"] | {"GITLAB_CI": "true"})
        missing = [path for path in job["artifacts"]["reports"].values() if not pathlib.Path(path).is_file()]
        if missing:
            sys.exit(f"no artifact {missing} after exit status {status}")
        if status:
            return status
    return 0


def second(file: str, given: dict) -> str:
    text = pathlib.Path(file).read_text(encoding="utf-8")
    head, body = re.split(r"^---$", text, maxsplit=1, flags=re.MULTILINE)
    inputs = {name: str(one["default"]) for name, one in yaml.safe_load(head)["spec"]["inputs"].items()} | given
    return re.sub(r"\$\[\[ inputs\.([a-z-]+) \]\]", lambda name: inputs[name[1]], body)


def run(script: str, shell: list, variables: dict) -> int:
    with tempfile.NamedTemporaryFile("w", suffix=".sh", encoding="utf-8") as file:
        file.write(script)
        file.flush()
        return subprocess.run([*shell, file.name], env=os.environ | variables).returncode


if __name__ == "__main__":
    kind, path, *settings = sys.argv[1:]
    chosen = dict(setting.split("=", 1) for setting in settings)
    if kind == "second":
        print(second(path, chosen))
    else:
        sys.stdout.reconfigure(line_buffering=True)
        sys.exit({"action": action, "gitlab": gitlab}[kind](path, chosen))
