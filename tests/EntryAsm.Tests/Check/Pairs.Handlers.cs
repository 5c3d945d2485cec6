// SPDX-License-Identifier: MIT
namespace EntryAsm.Tests.Check;

// Flags and vector registers in the handlers of interrupts.
internal sealed partial class Pairs
{
    // A trap gate leaves IF on: an interrupt can come before swapgs.
    [Pair("EA0438")]
    private void TrapGateWithSwapgs()
    {
        bind(entry_point);
        gate(0x30, entry_point, type: IsGood ? GateType.Interrupt : GateType.Trap);
        test(@byte[rsp + 8], 3);
        jz(f(1));
        Fault(); swapgs();
        L(1);
        inc(qword.gs[0x18]);
        if (!IsGood)
            cli();
        SwapIfUser(8, 2);
        iretq();
    }

    [Pair("EA0451")]
    private void StiInADebugException()
    {
        bind(entry_point);
        gate(1, entry_point, ist: 4);
        cld();
        PushAll();
        if (!IsGood)
        {
            Fault(); sti();
        }

        mov(rdi, rsp);
        call(handle);
        cli();
        PopAll();
        iretq();
    }

    [Pair("EA0451")]
    private void FlagsWithIfPoppedOnAnIstStack()
    {
        bind(entry_point);
        gate(18, entry_point, ist: 2);
        cld();
        PushAll();
        push(IsGood ? 0x2 : 0x202);
        Fault(); popfq();
        mov(rdi, rsp);
        call(handle);
        PopAll();
        iretq();
    }

    [Pair("EA0435")]
    private void ExceptionWithoutCld()
    {
        bind(entry_point);
        gate(14, entry_point, hasErrorCode: true);
        if (IsGood)
            cld();
        PushAll();
        mov(rdi, rsp);
        Fault(); call(handle);
        PopAll();
        add(rsp, 8);
        iretq();
    }

    [Pair("EA0435")]
    private void BackwardsCopyThroughATable()
    {
        bind(entry_point);
        type(entry_point, SymbolType.Function);
        push(rbx);
        std();
        rep(); movsq();
        if (IsGood)
            cld();
        Fault(); call(qword[rdx + 8]);
        pop(rbx);
        ret();
    }

    [Pair("EA0436")]
    private void InterruptInsideUserAccess()
    {
        bind(entry_point);
        gate(0x21, entry_point);
        cld();
        if (IsGood)
            clac();
        PushAll();
        mov(rdi, rsp);
        Fault(); call(handle);
        PopAll();
        iretq();
        bind(second_entry);
        type(second_entry, SymbolType.Function);
        stac();
        mov(rax, qword[rdi]);
        clac();
        ret();
    }

    [Pair("EA0437")]
    private void FlagsOfTheProgramRestoredByPopf()
    {
        bind(entry_point);
        gate(0x21, entry_point);
        push(rax);
        mov(rax, qword[rsp + 24]);
        if (!IsGood)
        {
            push(rax);
            Fault(); popfq();
        }

        pop(rax);
        iretq();
    }

    [Pair("EA0439")]
    private void FaultInsideUserAccess()
    {
        Label access = label(), fixup = label();
        bind(entry_point);
        type(entry_point, SymbolType.Function);
        stac();
        bind(access);
        mov(rax, qword[rdi]);
        clac();
        ret();
        bind(fixup);
        if (IsGood)
            clac();
        mov(eax, -14);
        Fault(); ret();
        pushsection("__ex_table", "a", () => dd(access - dot, fixup - dot));
    }

    [Pair("EA0434")]
    private void VectorsSavedOnOnePathOnly()
    {
        bind(entry_point);
        gate(0x22, entry_point);
        cld();
        PushAll();
        sub(rsp, 512);
        if (!IsGood)
        {
            cmp(@byte.gs[0x30], 0);
            je(f(1));
        }

        fxsave64(ptr[rsp]);
        L(1);
        Fault(); call(handle);
        fxrstor64(ptr[rsp]);
        add(rsp, 512);
        PopAll();
        iretq();
    }
}
