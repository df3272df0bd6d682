# `divulge lsp`, as the clients of others use it: Neovim's own, and that of pygls, which takes every answer apart by the types
# of the protocol.
. "$ROOT/tests/ecosystem/lib"
here=$ROOT/tests/ecosystem

# A copy of the fixture under a name that addresses must encode.
site="$scratch/약관 100% 😀"
mkdir "$site"
cp "$ROOT"/fixtures/kakao-pay/{divulge.yaml,privacy-policy.ko.md,privacy-policy.en.md} "$site"
cp -r "$site" original

python3 "$here/lsp.py" "$site"
passed "pygls: every capability, in UTF-8, UTF-16 and UTF-32"

(cd "$site" && refuses 1 "$DIVULGE" check --today 2026-11-22 >/dev/null)
export XDG_STATE_HOME=$scratch/state XDG_DATA_HOME=$scratch/data XDG_CACHE_HOME=$scratch/cache
(cd "$site" && nvim --headless -u NONE -i NONE -n -c "luafile $here/lsp.lua" >"$scratch/nvim.log" 2>&1) ||
    fail "$(cat nvim.log)"
contains nvim.log 'ok - no error is left, before anything is saved'
passed "Neovim shows the findings, adds the missing rows and saves"
(cd "$site" && "$DIVULGE" check --today 2026-11-22 >report) || fail "$(cat "$site/report")"
rm "$site/report"
diff -r original "$site" >difference || true
if grep '^<' difference; then fail "a line was changed: $(cat difference)"; fi
[[ $(grep -c '^> | Alipay' difference) == 4 ]] || fail "$(cat difference)"
passed "the gate passes what Neovim saved, and only rows were added"
