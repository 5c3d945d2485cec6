// SPDX-License-Identifier: MIT
namespace EntryAsm.Boot;

/// <summary>NMIs that bring the machine into the NMI's own path, where the next one is to meet it.</summary>
/// <param name="Name">What makes this way different.</param>
/// <param name="SentAt">Where they are sent, one after the other.</param>
/// <param name="OwnRounds">
/// The only stretches where one more gets a round of its own, if the last of <paramref name="SentAt"/> is nested: elsewhere that one's round has not begun, and both are handled in it. None where every one
/// gets its own.
/// </param>
internal sealed record NestedNmi(string Name, IReadOnlyList<ulong> SentAt, params IReadOnlyList<(ulong Start, ulong End)> OwnRounds)
{
    /// <summary>Whether one NMI more, sent before an instruction, is handled together with the last.</summary>
    public bool Merges(ulong address) => OwnRounds.Count != 0 && !OwnRounds.Any(own => address >= own.Start && address < own.End);
}
