// SPDX-License-Identifier: MIT
namespace EntryAsm.Tests.Check;

internal sealed partial class Pairs
{
    // CVE-2008-1367: compilers stopped clearing DF before string instructions.
    [Pair("EA0435")]
    private void DirectionFlagOfTheUser()
    {
        bind(entry_point);
        gate(0x30, entry_point);
        if (IsGood)
            cld();
        SaveSpent();
        Fault(); call(handle);
        RestoreSpent();
        iretq();
    }

    [Pair("EA0435")]
    private void StdLeftOn()
    {
        bind(entry_point);
        type(entry_point, SymbolType.Function);
        sub(rsp, 8);
        std();
        movsb();
        if (IsGood)
            cld();
        Fault(); call(handle);
        add(rsp, 8);
        ret();
    }

    [Pair("EA0436")]
    private void AccessFlagOfTheUser()
    {
        bind(entry_point);
        gate(0x30, entry_point);
        cld();
        if (IsGood)
            clac();
        SaveSpent();
        Fault(); call(handle);
        RestoreSpent();
        if (!IsGood)
            clac();
        iretq();
    }

    [Pair("EA0436")]
    private void CallBetweenStacAndClac()
    {
        bind(entry_point);
        type(entry_point, SymbolType.Function);
        sub(rsp, 8);
        stac();
        if (IsGood)
            clac();
        Fault(); call(handle);
        if (!IsGood)
            clac();
        add(rsp, 8);
        ret();
    }

    [Pair("EA0437")]
    private void PopfOfTheUsersFlags()
    {
        EnterSystemCall();
        push(IsGood ? 2 : r11);
        Fault(); popfq();
        ud2();
    }

    [Pair("EA0438")]
    private void StiBeforeTheSwapBack()
    {
        bind(entry_point);
        gate(0x30, entry_point);
        SwapIfUser(8, 1);
        sti();
        if (IsGood)
            cli();
        test(@byte[rsp + 8], 3);
        jz(f(2));
        Fault(); swapgs();
        L(2);
        iretq();
    }

    [Pair("EA0438")]
    private void StiBeforeSysret()
    {
        EnterSystemCall();
        if (!IsGood)
            sti();
        Fault(); mov(rsp, qword.gs[8]); swapgs();
        sysretq();
    }

    [Pair("EA0439")]
    private void StacWithoutClacOnAnError()
    {
        bind(entry_point);
        type(entry_point, SymbolType.Function);
        stac();
        mov(rax, qword[rdi]);
        test(rax, rax);
        jz(f(1));
        clac();
        ret();
        L(1);
        if (IsGood)
            clac();
        Fault(); ret();
    }

    // CVE-2018-8897: the debug exception waits for the instruction behind MOV SS.
    [Pair("EA0440")]
    private void SomethingBehindMovSs()
    {
        bind(entry_point);
        mov(eax, 0x10);
        if (IsGood)
            xor(ecx, ecx);
        Fault(); mov(ss, eax);
        if (!IsGood)
            xor(ecx, ecx);
        mov(rsp, rdi);
        jmp(handle);
    }
}
