    .intel_syntax noprefix
    .altmacro
    .set VECTORS, 256
    .macro isr_noerr num
        .align 16
        .globl isr_stub_\num
        .type isr_stub_\num, @function
    isr_stub_\num:
        push 0
        push \num
        jmp isr_common
        .size isr_stub_\num, . - isr_stub_\num
    .endm
    .macro isr_err num
        .align 16
        .globl isr_stub_\num
        .type isr_stub_\num, @function
    isr_stub_\num:
        push \num
        jmp isr_common
        .size isr_stub_\num, . - isr_stub_\num
    .endm
    .section .text.isr, "ax", @progbits
    .set i, 0
    .rept VECTORS
        .if (i == 8) || (i >= 10 && i <= 14) || (i == 17) || (i == 21) || (i == 29) || (i == 30)
            isr_err %i
        .else
            isr_noerr %i
        .endif
        .set i, i + 1
    .endr
    .align 16
    .type isr_common, @function
isr_common:
    cld
    test byte ptr [rsp + 24], 3
    jz 1f
    swapgs
1:
    .irp reg, rax, rbx, rcx, rdx, rsi, rdi, rbp, r8, r9, r10, r11, r12, r13, r14, r15
    push \reg
    .endr
    mov rdi, rsp
    xor ebp, ebp
    call interrupt_dispatch
    .irp reg, r15, r14, r13, r12, r11, r10, r9, r8, rbp, rdi, rsi, rdx, rcx, rbx, rax
    pop \reg
    .endr
    test byte ptr [rsp + 24], 3
    jz 2f
    swapgs
2:
    add rsp, 16
    iretq
    .size isr_common, . - isr_common
    .macro stub_address num
        .quad isr_stub_\num
    .endm
    .section .rodata
    .balign 8
    .globl isr_stub_table
    .type isr_stub_table, @object
isr_stub_table:
    .set i, 0
    .rept VECTORS
        stub_address %i
        .set i, i + 1
    .endr
    .size isr_stub_table, . - isr_stub_table
    .section .note.GNU-stack, "", @progbits
