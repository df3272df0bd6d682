# What scripts/fuzz runs is a workspace of its own, which nothing else here builds: it keeps up with the library.
. "$ROOT/tests/ecosystem/lib"

cargo check --locked --quiet --manifest-path "$ROOT/fuzz/Cargo.toml" >said 2>&1 || {
    cat said >&3
    fail "the fuzz targets do not compile"
}
passed "the fuzz targets compile against the library as it is"
