// SPDX-License-Identifier: MIT
using System.Globalization;

namespace EntryAsm.Import.CSharp;

/// <summary>What a <c>for</c> counts.</summary>
/// <param name="Name">In C#.</param>
/// <param name="Start">Its value in the first turn.</param>
/// <param name="Step">What it grows by.</param>
/// <param name="Turns">How often.</param>
/// <param name="IsField">A variable of the module has the same name and the value that the loop leaves.</param>
/// <param name="Count">The count as the source has it, in names; null where it is a number.</param>
internal sealed record Counter(string Name, long Start, long Step, int Turns, bool IsField, string? Count)
{
    public static Counter Plain(string name, int turns) => new(name, 0, 1, turns, false, null);

    private long End => Start + (Step * Turns);

    private bool IsLong => Start is < int.MinValue or > int.MaxValue || End is < int.MinValue or > int.MaxValue;

    public string Head => "for (" + (IsLong ? "long " : "var ") + Name + " = " + Text(Start) + "; " + Name + (Step > 0 ? " < " : " > ") + (Start == 0 && Step == 1 && Count is not null ? Count : Text(End)) + "; "
        + Name + (Step == 1 ? "++" : Step == -1 ? "--" : Step < 0 ? " -= " + Text(-Step) : " += " + Text(Step)) + ")";

    /// <summary>What the source's variable is after the loop.</summary>
    public string[] After => IsField ? [Name + " = " + Text(End) + ";"] : [];

    /// <summary>Numbers that grow with the counter, written with it; null where they do not.</summary>
    /// <param name="values">One for each turn.</param>
    /// <param name="turns">The turns.</param>
    public string? Of(int[] values, int[] turns)
    {
        if (values.Length < 2)
            return null;
        var (rise, run) = (values[1] - (long)values[0], turns[1] - turns[0]);
        if (run == 0 || rise == 0 || rise % (run * Step) != 0)
            return null;
        var factor = rise / (run * Step);
        var rest = values[0] - (factor * At(turns[0]));
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] != (factor * At(turns[i])) + rest)
                return null;
        }

        return factor < 0 ? Text(rest) + " - " + Name + (factor == -1 ? "" : " * " + Text(-factor))
            : (factor == 1 ? Name : Name + " * " + Text(factor)) + (rest > 0 ? " + " + Text(rest) : rest < 0 ? " - " + Text(-rest) : "");
    }

    private long At(int turn) => Start + (Step * turn);

    private static string Text(long value) => value is >= 0x10000 ? "0x" + value.ToString("x", CultureInfo.InvariantCulture) : value.ToString(CultureInfo.InvariantCulture);
}
