// SPDX-License-Identifier: MIT
namespace EntryAsm;

/// <summary>How execution reaches an entry, and so what its registers and its stack hold there.</summary>
public enum EntryKind : byte
{
    /// <summary>A call that obeys the psABI (AMD64, 3.2): the return address on the stack. Symbols of type function are such entries without a declaration.</summary>
    Function,

    /// <summary>An exception or interrupt whose gate another module makes: the processor has pushed its frame (Intel SDM vol. 3, 6.14.2). The vector determines whether there is an error code.</summary>
    Interrupt,

    /// <summary>SYSCALL of 64-bit code (Intel SDM vol. 2, SYSCALL): return address in rcx, flags in r11, the stack still the program's.</summary>
    Syscall,

    /// <summary>SYSCALL of 32-bit code: as <see cref="Syscall"/>, with meaningless upper halves of the registers.</summary>
    SyscallCompat,

    /// <summary>SYSENTER (Intel SDM vol. 2, SYSENTER): on the stack of IA32_SYSENTER_ESP; the program's stack pointer and address are not saved.</summary>
    Sysenter,

    /// <summary>FRED from ring 3 (Intel FRED specification, 5): a frame of 64 bytes, the kernel's GS base already in force.</summary>
    FredUser,

    /// <summary>FRED from ring 0: the same frame, and the GS base as it was.</summary>
    FredKernel,

    /// <summary>The first instructions of a new task or processor: there is no caller.</summary>
    Start,

    /// <summary>A jump from code that has saved all registers as <c>struct pt_regs</c> on top of the stack.</summary>
    SavedRegisters,
}

/// <summary>An entry that the module declares.</summary>
/// <param name="Kind">How execution gets there.</param>
/// <param name="Symbol">Index into <see cref="EntryObject.Symbols"/>.</param>
/// <param name="Vector">0 to 255 for <see cref="EntryKind.Interrupt"/>, else -1.</param>
/// <param name="Count">How many entries: more than 1 for a table of stubs, each of which has the next vector.</param>
/// <param name="Stride">Bytes from one stub to the next.</param>
/// <param name="Line">The C# line that declares it.</param>
public sealed record EntryPoint(EntryKind Kind, int Symbol, int Vector, int Count, int Stride, SourceLocation Line);

/// <summary>What a function of another object does beyond the psABI, or leaves behind.</summary>
[Flags]
public enum CalleeTraits
{
    /// <summary>An ordinary function.</summary>
    None = 0,

    /// <summary>It does not return.</summary>
    DoesNotReturn = 1,

    /// <summary>It leaves all registers but rax as they were.</summary>
    KeepsRegisters = 2,

    /// <summary>It takes a pointer to a frame and returns one to a copy of it on another stack.</summary>
    ReturnsFrame = 4,

    /// <summary>It returns with interrupts off.</summary>
    LeavesInterruptsOff = 8,

    /// <summary>It returns with interrupts on.</summary>
    LeavesInterruptsOn = 16,

    /// <summary>It leaves the interrupt flag as it was.</summary>
    KeepsInterrupts = 32,

    /// <summary>The frame that it returns (<see cref="ReturnsFrame"/>) is that of a program in ring 3, whatever was interrupted.</summary>
    ReturnsUserFrame = 64,

    /// <summary>Its first argument is the address of the saved registers, laid out as in <c>struct pt_regs</c>.</summary>
    TakesRegisters = 128,

    /// <summary>Its first argument is the number of a system call, from rax, its second the address of the saved registers.</summary>
    TakesNumberAndRegisters = 256,

    /// <summary>Its second argument is the error code that the processor pushed, a number where it pushed none.</summary>
    TakesErrorCode = 512,
}

/// <summary>What the module declares about a function that it calls.</summary>
/// <param name="Symbol">Index into <see cref="EntryObject.Symbols"/>.</param>
/// <param name="Traits">What it does.</param>
/// <param name="Line">The C# line that declares it.</param>
public sealed record EntryCallee(int Symbol, CalleeTraits Traits, SourceLocation Line);
