// SPDX-License-Identifier: MIT
using System.Runtime;

namespace HobbyKernel;

/// <summary>Kernel instructions that may fault, and where to go on if they do.</summary>
internal static unsafe class ExceptionTable
{
    /// <summary>Moves a fault of the kernel to its fixup; false where the instruction was not expected to fault.</summary>
    public static bool Fix(PtRegs* regs) =>
        Fix(regs, Symbols.ExceptionTableStart, Symbols.ExceptionTableEnd) || Fix(regs, EntryCode.ExceptionTableStart, EntryCode.ExceptionTableEnd);

    private static bool Fix(PtRegs* regs, ulong start, ulong end)
    {
        for (var record = (ExceptionRecord*)start; record < (ExceptionRecord*)end; record++)
        {
            if (Target(&record->Instruction) != regs->ip)
                continue;
            var handler = (delegate*<ExceptionRecord*, PtRegs*, bool>)Target(&record->Handler);
            return handler(record, regs);
        }

        return false;
    }

    [RuntimeExport("ex_handler_default")]
    private static bool GoToFixup(ExceptionRecord* record, PtRegs* regs)
    {
        regs->ip = Target(&record->Fixup);
        return true;
    }

    private static ulong Target(int* field) => (ulong)((byte*)field + *field);
}

/// <summary>A record of <c>__ex_table</c>; each offset is relative to its own field.</summary>
internal struct ExceptionRecord
{
    public int Instruction;
    public int Fixup;
    public int Handler;
}
