// SPDX-License-Identifier: MIT
namespace EntryAsm.Import.Checking;

/// <summary>What two objects differ in.</summary>
/// <param name="Differences">What one says and the other does not.</param>
/// <param name="OfChoice">What both say in their own way.</param>
internal sealed record Comparison(List<string> Differences, List<string> OfChoice);
