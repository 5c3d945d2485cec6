// SPDX-License-Identifier: MIT
namespace EntryAsm.Errors;

/// <summary>What becomes of a mistake that does not keep others from being found: the first ends the work, unless somebody collects them.</summary>
internal sealed class Mistakes
{
    /// <summary>More at once help nobody.</summary>
    public const int Most = 100;

    private readonly List<EntryAsmException>? found;

    private Mistakes(List<EntryAsmException>? found) => this.found = found;

    /// <summary>Throws the first.</summary>
    public static Mistakes Thrown { get; } = new(null);

    /// <summary>Keeps them, up to <see cref="Most"/>.</summary>
    public static Mistakes Collected() => new([]);

    /// <summary>Those collected.</summary>
    public IReadOnlyList<EntryAsmException> All => found ?? [];

    public void Add(EntryAsmException mistake)
    {
        if (found is null)
            throw mistake;
        if (found.Count < Most)
            found.Add(mistake);
    }
}
