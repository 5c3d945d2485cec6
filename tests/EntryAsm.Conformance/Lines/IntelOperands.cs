// SPDX-License-Identifier: MIT
using System.Text.RegularExpressions;

namespace EntryAsm.Conformance;

/// <summary>Operands in Intel syntax.</summary>
internal static partial class IntelOperands
{
    private static readonly Dictionary<string, int> Sizes = new(StringComparer.Ordinal)
    {
        ["byte"] = 1,
        ["word"] = 2,
        ["dword"] = 4,
        ["fword"] = 6,
        ["qword"] = 8,
        ["mmword"] = 8,
        ["tbyte"] = 10,
        ["oword"] = 16,
        ["xmmword"] = 16,
        ["ymmword"] = 32,
        ["zmmword"] = 64,
    };

    public static Op[] Read(List<string> operands, string name, int size, bool hasPercent)
    {
        var (read, rounding) = LineDecorations.Read(operands, (text, broadcast) => Operand(text, name, size, broadcast, hasPercent));
        return LineDecorations.Round(read, rounding);
    }

    private static Op Operand(string text, string name, int told, int broadcast, bool hasPercent)
    {
        var match = Parts().Match(text);
        if (!match.Success)
            throw new UnreadException("expressions that are spelled in another way");
        var size = match.Groups[1].Value.ToLowerInvariant();
        var kind = match.Groups[2].Value.ToLowerInvariant();
        var segment = match.Groups[3].Value.TrimStart('%').ToLowerInvariant();
        var (before, inside) = (match.Groups[4].Value.Trim(), match.Groups[5].Value);
        var bytes = size.Length == 0 ? (broadcast == 0 ? told : told / broadcast) : Sizes.TryGetValue(size, out var known) ? known : throw new UnreadException("sizes that C# has not: " + size);
        if (before.StartsWith("offset ", StringComparison.OrdinalIgnoreCase))
            return LineExpression.Read(before["offset ".Length..], hasPercent);
        if (inside.Length == 0)
        {
            var value = LineExpression.Register(before, hasPercent) ?? LineExpression.Read(before, hasPercent);
            var isMemory = segment.Length > 0 || (value.Form == Operands.OpForm.Symbolic && (size.Length > 0 || !LineNames.IsBranch(name)));
            return isMemory ? LineDecorations.Brackets(bytes, segment, broadcast)[value] : value;
        }

        var parts = Inside().Matches(inside).Select(static each => each.Groups[1].Value).Prepend(before).Where(static each => each.Length > 0);
        var address = LineExpression.Read(string.Join("+", parts.Select(static each => each.TrimStart('+'))), hasPercent);
        return LineDecorations.Brackets(bytes, segment, kind == "bcst" && broadcast == 0 ? (told < 16 ? -1 : told / bytes) : broadcast)[address];
    }

    [GeneratedRegex(@"^(?:(\w+)\s+(ptr|bcst)\s+)?(?:(%?[c-gs]s)\s*:)?\s*((?:offset\s+)?[^\[\]]*?)((?:\s*\+?\s*\[[^\]]*\])*)$", RegexOptions.IgnoreCase)]
    private static partial Regex Parts();

    [GeneratedRegex(@"\[([^\]]*)\]")]
    private static partial Regex Inside();
}
