// SPDX-License-Identifier: MIT
namespace EntryAsm.Generators.Tests;

/// <summary>These tests measure what the whole process takes, so nothing else may run beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "Alone";
}
