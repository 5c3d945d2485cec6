// SPDX-License-Identifier: MIT
using EntryAsm.Import.Engine;
using EntryAsm.Import.Tree;

namespace EntryAsm.Import.Gas;

/// <summary>Prefixes that the engine has no method for, as bytes before or within an instruction.</summary>
internal static class ByteMnemonics
{
    /// <summary>The statements that an instruction with such prefixes is.</summary>
    /// <param name="prefixes">The prefixes, in the order of the source.</param>
    /// <param name="call">The instruction without them.</param>
    /// <param name="bitness">The mode.</param>
    /// <param name="source">The instruction as the source has it, for the comment.</param>
    public static IEnumerable<Statement> With(List<byte> prefixes, CallStatement call, int bitness, string source)
    {
        if (prefixes.Count == 0)
            return [call];
        var (bytes, isWhole) = OneInstruction.Encode(call, bitness);
        var legacy = OneInstruction.PrefixLength(bytes);
        var isFirst = prefixes.TrueForAll(static prefix => prefix is not (>= 0x40 and <= 0x4f or 0xf2 or 0xf3 or 0xf0)) || legacy == 0;
        var hasRex = prefixes.Exists(IsRex) && bitness == 64 && legacy < bytes.Length && bytes[legacy] is (>= 0x40 and <= 0x4f) or 0xc4 or 0xc5 or 0x62;
        if (isFirst && !hasRex)
            return [Bytes(prefixes, call.Line), call];
        if (!isWhole)
            throw new ImportException(call.Line, "the prefix of '" + source + "' cannot be written together with a symbol");
        var inner = bytes[legacy..].ToList();
        var rex = prefixes.FindAll(IsRex);
        if (hasRex && rex.Count > 0 && inner[0] is >= 0x40 and <= 0x4f)
        {
            inner[0] |= rex[0];
            rex.Clear();
        }

        var whole = bytes[..legacy].Concat(prefixes.Where(static prefix => !IsRex(prefix))).Concat(rex).Concat(inner).ToList();
        return [Bytes(whole, call.Line) with { Comment = source }];
    }

    private static bool IsRex(byte prefix) => prefix is >= 0x40 and <= 0x4f;

    public static CallStatement Bytes(IEnumerable<byte> bytes, SourceLocation line) =>
        new("db", [.. bytes.Select(static value => (Argument)new OperandArgument(new ValueOperand(new NumberExpression(value, NumberStyle.Hexadecimal))))]) { Line = line };
}
