// SPDX-License-Identifier: MIT
namespace EntryAsm.Tests.Check;

internal sealed partial class Pairs
{
    // CVE-2019-1125.
    [Pair("EA0470", Speculation = true)]
    private void NoFenceWhereGsIsRead()
    {
        bind(entry_point);
        gate(0x30, entry_point);
        push(rax);
        test(@byte[rsp + 16], 3);
        Fault(); jz(f(1));
        swapgs();
        L(1);
        if (IsGood)
            lfence();
        mov(rax, qword.gs[0]);
        SwapIfUser(16, 2);
        pop(rax);
        iretq();
    }

    [Pair("EA0471", Speculation = true)]
    private void RegistersOfTheUserReachC()
    {
        EnterSystemCall();
        push(rcx); push(r11); push(rbx); push(rbp); push(r10); push(r12); push(r13); push(r14); push(r15);
        if (IsGood)
        {
            xor(ebx, ebx); xor(ebp, ebp); xor(r10d, r10d); xor(r11d, r11d); xor(r12d, r12d); xor(r13d, r13d); xor(r14d, r14d); xor(r15d, r15d);
        }

        Fault(); call(handle);
        ud2();
    }

    [Pair("EA0472", Speculation = true)]
    private void IndexNotMasked()
    {
        EnterSystemCall();
        cmp(rax, 300);
        jae(f(1));
        if (IsGood)
        {
            cmp(rax, 300);
            sbb(rdx, rdx);
            and(rax, rdx);
        }

        Fault(); call(qword[rax * 8 + system_calls]);
        L(1);
        ud2();
    }

    [Pair("EA0473", Speculation = true)]
    private void BareJump()
    {
        bind(entry_point);
        if (IsGood)
            lfence();
        Fault(); jmp(rdi);
    }

    [Pair("EA0474", Speculation = true)]
    private void ReturnStackNotFilled()
    {
        bind(entry_point);
        type(entry_point, SymbolType.Function);
        mov(qword[rdi + 0x10], rsp);
        Fault(); mov(rsp, qword[rsi + 0x10]);
        for (var i = 0; i < 32 && IsGood; i++)
        {
            call(f(1));
            int3();
            L(1);
        }

        if (IsGood)
            add(rsp, 32 * 8);
        ret();
    }

    // CVE-2018-12126.
    [Pair("EA0475", Speculation = true)]
    private void OneWayBackWithoutVerw()
    {
        EnterSystemCall();
        test(rax, rax);
        mov(rsp, qword.gs[8]);
        jz(f(1));
        verw(word.gs[0x40]);
        swapgs();
        sysretq();
        L(1);
        if (IsGood)
            verw(word.gs[0x40]);
        swapgs();
        Fault(); sysretq();
    }

    [Pair("EA0476", Speculation = true)]
    private void OnePathWithoutSpecCtrl()
    {
        EnterSystemCall();
        test(rax, rax);
        jz(f(1));
        mov(ecx, 0x48);
        wrmsr();
        L(1);
        if (IsGood)
        {
            mov(ecx, 0x48);
            wrmsr();
        }

        Fault(); call(handle);
        ud2();
    }

    private static readonly Symbol __x86_return_thunk = Extern();

    [Pair("EA0477", Speculation = true)]
    private void BareReturn()
    {
        bind(entry_point);
        type(entry_point, SymbolType.Function);
        test(edi, edi);
        jz(f(1));
        jmp(__x86_return_thunk);
        L(1);
        Fault(); if (IsGood) jmp(__x86_return_thunk); else ret();
    }
}
