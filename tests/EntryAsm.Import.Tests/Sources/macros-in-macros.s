.intel_syntax noprefix
// rust global_asm like, and macro in macro
.macro make_handler name
    .macro \name\()_entry vec
        \name\()_\vec:
        push \vec
        jmp \name
    .endm
.endm
make_handler irq
make_handler trap
.text
irq_entry 32
irq_entry 33
trap_entry 3
trap_entry 4
irq: hlt
trap: hlt
.purgem irq_entry
.macro irq_entry
 nop
.endm
irq_entry
.macro save_all regs:vararg
    .irp r, \regs
    push \r
    .endr
.endm
save_all rax, rbx, rcx
save_all rdx
.macro rpush first, rest:vararg
    push \first
    .ifnb \rest
    rpush \rest
    .endif
.endm
rpush rax, rbx, rcx, rdx
.macro unique
local_\@: jmp local_\@
.endm
unique
unique
.macro load dst, src
 .ifc \dst, rax
  mov rax, [\src]
 .else
  .ifnc \src, rbx
   mov \dst, qword ptr [\src + 8]
  .else
   lea \dst, [\src]
  .endif
 .endif
.endm
load rax, rbx
load rcx, rdx
load rcx, rbx
load rdi, rbx
.macro fatal msg
    lea rdi, [rip + 9f]
    call panic
    .pushsection .rodata.str, "aMS", @progbits, 1
9:  .asciz "\msg"
    .popsection
.endm
fatal "out of memory"
fatal "bad trap"
.equiv PAGE, 4096
.equ MASK, ~(PAGE - 1)
and rax, MASK
and rsp, -16
add rax, PAGE*2
.fill 3, 2, 0xabcd
.space 5, 0xcc
.zero 3
.octa 0x112233445566778899aabbccddeeff00
.float 1.5
.double 3.25e2
.short 1, 2
.int -1
.hword 0xffff
.uleb128 624485
.sleb128 -129
.balign 8, 0xcc
.balignw 8, 0x9090
.p2align 3,,7
.quad . - irq, irq - trap
.long irq - .
1: .quad 1b - irq
