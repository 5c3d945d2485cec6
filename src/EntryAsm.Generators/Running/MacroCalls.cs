// SPDX-License-Identifier: MIT
using EntryAsm.Assembler;
using EntryAsm.Generators.Lowering;
using EntryAsm.Objects;

namespace EntryAsm.Generators.Running;

/// <summary>Tells the engine which of the author's methods is writing, and from which line each was called.</summary>
internal sealed class MacroCalls
{
    private readonly Dictionary<(Code, int), CodeLines?> lines = [];
    private readonly Machine machine;
    private readonly ExpansionLog log;

    private MacroCalls(Machine machine)
    {
        this.machine = machine;
        log = new ExpansionLog(() => machine.Top is { } frame ? NumberOf(frame) : EntryExpansion.Module);
    }

    public static ExpansionLog Log(Machine machine) => new MacroCalls(machine).log;

    /// <summary>The number of a call; the outermost is <c>Assemble()</c>. What the compiler made without a line belongs to its caller.</summary>
    private int NumberOf(Frame frame)
    {
        var unknown = new Stack<Frame>();
        var known = frame;
        for (; known.Expansion is null && known.Caller is not null; known = known.Caller)
            unknown.Push(known);
        var number = known.Expansion ?? EntryExpansion.Module;
        while (unknown.Count != 0)
        {
            var next = unknown.Pop();
            if (LinesOf(next.Caller!) is { } lines)
                number = log.Add(NameOf(next.Code), next.Code.Method.GetParameters().Length != 0, number, lines.Path, lines.StartLine + 1);
            next.Expansion = number;
        }

        return number;
    }

    private CodeLines? LinesOf(Frame frame)
    {
        var place = (frame.Code, frame.At);
        if (!lines.TryGetValue(place, out var found))
            lines.Add(place, found = Places.LinesOf(frame.Code, frame.At < frame.Code.Offsets.Length ? frame.Code.Offsets[frame.At] : 0));
        return found;
    }

    /// <summary>The method as its author calls it: the compiler's names of local functions and lambdas tell the method they are in.</summary>
    private static string NameOf(Code code)
    {
        var name = code.Method.Name;
        var end = name.IndexOf('>');
        if (name[0] != '<' || end < 0)
            return name.Substring(name.LastIndexOf('.') + 1);
        return name.IndexOf("g__", end, StringComparison.Ordinal) is >= 0 and var local ? name.Substring(local + 3).Split('|')[0] : name.Substring(1, end - 1) + ".lambda";
    }
}
