.intel_syntax noprefix
.macro GDT_ENTRY base, limit, access, flags
    .word \limit & 0xffff
    .word \base & 0xffff
    .byte (\base >> 16) & 0xff
    .byte \access
    .byte ((\limit >> 16) & 0xf) | (\flags << 4)
    .byte (\base >> 24) & 0xff
.endm
.macro IDT_ENTRY handler, ist=0, type=0x8e
    .word 0
    .word 8
    .byte \ist
    .byte \type
    .word 0
    .long 0
    .long 0
    .quad \handler
.endm
.section .data
.align 16
.global gdt
gdt:
    GDT_ENTRY 0, 0, 0, 0
    GDT_ENTRY 0, 0xfffff, 0x9a, 0xa    # kernel code
    GDT_ENTRY 0, 0xfffff, 0x92, 0xc    # kernel data
    GDT_ENTRY 0, 0xfffff, 0xf2, 0xc    # user data
    GDT_ENTRY 0, 0xfffff, 0xfa, 0xa    # user code
gdt_tss:
    GDT_ENTRY 0, 103, 0x89, 0
    .quad 0
gdt_end:
.global gdtr
gdtr:
    .word gdt_end - gdt - 1
    .quad gdt
.struct 0
TSS_RESERVED0: .struct TSS_RESERVED0 + 4
TSS_RSP0: .struct TSS_RSP0 + 8
TSS_RSP1: .struct TSS_RSP1 + 8
TSS_RSP2: .struct TSS_RSP2 + 8
TSS_RESERVED1: .struct TSS_RESERVED1 + 8
TSS_IST1: .struct TSS_IST1 + 56
TSS_RESERVED2: .struct TSS_RESERVED2 + 10
TSS_IOPB: .struct TSS_IOPB + 2
TSS_SIZE:
.data
.global tss
tss:
    .fill TSS_SIZE, 1, 0
    .org tss + 104
.text
set_rsp0:
    mov qword ptr [tss + TSS_RSP0], rdi
    mov word ptr [tss + TSS_IOPB], TSS_SIZE
    ret
.data
idt:
    IDT_ENTRY divide_error
    IDT_ENTRY debug, 1
    IDT_ENTRY nmi, 2
    IDT_ENTRY breakpoint, type=0xee
    IDT_ENTRY overflow
    .fill 251, 16, 0
idt_end:
