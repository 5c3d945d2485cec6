// SPDX-License-Identifier: MIT
using EntryAsm.Import.Engine;
using EntryAsm.Import.Tree;

namespace EntryAsm.Import.Gas;

/// <summary>Mnemonics of GNU as's Intel syntax where they are not the manuals'.</summary>
internal static class IntelMnemonics
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["xlat"] = "xlatb", ["retn"] = "ret", ["sysretd"] = "sysret", ["sysretl"] = "sysret", ["sysexitd"] = "sysexit", ["ud2a"] = "ud2", ["lret"] = "retf",
    };

    public static bool IsName(string name) => Names.ContainsKey(name);

    public static IEnumerable<MnemonicChoice> Choices(string name, List<Operand> operands, bool hasVector)
    {
        if (Names.TryGetValue(name, out var other))
            yield return new(other);
        if (name is "movq" && !hasVector)
            yield return new("mov", 8);
        if (Vocabulary.IsInstruction(name) || StringInstructions.IsStem(name))
            yield return new(name);
        if (name == "movsx")
            yield return new("movsxd");
        if (name is "movd" or "vmovd" && hasVector)
            yield return new(name is "movd" ? "movq" : "vmovq");
        if (name == "movq" && hasVector)
            yield return new("movd");
        foreach (var choice in AttMnemonics.Choices(name, operands.Count, hasVector))
            yield return choice;
    }
}
