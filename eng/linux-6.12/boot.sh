#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
# boot.sh FOLDER: builds Linux 6.12 from Debian's sources twice in FOLDER, with its own entry code and with the port's objects in place of it; boots both in
# QEMU, runs the kernel's x86 selftests in each and prints a table of how they ended. Fails where the two differ. Needs 5 GB, and half an hour to an hour of two cores.
set -euo pipefail
export LC_ALL=C
source "$(dirname "${BASH_SOURCE[0]}")/sources.sh"
here=$repository/eng/linux-6.12
mkdir -p "$1"
work=$(cd "$1" && pwd)
source_tree=$work/linux-source-6.12
build=$work/build
jobs=$(nproc)

# A name and what QEMU and the kernel are told: the processors of both makers, whose system calls differ. QEMU loses its way where a single step meets SYSENTER
# (the kernel's own panics there, too), so that one test is left out.
machines='
amd   max,vendor=AuthenticAMD  pti=on
intel max,vendor=GenuineIntel  pti=on left_out=syscall_arg_fault_32
'

kernel() {
    make -s -C "$source_tree" O="$build" -j"$jobs" KBUILD_BUILD_TIMESTAMP=1970-01-01 KBUILD_BUILD_USER=nobody KBUILD_BUILD_HOST=nowhere "$@"
}

build_stock() {
    mkdir -p "$build"
    kernel KCONFIG_ALLCONFIG="$here/kernel.config" allnoconfig > /dev/null
    kernel bzImage
    cp "$build/System.map" "$work/stock.map"
    cp "$build/arch/x86/boot/bzImage" "$work/stock.bzImage"
}

# The port's objects take the places of the kernel's own; make sees newer files and links anew. In this configuration objtool runs over the whole kernel, so
# the objects are what the assembler makes. A file that the configuration leaves out (thunk: the kernel is not preemptible) has no place to take.
build_ours() {
    local file path
    while read -r file path; do
        [[ -n $file && -e $build/$path.o ]] || continue
        entryasm linux --release 6.12 --file "$file" --config "$build/.config" --asm-offsets "$build/include/generated/asm-offsets.h" -o "$work/ours-$file.o"
        cp "$work/ours-$file.o" "$build/$path.o"
        echo "boot.sh: $file is the port's" >&2
    done <<< "$kernel_files"
    kernel bzImage
    while read -r file path; do
        [[ ! -e $work/ours-$file.o ]] || cmp "$work/ours-$file.o" "$build/$path.o"
    done <<< "$kernel_files"
    cp "$build/arch/x86/boot/bzImage" "$work/ours.bzImage"
    cp "$build/System.map" "$work/ours.map"
}

# The tests, the first process, and the libraries that they load.
build_tests() {
    local root=$work/root
    mkdir -p "$root"/{tests,proc,sys,tmp,dev}
    kernel headers
    make -s -C "$source_tree/tools/testing/selftests/x86" OUTPUT="$root/tests" KHDR_INCLUDES="-isystem $build/usr/include" -j"$jobs" all 2> "$work/selftests.log"
    gcc -static -O2 -o "$root/init" "$here/init.c"
    for library in $(ldd "$root"/tests/* 2> /dev/null | grep -o '/[^ ]*\.so[^ ]*' | sort -u); do
        [[ $library == "$root"* ]] || cp -L --parents "$library" "$root"
    done
    (cd "$root" && find . | cpio --quiet -o -H newc | gzip -1) > "$work/initrd.gz"
}

# boot KERNEL MACHINE PROCESSOR ARGUMENT: leaves what the kernel said, and one line a test.
boot() {
    local log=$work/$1-$2.log ended=0
    timeout 1200 qemu-system-x86_64 -M pc -accel tcg -cpu "$3" -smp 2 -m 512M -nodefaults -no-user-config -display none -serial stdio -no-reboot \
        -device isa-debug-exit,iobase=0xf4,iosize=4 -kernel "$work/$1.bzImage" -initrd "$work/initrd.gz" -append "console=ttyS0 panic=-1 $4" > "$log" < /dev/null || ended=$?
    tr -d '\r' < "$log" | sed -n 's/^result: //p' > "$work/$1-$2.results"
    [[ $ended -eq 33 ]] && grep -qx 'all done' "$work/$1-$2.results" || { echo "boot.sh: the $1 kernel did not get to its end on $2; see $log" >&2; return 1; }
}

# Prints the table, and fails where the kernels differ.
table() {
    local machine different=0
    echo '| machine | test | stock | ours |'
    echo '|---|---|---|---|'
    for machine in $(awk 'NF { print $1 }' <<< "$machines"); do
        join -t '|' <(sed 's/ /|/' "$work/stock-$machine.results" | sort) <(sed 's/ /|/' "$work/ours-$machine.results" | sort) | grep -v '^all|' | sed "s/^/| $machine | /; s/|/ | /g; s/$/ |/; s/  */ /g; s/^ //"
        cmp "$work/stock-$machine.results" "$work/ours-$machine.results" || different=1
    done
    return $different
}

unpack "$work"
build_tools
need /usr/lib32/crt1.o libc6-dev-i386
need /usr/share/doc/gcc-multilib gcc-multilib
need qemu-system-x86_64 qemu-system-x86
build_entryasm
[[ -e $work/stock.bzImage ]] || build_stock
build_ours
[[ -e $work/initrd.gz ]] || build_tests
while read -r machine processor argument; do
    [[ -n $machine ]] || continue
    for entries in stock ours; do
        boot "$entries" "$machine" "$processor" "$argument"
    done
done <<< "$machines"
table
