// SPDX-License-Identifier: MIT
namespace EntryAsm.Boot;

/// <summary>
/// The rest of a kernel whose interrupt handler is in another language: starts the processor by the kit, sends itself an interrupt twice, and says by the exit device whether both times the handler has changed
/// the frame as it should.
/// </summary>
internal sealed class HandlerMain : EntryAssembler
{
    private const int Vector = 65, AreaBytes = 0x10000, Wrong = 0x11, Right = 0x10;

    private const long Apic = unchecked((long)0xffff_8000_fee0_0000), Pattern = 0x0123_4567_89ab_cdef;

    private static readonly Symbol kernel_main = Global(), kit_start_cpu = Extern(), kit_stub_65 = Extern(), area = Local();

    /// <summary>Those of the sample's handlers that this kernel never comes to.</summary>
    private static readonly string[] Unused =
        ["handle_exception", "handle_debug", "handle_nmi", "handle_breakpoint", "handle_fatal", "handle_page_fault", "answer_system_call"];

    protected override void Assemble()
    {
        bss();
        align(AreaBytes);
        bind(area);
        skip(AreaBytes);

        text();
        var wrong = label();
        bind(kernel_main);
        lea(rdi, ptr[rip + area]);
        xor(esi, esi);
        call(kit_start_cpu);
        PrepareInterrupts();
        for (var round = 0; round < 2; round++)
            Interrupted(wrong);
        End(Right);
        bind(wrong);
        foreach (var name in Unused)
            bind(Global(name));
        End(Wrong);
    }

    /// <summary>Masks the old controllers, turns on the local one.</summary>
    private void PrepareInterrupts()
    {
        mov(eax, 0xff);
        @out(0x21, al);
        @out(0xa1, al);
        mov(rbx, Apic);
        mov(dword[rbx + 0xf0], 0x1ff);
    }

    private void Interrupted(Label wrong)
    {
        const int toSelf = 0x44000;
        var wait = label();
        mov(r12, Pattern);
        xor(r13d, r13d);
        xor(r14d, r14d);
        mov(dword[rbx + 0x310], 0);
        mov(dword[rbx + 0x300], toSelf | Vector);
        sti();
        bind(wait);
        pause();
        test(r14, r14);
        jz(wait);
        cli();
        lea(rax, ptr[rip + kit_stub_65]);
        cmp(r14, rax);
        jne(wrong);
        mov(rax, Pattern + Vector);
        cmp(r13, rax);
        jne(wrong);
    }

    private void End(int value)
    {
        var stop = label();
        mov(eax, value);
        @out(0xf4, al);
        bind(stop);
        hlt();
        jmp(stop);
    }
}
