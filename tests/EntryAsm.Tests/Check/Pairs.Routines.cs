// SPDX-License-Identifier: MIT
namespace EntryAsm.Tests.Check;

// Routines that run into each other, hints, and what belongs to no one kind.
internal sealed partial class Pairs
{
    [Pair("EA0480")]
    private void OneFunctionRunsIntoTheNext()
    {
        bind(entry_point);
        type(entry_point, SymbolType.Function);
        Fault(); mov(eax, 1);
        if (IsGood)
            ret();
        size(entry_point);
        bind(second_entry);
        type(second_entry, SymbolType.Function);
        xor(eax, eax);
        ret();
        size(second_entry);
    }

    [Pair("EA0480")]
    private void CodeRunsIntoATable()
    {
        bind(entry_point);
        type(entry_point, SymbolType.Function);
        push(rbx);
        Fault(); call(handle);
        if (IsGood)
        {
            pop(rbx);
            ret();
        }

        align(8);
        dq(handle, handle);
    }

    [Pair("EA0480")]
    private void IdleLoopWithoutAJump()
    {
        bind(entry_point);
        L(1);
        sti();
        Fault(); hlt();
        if (IsGood)
            jmp(b(1));
    }

    [Pair("EA0485")]
    private void JumpIntoAnotherRoutine()
    {
        var inside = label();
        bind(entry_point);
        type(entry_point, SymbolType.Function);
        test(edi, edi);
        if (IsGood)
            jz(second_entry);
        else
        {
            Fault(); jz(inside);
        }

        xor(eax, eax);
        ret();
        size(entry_point);
        bind(second_entry);
        type(second_entry, SymbolType.Function);
        push(rbx);
        bind(inside);
        pop(rbx);
        ret();
        size(second_entry);
    }

    [Pair("EA0481")]
    private void JumpBehindAPrefixedConstant()
    {
        bind(entry_point);
        type(entry_point, SymbolType.Function);
        test(edi, edi);
        Fault(); jz(IsGood ? second_entry : second_entry + 1);
        nop();
        bind(second_entry);
        mov(rax, 0x1122334455667788);
        ret();
    }

    [Pair("EA0482")]
    private void TextWithoutExecute()
    {
        section(".init.text", IsGood ? "ax" : "a");
        Fault(); bind(entry_point); push(rbp);
        pop(rbp);
        ret();
    }

    [Pair("EA0483")]
    private void EntryOfAMessage()
    {
        bind(second_entry);
        hlt();
        jmp(second_entry);
        section(".rodata", "a");
        bind(entry_point);
        asciz("no handler");
        Fault(); gate(0x41, IsGood ? second_entry : entry_point);
    }

    [Pair("EA0484")]
    private void UnusedLabelBehindAReturn()
    {
        var unused = label();
        bind(entry_point);
        type(entry_point, SymbolType.Function);
        if (IsGood)
        {
            test(edi, edi);
            jz(unused);
        }

        xor(eax, eax);
        ret();
        bind(unused);
        Fault(); mov(eax, -22);
        ret();
    }

    [Pair("EA0484")]
    private void CodeBehindIret()
    {
        bind(entry_point);
        gate(0x20, entry_point);
        if (IsGood)
        {
            test(@byte[rsp + 8], 3);
            jnz(f(1));
        }

        iretq();
        L(1);
        Fault(); swapgs();
        iretq();
    }

    [Pair("EA0487")]
    private void ReplacementPushesMore()
    {
        Label original = label(), end = label(), replacement = label(), replacementEnd = label();
        bind(entry_point);
        type(entry_point, SymbolType.Function);
        push(rbx);
        Fault(); bind(original); nop(); nop(); nop();
        bind(end);
        pop(rbx);
        ret();
        pushsection(".altinstr_replacement", "ax", () =>
        {
            bind(replacement);
            if (!IsGood)
                push(rax);
            else
                stac();
            bind(replacementEnd);
        });
        pushsection(".altinstructions", "a", () =>
        {
            dd(original - dot, replacement - dot);
            dw(0x1ff);
            db(3);
            db(replacementEnd - replacement);
            db(3 - (replacementEnd - replacement));
        });
    }

