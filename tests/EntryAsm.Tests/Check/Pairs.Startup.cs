// SPDX-License-Identifier: MIT
namespace EntryAsm.Tests.Check;

// Start-up code, descriptor tables, controllers, FRED, branch tracking.
internal sealed partial class Pairs
{
    private void EnableLongMode()
    {
        mov(eax, cr4);
        or(eax, 0x20);
        mov(cr4, eax);
        mov(ecx, 0xC0000080);
        rdmsr();
        or(eax, 0x100);
        wrmsr();
        mov(eax, cr0);
        or(eax, unchecked((int)0x80000001));
        mov(cr0, eax);
    }

    [Pair("EA0456")]
    private void RunsOnInto64BitCode()
    {
        code32();
        bind(entry_point);
        EnableLongMode();
        if (IsGood)
            db(0xea, 0, 0, 0, 0, 8, 0);
        Fault(); if (IsGood) hlt(); else nop();
        if (IsGood)
            hlt();
        code64();
        bind(second_entry);
        mov(rsp, 0x8000);
        call(handle);
        hlt();
    }

    [Pair("EA0456")]
    private void NearCallOf64BitCode()
    {
        code32();
        bind(entry_point);
        EnableLongMode();
        Fault(); if (IsGood) nop(); else call(second_entry);
        hlt();
        code64();
        bind(second_entry);
        hlt();
        jmp(second_entry);
    }

    [Pair("EA0457")]
    private void BaseBeforeLimit()
    {
        var pointer = label();
        bind(entry_point);
        type(entry_point, SymbolType.Function);
        Fault(); lidt(ptr[rip + pointer]);
        ret();
        section(".data", "aw");
        bind(pointer);
        if (IsGood)
            dw(4095);
        dq(handle);
        if (!IsGood)
            dw(4095);
    }

    [Pair("EA0457")]
    private void LimitOfTheWholeIdt()
    {
        Label pointer = label(), table = label(), end = label();
        bind(entry_point);
        type(entry_point, SymbolType.Function);
        Fault(); lidt(ptr[rip + pointer]);
        ret();
        section(".data", "aw");
        bind(table);
        skip(256 * 16);
        bind(end);
        bind(pointer);
        if (IsGood)
            dw(end - table - 1);
        else
            dw(end - table);
        dq(table);
    }

    [Pair("EA0457")]
    private void GdtPointerOf32Bits()
    {
        bind(entry_point);
        type(entry_point, SymbolType.Function);
        Fault(); lgdt(ptr[second_entry]);
        ret();
        section(".data", "aw");
        bind(second_entry);
        dw(23);
        if (IsGood)
            dq(handle);
        else
            dd(handle);
    }

    [Pair("EA0458")]
    private void SelectorsInTheLowerHalf()
    {
        bind(entry_point);
        type(entry_point, SymbolType.Function);
        mov(ecx, 0xC0000081);
        if (IsGood)
        {
            xor(eax, eax);
            mov(edx, 0x00130008);
        }
        else
        {
            mov(eax, 0x00130008);
            xor(edx, edx);
        }

        Fault(); wrmsr();
        ret();
    }

    [Pair("EA0458")]
    private void SelectorsPutTogether()
    {
        bind(entry_point);
        type(entry_point, SymbolType.Function);
        mov(ecx, 0xC0000081);
        rdmsr();
        mov(edx, IsGood ? 0x1b : 0x18);
        shl(edx, 16);
        or(edx, 8);
        Fault(); wrmsr();
        ret();
    }

    [Pair("EA0459")]
    private void SysretUnderFred()
    {
        bind(entry_point);
        entry(EntryKind.FredUser, entry_point);
        push(rdi);
        mov(rdi, rsp);
        pop(rdi);
        Fault(); if (IsGood) eretu(); else sysretq();
    }

    [Pair("EA0459")]
    private void FredFrameNotReached()
    {
        bind(entry_point);
        entry(EntryKind.FredKernel, entry_point);
        PushAll();
        mov(rdi, rsp);
        call(handle);
        PopAll(leave: IsGood ? 0 : 1);
        Fault(); erets();
    }

