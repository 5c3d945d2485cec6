// SPDX-License-Identifier: MIT
using Iced.Intel;

namespace EntryAsm.Boot;

/// <summary>Instructions of stretches of code.</summary>
internal static class EntryPaths
{
    /// <summary>Decodes a stretch of code.</summary>
    /// <param name="start">Its address.</param>
    /// <param name="code">Its bytes.</param>
    public static List<Instruction> Decode(ulong start, byte[] code)
    {
        var decoder = Decoder.Create(64, code, start);
        var instructions = new List<Instruction>();
        while (decoder.IP < start + (ulong)code.Length)
            instructions.Add(decoder.Decode());
        return instructions;
    }

    /// <summary>
    /// Leaves out what no flow of control leads to: padding, and what an unconditional jump that stands for an alternative passes over on this processor.
    /// </summary>
    /// <param name="instructions">The instructions of all routines.</param>
    /// <param name="starts">Where the routines begin.</param>
    /// <param name="removable">Jumps that some processors do without.</param>
    public static List<Instruction> Reachable(IEnumerable<Instruction> instructions, IEnumerable<ulong> starts, IReadOnlySet<ulong>? removable = null)
    {
        var byAddress = instructions.ToDictionary(instruction => instruction.IP);
        var reached = new HashSet<ulong>();
        var open = new Stack<ulong>(starts);
        while (open.TryPop(out var address))
        {
            if (!byAddress.TryGetValue(address, out var instruction) || !reached.Add(address))
                continue;
            if (FillsReturnStack(instruction))
                open.Push(instruction.NearBranchTarget);
            else if (instruction.FlowControl is FlowControl.Next or FlowControl.ConditionalBranch or FlowControl.Call || instruction.Mnemonic == Mnemonic.Retf || removable?.Contains(address) == true)
                open.Push(instruction.NextIP);
            if (instruction.FlowControl is FlowControl.UnconditionalBranch or FlowControl.ConditionalBranch)
                open.Push(instruction.NearBranchTarget);
        }

        return [.. byAddress.Values.Where(instruction => reached.Contains(instruction.IP)).OrderBy(instruction => instruction.IP)];
    }

    /// <summary>A call over the INT3 behind it, where speculation stops: nothing returns there.</summary>
    private static bool FillsReturnStack(in Instruction instruction) => instruction.FlowControl == FlowControl.Call && instruction.NearBranchTarget == instruction.NextIP + 1;
}
