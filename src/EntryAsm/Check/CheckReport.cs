// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace EntryAsm;

/// <summary>The result of checking an object.</summary>
/// <param name="Findings">The findings, in the order of the code.</param>
/// <param name="Entries">The ways into the code that were followed.</param>
/// <param name="Paths">The ends of paths: each exit path of the code in each state of the machine.</param>
/// <param name="Instructions">The instructions that some path executes.</param>
/// <param name="Unknowns">What could be neither proved right nor proved wrong.</param>
public sealed record CheckReport(ImmutableArray<CheckFinding> Findings, int Entries, int Paths, int Instructions, int Unknowns);
