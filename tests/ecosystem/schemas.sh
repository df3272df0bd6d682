# check-jsonschema and the YAML language server read the schemas: every example declaration is valid, a mistake is not.
. "$ROOT/tests/ecosystem/lib"

for schema in declaration lexicon law-pack report; do
    "$DIVULGE" schema "$schema" >"$schema.json"
done
# That of a line is in the repository alone; formats.sh judges lines by it.
cp "$ROOT/schemas/line.schema.json" line.json
for file in "$ROOT"/schemas/*.schema.json; do
    [[ -f $(basename "$file" .schema.json).json ]] || fail "no test takes up ${file##*/}"
done
check-jsonschema --check-metaschema declaration.json lexicon.json law-pack.json report.json "$ROOT"/schemas/*.json >log || fail "$(cat log)"
passed "the schemas are valid JSON Schemas"

documented=$(python3 "$ROOT/tests/ecosystem/documented.py" examples "$ROOT"/*.md "$ROOT"/docs/*.md)
python3 "$ROOT/tests/ecosystem/documented.py" cases "$ROOT"/tests/cases/*.md >log
check-jsonschema --schemafile declaration.json examples/declaration/*.yaml >log || fail "$(cat log)"
check-jsonschema --builtin-schema vendor.github-workflows examples/workflow/*.yaml >log || fail "$(cat log)"
check-jsonschema --builtin-schema vendor.gitlab-ci --data-transform gitlab-ci examples/gitlab/*.yaml >log || fail "$(cat log)"
pre-commit validate-config examples/pre-commit/*.yaml >log || fail "$(cat log)"
pre-commit validate-manifest "$ROOT/.pre-commit-hooks.yaml" >log || fail "$(cat log)"
prek validate-config examples/pre-commit/*.yaml >log 2>&1 || fail "$(cat log)"
printf '# Privacy policy\n' >privacy-policy.ko.md
printf 'version: 1\npolicies: [privacy-policy.ko.md]\n' >divulge.yaml
for baseline in examples/baseline/*.yaml; do
    "$DIVULGE" check --today 2026-11-22 --baseline "$baseline" divulge.yaml >log || fail "$(cat log)"
done
passed "every YAML block of the documentation is what it is shown as: $documented"

declarations=(cases/declaration/*.yaml "$ROOT"/fixtures/*/divulge.yaml)
[[ ${#declarations[@]} -ge 100 ]] || fail "only ${#declarations[@]} declarations were found"
check-jsonschema --schemafile declaration.json "${declarations[@]}" >log || fail "$(cat log)"
printf '{"$ref": "declaration.json#/definitions/included"}\n' >included.json
check-jsonschema --schemafile included.json "$ROOT"/fixtures/*/services/*/*.yaml >log || fail "$(cat log)"
passed "${#declarations[@]} declarations of the cases and the fixtures follow their schema"

languages=("$ROOT"/src/lexicon/languages/*.yaml)
check-jsonschema --schemafile lexicon.json "${languages[@]}" >log || fail "$(cat log)"
for mistake in 's/^script: .*/script: runic/' 's/^particles:/partikles:/' 's/^  outsourcing:/  outsorcing:/' '/^cues:/,$s/^  share:/  shares:/'; do
    sed "$mistake" "${languages[0]}" >language.yaml
    ! cmp -s "${languages[0]}" language.yaml || fail "nothing was changed: $mistake"
    refuses 1 check-jsonschema --schemafile lexicon.json language.yaml >log
done
passed "${#languages[@]} language files follow their schema, and mistakes in one do not"

packs=("$ROOT"/src/laws/packs/*.yaml)
check-jsonschema --schemafile law-pack.json "${packs[@]}" >log || fail "$(cat log)"
printf 'version: 1\npolicies: [privacy-policy.ko.md]\nlaws: [./our.yaml]\n' >with-pack.yaml
cp "$ROOT/src/laws/packs/kr-pipa.yaml" our.yaml
sed -i 's/^pack: .*/pack: our/' our.yaml
"$DIVULGE" check --fail-on never with-pack.yaml >log 2>&1 || fail "$(cat log)"
cp our.yaml right.yaml
for mistake in 's/^title:/titel:/' 's/elements: \[recipient, role\]/elements: [recipents]/' 's/verified: statute/verified: maybe/' \
    's/^domestic: .*/domestic: [Korea]/' 's/^domestic: .*/domestic: [ZZ]/' '/^consent:/,$s/unless:/elements:/' \
    '/note: Where the ground is another/d'; do
    sed "$mistake" right.yaml >our.yaml
    ! cmp -s right.yaml our.yaml || fail "nothing was changed: $mistake"
    refuses 1 check-jsonschema --schemafile law-pack.json our.yaml >log
    refuses 2 "$DIVULGE" check with-pack.yaml >log 2>&1
done
passed "${#packs[@]} law packs follow their schema, and what the program refuses in one, the schema refuses"

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
"$DIVULGE" check --allow-outside --format json --fail-on never "$scratch/excepted.yaml" >"$scratch/excepted.report"
contains "$scratch/excepted.report" '"until": "2099-12-31"'
cd "$scratch"
check-jsonschema --schemafile report.json -- *.report >log || fail "$(cat log)"
passed "reports follow their schema"

mkdir editor
"$DIVULGE" schema declaration >editor/divulge.schema.json
python3 "$ROOT/tests/ecosystem/edit.py" editor
passed "the YAML language server checks and completes a declaration that names its schema"
