.intel_syntax noprefix
.macro EXCEPTION name:req, vector:req, has_error=0
    .global \name
    .type \name, @function
    .p2align 4
\name:
    .cfi_startproc
    .if \has_error == 0
    .cfi_adjust_cfa_offset 8
    push 0
    .endif
    push \vector
    jmp exception_common
    .cfi_endproc
    .size \name, . - \name
    .pushsection .idt_init, "aw"
    .quad \name
    .long \vector
    .long \has_error
    .popsection
.endm
.text
EXCEPTION divide_error, 0
EXCEPTION debug, 1
EXCEPTION nmi, 2
EXCEPTION breakpoint, 3
EXCEPTION invalid_opcode, 6
EXCEPTION double_fault, 8, has_error=1
EXCEPTION general_protection, 13, 1
EXCEPTION page_fault, 14, 1
exception_common:
    .irpc n, 89
    push r\n
    .endr
    .irp n, 10, 11, 12, 13, 14, 15
    push r\n
    .endr
    mov rdi, rsp
    call handle_exception
    jmp restore_all
.ifndef NO_SMP
.irp vec, 0xf0, 0xf1, 0xf2
.global ipi_\vec
ipi_\vec:
    push \vec
    jmp ipi_common
.endr
.else
.error "UP is gone"
.endif
ipi_common:
    lock inc dword ptr [ipi_count + rip]
    lock dec dword ptr gs:[0x20]
    mov rax, fs:[0]
    mov eax, dword ptr gs:[rax + 4*rcx + 16]
    mov dword ptr [rsp - 8], 0xdeadbeef
    mov rax, 0x123456789abcdef0
    mov rax, qword ptr [rax*8 + table]
    jmp qword ptr [rip + vec]
    jmp [rax]
    call [rip + fn@GOTPCREL]
    lea rax, fn[rip]
    mov rdi, offset msg
    mov edi, OFFSET FLAT:msg
    movq xmm0, rax
    movaps xmm1, xmmword ptr [rdi]
    movups [rdi + 16], xmm1
    vmovdqu ymm0, ymmword ptr [rsi]
    cvtsi2sd xmm0, rax
    fld qword ptr [rdi]
    fstp tbyte ptr [rdi]
    restore_all: nop
    iretq
.comm ipi_count, 4, 4
.local counters
.comm counters, 64, 16
msg: .string "panic: %s\n\t\"x\"\0"
.byte 'a', '\n', 10
.section .init_array, "aw", @init_array
.quad init
.section .discard, "e"
.ascii "x"
.section .mergestr, "aMS", @progbits, 1
.string "abc"
.section .text.unlikely, "ax"
.type init, %function
init: ret
.set init_alias, init
.global init_alias
.ident "GCC: (x) 1"
.file "exceptions.S"
