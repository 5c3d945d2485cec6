// SPDX-License-Identifier: MIT
namespace EntryAsm.Flow;

/// <summary>One way into the code.</summary>
/// <param name="Place">Where.</param>
/// <param name="Name">The symbol there.</param>
/// <param name="Kind">What leads there.</param>
/// <param name="Vector">The vector, where an exception or interrupt does; else -1.</param>
/// <param name="HasErrorCode">Whether the processor has pushed an error code.</param>
/// <param name="Line">Where it was declared.</param>
internal sealed record FlowEntry(CodePlace Place, string Name, EntryKind Kind, int Vector, bool HasErrorCode, SourceLocation Line)
{
    /// <summary>The hint that describes the frame, for an entry that only a hint describes.</summary>
    public UnwindHintEntry? Hint { get; init; }

    /// <summary>Whether only programs come here: by INT n, through a gate for all rings. A kernel raises none of its own.</summary>
    public bool IsFromUser { get; init; }

    /// <summary>Whether it is entered through a trap gate, which leaves IF as it was.</summary>
    public bool KeepsInterrupts { get; init; }

    /// <summary>Whether nothing says how execution comes here but that the symbol is global.</summary>
    public bool IsAssumed { get; init; }
}
