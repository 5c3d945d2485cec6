// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using static EntryAsm.Linux612.KernelSymbols;

namespace EntryAsm.Linux612;

// entry_64_fred.S: flexible return and event delivery (Intel's FRED specification): one entry for events in user mode, one for those in the kernel,
// 256 bytes after it. The processor has switched stacks and gs, and pushed a frame with an error code.
public abstract partial class LinuxEntry
{
    /// <summary>Bytes between what an event interrupted and its frame.</summary>
    private const int FRED_CONFIG_REDZONE = 1 << 6;

    /// <summary>Frames are at multiples of 64 bytes.</summary>
    private const int FRED_STACK_FRAME_RSP_MASK = ~0x3f;

    /// <summary>All of entry_64_fred for the configuration, in <c>.noinstr.text</c>.</summary>
    protected void WholeEntry64Fred()
    {
        section(".noinstr.text", "ax");
        FredEntrypoints();
        if (Kernel.KvmIntel)
            FredEntryFromKvm();
    }

    /// <summary><c>asm_fred_entrypoint_user</c> and <c>asm_fred_entrypoint_kernel</c>, at the start of a page, as the processor demands.</summary>
    protected void FredEntrypoints()
    {
        align(Kernel.PAGE_SIZE);
        SYM_CODE_START_NOALIGN(asm_fred_entrypoint_user);
        FRED_ENTER();
        call(fred_entry_from_user);
        SYM_INNER_LABEL(asm_fred_exit_user);
        FRED_EXIT();
        var exit = here();
        ERETU();
        _ASM_EXTABLE_TYPE(exit, asm_fred_entrypoint_user, EX_TYPE_ERETU);
        SYM_CODE_END(asm_fred_entrypoint_user);

        align(256, 0xcc);
        SYM_CODE_START_NOALIGN(asm_fred_entrypoint_kernel);
        FRED_ENTER();
        call(fred_entry_from_kernel);
        FRED_EXIT();
        ERETS();
        SYM_CODE_END(asm_fred_entrypoint_kernel);
    }

    /// <summary>
    /// <c>asm_fred_entry_from_kvm</c>: delivers an event that stopped a guest: pushes the frame the processor would, and calls the handler. rdi is the frame's
    /// stack segment with the event in it.
    /// </summary>
    protected void FredEntryFromKvm()
    {
        var returned = label();
        SYM_FUNC_START(asm_fred_entry_from_kvm);
        push(rbp);
        mov(rbp, rsp);
        UNWIND_HINT_SAVE();
        sub(rsp, FRED_CONFIG_REDZONE);
        and(rsp, FRED_STACK_FRAME_RSP_MASK);

        // Reserved, event data, ss, rsp, rflags, cs, rip and error code.
        push(0);
        push(0);
        push(rdi);
        push(rbp);
        pushfq();
        mov(rax, Kernel.KERNEL_CS);
        push(rax);
        lea(rax, ptr[rip + returned]);
        push(rax);
        push(0);
        PUSH_AND_CLEAR_REGS(clear_bp: false, unwind_hint: false);
        mov(rdi, rsp);
        call(__fred_entry_from_kvm);
        POP_REGS();
        ERETS();

        // objtool does not follow ERETS to here.
        bind(returned);
        UNWIND_HINT_RESTORE();
        pop(rbp);
        RET();
        SYM_FUNC_END(asm_fred_entry_from_kvm);
        EXPORT_SYMBOL_GPL(asm_fred_entry_from_kvm);
    }

    /// <summary>Returns to user mode from a FRED event. As bytes: GNU as knows it from 2.41 on.</summary>
    protected void ERETU() => db(0xf3, 0x0f, 0x01, 0xca);

    /// <summary>Returns to the kernel from a FRED event. As bytes: GNU as knows it from 2.41 on.</summary>
    protected void ERETS() => db(0xf2, 0x0f, 0x01, 0xca);

    private void FRED_ENTER()
    {
        UNWIND_HINT_END_OF_STACK();
        ANNOTATE_NOENDBR();
        PUSH_AND_CLEAR_REGS();
        ENCODE_FRAME_POINTER();
        mov(rdi, rsp);
    }

    private void FRED_EXIT()
    {
        UNWIND_HINT_REGS();
        POP_REGS();
    }
}
