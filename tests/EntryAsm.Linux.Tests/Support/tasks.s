# SPDX-License-Identifier: GPL-2.0-only
# Two tasks of a user-mode program that give way to each other: the first calls, the second has done so before. Each has numbers of its own in what calls leave alone.
        .globl  _start, first_called, second_called, __switch_to
_start: lea     second_stack(%rip), %rax
        lea     second_called(%rip), %rcx
        mov     %rcx, 48(%rax)
        mov     %rax, second+THREAD_SP(%rip)
        mov     $11, %ebx
        mov     $12, %ebp
        mov     $13, %r12d
        mov     $14, %r13d
        mov     $15, %r14d
        mov     $16, %r15d
        lea     first(%rip), %rdi
        lea     second(%rip), %rsi
        call    __switch_to_asm
first_called:
        mov     $60, %eax
        xor     %edi, %edi
        syscall

second_called:
        lea     second(%rip), %rdi
        lea     first(%rip), %rsi
        call    __switch_to_asm
second_is_never_called_again:
        hlt

__switch_to:
        mov     %rdi, %rax
        ret

        .data
        .skip   4096
second_stack:
        .quad   26, 25, 24, 23, 21, 22, 0, 0
        .bss
        .align  16
first:  .skip   8192
second: .skip   8192
