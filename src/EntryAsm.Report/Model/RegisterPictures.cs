// SPDX-License-Identifier: MIT
using EntryAsm.Flow;
using EntryAsm.Writers;

namespace EntryAsm.Report.Model;

/// <summary>What the registers hold at every instruction: each set of values once, as what differs from the set before it.</summary>
internal sealed class RegisterPictures(ValueTexts values)
{
    private readonly Interned<string> sets = new(StringComparer.Ordinal);
    private readonly int[] current = new int[MachineRegister.Count];

    public int Of(MachineState state)
    {
        for (var register = 0; register < current.Length; register++)
            current[register] = values[state.Registers[register]];
        return sets[string.Join(",", current)];
    }

    public void Write(JsonText json)
    {
        json.Key("registers");
        json.BeginArray();
        var before = new string[MachineRegister.Count];
        foreach (var set in sets.All)
        {
            var now = set.Split(',');
            json.BeginArray(isInline: true);
            for (var register = 0; register < now.Length; register++)
            {
                if (now[register] == before[register])
                    continue;
                json.Value(register);
                json.Value(int.Parse(now[register], System.Globalization.CultureInfo.InvariantCulture));
            }

            json.EndArray();
            before = now;
        }

        json.EndArray();
    }
}
