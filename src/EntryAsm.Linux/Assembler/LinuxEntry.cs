// SPDX-License-Identifier: GPL-2.0-only
#nullable enable


namespace EntryAsm.Linux;

/// <summary>
/// The entry code of Linux/x86-64 (arch/x86/entry/entry_64.S of Linux 4.20 to 5.0) as a base class: its macros under their own names, its routines
/// as methods, its configuration as <see cref="Config"/>. A module derives from it, overrides <see cref="Config"/>, and calls in
/// <see cref="EntryAssembler.Assemble"/> the routines it needs, in the order it needs them; <see cref="WholeEntry64"/> calls them all.
/// </summary>
/// <remarks>
/// The folders follow the kernel's headers and then its entry file: Calling (calling.h), Unwind (unwind_hints.h, frame.h), Alternatives, Nospec,
/// Tables, Paravirt, Irqflags, and Entry with one file a chapter. The macros call nothing but what any author can call.
/// </remarks>
public abstract partial class LinuxEntry : EntryAssembler
{
    private KernelConfig? kernel;

    /// <summary>The kernel to assemble for; a defconfig kernel unless overridden. Read once.</summary>
    protected virtual KernelConfig Config => new();

    /// <summary>The checked <see cref="Config"/>, which macros read.</summary>
    /// <exception cref="EntryAsmException">The configuration contradicts itself; reported where it was written.</exception>
    protected KernelConfig Kernel => kernel ??= Checked(Config);

    /// <summary>Stops at the author's line when a routine is called that the configuration has no use for.</summary>
    private void Require(bool isSet, string routine, string name, string kconfig, string file, int line)
    {
        if (!isSet)
            error($"{routine} is called but {name} ({kconfig}) is not set; set it in Config, or leave the call out", file, line);
    }

    private KernelConfig Checked(KernelConfig config)
    {
        if (config.Contradiction is { } contradiction)
            error(contradiction, config.Origin.File, config.Origin.Line);

        // For the checker: the kernel compiles its C with -mpreferred-stack-boundary=3.
        stack_alignment(8);
        NameFeatures(config);
        return config;
    }
}
