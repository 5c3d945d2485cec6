// SPDX-License-Identifier: MIT
using HobbyKernel;
using Iced.Intel;

namespace EntryAsm.Boot;

/// <summary>The instructions of the entry paths that the kernel uses.</summary>
internal static class EntryPaths
{
    /// <summary>Routines that the self-tests go through.</summary>
    private static readonly string[] Routines =
    [
        "entry_SYSCALL_64", "interrupt_entry", "common_interrupt", "apic_timer_interrupt",
        "divide_error", "overflow", "invalid_op", "double_fault", "segment_not_present", "coprocessor_error",
        "debug", "int3", "general_protection", "page_fault",
        "paranoid_entry", "paranoid_exit", "error_entry", "error_exit", "native_load_gs_index", "do_softirq_own_stack",
    ];

    private const int FirstExternalVector = 0x20, StubBytes = 8;

    /// <summary>Where each routine lies, the stubs of the used device vectors among them.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="more">Routines besides those that NMIs are sent into.</param>
    public static IEnumerable<(ulong Start, int Bytes)> Ranges(ElfSymbols kernel, params string[] more)
    {
        foreach (var routine in Routines.Concat(more))
            yield return (kernel[routine], (int)kernel.SizeOf(routine));
        foreach (var vector in new[] { Vectors.First, Vectors.Middle, Vectors.Last })
            yield return (StubOf(kernel, vector), StubBytes);
    }

    /// <summary>The first instruction of a device's interrupt.</summary>
    public static ulong StubOf(ElfSymbols kernel, int vector) => kernel["irq_entries_start"] + (ulong)(StubBytes * (vector - FirstExternalVector));

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
            if (instruction.FlowControl is FlowControl.Next or FlowControl.ConditionalBranch or FlowControl.Call || removable?.Contains(address) == true)
                open.Push(instruction.NextIP);
            if (instruction.FlowControl is FlowControl.UnconditionalBranch or FlowControl.ConditionalBranch)
                open.Push(instruction.NearBranchTarget);
        }

        return [.. byAddress.Values.Where(instruction => reached.Contains(instruction.IP)).OrderBy(instruction => instruction.IP)];
    }
}
