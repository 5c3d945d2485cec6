// SPDX-License-Identifier: MIT
namespace EntryAsm.Tests.Check;

internal sealed partial class Pairs
{
    private void SwapIfUser(int cs, int label)
    {
        test(@byte[rsp + cs], 3);
        jz(f(label));
        swapgs();
        L(label);
    }

    // CVE-2014-9322: a fault of IRET came with the user's gs.
    [Pair("EA0420")]
    private void GsBehindTheSwapBack()
    {
        EnterSystemCall();
        push(rcx);
        push(r11);
        pop(r11);
        pop(rcx);
        if (IsGood)
            mov(rsp, qword.gs[8]);
        swapgs();
        if (!IsGood)
        {
            Fault(); mov(rsp, qword.gs[8]);
        }

        sysretq();
    }

    [Pair("EA0420")]
    private void SwapOfTheKernelsOwnBase()
    {
        bind(entry_point);
        gate(0x30, entry_point);
        push(rax);
        if (IsGood)
            SwapIfUser(16, 1);
        else
            swapgs();
        Fault(); mov(rax, qword.gs[0]);
        if (IsGood)
            SwapIfUser(16, 2);
        else
            swapgs();
        pop(rax);
        iretq();
    }

    [Pair("EA0421")]
    private void NoSwapOnTheWayOut()
    {
        bind(entry_point);
        gate(0x30, entry_point);
        SwapIfUser(8, 1);
        if (IsGood)
            SwapIfUser(8, 2);
        Fault(); iretq();
    }

    [Pair("EA0421")]
    private void SwapOnTheKernelsWayOutToo()
    {
        bind(entry_point);
        gate(0x30, entry_point);
        SwapIfUser(8, 1);
        if (IsGood)
            SwapIfUser(8, 2);
        else
            swapgs();
        Fault(); iretq();
    }

    // An NMI can come between SYSCALL and swapgs: ring 0 by its cs, the user's gs.
    [Pair("EA0422")]
    private void NmiDecidesByCs()
    {
        bind(entry_point);
        gate(2, entry_point, ist: 1);
        push(rax); push(rcx); push(rdx); push(rbx);
        if (IsGood)
        {
            mov(ecx, unchecked((int)0xC0000101));
            rdmsr();
            xor(ebx, ebx);
            test(edx, edx);
            js(f(1));
            inc(ebx);
            swapgs();
            L(1);
        }
        else
        {
            test(@byte[rsp + 40], 3);
            Fault(); jz(f(1));
            swapgs();
            L(1);
        }

        mov(rax, qword.gs[0]);
        if (IsGood)
        {
            test(ebx, ebx);
            jz(f(2));
            swapgs();
            L(2);
        }

        pop(rbx); pop(rdx); pop(rcx); pop(rax);
        iretq();
    }

    [Pair("EA0423")]
    private void RowForAnotherIret()
    {
        Label first = label(), second = label(), bad = label();
        bind(entry_point);
        test(edi, edi);
        jz(f(1));
        swapgs();
        bind(first);
        iretq();
        L(1);
        swapgs();
        bind(second);
        Fault(); iretq();
        bind(bad);
        jmp(handle);
        pushsection("__ex_table", "a", () =>
        {
            dd(first - dot, bad - dot);
            if (IsGood)
                dd(second - dot, bad - dot);
        });
    }

    [Pair("EA0424")]
    private void SysretOnKernelPageTables()
    {
        bind(entry_point);
        entry(EntryKind.Syscall, entry_point);
        swapgs();
        mov(qword.gs[8], rsp);
        mov(rsp, cr3);
        and(rsp, ~0x1000);
        mov(cr3, rsp);
        mov(rsp, qword.gs[0]);
        mov(rdi, cr3);
        or(rdi, 0x1000);
        if (IsGood)
            mov(cr3, rdi);
        xor(edi, edi);
        mov(rsp, qword.gs[8]);
        swapgs();
        Fault(); sysretq();
    }

    [Pair("EA0425")]
    private void CallBeforeThePageTables()
    {
        bind(entry_point);
        entry(EntryKind.Syscall, entry_point);
        swapgs();
        mov(qword.gs[8], rsp);
        if (IsGood)
            KernelPageTables();
        mov(rsp, qword.gs[0]);
        Fault(); call(handle);
        if (!IsGood)
            KernelPageTables();
        ud2();
    }

    private void KernelPageTables()
    {
        mov(rsp, cr3);
        and(rsp, ~0x1000);
        mov(cr3, rsp);
    }
}
