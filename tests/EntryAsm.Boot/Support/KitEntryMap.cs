// SPDX-License-Identifier: MIT
using EntryAsm.Kernel;
using HobbyKernel;
using Iced.Intel;

namespace EntryAsm.Boot;

/// <summary>The kit's entry code, in the kernel of the self-tests.</summary>
internal sealed class KitEntryMap : EntryMap
{
    /// <summary>Exceptions that the self-tests raise and that have a row, and those that have none.</summary>
    private static readonly string[] WithRow = ["kit_exception_1", "kit_exception_3", "kit_exception_6", "kit_exception_8", "kit_exception_13", "kit_exception_14"];

    private static readonly int[] WithoutRow = [0, 4, 11, 16];

    private const int Timer = 0xec;

    public override string Nmi => "kit_nmi";

    public override ulong NmiStackBytes => CpuArea.StackBytes;

    protected override IEnumerable<string> Routines =>
        ["kit_syscall", "kit_interrupt", "kit_leave_trap", "kit_load_user_gs", .. WithRow];

    protected override IEnumerable<int> Stubs => [.. base.Stubs, Timer, .. WithoutRow];

    protected override int StubBytes => KernelKit.StubBytes;

    public override ulong StubOf(ElfSymbols kernel, int vector) => kernel["kit_stubs"] + (ulong)(StubBytes * vector);

    /// <summary>What the kernel calls of the kit.</summary>
    private static readonly string[] functions = ["kit_start_cpu", "kit_enter_user", "kit_fix_fault"];

    public override IEnumerable<ulong> MoreStarts(ElfSymbols kernel) => functions.Select(function => kernel[function]);

    public override IEnumerable<(ulong Start, int Bytes)> MoreCode(ElfSymbols kernel) => functions.Select(function => (kernel[function], (int)kernel.SizeOf(function)));

    /// <summary>The kit has long rows of instructions that zero a register each, and instructions for the processor's state beside those that only compute.</summary>
    public override bool IsFree(in Instruction first, in Instruction second) => base.IsFree(first, second) || StateOrder.IsFree(first, second) || StateOrder.IsFree(second, first);

    public override IReadOnlyList<ulong> NmiStacks(ElfSymbols kernel, Func<ulong, ulong> memory)
    {
        var area = memory(kernel["cpu_area"]);
        return [area + CpuArea.NmiStack, area + CpuArea.NmiWorkStack];
    }

    /// <summary>An NMI between the handler's return and the path's end makes the path begin anew behind the frame that it has kept; one before is remembered, and the handler runs again.</summary>
    public override IEnumerable<NestedNmi> Nested(ElfSymbols kernel, IReadOnlyList<NmiPlace> path, ulong user)
    {
        var ring0 = kernel["kit_load_user_gs"];
        var call = path.Last(static place => place.Instruction.FlowControl == FlowControl.Call);
        var handled = call.Instruction.NextIP;
        var again = path.First(place => place.Instruction.FlowControl == FlowControl.ConditionalBranch && place.Address > handled);
        var done = again.Instruction.NextIP;
        var round = path.Single(place => place.Address == again.Instruction.NearBranchTarget).Instruction.NextIP; // behind what forgets the NMIs before
        var back = path.First(place => place.Address < handled && place.Instruction.FlowControl == FlowControl.UnconditionalBranch && place.Instruction.NearBranchTarget > handled).Instruction.NearBranchTarget;
        yield return new("in one from ring 3", [user]);
        yield return new("in one from ring 0", [ring0]);
        yield return new("in one from ring 0 with the user's gs", [kernel["kit_syscall"]]);
        yield return new("in one inside another, from behind the handler", [ring0, handled], (round, handled), (done, back));
        yield return new("in one inside another, from its IRET", [ring0, path.Last(static place => place.Instruction.Mnemonic == Mnemonic.Iretq).Address]);
    }
}
