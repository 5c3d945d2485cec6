// SPDX-License-Identifier: MIT
using System.Text.RegularExpressions;

namespace EntryAsm.Conformance;

/// <summary>
/// The instructions of a source that stand alone: what repeats or expands lines is passed over, directives are as well, but for those that change how a
/// line is read.
/// </summary>
internal static partial class SuiteSource
{
    public static IEnumerable<SuiteLine> Read(string path)
    {
        var (name, bitness, isIntel, hasPercent, depth, number) = (Path.GetFileName(path), 64, false, true, 0, 0);
        var text = BlockComment().Replace(File.ReadAllText(path, System.Text.Encoding.Latin1), static comment => new string('\n', comment.Value.Count(static each => each == '\n')));
        foreach (var line in text.Split('\n'))
        {
            number++;
            foreach (var statement in LineComment().Replace(line, "").Split(';').Select(static each => Label().Replace(each, "").Trim()))
            {
                var word = statement.Split([' ', '\t'], 2)[0].ToLowerInvariant();
                switch (word)
                {
                    case ".macro" or ".rept" or ".irp" or ".irpc":
                        depth++;
                        break;
                    case ".endm" or ".endr":
                        depth--;
                        break;
                    case ".intel_syntax" or ".att_syntax":
                        isIntel = word == ".intel_syntax";
                        hasPercent = statement.EndsWith("noprefix", StringComparison.Ordinal) ? false : statement.EndsWith("prefix", StringComparison.Ordinal) || !isIntel;
                        break;
                    case ".code16" or ".code32" or ".code64":
                        bitness = int.Parse(word.AsSpan(5), System.Globalization.CultureInfo.InvariantCulture);
                        break;
                    default:
                        if (depth == 0 && word.Length > 0 && word[0] != '.' && !statement.Contains('=', StringComparison.Ordinal) && !NumericLabel().IsMatch(statement))
                            yield return new SuiteLine(name, number, statement, bitness, isIntel, hasPercent);
                        break;
                }
            }
        }
    }

    /// <summary>A place in another line.</summary>
    [GeneratedRegex(@"(?<![\w$])\d+[bf](?!\w)")]
    private static partial Regex NumericLabel();

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex BlockComment();

    [GeneratedRegex("#.*|//.*|^/.*")]
    private static partial Regex LineComment();

    [GeneratedRegex(@"^\s*(?:[\w.$]+:\s*)+")]
    private static partial Regex Label();
}
