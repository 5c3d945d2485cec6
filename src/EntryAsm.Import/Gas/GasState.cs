// SPDX-License-Identifier: MIT
namespace EntryAsm.Import.Gas;

/// <summary>What directives said so far about how to read on.</summary>
internal sealed class GasState
{
    private readonly Dictionary<string, long> numbers = new(StringComparer.Ordinal);

    /// <summary>Names that stand for a register.</summary>
    public Dictionary<string, string> Aliases { get; } = new(StringComparer.Ordinal);

    public bool IsIntel { get; set; }

    /// <summary>It is NASM's source, which knows the layout before it picks a form.</summary>
    public bool IsNasm { get; init; }

    /// <summary>Registers stand without <c>%</c>.</summary>
    public bool HasNakedRegisters { get; set; }

    /// <summary>16, 32 or 64.</summary>
    public int Bitness { get; set; } = 64;

    /// <summary>What a symbol stands for as a number so far, or null.</summary>
    public long? Number(string name) => numbers.TryGetValue(name, out var value) ? value : null;

    public void Set(string name, long? value)
    {
        if (value is { } number)
            numbers[name] = number;
        else
            numbers.Remove(name);
    }
}
