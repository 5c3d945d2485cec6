#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# Makes, builds, boots and tests what the templates write, from packages alone: tests/templates/templates.sh [FEED] [TEMPLATE...]
# FEED is a folder with the packages, or empty to pack them first; templates are module, kernel and c, by default all.
set -euo pipefail
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
feed=${1:-}
shift || true
templates=("$@")
[[ ${#templates[@]} -gt 0 ]] || templates=(module kernel c)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_HOME=$work/home MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0
unset CI TestResults ${!MSBUILDEXE*} ${!VSTEST*} # nothing of an outer build leaks in

export EntryAsmProve=true # executed, every module must become what the generator wrote

if [[ -z $feed ]]; then
    feed=$work/feed
    for project in EntryAsm EntryAsm.Kernel EntryAsm.Templates; do
        dotnet pack "$repository/src/$project" -c Release -v quiet -o "$feed" -p:Version=0.1.0 < /dev/null
    done
fi

# Packages of this run only; what the machine has restored before need not be fetched again, and package sources are the user's.
cache=${NUGET_PACKAGES:-$HOME/.nuget/packages}
export NUGET_PACKAGES=$work/packages
mkdir -p "$NUGET_PACKAGES" "$work/home/.nuget/NuGet"
cp "$HOME/.nuget/NuGet/NuGet.Config" "$work/home/.nuget/NuGet/" 2> /dev/null || true
find "$cache" -mindepth 1 -maxdepth 1 -type d ! -iname 'entryasm*' -exec ln -s {} "$NUGET_PACKAGES/" \;
cat > "$work/NuGet.config" << CONFIG
<configuration>
  <packageSources><add key="feed" value="$feed" /></packageSources>
</configuration>
CONFIG

say() { printf '== %s\n' "$*"; }

dotnet new install "$feed"/EntryAsm.Templates.*.nupkg > /dev/null
cd "$work"

module() {
    dotnet new entryasm-module -o Entry1 > /dev/null
    dotnet build Entry1 -v quiet < /dev/null
    test -s Entry1/bin/Debug/net10.0/MyKernel.SystemCallEntry.o
    dotnet test Entry1/Tests -v quiet < /dev/null
}

kernel() {
    dotnet new entryasm-kernel -o my-kernel > /dev/null
    dotnet run --project my-kernel < /dev/null | tee report
    grep -q ' checks passed$' report
    [[ ${TEMPLATES_SHORT:-} == 1 ]] || dotnet test my-kernel/Tests -v quiet < /dev/null
    PATH=$work/nothing "$(command -v dotnet)" my-kernel/bin/Debug/net10.0/my-kernel.dll > report 2>&1 && return 1
    grep -q 'apt-get install qemu-system-x86' report
}

c() {
    dotnet new entryasm-c -o CKernel > /dev/null
    make -C CKernel test
    make -C CKernel run
}

for template in "${templates[@]}"; do
    say "entryasm-$template"
    "$template"
done
say "all templates are well"
