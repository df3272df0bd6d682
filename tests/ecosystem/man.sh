# The manual page of the program and of each command is rendered without a warning.
. "$ROOT/tests/ecosystem/lib"
export LC_ALL=C.UTF-8 MANWIDTH=80 MANROFFOPT=

# render [COMMAND]
render() {
    "$DIVULGE" man "$@" >page.1
    man --warnings -l page.1 >page.txt 2>warnings
    [[ ! -s warnings ]] || fail "divulge man $*: $(cat warnings)"
}

render
contains page.txt 'divulge-check(1)'
commands=$("$DIVULGE" --help | sed -n '/^Commands:/,/^$/s/^  \([a-z-]*\) .*/\1/p' | grep -vx help)
[[ $(wc -w <<<"$commands") -ge 4 ]] || fail "these are not all commands: $commands"
for command in $commands; do
    render "$command"
    contains page.txt "divulge-$command"
done
refuses 2 "$DIVULGE" man no-such-command 2>/dev/null
passed "man renders the pages of divulge and of $(wc -w <<<"$commands") commands without a warning"

"$DIVULGE" man | head -n 1 >/dev/null
passed "a reader of the manual may leave early"
