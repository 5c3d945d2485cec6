#!/bin/sh
# SPDX-License-Identifier: MIT
# Brings over the assembler sources of Linux 6.1, GRUB and SeaBIOS as Debian ships them, and compares each with what GNU as makes of it.
#   eng/import-sources.sh FOLDER [linux|grub|seabios ...]
# FOLDER keeps the sources between runs. Needed: apt-get with source packages (deb-src) for GRUB and SeaBIOS, gcc, make, flex, bison, bc, libelf-dev, libssl-dev, python3.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
[ $# -ge 1 ] || { echo "usage: $0 FOLDER [linux|grub|seabios ...]" >&2; exit 2; }
mkdir -p "$1"
folder=$(cd "$1" && pwd)
shift
[ $# -gt 0 ] || set -- linux grub seabios

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

source_of() {
    [ -n "$(find "$folder" -maxdepth 1 -name "$2-*" -type d)" ] || (cd "$folder" && apt-get source --download-only "$1" && tar xf "$1"_*.orig.tar.*z)
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

for each in "$@"; do
    echo "$each:"
    case $each in
        linux | grub | seabios) ("$each") ;;
        *) echo "no such sources: $each" >&2; exit 2 ;;
    esac
done
