// SPDX-License-Identifier: MIT
namespace EntryAsm.Tests.Check;

// Mitigations of speculative execution as kernels write them.
internal sealed partial class Pairs
{
    [Pair("EA0470", Speculation = true)]
    private void FenceOnOneSideOnly()
    {
        bind(entry_point);
        gate(0x30, entry_point);
        push(rax);
        test(@byte[rsp + 16], 3);
        Fault(); jz(f(1));
        swapgs();
        lfence();
        jmp(f(2));
        L(1);
        if (IsGood)
            lfence();
        L(2);
        mov(rax, qword.gs[0x18]);
        SwapIfUser(16, 3);
        pop(rax);
        iretq();
    }

    [Pair("EA0471", Speculation = true)]
    private void InterruptCallsWithTheUsersRegisters()
    {
        bind(entry_point);
        gate(0x30, entry_point);
        cld();
        PushAll();
        if (IsGood)
        {
            foreach (var register in new[] { ebx, ebp, r10d, r11d, r12d, r13d, r14d, r15d })
                xor(register, register);
        }

        mov(rdi, rsp);
        Fault(); call(handle);
        PopAll();
        iretq();
    }

    [Pair("EA0472", Speculation = true)]
    private void NumberBoundedButNotMasked()
    {
        Enter();
        cmp(rax, 447);
        ja(f(1));
        if (IsGood)
        {
            cmp(rax, 448);
            sbb(r10, r10);
            and(rax, r10);
        }

        Fault(); mov(rax, qword[rax * 8 + system_calls]);
        call(rax);
        L(1);
        ud2();
    }

    [Pair("EA0473", Speculation = true)]
    private void HandlerOfATable()
    {
        bind(entry_point);
        type(entry_point, SymbolType.Function);
        push(rbx);
        mov(rax, qword[rdi + 0x18]);
        Fault(); if (IsGood) call(__x86_indirect_thunk_rax); else call(rax);
        pop(rbx);
        ret();
    }

    private static readonly Symbol __x86_indirect_thunk_rax = Extern();

    [Pair("EA0474", Speculation = true)]
    private void SwitchReturnsAtOnce()
    {
        bind(entry_point);
        push(rbx); push(rbp); push(r12); push(r13); push(r14); push(r15);
        mov(qword[rdi + 0x20], rsp);
        Fault(); mov(rsp, qword[rsi + 0x20]);
        if (IsGood)
        {
            mov(ebx, 16);
            L(1);
            call(f(2));
            L(3);
            pause();
            lfence();
            jmp(b(3));
            L(2);
            call(f(5));
            L(4);
            pause();
            lfence();
            jmp(b(4));
            L(5);
            dec(ebx);
            jnz(b(1));
            add(rsp, 32 * 8);
        }

        pop(r15); pop(r14); pop(r13); pop(r12); pop(rbp); pop(rbx);
        ret();
    }

    [Pair("EA0475", Speculation = true)]
    private void IretWithoutVerw()
    {
        Enter();
        PushAll();
        mov(rdi, rsp);
        call(handle);
        cli();
        PopAll();
        cmp(qword.gs[0x50], 0);
        jne(f(1));
        verw(word[rip + second_entry]);
        Leave();
        sysretq();
        L(1);
        if (IsGood)
            verw(word[rip + second_entry]);
        swapgs();
        Fault(); iretq();
        section(".rodata", "a");
        bind(second_entry);
        dw(0x10);
    }

    [Pair("EA0476", Speculation = true)]
    private void SpecCtrlOnlyBehindABranch()
    {
        bind(entry_point);
        gate(0x20, entry_point);
        cld();
        PushAll();
        test(@byte[rsp + 128], 3);
        if (IsGood)
            nop();
        else
            jz(f(1));
        mov(ecx, 0x48);
        mov(eax, 1);
        xor(edx, edx);
        wrmsr();
        L(1);
        mov(rdi, rsp);
        Fault(); call(handle);
        PopAll();
        iretq();
    }

    [Pair("EA0477", Speculation = true)]
    private void OneBareReturn()
    {
        bind(entry_point);
        type(entry_point, SymbolType.Function);
        xor(eax, eax);
        jmp(__x86_return_thunk);
        bind(second_entry);
        type(second_entry, SymbolType.Function);
        mov(eax, 1);
        Fault(); if (IsGood) jmp(__x86_return_thunk); else ret();
    }
}
