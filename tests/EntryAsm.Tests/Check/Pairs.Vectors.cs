// SPDX-License-Identifier: MIT
namespace EntryAsm.Tests.Check;

internal sealed partial class Pairs
{
    [Pair("EA0450")]
    private void MachineCheckWithoutStack()
    {
        bind(entry_point);
        iretq();
        Fault(); gate(18, entry_point, ist: IsGood ? 3 : 0);
    }

    // CVE-2018-8897 again: a debug exception behind SYSCALL, on the user's stack.
    [Pair("EA0450")]
    private void DebugExceptionWithoutStack()
    {
        bind(entry_point);
        iretq();
        bind(second_entry);
        entry(EntryKind.Syscall, second_entry);
        ud2();
        Fault(); gate(1, entry_point, ist: IsGood ? 4 : 0);
    }

    [Pair("EA0451")]
    private void StiInAnNmi()
    {
        bind(entry_point);
        gate(2, entry_point, ist: 1);
        if (IsGood)
            nop();
        else
        {
            Fault(); sti();
        }

        iretq();
    }

    [Pair("EA0452")]
    private void PageFaultForEveryone()
    {
        bind(entry_point);
        add(rsp, 8);
        iretq();
        Fault(); gate(14, entry_point, hasErrorCode: true, dpl: IsGood ? 0 : 3);
    }

    [Pair("EA0452")]
    private void BreakpointForTheKernelOnly()
    {
        bind(entry_point);
        iretq();
        Fault(); gate(3, entry_point, dpl: IsGood ? 3 : 0);
    }

    [Pair("EA0453")]
    private void OneEntryWithoutEndbr()
    {
        bind(entry_point);
        gate(0x30, entry_point);
        endbr64();
        iretq();
        Fault(); bind(second_entry); if (IsGood) endbr64(); else iretq();
        gate(0x31, second_entry);
        iretq();
    }

    [Pair("EA0454")]
    private void MovToCs()
    {
        bind(entry_point);
        if (IsGood)
            mov(ds, eax);
        else
        {
            Fault(); mov(cs, eax);
        }

        ret();
    }

    [Pair("EA0455")]
    private void FarReturnOf32Bits()
    {
        bind(entry_point);
        push(0x08);
        push(rdi);
        Fault(); if (IsGood) retfq(); else retf();
    }

    [Pair("EA0455")]
    private void SysretTo32Bits()
    {
        EnterSystemCall();
        mov(rsp, qword.gs[8]);
        swapgs();
        Fault(); if (IsGood) sysretq(); else sysretl();
    }

    [Pair("EA0456")]
    private void NearJumpIntoLongMode()
    {
        var there = label();
        code32();
        bind(entry_point);
        Fault(); if (IsGood) hlt(); else jmp(there);
        code64();
        bind(there);
        hlt();
        jmp(there);
    }

    [Pair("EA0457")]
    private void LimitIsTheSize()
    {
        Label pointer = label(), table = label();
        bind(entry_point);
        Fault(); lgdt(ptr[rip + pointer]);
        ret();
        section(".data", "aw");
        bind(table);
        dq(0, 0, 0);
        bind(pointer);
        dw(IsGood ? 23 : 24);
        dq(table);
    }

    [Pair("EA0458")]
    private void SyscallSelectorWithRpl()
    {
        bind(entry_point);
        mov(ecx, unchecked((int)0xC0000081));
        xor(eax, eax);
        mov(edx, IsGood ? 0x00230010 : 0x00230013);
        Fault(); wrmsr();
        ret();
    }

    [Pair("EA0459")]
    private void FredKernelReturnsToUser()
    {
        bind(entry_point);
        entry(EntryKind.FredKernel, entry_point);
        Fault(); if (IsGood) erets(); else eretu();
    }

    [Pair("EA0459")]
    private void SwapgsUnderFred()
    {
        bind(entry_point);
        entry(EntryKind.FredUser, entry_point);
        if (!IsGood)
        {
            Fault(); swapgs();
        }

        eretu();
    }

    private static readonly Symbol system_calls = Extern();

    [Pair("EA0460")]
    private void NumberNotBounded()
    {
        EnterSystemCall();
        if (IsGood)
        {
            cmp(rax, 300);
            jae(f(1));
        }

        Fault(); call(qword[rax * 8 + system_calls]);
        L(1);
        ud2();
    }

    // CVE-2007-4573: only eax was compared, and the upper half of rax stayed.
    [Pair("EA0460")]
    private void UpperHalfNotCompared()
    {
        EnterSystemCall();
        if (IsGood)
            mov(eax, eax);
        cmp(eax, 300);
        jae(f(1));
        Fault(); call(qword[rax * 8 + system_calls]);
        L(1);
        ud2();
    }

    [Pair("EA0461")]
    private void NoEndOfInterruptOnOnePath()
    {
        bind(entry_point);
        gate(0x20, entry_point);
        push(rax);
        cmp(@byte.gs[0], 0);
        je(f(1));
        mov(al, 0x20);
        @out(0x20, al);
        L(1);
        if (IsGood)
        {
            mov(al, 0x20);
            @out(0x20, al);
        }

        pop(rax);
        Fault(); iretq();
    }

    [Pair("EA0462")]
    private void MaskLeavesInterruptsOn()
    {
        bind(entry_point);
        mov(ecx, unchecked((int)0xC0000084));
        mov(eax, IsGood ? 0x47700 : 0x47500);
        xor(edx, edx);
        Fault(); wrmsr();
        ret();
    }
}
