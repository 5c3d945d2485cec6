// SPDX-License-Identifier: MIT
namespace EntryAsm.Tests.Writers;

/// <summary>A module that has one of everything a writer must say: each kind of symbol, section, data, padding, branch, relocation and table.</summary>
[EntryModule]
internal sealed class SampleModule : EntryAssembler
{
    private static readonly Symbol entry_start = Global();
    private static readonly Symbol helper = Local();
    private static readonly Symbol overridable = Weak();
    private static readonly Symbol maybe = Weak();
    private static readonly Symbol do_work = Extern();
    private static readonly Symbol cpu_area = Extern();
    private static readonly Symbol vectors = Global();
    private static readonly Symbol handler = Extern("ex_handler_default");
    private static readonly Symbol inner = Local(".Linner");
    private static readonly Symbol hidden_place = Global();
    private static readonly Symbol LIMIT = Local();
    private static readonly Symbol PORT = Global();

    /// <summary>Set to have one instruction more at the start of the first routine.</summary>
    public bool Longer { get; init; }

    protected override void Assemble()
    {
        EntryStart();
        Helper();
        ConstantSections();
        TableRows();
        Data();
    }

    private void EntryStart()
    {
        var done = label();
        var faulting = label();
        p2align(4, 0x90);
        type(entry_start, SymbolType.Function);
        bind(entry_start);
        if (Longer)
            cld();
        swapgs();
        mov(qword.gs[cpu_area + 20], rsp);
        mov(rsp, qword.gs[rip + cpu_area + 8]);
        test(@byte[rsp + 8], 3);
        je(done);
        L(1);
        @lock();
        cmpxchg(qword[rcx], rdi);
        jne(b(1));
        rep();
        movsb();
        call(do_work);
        call(helper);
        call(overridable);
        jmp(maybe);
        skip(100, 0xcc);
        bind(faulting);
        mov(rax, qword[rdi + rcx * 8 - 8]);
        jmp(inner);
        bind(done);
        push(done);
        mov(rdi, vectors);
        mov(eax, vectors);
        lea(rsi, ptr[rip + helper + 4]);
        jmp(qword[rax * 8 + vectors]);
        align(16);
        bind(inner);
        encoding(EncodingRequest.Disp32);
        jmp(done);
        iretq();
        size(entry_start);
        pushsection("__ex_table", "a");
        align(4);
        dd(faulting - dot);
        dd(done - dot);
        dd(handler - dot);
        popsection();
    }

    private void Helper()
    {
        align(32, max: 20);
        type(helper, SymbolType.Function);
        bind(helper);
        vaddps(ymm1, ymm2, ymmword[rax]);
        vaddpd(zmm1.k1.z, zmm2, qword.bcst[rdi + 64]);
        ret();
        size(helper);
        type(overridable, SymbolType.Function);
        bind(overridable);
        sysretq();
        size(overridable);
        section(".fixup", "ax");
        jmp(helper);
        je(entry_start);
        dq(0x1122334455667788);
    }

    private void ConstantSections()
    {
        section(".rodata.cst8", "aM", entrySize: 8);
        dq(1, 2);
        section(".rodata.str1.1", "aMS", entrySize: 1);
        asciz("quote \" backslash \\ newline \n end");
        section(".note.entry", "a", SectionType.Note);
        dd(4, 0, 1);
        ascii("abc\0");
    }

    private void TableRows()
    {
        text();
        extable(entry_start, helper, handler);
        alternative(() => call(helper), () => jmp(entry_start), feature: 7 * 32 + 11);
        unwind_hint(UnwindRegister.Sp, 8, UnwindHintType.RegsIret);
        annotate(AnnotationKind.RetpolineSafe);
        annotate(AnnotationKind.Reachable);
        jmp(rax);
        paravirt_site(12, () => call(qword[rip + cpu_area]), clobbers: 0x3f);
        static_branch(helper, cpu_area);
        static_branch(helper, cpu_area, ifFalse: true);
        export(entry_start, gplOnly: true);
        gate(14, entry_start, hasErrorCode: true, ist: 2);
        gate(3, helper, dpl: 3, type: GateType.Trap);
    }

    private void Data()
    {
        data();
        align(64);
        type(vectors, SymbolType.Object);
        bind(vectors);
        dq(entry_start, helper + 8, 0, -1);
        dq(do_work - here(), 7);
        size(vectors);
        var start = here();
        dw(1, 2);
        db(here() - start, 3);
        dd(hidden_place);
        visibility(hidden_place, SymbolVisibility.Hidden);
        bind(hidden_place);
        set(LIMIT, 0x1000);
        set(PORT, -1);
        dd(LIMIT, PORT - 1);
        bss();
        align(4096);
        skip(64);
    }
}
