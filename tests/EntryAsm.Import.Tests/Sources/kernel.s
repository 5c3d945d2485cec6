# What Linux' own sources have, in small.
        .macro hint base=%rsp offset=0 mask=((1 << 0) << 16) | ( 3*32 + 21 )
        .if \base == %rsp
        .byte 5
        .elseif \base == %rdi
        .byte 3
        .else
        .error "bad base"
        .endif
        .long \offset, \mask
        .endm

        .macro init iv, key, data
        movq \iv, %rax
        movq \key, %rcx
        movq \data, %rdx
        .endm

        .text
        .globl routine
        .p2align 4, 0x90
routine:
        hint; nop; hint base=%rdi offset=8; ret
        hint base=%rdi mask=1; .rep 2; pause; .endr; cld
        init %r9, 8*3 +8(%rsp), 8*3 +16(%rsp); lfence
        .type routine STT_FUNC ; .set .L__sym_size_routine, .-routine ; .size routine, .L__sym_size_routine
        .globl again
        .set again, routine
        .type again STT_FUNC ; .set .L__sym_size_again, .L__sym_size_routine ; .size again, .L__sym_size_again

# Registers by other names, turned round.
first = %eax
second = %ecx
third = first
first = second
second = third
        movl first, second
        movl counts(, %rax, 4), third
index = 6
        movl $(index&~3), second

        andl $~0x80000000, %eax
        .code32
        andl $~0x80000000, %ebx
        andw $-0x8001, %bx
        .code64

        .globl padded
padded: nop
        .org padded + 0x20, 0xcc
        nop
        .fill padded + 0x30 - ., 1, 0xcc
        . = . + 4
        ret

        .section .rodata.cst32.table, "aM", @progbits, 32
        .p2align 5
table:  .quad 1, 2, 3, 4
        .quad 5, 6, 7, 8
        .text
        vpaddd table+0*32(%rcx), %xmm4, %xmm0
        vpaddd table+1*32(%rcx), %xmm4, %xmm0
        leaq table(%rip), %rcx

        .bss
        .p2align 3
counts: .quad 0
        .long 0
