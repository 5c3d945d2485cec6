#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""mutants.py FOLDER [--count N] [--seed N]: makes the same mistake in the kernel's own objects and in the port's, joined as for vmlinux, and asks the kernel's objtool about both.
Prints a table of what it reports, and fails where it says more of one than of the other. The configuration is drawn from the seed as compare.py draws it."""
import collections
import random
import re
import shutil
import subprocess

import kernel
import objtool

HINT = 12  # bytes of a row of .discard.unwind_hints: a place, the offset of the stack, register, type, signal


def sections(path):
    """Offset in the file and size of each section."""
    rows = subprocess.run(['readelf', '-SW', path], check=True, capture_output=True, text=True).stdout
    return {name: (int(offset, 16), int(size, 16)) for name, offset, size in re.findall(r'\] (\S+) +(?:PROGBITS|NOTE) +[0-9a-f]{16} ([0-9a-f]+) ([0-9a-f]+)', rows)}


def instructions(path):
    """Every instruction without a relocation: section, offset, length, mnemonic."""
    text = subprocess.run(['objdump', '-dwr', path], check=True, capture_output=True, text=True).stdout
    section, found = '', []
    for line in text.splitlines():
        if line.startswith('Disassembly of section '):
            section = line[len('Disassembly of section '):-1]
        elif (match := re.match(r' *([0-9a-f]+):\t((?:[0-9a-f]{2} )+) *\t(\S+)', line)) and 'R_X86_64' not in line:
            found.append((section, int(match[1], 16), len(match[2].split()), match[3]))
    return found


def mistakes(path):
    """Kinds of mistakes, each with the places where it can be made: section, offset, and the bytes that go there."""
    code = [row for row in instructions(path) if not row[0].startswith('.alt') and not row[3].startswith(('nop', 'int3', 'data16'))]
    def gone(wanted):
        return [(section, offset, bytes([0x90] * length)) for section, offset, length, mnemonic in code if mnemonic.startswith(wanted)]
    hints = sections(path)['.discard.unwind_hints'][1] // HINT if '.discard.unwind_hints' in sections(path) else 0
    return {
        'a push or pop is left out': gone(('push', 'pop')),
        'an addition to the stack pointer or the like is left out': gone(('add', 'sub', 'lea', 'mov')),
        'a return is left out': gone(('ret', 'iret', 'sysret')),
        'ENDBR is left out': gone('endbr'),
        'a branch is left out': gone(('j', 'call')),
        'STAC, CLAC or SWAPGS is left out': gone(('stac', 'clac', 'swapgs')),
        'a return without a thunk': [(section, offset, bytes([0xc3] + [0x90] * (length - 1))) for section, offset, length, mnemonic in code if mnemonic.startswith(('push', 'mov', 'xor'))],
        'an unwind hint gives another stack offset': [('.discard.unwind_hints', number * HINT + 4, b'\x18\x00') for number in range(hints)],
        'an unwind hint is of another type': [('.discard.unwind_hints', number * HINT + 7, b'\x05') for number in range(hints)],
    }


def with_mistake(path, mistake, output):
    section, offset, patch = mistake
    data = bytearray(path.read_bytes())
    at = sections(path)[section][0] + offset
    data[at:at + len(patch)] = patch
    output.write_bytes(data)
    return output


def main():
    options = kernel.options(__doc__, count=20, of='mutants of a kind')
    source = kernel.Kernel(options.folder)
    source.draw(options.seed)
    objects = source.folder / 'mutants'
    shutil.rmtree(objects, ignore_errors=True)
    objects.mkdir()
    for name in source.files():
        source.stock(name, objects / f'stock-{name}.o')
        if refusal := source.ours(name, objects / f'ours-{name}.o'):
            raise SystemExit(refusal)
    clean = {who: objtool.joined(objects, who, source.files(), source.settings()) for who in ('stock', 'ours')}
    coins, rows, differ = random.Random(options.seed), collections.OrderedDict(), 0
    for kind, places in mistakes(objects / 'stock.o').items():
        chosen = coins.sample(places, min(options.count, len(places)))
        reported = {'stock': 0, 'ours': 0, 'alike': 0}
        for place in chosen:
            said = {}
            for who in ('stock', 'ours'):
                said[who] = objtool.say(with_mistake(objects / f'{who}.o', place, objects / f'mutant-{who}.o'), objtool.JOINED, source.settings())
                reported[who] += said[who] != clean[who]
            if sorted(said['stock']) == sorted(said['ours']):
                reported['alike'] += 1
            else:
                differ += 1
                print(f'{kind}, {place[0]}+{place[1]:#x}: the kernel\'s: {said["stock"][:3]}; the port\'s: {said["ours"][:3]}')
        rows[kind] = (len(chosen), reported)
    print('| mistake | mutants | reported in the kernel\'s | in the port\'s | in the same words |\n|---|---|---|---|---|')
    for kind, (count, reported) in rows.items():
        print(f'| {kind} | {count} | {reported["stock"]} | {reported["ours"]} | {reported["alike"]} |')
    return 1 if differ else 0


if __name__ == '__main__':
    raise SystemExit(main())
