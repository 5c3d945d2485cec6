// SPDX-License-Identifier: MIT
using System.Runtime;

namespace HobbyKernel;

/// <summary>What entry_SYSCALL_64 calls.</summary>
internal static unsafe class SystemCalls
{
    [RuntimeExport("do_syscall_64_managed")]
    private static void Dispatch(ulong number, PtRegs* regs, ulong leaked)
    {
        Cpu.ClobberVectors();
        Invariants.Check(regs, leaked);
        SelfTest.Require("orig_ax of a system call", regs->orig_ax, number);
        switch (number)
        {
            case SystemCall.Echo:
                SelfTest.SystemCallReturn = regs->ip;
                UserTests.Echo(regs);
                break;
            case SystemCall.KernelTest:
                SelfTest.SystemCallReturn = regs->ip;
                KernelTests.Run(SelfTest.Running);
                regs->ax = SystemCall.EchoResult;
                break;
            case SystemCall.Check:
                UserTests.Check();
                break;
            case SystemCall.Exit:
                if (!SelfTest.Repeats)
                    Report.End();
                break;
            default:
                Machine.Panic("a system call without a meaning", number);
                break;
        }
    }
}
