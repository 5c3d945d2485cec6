// SPDX-License-Identifier: MIT
using EntryAsm.Import.Tree;

namespace EntryAsm.Import.CSharp;

/// <summary>Lines of C#, and where they came out of a macro or a loop.</summary>
internal sealed class Rendered
{
    /// <summary>A line, where this is one.</summary>
    public string? Line { get; init; }

    /// <summary>The macro or loop, where this is what one came to.</summary>
    public ExpandedStatement? Source { get; init; }

    /// <summary>What the macro or loop came to.</summary>
    public List<Rendered> Parts { get; init; } = [];

    /// <summary>The lines it is written as, once that is decided.</summary>
    public List<string>? Lines { get; set; }

    /// <summary>A name that is set here, with the variable of the module where it is one.</summary>
    public (string Name, long Value, string? Field)? Assigned { get; init; }

    /// <summary>It begins a turn of a loop.</summary>
    public bool IsTurn { get; init; }

    public IEnumerable<Rendered> Nested => Parts.Where(static part => part.Source is not null);

    /// <summary>All lines; those of what is not decided as they are, under what the source says.</summary>
    public static List<string> Flatten(IEnumerable<Rendered> parts)
    {
        var lines = new List<string>();
        foreach (var part in parts)
        {
            if (part.Lines is not null)
                lines.AddRange(part.Lines);
            else if (part.Line is not null)
                lines.Add(part.Line);
            else if (part.Source is { } source)
            {
                if (source.Head.Length > 0)
                    lines.Add("// " + source.Head.ReplaceLineEndings(" ") + (source.Comment is { Length: > 0 } comment ? " // " + comment : ""));
                lines.AddRange(Flatten(part.Parts));
            }
        }

        return lines;
    }
}
