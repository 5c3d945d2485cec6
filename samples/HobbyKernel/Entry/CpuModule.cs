// SPDX-License-Identifier: MIT
using EntryAsm;

namespace HobbyKernel;

/// <summary>Instructions that C# has no words for, as functions C# calls (psABI: arguments in rdi, rsi, rdx, rcx; result in rax).</summary>
[EntryModule]
public sealed partial class CpuModule : EntryAssembler
{
    private static readonly Symbol outb_port = Global();
    private static readonly Symbol inb_port = Global();
    private static readonly Symbol read_msr = Global();
    private static readonly Symbol write_msr = Global();
    private static readonly Symbol read_cr2 = Global();
    private static readonly Symbol read_cr3 = Global();
    private static readonly Symbol write_cr3 = Global();
    private static readonly Symbol read_cr4 = Global();
    private static readonly Symbol write_cr4 = Global();
    private static readonly Symbol write_dr0 = Global();
    private static readonly Symbol write_dr7 = Global();
    private static readonly Symbol read_dr6 = Global();
    private static readonly Symbol write_dr6 = Global();
    private static readonly Symbol read_flags = Global();
    private static readonly Symbol read_rsp = Global();
    private static readonly Symbol query_cpuid = Global();
    private static readonly Symbol load_gdt = Global();
    private static readonly Symbol load_idt = Global();
    private static readonly Symbol load_task_register = Global();
    private static readonly Symbol store_gdt = Global();
    private static readonly Symbol store_idt = Global();
    private static readonly Symbol read_selectors = Global();
    private static readonly Symbol enable_interrupts = Global();
    private static readonly Symbol disable_interrupts = Global();
    private static readonly Symbol breakpoint_changes = Global();
    private static readonly Symbol call_changes = Global();
    private static readonly Symbol call_result = Global();
    private static readonly Symbol clobber_vectors = Global();
    private static readonly Symbol halt = Global();

    /// <inheritdoc/>
    protected override void Assemble()
    {
        Ports();
        ModelSpecificRegisters();
        ControlRegisters();
        DebugRegisters();
        Identification();
        DescriptorTables();
        BreakpointThatMustChangeNothing();
        CallThatMustKeepRegisters();
        Various();
        bss();
        align(8);
        bind(call_result);
        skip(8);
    }

    private void Function(Symbol name, Action body)
    {
        align(16);
        bind(name);
        type(name, SymbolType.Function);
        body();
        ret();
        size(name);
    }

    private void Ports()
    {
        Function(outb_port, () =>
        {
            mov(edx, edi);
            mov(eax, esi);
            @out(dx, al);
        });
        Function(inb_port, () =>
        {
            mov(edx, edi);
            xor(eax, eax);
            @in(al, dx);
        });
    }

    private void ModelSpecificRegisters()
    {
        Function(read_msr, () =>
        {
            mov(ecx, edi);
            rdmsr();
            shl(rdx, 32);
            or(rax, rdx);
        });
        Function(write_msr, () =>
        {
            mov(ecx, edi);
            mov(rax, rsi);
            mov(rdx, rsi);
            shr(rdx, 32);
            wrmsr();
        });
    }

    private void ControlRegisters()
    {
        Function(read_cr2, () => mov(rax, cr2));
        Function(read_cr3, () => mov(rax, cr3));
        Function(write_cr3, () => mov(cr3, rdi));
        Function(read_cr4, () => mov(rax, cr4));
        Function(write_cr4, () => mov(cr4, rdi));
    }

    private void DebugRegisters()
    {
        Function(write_dr0, () => mov(dr0, rdi));
        Function(write_dr7, () => mov(dr7, rdi));
        Function(read_dr6, () => mov(rax, dr6));
        Function(write_dr6, () => mov(dr6, rdi));
    }

    /// <summary><c>query_cpuid(leaf, subleaf, uint* eax_ebx_ecx_edx)</c>.</summary>
    private void Identification() => Function(query_cpuid, () =>
    {
        push(rbx);
        mov(r8, rdx);
        mov(eax, edi);
        mov(ecx, esi);
        cpuid();
        mov(dword[r8], eax);
        mov(dword[r8 + 4], ebx);
        mov(dword[r8 + 8], ecx);
        mov(dword[r8 + 12], edx);
        pop(rbx);
    });

