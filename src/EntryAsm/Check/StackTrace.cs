// SPDX-License-Identifier: MIT
using EntryAsm.Flow;
using Iced.Intel;

namespace EntryAsm.Check;

/// <summary>Which pushes of a path have found no pop.</summary>
internal static class StackTrace
{
    private const int MostNamed = 4;

    /// <summary>": pushed at :41 and not popped", for what the path has pushed since its entry.</summary>
    public static string Unpopped(Site site, Paths paths)
    {
        var pushes = new List<FlowInstruction>();
        foreach (var instruction in paths.Instructions(site.Kept, site.At))
            Apply(pushes, instruction);
        if (pushes.Count == 0)
            return "";
        var named = pushes.Skip(Math.Max(0, pushes.Count - MostNamed)).Select(paths.At).Distinct(StringComparer.Ordinal);
        return "; pushed" + string.Join(",", named) + " and not popped";
    }

    private static void Apply(List<FlowInstruction> pushes, FlowInstruction instruction)
    {
        ref readonly var code = ref instruction.Code;
        if (code.FlowControl is FlowControl.Call or FlowControl.IndirectCall or FlowControl.Return)
            return;
        var change = code.Mnemonic switch
        {
            Mnemonic.Add when code.Op0Register == Register.RSP => (int)instruction.Immediate.Offset,
            Mnemonic.Sub when code.Op0Register == Register.RSP => -(int)instruction.Immediate.Offset,
            Mnemonic.Mov when code.Op0Register == Register.RSP => int.MaxValue,
            _ => code.StackPointerIncrement,
        };
        if (change == int.MaxValue)
            pushes.Clear();
        for (; change < 0; change += 8)
            pushes.Add(instruction);
        for (; change >= 8 && change != int.MaxValue && pushes.Count != 0; change -= 8)
            pushes.RemoveAt(pushes.Count - 1);
    }
}
