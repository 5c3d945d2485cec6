// SPDX-License-Identifier: MIT

namespace EntryAsm;

/// <summary>What a fact is about.</summary>
public enum FactKind : byte
{
    /// <summary>Bytes that rsp is a multiple of where C is called, in the whole module.</summary>
    StackAlignment,

    /// <summary>What a call or jump through a pointer stands for, in the whole module.</summary>
    Operation,

    /// <summary>How many bytes rsp is below the top of what the processor pushed, or the call.</summary>
    StackDepth,

    /// <summary>What a register holds.</summary>
    Register,

    /// <summary>What eight bytes of the stack hold.</summary>
    Slot,

    /// <summary>Whether the GS base is the kernel's.</summary>
    GsBase,

    /// <summary>Whether CR3 has the kernel's page tables.</summary>
    PageTables,

    /// <summary>Whether interrupts are on (IF).</summary>
    Interrupts,

    /// <summary>Whether the direction flag is set (DF).</summary>
    Direction,

    /// <summary>Whether user memory may be accessed under SMAP (AC).</summary>
    AlignmentCheck,

    /// <summary>That the code continues as what it interrupted, whose own path is followed.</summary>
    Resumed,
}

/// <summary>What a call or jump through a pointer does, as the instruction it stands for.</summary>
public enum EntryOperation : byte
{
    /// <summary>SWAPGS.</summary>
    Swapgs,

    /// <summary>CLI.</summary>
    InterruptsOff,

    /// <summary>STI.</summary>
    InterruptsOn,

    /// <summary>PUSHFQ and POP of rax.</summary>
    SaveFlags,

    /// <summary>IRETQ.</summary>
    Iret,

    /// <summary>SWAPGS and SYSRETQ.</summary>
    SwapgsSysret,
}

/// <summary>A fact that a module states: it is expected, or assumed where it cannot be proved.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="IsAssumed">True where it overrides what is known, false where it is to be proved.</param>
/// <param name="Section">Index into <see cref="EntryObject.Sections"/>, -1 for the whole module.</param>
/// <param name="Offset">Where it holds: before the instruction at this offset in bytes. For <see cref="FactKind.Operation"/> the pointer's offset from its symbol.</param>
/// <param name="Subject">The register (0 to 15 as in ModRM), the slot's offset from rsp in bytes, or the index of the pointer's symbol.</param>
/// <param name="Register">For registers and slots: the register (0 to 15) whose value at the entry they hold; -1 where they hold a number.</param>
/// <param name="Value">The number; 0 or 1 for what is or is not.</param>
/// <param name="Line">The C# line that states it.</param>
public sealed record EntryFact(FactKind Kind, bool IsAssumed, int Section, int Offset, int Subject, int Register, long Value, SourceLocation Line);
