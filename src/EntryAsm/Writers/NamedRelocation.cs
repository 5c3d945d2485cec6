// SPDX-License-Identifier: MIT
namespace EntryAsm.Writers;

/// <summary>A relocation as the author wrote its field.</summary>
/// <param name="Type">Its name in the psABI: <c>R_X86_64_PC32</c>.</param>
/// <param name="Name">The symbol or label.</param>
/// <param name="Addend">What is added to it, without what the field's place in the instruction takes off.</param>
internal readonly record struct NamedRelocation(string Type, string Name, long Addend)
{
    /// <summary>What is between two of one item.</summary>
    public const string Separator = "; ";

    public static readonly NamedRelocation[] None = new NamedRelocation[0];

    /// <summary>Several in words; nothing for none.</summary>
    public static string Text(NamedRelocation[] relocations) =>
        relocations.Length == 0 ? "" : relocations.Length == 1 ? relocations[0].ToString() : string.Join(Separator, Array.ConvertAll(relocations, static relocation => relocation.ToString()));

    /// <inheritdoc/>
    public override string ToString() => Type + " " + Name + InstructionText.Signed(Addend);
}
