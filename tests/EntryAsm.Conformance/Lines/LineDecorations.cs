// SPDX-License-Identifier: MIT
using System.Text.RegularExpressions;

namespace EntryAsm.Conformance;

/// <summary>What stands in braces: masks, zeroing, broadcast on their operand; rounding on the register that it stands behind in the manuals' order.</summary>
internal static partial class LineDecorations
{
    /// <summary>The operands of a line in its own order, with what their braces say; one that is a rounding is null.</summary>
    /// <param name="operands">As they are written.</param>
    /// <param name="read">Reads one without braces, of which a broadcast fills so many elements.</param>
    public static (List<Op?> Operands, string? Rounding) Read(List<string> operands, Func<string, int, Op> read)
    {
        var values = new List<Op?>();
        string? rounding = null;
        foreach (var operand in operands)
        {
            var (text, braces) = Take(operand);
            if (text.Length == 0)
                rounding = braces[0];
            values.Add(text.Length == 0 ? (Op?)null : Decorate(read(text, Broadcast(braces)), braces));
        }

        return (values, rounding);
    }

    /// <summary>Takes the braces off an operand.</summary>
    private static (string Text, List<string> Braces) Take(string operand)
    {
        var braces = Braces().Matches(operand).Select(static each => each.Groups[1].Value.Trim().TrimStart('%').ToLowerInvariant()).ToList();
        return (Braces().Replace(operand, "").Trim(), braces);
    }

    /// <summary>How many elements a broadcast fills; 0 where there is none.</summary>
    private static int Broadcast(List<string> braces) => braces.Find(static each => each.StartsWith("1to", StringComparison.Ordinal)) is { } found
        ? int.Parse(found.AsSpan(3), System.Globalization.CultureInfo.InvariantCulture) : 0;

    private static Op Decorate(Op value, List<string> braces)
    {
        foreach (var each in braces.Where(static each => !each.StartsWith("1to", StringComparison.Ordinal)))
            value = Decorate(value, each);
        return value;
    }

    public static Op Decorate(Op value, string brace) =>
        typeof(Op).GetProperty(brace.Replace('-', '_')) is { } property && property.PropertyType == typeof(Op) ? (Op)property.GetValue(value)!
            : throw new UnreadException("braces that no call has: {" + brace + "}");

    /// <summary>Rounding, which GNU as has as an operand of its own, stands on the last register.</summary>
    /// <param name="operands">In the manuals' order; one that is rounding is null.</param>
    /// <param name="rounding">The rounding, or null.</param>
    public static Op[] Round(List<Op?> operands, string? rounding)
    {
        Op[] values = [.. operands.Where(static each => each is not null).Select(static each => each!.Value)];
        if (rounding is not null && Array.FindLastIndex(values, static each => each.Form == Operands.OpForm.Register) is >= 0 and var last)
            values[last] = Decorate(values[last], rounding);
        return values;
    }

    /// <summary>The brackets of a size, a segment and a broadcast.</summary>
    public static MemorySize Brackets(int size, string segment, int broadcast)
    {
        var brackets = size switch
        {
            0 => EntryAssembler.ptr,
            1 => EntryAssembler.@byte,
            2 => EntryAssembler.word,
            4 => EntryAssembler.dword,
            6 => EntryAssembler.fword,
            8 => EntryAssembler.qword,
            10 => EntryAssembler.tbyte,
            16 => EntryAssembler.xmmword,
            32 => EntryAssembler.ymmword,
            _ => EntryAssembler.zmmword,
        };
        if (segment.Length > 0)
            brackets = Property(brackets, segment);
        return broadcast == 0 ? brackets : Property(brackets, broadcast < 0 ? "bcst" : "bcst" + broadcast.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    private static MemorySize Property(MemorySize brackets, string name) => typeof(MemorySize).GetProperty(name) is { } property ? (MemorySize)property.GetValue(brackets)!
        : throw new UnreadException("memory that no call has: " + name);

    [GeneratedRegex(@"\{\s*([^}]*)\}")]
    private static partial Regex Braces();
}
