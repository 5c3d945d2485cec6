# SPDX-License-Identifier: MIT
"""Linux 6.12's own entry code, assembled by GNU as in configurations that the kernel's own Kconfig has accepted. The judge of compare.py, settings.py and mutants.py."""
import argparse
import collections
import pathlib
import random
import re
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TOOL = ROOT / 'src/EntryAsm.Tool/bin/Release/net10.0/EntryAsm.Tool.dll'

# The setting that makes a file part of the kernel, as the kernel's makefiles have it.
BUILT_WITH = {
    'entry_64_compat': 'IA32_EMULATION', 'entry_64_fred': 'X86_FRED', 'thunk': 'PREEMPTION', 'retpoline': 'MITIGATION_RETPOLINE',
    'ftrace_64': 'FUNCTION_TRACER', 'xen-asm': 'XEN_PV',
}

# What much of the rest depends on: set in most draws, so that a draw of the rest is not in vain.
PARENTS = ['SMP', 'HYPERVISOR_GUEST', 'PARAVIRT', 'XEN', 'KVM', 'VIRTUALIZATION', 'CPU_MITIGATIONS', 'DEBUG_KERNEL', 'FTRACE', 'PCI', 'PCI_MSI', 'ACPI', 'X86_X2APIC',
           'IRQ_REMAP', 'IOMMU_SUPPORT', 'CPU_SUP_INTEL', 'CPU_SUP_AMD', 'PERF_EVENTS', 'MODULES', 'UNWINDER_ORC', 'PREEMPT']
OFTEN, ALWAYS = 0.85, ['64BIT', 'EXPERT', 'PROCESSOR_SELECT', 'DEBUG_INFO_NONE']


def shell(command):
    """Runs commands that sources.sh defines, and returns what they write."""
    return subprocess.run(['bash', '-euc', f'source "{HERE}/sources.sh"; {command}'], check=True, stdout=subprocess.PIPE, text=True).stdout


