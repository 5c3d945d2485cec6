#!/bin/sh
# SPDX-License-Identifier: MIT
# Brings over the assembler sources of Linux 6.1, GRUB, SeaBIOS, Xen and memtest86+ as Debian ships them, and compares each with what GNU as makes of it.
#   eng/import-sources.sh FOLDER [linux|grub|seabios|xen|memtest ...]
# FOLDER keeps the sources between runs. Needed: apt-get with source packages (deb-src) for all but Linux, gcc, make, flex, bison, bc, libelf-dev, libssl-dev, python3.
# Where the archive lacks the newest version of a package, the next one that has its sources is taken.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
[ $# -ge 1 ] || { echo "usage: $0 FOLDER [linux|grub|seabios|xen|memtest ...]" >&2; exit 2; }
mkdir -p "$1"
folder=$(cd "$1" && pwd)
shift
[ $# -gt 0 ] || set -- linux grub seabios xen memtest

survey() {
    dotnet run -c Release --project "$root/eng/ImportSurvey" -- "$@"
}

linux() {
    if [ ! -d "$folder/linux-source-6.1" ]; then
        (cd "$folder" && apt-get download linux-source-6.1 && dpkg -x linux-source-6.1_*.deb package && tar xJf package/usr/src/linux-source-6.1.tar.xz)
    fi
    cd "$folder/linux-source-6.1"
    [ -f include/generated/autoconf.h ] || make -s -j2 defconfig prepare
    survey --least 95 --cpp "gcc -E -nostdinc -I./arch/x86/include -I./arch/x86/include/generated -I./include -I./arch/x86/include/uapi -I./arch/x86/include/generated/uapi -I./include/uapi -I./include/generated/uapi -include ./include/linux/compiler-version.h -include ./include/linux/kconfig.h -D__KERNEL__ -D__ASSEMBLY__ -fno-PIE -m64" arch/x86
}

original() {
    find . -maxdepth 1 -name "$1_*.orig.tar.*z"
}

fetch() {
    for version in $(apt-cache showsrc --only-source "$1" | sed -n 's/^Version: //p' | sort -rVu); do
        apt-get source --download-only "$1=$version" || true
        [ -z "$(original "$1")" ] || break
    done
    tar xf "$(original "$1")"
}

source_of() {
    [ -n "$(find "$folder" -maxdepth 1 -name "$2-*" -type d)" ] || (cd "$folder" && fetch "$1")
    cd "$folder/$2"-*
}

grub() {
    source_of grub2 grub
    mkdir -p "$folder/grub-include/grub"
    ln -sfn "$PWD/include/grub/i386" "$folder/grub-include/grub/cpu"
    ln -sfn "$PWD/include/grub/i386/pc" "$folder/grub-include/grub/machine"
    touch "$folder/grub-include/config.h"
    survey --least 95 --cpp "gcc -E -I. -Iinclude -Igrub-core -I$folder/grub-include -DASM_FILE=1 -DGRUB_MACHINE_PCBIOS=1 -DGRUB_MACHINE=I386_PC -DHAVE_ASM_USCORE=0 -DLOCAL(x)=L_##x -m32 -include config.h" grub-core
}

seabios() {
    source_of seabios seabios
    [ -f out/asm-offsets.h ] || make -s olddefconfig out/asm-offsets.h out/autoconf.h
    survey --least 95 --cpp "gcc -E -m16 -D__ASSEMBLY__ -DMODE16 -Isrc -Iout -I." src vgasrc
}

xen() {
    source_of xen xen
    cd xen
    # The build goes on to the C files; what is needed comes before them.
    offsets=arch/x86/include/asm/asm-offsets.h
    [ -f $offsets ] || { make -s XEN_TARGET_ARCH=x86_64 defconfig && make -s -j2 XEN_TARGET_ARCH=x86_64 build; } || [ -f $offsets ]
    survey --least 95 --cpp "gcc -E -m64 -nostdinc -fcf-protection=branch -mmanual-endbr -D__ASSEMBLY__ -D__XEN__ -DBUILD_ID -DXEN_IMG_OFFSET=0x200000 -D__OBJECT_LABEL__=object -DHAVE_AS_VMX -DHAVE_AS_SSE4_2 -DHAVE_AS_EPT -DHAVE_AS_RDRAND -DHAVE_AS_FSGSBASE -DHAVE_AS_XSAVEOPT -DHAVE_AS_RDSEED -DHAVE_AS_CLAC_STAC -DHAVE_AS_CLWB -DHAVE_AS_QUOTED_SYM -DHAVE_AS_INVPCID -DHAVE_AS_MOVDIR -DHAVE_AS_ENQCMD -DHAVE_AS_NEGATIVE_TRUE -DHAVE_AS_NOPS_DIRECTIVE -include ./include/xen/config.h -I./include -I./arch/x86/include -I./arch/x86/include/asm/mach-generic -I./arch/x86/include/asm/mach-default" arch/x86
}

memtest() {
    source_of memtest86+ memtest86plus
    cp app/version.h app/build_version.h
    survey --least 95 --cpp "gcc -E -x assembler-with-cpp -traditional -Iboot -Iapp -I." boot
}

for each in "$@"; do
    echo "$each:"
    case $each in
        linux | grub | seabios | xen | memtest) ("$each") ;;
        *) echo "no such sources: $each" >&2; exit 2 ;;
    esac
done
