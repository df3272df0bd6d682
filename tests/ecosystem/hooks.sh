# pre-commit and prek run the hooks of this repository: a commit that adds an undisclosed transfer is refused, the corrected
# one goes through, and a commit that touches neither policy nor declaration is not checked.
. "$ROOT/tests/ecosystem/lib"

# This repository as a hook repository: its working tree, so that the test is of what is about to be committed.
hooks=$scratch/divulge
mkdir "$hooks"
git -C "$ROOT" ls-files -z --cached --others --exclude-standard |
    (cd "$ROOT" && while IFS= read -r -d '' file; do [[ ! -e $file ]] || printf '%s\0' "$file"; done) |
    tar -C "$ROOT" --null -T - -cf - | tar -C "$hooks" -xf -
git -C "$hooks" init -q
git -C "$hooks" add -A
git -C "$hooks" commit -q -m 'The state under test'
rev=$(git -C "$hooks" rev-parse HEAD)

# A repository whose policy discloses what it declares, with the hook installed by RUNNER.
project() { # RUNNER HOOK
    git init -q .
    cat >.pre-commit-config.yaml <<YAML
repos:
  - repo: $hooks
    rev: $rev
    hooks:
      - id: $2
YAML
    cat >divulge.yaml <<'YAML'
version: 1
controller: {name: Example Ltd., country: KR}
policies: [privacy policy.md]
transfers:
  - {recipient: Acme Hosting, role: processor, country: US}
YAML
    cat >'privacy policy.md' <<'MARKDOWN'
# Privacy policy

## Processors

We engage the following processors, which process personal data on our behalf.

| Processor | Country |
| --- | --- |
| Acme Hosting | United States |
MARKDOWN
    printf 'A project.\n' >README.md
    "$1" install >/dev/null
    git add -A
}

# committed MESSAGE LOG: the commit goes through.
committed() {
    git commit -q -a -m "$1" >"$2" 2>&1 || {
        cat "$2" >&2
        fail "refused: $1"
    }
}

for runner in pre-commit prek; do
    for hook in divulge divulge-src; do
        mkdir "$scratch/$runner-$hook"
        cd "$scratch/$runner-$hook"
        project "$runner" "$hook"
        began=$SECONDS
        committed 'A policy that discloses everything' log
        contains log Passed
        passed "$runner installs $hook and lets a complete policy pass ($((SECONDS - began)) s)"

        printf '  - {id: growth, recipient: Zenith Analytics, role: third-party, country: SG}\n' >>divulge.yaml
        refuses 1 git commit -q -a -m 'A transfer that the policy conceals' >log 2>&1
        contains log Failed
        contains log 'Zenith Analytics'
        contains log undisclosed-recipient
        contains log undisclosed-country
        contains log divulge.yaml:6
        [[ $(git rev-list --count HEAD) == 1 ]] || fail "$runner let the commit through"
        passed "$runner refuses, by $hook, a commit that adds an undisclosed transfer, and names it"

        cat >>'privacy policy.md' <<'MARKDOWN'

## Third parties

We provide personal data to the following third parties.

| Third party | Country |
| --- | --- |
| Zenith Analytics | Singapore |
MARKDOWN
        committed 'The same, disclosed' log
        contains log Passed
        passed "$runner lets the corrected commit through"

        printf 'More of it.\n' >>README.md
        committed 'Something else' log
        contains log Skipped
        passed "$runner does not run $hook on a commit that touches neither"
    done
done

# The wheel was the one built here, not one of the same version from elsewhere.
for home in "$PRE_COMMIT_HOME" "$PREK_HOME"; do
    find "$home" -path '*bin/divulge' -type f >installed
    [[ -s installed ]] || fail "no divulge below $home"
    while read -r binary; do cmp -s "$binary" "$DIVULGE" && continue 2; done <installed
    fail "none of these is the wheel's: $(cat installed)"
done
passed "both installed the wheel that was built here"
