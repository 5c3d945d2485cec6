// SPDX-License-Identifier: MIT
using EntryAsm;

namespace HobbyKernel;

/// <summary>The ring-3 program: one stretch a test, each with every register set to a pattern before and stored after.</summary>
[EntryModule]
public sealed partial class UserModule : RegisterProbe
{
    private const int TrapFlag = 0x100;
    private const int ApicCommand = Layout.UserLocalApic + 0x300;
    private const int ApicInitialCount = Layout.UserLocalApic + 0x380;
    private const int CommandToSelf = 0x40000, CommandNmi = 0x4400;
    private const int TimerTicks = 20000;

    private static readonly Symbol user_begin = Global();
    private static readonly Symbol user_entry = Global();
    private static readonly Symbol user_test = Global();
    private static readonly Symbol user_resume = Global();
    private static readonly Symbol user_pending = Global();
    private static readonly Symbol user_probe = Global();
    private static readonly Symbol user_repeat = Global();
    private static readonly Symbol user_stack_top = Global();
    private static readonly Symbol user_vectors = Local();
    private static readonly Symbol user_mxcsr = Local();
    private static readonly Symbol user_unmasked = Local();
    private static readonly Symbol user_absent = Local();

    /// <summary>The address of the entry code, which is mapped but not for ring 3; the kernel fills it in.</summary>
    private static readonly Symbol user_entry_code = Global();

    /// <summary>Kernel data, which ring 3 must not be able to read.</summary>
    private static readonly Symbol secret_data = Extern();

    /// <inheritdoc/>
    protected override void Assemble()
    {
        Data();
        section(".user.text", "ax");
        bind(user_entry); // first: where a debugger that has the tests repeated counts the rounds
        SystemCalls();
        Exceptions();
        Interrupts();
        FaultsOfReturn();
        Visibility();
        InRing0();
        mov(eax, SystemCall.Exit);
        syscall();
        cmp(dword[user_repeat], 0);
        jne(user_entry);
        ud2();

        bind(user_begin);
        StoreRegisters(user_probe); // the first system call looks at it
        jmp(user_entry);
    }

    private void Data()
    {
        section(".user.data", "aw");
        PatternData(user_vectors, user_mxcsr);
        bind(user_unmasked);
        dw(0x37b); // x87 control word with division by zero unmasked
        bind(user_absent);
        dw(Layout.AbsentUserData);
        align(8);
        bind(user_test);
        dq(0);
        bind(user_resume);
        dq(0);
        bind(user_pending);
        dq(0);
        bind(user_repeat);
        dq(0);
        bind(user_entry_code);
        dq(0);
        align(16);
        bind(user_probe);
        skip(Probe.Bytes);
        align(Layout.PageSize);
        skip(Layout.PageSize);
        bind(user_stack_top);
    }

    /// <summary>One test: patterns in, <paramref name="trigger"/>, registers out, and the kernel's verdict.</summary>
    private void Run(Test test, Action trigger)
    {
        var resume = label();
        mov(dword[user_test], (int)test);
        mov(qword[user_resume], resume);
        mov(rsp, user_stack_top);
        LoadPatterns(test, user_vectors, user_mxcsr);
        mov(rsp, user_stack_top - Layout.UserStackBelowTop);
        trigger();
        bind(resume);
        StoreRegisters(user_probe, user_stack_top);
        mov(rax, qword.gs[0]);
        mov(qword[user_probe + Probe.GsBase], rax);
        fninit();
        IfRepeating(() => ReadKernelData(test));
        mov(eax, SystemCall.Check);
        syscall();
        IfRepeating(() => ReadKernelData(test));
    }

    /// <summary>Shows the kernel which page tables ring 3 has. Once more, for what came on the way back from the first read.</summary>
    private void ReadKernelData(Test test)
    {
        mov(dword[user_test], (int)Test.None);
        for (var i = 0; i < 2; i++)
        {
            var behind = label();
            mov(qword[user_resume], behind);
            mov(al, @byte[secret_data]);
            bind(behind);
        }

        mov(dword[user_test], (int)test);
    }

    private void Call(int number)
    {
        mov(eax, number);
        syscall();
    }

    private void SystemCalls()
    {
        Run(Test.SyscallSysret, () => Call(SystemCall.Echo));
        Run(Test.SyscallOtherStack, () =>
        {
            Call(SystemCall.Echo);
            lea(rsp, ptr[rsp + Layout.OtherStackBelow]);
        });
        Run(Test.SyscallIretForRcx, () => Call(SystemCall.Echo));
        Run(Test.SyscallIretForR11, () => Call(SystemCall.Echo));
        Run(Test.SyscallIretForResumeFlag, () => Call(SystemCall.Echo));
        Run(Test.SyscallIretForCs, () => Call(SystemCall.Echo));
        Run(Test.SyscallIretForSs, () => Call(SystemCall.Echo));
        Run(Test.SyscallIretNotCanonical, () => Call(SystemCall.Echo));
        Run(Test.SyscallSingleStepped, () =>
        {
            mov(eax, SystemCall.Echo);
            StepFlag();
            syscall();
            nop();
        });
    }

