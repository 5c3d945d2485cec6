// SPDX-License-Identifier: MIT
using System.Text.RegularExpressions;

namespace EntryAsm.Conformance;

/// <summary>Operands in AT&amp;T syntax, given back in the manuals' order.</summary>
internal static partial class AttOperands
{
    /// <summary>GNU as keeps the order of these as it is in the manuals (binutils, gas/config/tc-i386.c, where operands are swapped).</summary>
    private static readonly string[] KeepOrder = ["bound", "enter", "invlpg", "monitor", "mwait", "tpause", "umwait", "pvalidate", "rmpadjust", "rmpupdate", "lcall", "ljmp"];

    public static Op[] Read(List<string> operands, string name, int size, bool hasPercent)
    {
        var (read, rounding) = LineDecorations.Read(operands, (text, broadcast) => Operand(text, name, size, broadcast, hasPercent));
        if (!Array.Exists(KeepOrder, each => name.StartsWith(each, StringComparison.Ordinal)))
            read.Reverse();
        return LineDecorations.Round(read, rounding);
    }

    private static Op Operand(string text, string name, int size, int broadcast, bool hasPercent)
    {
        if (text[0] == '$')
            return LineExpression.Read(text[1..], hasPercent);
        if (LineExpression.Register(text.TrimStart('*').Trim(), hasPercent) is { } register)
            return register;
        if (text == "(%dx)")
            return EntryAssembler.dx;
        return LineNames.IsBranch(name) && text[0] != '*' ? LineExpression.Read(text, hasPercent) : Memory(text.TrimStart('*').Trim(), size, broadcast, hasPercent);
    }

    private static Op Memory(string text, int size, int broadcast, bool hasPercent)
    {
        var match = Parts().Match(text);
        if (!match.Success)
            throw new UnreadException("expressions that are spelled in another way");
        var (segment, offset, inside) = (match.Groups[1].Value.ToLowerInvariant(), match.Groups[2].Value.Trim(), match.Groups[3].Value);
        var registers = inside.Length == 0 ? [] : inside.Split(',').Select(static each => each.Trim()).ToArray();
        var address = default(Op?);
        if (registers.Length > 0 && registers[0].Length > 0)
            address = Needed(registers[0], hasPercent);
        if (registers.Length > 1 && registers[1].Length > 0)
        {
            var index = Needed(registers[1], hasPercent);
            if (registers.Length > 2 && registers[2].Length > 0)
                index *= (int)LineExpression.Read(registers[2], hasPercent).Value;
            else if (address is null)
                index *= 1;
            address = address is null ? index : address + index;
        }
        else if (registers.Length > 1)
        {
            throw new UnreadException("a scale without index");
        }

        if (offset.Length > 0)
            address = address is null ? LineExpression.Read(offset, hasPercent) : address + LineExpression.Read(offset, hasPercent);
        return LineDecorations.Brackets(size, segment, broadcast)[address ?? throw new UnreadException("expressions that are spelled in another way")];
    }

    private static Op Needed(string text, bool hasPercent) => LineExpression.Register(text, hasPercent) ?? throw new UnreadException("registers that C# has not: " + text);

    [GeneratedRegex(@"^(?:%?([c-gs]s)\s*:)?([^%]*?)(?:\(\s*((?:%\w+)?\s*(?:,[^()]*)?)\))?$")]
    private static partial Regex Parts();
}
