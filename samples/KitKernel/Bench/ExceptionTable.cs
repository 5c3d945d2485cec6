// SPDX-License-Identifier: MIT
namespace HobbyKernel;

/// <summary>Kernel instructions that may fault: the kit looks for them.</summary>
internal static unsafe class ExceptionTable
{
    /// <summary>Moves a fault of the kernel to its fixup; false where the instruction was not expected to fault.</summary>
    public static bool Fix(PtRegs* regs) => EntryCode.FixFault(regs) != 0;
}
