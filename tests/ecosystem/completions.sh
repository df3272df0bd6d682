# The shells themselves complete the command line.
. "$ROOT/tests/ecosystem/lib"
export PATH=${DIVULGE%/*}:$PATH
mkdir zsh
divulge completions bash >divulge.bash
divulge completions zsh >zsh/_divulge
divulge completions fish >divulge.fish

bash -n divulge.bash
zsh -n zsh/_divulge
fish --no-execute divulge.fish
passed "bash, zsh and fish read their completions"

printf 'PS1="> "\nbind "set bell-style none"\n. ./divulge.bash\n' >bashrc
python3 "$ROOT/tests/ecosystem/press_tab.py" 'divulge sche' 'divulge schema ' -- bash --noprofile --rcfile bashrc -i
python3 "$ROOT/tests/ecosystem/press_tab.py" 'divulge check --fail-on wa' 'divulge check --fail-on warning ' -- \
    bash --noprofile --rcfile bashrc -i
passed "Tab completes commands and values in bash"

printf 'PS1="> "\nunsetopt zle_bracketed_paste\nfpath=(%q $fpath)\nautoload -Uz compinit && compinit -u -D\n' "$PWD/zsh" >zsh/.zshrc
ZDOTDIR=$PWD/zsh python3 "$ROOT/tests/ecosystem/press_tab.py" 'divulge sche' 'divulge schema ' -- zsh -d -i
passed "Tab completes commands in zsh"

HOME=$PWD fish --no-config -c 'source divulge.fish; complete -C "divulge sche"' >fish.out
contains fish.out schema
HOME=$PWD fish --no-config -c 'source divulge.fish; complete -C "divulge check --fail-on wa"' >fish.out
contains fish.out warning
passed "fish completes commands and values"
