// SPDX-License-Identifier: MIT
using EntryAsm.Report.Model;
using EntryAsm.Writers.Listings;

namespace EntryAsm.Tool;

/// <summary>A comparison with an older build, as the HTML report shows it.</summary>
internal static class ReportChanges
{
    /// <summary>For each module its routines that differ from the older ones. Routines that only moved are left out.</summary>
    public static IReadOnlyList<RoutineChange>[] Between(Input old, IReadOnlyList<Module> modules)
    {
        var now = new Input("", modules.Any(static module => module.Object.Files.Length != 0) ? InputKind.Assembly : InputKind.Object, [.. modules]);
        var differences = InputComparison.Compare(old, now);
        return [.. modules.Select(module => Of(modules.Count == 1 ? differences[0] : differences.First(difference => difference.Name == module.Name)))];
    }

    private static List<RoutineChange> Of(ModuleDifference difference) =>
        [.. difference.Routines.Where(static routine => routine.Fate != RoutineFate.Same).Select(static routine => new RoutineChange(routine.Name, Word(routine), [.. routine.Rows.Select(Row)]))];

    private static string Word(RoutineDifference routine) => routine.Fate switch
    {
        RoutineFate.Added => "added",
        RoutineFate.Removed => "removed",
        RoutineFate.Renamed => "renamed from " + routine.Old!.Name,
        _ => "changed",
    };

    private static ChangedRow Row(RowPair pair) => new(Text(pair.Old), pair.Old?.Offset ?? -1, Text(pair.New), pair.New?.Offset ?? -1, !pair.IsSame);

    private static string? Text(ListedRow? row) => row?.Text;
}
