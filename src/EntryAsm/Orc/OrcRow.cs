// SPDX-License-Identifier: MIT
namespace EntryAsm;

/// <summary>
/// One row of the table that the kernel's own unwinder reads (struct orc_entry, arch/x86/include/asm/orc_types.h): how to find the frame before, from a place in
/// the code up to that of the next row.
/// </summary>
/// <param name="Section">Index into <see cref="EntryObject.Sections"/> of the code.</param>
/// <param name="Offset">Offset in bytes there.</param>
/// <param name="StackOffset">Bytes from the register to the stack of the frame before, or to the saved registers.</param>
/// <param name="FrameOffset">Where rbp is saved, from <paramref name="FrameRegister"/>.</param>
/// <param name="StackRegister">The register that leads to the stack of the frame before.</param>
/// <param name="FrameRegister">What leads to the saved rbp; <see cref="UnwindRegister.Undefined"/> where rbp still holds it.</param>
/// <param name="Type">What lies there.</param>
/// <param name="IsEnd">True where no frame precedes.</param>
public readonly record struct OrcRow(int Section, int Offset, short StackOffset, short FrameOffset, UnwindRegister StackRegister, UnwindRegister FrameRegister, UnwindHintType Type, bool IsEnd)
{
    /// <summary>Bytes of a row in <c>.orc_unwind</c>.</summary>
    public const int Size = 6;

    /// <summary>Whether it says the same as another row.</summary>
    internal bool Agrees(in OrcRow other) => this with { Offset = 0 } == other with { Offset = 0 };
}
