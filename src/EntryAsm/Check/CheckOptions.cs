// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace EntryAsm;

/// <summary>What an object is checked for.</summary>
public sealed record CheckOptions
{
    /// <summary>Whether what only speculative execution can exploit is reported too. False unless set.</summary>
    public bool Speculation { get; init; }

    /// <summary>Whether what could be neither proved right nor proved wrong is listed. False unless set.</summary>
    public bool Strict { get; init; }

    /// <summary>
    /// Bytes that rsp must be a multiple of where C is called: 16 as the psABI has it, 8 for a kernel compiled with <c>-mpreferred-stack-boundary=3</c>. By default what
    /// the module says (<see cref="EntryAssembler.stack_alignment"/>), else 16.
    /// </summary>
    public int? StackAlignment { get; init; }

    /// <summary>Entries besides those that the object declares.</summary>
    public ImmutableArray<EntryPoint> Entries { get; init; } = ImmutableArray<EntryPoint>.Empty;
}
