// SPDX-License-Identifier: MIT
namespace EntryAsm.Errors;

/// <summary>What becomes of an error that does not keep others from being found: the first ends the work, unless somebody collects them.</summary>
internal sealed class ErrorSink
{
    /// <summary>More at once help nobody.</summary>
    public const int Limit = 100;

    private readonly List<EntryAsmException>? found;

    private ErrorSink(List<EntryAsmException>? found) => this.found = found;

    /// <summary>Throws the first.</summary>
    public static ErrorSink Throwing { get; } = new(null);

    /// <summary>Keeps them, up to <see cref="Limit"/>.</summary>
    public static ErrorSink Collecting() => new([]);

    /// <summary>Those collected.</summary>
    public IReadOnlyList<EntryAsmException> All => found ?? [];

    public void Add(EntryAsmException error)
    {
        if (found is null)
            throw error;
        if (found.Count < Limit)
            found.Add(error);
    }
}
