// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using System.Runtime.CompilerServices;

namespace EntryAsm.Linux612;

// linux/linkage.h and asm/linkage.h: where functions (called as C calls), other code and data begin and end. Functions are aligned to
// CONFIG_FUNCTION_ALIGNMENT, with as many bytes again in front of them under CONFIG_CALL_PADDING, where the kernel writes call thunks.
public abstract partial class LinuxEntry
{
    /// <summary>Begins a global function: aligned, padded, and a target of indirect branches.</summary>
    /// <param name="name">Its symbol.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">The symbol is null, local, or defined already.</exception>
    protected void SYM_FUNC_START(Symbol name, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        __FUNC_ALIGN();
        GLOBAL(name, file, line);
        ENDBR();
    }

    /// <summary>Begins a global function that C calls through pointers; its type's checksum precedes it under clang's CFI, which is not supported.</summary>
    /// <inheritdoc cref="SYM_FUNC_START"/>
    protected void SYM_TYPED_FUNC_START(Symbol name, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => SYM_FUNC_START(name, file, line);

    /// <summary>Ends a function.</summary>
    /// <inheritdoc cref="SYM_CODE_START"/>
    protected void SYM_FUNC_END(Symbol name, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        type(name, SymbolType.Function, file, line);
        size(name, file: file, line: line);
    }

    /// <summary>Begins global code that is no function: aligned.</summary>
    /// <param name="name">Its symbol.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">The symbol is null, local, or defined already.</exception>
    protected void SYM_CODE_START(Symbol name, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        __ALIGN();
        GLOBAL(name, file, line);
    }

    /// <summary>Begins global code that is no function, right here.</summary>
    /// <inheritdoc cref="SYM_CODE_START"/>
    protected void SYM_CODE_START_NOALIGN(Symbol name, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => GLOBAL(name, file, line);

    /// <summary>Begins code of this object alone: aligned.</summary>
    /// <inheritdoc cref="SYM_CODE_START"/>
    protected void SYM_CODE_START_LOCAL(Symbol name, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        __ALIGN();
        bind(name, file, line);
    }

    /// <summary>Begins code of this object alone, right here.</summary>
    /// <inheritdoc cref="SYM_CODE_START"/>
    protected void SYM_CODE_START_LOCAL_NOALIGN(Symbol name, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => bind(name, file, line);

    /// <summary>Ends code that is no function: its symbol's size is the distance to here.</summary>
    /// <inheritdoc cref="SYM_CODE_START"/>
    protected void SYM_CODE_END(Symbol name, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        type(name, SymbolType.None, file, line);
        size(name, file: file, line: line);
    }

    /// <summary>A global symbol in the middle of code.</summary>
    /// <inheritdoc cref="SYM_CODE_START"/>
    protected void SYM_INNER_LABEL(Symbol name, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => GLOBAL(name, file, line);

    /// <summary>Defines a symbol as global; a plain <c>Extern()</c> becomes global here, as an undefined name does in GNU as.</summary>
    /// <inheritdoc cref="SYM_CODE_START"/>
    protected void GLOBAL(Symbol name, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        bind(name is null ? name! : Global(name.Name), file, line);

    /// <summary>Aligns to <c>CONFIG_FUNCTION_ALIGNMENT</c> bytes with no-operation instructions.</summary>
    protected void __ALIGN() => align(Kernel.FunctionAlignment, 0x90);

    /// <summary>The same, with as many no-operation instructions after it under <c>CONFIG_CALL_PADDING</c>, where there is room for a thunk in them.</summary>
    protected void __FUNC_ALIGN()
    {
        __ALIGN();
        if (Kernel.CallPadding && Kernel.FunctionAlignment > 8)
            skip(Kernel.FunctionAlignment, 0x90);
    }

    /// <summary>Returns, through the return thunk where the kernel has one; stops speculation behind it under <c>CONFIG_MITIGATION_SLS</c>.</summary>
    protected void RET()
    {
        if (Kernel.Rethunk)
        {
            jmp(KernelSymbols.__x86_return_thunk);
            return;
        }

        ret();
        if (Kernel.Sls)
            int3();
    }

    /// <summary>A place that indirect branches may go to (Intel SDM vol. 1, 17.3), under <c>CONFIG_X86_KERNEL_IBT</c>.</summary>
    protected void ENDBR()
    {
        if (Kernel.KernelIbt)
            endbr64();
    }
}
