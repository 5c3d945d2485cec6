// SPDX-License-Identifier: MIT
namespace EntryAsm.Tests.Check;

internal sealed partial class Pairs
{
    [Pair("EA0480")]
    private void NoReturnAtTheEnd()
    {
        bind(entry_point);
        type(entry_point, SymbolType.Function);
        if (IsGood)
            ret();
        Fault(); xor(eax, eax);
        if (IsGood)
            ret();
    }

    [Pair("EA0481")]
    private void JumpIntoAnInstruction()
    {
        bind(entry_point);
        type(entry_point, SymbolType.Function);
        Fault(); jmp(IsGood ? second_entry : second_entry + 2);
        bind(second_entry);
        mov(eax, 0x90909090);
        ret();
    }

    [Pair("EA0482")]
    private void CodeInData()
    {
        section(IsGood ? ".entry.text" : ".data", IsGood ? "ax" : "aw");
        Fault(); bind(entry_point); nop();
        ret();
    }

    [Pair("EA0483")]
    private void GateToATable()
    {
        bind(second_entry);
        iretq();
        section(".data", "aw");
        bind(entry_point);
        dq(0);
        Fault(); gate(0x30, IsGood ? second_entry : entry_point);
    }

    [Pair("EA0484")]
    private void CodeBehindAJump()
    {
        bind(entry_point);
        type(entry_point, SymbolType.Function);
        if (!IsGood)
            ret();
        Fault(); xor(eax, eax);
        ret();
    }

    [Pair("EA0486")]
    private void OneFunctionWithoutSize()
    {
        type(entry_point, SymbolType.Function);
        bind(entry_point);
        ret();
        size(entry_point);
        type(second_entry, SymbolType.Function);
        Fault(); bind(second_entry); ret();
        if (IsGood)
            size(second_entry);
    }

    [Pair("EA0486")]
    private void SizeBeforeBind()
    {
        type(entry_point, SymbolType.Function);
        if (!IsGood)
            size(entry_point);
        align(16);
        nop();
        Fault(); bind(entry_point); ret();
        if (IsGood)
            size(entry_point);
    }

    /// <summary>Directly before it, the size is zero.</summary>
    [Pair("EA0486")]
    private void SizeJustBeforeBind()
    {
        type(entry_point, SymbolType.Function);
        bind(entry_point);
        ret();
        size(entry_point);
        type(second_entry, SymbolType.Function);
        if (!IsGood)
            size(second_entry);
        Fault(); bind(second_entry); ret();
        if (IsGood)
            size(second_entry);
    }

    [Pair("EA0490")]
    private void ExpectedDepth()
    {
        bind(entry_point);
        type(entry_point, SymbolType.Function);
        push(rbx);
        expect(Fact.StackDepth(IsGood ? 16 : 8));
        Fault(); pop(rbx);
        ret();
    }

    [Pair("EA0490")]
    private void ExpectedRegister()
    {
        bind(entry_point);
        type(entry_point, SymbolType.Function);
        mov(rax, rdi);
        expect(Fact.Register(rax, IsGood ? rdi : rsi));
        Fault(); ret();
    }
}