    private void DescriptorTables()
    {
        // load_gdt(pointer, code selector, data selector)
        Function(load_gdt, () =>
        {
            var reloaded = label();
            lgdt(ptr[rdi]);
            mov(ss, edx);
            mov(ds, edx);
            mov(es, edx);
            xor(eax, eax);
            mov(fs, eax);
            mov(gs, eax);
            push(rsi);
            lea(rax, ptr[rip + reloaded]);
            push(rax);
            retfq();
            bind(reloaded);
        });
        Function(load_idt, () => lidt(ptr[rdi]));
        Function(load_task_register, () => ltr(di));
        Function(store_gdt, () => sgdt(ptr[rdi]));
        Function(store_idt, () => sidt(ptr[rdi]));

        // read_selectors(ushort* cs_ds_es_ss_fs_gs_tr)
        Function(read_selectors, () =>
        {
            Op[] segments = [cs, ds, es, ss, fs, gs];
            for (var i = 0; i < segments.Length; i++)
                mov(word[rdi + 2 * i], segments[i]);
            str(word[rdi + 2 * segments.Length]);
        });
    }

    /// <summary><c>breakpoint_changes()</c>: int3 with every general register set; returns the union of the bits in which they came back different.</summary>
    private void BreakpointThatMustChangeNothing() => Function(breakpoint_changes, () =>
    {
        Op[] registers = [rcx, rdx, rsi, rdi, r8, r9, r10, r11, rbx, rbp, r12, r13, r14, r15];
        foreach (var register in registers[8..])
            push(register);
        for (var i = 0; i < registers.Length; i++)
            mov(registers[i], Pattern.General(0, i));
        mov(rax, Pattern.General(0, registers.Length));
        int3();
        push(rax);
        mov(rax, Pattern.General(0, registers.Length));
        xor(qword[rsp], rax);
        for (var i = 0; i < registers.Length; i++)
        {
            mov(rax, Pattern.General(0, i));
            xor(rax, registers[i]);
            or(qword[rsp], rax);
        }

        pop(rax);
        for (var i = registers.Length - 1; i >= 8; i--)
            pop(registers[i]);
    });

    /// <summary><c>call_changes(function, argument)</c>: a call; returns the union of the bits in which registers that a function must keep came back different (psABI, 3.2.3).</summary>
    private void CallThatMustKeepRegisters() => Function(call_changes, () =>
    {
        Op[] kept = [rbx, rbp, r12, r13, r14, r15];
        foreach (var register in kept)
            push(register);
        mov(rax, rdi);
        mov(rdi, rsi);
        mov(rsi, Pattern.General(1, kept.Length));
        for (var i = 0; i < kept.Length; i++)
            mov(kept[i], Pattern.General(1, i));
        sub(rsp, 8); // six registers and the return address: a function is called with rsp at a multiple of 16 (psABI, 3.2.2)
        call(rax);
        add(rsp, 8);
        mov(qword[rip + call_result], rax);
        xor(eax, eax);
        for (var i = 0; i < kept.Length; i++)
        {
            mov(rcx, Pattern.General(1, i));
            xor(rcx, kept[i]);
            or(rax, rcx);
        }

        for (var i = kept.Length - 1; i >= 0; i--)
            pop(kept[i]);
    });

    private void Various()
    {
        Function(read_flags, () =>
        {
            pushfq();
            pop(rax);
        });
        Function(read_rsp, () => mov(rax, rsp));
        Function(enable_interrupts, () =>
        {
            sti();
            nop(); // sti takes effect behind the next instruction
            nop();
        });
        Function(disable_interrupts, () => cli());

        // Handlers call it so that vector registers nobody saved are noticed.
        Function(clobber_vectors, () =>
        {
            foreach (var register in new[] { xmm0, xmm1, xmm2, xmm3, xmm4, xmm5, xmm6, xmm7, xmm8, xmm9, xmm10, xmm11, xmm12, xmm13, xmm14, xmm15 })
                pxor(register, register);
        });
        Function(halt, () => hlt());
    }
}