def options(description, count, of='configurations'):
    """What the commands take: a folder, how many to draw, and from which number on."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument('folder')
    parser.add_argument('--count', type=int, default=count, help=of)
    parser.add_argument('--seed', type=int, default=1)
    return parser.parse_args()


def known_settings():
    """The settings that the port reads, without CONFIG_."""
    files = ['src/EntryAsm.Linux612/Kbuild/KernelBuild.cs', 'src/EntryAsm.Linux.Kbuild/KernelSettings.cs']
    return sorted(set().union(*(re.findall(r'"CONFIG_(\w+)"', (ROOT / file).read_text()) for file in files)))


class Kernel:
    """The kernel's sources and one configured build of them, in a folder."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder).resolve()
        self.folder.mkdir(parents=True, exist_ok=True)
        shell(f'unpack "{self.folder}"; build_tools; build_entryasm')
        self.source = self.folder / 'linux-source-6.12'
        self.build = self.folder / 'configured'
        self.build.mkdir(exist_ok=True)
        self.paths = dict(line.split() for line in shell('echo "$kernel_files"').splitlines() if line)

    def draw(self, seed):
        """Configures the kernel by the seed: coins for what the port knows, Kconfig's own dice for the rest, and Kconfig's word on what goes together."""
        coins = random.Random(seed)
        wanted = [f'CONFIG_{name}=y' for name in ALWAYS + [parent for parent in PARENTS if coins.random() < OFTEN]]
        for name in known_settings():
            if name not in ('X86_32', '64BIT', 'X86_64', 'SMP', 'FUNCTION_ALIGNMENT', 'X86_L1_CACHE_SHIFT', 'PAGE_SHIFT'):
                wanted.append(f'CONFIG_{name}=y' if coins.random() < 0.5 else f'# CONFIG_{name} is not set')
        for name in coins.sample(['4B', '8B', '16B', '32B', '64B'], 1):
            wanted.append(f'CONFIG_FUNCTION_ALIGNMENT_{name}=y')
        wishes = self.folder / 'wishes.config'
        wishes.write_text('\n'.join(wanted) + '\n')
        self.make(f'KCONFIG_ALLCONFIG={wishes}', f'KCONFIG_SEED={seed}', 'randconfig')
        self.make('prepare0')

    def make(self, *arguments):
        log = self.folder / 'make.log'
        with open(log, 'w') as output:
            if subprocess.run(['make', '-s', '-j2', '-C', self.source, f'O={self.build}', *arguments], stdout=output, stderr=output).returncode != 0:
                raise SystemExit(f'make {" ".join(arguments)} failed; see {log}')

    def settings(self):
        """What is set, without CONFIG_."""
        text = (self.build / '.config').read_text()
        return dict(re.findall(r'^CONFIG_(\w+)=(.*)$', text, re.MULTILINE))

    def files(self):
        """The files that are part of the kernel in its configuration, by the port's names."""
        settings = self.settings()
        return [name for name in self.paths if name not in BUILT_WITH or BUILT_WITH[name] in settings]

    def gcc(self, name, *arguments):
        """Runs gcc over one of the kernel's files, as the kernel's makefiles do for assembly."""
        include = [self.source / 'arch/x86/include', self.build / 'arch/x86/include/generated', self.source / 'include', self.build / 'include',
                   self.source / 'arch/x86/include/uapi', self.build / 'arch/x86/include/generated/uapi', self.source / 'include/uapi', self.build / 'include/generated/uapi']
        return subprocess.run(['gcc', '-nostdinc', *[f'-I{folder}' for folder in include], '-include', self.source / 'include/linux/compiler-version.h',
                               '-include', self.source / 'include/linux/kconfig.h', '-D__KERNEL__', '-D__ASSEMBLY__', '-DCC_USING_FENTRY', '-fno-PIE', '-m64',
                               *arguments, self.source / f'{self.paths[name]}.S'], capture_output=True, text=True)

    def stock(self, name, output, *arguments):
        """Assembles the kernel's own file."""
        result = self.gcc(name, *arguments, '-c', '-o', output)
        if result.returncode != 0:
            raise SystemExit(f'{name} of the kernel cannot be assembled:\n{result.stderr}')
        return output

    def ours(self, name, output):
        """Assembles the port's file. Returns what the tool has to say against it."""
        result = subprocess.run(['dotnet', TOOL, 'linux', '--release', '6.12', '--file', name, '--config', self.build / '.config',
                                 '--asm-offsets', self.build / 'include/generated/asm-offsets.h', '-o', output], capture_output=True, text=True)
        return '' if result.returncode == 0 else result.stdout + result.stderr


def facts(path):
    """What binutils tell of an object: sections, contents, relocations and symbols, in an order that says nothing about who made it."""
    def rows(tool, option, heading=r'$^'):
        """The lines of a tool, each behind the last heading before it."""
        section, found = '', []
        for line in subprocess.run([tool, option, path], check=True, capture_output=True, text=True).stdout.splitlines()[3:]:
            section = line if re.match(heading, line) else section
            found.append(f'{section} {line.strip()}')
        return collections.Counter(found)

    sections = re.findall(r'\] (\S+) +(\w+) +[0-9a-f]{16} [0-9a-f]+ ([0-9a-f]+) (\S+) +(\w*) +\d+ +\d+ +(\d+)', '\n'.join(rows('readelf', '-SW')))
    return {
        'sections': collections.Counter(' '.join(row) for row in sections if row[1] not in ('RELA', 'SYMTAB', 'STRTAB')),
        'contents': rows('objdump', '-s', 'Contents of'),
        'relocations': rows('objdump', '-r', 'RELOCATION'),
        'symbols': rows('objdump', '-t'),
    }


def differences(stock, ours):
    """Where two objects differ, one line a kind of fact."""
    one, other = facts(stock), facts(ours)
    lines = []
    for kind in one:
        missing, extra = list((one[kind] - other[kind]).elements()), list((other[kind] - one[kind]).elements())
        if missing or extra:
            lines.append(f'{kind}: the kernel alone has {missing[:1]}, the port alone {extra[:1]}')
    return lines
