// SPDX-License-Identifier: MIT
namespace EntryAsm.Import.Gas;

/// <summary>Lines to be read: a file, a macro's expansion, a loop's.</summary>
internal class LineSource(string file, string[] lines, int firstLine = 1)
{
    /// <summary>Comments of several lines do not reach beyond a source.</summary>
    public GasLines Cleaner { get; } = new();

    public string File { get; set; } = file;

    public int Next { get; set; }

    /// <summary>The line whose number all lines have that came out of it, or 0.</summary>
    public SourceLocation Caller { get; init; }

    /// <summary>A macro's expansion: <c>.exitm</c> ends it.</summary>
    public bool IsMacro { get; init; }

    /// <summary>The lines as the macro has them, before arguments stood in the place of parameters; null where lines do not go with lines.</summary>
    public string[]? Unfilled { get; init; }

    /// <summary>The lines of one turn of a loop; 0 where this is none.</summary>
    public int Period { get; init; }

    /// <summary>Where in the macro, or in the turn of a loop, the line read last stands.</summary>
    public int Place => Period > 0 ? Next % Period : Next;

    /// <summary>The macro's parameters and arguments.</summary>
    public (string Name, string Value)[] Arguments { get; init; } = [];

    /// <summary>The line read last as the macro has it, or null.</summary>
    public string? UnfilledLine => Unfilled is not null && Pending.Count == 0 && Next > 0 && Next <= Unfilled.Length ? Unfilled[Next - 1] : null;

    /// <summary>The macro's own lines from one on to that read last.</summary>
    public string UnfilledSince(int first) => Unfilled is null ? "" : string.Join('\n', Unfilled[first..Math.Min(Math.Max(first, Next), Unfilled.Length)]);

    /// <summary>Conditions that were open before.</summary>
    public int Conditions { get; init; }

    /// <summary>The comment of the line that called it.</summary>
    public string? Comment { get; set; }

    /// <summary>What is to be done when all lines were read.</summary>
    public Action? Done { get; init; }

    /// <summary>What cpp lines say the next line's number is, less the index.</summary>
    public int Shift { get; set; } = firstLine;

    /// <summary>What is left of a line after a statement that has lines of its own: a macro's call, the start of a loop.</summary>
    public Queue<string> Pending { get; } = new();

    public bool AtEnd => Pending.Count == 0 && Next >= lines.Length;

    public SourceLocation Line => Caller.Line != 0 ? Caller : new SourceLocation(File, Next - 1 + Shift);

    public string Read() => Pending.Count > 0 ? Pending.Dequeue() : lines[Next++];
}
