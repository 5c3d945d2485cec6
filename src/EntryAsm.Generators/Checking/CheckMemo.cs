// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace EntryAsm.Generators;

/// <summary>Remembers what checking an object has come to: most edits, and most builds, leave the objects as they are.</summary>
internal sealed class CheckMemo(int characters)
{
    private readonly RecentStore<(string Value, CheckOptions Options), ImmutableArray<CheckFinding>> known = new(characters, static (key, _) => key.Value.Length);
    private int runs;

    /// <summary>For all compilations of this process: 32 MiB of objects as text.</summary>
    public static CheckMemo OfProcess { get; } = new(16 << 20);

    /// <summary>How many objects were checked.</summary>
    public int Runs => runs;

    public ImmutableArray<CheckFinding> Check(string value, CheckOptions options)
    {
        if (known.TryFind((value, options), out var before))
            return before;
        Interlocked.Increment(ref runs);
        var findings = Run(value, options);
        known.Keep((value, options), findings);
        return findings;
    }

    private static ImmutableArray<CheckFinding> Run(string value, CheckOptions options) => CarriedObjects.Read(value) is { } entryObject && !(entryObject.Gates.IsEmpty && entryObject.Entries.IsEmpty)
        ? EntryChecker.Check(entryObject, options).Findings
        : ImmutableArray<CheckFinding>.Empty;
}
