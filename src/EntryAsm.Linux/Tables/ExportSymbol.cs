// SPDX-License-Identifier: GPL-2.0-only
#nullable enable

namespace EntryAsm.Linux;

// asm-generic/export.h: symbols that modules may use.
public abstract partial class LinuxEntry
{
    /// <summary>Exports a symbol to modules, under <see cref="KernelConfig.Modules"/>.</summary>
    /// <param name="name">The symbol.</param>
    protected void EXPORT_SYMBOL(Symbol name) => ___EXPORT_SYMBOL(name, "");

    /// <summary>Exports a symbol to modules with a compatible licence, under <see cref="KernelConfig.Modules"/>.</summary>
    /// <param name="name">The symbol.</param>
    protected void EXPORT_SYMBOL_GPL(Symbol name) => ___EXPORT_SYMBOL(name, "_gpl");

    private void ___EXPORT_SYMBOL(Symbol name, string sec)
    {
        if (!Kernel.Modules)
            return;
        if (Kernel.TrimUnusedKsyms)
        {
            // What is used is read off these marks, and the file is assembled again.
            section(".discard.ksym", "a");
            bind(Local("__ksym_marker_" + name.Name));
            previous();
            return;
        }

        export(name, gplOnly: sec.Length != 0, isAbsolute: !Kernel.Prel32Relocations);
        if (Kernel.ModVersions)
            ExportChecksum(name, sec);
    }

    private void ExportChecksum(Symbol name, string sec)
    {
        var crc = Weak("__crc_" + name.Name);
        pushsection($"___kcrctab{sec}+{name.Name}", "a");
        align(4);
        bind(Local("__kcrctab_" + name.Name));
        if (Kernel.ModuleRelCrcs)
            dd(crc - dot);
        else
            dd(crc);
        popsection();
    }
}
