# Call frame information, groups of sections, and no-operation instructions of a length.
.cfi_sections .eh_frame, .debug_frame
first: .cfi_startproc
push %rbp
.cfi_adjust_cfa_offset 8
.cfi_rel_offset %rbp, 0
mov %rsp, %rbp
.cfi_def_cfa_register %rbp
.cfi_remember_state
pop %rbp
.cfi_restore %rbp
.cfi_restore 49
.cfi_restore 64
.cfi_def_cfa %rsp, 8
ret
.cfi_restore_state
.cfi_undefined %rip
.cfi_same_value %rbx
.cfi_register %rcx, %rdx
.cfi_escape 0x0f, 3, 0x77, 8, 6
.skip 300, 0x90
.cfi_offset %r12, -24
.cfi_offset %xmm16, -32
.cfi_offset %xmm0, 64
.cfi_val_offset %rsp, 0
.cfi_val_offset %rsp, 16
.cfi_def_cfa %rsp, -16
.cfi_def_cfa_offset -8
.skip 70000, 0x90
.cfi_window_save
.cfi_def_cfa_offset 16
nop
.cfi_endproc
.cfi_startproc simple
.cfi_signal_frame
.cfi_return_column 15
.cfi_def_cfa %rsp, 0
.cfi_offset %rip, 0
nop
.cfi_endproc
.cfi_startproc
.cfi_personality 0x9b, pers
.cfi_lsda 0x1b, lsda + 4
nop
.cfi_endproc
.cfi_startproc
.cfi_personality 0x03, pers
.cfi_lsda 0x0c, first
nop
.cfi_endproc
.section .other, "ax"
.cfi_startproc
jmp 1f
.cfi_offset %r13, -16
.skip 3
1: .cfi_offset %r14, -40
nop
.cfi_endproc
.cfi_startproc
.cfi_endproc

.cfi_startproc
.cfi_personality 0xff
.cfi_undefined %rax, %rbx, 3
.cfi_offset %rflags, -16
.cfi_escape 1,2,3,4,5,6,7,8,9,10
nop
.cfi_endproc

.section .text.f, "axG", @progbits, grouped, comdat
.globl grouped
grouped: call outside
.section .data.f, "awG", @progbits, grouped, comdat
.long 1
.section .text.h, "axG", @progbits, unnamed
nop
.section .ordered, "ao", @progbits, .text.f
.quad grouped
.section .ordered2, "ao", @progbits, .text
.quad 5
.section .both, "aGo", @progbits, .text.f, grouped, comdat
.long 3
.section .same, "a?"
.long 4
.section .kept, "aR"
.long 9
.section .out, "e"
.long 9
.section .tls, "awT", @progbits
.long 9
.section .ctors_now, "aw", @init_array
.quad grouped
.section .dtors_now, "aw", @fini_array
.quad grouped
.section .before, "aw", @preinit_array
.quad grouped
.section .remark, "a", @note
.long 1, 2, 3

.text
.nops 1
.nops 30
.nops 30, 3
.nops 88
.nops 88, 3
.nops 200, 7
.nops 0
nop
.p2align 3,
nop
.p2align 3,,5
