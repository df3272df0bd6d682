# What is published installs and runs: the wheel by pip, the packages by npm, the sources by cargo.
. "$ROOT/tests/ecosystem/lib"
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' "$ROOT/Cargo.toml" | head -n 1)
commit=$(git -C "$ROOT" rev-parse HEAD)
says="divulge $version (${commit:0:10})"

# runs COMMAND...: it is the program, of this commit, and its exit status comes through.
runs() {
    [[ $("$@" --version) == "$says" ]] || fail "\`$* --version\` says $("$@" --version), not $says"
    "$@" check --format concise "$ROOT/fixtures/kakao-pay-corrected" >log
    refuses 1 "$@" check --format concise "$ROOT/fixtures/kakao-pay" >log
    contains log undisclosed-recipient
    refuses 2 "$@" check no-such-file >log 2>&1
}

python3 -m venv python
python/bin/pip install --quiet --no-index --find-links "$WHEELS" "divulge==$version"
runs python/bin/divulge
passed "pip installs the wheel without a network"

"$ROOT/scripts/build-npm" packed "$DIVULGE" >log
mkdir project
cd project
npm install --offline --silent --no-audit --no-fund ../packed/divulge-*.tgz
runs npx --offline divulge
passed "npm installs both packages without a network, and npx runs them"

rm -r node_modules/divulge-*-*
refuses 2 npx --offline divulge --version >log 2>&1
contains log 'is not installed'
passed "the npm package says what is missing where the platform's package is"
cd ..

cargo install --quiet --locked --path "$ROOT" --root cargo
runs cargo/bin/divulge
passed "cargo install --path . --locked installs it"
