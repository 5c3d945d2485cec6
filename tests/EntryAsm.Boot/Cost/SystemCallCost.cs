// SPDX-License-Identifier: MIT
using EntryAsm.Kernel;
using HobbyKernel;

namespace EntryAsm.Boot;

/// <summary>What a system call costs in entry code that comes back by SYSRET: the instructions that QEMU executes, one by one, from SYSCALL's target to SYSRET, without those of what is called.</summary>
/// <param name="Instructions">How many instructions.</param>
/// <param name="Bytes">How many bytes they have.</param>
internal sealed record SystemCallCost(int Instructions, int Bytes)
{
    /// <summary>What both have, and nothing else: registers cleared; no fence, no landing pad, nothing that C does in Linux.</summary>
    private static readonly KitSettings Bare = new() { KernelCode = 0x10, UserData = 0x2b, BranchTracking = false, InterruptibleSystemCalls = false };

    private const int LongestInstruction = 15;

    /// <summary>Of the port of Linux' entry code.</summary>
    public static SystemCallCost OfLinux(bool isolation) => Of(KernelImage.Linked, isolation, "entry_SYSCALL_64");

    /// <summary>Of the kit, with settings that say the same.</summary>
    public static SystemCallCost OfKit(bool isolation) => Of(new KitBench("", Bare with { PageTableIsolation = isolation }).Kernel, isolation, "kit_syscall");

    /// <summary>The first system call of the self-tests goes back by SYSRET.</summary>
    private static SystemCallCost Of(string kernel, bool isolation, string entry)
    {
        var symbols = new ElfSymbols(File.ReadAllBytes(kernel));
        using var machine = new DebuggedMachine(kernel, new Machine(CommandLine: isolation ? "" : "nopti"));
        machine.Gdb.Break(symbols[entry]);
        machine.Gdb.Continue();
        machine.Gdb.RemoveBreak(symbols[entry]);
        ulong start = symbols["entry_start"], end = symbols["entry_end"];
        var executed = new List<ulong>();
        var at = machine.Gdb.ReadPointers().Instruction;
        if (at != symbols[entry])
            throw new InvalidOperationException("the machine stopped elsewhere");
        for (; at >= HobbyKernel.Layout.KernelBase; at = machine.Gdb.ReadPointers().Instruction)
        {
            if (at >= start && at < end)
                executed.Add(at);
            machine.Gdb.Step();
        }

        return new SystemCallCost(executed.Count, executed.Sum(address => EntryPaths.Decode(address, machine.Gdb.ReadPhysical(address - HobbyKernel.Layout.KernelBase, LongestInstruction))[0].Length));
    }
}
