// SPDX-License-Identifier: MIT
using EntryAsm.Import.Tree;
using Module = EntryAsm.Import.Tree.Module;

namespace EntryAsm.Import.Engine;

/// <summary>The bytes of one instruction, for prefixes that the engine has no words for and that stand among them.</summary>
internal static class OneInstruction
{
    private static readonly byte[] LegacyPrefixes = [0x26, 0x2e, 0x36, 0x3e, 0x64, 0x65, 0x66, 0x67, 0xf0, 0xf2, 0xf3];

    /// <summary>The bytes, and whether all of them are known without a linker.</summary>
    public static (byte[] Bytes, bool IsWhole) Encode(CallStatement call, int bitness)
    {
        var symbols = new SymbolTable();
        var mode = new CallStatement("code" + bitness.ToString(System.Globalization.CultureInfo.InvariantCulture), []) { Line = call.Line };
        var built = DirectModule.Assemble(new Module([mode, call], symbols, []));
        var text = built.Sections[0];
        return (text.Bytes.ToArray(), text.Relocations.IsEmpty && symbols.All.Count == 0);
    }

    /// <summary>How many bytes of legacy prefixes are in front.</summary>
    public static int PrefixLength(ReadOnlySpan<byte> bytes)
    {
        var length = 0;
        while (length < bytes.Length && LegacyPrefixes.Contains(bytes[length]))
            length++;
        return length;
    }
}
