// SPDX-License-Identifier: MIT
using EntryAsm.Flow;

namespace EntryAsm.Tool;

/// <summary>The state of the machine in a few words: where rsp is, what lies on top of the stack, and whose GS base and page tables are in force.</summary>
internal sealed class StateText(FlowMap map)
{
    private const int TopWords = 4;

    private readonly ValueNames names = new(map);

    /// <summary>The words for each instruction, by section and offset; where several states are told apart, what they agree in.</summary>
    public static Dictionary<(int Section, int Offset), string> Of(EntryObject entryObject, IReadOnlyList<EntryPoint> entries)
    {
        var map = FlowMap.Of(entryObject, new FlowOptions { Entries = [.. entries] });
        var text = new StateText(map);
        var parts = new Dictionary<(int, int), string[]>();
        map.ForEach((instruction, state, _) =>
        {
            var key = (instruction.Place.Section, instruction.Place.Offset);
            var found = text.Parts(state);
            parts[key] = parts.TryGetValue(key, out var known) ? [.. known.Zip(found, Both)] : found;
        });
        return parts.ToDictionary(static pair => pair.Key, static pair => string.Join("  ", pair.Value));
    }

    private static string Both(string one, string other)
    {
        if (one == other)
            return one;
        var equals = one.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? "" : one[..(equals + 1)] + "?";
    }

    private string[] Parts(MachineState state)
    {
        var top = new List<string>();
        for (var word = 0; word < TopWords && state.Rsp.IsKnown && state.FindSlot(state.Rsp.Plus(8 * word)) is { } value; word++)
            top.Add(names.Of(value));
        return
        [
            "rsp=" + names.Of(state.Rsp), "[" + string.Join(" ", top) + "]",
            "gs=" + Whose(World.Decide(state.World.Gs, World.KernelNow, World.UserNow)), "cr3=" + Whose(World.Decide(state.World.Cr3, World.KernelNow, World.UserNow)),
            "if=" + Flag(state.World.InterruptsAreOn), "df=" + Flag(state.World.DirectionIsDown), "ac=" + Flag(state.World.AlignmentCheckIsOn),
        ];
    }

    private static string Whose(bool? kernel) => kernel switch { true => "kernel", false => "user", null => "?" };

    private static string Flag(bool? isSet) => isSet switch { true => "1", false => "0", null => "?" };
}
