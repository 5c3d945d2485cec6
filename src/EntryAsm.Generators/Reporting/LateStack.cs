// SPDX-License-Identifier: MIT
using EntryAsm.Generators.Running;

namespace EntryAsm.Generators.Reporting;

/// <summary>The calls behind an error's own line and the line related to it.</summary>
internal sealed record ErrorPlaces(CallStack? Own, CallStack? Related);

/// <summary>
/// Finds the calls that led to errors the engine finds when they are long over (a symbol never defined, a first definition): evaluates the module once
/// more, with a number of its own instead of the line for each call on the lines in question. The errors that come again name them.
/// </summary>
internal sealed class LateStack
{
    /// <summary>No source has as many lines.</summary>
    private const int FirstNumber = 1 << 30;

    private readonly List<CallStack> stacks = [];
    private readonly HashSet<int> lines;
    private readonly ModuleRun run;

    private LateStack(IReadOnlyList<EntryAsmException> errors, ModuleRun run)
    {
        lines = [.. errors.SelectMany(static error => new[] { error.Location.Line, error.Related.Line }).Where(static line => line != 0)];
        this.run = run;
    }

    /// <summary>The places of each error of a run that made them all.</summary>
    public static IReadOnlyList<ErrorPlaces> Find(IReadOnlyList<EntryAsmException> errors, ModuleRun run)
    {
        var search = new LateStack(errors, run);
        var again = search.Again();
        return [.. errors.Select((error, index) => again.Count == errors.Count && again[index].Id == error.Id
            ? new ErrorPlaces(search.StackOf(again[index].Location), search.StackOf(again[index].Related)) : new ErrorPlaces(null, null))];
    }

    private List<EntryAsmException> Again()
    {
        run.Machine.NumberCall = Number;
        EntryAsmException? last = null;
        try
        {
            run.Assemble();
        }
        catch (EntryAsmException error)
        {
            last = error;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The first run's errors stand; only their places are less exact.
        }

        return [.. run.EngineErrors.Select(static kept => kept.Exception), .. last is null ? Array.Empty<EntryAsmException>() : [last]];
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
