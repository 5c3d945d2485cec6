#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# Runs every test: ./test.sh [ARGUMENTS OF dotnet test]     CONFIGURATION=Debug ./test.sh for a debug build
# Installs the system tools that the tests compare with, where apt may be used; otherwise says which are missing.
set -euo pipefail
cd "$(dirname "$0")"

configuration=${CONFIGURATION:-Release}
results=$PWD/artifacts/test-results

# A command or file that the tests want, and the Debian package that has it.
tools='
as          binutils
ld          binutils
objdump     binutils
readelf     binutils
addr2line   binutils
gcc         gcc
g++         g++
nasm        nasm
gdb         gdb
qemu-system-x86_64 qemu-system-x86
rustc       rustc
grub-mkrescue grub-common
/usr/lib/grub/i386-pc/multiboot2.mod grub-pc-bin
/usr/lib/grub/x86_64-efi/multiboot2.mod grub-efi-amd64-bin
xorriso     xorriso
mformat     mtools
/usr/share/OVMF/OVMF_CODE_4M.fd ovmf
bochs       bochs
bochs       bochs-term
bochs       bochsbios
bochs       vgabios
llvm-mc     llvm
llvm-dwarfdump llvm
llvm-mc-19  llvm-19
python3     python3
chromium    chromium
'

# Not every distribution has it; tests that want it are skipped where it is missing.
objtool=/usr/lib/linux-kbuild-6.1/tools/objtool/objtool
new_objtool='/usr/lib/linux-kbuild-6.12*/tools/objtool/objtool.real-x86'

# GNU as's own test suite, for the importer, in the same way.
gas_suite=/usr/src/binutils

missing_packages() {
    while read -r tool package; do
        [[ -z $tool || -e $tool ]] || command -v "$tool" > /dev/null || printf '%s\n' "$package"
    done <<< "$tools" | sort -u
}

install_packages() {
    local as_root=()
    if [[ $EUID -ne 0 ]]; then
        as_root=(sudo -n)
        "${as_root[@]}" true 2> /dev/null || return 1
    fi
    command -v apt-get > /dev/null || return 1
    "${as_root[@]}" apt-get -qq update &&
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$@"
}

# The package of a kernel's series is named after its release.
newest_package() {
    apt-cache --names-only search "^$1" | sort -V | awk 'END { print $1 }'
}

require_tools() {
    local packages
    [[ -x $objtool ]] || install_packages linux-kbuild-6.1 > /dev/null 2>&1 || true
    compgen -G "$new_objtool" > /dev/null || install_packages "$(newest_package 'linux-kbuild-6\.12')" > /dev/null 2>&1 || true

    [[ -d $gas_suite ]] || install_packages binutils-source > /dev/null 2>&1 || true

    mapfile -t packages < <(missing_packages)
    [[ ${#packages[@]} -gt 0 ]] || return 0

    echo "Installing what the tests compare with: ${packages[*]}"
    install_packages "${packages[@]}" > /dev/null || true

    mapfile -t packages < <(missing_packages)
    [[ ${#packages[@]} -eq 0 ]] ||
        echo "test.sh: could not install ${packages[*]}. Tests that need these packages will fail; install them and run again." >&2
}

require_dotnet() {
    local problem
    if ! command -v dotnet > /dev/null; then
        problem="dotnet is not on the PATH"
    elif ! dotnet --version > /dev/null 2>&1; then # answers only if global.json is satisfied
        problem="dotnet has no SDK that global.json accepts"
    else
        return 0
    fi
    echo "test.sh: $problem. Install the .NET SDK 10 (https://dot.net, or your system's package dotnet-sdk-10.0) and run again." >&2
    exit 1
}

# The last line: what all test projects together counted.
print_totals() {
    find "$results" -name '*.trx' -print0 | xargs -0 -r grep -ho '<Counters [^>]*>' | awk '
        function count(name) { return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : 0 }
        { total += count("total"); passed += count("passed"); failed += count("failed") + count("error") + count("timeout") + count("aborted") }
        END { printf "%d passed, %d failed, %d skipped\n", passed, failed, total - passed - failed }'
}

require_dotnet
require_tools

# Instrumented code pays off in long runs; test processes are short, and the compiler's and ours take up to two fifths less without.
export DOTNET_TieredPGO=0

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
[[ ${CI:-} != true ]] || export MSBUILDDISABLENODEREUSE=1 # leave no process behind

rm -rf "$results"
mkdir -p "$results"

# One compiler for all builds takes half the time of one for each; in CI it does not outlive the tests.
export UseSharedCompilation=true
stop_compiler() { [[ ${CI:-} != true ]] || dotnet build-server shutdown --vbcscompiler > /dev/null 2>&1 || true; }

status=0
dotnet build EntryAsm.sln --configuration "$configuration" --nologo --verbosity quiet -maxCpuCount -clp:NoSummary < /dev/null || { stop_compiler; exit 1; }
dotnet test EntryAsm.sln --configuration "$configuration" --no-build --nologo --verbosity quiet -maxCpuCount \
    -p:TestResults="$results" "$@" < /dev/null || status=$?

stop_compiler
print_totals
exit "$status"
