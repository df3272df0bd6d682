# cargo-deny finds that all dependencies have licences that fit, come from the registry, and are none of those that are banned.
. "$ROOT/tests/ecosystem/lib"

# deny CONFIG [CHECK...]
deny() {
    local config=$1
    shift
    cargo-deny --locked --color never --manifest-path "$ROOT/Cargo.toml" --config "$config" check --hide-inclusion-graph "$@" >said 2>&1
}

# forbids FROM TO CHECK: with TO in place of FROM in deny.toml, this check fails: the others pass because they look.
forbids() {
    sed "s|$1|$2|" "$ROOT/deny.toml" >changed.toml
    ! cmp -s "$ROOT/deny.toml" changed.toml || fail "deny.toml has no \`$1\`"
    ! deny changed.toml "$3" || fail "cargo-deny does not see that $3 are wrong"
    contains said "$3 FAILED"
}

deny "$ROOT/deny.toml" bans licenses sources || {
    cat said >&3
    fail "cargo deny check"
}
contains said "bans ok, licenses ok, sources ok"
! grep -q '^warning' said || {
    cat said >&3
    fail "cargo deny check warns"
}
passed "cargo-deny allows the licences and the sources of all dependencies, and none is banned"

forbids '"Unicode-3.0"' '"Zlib"' licenses
forbids '"reqwest"' '"csv"' bans
forbids 'unknown-registry = "deny"' 'unknown-registry = "deny"\nallow-registry = []' sources
passed "cargo-deny would see a licence, a crate and a source that are not allowed"

tree() { cargo tree --locked --manifest-path "$ROOT/Cargo.toml" -e normal --target x86_64-unknown-linux-gnu --prefix none --format '{p}' "$@"; }
crates=$(tree --no-dedupe | awk '{ print $1, $2 }' | sort -u | grep -vc '^divulge ')
contains "$ROOT/SECURITY.md" "$crates crates are in the program on Linux"
for crate in $(tree --depth 1 | awk '$1 != "divulge" { print $1 }'); do
    grep -q "^|.*\`$crate\`.*|" "$ROOT/SECURITY.md" || fail "SECURITY.md does not say what $crate is for"
done
passed "SECURITY.md counts the $crates crates of the program and says what each direct dependency is for"

# Advisories are of a day, and their database of a network: what cannot be had is no fault of the change that is tested.
if timeout 60 cargo-deny --manifest-path "$ROOT/Cargo.toml" fetch db >said 2>&1; then
    deny "$ROOT/deny.toml" --disable-fetch advisories || {
        cat said >&3
        fail "cargo deny check advisories"
    }
    passed "cargo-deny knows of no advisory on a dependency"
else
    printf 'note: advisories were not looked at: their database cannot be reached\n'
fi
