// SPDX-License-Identifier: MIT
namespace EntryAsm.Tests.Check;

// Interrupts and exceptions that come at any time: whose GS base, which stack, which way back.
internal sealed partial class Pairs
{
    [Pair("EA0420")]
    private void KernelSelectorCompared()
    {
        bind(entry_point);
        gate(0x20, entry_point);
        cmp(qword[rsp + 8], 0x08);
        je(f(1));
        if (IsGood)
            swapgs();
        L(1);
        push(rax);
        Fault(); inc(qword.gs[0x18]);
        pop(rax);
        cmp(qword[rsp + 8], 0x08);
        je(f(2));
        if (IsGood)
            swapgs();
        L(2);
        iretq();
    }

    [Pair("EA0421")]
    private void KernelSelectorComparedOnlyOnTheWayIn()
    {
        bind(entry_point);
        gate(0x20, entry_point);
        cmp(word[rsp + 8], 0x08);
        je(f(1));
        swapgs();
        L(1);
        inc(qword.gs[0x18]);
        if (IsGood)
        {
            cmp(word[rsp + 8], 0x08);
            je(f(2));
            swapgs();
            L(2);
        }

        Fault(); iretq();
    }

    // The error code has moved CS up by a word.
    [Pair("EA0420")]
    private void ErrorCodeForgottenInTheTestOfCs()
    {
        bind(entry_point);
        gate(14, entry_point, hasErrorCode: true);
        Fault(); test(@byte[rsp + (IsGood ? 16 : 8)], 3);
        jz(f(1));
        swapgs();
        L(1);
        push(rax);
        mov(rax, qword.gs[0x18]);
        pop(rax);
        test(@byte[rsp + 16], 3);
        jz(f(2));
        swapgs();
        L(2);
        add(rsp, 8);
        iretq();
    }

    [Pair("EA0421")]
    private void CsTestedBehindTheErrorCode()
    {
        bind(entry_point);
        gate(13, entry_point, hasErrorCode: true);
        test(@byte[rsp + 16], 3);
        jz(f(1));
        swapgs();
        L(1);
        push(rax);
        mov(rax, qword.gs[0x18]);
        pop(rax);
        add(rsp, 8);
        Fault(); test(@byte[rsp + (IsGood ? 8 : 16)], 3);
        jz(f(2));
        swapgs();
        L(2);
        iretq();
    }

    [Pair("EA0421")]
    private void WayOutTestsTheOtherWayRound()
    {
        bind(entry_point);
        gate(0x40, entry_point);
        SwapIfUser(8, 1);
        inc(qword.gs[0x18]);
        test(@byte[rsp + 8], 3);
        if (IsGood)
            jz(f(2));
        else
            jnz(f(2));
        swapgs();
        L(2);
        Fault(); iretq();
    }

    [Pair("EA0422")]
    private void MachineCheckDecidesByCs()
    {
        bind(entry_point);
        gate(18, entry_point, ist: 3);
        push(rax); push(rcx); push(rdx); push(rbx);
        if (IsGood)
        {
            xor(ebx, ebx);
            mov(ecx, 0xC0000101);
            rdmsr();
            test(edx, edx);
            js(f(1));
        }
        else
        {
            mov(ebx, 0);
            mov(rax, qword[rsp + 40]);
            and(eax, 3);
            Fault(); je(f(1));
        }

        swapgs();
        inc(ebx);
        L(1);
        inc(qword.gs[0x18]);
        test(ebx, ebx);
        je(f(2));
        swapgs();
        L(2);
        pop(rbx); pop(rdx); pop(rcx); pop(rax);
        iretq();
    }

    [Pair("EA0422")]
    private void DebugExceptionDecidesByCs()
    {
        bind(entry_point);
        gate(1, entry_point, ist: 4);
        push(rbx);
        push(rax);
        if (IsGood)
        {
            rdgsbase(rax);
            xor(ebx, ebx);
            test(rax, rax);
            js(f(1));
            inc(ebx);
            swapgs();
            L(1);
        }
        else
        {
            test(@byte[rsp + 24], 3);
            Fault(); jz(f(1));
            swapgs();
            L(1);
        }

        inc(qword.gs[0x18]);
        if (IsGood)
        {
            test(ebx, ebx);
            jz(f(2));
            swapgs();
            L(2);
        }
        else
        {
            SwapIfUser(24, 2);
        }

        pop(rax);
        pop(rbx);
        iretq();
    }

    [Pair("EA0421")]
    private void FlagOfTheWayInIsNotKept()
    {
        bind(entry_point);
        gate(2, entry_point, ist: 1);
        cld();
        PushAll();
        mov(ecx, 0xC0000101);
        rdmsr();
        mov(ebx, 1);
        test(edx, edx);
        js(f(1));
        swapgs();
        if (IsGood)
            xor(ebx, ebx);
        L(1);
        mov(rdi, rsp);
        call(handle);
        test(ebx, ebx);
        jnz(f(2));
        swapgs();
        L(2);
        PopAll();
        Fault(); iretq();
    }

    [Pair("EA0423")]
    private void FaultOfIretIsHandledHere()
    {
        bind(entry_point);
        gate(13, entry_point, hasErrorCode: true);
        cld();
        test(@byte[rsp + 16], 3);
        jnz(f(1));
        if (IsGood)
        {
            push(rax);
            lea(rax, ptr[rip + second_entry]);
            cmp(qword[rsp + 16], rax);
            pop(rax);
            jne(f(3));
        }
        else
        {
            jmp(f(3));
        }

        L(1);
        swapgs();
        L(3);
        PushAll();
        mov(rdi, rsp);
        call(handle);
        PopAll();
        test(@byte[rsp + 16], 3);
        jz(f(2));
        swapgs();
        L(2);
        add(rsp, 8);
        Fault(); bind(second_entry); iretq();
    }

    [Pair("EA0450")]
    private void NmiAndMachineCheckShareAStack()
    {
        bind(entry_point);
        gate(2, entry_point, ist: 1);
        iretq();
        bind(second_entry);
        iretq();
        Fault(); gate(18, second_entry, ist: IsGood ? 2 : 1);
    }

    [Pair("EA0450")]
    private void DoubleFaultOnTheStackThatFailed()
    {
        bind(entry_point);
        cld();
        add(rsp, 8);
        L(1);
        hlt();
        jmp(b(1));
        Fault(); gate(8, entry_point, hasErrorCode: true, ist: IsGood ? 1 : 0);
    }

    [Pair("EA0452")]
    private void TimerForEveryone()
    {
        bind(entry_point);
        push(rax);
        mov(al, 0x20);
        @out(0x20, al);
        pop(rax);
        iretq();
        Fault(); gate(0x20, entry_point, dpl: IsGood ? 0 : 3);
    }

    [Pair("EA0452")]
    private void OverflowForTheKernelOnly()
    {
        bind(entry_point);
        iretq();
        Fault(); gate(4, entry_point, dpl: IsGood ? 3 : 0);
    }

    [Pair("EA0452")]
    private void InvalidOpcodeForEveryone()
    {
        bind(entry_point);
        iretq();
        Fault(); gate(6, entry_point, dpl: IsGood ? 0 : 3);
    }
}
