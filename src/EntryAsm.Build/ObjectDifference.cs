// SPDX-License-Identifier: MIT
using System.Globalization;
using EntryAsm.Objects;
using EntryAsm.Primitives;

namespace EntryAsm.Build;

/// <summary>The first place where two objects of one module differ, for a person to read.</summary>
/// <param name="Text">What was generated and what was executed.</param>
/// <param name="Line">The C# line that wrote it, where one did.</param>
internal sealed record ObjectDifference(string Text, SourceLocation Line)
{
    /// <summary>The longest instruction has 15 bytes.</summary>
    private const int MaxBytesShown = 15;

    /// <returns>Null when they are the same in all that travels. Which macro wrote what only the generator notes.</returns>
    public static ObjectDifference? Between(EntryObject generated, EntryObject executed)
    {
        if (EntryObjectFormat.Write(generated.WithoutExpansions()).AsSpan().SequenceEqual(EntryObjectFormat.Write(executed)))
            return null;
        return InSections(generated, executed) ?? InSymbols(generated, executed) ?? InTheRest(generated, executed);
    }

    private static ObjectDifference? InSections(EntryObject generated, EntryObject executed)
    {
        foreach (var section in generated.Sections)
        {
            if (executed.FindSection(section.Name) is not { } other)
                return new("the generator wrote a section " + section.Name + ", executed there is none", FirstLine(generated, section));
            if ((InBytes(generated, section, executed, other) ?? InRelocations(generated, section, executed, other)) is { } difference)
                return difference;
        }

        return executed.Sections.FirstOrDefault(section => generated.FindSection(section.Name) is null) is { } more
            ? new("executed there is a section " + more.Name + ", the generator wrote none", FirstLine(executed, more))
            : null;
    }

    private static ObjectDifference? InBytes(EntryObject generated, EntrySection section, EntryObject executed, EntrySection other)
    {
        ReadOnlySpan<byte> left = section.Bytes.Span, right = other.Bytes.Span;
        if (left.SequenceEqual(right))
            return null;
        var at = 0;
        while (at < left.Length && at < right.Length && left[at] == right[at])
            at++;
        int leftStart = Start(section, at), rightStart = Start(other, at);
        var line = generated.LineOf(section, at);
        return new("section " + section.Name + " differs at offset " + NumberText.Hex(at) + ": the generator wrote " + Shown(section, leftStart) + ", executed it is " + Shown(other, rightStart),
            line.Line != 0 ? line : executed.LineOf(other, at));
    }

    private static ObjectDifference? InRelocations(EntryObject generated, EntrySection section, EntryObject executed, EntrySection other)
    {
        for (var index = 0; index < Math.Max(section.Relocations.Length, other.Relocations.Length); index++)
        {
            string left = Relocation(generated, section, index), right = Relocation(executed, other, index);
            if (left != right)
                return new("relocations of section " + section.Name + " differ: the generator wrote " + left + ", executed it is " + right,
                    index < section.Relocations.Length ? generated.LineOf(section, section.Relocations[index].Offset) : executed.LineOf(other, other.Relocations[index].Offset));
        }

        return null;
    }

    private static ObjectDifference? InSymbols(EntryObject generated, EntryObject executed)
    {
        for (var index = 0; index < Math.Max(generated.Symbols.Length, executed.Symbols.Length); index++)
        {
            string left = Symbol(generated, index), right = Symbol(executed, index);
            if (left != right)
                return new("symbols differ: the generator wrote " + left + ", executed it is " + right, index < generated.Symbols.Length ? generated.Symbols[index].Line : executed.Symbols[index].Line);
        }

        return null;
    }

    /// <summary>Tables, labels, lines of the source and what else there may be: the first line that differs where all of it is text.</summary>
    private static ObjectDifference InTheRest(EntryObject generated, EntryObject executed)
    {
        string[] left = JsonWriter.Write(generated).Split('\n'), right = JsonWriter.Write(executed).Split('\n');
        var at = 0;
        while (at < left.Length && at < right.Length && left[at] == right[at])
            at++;
        return at == left.Length && at == right.Length ? new("what describes the code differs", SourceLocation.None)
            : new("what describes the code differs: the generator wrote " + Text(left, at) + ", executed it is " + Text(right, at), SourceLocation.None);

        static string Text(string[] lines, int at) => at < lines.Length ? lines[at].Trim().TrimEnd(',') : "nothing";
    }

    private static SourceLocation FirstLine(EntryObject entryObject, EntrySection section) => entryObject.LineOf(section, 0);

    private static int Start(EntrySection section, int offset) => section.Items.LastOrDefault(item => item.Offset <= offset && item.End > offset) is { } item && item.End > item.Offset ? item.Offset : offset;

    private static string Shown(EntrySection section, int start)
    {
        var end = section.Items.FirstOrDefault(item => item.Offset == start && item.End > start).End;
        var bytes = section.Bytes.Slice(Math.Min(start, section.Bytes.Length), Math.Max(0, Math.Min(end == 0 ? section.Bytes.Length : end, section.Bytes.Length) - start)).ToArray();
        return bytes.Length == 0 ? "nothing" : string.Join(" ", bytes.Take(MaxBytesShown).Select(static one => one.ToString("x2", CultureInfo.InvariantCulture))) + (bytes.Length > MaxBytesShown ? " ..." : "");
    }

    private static string Relocation(EntryObject entryObject, EntrySection section, int index)
    {
        if (index >= section.Relocations.Length)
            return "nothing";
        var relocation = section.Relocations[index];
        return relocation.Type + " at " + NumberText.Hex(relocation.Offset) + " against " + entryObject.Symbols[relocation.Symbol].Name + " " + (relocation.Addend < 0 ? "- " : "+ ") + NumberText.Decimal(Math.Abs(relocation.Addend));
    }

    private static string Symbol(EntryObject entryObject, int index)
    {
        if (index >= entryObject.Symbols.Length)
            return "nothing";
        var symbol = entryObject.Symbols[index];
        var place = symbol.Section >= 0 ? entryObject.Sections[symbol.Section].Name + " at " : symbol.IsDefined ? "absolute " : "undefined ";
        return symbol.Name + " (" + symbol.Binding + ", " + symbol.Type + ", " + symbol.Visibility + ", " + place + NumberText.Hex(symbol.Value) + ", size " + NumberText.Decimal(symbol.Size) + ")";
    }
}
