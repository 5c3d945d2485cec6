// SPDX-License-Identifier: MIT
using System.Text.RegularExpressions;

namespace EntryAsm.Conformance;

/// <summary>
/// The ways in which an author would call an instruction of GNU as's test suite, the likeliest first. It knows both syntaxes of GNU as and the methods' names; it is no part
/// of the importer and uses nothing of it.
/// </summary>
internal static partial class LineReader
{
    private static readonly Dictionary<string, EncodingRequest> Requests = new(StringComparer.Ordinal)
    {
        ["{load}"] = EncodingRequest.Load,
        ["{store}"] = EncodingRequest.Store,
        ["{disp8}"] = EncodingRequest.Disp8,
        ["{disp32}"] = EncodingRequest.Disp32,
        ["{disp16}"] = EncodingRequest.Disp32,
        ["{vex}"] = EncodingRequest.Vex,
        ["{vex2}"] = EncodingRequest.Vex,
        ["{vex3}"] = EncodingRequest.Vex3,
        ["{evex}"] = EncodingRequest.Evex,
        ["{rex}"] = EncodingRequest.Rex,
    };

    private static readonly string[] Prefixes = ["lock", "rep", "repe", "repz", "repne", "repnz", "xacquire", "xrelease", "bnd", "notrack"];

    /// <summary>The bytes 66 and 67, which GNU as names by their effect: no author writes the one that has none.</summary>
    private static readonly (int Bitness, string Gnu, string Method)[] SizePrefixes =
        [(64, "data16", "data16"), (64, "addr32", "addr32"), (32, "data16", "data16"), (32, "addr16", "addr32"), (16, "data32", "data16"), (16, "addr32", "addr32")];

    /// <summary>GNU as knows more prefixes: those of REX, and segments before what has no memory.</summary>
    private static readonly string[] OtherPrefixes = ["cs", "ds", "es", "ss", "fs", "gs", "data16", "data32", "addr16", "addr32", "aword", "adword", "word", "dword"];

    /// <exception cref="UnreadException">No call says it, or it is spelled as this reader does not read.</exception>
    public static IEnumerable<LineCall> Calls(SuiteLine line)
    {
        var prefixes = new List<string>();
        var request = EncodingRequest.None;
        var rest = line.Text;
        while (true)
        {
            var match = Word().Match(rest);
            var word = match.Groups[1].Value.ToLowerInvariant();
            rest = rest[match.Length..].Trim();
            if (word.StartsWith('{'))
                request |= Requests.TryGetValue(word, out var asked) ? asked : throw new UnreadException("requests that no call makes: " + word);
            else if (Prefixes.Contains(word))
                prefixes.Add(word);
            else if (Array.Find(SizePrefixes, each => each.Bitness == line.Bitness && each.Gnu == word) is { Method: not null } size)
                prefixes.Add(size.Method);
            else if (OtherPrefixes.Contains(word) || word.StartsWith("rex", StringComparison.Ordinal))
                throw new UnreadException("prefixes that no call makes: those of REX, and segments without memory");
            else if (word.Length == 0)
                throw new UnreadException("prefixes without instruction");
            else
                return Read(line, word, rest).Select(call => call with { Prefixes = [.. prefixes, .. call.Prefixes], Request = call.Request | request });
        }
    }

    private static IEnumerable<LineCall> Read(SuiteLine line, string name, string rest)
    {
        if (name.Contains(',', StringComparison.Ordinal))
            throw new UnreadException("branch hints");
        var (operands, request) = (Split(rest), EncodingRequest.None);
        if (name.EndsWith(".s", StringComparison.Ordinal))
            (name, request) = (name[..^2], LineNames.OtherDirection(operands)); // the opcode of two that GNU as does not choose (binutils manual, "i386-Mnemonics")
        name = LineNames.Short(name);
        var names = line.IsIntel ? LineNames.OfIntel(name, operands) : LineNames.OfAtt(LineNames.Turned(name, operands), operands);
        foreach (var choice in names)
        {
            foreach (var size in line.IsIntel ? [choice.Size] : LineNames.MemorySizes(choice.Size, operands))
            {
                var values = line.IsIntel ? IntelOperands.Read(operands, name, size, line.HasPercent) : AttOperands.Read(operands, name, size, line.HasPercent);
                foreach (var written in LineNames.Spellings(name, values, line.IsIntel))
                {
                    if (LineCall.Method(choice.Name, written.Length) is not null)
                        yield return new LineCall([], choice.Request | request, choice.Name, written);
                }
            }
        }
    }

    /// <summary>At commas that are in no parentheses, brackets or braces.</summary>
    private static List<string> Split(string text)
    {
        var (parts, depth, start) = (new List<string>(), 0, 0);
        for (var at = 0; at < text.Length; at++)
        {
            depth += text[at] is '(' or '[' or '{' ? 1 : text[at] is ')' or ']' or '}' ? -1 : 0;
            if (text[at] == ',' && depth == 0)
            {
                parts.Add(text[start..at].Trim());
                start = at + 1;
            }
        }

        if (text.Length > 0)
            parts.Add(text[start..].Trim());
        return parts;
    }

    [GeneratedRegex(@"^\s*(\{\w+\}|[\w.,]*)")]
    private static partial Regex Word();
}
