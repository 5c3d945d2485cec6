// SPDX-License-Identifier: MIT
using EntryAsm.Generators.Running;

namespace EntryAsm.Generators.Reporting;

/// <summary>The calls behind a mistake's own line and the line related to it.</summary>
internal sealed record MistakePlaces(CallStack? Own, CallStack? Related);

/// <summary>
/// Finds the calls that led to a mistake the engine meets when they are long over (a symbol never defined, a first definition): evaluates the module once
/// more, with a number of its own instead of the line for each call on the lines in question. The mistake that comes again names them.
/// </summary>
internal sealed class LateStack
{
    /// <summary>No source has as many lines.</summary>
    private const int FirstNumber = 1 << 30;

    private readonly List<CallStack> stacks = [];
    private readonly ModuleRun run;
    private readonly EntryAsmException mistake;

    private LateStack(EntryAsmException mistake, ModuleRun run)
    {
        this.mistake = mistake;
        this.run = run;
    }

    public static MistakePlaces Find(EntryAsmException mistake, ModuleRun run)
    {
        var search = new LateStack(mistake, run);
        var again = search.Again() ?? mistake;
        return new MistakePlaces(search.StackOf(again.Location), search.StackOf(again.Related));
    }

    private EntryAsmException? Again()
    {
        run.Machine.NumberCall = Number;
        try
        {
            run.Assemble();
            return null;
        }
        catch (EntryAsmException again)
        {
            return again;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The first run's mistake stands; only its place is less exact.
            return null;
        }
    }

    private int Number(int line)
    {
        if (line != mistake.Location.Line && line != mistake.Related.Line)
            return line;
        stacks.Add(run.Machine.Stack);
        return FirstNumber + stacks.Count - 1;
    }

    private CallStack? StackOf(SourceLocation location) => location.Line >= FirstNumber ? stacks[location.Line - FirstNumber] : null;
}
