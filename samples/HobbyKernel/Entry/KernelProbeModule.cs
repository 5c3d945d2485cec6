// SPDX-License-Identifier: MIT
using EntryAsm;

namespace HobbyKernel;

/// <summary>The ring-0 half of the self-test: <c>kernel_probe(test)</c> fills the registers, interrupts itself, stores the registers.</summary>
[EntryModule]
public sealed partial class KernelProbeModule : RegisterProbe
{
    private const int TrapFlag = 0x100;
    private const ulong ApicCommand = Layout.LocalApic + 0x300;
    private const ulong ApicInitialCount = Layout.LocalApic + 0x380;
    private const int CommandToSelf = 0x40000, CommandNmi = 0x4400;
    private const int TimerTicks = 20000;

    /// <summary>In the slot of the local APIC's mapping, far behind it: never mapped.</summary>
    private const ulong UnmappedStack = 0xffffffff_d0000000;

    private static readonly Symbol kernel_probe = Global();
    private static readonly Symbol kernel_probe_area = Global();
    private static readonly Symbol kernel_pending = Global();
    private static readonly Symbol kernel_resume = Global();
    private static readonly Symbol kernel_stack = Global();
    private static readonly Symbol secret_data = Global();

    /// <summary>NMIs handled since the start; a debugger that sends them reads it.</summary>
    private static readonly Symbol nmi_count = Global();

    /// <summary>The same for interrupts of its vector.</summary>
    private static readonly Symbol interrupt_count = Global();
    private static readonly Symbol __security_cookie = Global();
    private static readonly Symbol ex_handler_default = Extern();
    private static readonly Symbol kernel_vectors = Local();
    private static readonly Symbol kernel_mxcsr = Local();
    private static readonly Symbol default_mxcsr = Local();

    private static readonly Op[] CalleeSaved = [rbx, rbp, r12, r13, r14, r15];

    /// <inheritdoc/>
    protected override void Assemble()
    {
        Data();
        text();
        align(16);
        bind(kernel_probe);
        var done = label();
        foreach (var register in CalleeSaved)
            push(register);
        mov(qword[kernel_stack], rsp);

        Run(Test.KernelBreakpoint, done, () => int3());
        Run(Test.KernelInvalidOpcode, done, () => Faulting(() => ud2()));
        Run(Test.KernelPageFault, done, () => Faulting(() => mov(al, @byte[Layout.UserUnmapped])));
        Run(Test.KernelGeneralProtection, done, () => Faulting(() => mov(al, @byte[rbx])));
        Run(Test.KernelSingleStep, done, () =>
        {
            push((int)Pattern.Flags | TrapFlag);
            popfq();
            nop();
        });
        Run(Test.KernelTimer, done, () => Await(() => mov(dword[ApicInitialCount], TimerTicks)));
        Run(Test.KernelDevice, done, () => Await(() => mov(dword[ApicCommand], CommandToSelf | Vectors.Middle)));
        Run(Test.KernelDeviceNested, done, () => Await(() => mov(dword[ApicCommand], CommandToSelf | Vectors.First)));
        Run(Test.KernelNmi, done, () => Await(() => mov(dword[ApicCommand], CommandNmi)));
        Run(Test.KernelNmiNested, done, () => Await(() => mov(dword[ApicCommand], CommandNmi)));
        Run(Test.KernelDoubleFault, done, () =>
        {
            mov(rsp, UnmappedStack);
            push(rax);
        });
        Run(Test.KernelDoubleFaultUserGs, done, () =>
        {
            cli(); // interrupts look at cs alone
            swapgs();
            mov(rsp, UnmappedStack);
            push(rax);
        }, () =>
        {
            swapgs();
            sti();
        });

        bind(done);
        ldmxcsr(dword[default_mxcsr]);
        for (var i = CalleeSaved.Length - 1; i >= 0; i--)
            pop(CalleeSaved[i]);
        ret();
    }

    private void Data()
    {
        section(".data");
        PatternData(kernel_vectors, kernel_mxcsr);
        bind(default_mxcsr);
        dd(0x1f80);
        align(8);
        bind(nmi_count);
        dq(0);
        bind(interrupt_count);
        dq(0);
        bind(kernel_pending);
        dq(0);
        bind(kernel_resume);
        dq(0);
        bind(kernel_stack);
        dq(0);
        bind(secret_data);
        dq(0x5ec2_e75e_c2e7_5ec2);
        bind(__security_cookie); // the C# compiler guards stack buffers with it
        dq(0x2b99_2ddf_a232_0000);
        align(16);
        bind(kernel_probe_area);
        skip(Probe.Bytes);
    }

    private void Run(Test test, Label done, Action trigger, Action? after = null)
    {
        var next = label();
        var resume = label();
        cmp(edi, (int)test);
        jne(next);
        mov(qword[kernel_resume], resume);
        LoadPatterns(test, kernel_vectors, kernel_mxcsr);
        trigger();
        bind(resume);
        after?.Invoke();
        StoreRegisters(kernel_probe_area);
        jmp(done);
        bind(next);
    }

    /// <summary>An instruction that faults and is left through the exception table.</summary>
    private void Faulting(Action instruction)
    {
        var fixup = label();
        var fault = here();
        instruction();
        bind(fixup);
        pushsection("__ex_table", "a", () =>
        {
            align(4);
            dd(fault - dot);
            dd(fixup - dot);
            dd(ex_handler_default - dot);
        });
    }

    /// <summary>Waits for the handler to clear kernel_pending, without touching a flag or a register but rcx, which ends as 0.</summary>
    private void Await(Action request)
    {
        var wait = label();
        var over = label();
        mov(qword[kernel_pending], rcx);
        request();
        bind(wait);
        mov(rcx, qword[kernel_pending]);
        jrcxz(over);
        jmp(wait);
        bind(over);
    }
}
