// SPDX-License-Identifier: MIT
using Iced.Intel;

namespace EntryAsm.InstructionGenerator;

/// <summary>Writes the names under which listings show instructions: those of the methods that make them.</summary>
internal static class CallNameWriter
{
    public static string Write(IReadOnlyList<Form> forms)
    {
        var text = GeneratedFiles.Begin()
            .Line("using Iced.Intel;").Line()
            .Line("namespace EntryAsm.Writers;").Line()
            .Line("internal static partial class CallNames").Line("{")
            .Line("    /// <summary>The methods that are not called as the manual has it in small letters.</summary>")
            .Line("    private static readonly (Mnemonic Mnemonic, string Name)[] OwnNames =").Line("    [");
        foreach (var mnemonic in forms.Select(form => form.Mnemonic).Distinct().Order().Where(mnemonic => NameOf(mnemonic) != SmallLetters(mnemonic)))
            text.Line("        (Mnemonic." + mnemonic + ", \"" + NameOf(mnemonic) + "\"),");
        text.Line("    ];").Line()
            .Line("    /// <summary>The methods that ask for an encoding by their name.</summary>")
            .Line("    private static readonly (Mnemonic Mnemonic, EncodingRequest Request, string Name)[] Requesting =").Line("    [");
        foreach (var alias in Aliases.All().Where(alias => alias.Request.Length != 0).DistinctBy(alias => (alias.Mnemonic, alias.Request)))
            text.Line("        (Mnemonic." + alias.Mnemonic + ", EncodingRequest." + alias.Request + ", \"" + MethodWriter.Identifier(alias.Name) + "\"),");
        return text.Line("    ];").Line("}").ToString();
    }

    /// <summary>A far return is called as GNU as calls it, beside <c>lretq</c> and <c>lretw</c>.</summary>
    private static string NameOf(Mnemonic mnemonic) => mnemonic == Mnemonic.Retf ? "lret" : MethodWriter.Identifier(SmallLetters(mnemonic));

    private static string SmallLetters(Mnemonic mnemonic) => mnemonic.ToString().ToLowerInvariant();
}
