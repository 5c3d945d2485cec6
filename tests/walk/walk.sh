#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# The walk of a newcomer: every step of docs/getting-started.md, in order, in a folder of its own.
# usage: tests/walk/walk.sh     OPTIONS="--no-build --configuration Debug" for packages of what is built already
#
# A fenced block is a step by its first word: `sh` is run, `sh fails` and `sh differs` must end with an error; a block with a file name writes that file; every line of
# `text` must stand in what the step before wrote (blanks count as one).
set -euo pipefail
repository=$(cd "$(dirname "$0")/../.." && pwd)
page=$repository/docs/getting-started.md
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Packages of this walk only; what the machine has restored before need not be fetched again.
export NUGET_FALLBACK_PACKAGES=${NUGET_PACKAGES:-$HOME/.nuget/packages} NUGET_PACKAGES=$work/restored
# A home of its own for the SDK, which remembers tools by name and version; package sources are the user's.
export DOTNET_CLI_HOME=$work/home
mkdir -p "$work/home/.nuget/NuGet"
cp "$HOME/.nuget/NuGet/NuGet.Config" "$work/home/.nuget/NuGet/" 2> /dev/null || true
unset CI TestResults ${!MSBUILD*} ${!MSBuild*} ${!VSTEST*} # nothing of an outer build leaks in
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0

output=$work/output
where=$repository
steps=0

fail() {
    printf 'walk: line %s of docs/getting-started.md: %s\n' "$line" "$1" >&2
    cat "$output" >&2
    exit 1
}

# The page has the packages beside the checkout; here they stand in the folder of the walk.
localise() {
    sed -e "s|--configuration Release --output \.\./packages|${OPTIONS:---configuration Release} --output $work/packages|" -e "s|^cd \.\.\$|cd $work|"
}

run() {
    local expected=$1 status=0
    { printf 'set -euo pipefail\ncd %q\n' "$where"; localise; printf 'pwd > %q\n' "$work/where"; } > "$work/step.sh"
    bash "$work/step.sh" > "$output" 2>&1 < /dev/null || status=$?
    [[ $expected == done && $status -eq 0 || $expected == failed && $status -eq 1 ]] || fail "the step ended with $status"
    [[ $status -ne 0 ]] || where=$(cat "$work/where")
}

expect() {
    while IFS= read -r wanted; do
        tr -s ' ' < "$output" | grep -qF -- "$(tr -s ' ' <<< "$wanted")" || fail "the output lacks '$wanted'"
    done
}

step() {
    steps=$((steps + 1))
    case $1 in
        sh) run done ;;
        'sh fails' | 'sh differs') run failed ;;
        text) expect ;;
        'csharp '* | 'xml '*) cat > "$where/${1#* }" ;;
        *) fail "no step is called '$1'" ;;
    esac
}

line=0
block=
while IFS= read -r text; do
    line=$((line + 1))
    if [[ -z $block && $text == '```'* ]]; then
        block=${text#'```'}
        : > "$work/block"
    elif [[ $text == '```' ]]; then
        step "$block" < "$work/block"
        block=
    elif [[ -n $block ]]; then
        printf '%s\n' "$text" >> "$work/block"
    fi
done < "$page"

printf 'walk: %d steps\n' "$steps"
