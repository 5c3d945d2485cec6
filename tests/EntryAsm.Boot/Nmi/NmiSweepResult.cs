// SPDX-License-Identifier: MIT
using System.Globalization;
using Iced.Intel;

namespace EntryAsm.Boot;

/// <summary>What a sweep met.</summary>
/// <param name="Places">The instructions it was to visit.</param>
/// <param name="Stops">Where it stopped and sent an NMI, way by way.</param>
/// <param name="Sent">NMIs sent.</param>
/// <param name="Merged">How many of them had to be handled together with the one before: it had not begun its round of the handler.</param>
/// <param name="Handled">NMIs that the kernel counted.</param>
internal sealed record NmiSweepResult(IReadOnlyList<NmiPlace> Places, IReadOnlyList<NmiStops> Stops, int Sent, int Merged, int Handled)
{
    /// <summary>How many instructions the ranges have.</summary>
    public int Instructions => Places.Count;

    /// <summary>The instructions that the machine stopped at, each once.</summary>
    public IReadOnlyList<NmiPlace> Stopped { get; } = [.. Places.Intersect(Stops.SelectMany(way => way.Places))];

    /// <summary>What no way led to.</summary>
    public IReadOnlyList<NmiPlace> Missed => [.. Places.Except(Stopped)];

    /// <summary>Every NMI was handled, once.</summary>
    public bool LostNone => Sent - Merged == Handled;

    /// <summary>Every instruction was met, and no NMI was lost.</summary>
    public bool IsComplete => Stopped.Count == Instructions && LostNone;
}

/// <summary>The stops on one way through the code.</summary>
internal sealed record NmiStops(string Way, IReadOnlyList<NmiPlace> Places);

/// <summary>An instruction that an NMI was to meet.</summary>
internal sealed record NmiPlace(ulong Address, string Routine, int Offset, Instruction Instruction)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Routine}+0x{Offset:x}: {Instruction}");
}
