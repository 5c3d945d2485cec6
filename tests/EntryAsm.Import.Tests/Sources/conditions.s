        .macro  entry name, vector, has_error=0
        .globl  \name
        .type   \name, @function
\name:
        .if \has_error == 0
        pushq   $0
        .endif
        pushq   $\vector
        .ifc \name, page_fault
        movq    %cr2, %rax
        .else
        xorl    %eax, %eax
        .endif
        jmp     common
        .size   \name, . - \name
        .endm

        entry divide, 0
        entry debug, 1
        entry double_fault, 8, 1
        entry page_fault, 14, 1
common: iretq
