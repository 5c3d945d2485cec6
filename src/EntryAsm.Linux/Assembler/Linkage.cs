// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using System.Runtime.CompilerServices;

namespace EntryAsm.Linux;

// linux/linkage.h and asm/linkage.h: where routines begin and end.
public abstract partial class LinuxEntry
{
    /// <summary>Begins a routine: aligned to 16 bytes with no-operation instructions, and global.</summary>
    /// <param name="name">Its symbol; a plain <c>Extern()</c> becomes global here, as an undefined name does in GNU as.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">The symbol is null, local, or defined already.</exception>
    protected void ENTRY(Symbol name, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        p2align(4, 0x90, file: file, line: line);
        GLOBAL(name, file, line);
    }

    /// <summary>Defines a global symbol inside a routine.</summary>
    /// <inheritdoc cref="ENTRY"/>
    protected void GLOBAL(Symbol name, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        bind(name is null ? name! : Global(name.Name), file, line);

    /// <summary>Ends a routine: its symbol's size is the distance to here.</summary>
    /// <param name="name">The symbol it began with.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">The symbol is null.</exception>
    protected void END(Symbol name, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => size(name, file: file, line: line);

    /// <summary>Ends a routine that C code calls: the symbol is a function.</summary>
    /// <inheritdoc cref="END"/>
    protected void ENDPROC(Symbol name, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        type(name, SymbolType.Function, file, line);
        END(name, file, line);
    }
}