    private void Exceptions()
    {
        Run(Test.Breakpoint, () => int3());
        Run(Test.InvalidOpcode, () => ud2());
        Run(Test.DivideError, () =>
        {
            mov(ecx, 0);
            div(ecx);
        });
        Run(Test.Overflow, () => @int(4));
        Run(Test.FloatingPoint, () =>
        {
            fldcw(word[user_unmasked]);
            fld1();
            fldz();
            fdivp(st1, st0);
            fwait();
        });
        Run(Test.PageFaultRead, () => mov(al, @byte[Layout.UserUnmapped]));
        Run(Test.PageFaultWrite, () => mov(@byte[user_entry], al));
        Run(Test.GeneralProtection, () => cli());
        Run(Test.SegmentNotPresent, () => mov(es, word[user_absent]));
        Run(Test.ClosedGate, () => @int(0x80));
        Run(Test.SingleStep, () =>
        {
            StepFlag();
            nop();
        });
    }

    /// <summary>Sets TF and leaves every register and other flag alone; the instruction after the next is the first to trap.</summary>
    private void StepFlag()
    {
        push((int)Pattern.Flags | TrapFlag);
        popfq();
    }

    private void Interrupts()
    {
        Run(Test.Timer, () => Await(() => mov(dword[ApicInitialCount], TimerTicks)));
        Run(Test.DeviceFirst, () => Await(() => mov(dword[ApicCommand], CommandToSelf | Vectors.First)));
        Run(Test.DeviceMiddle, () => Await(() => mov(dword[ApicCommand], CommandToSelf | Vectors.Middle)));
        Run(Test.DeviceLast, () => Await(() => mov(dword[ApicCommand], CommandToSelf | Vectors.Last)));
        UnlessRepeating(() => Run(Test.Nmi, () => Await(() => mov(dword[ApicCommand], CommandNmi))));
    }

    private void IfRepeating(Action steps)
    {
        var skip = label();
        cmp(dword[user_repeat], 0);
        je(skip);
        steps();
        bind(skip);
    }

    /// <summary>Who repeats the tests sends NMIs himself, and there is no telling them apart.</summary>
    private void UnlessRepeating(Action tests)
    {
        var skip = label();
        cmp(dword[user_repeat], 0);
        jne(skip);
        tests();
        bind(skip);
    }

    /// <summary>Waits for the handler to clear user_pending, without touching a flag or a register but rcx, which ends as 0.</summary>
    private void Await(Action request)
    {
        var wait = label();
        var done = label();
        mov(qword[user_pending], rcx);
        request();
        bind(wait);
        mov(rcx, qword[user_pending]);
        jrcxz(done);
        jmp(wait);
        bind(done);
    }

    private void FaultsOfReturn()
    {
        Run(Test.IretBadCs, () => Call(SystemCall.Echo));
        Run(Test.IretAbsentCs, () => Call(SystemCall.Echo));
        Run(Test.IretNullSs, () => Call(SystemCall.Echo));
        Run(Test.IretAbsentSs, () => Call(SystemCall.Echo));
        Run(Test.IretNullCs, () => Call(SystemCall.Echo));
        Run(Test.IretCutAddress, () => Call(SystemCall.Echo));
        Run(Test.GsSelectorBad, () => Call(SystemCall.Echo));
        Run(Test.GsSelectorAbsent, () => Call(SystemCall.Echo));
        Run(Test.GsSelectorGood, () => Call(SystemCall.Echo));
        UnlessRepeating(() =>
        {
            Run(Test.NmiBadCs, () => Await(() => mov(dword[ApicCommand], CommandNmi)));
            Run(Test.NmiAbsentCs, () => Await(() => mov(dword[ApicCommand], CommandNmi)));
        });
    }

    private void Visibility()
    {
        Run(Test.KernelReadAfterSysret, CallAndRead);
        Run(Test.KernelReadAfterIret, () =>
        {
            int3();
            mov(al, @byte[secret_data]);
        });
        Run(Test.KernelReadAfterBreakAtSwapgs, CallAndRead);
        Run(Test.KernelReadAfterBreakAtSysret, CallAndRead);
        Run(Test.EntryTextRead, () =>
        {
            mov(rcx, qword[user_entry_code]);
            mov(al, @byte[rcx]);
        });
    }

    private void CallAndRead()
    {
        Call(SystemCall.Echo);
        mov(al, @byte[secret_data]);
    }

    private void InRing0()
    {
        for (var test = Test.KernelBreakpoint; test <= Test.KernelSoftirq; test++)
        {
            if (test is Test.KernelNmi or Test.KernelNmiNested)
                UnlessRepeating(() => RunInRing0(test));
            else
                RunInRing0(test);
        }

        Run(Test.DebugAtSyscallEntry, () => Call(SystemCall.Echo));
    }

    private void RunInRing0(Test test) => Run(test, () => Call(SystemCall.KernelTest));
}
