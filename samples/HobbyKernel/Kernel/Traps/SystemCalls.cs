// SPDX-License-Identifier: MIT
namespace HobbyKernel;

/// <summary>What ring 3 asks for.</summary>
internal static unsafe class SystemCalls
{
    public static void Dispatch(ulong number, PtRegs* regs, ulong leaked)
    {
        Cpu.ClobberVectors();
        Invariants.Check(regs, leaked);
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
