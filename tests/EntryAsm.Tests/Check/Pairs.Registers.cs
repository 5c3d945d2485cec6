// SPDX-License-Identifier: MIT
namespace EntryAsm.Tests.Check;

internal sealed partial class Pairs
{
    [Pair("EA0430")]
    private void RegisterChangedInAnInterrupt()
    {
        bind(entry_point);
        gate(0x30, entry_point);
        if (IsGood)
            push(rax);
        mov(eax, 1);
        if (IsGood)
            pop(rax);
        Fault(); iretq();
    }

    [Pair("EA0430")]
    private void OneRegisterNotSavedAroundC()
    {
        bind(entry_point);
        gate(0x30, entry_point);
        cld();
        push(rax); push(rcx); push(rdx); push(rsi); push(rdi); push(r8); push(r9); push(r10);
        if (IsGood)
            push(r11);
        else
            sub(rsp, 8);
        call(handle);
        if (IsGood)
            pop(r11);
        else
            add(rsp, 8);
        pop(r10); pop(r9); pop(r8); pop(rdi); pop(rsi); pop(rdx); pop(rcx); pop(rax);
        Fault(); iretq();
    }

    // CVE-2009-2910: r8 to r11 of the kernel went back to 32-bit programs.
    [Pair("EA0431")]
    private void StackAddressLeaks()
    {
        EnterSystemCall();
        push(rcx);
        push(r11);
        mov(rdi, rsp);
        call(handle);
        pop(r11);
        pop(rcx);
        xor(edx, edx); xor(esi, esi); xor(r8d, r8d); xor(r9d, r9d); xor(r10d, r10d);
        if (IsGood)
            xor(edi, edi);
        else
            mov(rdi, qword.gs[0x20]);
        mov(rsp, qword.gs[8]);
        swapgs();
        Fault(); sysretq();
    }

    [Pair("EA0432")]
    private void RbxNotKept()
    {
        bind(entry_point);
        type(entry_point, SymbolType.Function);
        if (IsGood)
            push(rbx);
        xor(ebx, ebx);
        if (IsGood)
            pop(rbx);
        Fault(); ret();
    }

    [Pair("EA0432")]
    private void R12FromTheWrongSlot()
    {
        bind(entry_point);
        type(entry_point, SymbolType.Function);
        push(r12);
        push(rdi);
        xor(r12d, r12d);
        mov(r12, qword[IsGood ? rsp + 8 : rsp]);
        add(rsp, 16);
        Fault(); ret();
    }

    [Pair("EA0433")]
    private void PointerUsedBehindACall()
    {
        bind(entry_point);
        type(entry_point, SymbolType.Function);
        push(rbx);
        mov(rbx, rdi);
        call(handle);
        Fault(); mov(rax, qword[IsGood ? rbx : rdi]);
        pop(rbx);
        ret();
    }

    [Pair("EA0434")]
    private void VectorRegisterInAnInterrupt()
    {
        bind(entry_point);
        gate(0x30, entry_point);
        if (IsGood)
        {
            sub(rsp, 512 + 8);
            fxsave64(ptr[rsp]);
        }

        Fault(); pxor(xmm0, xmm0);
        if (IsGood)
        {
            fxrstor64(ptr[rsp]);
            add(rsp, 512 + 8);
        }

        iretq();
    }

    [Pair("EA0434")]
    private void VectorRegistersNotLoadedBack()
    {
        bind(entry_point);
        gate(0x30, entry_point);
        sub(rsp, 512 + 8);
        fxsave64(ptr[rsp]);
        pxor(xmm0, xmm0);
        if (IsGood)
            fxrstor64(ptr[rsp]);
        add(rsp, 512 + 8);
        Fault(); iretq();
    }

    [Pair("EA0441")]
    private void RcxAndR11ChangePlaces()
    {
        EnterSystemCall();
        push(rcx);
        push(r11);
        pop(IsGood ? r11 : rcx);
        pop(IsGood ? rcx : r11);
        mov(rsp, qword.gs[8]);
        swapgs();
        Fault(); sysretq();
    }

    [Pair("EA0441")]
    private void R11LeftByC()
    {
        EnterSystemCall();
        push(rcx);
        push(r11);
        call(handle);
        if (IsGood)
            pop(r11);
        else
            add(rsp, 8);
        pop(rcx);
        ClearSpent();
        mov(rsp, qword.gs[8]);
        swapgs();
        Fault(); sysretq();
    }

    // CVE-2012-0217, CVE-2014-4699: ptrace could leave an address in rcx that is not canonical.
    [Pair("EA0442")]
    private void FrameGivenToC()
    {
        EnterSystemCall();
        push(rcx);
        push(r11);
        mov(rdi, rsp);
        call(handle);
        pop(r11);
        pop(rcx);
        if (IsGood)
        {
            mov(rdx, rcx);
            shl(rdx, 16);
            sar(rdx, 16);
            cmp(rdx, rcx);
            jne(f(1));
        }

        ClearSpent();
        mov(rsp, qword.gs[8]);
        swapgs();
        Fault(); sysretq();
        if (IsGood)
        {
            L(1);
            ud2();
        }
    }
}
