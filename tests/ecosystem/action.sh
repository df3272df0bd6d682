# The shell steps of the GitHub Action and of the GitLab template, taken from their YAML and run on a scratch project.
. "$ROOT/tests/ecosystem/lib"
steps=$ROOT/tests/ecosystem/ci_steps.py

check-jsonschema --builtin-schema vendor.github-actions "$ROOT/action.yml" >log || fail "$(cat log)"
python3 "$steps" second "$ROOT/templates/gitlab-ci.yml" >gitlab-ci.yml
check-jsonschema --builtin-schema vendor.gitlab-ci --data-transform gitlab-ci gitlab-ci.yml >log || fail "$(cat log)"
passed "action.yml and the GitLab template follow the schemas of their runners"

# A folder whose name has a blank, as has the policy: one that conceals a transfer, and one that does not.
mkdir -p 'the project/open' 'the project/silent'
cat >'the project/silent/divulge.yaml' <<'YAML'
version: 1
controller: {name: Example Ltd., country: KR}
policies: [privacy policy.md]
transfers:
  - {recipient: Zenith Analytics, country: SG}
YAML
cp 'the project/silent/divulge.yaml' 'the project/open'
printf '# Privacy policy\n\nWe like privacy.\n' >'the project/silent/privacy policy.md'
printf '# Privacy policy\n\nWe share data with third parties:\n\n| Recipient | Country |\n| --- | --- |\n| Zenith Analytics | Singapore |\n' \
    >'the project/open/privacy policy.md'

# on_github WHAT... : runs the action, its words in github.log.
on_github() { python3 "$steps" action "$ROOT/action.yml" "$@" >github.log 2>&1; }

on_github 'paths=the project/open' || fail "$(cat github.log)"
contains github.log "'category': 'divulge'"
passed "the action lets a complete policy pass, and uploads its report"

refuses 1 on_github $'paths=the project/open\nthe project/silent\n'
contains github.log '::error file=the project/silent/divulge.yaml,line=5'
contains github.log 'uses: github/codeql-action/upload-sarif@'
report=$(sed -n "s/.*'sarif_file': '\([^']*\)'.*/\1/p" github.log)
contains "$report" undisclosed-recipient
contains "$report" silent/divulge.yaml
passed "the action annotates a concealed transfer, uploads the report and fails"

on_github 'paths=the project/silent' fail-on=never upload-sarif=false || fail "$(cat github.log)"
contains github.log '::error'
! grep -q 'uses:' github.log || fail "uploaded all the same"
passed "the inputs of the action are obeyed"

refuses 2 on_github 'paths=the project/no-such-folder'
! grep -q 'uses:' github.log || fail "a report of nothing was uploaded"
refuses 2 on_github 'paths=$(touch injected)`touch injected`' 'fail-on=$(touch injected)'
[[ ! -e injected ]] || fail "an input was run as a command"
passed "the action fails on a wrong call, and runs no input as a command"

on_gitlab() { python3 "$steps" gitlab "$ROOT/templates/gitlab-ci.yml" "$@" >gitlab.log 2>&1; }

cd 'the project'
on_gitlab paths=open || fail "$(cat gitlab.log)"
refuses 1 on_gitlab 'paths=open silent'
contains gitlab.log 'Zenith Analytics'
contains gl-code-quality-report.json undisclosed-recipient
on_gitlab paths=silent fail-on=never || fail "$(cat gitlab.log)"
passed "the GitLab job reports a concealed transfer, leaves its report and fails"
