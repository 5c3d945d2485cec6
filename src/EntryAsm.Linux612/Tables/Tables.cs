// SPDX-License-Identifier: GPL-2.0-only
#nullable enable

namespace EntryAsm.Linux612;

// asm/asm.h and linux/export.h: rows for the kernel's tables.
public abstract partial class LinuxEntry
{
    /// <summary>A fault is handled by going on elsewhere (asm/extable_fixup_types.h).</summary>
    protected const int EX_TYPE_DEFAULT = 1;

    /// <summary>A fault of ERETU is handled: the kernel makes it one of user mode.</summary>
    protected const int EX_TYPE_ERETU = 21;

    /// <summary>An instruction that may fault, and where to go on then.</summary>
    /// <param name="from">The instruction.</param>
    /// <param name="to">Where to go on.</param>
    protected void _ASM_EXTABLE(Symbol from, Symbol to) => _ASM_EXTABLE_TYPE(from, to, EX_TYPE_DEFAULT);

    /// <summary>The same with a way of handling it.</summary>
    /// <param name="from">The instruction.</param>
    /// <param name="to">Where to go on.</param>
    /// <param name="type">One of <c>EX_TYPE_</c>.</param>
    protected void _ASM_EXTABLE_TYPE(Symbol from, Symbol to, int type)
    {
        pushsection("__ex_table", "a");
        align(4);
        dd(from - dot);
        dd(to - dot);
        dd(type);
        popsection();
    }

    /// <summary>Kernel probes keep away from a symbol, under <c>CONFIG_KPROBES</c>.</summary>
    /// <param name="entry">The symbol.</param>
    protected void _ASM_NOKPROBE(Symbol entry)
    {
        if (!Kernel.Kprobes)
            return;

        pushsection("_kprobe_blacklist", "aw");
        align(8);
        dq(entry);
        popsection();
    }

    /// <summary>Exports a symbol to modules. The linker throws the row away; modpost makes the table of it.</summary>
    /// <param name="name">The symbol.</param>
    protected void EXPORT_SYMBOL(Symbol name) => ___EXPORT_SYMBOL(name, "");

    /// <summary>Exports a symbol to modules with a compatible licence.</summary>
    /// <param name="name">The symbol.</param>
    protected void EXPORT_SYMBOL_GPL(Symbol name) => ___EXPORT_SYMBOL(name, "GPL");

    private void ___EXPORT_SYMBOL(Symbol name, string license)
    {
        section(".export_symbol", "a");
        bind(Local("__export_symbol_" + name.Name));
        asciz(license);

        // The namespace: none.
        asciz("");
        align(8);
        dq(name);
        previous();
    }
}
