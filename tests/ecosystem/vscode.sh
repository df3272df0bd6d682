# The extension for VS Code: its pinned packages install, its types are right, and what is packed, activated in a stand-in for the
# editor, shows what the real server says. vscode/drive.js says what, and vscode/stub.js what the stand-in can do.
. "$ROOT/tests/ecosystem/lib"
here=$ROOT/tests/ecosystem/vscode

if grep -n '"resolved"' "$ROOT/editors/vscode/package-lock.json"; then
    fail "the lock says where packages come from: npm install --omit-lockfile-registry-resolved"
fi
"$ROOT/scripts/build-vscode" packed >log 2>&1 || fail "$(cat log)"
passed "npm ci installs what is pinned, the types are right, and vsce packs the extension"

version=$(sed -n 's/^version = "\(.*\)"$/\1/p' "$ROOT/Cargo.toml" | head -n 1)
python3 -m zipfile -e "packed/divulge-$version.vsix" unpacked
(cd unpacked && find . -type f | LC_ALL=C sort) >files
cat >wanted <<'END'
./[Content_Types].xml
./extension.vsixmanifest
./extension/LICENSE-APACHE
./extension/LICENSE-MIT
./extension/README.md
./extension/icon.png
./extension/out/THIRD-PARTY.txt
./extension/out/extension.js
./extension/package.json
END
diff wanted files >difference || fail "$(cat difference)"
contains unpacked/extension.vsixmanifest "Version=\"$version\""
for package in vscode-languageclient vscode-jsonrpc semver minimatch; do
    contains unpacked/extension/out/THIRD-PARTY.txt "$package "
done
[[ $(head -c 8 unpacked/extension/icon.png | od -An -tx1 | tr -d ' \n') == 89504e470d0a1a0a ]] || fail "the icon is no PNG"
passed "the package has what it needs, the licences of what is bundled, and nothing else"

module=unpacked/extension/node_modules/vscode
mkdir -p "$module"
cp "$here/stub.js" "$module/index.js"
cp "$here/types.js" "$module"

# A copy of the fixture under a name that addresses must encode, and a program that judges by a day that does not pass.
site="$scratch/약관 100% 😀"
mkdir "$site"
cp "$ROOT"/fixtures/kakao-pay/{divulge.yaml,privacy-policy.ko.md,privacy-policy.en.md} "$site"
for name in divulge 'divulge of another day'; do
    printf '#!/bin/sh\nexec "%s" "$@" --today 2026-11-22\n' "$DIVULGE" >"$name"
    chmod +x "$name"
done
node "$here/drive.js" unpacked/extension divulge 'divulge of another day' "$site" >log 2>&1 || fail "$(cat log)"
while read -r line; do
    [[ $line != 'ok - '* ]] || passed "vscode: ${line#ok - }"
done <log
contains log 'ok - nothing runs after the extension ends'
