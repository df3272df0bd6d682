# `divulge lsp`, as the clients of others use it: that of pygls, which takes every answer apart by the types of the protocol,
# Neovim's own, and eglot, that of Emacs.
. "$ROOT/tests/ecosystem/lib"
here=$ROOT/tests/ecosystem

# A copy of the fixture under a name that addresses must encode.
site="$scratch/약관 100% 😀"
mkdir "$site"
cp "$ROOT"/fixtures/kakao-pay/{divulge.yaml,privacy-policy.ko.md,privacy-policy.en.md} "$site"
cp -r "$site" original

python3 "$here/lsp.py" "$site"
passed "pygls: every capability, in UTF-8, UTF-16 and UTF-32"

# mended EDITOR COMMAND...: the gate refuses the copy, the editor adds what is missing, and the gate passes it.
mended() {
    local editor=$1 copy="$scratch/$1/약관 100% 😀"
    shift
    mkdir "$scratch/$editor"
    cp -r original "$copy"
    cd "$copy"
    refuses 1 "$DIVULGE" check --today 2026-11-22 >/dev/null
    "$@" >"$scratch/$editor.log" 2>&1 || fail "$(cat "$scratch/$editor.log")"
    contains "$scratch/$editor.log" 'ok - no error is left, before anything is saved'
    passed "$editor shows the findings, adds the missing rows and saves"
    "$DIVULGE" check --today 2026-11-22 >"$scratch/report" || fail "$(cat "$scratch/report")"
    cd "$scratch"
    diff -r original "$copy" >difference || true
    if grep '^<' difference; then fail "a line was changed: $(cat difference)"; fi
    [[ $(grep -c '^> | Alipay' difference) == 4 ]] || fail "$(cat difference)"
    passed "the gate passes what $editor saved, and only rows were added"
}

export XDG_STATE_HOME=$scratch/state XDG_DATA_HOME=$scratch/data XDG_CACHE_HOME=$scratch/cache
mended neovim nvim --headless -u NONE -i NONE -n -c "luafile $here/lsp.lua"
# What Emacs keeps of projects must not go where the person who runs this keeps it.
mended emacs env HOME="$scratch" emacs --batch -l "$here/lsp.el"

# What cannot be run here can at least be read.
python3 - "$ROOT/docs/editors.md" >log <<'END'
import json, pathlib, re, sys, tomllib

page = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")
found = {kind: re.findall(rf"^```{kind}\n(.*?)^```$", page, re.M | re.S) for kind in ("toml", "json", "lua")}
[tomllib.loads(text) for text in found["toml"]], [json.loads(text) for text in found["json"]]
for number, text in enumerate(found["lua"]):
    pathlib.Path(f"block-{number}.lua").write_text(text, encoding="utf-8")
print(*(f"{len(blocks)} {kind}" for kind, blocks in found.items()), sep=", ")
END
contains log '1 toml, 2 json, 2 lua'
for block in block-*.lua; do
    nvim --headless -u NONE -i NONE -n -c "lua assert(loadfile('$block')) vim.cmd('qall!')" -c 'cquit' >difference 2>&1 ||
        fail "$block: $(cat difference)"
done
passed "the blocks for editors that are not run here are valid: $(cat log)"
