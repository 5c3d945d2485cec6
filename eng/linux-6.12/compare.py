#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""compare.py FOLDER [--count N] [--seed N]: draws N configurations of Linux 6.12 with the kernel's own Kconfig, assembles the kernel's own files and the port's in each,
and compares them by binutils; then joins the files of each kernel and asks the kernel's objtool about both. Fails where anything differs. FOLDER holds the kernel's sources
(2 GB, unpacked once) and the last configuration; those that differ are kept there."""
import shutil

import kernel
import objtool


def compare(source, number):
    """Returns the files, where they differ, and how much objtool says of the kernel's own."""
    objects = source.folder / 'objects'
    shutil.rmtree(objects, ignore_errors=True)
    objects.mkdir()
    wrong = []
    names = source.files()
    for name in names:
        stock, ours = objects / f'stock-{name}.o', objects / f'ours-{name}.o'
        source.stock(name, stock)
        refusal = source.ours(name, ours)
        wrong += [f'{number}: {name}: {line}' for line in ([refusal] if refusal else kernel.differences(stock, ours))]
    said = {'stock': []}
    if not wrong:
        said = {who: objtool.joined(objects, who, names, source.settings()) for who in ('stock', 'ours')}
        wrong += [f'{number}: objtool says of {who} alone: {line}' for who, other in (('stock', 'ours'), ('ours', 'stock')) for line in said[who] if line not in said[other]]
    return names, wrong, len(said['stock'])


def main():
    options = kernel.options(__doc__, count=40)
    source = kernel.Kernel(options.folder)
    objtool.find()
    files, bad, complaints, seen = 0, [], 0, {}
    for number in range(options.seed, options.seed + options.count):
        source.draw(number)
        names, wrong, said = compare(source, number)
        files, complaints, bad = files + len(names), complaints + said, bad + wrong
        for name in names:
            seen[name] = seen.get(name, 0) + 1
        if wrong:
            shutil.copy(source.build / '.config', source.folder / f'differs-{number}.config')
        print(f'configuration {number}: {len(names)} files, {len(wrong)} differences, {said} lines of objtool on both', flush=True)
    print('\n'.join(bad))
    print(', '.join(f'{name} {count}' for name, count in seen.items()))
    print(f'{options.count} configurations, {files} files, {len(bad)} differences')
    return 1 if bad else 0


if __name__ == '__main__':
    raise SystemExit(main())
