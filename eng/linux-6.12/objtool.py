# SPDX-License-Identifier: MIT
"""The kernel's objtool, from Debian's package, with the rules that the kernel's build asks for (its scripts/Makefile.lib and Makefile.vmlinux_o)."""
import glob
import re
import shutil
import subprocess

PATTERN = '/usr/lib/linux-kbuild-6.12*/tools/objtool/objtool.real-x86'

# An option, and the settings of which one asks for it; without settings it is always asked for.
ALONE = [('--orc', []), ('--uaccess', []), ('--retpoline', ['MITIGATION_RETPOLINE']), ('--rethunk', ['MITIGATION_RETHUNK']), ('--sls', ['MITIGATION_SLS']),
         ('--hacks=skylake', ['MITIGATION_CALL_DEPTH_TRACKING'])]
JOINED = ALONE + [('--link', []), ('--ibt', ['X86_KERNEL_IBT']), ('--noinstr', []), ('--unret', ['MITIGATION_UNRET_ENTRY', 'MITIGATION_SRSO'])]


def find():
    found = sorted(glob.glob(PATTERN))
    if not found:
        raise SystemExit('objtool is missing; install it: apt-get install linux-kbuild-6.12.117+deb12')
    return found[-1]


def say(path, rules, settings):
    """What objtool writes of a copy of the object (it changes what it reads), without the object's name."""
    copy = path.with_suffix('.checked')
    shutil.copy(path, copy)
    options = [option for option, any_of in rules if not any_of or any(name in settings for name in any_of)]
    result = subprocess.run([find(), *options, copy], capture_output=True, text=True)
    copy.unlink()
    lines = [line.replace(str(copy), '') for line in (result.stdout + result.stderr).splitlines()]
    return lines + ([f'objtool ended with {result.returncode}'] if result.returncode != 0 else [])


def joined(objects, who, names, settings):
    """What it says of the files of one kernel, linked together as vmlinux.o is."""
    whole = objects / f'{who}.o'
    subprocess.run(['ld', '-r', '-o', whole, *[objects / f'{who}-{name}.o' for name in names]], check=True)
    return say(whole, JOINED, settings)
