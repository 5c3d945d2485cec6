// SPDX-License-Identifier: MIT
using System.Text;

namespace EntryAsm.Conformance;

/// <summary>How a line of GNU as's test suite came out.</summary>
internal enum LineVerdict
{
    /// <summary>GNU as does not take the line alone: it is there to be refused, or wants options.</summary>
    NotTaken,

    /// <summary>Bytes and relocations agree.</summary>
    Equal,

    /// <summary>Both took it and disagree.</summary>
    Different,

    /// <summary>The engine does not take the calls.</summary>
    Refused,

    /// <summary>There is no call for it, or this reader does not read it.</summary>
    Unread,
}

/// <summary>What became of a line.</summary>
internal sealed record LineOutcome(SuiteLine Line, LineVerdict Verdict, string Detail = "");

/// <summary>Compares lines of GNU as's test suite: the text goes to GNU as as it stands, the calls to the engine.</summary>
internal static class LineJudge
{
    public static List<LineOutcome> Judge(IReadOnlyList<SuiteLine> lines)
    {
        var outcomes = new List<LineOutcome>(lines.Count);
        var taken = Taken(lines, outcomes);
        var called = new List<(SuiteLine Line, LineCall Call)>(taken.Count);
        LineProbe? probe = null;
        foreach (var line in taken)
        {
            if (Call(ref probe, line, outcomes) is { } call)
                called.Add((line, call));
        }

        Compare(called, outcomes);
        return outcomes;
    }

    /// <summary>The lines that GNU as takes, each alone.</summary>
    private static List<SuiteLine> Taken(IReadOnlyList<SuiteLine> lines, List<LineOutcome> outcomes)
    {
        var taken = lines.ToList();
        while (true)
        {
            var source = Source(taken, out var numbers);
            var answer = GnuAssembler.Assemble(source);
            if (answer.Object is not null)
                return taken;
            var refused = answer.Errors.ToDictionary(error => numbers[error.Key], static error => error.Value);
            outcomes.AddRange(refused.Select(error => new LineOutcome(taken[error.Key], LineVerdict.NotTaken, error.Value)));
            taken = [.. taken.Where((_, number) => !refused.ContainsKey(number))];
        }
    }

    private static string Source(IReadOnlyList<SuiteLine> lines, out Dictionary<int, int> numbers)
    {
        var (text, state, at) = (new StringBuilder(), "", 1);
        numbers = [];
        for (var number = 0; number < lines.Count; number++)
        {
            if (lines[number].State != state)
            {
                text.Append(state = lines[number].State).Append('\n');
                at++;
            }

            text.Append('"').Append(LineModule.NameOf(number)).Append("\":\n").Append(lines[number].Text).Append('\n');
            numbers[at + 1] = number;
            at += 2;
        }

        return text.Append('"').Append(LineModule.NameOf(lines.Count)).Append("\":\n").ToString();
    }

    private static LineCall? Call(ref LineProbe? probe, SuiteLine line, List<LineOutcome> outcomes)
    {
        string? reason = null;
        try
        {
            foreach (var call in LineReader.Calls(line))
            {
                var refusal = LineProbe.Refusal(ref probe, line.Bitness, call);
                if (refusal is null)
                    return call;
                reason ??= refusal;
            }

            outcomes.Add(reason is null ? new LineOutcome(line, LineVerdict.Unread, "instructions that have no method of this name") : new LineOutcome(line, LineVerdict.Refused, reason));
        }
        catch (UnreadException unread)
        {
            outcomes.Add(new LineOutcome(line, LineVerdict.Unread, unread.Message));
        }
        catch (EntryAsmException mistake)
        {
            outcomes.Add(new LineOutcome(line, LineVerdict.Refused, mistake.Reason));
        }

        return null;
    }

    private static void Compare(List<(SuiteLine Line, LineCall Call)> called, List<LineOutcome> outcomes)
    {
        if (called.Count == 0)
            return;
        ElfFile ours;
        try
        {
            ours = ElfFile.Read(CaseJudge.ElfBytes(new LineModule(called).Build()));
        }
        catch (EntryAsmException mistake)
        {
            if (called.Count == 1)
                outcomes.Add(new LineOutcome(called[0].Line, LineVerdict.Refused, mistake.Reason));
            else
                Halve(called, outcomes);
            return;
        }

        var theirs = ElfFile.Read(GnuAssembler.Assemble(Source([.. called.Select(static each => each.Line)], out _)).Object!);
        var (ourNext, theirNext) = (0, 0);
        for (var number = 0; number < called.Count; number++)
        {
            var our = CaseJudge.Describe(ours, LineModule.NameOf(number), LineModule.NameOf(number + 1), ref ourNext);
            var their = CaseJudge.Describe(theirs, LineModule.NameOf(number), LineModule.NameOf(number + 1), ref theirNext);
            outcomes.Add(our == their ? new LineOutcome(called[number].Line, LineVerdict.Equal) : new LineOutcome(called[number].Line, LineVerdict.Different, "ours " + our + " | theirs " + their));
        }
    }

    private static void Halve(List<(SuiteLine Line, LineCall Call)> called, List<LineOutcome> outcomes)
    {
        Compare(called[..(called.Count / 2)], outcomes);
        Compare(called[(called.Count / 2)..], outcomes);
    }
}
