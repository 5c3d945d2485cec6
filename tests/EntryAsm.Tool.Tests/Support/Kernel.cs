// SPDX-License-Identifier: MIT

namespace EntryAsm.Tool.Tests;

/// <summary>A small module whose parts a test can vary: each test of a difference builds it twice.</summary>
internal sealed class Kernel : EntryAssembler
{
    private static readonly Symbol do_syscall_64 = Extern();
    private static readonly Symbol do_page_fault = Extern();
    private static readonly Symbol current_task = Extern();
    private static readonly Symbol entry_SYSCALL_64 = Global();
    private static readonly Symbol after_frame = Global();
    private static readonly Symbol page_fault = Global();
    private static readonly Symbol error_entry = Local();
    private static readonly Symbol fixup = Local();
    private static readonly Symbol table = Global();

    /// <summary>Instructions put in at the start of the first routine.</summary>
    public int Inserted { get; init; }

    /// <summary>The register the first routine moves.</summary>
    public Op Source { get; init; } = rsp;

    /// <summary>True to branch to the second of two labels.</summary>
    public bool BranchesElsewhere { get; init; }

    /// <summary>True to call another function.</summary>
    public bool CallsElsewhere { get; init; }

    /// <summary>True to write the same instruction in other bytes.</summary>
    public bool EncodesDifferently { get; init; }

    /// <summary>True to put the second routine first.</summary>
    public bool Reorders { get; init; }

    /// <summary>True to leave out the second routine's gate.</summary>
    public bool HasGate { get; init; } = true;

    /// <summary>True for a routine that is new.</summary>
    public bool HasMore { get; init; }

    protected override void Assemble()
    {
        section(".entry.text", "ax");
        if (Reorders)
            PageFault();
        SystemCall();
        if (!Reorders)
            PageFault();
        ErrorEntry();
        if (HasMore)
            More();
        Data();
    }

    private void SystemCall()
    {
        Begin(entry_SYSCALL_64);
        for (var i = 0; i < Inserted; i++)
            push(rax);
        swapgs();
        mov(qword.gs[current_task + 8], Source);
        bind(after_frame);
        call(CallsElsewhere ? do_page_fault : do_syscall_64);
        var (first, second) = (label(), label());
        test(rax, rax);
        jne(BranchesElsewhere ? second : first);
        if (EncodesDifferently)
        {
            encoding(EncodingRequest.Load);
            mov(rcx, rax);
        }
        else
            mov(rcx, rax);
        bind(first);
        mov(rdx, rax);
        bind(second);
        lea(rsi, ptr[rip + table]);
        jmp(error_entry);
        End(entry_SYSCALL_64);
    }

    private void PageFault()
    {
        Begin(page_fault);
        var faulting = here();
        mov(rax, cr2);
        call(do_page_fault);
        iretq();
        End(page_fault);
        if (HasGate)
            gate(14, page_fault, hasErrorCode: true);
        pushsection("__ex_table", "a", () =>
        {
            var at = here();
            dd(faulting - at);
            var at4 = here();
            dd(fixup - at4);
            var at8 = here();
            dd(do_page_fault - at8);
        });
    }

    private void ErrorEntry()
    {
        Begin(error_entry);
        cld();
        bind(fixup);
        ret();
        End(error_entry);
    }

    private void More()
    {
        var more = Global("more");
        Begin(more);
        hlt();
        End(more);
    }

    private void Data()
    {
        data();
        type(table, SymbolType.Object);
        bind(table);
        dq(page_fault, 0x1234);
        asciz("entry");
        size(table);
    }

    private void Begin(Symbol symbol)
    {
        align(16);
        type(symbol, SymbolType.Function);
        bind(symbol);
    }

    private void End(Symbol symbol) => size(symbol);
}
