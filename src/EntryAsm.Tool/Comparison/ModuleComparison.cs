// SPDX-License-Identifier: MIT
using EntryAsm.Writers.Listings;

namespace EntryAsm.Tool;

/// <summary>
/// Compares two modules routine by routine. Fields are compared by what they point at, which needs two rounds: the first lays the rows of each routine side by side without
/// asking where in a routine a field points; the second knows which row of the old became which of the new, and asks.
/// </summary>
internal sealed class ModuleComparison
{
    private readonly ModuleSide old;
    private readonly ModuleSide now;
    private readonly List<(RoutineFate Fate, int Old, int New)> routines;
    private readonly ComparisonForm form;
    private int identities;

    private ModuleComparison(Listing old, Listing now, ComparisonForm form)
    {
        this.form = form;
        var shared = new SharedNames(old, now);
        this.old = new ModuleSide(old, now, shared, form);
        this.now = new ModuleSide(now, old, shared, form);
        routines = RoutineMatching.Match(this.old, this.now);
    }

    public static ModuleDifference Compare(Listing old, Listing now, ComparisonForm form) => new ModuleComparison(old, now, form).Compare();

    private ModuleDifference Compare()
    {
        // Data is full of pointers into code, so code is laid side by side first.
        foreach (var isCode in (bool[])[true, false])
            Identify(isCode);

        var result = new ModuleDifference { Name = now.Listing.Name };
        foreach (var (fate, oldIndex, newIndex) in routines)
            result.Routines.Add(Difference(fate, oldIndex, newIndex));
        TableComparison.Compare(old, now, result, withGates: !form.IsPlain);
        ListingNotes.Compare(old, now, result);
        return result;
    }

    /// <summary>Gives rows that became one another the same identity.</summary>
    private void Identify(bool isCode)
    {
        var pairs = routines.Where(pair => pair.Old >= 0 && pair.New >= 0 && now.Routines[pair.New].Section.IsCode == isCode).ToList();
        var aligned = pairs.Select(pair => Align(pair.Old, pair.New)).ToList();
        foreach (var ((_, oldIndex, newIndex), steps) in pairs.Zip(aligned))
            Identify(steps, old.Rows[oldIndex], now.Rows[newIndex]);
    }

    private void Identify(List<Step> steps, ComparedRow[] oldRows, ComparedRow[] newRows)
    {
        int oldRun = -1, newRun = -1; // the first rows of what is only in one, ahead of the next row that is in both
        foreach (var step in steps)
        {
            if (step.Old >= 0 && step.New >= 0)
            {
                var identity = identities++;
                old.Identities[oldRows[step.Old].Row] = identity;
                now.Identities[newRows[step.New].Row] = identity;

                // What points at the start of new rows still points at the place where they were put in.
                if (oldRun >= 0)
                    old.Identities[oldRows[oldRun].Row] = identity;
                if (newRun >= 0)
                    now.Identities[newRows[newRun].Row] = identity;
                (oldRun, newRun) = (-1, -1);
            }
            else if (step.Old >= 0 && oldRun < 0)
            {
                oldRun = step.Old;
            }
            else if (step.New >= 0 && newRun < 0)
            {
                newRun = step.New;
            }
        }
    }

    private List<Step> Align(int oldIndex, int newIndex)
    {
        var oldRows = old.Rows[oldIndex];
        var newRows = now.Rows[newIndex];
        return RowAlignment.Align(old.Keys(oldIndex), now.Keys(newIndex), (i, j) => Resemble(oldRows[i].Row, newRows[j].Row));
    }

    /// <summary>The same mnemonic or directive.</summary>
    private static bool Resemble(ListedRow a, ListedRow b) => a.Kind == b.Kind && FirstWord(a.Text).SequenceEqual(FirstWord(b.Text));

    private static ReadOnlySpan<char> FirstWord(string text)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        return space < 0 ? text : text.AsSpan(0, space);
    }

    private RoutineDifference Difference(RoutineFate fate, int oldIndex, int newIndex)
    {
        var oldRoutine = oldIndex < 0 ? null : old.Routines[oldIndex];
        var newRoutine = newIndex < 0 ? null : now.Routines[newIndex];
        if (oldRoutine is null || newRoutine is null)
        {
            var rows = OneSided(oldIndex, newIndex);
            return new RoutineDifference(fate, oldRoutine, newRoutine, rows) { Rows = [.. rows.Select(static row => new RowPair(row.Old, row.New, IsSame: false))] };
        }

        var changes = new List<RowChange>();
        var steps = Align(oldIndex, newIndex);
        foreach (var step in steps)
        {
            if (!step.IsSame)
                changes.Add(Change(step.Old < 0 ? null : old.Rows[oldIndex][step.Old], step.New < 0 ? null : now.Rows[newIndex][step.New]));
        }

        return new RoutineDifference(changes.Count != 0 ? RoutineFate.Changed : fate, oldRoutine, newRoutine, changes)
        {
            Rows = [.. steps.Select(step => new RowPair(step.Old < 0 ? null : old.Rows[oldIndex][step.Old].Row, step.New < 0 ? null : now.Rows[newIndex][step.New].Row, step.IsSame))],
        };
    }

    private List<RowChange> OneSided(int oldIndex, int newIndex) => oldIndex >= 0
        ? [.. old.Rows[oldIndex].Select(row => Change(row, null))]
        : [.. now.Rows[newIndex].Select(row => Change(null, row))];

    private RowChange Change(ComparedRow? old, ComparedRow? now)
    {
        var kind = (old, now) switch
        {
            (null, _) => ChangeKind.Added,
            (_, null) => ChangeKind.Removed,
            _ when old.Fixed == now.Fixed && SameRelocations(old, now) => ChangeKind.Retargeted,
            _ when old.Row.Text == now.Row.Text && old.Row.Kind == RowKind.Instruction => ChangeKind.Reencoded,
            _ => ChangeKind.Changed,
        };
        return kind == ChangeKind.Retargeted
            ? new RowChange(kind, old!.Row, now!.Row, this.old.PlaceText(old), this.now.PlaceText(now))
            : new RowChange(kind, old?.Row, now?.Row);
    }

    private static bool SameRelocations(ComparedRow old, ComparedRow now) =>
        old.Targets.Select(static target => target.Relocation).SequenceEqual(now.Targets.Select(static target => target.Relocation), StringComparer.Ordinal);
}
