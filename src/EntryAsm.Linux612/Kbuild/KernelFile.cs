// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using System;

namespace EntryAsm.Linux612;

/// <summary>One of the kernel's assembly files, whole, for any configuration: <c>new KernelFile("entry_64", config).Build()</c>.</summary>
[EntryModule]
public sealed class KernelFile : LinuxEntry
{
    private readonly string name;

    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="config">The kernel to assemble for.</param>
    /// <exception cref="ArgumentException">There is no such file.</exception>
    public KernelFile(string name, KernelConfig config)
    {
        this.name = Array.IndexOf(Names, name) >= 0 ? name : throw new ArgumentException("there is no file " + name, nameof(name));
        Config = config;
    }

    /// <summary>The files there are, without their extension.</summary>
    public static string[] Names => ["entry", "entry_64", "entry_64_compat", "entry_64_fred", "ftrace_64", "irqflags", "retpoline", "thunk", "xen-asm"];

    /// <inheritdoc/>
    protected override KernelConfig Config { get; }

    /// <inheritdoc/>
    protected override void Assemble()
    {
        switch (name)
        {
            case "entry":
                WholeEntry();
                break;
            case "entry_64":
                WholeEntry64();
                break;
            case "entry_64_compat":
                WholeEntry64Compat();
                break;
            case "entry_64_fred":
                WholeEntry64Fred();
                break;
            case "ftrace_64":
                WholeFtrace64();
                break;
            case "irqflags":
                WholeIrqflags();
                break;
            case "retpoline":
                WholeRetpoline();
                break;
            case "thunk":
                WholeThunk();
                break;
            case "xen-asm":
                WholeXenAsm();
                break;
        }
    }
}
