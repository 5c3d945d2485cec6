// SPDX-License-Identifier: MIT
using EntryAsm.Generators.Running;

namespace EntryAsm.Generators.Reporting;

/// <summary>The calls behind a mistake's own line and the line related to it.</summary>
internal sealed record MistakePlaces(CallStack? Own, CallStack? Related);

/// <summary>
/// Finds the calls that led to mistakes the engine meets when they are long over (a symbol never defined, a first definition): evaluates the module once
/// more, with a number of its own instead of the line for each call on the lines in question. The mistakes that come again name them.
/// </summary>
internal sealed class LateStack
{
    /// <summary>No source has as many lines.</summary>
    private const int FirstNumber = 1 << 30;

    private readonly List<CallStack> stacks = [];
    private readonly HashSet<int> lines;
    private readonly ModuleRun run;

    private LateStack(IReadOnlyList<EntryAsmException> mistakes, ModuleRun run)
    {
        lines = [.. mistakes.SelectMany(static mistake => new[] { mistake.Location.Line, mistake.Related.Line }).Where(static line => line != 0)];
        this.run = run;
    }

    /// <summary>The places of each mistake of a run that made them all.</summary>
    public static IReadOnlyList<MistakePlaces> Find(IReadOnlyList<EntryAsmException> mistakes, ModuleRun run)
    {
        var search = new LateStack(mistakes, run);
        var again = search.Again();
        return [.. mistakes.Select((mistake, index) => again.Count == mistakes.Count && again[index].Id == mistake.Id
            ? new MistakePlaces(search.StackOf(again[index].Location), search.StackOf(again[index].Related)) : new MistakePlaces(null, null))];
    }

    private List<EntryAsmException> Again()
    {
        run.Machine.NumberCall = Number;
        EntryAsmException? last = null;
        try
        {
            run.Assemble();
        }
        catch (EntryAsmException mistake)
        {
            last = mistake;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The first run's mistakes stand; only their places are less exact.
        }

        return [.. run.Mistakes.Select(static kept => kept.Mistake), .. last is null ? Array.Empty<EntryAsmException>() : [last]];
    }

    private int Number(int line)
    {
        if (!lines.Contains(line))
            return line;
        stacks.Add(run.Machine.Stack);
        return FirstNumber + stacks.Count - 1;
    }

    private CallStack? StackOf(SourceLocation location) => location.Line >= FirstNumber ? stacks[location.Line - FirstNumber] : null;
}
