// SPDX-License-Identifier: MIT
using EntryAsm.Import.Gas;

namespace EntryAsm.Import.Nasm;

/// <summary>Lines of NASM's that come out of a macro or a loop in one.</summary>
internal sealed class NasmSource(string file, string[] lines) : LineSource(file, lines)
{
    /// <summary>The macro whose arguments stand in the place of parameters as lines are read.</summary>
    public NasmInvocation? Invocation { get; init; }

    /// <summary>The macro that lines come out of, or null.</summary>
    public static NasmInvocation? InvocationOf(LineSource source) => (source as NasmSource)?.Invocation;
}
