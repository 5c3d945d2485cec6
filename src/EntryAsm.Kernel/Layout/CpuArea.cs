// SPDX-License-Identifier: MIT
namespace EntryAsm.Kernel;

/// <summary>
/// A processor's own memory: 64 KiB, aligned to 64 KiB, zero at first. gs has its address while the kernel runs. <c>kit_start_cpu</c> fills it in; offsets are in bytes from its start.
/// The stacks that an exception may begin on lie in it, so that its address can be told from rsp.
/// </summary>
/// <remarks>With <see cref="KitSettings.PageTableIsolation"/> the user's page tables map the area too, at the same address, for ring 0 only.</remarks>
public static class CpuArea
{
    /// <summary>The area's own address.</summary>
    public const int Self = 0;

    /// <summary>Where the running thread's stack begins: its highest address, a multiple of 16. System calls start there, and interrupts from ring 3.</summary>
    public const int KernelStack = 8;

    /// <summary>The thread that runs: a pointer to its <see cref="ThreadContext"/>.</summary>
    public const int Thread = 16;

    /// <summary>The processor's number, as <c>kit_start_cpu</c> was told: 32 bits.</summary>
    public const int Number = 24;

    /// <summary>CR3 of the kernel.</summary>
    public const int KernelCr3 = 32;

    /// <summary>CR3 of the running thread's ring 3.</summary>
    public const int UserCr3 = 40;

    /// <summary>IA32_SPEC_CTRL for the kernel.</summary>
    public const int KernelSpeculation = 48;

    /// <summary>IA32_SPEC_CTRL for ring 3.</summary>
    public const int UserSpeculation = 56;

    /// <summary>The components that XSAVE saves: 64 bits, a subset of XCR0.</summary>
    public const int VectorComponents = 64;

    /// <summary>How vector registers are saved with <see cref="VectorSaving.AtBoot"/>: its number, 32 bits.</summary>
    public const int VectorMethod = 72;

    /// <summary>A selector for VERW: 16 bits.</summary>
    public const int BufferSelector = 76;

    /// <summary>An NMI is being handled: 32 bits.</summary>
    public const int NmiRuns = 80;

    /// <summary>Another NMI came meanwhile: 32 bits.</summary>
    public const int NmiCame = 84;

    /// <summary>rsp of ring 3, from SYSCALL until it is in the frame.</summary>
    public const int UserRsp = 88;

    /// <summary>Three registers, while there is no stack. Used with interrupts off, and never by paranoid entries.</summary>
    public const int Scratch = 96;

    /// <summary>What lgdt and lidt read: 10 bytes.</summary>
    public const int TablePointer = 128;

    /// <summary>The task state segment, 104 bytes (Intel SDM vol. 3, 7.7).</summary>
    public const int TaskState = 256;

    /// <summary>The global descriptor table.</summary>
    public const int Descriptors = 384;

    /// <summary>From here on, up to <see cref="Stacks"/>, the area is the kernel's own.</summary>
    public const int Free = 512;

    /// <summary>Where the stacks begin.</summary>
    public const int Stacks = 0x2000;

    /// <summary>Bytes of each stack.</summary>
    public const int StackBytes = 0x2000;

    /// <summary>The top of the stack for interrupts from ring 3 with page-table isolation.</summary>
    public const int EntryStack = Stacks + StackBytes;

    /// <summary>The top of the stack for #DB: entry 1 of the interrupt stack table.</summary>
    public const int DebugStack = EntryStack + StackBytes;

    /// <summary>The top of the stack that NMIs begin on: entry 2.</summary>
    public const int NmiStack = DebugStack + StackBytes;

    /// <summary>The top of the stack for #DF: entry 3.</summary>
    public const int DoubleFaultStack = NmiStack + StackBytes;

    /// <summary>The top of the stack for #MC: entry 4.</summary>
    public const int MachineCheckStack = DoubleFaultStack + StackBytes;

    /// <summary>The top of the stack that NMIs are handled on.</summary>
    public const int NmiWorkStack = MachineCheckStack + StackBytes;

    /// <summary>The top of the stack that the processor starts on, and that its idle thread may keep.</summary>
    public const int StartStack = NmiWorkStack + StackBytes;

    /// <summary>Bytes of the area, and what it is aligned to.</summary>
    public const int Size = 0x10000;
}
