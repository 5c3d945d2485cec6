// SPDX-License-Identifier: MIT
namespace EntryAsm;

/// <summary>Where <see cref="EntryImage.Link(IReadOnlyList{EntryObject}, LinkOptions)"/> places sections and what it does with them.</summary>
public sealed class LinkOptions
{
    /// <summary>The address of the first section. The others follow in order, each at the next multiple of its alignment. Left out: 0.</summary>
    public ulong BaseAddress { get; init; }

    /// <summary>Addresses of single sections, by name; a section that is not named follows the one before it. Left out: none.</summary>
    public IReadOnlyDictionary<string, ulong>? Placement { get; init; }

    /// <summary>
    /// The address of a symbol that no linked object defines, or null when it is not known. Asked once per name. Left out: every such symbol is an
    /// error, save weak ones, which read as 0.
    /// </summary>
    public Func<string, ulong?>? Resolve { get; init; }

    /// <summary>
    /// Whether the processor has a feature or bug (its number, word * 32 + bit, as in <see cref="AlternativeEntry.Feature"/>). Given, alternatives
    /// are applied as the kernel does it while booting; left out, the code stays as it was assembled.
    /// </summary>
    public Func<int, bool>? HasFeature { get; init; }

    /// <summary>Sorts <c>__ex_table</c> by the address of the instruction, as the kernel's search needs it. Left out: yes.</summary>
    public bool SortExceptionTable { get; init; } = true;
}
