#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""settings.py FOLDER [--count N] [--seed N]: lists the settings that Linux 6.12's sources read for the files the port has, and whose bytes each of them changes.

The preprocessor tells what it has looked up (gcc -dU) in N configurations drawn by the kernel's own Kconfig; what it cannot tell, the arguments of IS_ENABLED, is taken from the
text of every file that it has opened. Each setting that the port does not know is then turned over alone, in every one of the configurations, and the objects compared. The list is
tests/EntryAsm.Linux612.Tests/Settings/read.txt; a test holds the port against it. Fails, naming it, where a setting changes bytes and the port does not know it."""
import re

import kernel

LIST = kernel.ROOT / 'tests/EntryAsm.Linux612.Tests/Settings/read.txt'
LOOKED_UP = re.compile(r'^#(?:define|undef) CONFIG_(\w+)', re.MULTILINE)
ASKED = re.compile(r'\bIS_(?:ENABLED|BUILTIN|MODULE|REACHABLE)\(CONFIG_(\w+)\)')
OPENED = re.compile(r'^# \d+ "(/[^"]+)"', re.MULTILINE)


def read_by(source, name):
    """The settings that a file of the kernel reads in the configuration of the moment."""
    text = source.gcc(name, '-E', '-dU').stdout
    opened = set(OPENED.findall(text))
    asked = set().union(*(ASKED.findall(open(path, errors='replace').read()) for path in opened))
    return {setting.removesuffix('_MODULE') for setting in set(LOOKED_UP.findall(text)) | asked}


def turned_over(setting, value):
    """C that turns a setting over: unset, or set where it is not; a number becomes another."""
    define = f'#undef CONFIG_{setting}\n'
    if value is None:
        return define + f'#define CONFIG_{setting} 1\n'
    return define if value in ('y', 'm') or value.startswith('"') else define + f'#define CONFIG_{setting} ({value} + 1)\n'


def changes(source, name, setting):
    """True when the file's object is another, or none, with the setting turned over."""
    header, one, other = source.folder / 'turned.h', source.folder / 'settings-0.o', source.folder / f'settings-{name}.o'
    header.write_text(turned_over(setting, source.settings().get(setting)))
    if source.gcc(name, '-include', header, '-c', '-o', one).returncode != 0:
        return True
    return one.read_bytes() != other.read_bytes()


def main():
    options = kernel.options(__doc__, count=6)
    source = kernel.Kernel(options.folder)
    known, readers, changed = set(kernel.known_settings()), {}, {}
    for seed in range(options.seed, options.seed + options.count):
        source.draw(seed)
        for name in source.files():
            source.stock(name, source.folder / f'settings-{name}.o')
            for setting in read_by(source, name):
                readers.setdefault(setting, set()).add(name)
                if setting not in known and name not in changed.get(setting, ()) and changes(source, name, setting):
                    changed.setdefault(setting, set()).add(name)
        print(f'configuration {seed}: {len(readers)} settings are read', flush=True)

    rows = ['# The settings that Linux 6.12.117 reads for the files of the port, who reads them, and whose bytes they change ("port": the port knows the setting).',
            f'# Made by eng/linux-6.12/settings.py FOLDER --count {options.count} --seed {options.seed}']
    for setting in sorted(readers):
        rows.append(f'{setting}: {" ".join(sorted(readers[setting]))}: {"port" if setting in known else " ".join(sorted(changed.get(setting, ())))}'.rstrip())
    LIST.parent.mkdir(exist_ok=True)
    LIST.write_text('\n'.join(rows) + '\n')
    unknown = sorted(setting for setting in changed if setting not in known)
    for setting in unknown:
        print(f'CONFIG_{setting} changes {", ".join(sorted(changed[setting]))}, and the port does not know it')
    return 1 if unknown else 0


if __name__ == '__main__':
    raise SystemExit(main())
