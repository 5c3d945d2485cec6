// SPDX-License-Identifier: MIT
using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace EntryAsm.Generators;

/// <summary>Remembers what checking an object has come to: most edits leave the objects as they are.</summary>
internal sealed class CheckMemo
{
    private const int MostKept = 32;

    private readonly ConcurrentDictionary<(string Value, CheckOptions Options), ImmutableArray<CheckFinding>> known = new();

    public ImmutableArray<CheckFinding> Check(string value, CheckOptions options)
    {
        if (known.Count > MostKept)
            known.Clear();
        return known.GetOrAdd((value, options), static key => Run(key.Value, key.Options));
    }

    private static ImmutableArray<CheckFinding> Run(string value, CheckOptions options)
    {
        return CarriedObjects.Read(value) is { } entryObject && !(entryObject.Gates.IsEmpty && entryObject.Entries.IsEmpty)
            ? EntryChecker.Check(entryObject, options).Findings
            : ImmutableArray<CheckFinding>.Empty;
    }
}
