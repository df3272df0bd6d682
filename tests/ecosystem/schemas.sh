# check-jsonschema and the YAML language server read the schemas: every example declaration is valid, a mistake is not.
. "$ROOT/tests/ecosystem/lib"

for schema in declaration report; do
    "$DIVULGE" schema "$schema" >"$schema.json"
done
check-jsonschema --check-metaschema declaration.json report.json "$ROOT"/schemas/*.json >log || fail "$(cat log)"
passed "the schemas are valid JSON Schemas"

mkdir examples
files=("$ROOT"/*.md "$ROOT"/docs/*.md "$ROOT"/tests/cases/*.md)
count=$(python3 "$ROOT/tests/ecosystem/documented.py" examples "${files[@]}")
[[ $count -ge 100 ]] || fail "only $count examples were found"
check-jsonschema --schemafile declaration.json examples/*.yaml "$ROOT"/fixtures/*/divulge.yaml >log || fail "$(cat log)"
passed "$count declarations of the documentation and the cases, and those of the fixtures, follow their schema"

cp -R "$ROOT/fixtures/kakao-pay-corrected" fixture
cp fixture/divulge.yaml right.yaml
"$DIVULGE" check --format concise fixture >log

# wrong EDIT: a mistake made in the fixture, which the schema shows as the program does.
wrong() {
    sed "$1" right.yaml >fixture/divulge.yaml
    ! cmp -s right.yaml fixture/divulge.yaml || fail "nothing was changed: $1"
    refuses 1 check-jsonschema --schemafile declaration.json fixture/divulge.yaml >log
    refuses 2 "$DIVULGE" check fixture >log 2>&1
}
wrong 's/recipient:/recipent:/'
wrong 's/role: processor/role: procesor/'
wrong 's/^version: 1/version: 2/'
wrong '$a rules: {undisclosed-recipent: error}'
wrong '$a exceptions: [{rule: undisclosed-country}]'
passed "what the program refuses as misspelt or missing, the schema refuses"

cd "$ROOT"
for folder in fixtures/*/; do
    "$DIVULGE" check --format json --fail-on never "$folder" >"$scratch/$(basename "$folder").report"
done
cat >"$scratch/excepted.yaml" <<YAML
version: 1
policies: ["$ROOT/fixtures/kakao-pay/privacy-policy.en.md"]
transfers: [{id: a, recipient: Zenith Analytics, country: SG}]
exceptions: [{rule: undisclosed-recipient, transfer: a, reason: agreed, until: 2099-12-31}]
YAML
"$DIVULGE" check --format json --fail-on never "$scratch/excepted.yaml" >"$scratch/excepted.report"
contains "$scratch/excepted.report" '"until": "2099-12-31"'
cd "$scratch"
check-jsonschema --schemafile report.json -- *.report >log || fail "$(cat log)"
passed "reports follow their schema"

mkdir editor
"$DIVULGE" schema declaration >editor/divulge.schema.json
python3 "$ROOT/tests/ecosystem/edit.py" editor
passed "the YAML language server checks and completes a declaration that names its schema"