    [Pair("EA0489")]
    private void HintForgetsAPush()
    {
        bind(entry_point);
        gate(0x30, entry_point);
        push(rax);
        Fault(); unwind_hint(UnwindRegister.Sp, IsGood ? 8 : 0, UnwindHintType.RegsIret);
        mov(eax, 1);
        pop(rax);
        iretq();
    }

    [Pair("EA0489")]
    private void HintByARegisterOfTheProgram()
    {
        bind(entry_point);
        gate(0x30, entry_point);
        push(rdi);
        if (IsGood)
            mov(rdi, rsp);
        Fault(); unwind_hint(UnwindRegister.Di, 8, UnwindHintType.RegsIret);
        mov(eax, 1);
        pop(rdi);
        iretq();
    }

    [Pair("EA0489")]
    private void HintOfACallWhereAFrameIs()
    {
        bind(entry_point);
        gate(0x30, entry_point);
        push(rax);
        Fault(); unwind_hint(UnwindRegister.Sp, 8, IsGood ? UnwindHintType.RegsIret : UnwindHintType.Call);
        mov(eax, 1);
        pop(rax);
        iretq();
    }

    [Pair("EA0489")]
    private void HintOfAnEndWhereAFrameIs()
    {
        bind(entry_point);
        gate(0x30, entry_point);
        Fault(); unwind_hint(IsGood ? UnwindRegister.Sp : UnwindRegister.Undefined, 0, IsGood ? UnwindHintType.RegsIret : UnwindHintType.Call, end: !IsGood);
        push(rax);
        pop(rax);
        iretq();
    }

    [Pair("EA0489")]
    private void HintOfAnEndAndOfAFrame()
    {
        bind(entry_point);
        type(entry_point, SymbolType.Function);
        Fault(); unwind_hint(UnwindRegister.Sp, 8, end: !IsGood);
        ret();
    }

    [Pair("EA0489")]
    private void HintOfAFunctionForgetsAPush()
    {
        bind(entry_point);
        type(entry_point, SymbolType.Function);
        push(rbx);
        push(rbp);
        Fault(); unwind_hint(UnwindRegister.Sp, IsGood ? 24 : 16);
        xor(eax, eax);
        pop(rbp);
        pop(rbx);
        ret();
    }

    [Pair("EA0403")]
    private void UndeclaredStubs()
    {
        bind(entry_point);
        for (var vector = 0; vector < 16; vector++)
        {
            if (vector is not (8 or 10 or 11 or 12 or 13 or 14) || !IsGood)
            {
                Fault(); push(0);
            }

            push(vector);
            jmp(handle);
        }
    }

    // A task switch loads CR3 too; this kernel has one set of page tables for both.
    [Pair("EA0425")]
    private void TaskSwitchBesideSystemCalls()
    {
        bind(second_entry);
        type(second_entry, SymbolType.Function);
        mov(rax, qword[rdi + 0x28]);
        mov(cr3, rax);
        ret();
        Enter();
        if (!IsGood)
        {
            mov(rax, cr3);
            or(rax, 0x1000);
            mov(cr3, rax);
        }

        Fault(); call(handle);
        ud2();
    }

    [Pair("EA0420")]
    private void SystemCallsByInterrupt()
    {
        bind(entry_point);
        gate(0x80, entry_point, dpl: IsGood ? 3 : 0);
        swapgs();
        cld();
        Fault(); call(handle);
        ud2();
    }

    [Pair("EA0432")]
    private void SwitchKeepsR15ForItself()
    {
        bind(entry_point);
        type(entry_point, SymbolType.Function);
        push(rbp);
        if (IsGood)
            push(r15);
        mov(r15, rdi);
        call(r15);
        if (IsGood)
            pop(r15);
        pop(rbp);
        Fault(); ret();
    }

    [Pair("EA0433")]
    private void CounterInRcxAroundACall()
    {
        bind(entry_point);
        type(entry_point, SymbolType.Function);
        push(rbx);
        mov(IsGood ? ebx : ecx, 8);
        L(1);
        call(handle);
        Fault(); dec(IsGood ? ebx : ecx);
        jnz(b(1));
        pop(rbx);
        ret();
    }
}