    [Pair("EA0454")]
    private void CsReloadedByMov()
    {
        var next = label();
        bind(entry_point);
        type(entry_point, SymbolType.Function);
        mov(eax, 0x10);
        mov(ds, eax);
        mov(es, eax);
        mov(eax, 0x08);
        if (!IsGood)
        {
            Fault(); mov(cs, eax);
        }
        else
        {
            pop(rdi);
            push(0x08);
            push(rdi);
            retfq();
        }

        ret();
        bind(next);
    }

    [Pair("EA0455")]
    private void IretwInAHandler()
    {
        bind(entry_point);
        gate(0x20, entry_point);
        push(rax);
        mov(al, 0x20);
        @out(0x20, al);
        pop(rax);
        Fault(); if (IsGood) iretq(); else iretw();
    }

    [Pair("EA0455")]
    private void FarReturnAfterLgdt()
    {
        var next = label();
        bind(entry_point);
        type(entry_point, SymbolType.Function);
        lgdt(ptr[rdi]);
        push(0x08);
        lea(rax, ptr[rip + next]);
        push(rax);
        Fault(); if (IsGood) retfq(); else retf();
        bind(next);
        mov(eax, 0x10);
        mov(ds, eax);
        ret();
    }

    [Pair("EA0440")]
    private void PopSsThenSomething()
    {
        bind(entry_point);
        type(entry_point, SymbolType.Function);
        mov(eax, 0x10);
        if (IsGood)
            mov(ds, eax);
        Fault(); mov(ss, eax);
        if (!IsGood)
            mov(ds, eax);
        lea(rsp, ptr[rip + second_entry]);
        jmp(handle);
        section(".data", "aw");
        skip(4096);
        bind(second_entry);
    }

    [Pair("EA0461")]
    private void OnlyTheSecondController()
    {
        bind(entry_point);
        gate(0x2c, entry_point);
        push(rax);
        @in(al, 0x60);
        mov(al, 0x20);
        @out(0xa0, al);
        if (IsGood)
            @out(0x20, al);
        pop(rax);
        Fault(); iretq();
    }

    [Pair("EA0461")]
    private void StubsOfBothControllersAndOneEoi()
    {
        var common = label();
        bind(entry_point);
        gate(0x21, entry_point);
        push(0x21);
        jmp(common);
        bind(second_entry);
        gate(0x28, second_entry);
        push(0x28);
        bind(common);
        push(rax);
        mov(al, 0x20);
        if (IsGood)
        {
            cmp(qword[rsp + 8], 0x28);
            jb(f(1));
            @out(0xa0, al);
            L(1);
        }

        @out(0x20, al);
        pop(rax);
        add(rsp, 8);
        Fault(); iretq();
    }

    [Pair("EA0461")]
    private void EarlyWayOutWithoutEoi()
    {
        bind(entry_point);
        gate(0x40, entry_point);
        push(rax);
        push(rcx);
        mov(rcx, qword[rip + second_entry]);
        cmp(dword[rcx + 0x20], 0);
        je(f(1));
        mov(dword[rcx + 0xb0], 0);
        L(1);
        if (IsGood)
            mov(dword[rcx + 0xb0], 0);
        pop(rcx);
        pop(rax);
        Fault(); iretq();
        section(".data", "aw");
        bind(second_entry);
        dq(0);
    }

    [Pair("EA0461")]
    private void EoiThroughDx()
    {
        bind(entry_point);
        gate(0x2e, entry_point);
        push(rax);
        push(rdx);
        mov(al, 0x20);
        mov(dx, 0x20);
        @out(dx, al);
        if (IsGood)
        {
            mov(dx, 0xa0);
            @out(dx, al);
        }

        pop(rdx);
        pop(rax);
        Fault(); iretq();
    }

    [Pair("EA0453")]
    private void SyscallEntryWithoutEndbr()
    {
        bind(entry_point);
        gate(0x30, entry_point);
        endbr64();
        iretq();
        Fault(); bind(second_entry); if (IsGood) endbr64(); else swapgs();
        entry(EntryKind.Syscall, second_entry);
        if (IsGood)
            swapgs();
        ud2();
    }

    [Pair("EA0453")]
    private void FunctionOfATableWithoutEndbr()
    {
        bind(entry_point);
        type(entry_point, SymbolType.Function);
        endbr64();
        ret();
        type(second_entry, SymbolType.Function);
        Fault(); bind(second_entry); if (IsGood) endbr64(); else xor(eax, eax);
        ret();
        section(".rodata", "a");
        dq(entry_point, second_entry);
    }
}
