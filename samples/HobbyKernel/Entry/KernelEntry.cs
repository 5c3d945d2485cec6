// SPDX-License-Identifier: GPL-2.0-only
using EntryAsm;
using EntryAsm.Linux;
using static EntryAsm.Linux.KernelSymbols;

namespace HobbyKernel;

/// <summary>The kernel's entry code: the routines of Linux that it needs, with the configuration it needs them in.</summary>
[EntryModule]
public sealed partial class KernelEntry : LinuxEntry
{
    private static readonly Symbol return_to_user = Global();

    /// <summary><c>struct pt_regs</c> as the entry code pushes it: the kernel's names and the offsets in bytes.</summary>
    internal static IReadOnlyList<(string Name, int Offset)> Frame =>
    [
        ("r15", R15), ("r14", R14), ("r13", R13), ("r12", R12), ("bp", RBP), ("bx", RBX), ("r11", R11), ("r10", R10), ("r9", R9), ("r8", R8),
        ("ax", RAX), ("cx", RCX), ("dx", RDX), ("si", RSI), ("di", RDI), ("orig_ax", ORIG_RAX), ("ip", RIP), ("cs", CS), ("flags", EFLAGS), ("sp", RSP), ("ss", SS),
    ];

    /// <summary>What a system call returns that nobody implements, negated.</summary>
    internal const int NoSystemCall = ENOSYS;

    /// <summary>One processor whose variables lie at the base of gs; isolation, SMAP and five levels where the processor has them.</summary>
    public static KernelConfig Configuration => new()
    {
        Smp = true,
        PageTableIsolation = true,
        Smap = true,
        FiveLevelPaging = true,
        Retpoline = false,
        Espfix64 = false,
        StackProtector = false,
        StackValidation = false,
        Modules = false,
    };

    /// <inheritdoc/>
    protected override KernelConfig Config => Configuration;

    /// <inheritdoc/>
    protected override void Assemble()
    {
        section(".entry.text", "ax");
        ReturnToUser();
        EntrySyscall64();
        IrqEntriesStart();
        InterruptEntry();
        CommonInterrupt();
        apicinterrupt(Kernel.LOCAL_TIMER_VECTOR, apic_timer_interrupt, smp_apic_timer_interrupt);
        apicinterrupt(Kernel.SPURIOUS_APIC_VECTOR, spurious_interrupt, smp_spurious_interrupt);
        Exceptions();
        NativeLoadGsIndex();
        DoSoftirqOwnStack();
        LateExceptions();
        ParanoidEntry();
        ParanoidExit();
        ErrorEntry();
        ErrorExit();
        Nmi();
        IgnoreSysret();
    }

    /// <summary>The first way to ring 3: <c>return_to_user(struct pt_regs *)</c>, from a frame nobody interrupted.</summary>
    private void ReturnToUser()
    {
        ENTRY(return_to_user);
        mov(rsp, rdi);
        jmp(swapgs_restore_regs_and_return_to_usermode);
        END(return_to_user);
    }
}
