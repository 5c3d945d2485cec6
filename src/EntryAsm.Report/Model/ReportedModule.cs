// SPDX-License-Identifier: MIT
namespace EntryAsm.Report.Model;

/// <summary>A module that is reported on.</summary>
/// <param name="Object">The module.</param>
internal sealed record ReportedModule(EntryObject Object)
{
    /// <summary>What it is checked for, and the entries it does not declare.</summary>
    public CheckOptions Check { get; init; } = new();

    /// <summary>Where the C# lines that made it are read; none unless set.</summary>
    public SourceTexts Sources { get; init; } = SourceTexts.None;

    /// <summary>How its routines differ from an older build; null when nothing was compared.</summary>
    public IReadOnlyList<RoutineChange>? Changes { get; init; }
}

/// <summary>A routine next to its older self.</summary>
/// <param name="Name">The symbol.</param>
/// <param name="What">"changed", "added" or "removed"; a routine that only moved is none.</param>
/// <param name="Rows">Its lines, old and new side by side.</param>
internal sealed record RoutineChange(string Name, string What, IReadOnlyList<ChangedRow> Rows);

/// <summary>A line of the old routine beside one of the new.</summary>
/// <param name="Old">The old statement; null where a line was added.</param>
/// <param name="OldOffset">Where it stood, from the start of its section.</param>
/// <param name="New">The new statement; null where a line was removed.</param>
/// <param name="NewOffset">Where it stands.</param>
/// <param name="IsChanged">Whether the two differ in more than their place.</param>
internal sealed record ChangedRow(string? Old, int OldOffset, string? New, int NewOffset, bool IsChanged);
