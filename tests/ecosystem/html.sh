# The page for the people who sign, in Chromium: axe-core finds nothing in light, dark and narrow; every link of the matrix
# lands on evidence that is to be seen; nothing of a hostile policy runs; 200 transfers in 3 policies open in 2 seconds.
. "$ROOT/tests/ecosystem/lib"

# page NAME PATH...: a report that is known to hold findings.
page() {
    local name=$1
    shift
    refuses 1 "$DIVULGE" report --today 2026-11-26 --output "$name.html" "$@"
}

cd "$ROOT"
page "$scratch/kakao-pay" fixtures/kakao-pay
page "$scratch/apple" fixtures/apple
cd "$scratch"

mkdir hostile many
cat >hostile/policy.md <<'MARKDOWN'
---
title: "</title><script>ran('front matter')</script>"
---
# Policy <script>ran('heading')</script> <img src=x onerror="ran('image')">

[link](javascript:ran('link')) <a href="javascript:ran('anchor')">anchor</a> ![x](x" onerror="ran('alt'))

We share your name with "><svg onload=ran('svg')> and with Acme <iframe src="javascript:ran('frame')"></iframe>, Inc. in France.

| Recipient | Country |
| --- | --- |
| Acme"' onmouseover="ran('cell') | <details open ontoggle=ran('toggle')>France</details> |

<table><tr><td onclick="ran('td')">Beta</td><td><style>@import "http://127.0.0.1:9/x"</style>Spain</td></tr></table>

- &lt;script&gt;ran('entity')&lt;/script&gt;
- <!-- --><script>ran('comment')</script><math href="javascript:ran('math')">x</math>

    <script>ran('code')</script>
MARKDOWN
cat >hostile/divulge.yaml <<'YAML'
version: 1
controller: {name: "</style><script>ran('controller')</script>", country: DE}
policies: [policy.md]
transfers:
  - {id: "<script>ran('id')</script>", recipient: "Acme'\"><script>ran('name')</script>", country: FR}
  - {id: beta, recipient: "Beta", country: ES, data: ["<img src=x onerror=ran('data')>"], role: processor}
exceptions:
  - {rule: undisclosed-recipient, transfer: beta, reason: "<script>ran('reason')</script>", by: "\" onclick=\"ran('by')"}
YAML
page hostile hostile

python3 - <<'PYTHON'
rows = [f"| Recipient Number {n} Ltd. | {'France' if n % 2 else 'Japan'} | hosting, support | name, email address |" for n in range(200)]
table = "\n".join(["| Recipient | Country | Purpose | Data |", "| --- | --- | --- | --- |", *rows])
prose = "\n\n".join(f"## Section {n}\n\n" + "We look after what you give us with care. " * 12 for n in range(60))
for name in "abc":
    with open(f"many/{name}.md", "w") as file:
        file.write(f"# Privacy policy\n\n{prose}\n\n## Our service providers\n\n{table if name != 'c' else ''}\n")
with open("many/divulge.yaml", "w") as file:
    file.write("version: 1\ncontroller: {name: Many Ltd., country: FR}\npolicies: [a.md, b.md, c.md]\ntransfers:\n")
    for n in range(200):
        file.write(f"  - {{id: t{n}, recipient: Recipient Number {n} Ltd., role: processor, countries: [{'FR' if n % 2 else 'JP'}],"
                   " purposes: [hosting], data: [name, email address]}\n")
PYTHON
page many many

node "$ROOT/tests/ecosystem/html.js" "$scratch" >log 2>&1 || fail "$(cat log)"
while read -r line; do passed "$line"; done <log
