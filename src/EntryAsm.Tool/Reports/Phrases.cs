// SPDX-License-Identifier: MIT
using System.Globalization;

namespace EntryAsm.Tool;

/// <summary>The sentences both reports use.</summary>
internal static class Phrases
{
    public static string Summary(ModuleDifference module)
    {
        string[] parts =
        [
            Part(module.Count(ChangeKind.Changed), "changed"),
            Part(module.Count(ChangeKind.Reencoded), "encoded differently"),
            Part(module.Count(ChangeKind.Retargeted), "retargeted"),
            Part(Rows(module, ChangeKind.Added), "added"),
            Part(Rows(module, ChangeKind.Removed), "removed"),
        ];
        var rows = string.Join(", ", parts.Where(static part => part.Length != 0));
        string[] others =
        [
            rows.Length == 0 ? "" : rows + " in " + Count(module.Count(RoutineFate.Changed), "routine"),
            Count(module.Count(RoutineFate.Added), "routine", " new"),
            Count(module.Count(RoutineFate.Removed), "routine", " gone"),
            Count(module.Count(RoutineFate.Renamed), "routine", " renamed"),
            Count(module.Moved, "routine", " moved"),
            Count(module.Tables.Sum(static table => table.Changes.Count), "table row"),
            Count(module.Notes.Count, "note", " on sections and symbols"),
        ];
        return string.Join("; ", others.Where(static part => part.Length != 0));
    }

    /// <summary>How many rows of which kind, and where the routine went.</summary>
    public static string Of(RoutineDifference routine)
    {
        var what = routine.Fate switch
        {
            RoutineFate.Added => "new, " + Bytes(routine.New!.Size),
            RoutineFate.Removed => "gone, " + Bytes(routine.Old!.Size),
            RoutineFate.Renamed => "was " + routine.Old!.Name,
            _ => string.Join(", ", Enum.GetValues<ChangeKind>().Select(kind => Part(routine.Changes.Count(change => change.Kind == kind), Word(kind))).Where(static part => part.Length != 0)),
        };
        return routine.IsMoved ? (what.Length == 0 ? "" : what + "; ") + Move(routine) : what;
    }

    public static string Move(RoutineDifference routine) => routine.Old!.Section.Name != routine.New!.Section.Name
        ? "moved from " + routine.Old.Section.Name + " to " + routine.New.Section.Name
        : "moved by " + (routine.Shift < 0 ? "-0x" : "+0x") + Math.Abs(routine.Shift).ToString("x", CultureInfo.InvariantCulture);

    public static string Count(int count, string noun, string after = "") =>
        count == 0 ? "" : count.ToString(CultureInfo.InvariantCulture) + " " + (count == 1 ? noun : noun + "s") + after;

    /// <summary>The routines that are nothing but moved, by how far.</summary>
    public static IEnumerable<(string How, List<string> Names)> Moves(ModuleDifference module) =>
        module.Routines.Where(static routine => routine.IsMoved && routine.Fate == RoutineFate.Same)
            .GroupBy(static routine => routine.Section + ": " + Move(routine), StringComparer.Ordinal)
            .Select(static group => (group.Key, group.Select(static routine => routine.Name).ToList()));

    private static int Rows(ModuleDifference module, ChangeKind kind) =>
        module.Routines.Where(static routine => routine.Fate == RoutineFate.Changed).Sum(routine => routine.Changes.Count(change => change.Kind == kind));

    private static string Bytes(int count) => count == 0 ? "0 bytes" : Count(count, "byte");

    private static string Part(int count, string what) => count == 0 ? "" : count.ToString(CultureInfo.InvariantCulture) + " " + what;

    private static string Word(ChangeKind kind) => kind switch { ChangeKind.Reencoded => "encoded differently", _ => kind.ToString().ToLowerInvariant() };
}
