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
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0
unset CI TestResults ${!MSBUILDEXE*} ${!VSTEST*} # nothing of an outer build leaks in

# With the user's home still: a restore into that of this run would leave the repository with packages that are gone.
if [[ -z $feed ]]; then
    feed=$work/feed
    for project in EntryAsm EntryAsm.Kernel EntryAsm.Templates; do
        # shellcheck disable=SC2086
        dotnet pack "$repository/src/$project" ${OPTIONS:---configuration Release} --verbosity quiet --output "$feed" -p:Version=0.1.0 < /dev/null
    done
fi

# Packages of this run only; what the machine has restored before need not be fetched again, and package sources are the user's.
cache=${NUGET_PACKAGES:-$HOME/.nuget/packages}
export NUGET_PACKAGES=$work/packages DOTNET_CLI_HOME=$work/home
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

# Whoever boots names what to install where QEMU is missing, too old, for another processor, or no QEMU at all.
names_the_package() {
    local name
    mkdir -p wrong/missing wrong/arm wrong/none
    printf '#!/bin/sh\necho Supported machines are:; echo "virt  QEMU 7.2 ARM Virtual Machine"\n' > wrong/arm/qemu-system-x86_64
    printf '#!/bin/sh\necho "unrecognized option $1" >&2; exit 1\n' > wrong/none/qemu-system-x86_64
    chmod +x wrong/*/qemu-system-x86_64
    mkdir -p wrong/rest # all programs but QEMU
    find /usr/bin /bin -maxdepth 1 ! -type d ! -name 'qemu-*' -exec ln -sf -t wrong/rest {} +
    for name in missing arm none; do
        ! PATH=$PWD/wrong/$name:$PWD/wrong/rest "$@" > report 2>&1
        grep -q 'apt-get install qemu-system-x86' report
    done
}

# Each build has executed the modules and compared them with what the generator wrote.
is_proved() { find "$1/obj" -name "*.EntryAsm.proof" | grep -q .; }

module() {
    dotnet new entryasm-module -o Entry1 > /dev/null
    dotnet build Entry1 -v quiet < /dev/null
    test -s Entry1/bin/Debug/net10.0/MyKernel.SystemCallEntry.o
    is_proved Entry1
    dotnet test Entry1/Tests -v quiet < /dev/null
}

kernel() {
    dotnet new entryasm-kernel -o my-kernel > /dev/null
    dotnet run --project my-kernel < /dev/null | tee report
    grep -q ' checks passed$' report
    is_proved my-kernel/Entry
    dotnet test my-kernel/Tests -v quiet < /dev/null
    names_the_package "$(command -v dotnet)" my-kernel/bin/Debug/net10.0/my-kernel.dll
}

c() {
    dotnet new entryasm-c -o CKernel > /dev/null
    make -C CKernel test
    make -C CKernel run
    is_proved CKernel/Entry
    names_the_package make -C CKernel run
}

for template in "${templates[@]}"; do
    say "entryasm-$template"
    SECONDS=0
    "$template"
    say "entryasm-$template: $SECONDS s"
done
say "all templates are well"
