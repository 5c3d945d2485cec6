# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# To be sourced: where Linux 6.12's own files come from (Debian's packages), and which of them the port stands for.

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
archive=/usr/src/linux-source-6.12.tar.xz

# The file as entryasm names it, and its source.
kernel_files='
entry           arch/x86/entry/entry
entry_64        arch/x86/entry/entry_64
entry_64_compat arch/x86/entry/entry_64_compat
entry_64_fred   arch/x86/entry/entry_64_fred
thunk           arch/x86/entry/thunk
irqflags        arch/x86/kernel/irqflags
ftrace_64       arch/x86/kernel/ftrace_64
retpoline       arch/x86/lib/retpoline
xen-asm         arch/x86/xen/xen-asm
'

# need COMMAND-OR-FILE PACKAGE...: installs the packages where the command or file is missing.
need() {
    command -v "$1" > /dev/null || [[ -e $1 ]] && return
    apt-get -qq update
    DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "${@:2}" > /dev/null
}

# unpack FOLDER: the kernel's sources, as FOLDER/linux-source-6.12.
unpack() {
    need "$archive" linux-source-6.12
    need xz xz-utils
    [[ ! -e $1/unpacked ]] || return 0
    mkdir -p "$1"
    tar -xf "$archive" -C "$1"
    touch "$1/unpacked"
}

build_tools() {
    need gcc gcc libc6-dev
    need make make
    need flex flex
    need bison bison
    need bc bc
    need cpio cpio
    need /usr/include/gelf.h libelf-dev
}

# The tool, built once.
build_entryasm() {
    dotnet build "$repository/src/EntryAsm.Tool" -c Release -v quiet -nologo > /dev/null
}

entryasm() {
    dotnet "$repository/src/EntryAsm.Tool/bin/Release/net10.0/EntryAsm.Tool.dll" "$@"
}
